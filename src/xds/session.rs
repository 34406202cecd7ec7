//! One proxy's conversation: what to send when, and what the proxy has made of it.
//!
//! Pure: it is told what the proxy asks and what its configuration shall be, and answers what to
//! send now. It keeps two promises. **Make before break**: new clusters are acknowledged before
//! routes name them, and old ones go only after no acknowledged route names them
//! (`envoy-mapping §7.1`). **No loops**: what a proxy has rejected is not sent to it again.
//!
//! State of the world and delta differ only in what a message holds: all of a type, or what
//! changed; so one session serves both, and the stream picks.

use std::collections::{BTreeMap, BTreeSet};

use super::snapshot::{Resource, ResourceType};

/// Resources of one type by name.
pub type Set = BTreeMap<String, Resource>;

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

/// Where the conversation stands for one type.
#[derive(Debug, Default)]
struct Talk {
    interest: Option<Interest>,
    /// What the proxy has, should it accept all that was sent.
    sent: Set,
    /// Nonce of the message that is not answered yet.
    open: Option<String>,
    /// Nonce of the message that was answered last.
    answered: Option<String>,
    version_sent: String,
    version_accepted: String,
    rejected: Option<String>,
    /// Names just asked for, which must be told of.
    unknown: BTreeSet<String>,
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
        self.advance()
    }

    /// Tells the session what the proxy said; returns what to send now.
    pub fn asked(&mut self, ask: Ask) -> Vec<Push> {
        let talk = self.talks.entry(ask.kind).or_default();
        let answers = !ask.nonce.is_empty() && talk.open.as_ref() == Some(&ask.nonce);
        // Envoy repeats a request word for word when it has made a cluster anew and wants its
        // endpoints again; unanswered, the cluster would never warm (`envoy-mapping §7.1`).
        let again = !answers
            && talk.open.is_none()
            && !ask.nonce.is_empty()
            && talk.answered.as_ref() == Some(&ask.nonce)
            && ask.interest == talk.interest;
        if answers {
            talk.answered = talk.open.take();
            match ask.rejected {
                Some(why) => talk.rejected = Some(why),
                None => talk.version_accepted.clone_from(&talk.version_sent),
            }
        }
        for (name, version) in ask.kept {
            talk.sent.insert(name, Resource { version, any: Default::default() });
        }
        let mut pushes = Vec::new();
        let more = ask.interest.is_some_and(|interest| talk.take_interest(interest));
        // What is asked for by name is told in any case: as it is, or that it is not.
        talk.sent.retain(|name, _| !ask.fresh.contains(name));
        talk.unknown = ask.fresh;
        if more || again || !talk.unknown.is_empty() {
            // A proxy that asks for something new waits for it, whatever step the change is at:
            // its clusters do not warm, its listeners do not open before it has its answer.
            pushes.extend(self.push(ask.kind, true, true));
        }
        pushes.extend(self.advance());
        pushes
    }

    /// Tells whether the proxy has accepted all that it shall have.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        ResourceType::ALL.into_iter().all(|kind| {
            let empty = self.wanted.get(&kind).is_none_or(Set::is_empty);
            match self.talks.get(&kind).filter(|talk| talk.interest.is_some()) {
                None => empty,
                Some(talk) => {
                    talk.open.is_none()
                        && talk.rejected.is_none()
                        && talk.version_accepted == talk.version_sent
                        && talk.difference(&self.target(kind, false)) == Default::default()
                }
            }
        })
    }

    /// Returns the versions sent and accepted and the last rejection, for each type that the
    /// proxy has asked for.
    pub fn versions(&self) -> impl Iterator<Item = (ResourceType, &str, &str, Option<&str>)> {
        self.talks.iter().map(|(kind, talk)| {
            (*kind, &*talk.version_sent, &*talk.version_accepted, talk.rejected.as_deref())
        })
    }

    /// Sends what the next step needs, and stops at the first that the proxy has not answered.
    fn advance(&mut self) -> Vec<Push> {
        let mut pushes = Vec::new();
        for (kind, keep) in STEPS {
            let Some(talk) = self.talks.get(&kind).filter(|talk| talk.interest.is_some()) else {
                continue;
            };
            if talk.open.is_some() {
                break;
            }
            // Routes to a cluster that the proxy would not take would fail its calls. A proxy
            // that has nothing yet is no worse off.
            let held = talk.rejected.is_some() && !talk.version_accepted.is_empty();
            if let Some(push) = self.push(kind, keep, false) {
                pushes.push(push);
                break;
            }
            if held {
                break;
            }
        }
        pushes
    }

    /// The set that the proxy shall have of a type: what it asked for, and with `keep` what it
    /// has besides.
    fn target(&self, kind: ResourceType, keep: bool) -> Set {
        let Some(talk) = self.talks.get(&kind) else { return Set::new() };
        let wanted = self.wanted.get(&kind).into_iter().flatten();
        let kept = talk.sent.iter().filter(|_| keep);
        // What is wanted comes last, and so over what is kept.
        kept.chain(wanted)
            .filter(|(name, _)| talk.wants(name))
            .map(|(name, resource)| (name.clone(), resource.clone()))
            .collect()
    }

    /// Makes the message that gives the proxy its target set; none if it has it already and need
    /// not be told so.
    fn push(&mut self, kind: ResourceType, keep: bool, even_unchanged: bool) -> Option<Push> {
        let all = self.target(kind, keep);
        let talk = self.talks.get_mut(&kind)?;
        let (changed, mut removed) = talk.difference(&all);
        let unknown = std::mem::take(&mut talk.unknown);
        removed.extend(unknown.into_iter().filter(|name| !all.contains_key(name)));
        if changed.is_empty() && removed.is_empty() && !even_unchanged {
            return None;
        }
        self.nonces += 1;
        let nonce = self.nonces.to_string();
        talk.sent.clone_from(&all);
        talk.version_sent = version(&all);
        talk.open = Some(nonce.clone());
        talk.rejected = None;
        Some(Push { kind, nonce, version: talk.version_sent.clone(), all, changed, removed })
    }
}

impl Talk {
    fn wants(&self, name: &str) -> bool {
        match &self.interest {
            None => false,
            Some(Interest::All) => true,
            Some(Interest::Named(names)) => names.contains(name),
        }
    }

    /// Takes note of what the proxy wants; tells whether it wants more than before.
    fn take_interest(&mut self, interest: Interest) -> bool {
        let more = match (&self.interest, &interest) {
            (None, _) => true,
            (Some(old), new) if old == new => false,
            (Some(Interest::Named(old)), Interest::Named(new)) => !new.is_subset(old),
            (Some(Interest::All), _) => false,
            (Some(_), Interest::All) => true,
        };
        self.interest = Some(interest);
        let sent = std::mem::take(&mut self.sent);
        self.sent = sent.into_iter().filter(|(name, _)| self.wants(name)).collect();
        more
    }

    /// Returns the names that differ from what was sent, and those that go.
    fn difference(&self, all: &Set) -> (BTreeSet<String>, BTreeSet<String>) {
        let version = |set: &Set, name: &str| set.get(name).map(|one| one.version.clone());
        let changed = all
            .iter()
            .filter(|(name, one)| version(&self.sent, name).as_ref() != Some(&one.version));
        let removed = self.sent.keys().filter(|name| !all.contains_key(*name));
        (changed.map(|(name, _)| name.clone()).collect(), removed.cloned().collect())
    }
}

/// Version of a set: a hash of its names and versions.
fn version(set: &Set) -> String {
    use sha2::{Digest as _, Sha256};
    let mut hash = Sha256::new();
    for (name, resource) in set {
        hash.update(format!("{name}\0{}\0", resource.version));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
