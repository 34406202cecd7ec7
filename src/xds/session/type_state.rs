//! Where a conversation stands for one type of resource.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Interest, ResourceSet};
use crate::xds::snapshot::EncodedResource;

/// Where the conversation stands for one type.
#[derive(Debug, Default)]
pub(super) struct TypeState {
    /// What the proxy wants; nothing before its first word.
    pub(super) interest: Option<Interest>,
    /// What the proxy has accepted.
    pub(super) acked: ResourceSet,
    /// Messages that are not answered yet, the oldest first.
    pub(super) in_flight: Vec<InFlight>,
    /// Nonce of the message that was answered last.
    pub(super) last_answered: Option<String>,
    /// Name and version of what the proxy has rejected.
    pub(super) nacked: BTreeMap<String, String>,
    /// Version of the whole set that it rejected without naming what was wrong with it.
    pub(super) nacked_set: Option<String>,
    /// Its words, while what it rejected is still desired.
    pub(super) rejected: Option<String>,
}

/// A message on its way.
#[derive(Debug)]
pub(super) struct InFlight {
    pub(super) nonce: String,
    /// Version of the whole set with it.
    pub(super) version: String,
    pub(super) changed: ResourceSet,
    pub(super) removed: BTreeSet<String>,
}

impl TypeState {
    /// What the proxy has, should it accept all that is on its way.
    pub(super) fn sent(&self) -> BTreeMap<&String, &Arc<EncodedResource>> {
        let mut sent: BTreeMap<_, _> = self.acked.iter().collect();
        for open in &self.in_flight {
            sent.retain(|name, _| !open.removed.contains(*name));
            sent.extend(&open.changed);
        }
        sent
    }

    /// The part of `desired` that the proxy subscribes to.
    pub(super) fn requested_of(&self, desired: Option<&ResourceSet>) -> ResourceSet {
        let all = desired.into_iter().flatten();
        let asked = all.filter(|(name, _)| self.wants(name));
        asked.map(|(name, resource)| (name.clone(), resource.clone())).collect()
    }

    fn wants(&self, name: &str) -> bool {
        match &self.interest {
            None => false,
            Some(Interest::Wildcard) => true,
            Some(Interest::Named(names)) => names.contains(name),
        }
    }

    pub(super) fn is_nacked(&self, name: &str, resource: &EncodedResource) -> bool {
        self.nacked.get(name) == Some(&resource.version)
    }

    /// Takes an answer: what the message changed is accepted, or rejected. One that answers no
    /// open message says nothing new.
    pub(super) fn answer(&mut self, nonce: String, rejected: Option<String>) {
        let Some(at) = self.in_flight.iter().position(|open| open.nonce == nonce) else { return };
        let mut answered: Vec<InFlight> = self.in_flight.drain(..=at).collect();
        let last = answered.pop();
        // Messages arrive in order: what came before was taken, or would have been answered.
        answered.into_iter().for_each(|open| self.apply(open));
        self.last_answered = Some(nonce);
        match (last, rejected) {
            (Some(open), Some(why)) => self.nack(open, why),
            (Some(open), None) => self.apply(open),
            (None, _) => {}
        }
    }

    pub(super) fn apply(&mut self, open: InFlight) {
        self.acked.retain(|name, _| !open.removed.contains(name));
        self.acked.extend(open.changed);
        let Self { acked, interest, .. } = self;
        if let Some(Interest::Named(names)) = interest {
            acked.retain(|name, _| names.contains(name));
        }
    }

    /// A rejection does not say in a field which resources are meant, only in its text. If none
    /// is named there it can be any, and all of it counts as rejected until it changes.
    fn nack(&mut self, open: InFlight, why: String) {
        if !open.changed.keys().any(|name| why.contains(name.as_str())) {
            self.nacked_set = Some(open.version);
            self.rejected = Some(why);
            return;
        }
        let blamed = open.changed.into_iter().filter(|(name, _)| why.contains(name.as_str()));
        self.nacked.extend(blamed.map(|(name, resource)| (name, resource.version.clone())));
        self.rejected = Some(why);
    }

    /// Forgets rejections of what is not desired any more.
    pub(super) fn clear_nacks(&mut self, desired: Option<&ResourceSet>) {
        self.nacked.retain(|name, version| {
            desired.and_then(|desired| desired.get(name)).is_some_and(|one| one.version == *version)
        });
        self.clear_nack_reason();
    }

    /// Forgets the rejection of a whole set, since another takes its place.
    pub(super) fn clear_set_nack(&mut self) {
        self.nacked_set = None;
        self.clear_nack_reason();
    }

    fn clear_nack_reason(&mut self) {
        if self.nacked.is_empty() && self.nacked_set.is_none() {
            self.rejected = None;
        }
    }

    /// Takes note of what the proxy wants; returns whether it subscribes to more than before.
    pub(super) fn set_interest(&mut self, interest: Interest) -> bool {
        let more = match (&self.interest, &interest) {
            (None, _) => true,
            (Some(old), new) if old == new => false,
            (Some(Interest::Named(old)), Interest::Named(new)) => !new.is_subset(old),
            (Some(Interest::Wildcard), _) => false,
            (Some(_), Interest::Wildcard) => true,
        };
        // A proxy that wants nothing of a type any more does not answer what was on its way.
        if interest == Interest::Named(BTreeSet::new()) {
            self.in_flight.clear();
        }
        self.interest = Some(interest);
        let acked = std::mem::take(&mut self.acked);
        self.acked = acked.into_iter().filter(|(name, _)| self.wants(name)).collect();
        more
    }
}
