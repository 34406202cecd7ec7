//! The front end for routes: their rules as the types of the topology.

use std::collections::BTreeSet;

use super::{
    HeaderMatch, PathMatch, QueryParameterMatch, RequestMatch, RetryCondition, RetryPolicy,
    RouteMatch, Timeouts, ValueMatch,
};
use crate::mesh::traffic::Rule;
use crate::model::types::{
    Duration, GrpcRetryPolicyEvent, GrpcRouteMatch, GrpcRouteMetadataMatchMethod,
    HeaderMatchMethod, HttpQueryParameter, HttpRouteMatch, TcpRetryPolicyEvent,
};

/// Returns the requests or connections that match `rule`.
pub(super) fn matches(rule: Rule<'_>) -> RouteMatch {
    match rule {
        Rule::Http(route) | Rule::Http2(route) => RouteMatch::Request((&route.r#match).into()),
        Rule::Grpc(route) => RouteMatch::Request((&route.r#match).into()),
        Rule::Tcp(_) => RouteMatch::Connection,
    }
}

/// Returns the timeouts of `rule`, with defaults for what it does not configure.
pub(super) fn timeouts(rule: Rule<'_>) -> Timeouts {
    let (per_request, idle) = match rule {
        Rule::Http(route) | Rule::Http2(route) => {
            let timeout = route.timeout.as_ref();
            (
                timeout.and_then(|of| of.per_request.as_ref()),
                timeout.and_then(|of| of.idle.as_ref()),
            )
        }
        Rule::Grpc(route) => {
            let timeout = route.timeout.as_ref();
            (
                timeout.and_then(|of| of.per_request.as_ref()),
                timeout.and_then(|of| of.idle.as_ref()),
            )
        }
        Rule::Tcp(route) => (None, route.timeout.as_ref().and_then(|of| of.idle.as_ref())),
    };
    Timeouts::new(rule.protocol(), per_request.map(Duration::time), idle.map(Duration::time))
}

/// Retries of a route, and the retry events in its spec that do not exist.
pub(super) type Retries<'a> = (Option<RetryPolicy>, Vec<&'a str>);

/// Returns the retries of `rule`.
pub(super) fn retries(rule: Rule<'_>) -> Retries<'_> {
    let default = || (Some(RetryPolicy::default()), Vec::new());
    match rule {
        Rule::Http(route) | Rule::Http2(route) => {
            route.retry_policy.as_ref().map_or_else(default, |spec| {
                let policy = without_conditions(spec.max_retries, &spec.per_retry_timeout);
                configured(policy, &spec.http_retry_events, &spec.tcp_retry_events, &[])
            })
        }
        Rule::Grpc(route) => route.retry_policy.as_ref().map_or_else(default, |spec| {
            let policy = without_conditions(spec.max_retries, &spec.per_retry_timeout);
            let grpc = &spec.grpc_retry_events;
            configured(policy, &spec.http_retry_events, &spec.tcp_retry_events, grpc)
        }),
        Rule::Tcp(_) => (None, Vec::new()),
    }
}

fn without_conditions(max_retries: u64, per_try: &Duration) -> RetryPolicy {
    let (conditions, statuses) = (Vec::new(), BTreeSet::new());
    RetryPolicy { max_retries, per_try_timeout: Some(per_try.time()), conditions, statuses }
}

fn configured<'a>(
    mut policy: RetryPolicy,
    http: &'a [String],
    tcp: &[TcpRetryPolicyEvent],
    grpc: &[GrpcRetryPolicyEvent],
) -> Retries<'a> {
    let mut unknown = Vec::new();
    for event in http {
        match HTTP_EVENTS.iter().find(|(name, ..)| name == event) {
            Some((_, condition, statuses)) => {
                condition.iter().for_each(|condition| policy.add(*condition));
                policy.statuses.extend(*statuses);
            }
            None => unknown.push(event.as_str()),
        }
    }
    for TcpRetryPolicyEvent::ConnectionError in tcp {
        policy.add(RetryCondition::ConnectFailure);
    }
    for event in grpc {
        policy.add(match event {
            GrpcRetryPolicyEvent::Cancelled => RetryCondition::Cancelled,
            GrpcRetryPolicyEvent::DeadlineExceeded => RetryCondition::DeadlineExceeded,
            GrpcRetryPolicyEvent::Internal => RetryCondition::Internal,
            GrpcRetryPolicyEvent::ResourceExhausted => RetryCondition::ResourceExhausted,
            GrpcRetryPolicyEvent::Unavailable => RetryCondition::Unavailable,
        });
    }
    ((policy.max_retries > 0).then_some(policy), unknown)
}

/// The HTTP retry events of App Mesh, each with its condition and statuses.
const HTTP_EVENTS: [(&str, Option<RetryCondition>, &[u16]); 4] = [
    (
        "server-error",
        Some(RetryCondition::Reset),
        &[500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511],
    ),
    ("gateway-error", Some(RetryCondition::Reset), &[502, 503, 504]),
    ("client-error", None, &[409]),
    ("stream-error", Some(RetryCondition::RefusedStream), &[]),
];

impl From<&HttpRouteMatch> for RequestMatch {
    fn from(spec: &HttpRouteMatch) -> Self {
        let (exact, regex) = match &spec.path {
            Some(path) => (path.exact.clone(), path.regex.clone()),
            None => (None, None),
        };
        let prefix = || PathMatch::Prefix(spec.prefix.clone().unwrap_or_else(|| "/".to_owned()));
        let path = exact.map(PathMatch::Exact).or_else(|| regex.map(PathMatch::Regex));
        let headers = spec.headers.iter().map(|header| {
            let value = header.r#match.as_ref().map_or(ValueMatch::Present, ValueMatch::from);
            HeaderMatch { name: header.name.clone(), invert: header.invert == Some(true), value }
        });
        Self {
            grpc: false,
            path: path.unwrap_or_else(prefix),
            method: spec.method,
            scheme: spec.scheme,
            headers: headers.collect(),
            query_parameters: spec.query_parameters.iter().map(Into::into).collect(),
        }
    }
}

impl From<&GrpcRouteMatch> for RequestMatch {
    fn from(spec: &GrpcRouteMatch) -> Self {
        let path = match (&spec.service_name, &spec.method_name) {
            (Some(service), Some(method)) => PathMatch::Exact(format!("/{service}/{method}")),
            (Some(service), None) => PathMatch::Prefix(format!("/{service}/")),
            (None, _) => PathMatch::Prefix("/".to_owned()),
        };
        let headers = spec.metadata.iter().map(|metadata| {
            let value = metadata.r#match.as_ref().map_or(ValueMatch::Present, ValueMatch::from);
            HeaderMatch {
                name: metadata.name.clone(),
                invert: metadata.invert == Some(true),
                value,
            }
        });
        Self { grpc: true, path, headers: headers.collect(), ..Self::default() }
    }
}

impl From<&HeaderMatchMethod> for ValueMatch {
    fn from(spec: &HeaderMatchMethod) -> Self {
        match spec.clone() {
            HeaderMatchMethod::Exact(value) => Self::Exact(value),
            HeaderMatchMethod::Prefix(value) => Self::Prefix(value),
            HeaderMatchMethod::Suffix(value) => Self::Suffix(value),
            HeaderMatchMethod::Regex(value) => Self::Regex(value),
            HeaderMatchMethod::Range(range) => Self::Range { start: range.start, end: range.end },
        }
    }
}

impl From<&GrpcRouteMetadataMatchMethod> for ValueMatch {
    fn from(spec: &GrpcRouteMetadataMatchMethod) -> Self {
        use GrpcRouteMetadataMatchMethod as Method;
        match spec.clone() {
            Method::Exact(value) => Self::Exact(value),
            Method::Prefix(value) => Self::Prefix(value),
            Method::Suffix(value) => Self::Suffix(value),
            Method::Regex(value) => Self::Regex(value),
            Method::Range(range) => Self::Range { start: range.start, end: range.end },
        }
    }
}

impl From<&HttpQueryParameter> for QueryParameterMatch {
    fn from(spec: &HttpQueryParameter) -> Self {
        let exact = spec.r#match.as_ref().and_then(|value| value.exact.clone());
        Self { name: spec.name.clone(), exact }
    }
}
