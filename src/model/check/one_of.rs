//! Choices that the service enforces and its model does not mark.

use std::ops::RangeInclusive;

/// How many of `members` a structure of `shape` may have.
pub(super) struct Rule {
    pub(super) shape: &'static str,
    pub(super) members: &'static [&'static str],
    pub(super) count: RangeInclusive<usize>,
}

const ONE: RangeInclusive<usize> = 1..=1;
const AT_MOST_ONE: RangeInclusive<usize> = 0..=1;
const SOME: RangeInclusive<usize> = 1..=usize::MAX;

/// The rules of `docs/behaviour/api.md#one-of-rules`.
pub(super) const RULES: &[Rule] = &[
    Rule {
        shape: "RouteSpec",
        members: &["httpRoute", "http2Route", "tcpRoute", "grpcRoute"],
        count: ONE,
    },
    Rule {
        shape: "GatewayRouteSpec",
        members: &["httpRoute", "http2Route", "grpcRoute"],
        count: ONE,
    },
    Rule { shape: "HttpRouteMatch", members: &["prefix", "path"], count: ONE },
    Rule { shape: "HttpPathMatch", members: &["exact", "regex"], count: ONE },
    Rule { shape: "GatewayRouteHostnameMatch", members: &["exact", "suffix"], count: ONE },
    Rule { shape: "HttpGatewayRouteMatch", members: &["prefix", "path"], count: AT_MOST_ONE },
    Rule { shape: "HttpGatewayRouteMatch", members: &["prefix", "path", "hostname"], count: SOME },
    Rule { shape: "HttpGatewayRouteRewrite", members: &["prefix", "path"], count: AT_MOST_ONE },
    Rule {
        shape: "HttpGatewayRouteRewrite",
        members: &["prefix", "path", "hostname"],
        count: SOME,
    },
    Rule {
        shape: "HttpGatewayRoutePrefixRewrite",
        members: &["defaultPrefix", "value"],
        count: ONE,
    },
    Rule { shape: "GrpcGatewayRouteMatch", members: &["serviceName", "hostname"], count: SOME },
    Rule { shape: "HttpRetryPolicy", members: &["httpRetryEvents", "tcpRetryEvents"], count: SOME },
    Rule {
        shape: "GrpcRetryPolicy",
        members: &["httpRetryEvents", "tcpRetryEvents", "grpcRetryEvents"],
        count: SOME,
    },
];
