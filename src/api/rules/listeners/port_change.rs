//! The change of the ports that a virtual node or router listens on.

use std::collections::HashSet;

use crate::api::error::ApiError;
use crate::api::rules::ReadSet;
use crate::model::{Key, Spec};

/// A change of ports that can matter to what sends there.
#[derive(Debug)]
pub(super) struct PortChange {
    before: HashSet<u16>,
    after: HashSet<u16>,
}

impl PortChange {
    /// Returns the change that `spec`, the new spec of `key`, makes; none if it cannot matter to
    /// anything that sends to `key`.
    pub(super) fn of(read: &ReadSet, key: &Key, spec: &Spec) -> Result<Option<Self>, ApiError> {
        // Nothing sends to a new resource yet.
        let Some((old, _)) = read.resource(key)? else { return Ok(None) };
        let ports = |spec: &Spec| spec.ports().into_iter().map(|(port, _)| port).collect();
        let change = Self { before: ports(&old.typed_spec()?), after: ports(spec) };
        let removes = !change.before.is_subset(&change.after);
        let matters = removes || change.begins() || change.requires_port();
        Ok(matters.then_some(change))
    }

    /// Returns whether the resource had no listener and gets one.
    fn begins(&self) -> bool {
        self.before.is_empty() && !self.after.is_empty()
    }

    /// Returns whether a port, not required before, is now required from what sends there.
    pub(super) fn requires_port(&self) -> bool {
        self.before.len() < 2 && self.after.len() > 1
    }

    /// Returns whether nothing listens any more for what sends to `port`.
    pub(super) fn removes(&self, port: u16) -> bool {
        !self.after.contains(&port) && (self.before.contains(&port) || self.begins())
    }
}
