//! The xDS session of one proxy: what to send when, and what the proxy has accepted.
//!
//! Pure: it is given the proxy's requests and the desired configuration, and returns what to send
//! now. It makes three guarantees. **Make before break**: new clusters are accepted before routes
//! refer to them, and old clusters are removed only once no accepted route refers to them
//! (`docs/behaviour/envoy.md#update-order`). **No loops**: a version that the proxy has rejected is
//! not sent again. **A bad resource rejects only itself**: the proxy keeps its last good version of
//! that resource and of the routes that depend on it, and receives everything else.
//!
//! State of the world and delta differ only in what a message contains, all resources of a type or
//! only the changed ones, so one session serves both and the stream chooses.

mod talk;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::talk::{Open, Talk};
use super::hash::hash;
use super::snapshot::{Resource, ResourceType};

pub use super::snapshot::Set;

/// What a proxy shall have, by type.
pub type Wanted = BTreeMap<ResourceType, Set>;

/// A message to send.
#[derive(Debug, Clone, PartialEq)]
pub struct Push {
    /// Its type.
    pub kind: ResourceType,
    /// Identifies this message within the stream.
    pub nonce: String,
    /// Version of the set that the proxy has when it accepts the message.
    pub version: String,
    /// All resources of the set that the proxy has asked for: the state of the world.
    pub all: Set,
    /// Names of those that the proxy does not have in this version: the delta.
    pub changed: BTreeSet<String>,
    /// Names that the proxy has and shall not have any more.
    pub removed: BTreeSet<String>,
}

/// What a proxy says.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// Type it is about.
    pub kind: ResourceType,
    /// Nonce of the message that it answers; empty for a first word.
    pub nonce: String,
    /// Why it rejects that message, if it does.
    pub rejected: Option<String>,
    /// What it wants from now on; nothing: as before.
    pub interest: Option<Interest>,
    /// Names that it asks for now, whether or not it did before; only delta tells.
    pub fresh: BTreeSet<String>,
    /// Names and versions that it has kept from an earlier stream; only delta tells.
    pub kept: BTreeMap<String, String>,
}

/// Which resources of a type a proxy wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interest {
    /// All there are.
    All,
    /// Those with these names.
    Named(BTreeSet<String>),
}

/// One proxy's conversation.
#[derive(Debug, Default)]
pub struct Session {
    wanted: Wanted,
    talks: BTreeMap<ResourceType, Talk>,
    nonces: u64,
}

/// The order of a change. Clusters come twice: first with the old ones kept, last without.
const STEPS: [(ResourceType, bool); 5] = [
    (ResourceType::Cluster, true),
    (ResourceType::Endpoint, false),
    (ResourceType::Listener, false),
    (ResourceType::Route, false),
    (ResourceType::Cluster, false),
];

impl Session {
    /// Tells the session what the proxy shall have from now on; returns what to send now.
    pub fn changed(&mut self, wanted: Wanted) -> Vec<Push> {
        self.wanted = wanted;
        for (kind, talk) in &mut self.talks {
            talk.forgive(self.wanted.get(kind));
        }
        self.advance()
    }

    /// Tells the session what the proxy said; returns what to send now.
    pub fn asked(&mut self, ask: Ask) -> Vec<Push> {
        let talk = self.talks.entry(ask.kind).or_default();
        // Envoy repeats a request verbatim after it has re-created a cluster and needs its
        // endpoints again; without a response the cluster never warms
        // (`docs/behaviour/envoy.md#update-order`).
        let again = talk.open.is_empty()
            && !ask.nonce.is_empty()
            && talk.answered.as_ref() == Some(&ask.nonce)
            && ask.interest == talk.interest;
        talk.answer(ask.nonce, ask.rejected);
        for (name, version) in ask.kept {
            talk.has.insert(name, Arc::new(Resource { version, any: Default::default() }));
        }
        let more = ask.interest.is_some_and(|interest| talk.take_interest(interest));
        // What is asked for by name is told in any case: as it is, or that it is not.
        talk.has.retain(|name, _| !ask.fresh.contains(name));
        let mut pushes = Vec::new();
        if more || again || !ask.fresh.is_empty() {
            // A proxy that asks for something new waits for it, whatever step the change is at:
            // its clusters do not warm, its listeners do not open before it has its answer.
            let target = self.target(ask.kind, true);
            pushes.extend(self.push(ask.kind, target, Some(&ask.fresh)));
        }
        pushes.extend(self.advance());
        pushes
    }

    /// Tells whether the proxy has accepted all that it shall have.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        ResourceType::ALL.into_iter().all(|kind| {
            let wanted = self.wanted.get(&kind);
            match self.talks.get(&kind).filter(|talk| talk.interest.is_some()) {
                None => wanted.is_none_or(Set::is_empty),
                Some(talk) => talk.open.is_empty() && same(&talk.has, &talk.asked_of(wanted)),
            }
        })
    }

    /// Returns the versions sent and accepted and the last rejection, for each type that the
    /// proxy has asked for.
    pub fn versions(&self) -> impl Iterator<Item = (ResourceType, String, String, Option<&str>)> {
        self.talks.iter().map(|(kind, talk)| {
            let accepted = talk.answered.as_ref().map(|_| version(&talk.has)).unwrap_or_default();
            (*kind, version(talk.sent()), accepted, talk.rejected.as_deref())
        })
    }

    /// Sends what the next step needs, and stops at the first that the proxy has not answered.
    fn advance(&mut self) -> Vec<Push> {
        let mut pushes = Vec::new();
        for (kind, keep) in STEPS {
            let Some(talk) = self.talks.get(&kind).filter(|talk| talk.interest.is_some()) else {
                continue;
            };
            if !talk.open.is_empty() {
                break;
            }
            // While routes are held back, the clusters that they name stay.
            let target = self.target(kind, keep || self.holds_back());
            if let Some(push) = self.push(kind, target, None) {
                let renewed = (kind == ResourceType::Cluster).then(|| self.renew(&push.changed));
                pushes.push(push);
                pushes.extend(renewed.flatten());
                // One that holds nothing needs no answer, and from a proxy that listens for
                // nothing any more would get none.
                if !self.talks[&kind].open.is_empty() {
                    break;
                }
            }
        }
        pushes
    }

    /// Sends the endpoints of changed clusters again. A changed cluster is made anew and waits for
    /// them; a proxy that speaks delta does not ask, since it has asked before.
    fn renew(&mut self, clusters: &BTreeSet<String>) -> Option<Push> {
        let talk = self.talks.get_mut(&ResourceType::Endpoint)?;
        let before = talk.has.len();
        talk.has.retain(|name, _| !clusters.contains(name));
        if talk.has.len() == before {
            return None;
        }
        let target = self.target(ResourceType::Endpoint, true);
        self.push(ResourceType::Endpoint, target, None)
    }

    /// The set that the proxy shall have of a type for now: what it asked for, its last good
    /// version of what it rejected or of what needs that, and with `keep` what it has besides.
    fn target(&self, kind: ResourceType, keep: bool) -> Set {
        let Some(talk) = self.talks.get(&kind) else { return Set::new() };
        let mut target = if keep { talk.has.clone() } else { Set::new() };
        for (name, resource) in talk.asked_of(self.wanted.get(&kind)) {
            let good = talk.has.get(&name);
            if talk.refuses(&name, &resource) || (good.is_some() && self.lacks(kind, &resource)) {
                target.extend(good.map(|good| (name, good.clone())));
            } else {
                target.insert(name, resource);
            }
        }
        target
    }

    /// Tells whether any route or listener waits for a cluster that the proxy rejected.
    fn holds_back(&self) -> bool {
        [ResourceType::Listener, ResourceType::Route].into_iter().any(|kind| {
            let wanted = self.wanted.get(&kind);
            wanted.into_iter().flatten().any(|(_, resource)| self.lacks(kind, resource))
        })
    }

    /// Tells whether a route or listener names a cluster that the proxy rejected. The name is
    /// looked for in the encoded bytes; one that merely contains it is held back too, which is
    /// safe.
    fn lacks(&self, kind: ResourceType, resource: &Resource) -> bool {
        if !matches!(kind, ResourceType::Listener | ResourceType::Route) {
            return false;
        }
        let Some(clusters) = self.talks.get(&ResourceType::Cluster) else { return false };
        if clusters.refused_whole.is_some() && !clusters.has.is_empty() {
            return true;
        }
        clusters.refused.keys().any(|name| {
            let bytes = &resource.any.value;
            !name.is_empty() && bytes.windows(name.len()).any(|window| window == name.as_bytes())
        })
    }

    /// Makes the message that gives the proxy its target set; none if it has it already, unless it
    /// was `asked` for by name.
    fn push(
        &mut self,
        kind: ResourceType,
        all: Set,
        asked: Option<&BTreeSet<String>>,
    ) -> Option<Push> {
        let talk = self.talks.get_mut(&kind)?;
        let sent = talk.sent();
        let changed: Set = all
            .iter()
            .filter(|(name, one)| sent.get(name).is_none_or(|sent| sent.version != one.version))
            .map(|(name, one)| (name.clone(), one.clone()))
            .collect();
        let unknown = asked.into_iter().flatten();
        let gone = sent.into_keys().chain(unknown).filter(|name| !all.contains_key(*name));
        let removed: BTreeSet<String> = gone.cloned().collect();
        let version = version(&all);
        let idle = changed.is_empty() && removed.is_empty();
        if asked.is_none() && (idle || talk.refused_whole.as_ref() == Some(&version)) {
            if idle {
                talk.forgive_whole();
            }
            return None;
        }
        talk.forgive_whole();
        self.nonces += 1;
        let nonce = self.nonces.to_string();
        let names = changed.keys().cloned().collect();
        let (nonce_of, removed_of) = (nonce.clone(), removed.clone());
        let open = Open { nonce: nonce_of, version: version.clone(), changed, removed: removed_of };
        if all.is_empty() && matches!(talk.interest, Some(Interest::Named(_))) {
            talk.apply(open);
        } else {
            talk.open.push(open);
        }
        Some(Push { kind, nonce, version, all, changed: names, removed })
    }
}

/// Version of a set: a hash of its names and versions.
fn version<'a>(set: impl IntoIterator<Item = (&'a String, &'a Arc<Resource>)>) -> String {
    let parts = set
        .into_iter()
        .flat_map(|(name, one)| [name.as_bytes(), b"=", one.version.as_bytes(), b" "]);
    hash(parts)
}

fn same(a: &Set, b: &Set) -> bool {
    let pairs = a.iter().zip(b);
    a.len() == b.len() && pairs.into_iter().all(|(a, b)| a.0 == b.0 && a.1.version == b.1.version)
}

#[cfg(test)]
mod tests;
