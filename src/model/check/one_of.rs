//! One-of rules that the service enforces and the model does not express
//! (`docs/behaviour/api.md#one-of-rules`).

use std::ops::RangeInclusive;

/// How many of `members` a structure of `shape` may have.
pub(super) struct OneOfRule {
    pub(super) shape: &'static str,
    pub(super) members: &'static [&'static str],
    pub(super) count: RangeInclusive<usize>,
}

const EXACTLY_ONE: RangeInclusive<usize> = 1..=1;
const AT_MOST_ONE: RangeInclusive<usize> = 0..=1;
const AT_LEAST_ONE: RangeInclusive<usize> = 1..=usize::MAX;

/// All one-of rules.
pub(super) const RULES: &[OneOfRule] = &[
    OneOfRule {
        shape: "RouteSpec",
        members: &["httpRoute", "http2Route", "tcpRoute", "grpcRoute"],
        count: EXACTLY_ONE,
    },
    OneOfRule {
        shape: "GatewayRouteSpec",
        members: &["httpRoute", "http2Route", "grpcRoute"],
        count: EXACTLY_ONE,
    },
    OneOfRule { shape: "HttpRouteMatch", members: &["prefix", "path"], count: EXACTLY_ONE },
    OneOfRule { shape: "HttpPathMatch", members: &["exact", "regex"], count: EXACTLY_ONE },
    OneOfRule {
        shape: "GatewayRouteHostnameMatch",
        members: &["exact", "suffix"],
        count: EXACTLY_ONE,
    },
    OneOfRule { shape: "HttpGatewayRouteMatch", members: &["prefix", "path"], count: AT_MOST_ONE },
    OneOfRule {
        shape: "HttpGatewayRouteMatch",
        members: &["prefix", "path", "hostname"],
        count: AT_LEAST_ONE,
    },
    OneOfRule {
        shape: "HttpGatewayRouteRewrite",
        members: &["prefix", "path"],
        count: AT_MOST_ONE,
    },
    OneOfRule {
        shape: "HttpGatewayRouteRewrite",
        members: &["prefix", "path", "hostname"],
        count: AT_LEAST_ONE,
    },
    OneOfRule {
        shape: "HttpGatewayRoutePrefixRewrite",
        members: &["defaultPrefix", "value"],
        count: EXACTLY_ONE,
    },
    OneOfRule {
        shape: "GrpcGatewayRouteMatch",
        members: &["serviceName", "hostname"],
        count: AT_LEAST_ONE,
    },
    OneOfRule {
        shape: "HttpRetryPolicy",
        members: &["httpRetryEvents", "tcpRetryEvents"],
        count: AT_LEAST_ONE,
    },
    OneOfRule {
        shape: "GrpcRetryPolicy",
        members: &["httpRetryEvents", "tcpRetryEvents", "grpcRetryEvents"],
        count: AT_LEAST_ONE,
    },
];
