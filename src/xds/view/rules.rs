//! What the four kinds of route rule have in common.

use crate::mesh::traffic::Rule;
use crate::model::types::PortProtocol;

/// Returns the protocol that calls must have to be matched.
pub(super) fn protocol(rule: Rule<'_>) -> PortProtocol {
    match rule {
        Rule::Http(_) => PortProtocol::Http,
        Rule::Http2(_) => PortProtocol::Http2,
        Rule::Grpc(_) => PortProtocol::Grpc,
        Rule::Tcp(_) => PortProtocol::Tcp,
    }
}

/// Returns the port of the router that the rule is for; none if it is for all of them.
pub(super) fn port(rule: Rule<'_>) -> Option<u16> {
    match rule {
        Rule::Http(route) | Rule::Http2(route) => route.r#match.port,
        Rule::Grpc(route) => route.r#match.port,
        Rule::Tcp(route) => route.r#match.as_ref()?.port,
    }
}
