//! Rules of the service about a single spec that the model does not express:
//! `docs/behaviour/api.md#virtual-node-rules`, `docs/behaviour/api.md#route-rules`,
//! `docs/behaviour/api.md#gateway-rules`.
//!
//! [`string`] has a table of rules about strings, and [`RULES`] one of rules about the members of a
//! structure. Rules about several resources belong to the server. Rules are evaluated during
//! validation, so values may still have wrong types; a rule ignores those, since the constraints of
//! the model reject them.

mod gateway;
mod listener;
mod route;
pub(super) mod string;

use std::collections::HashSet;
use std::hash::Hash;

use serde_json::{Map, Value};

/// The members of a structure.
type Members = Map<String, Value>;

/// The violation of a rule in a structure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RuleViolation {
    /// Path of the member relative to the structure: `listeners[1].portMapping.port`.
    pub(super) path: String,
    /// Value of the member; `null` if it is missing.
    pub(super) value: Value,
    /// The message for the violation.
    pub(super) message: RuleMessage,
}

/// The message for the violation of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleMessage {
    /// A constraint on the member: `Member must …`.
    Constraint(&'static str),
    /// A message of the real service, used verbatim (`docs/behaviour/api.md#known-messages`).
    Verbatim(&'static str),
}

impl RuleViolation {
    fn new(path: impl Into<String>, value: &Value, constraint: &'static str) -> Self {
        let message = RuleMessage::Constraint(constraint);
        Self { path: path.into(), value: value.clone(), message }
    }
}

/// A rule about the members of structures of one shape.
pub(super) struct StructureRule {
    /// Name of the shape.
    pub(super) shape: &'static str,
    /// Returns the first violation.
    pub(super) check: fn(&Members) -> Option<RuleViolation>,
}

const fn rule(shape: &'static str, check: fn(&Members) -> Option<RuleViolation>) -> StructureRule {
    StructureRule { shape, check }
}

/// The rules in evaluation order.
pub(super) const RULES: &[StructureRule] = &[
    rule("VirtualNodeSpec", listener::service_discovery_required),
    rule("VirtualNodeSpec", listener::unique_ports),
    rule("VirtualNodeSpec", listener::unique_backends),
    rule("VirtualRouterSpec", listener::unique_ports),
    rule("VirtualGatewaySpec", listener::unique_ports),
    rule("Listener", listener::pool_matches_protocol),
    rule("Listener", listener::timeout_matches_protocol),
    rule("Listener", listener::health_check_port),
    rule("Listener", listener::grpc_health_check),
    rule("VirtualGatewayListener", listener::pool_matches_protocol),
    rule("VirtualGatewayListener", listener::health_check_port),
    rule("VirtualGatewayListener", listener::grpc_health_check),
    rule("GrpcRouteMatch", route::method_requires_service),
    rule("MatchRange", route::range_not_empty),
    rule("QueryParameterMatch", route::exact_required),
    rule("HttpRouteAction", route::unique_targets),
    rule("GrpcRouteAction", route::unique_targets),
    rule("TcpRouteAction", route::unique_targets),
    rule("HttpGatewayRoute", gateway::rewritten_prefix_ends_with_slash),
];

/// Returns the violations in a structure of the shape named `shape`.
pub(super) fn violations(shape: &str, members: &Members) -> impl Iterator<Item = RuleViolation> {
    RULES.iter().filter(move |rule| rule.shape == shape).filter_map(|rule| (rule.check)(members))
}

/// Returns a member; `null` if it is missing.
fn member<'a>(members: &'a Members, name: &str) -> &'a Value {
    members.get(name).unwrap_or(&Value::Null)
}

/// Returns the elements of a list member; empty if it is missing.
fn items<'a>(members: &'a Members, name: &str) -> &'a [Value] {
    member(members, name).as_array().map_or(&[], Vec::as_slice)
}

/// Returns the position of the first repeated value; `None` values are ignored.
fn first_duplicate<T: Eq + Hash>(mut values: impl Iterator<Item = Option<T>>) -> Option<usize> {
    let mut seen = HashSet::new();
    values.position(|value| value.is_some_and(|value| !seen.insert(value)))
}

#[cfg(test)]
mod tests;
