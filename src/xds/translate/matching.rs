//! Conditions on requests (`docs/behaviour/envoy.md#route-matching`).

use envoy_types::pb::envoy::config::route::v3::header_matcher::HeaderMatchSpecifier;
use envoy_types::pb::envoy::config::route::v3::query_parameter_matcher::QueryParameterMatchSpecifier;
use envoy_types::pb::envoy::config::route::v3::route_match::{
    GrpcRouteMatchOptions, PathSpecifier,
};
use envoy_types::pb::envoy::config::route::v3::{HeaderMatcher, QueryParameterMatcher, RouteMatch};
use envoy_types::pb::envoy::r#type::matcher::v3::RegexMatcher;
use envoy_types::pb::envoy::r#type::matcher::v3::string_matcher::MatchPattern;
use envoy_types::pb::envoy::r#type::v3::Int64Range;

use crate::mesh::topology::{
    HeaderMatch, PathMatch, QueryParameterMatch, RequestMatch, ValueMatch,
};
use crate::xds::proto;

/// A pattern that Envoy would reject, and the whole route table with it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("its pattern `{0}` is not a valid regular expression: the route is left out")]
pub(super) struct InvalidPattern(String);

/// Returns a match of every request.
pub(super) fn everything() -> RouteMatch {
    RouteMatch { path_specifier: Some(PathSpecifier::Prefix("/".to_owned())), ..Default::default() }
}

/// Returns the match of a route.
///
/// # Errors
///
/// [`InvalidPattern`] if Envoy would reject it.
pub(super) fn request(of: &RequestMatch) -> Result<RouteMatch, InvalidPattern> {
    let path = match &of.path {
        PathMatch::Exact(path) => PathSpecifier::Path(path.clone()),
        PathMatch::Prefix(prefix) => PathSpecifier::Prefix(prefix.clone()),
        PathMatch::Regex(pattern) => PathSpecifier::SafeRegex(regex(pattern)?),
    };
    let method = of.method.map(|method| (":method", method.as_str()));
    let scheme = of.scheme.map(|scheme| (":scheme", scheme.as_str()));
    let pseudo_headers = method.into_iter().chain(scheme).map(|(name, value)| HeaderMatch {
        name: name.to_owned(),
        invert: false,
        value: ValueMatch::Exact(value.to_owned()),
    });
    let mut headers = Vec::new();
    for of in pseudo_headers.collect::<Vec<_>>().iter().chain(&of.headers) {
        headers.push(header(of)?);
    }
    Ok(RouteMatch {
        path_specifier: Some(path),
        grpc: of.grpc.then_some(GrpcRouteMatchOptions {}),
        headers,
        query_parameters: of.query_parameters.iter().map(query_parameter).collect(),
        ..Default::default()
    })
}

fn header(of: &HeaderMatch) -> Result<HeaderMatcher, InvalidPattern> {
    let string = |pattern| HeaderMatchSpecifier::StringMatch(proto::string(pattern));
    let specifier = match &of.value {
        ValueMatch::Present => HeaderMatchSpecifier::PresentMatch(true),
        ValueMatch::Exact(value) => string(MatchPattern::Exact(value.clone())),
        ValueMatch::Prefix(value) => string(MatchPattern::Prefix(value.clone())),
        ValueMatch::Suffix(value) => string(MatchPattern::Suffix(value.clone())),
        ValueMatch::Regex(pattern) => string(MatchPattern::SafeRegex(regex(pattern)?)),
        ValueMatch::Range { start, end } => {
            HeaderMatchSpecifier::RangeMatch(Int64Range { start: *start, end: *end })
        }
    };
    Ok(HeaderMatcher {
        name: of.name.clone(),
        invert_match: of.invert,
        header_match_specifier: Some(specifier),
        ..Default::default()
    })
}

fn query_parameter(of: &QueryParameterMatch) -> QueryParameterMatcher {
    let specifier = match &of.exact {
        Some(value) => QueryParameterMatchSpecifier::StringMatch(proto::exact(value)),
        None => QueryParameterMatchSpecifier::PresentMatch(true),
    };
    QueryParameterMatcher {
        name: of.name.clone(),
        query_parameter_match_specifier: Some(specifier),
    }
}

/// Envoy's RE2 and the `regex` crate accept the same syntax, except in rare cases.
fn regex(pattern: &str) -> Result<RegexMatcher, InvalidPattern> {
    match regex::Regex::new(pattern) {
        Ok(_) => Ok(proto::regex(pattern)),
        Err(_) => Err(InvalidPattern(pattern.to_owned())),
    }
}
