//! Where a conversation stands for one type of resource.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Interest, Set};
use crate::xds::snapshot::Resource;

/// Where the conversation stands for one type.
#[derive(Debug, Default)]
pub(super) struct Talk {
    /// What the proxy wants; nothing before its first word.
    pub(super) interest: Option<Interest>,
    /// What the proxy has accepted.
    pub(super) has: Set,
    /// Messages that are not answered yet, the oldest first.
    pub(super) open: Vec<Open>,
    /// Nonce of the message that was answered last.
    pub(super) answered: Option<String>,
    /// Name and version of what the proxy has rejected.
    pub(super) refused: BTreeMap<String, String>,
    /// Version of the whole set that it rejected without naming what was wrong with it.
    pub(super) refused_whole: Option<String>,
    /// Its words, while what it rejected is still wanted.
    pub(super) rejected: Option<String>,
}

/// A message on its way.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) nonce: String,
    /// Version of the whole set with it.
    pub(super) version: String,
    pub(super) changed: Set,
    pub(super) removed: BTreeSet<String>,
}

impl Talk {
    /// What the proxy has, should it accept all that is on its way.
    pub(super) fn sent(&self) -> BTreeMap<&String, &Arc<Resource>> {
        let mut sent: BTreeMap<_, _> = self.has.iter().collect();
        for open in &self.open {
            sent.retain(|name, _| !open.removed.contains(*name));
            sent.extend(&open.changed);
        }
        sent
    }

    /// What of `wanted` the proxy asks for.
    pub(super) fn asked_of(&self, wanted: Option<&Set>) -> Set {
        let all = wanted.into_iter().flatten();
        let asked = all.filter(|(name, _)| self.wants(name));
        asked.map(|(name, resource)| (name.clone(), resource.clone())).collect()
    }

    fn wants(&self, name: &str) -> bool {
        match &self.interest {
            None => false,
            Some(Interest::All) => true,
            Some(Interest::Named(names)) => names.contains(name),
        }
    }

    pub(super) fn refuses(&self, name: &str, resource: &Resource) -> bool {
        self.refused.get(name) == Some(&resource.version)
    }

    /// Takes an answer: what the message changed is accepted, or rejected. One that answers no
    /// open message says nothing new.
    pub(super) fn answer(&mut self, nonce: String, rejected: Option<String>) {
        let Some(at) = self.open.iter().position(|open| open.nonce == nonce) else { return };
        let mut answered: Vec<Open> = self.open.drain(..=at).collect();
        let last = answered.pop();
        // Messages arrive in order: what came before was taken, or would have been answered.
        answered.into_iter().for_each(|open| self.apply(open));
        self.answered = Some(nonce);
        match (last, rejected) {
            (Some(open), Some(why)) => self.refuse(open, why),
            (Some(open), None) => self.apply(open),
            (None, _) => {}
        }
    }

    pub(super) fn apply(&mut self, open: Open) {
        self.has.retain(|name, _| !open.removed.contains(name));
        self.has.extend(open.changed);
        let Self { has, interest, .. } = self;
        if let Some(Interest::Named(names)) = interest {
            has.retain(|name, _| names.contains(name));
        }
    }

    /// A rejection does not say in a field which resources are meant, only in its text. If none
    /// is named there it can be any, and all of it counts as rejected until it changes.
    fn refuse(&mut self, open: Open, why: String) {
        if !open.changed.keys().any(|name| why.contains(name.as_str())) {
            self.refused_whole = Some(open.version);
            self.rejected = Some(why);
            return;
        }
        let blamed = open.changed.into_iter().filter(|(name, _)| why.contains(name.as_str()));
        self.refused.extend(blamed.map(|(name, resource)| (name, resource.version.clone())));
        self.rejected = Some(why);
    }

    /// Forgets rejections of what is not wanted any more.
    pub(super) fn forgive(&mut self, wanted: Option<&Set>) {
        self.refused.retain(|name, version| {
            wanted.and_then(|wanted| wanted.get(name)).is_some_and(|one| one.version == *version)
        });
        self.tidy();
    }

    /// Forgets the rejection of a whole set, since another takes its place.
    pub(super) fn forgive_whole(&mut self) {
        self.refused_whole = None;
        self.tidy();
    }

    fn tidy(&mut self) {
        if self.refused.is_empty() && self.refused_whole.is_none() {
            self.rejected = None;
        }
    }

    /// Takes note of what the proxy wants; tells whether it wants more than before.
    pub(super) fn take_interest(&mut self, interest: Interest) -> bool {
        let more = match (&self.interest, &interest) {
            (None, _) => true,
            (Some(old), new) if old == new => false,
            (Some(Interest::Named(old)), Interest::Named(new)) => !new.is_subset(old),
            (Some(Interest::All), _) => false,
            (Some(_), Interest::All) => true,
        };
        // A proxy that wants nothing of a type any more does not answer what was on its way.
        if interest == Interest::Named(BTreeSet::new()) {
            self.open.clear();
        }
        self.interest = Some(interest);
        let has = std::mem::take(&mut self.has);
        self.has = has.into_iter().filter(|(name, _)| self.wants(name)).collect();
        more
    }
}
