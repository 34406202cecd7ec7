//! What create and update have in common: a new spec for a resource.

use std::sync::Arc;

use serde_json::{Value, json};

use super::existence::{ancestors, referenced};
use super::token::ClientToken;
use super::{Plan, ReadSet, history, key_of, listeners};
use crate::api::App;
use crate::api::request::Call;
use crate::model::{Key, Spec};
use crate::store::{Guard, Range, Resource};

/// A resource and the spec that it is to have.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) key: Key,
    pub(super) spec: Arc<Spec>,
    /// The spec as it was sent.
    pub(super) json: Value,
    pub(super) token: ClientToken,
    /// The mesh, and the router or gateway of a route.
    pub(super) ancestors: Vec<Key>,
    /// Other resources that the spec refers to and that must exist.
    pub(super) referenced: Vec<Key>,
}

impl Draft {
    /// Returns what `call`, a create or an update, drafts.
    pub(super) fn of(call: &Call) -> Self {
        let kind = call.operation.kind().expect("create and update operations have a kind");
        let key = key_of(call, kind);
        let spec = call.spec.clone().expect("create and update operations have a spec");
        let json = call.input.get("spec").cloned().unwrap_or_else(|| json!({}));
        let token = ClientToken::of(call, &key);
        let (ancestors, referenced) = (ancestors(&key), referenced(&key, &spec));
        Self { key, spec, json, token, ancestors, referenced }
    }

    /// Returns the ranges of the store that the rules of create and update read.
    pub(super) fn ranges(&self) -> Vec<Range> {
        let keys = self.ancestors.iter().chain(&self.referenced).chain([&self.key]);
        let mut ranges: Vec<Range> = keys.map(Range::one).collect();
        ranges.extend(self.token.ranges());
        ranges.extend(listeners::ranges(&self.key));
        ranges.push(history::newest(&self.key));
        ranges
    }
}

/// Returns the plan that stores `resource`, remembers the response for `token`, and responds with
/// the resource.
pub(super) fn store(
    app: &App,
    read: &ReadSet,
    mut guards: Vec<Guard>,
    resource: &Resource,
    token: &ClientToken,
) -> Plan {
    let body: Value = resource.echo(&app.identity);
    let mut writes = vec![resource.put()];
    guards.extend(token.guard(read));
    writes.extend(token.remember(read, &body, resource.updated_ms));
    Plan::new(guards, writes, body)
}
