//! Translates the match conditions of routes (`docs/behaviour/envoy.md#route-matching`).

use envoy_types::pb::envoy::config::route::v3::header_matcher::HeaderMatchSpecifier;
use envoy_types::pb::envoy::config::route::v3::query_parameter_matcher::QueryParameterMatchSpecifier;
use envoy_types::pb::envoy::config::route::v3::route_match::{
    GrpcRouteMatchOptions, PathSpecifier,
};
use envoy_types::pb::envoy::config::route::v3::{HeaderMatcher, QueryParameterMatcher, RouteMatch};
use envoy_types::pb::envoy::r#type::matcher::v3::RegexMatcher;
use envoy_types::pb::envoy::r#type::matcher::v3::string_matcher::MatchPattern;
use envoy_types::pb::envoy::r#type::v3::Int64Range;

use crate::model::types::{
    GrpcRouteMatch, GrpcRouteMetadataMatchMethod, HeaderMatchMethod, HttpQueryParameter,
    HttpRouteMatch,
};
use crate::xds::proto;

/// A pattern that Envoy would refuse, and the whole route table with it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("its pattern `{0}` is no regular expression that Envoy knows: the route is left out")]
pub(super) struct BadPattern(String);

/// Matches every request.
pub(super) fn everything() -> RouteMatch {
    RouteMatch { path_specifier: Some(PathSpecifier::Prefix("/".to_owned())), ..Default::default() }
}

/// Matches what an HTTP or HTTP/2 route is for.
pub(super) fn http(of: &HttpRouteMatch) -> Result<RouteMatch, BadPattern> {
    let path = of.path.as_ref();
    let path = if let Some(exact) = path.and_then(|path| path.exact.clone()) {
        PathSpecifier::Path(exact)
    } else if let Some(pattern) = path.and_then(|path| path.regex.as_deref()) {
        PathSpecifier::SafeRegex(regex(pattern)?)
    } else {
        PathSpecifier::Prefix(of.prefix.clone().unwrap_or_else(|| "/".to_owned()))
    };
    let method = of.method.map(|method| (":method", method.as_str()));
    let scheme = of.scheme.map(|scheme| (":scheme", scheme.as_str()));
    let mut headers = Vec::new();
    for (name, value) in method.into_iter().chain(scheme) {
        headers.push(header(name, false, Some(&HeaderMatchMethod::Exact(value.to_owned())))?);
    }
    for of in &of.headers {
        headers.push(header(&of.name, of.invert == Some(true), of.r#match.as_ref())?);
    }
    Ok(RouteMatch {
        path_specifier: Some(path),
        headers,
        query_parameters: of.query_parameters.iter().map(query).collect(),
        ..Default::default()
    })
}

/// Matches what a gRPC route is for.
pub(super) fn grpc(of: &GrpcRouteMatch) -> Result<RouteMatch, BadPattern> {
    let path = match (&of.service_name, &of.method_name) {
        (Some(service), Some(method)) => PathSpecifier::Path(format!("/{service}/{method}")),
        (Some(service), None) => PathSpecifier::Prefix(format!("/{service}/")),
        (None, _) => PathSpecifier::Prefix("/".to_owned()),
    };
    let mut headers = Vec::new();
    for of in &of.metadata {
        let method = of.r#match.as_ref().map(as_header);
        headers.push(header(&of.name, of.invert == Some(true), method.as_ref())?);
    }
    Ok(RouteMatch {
        path_specifier: Some(path),
        grpc: Some(GrpcRouteMatchOptions {}),
        headers,
        ..Default::default()
    })
}

/// Metadata of a gRPC call are its headers.
fn as_header(of: &GrpcRouteMetadataMatchMethod) -> HeaderMatchMethod {
    use GrpcRouteMetadataMatchMethod as Metadata;
    match of.clone() {
        Metadata::Exact(text) => HeaderMatchMethod::Exact(text),
        Metadata::Prefix(text) => HeaderMatchMethod::Prefix(text),
        Metadata::Suffix(text) => HeaderMatchMethod::Suffix(text),
        Metadata::Regex(text) => HeaderMatchMethod::Regex(text),
        Metadata::Range(range) => HeaderMatchMethod::Range(range),
    }
}

fn header(
    name: &str,
    invert_match: bool,
    of: Option<&HeaderMatchMethod>,
) -> Result<HeaderMatcher, BadPattern> {
    let string = |pattern| HeaderMatchSpecifier::StringMatch(proto::string(pattern));
    let how = match of {
        None => HeaderMatchSpecifier::PresentMatch(true),
        Some(HeaderMatchMethod::Exact(text)) => string(MatchPattern::Exact(text.clone())),
        Some(HeaderMatchMethod::Prefix(text)) => string(MatchPattern::Prefix(text.clone())),
        Some(HeaderMatchMethod::Suffix(text)) => string(MatchPattern::Suffix(text.clone())),
        Some(HeaderMatchMethod::Regex(text)) => string(MatchPattern::SafeRegex(regex(text)?)),
        Some(HeaderMatchMethod::Range(range)) => {
            HeaderMatchSpecifier::RangeMatch(Int64Range { start: range.start, end: range.end })
        }
    };
    let name = name.to_owned();
    Ok(HeaderMatcher {
        name,
        invert_match,
        header_match_specifier: Some(how),
        ..Default::default()
    })
}

fn query(of: &HttpQueryParameter) -> QueryParameterMatcher {
    let exact = of.r#match.as_ref().and_then(|how| how.exact.as_deref());
    let how = match exact {
        Some(text) => QueryParameterMatchSpecifier::StringMatch(proto::exact(text)),
        None => QueryParameterMatchSpecifier::PresentMatch(true),
    };
    QueryParameterMatcher { name: of.name.clone(), query_parameter_match_specifier: Some(how) }
}

/// This crate's expressions and Envoy's (RE2) know the same syntax but for rare corners.
fn regex(pattern: &str) -> Result<RegexMatcher, BadPattern> {
    match regex::Regex::new(pattern) {
        Ok(_) => Ok(proto::regex(pattern)),
        Err(_) => Err(BadPattern(pattern.to_owned())),
    }
}
