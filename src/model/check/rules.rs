//! Rules of the service about a single spec that its model does not express:
//! `docs/behaviour/api.md#virtual-node-rules`, `docs/behaviour/api.md#route-rules`,
//! `docs/behaviour/api.md#gateway-rules`.
//!
//! Each is a row of a table: of [`text`], what strings may hold; of [`RULES`], what the members of
//! one structure mean together. What resources mean together is the server's business. The rules
//! are asked on the way through a value, so they must bear values of wrong types: what they cannot
//! read they leave alone, since the model's own constraints refuse it.

mod gateway;
mod listener;
mod route;
pub(super) mod text;

use std::collections::HashSet;
use std::hash::Hash;

use serde_json::{Map, Value};

/// The members of a structure.
type Members = Map<String, Value>;

/// What a rule finds wrong in a structure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Broken {
    /// Which member, as seen from the structure: `listeners[1].portMapping.port`.
    pub(super) at: String,
    /// Its value; `null` when it is missing.
    pub(super) value: Value,
    /// What should hold.
    pub(super) words: Words,
}

/// How a broken rule is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// As a constraint on the member: `Member must …`.
    Constraint(&'static str),
    /// A message of the real service, used verbatim (`docs/behaviour/api.md#known-messages`).
    Whole(&'static str),
}

impl Broken {
    fn new(at: impl Into<String>, value: &Value, constraint: &'static str) -> Self {
        Self { at: at.into(), value: value.clone(), words: Words::Constraint(constraint) }
    }
}

/// A rule about the members of the structures of one shape.
pub(super) struct Rule {
    /// Name of the shape.
    pub(super) shape: &'static str,
    /// Finds what breaks it first.
    pub(super) check: fn(&Members) -> Option<Broken>,
}

const fn rule(shape: &'static str, check: fn(&Members) -> Option<Broken>) -> Rule {
    Rule { shape, check }
}

/// The rules, in the order in which they are asked.
pub(super) const RULES: &[Rule] = &[
    rule("VirtualNodeSpec", listener::needs_discovery),
    rule("VirtualNodeSpec", listener::one_per_port),
    rule("VirtualNodeSpec", listener::one_backend_per_service),
    rule("VirtualRouterSpec", listener::one_per_port),
    rule("VirtualGatewaySpec", listener::one_per_port),
    rule("Listener", listener::pool_of_protocol),
    rule("Listener", listener::timeout_of_protocol),
    rule("Listener", listener::health_check_port),
    rule("Listener", listener::grpc_health_check),
    rule("VirtualGatewayListener", listener::pool_of_protocol),
    rule("VirtualGatewayListener", listener::health_check_port),
    rule("VirtualGatewayListener", listener::grpc_health_check),
    rule("GrpcRouteMatch", route::method_of_service),
    rule("MatchRange", route::range_not_empty),
    rule("QueryParameterMatch", route::exact_given),
    rule("HttpRouteAction", route::targets_differ),
    rule("GrpcRouteAction", route::targets_differ),
    rule("TcpRouteAction", route::targets_differ),
    rule("HttpGatewayRoute", gateway::prefix_can_be_rewritten),
];

/// Returns what is broken in a structure of the shape called `shape`.
pub(super) fn broken(shape: &str, members: &Members) -> impl Iterator<Item = Broken> {
    RULES.iter().filter(move |rule| rule.shape == shape).filter_map(|rule| (rule.check)(members))
}

/// A member that may not be there.
fn member<'a>(members: &'a Members, name: &str) -> &'a Value {
    members.get(name).unwrap_or(&Value::Null)
}

/// The elements of a member that is a list.
fn items<'a>(members: &'a Members, name: &str) -> &'a [Value] {
    member(members, name).as_array().map_or(&[], Vec::as_slice)
}

/// Where one comes that was there before; those that are nothing are left alone.
fn repeated<T: Eq + Hash>(of: impl Iterator<Item = Option<T>>) -> Option<usize> {
    let mut seen = HashSet::new();
    of.map(|one| one.is_some_and(|one| !seen.insert(one))).position(|again| again)
}

#[cfg(test)]
mod tests;
