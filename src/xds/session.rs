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

mod type_state;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::type_state::{InFlight, TypeState};
use super::snapshot::{EncodedResource, ResourceType};
use crate::digest::content_hash;
use crate::model::extension::TypeStatus;

pub use super::snapshot::ResourceSet;

/// What a proxy shall have, by type.
pub type Desired = BTreeMap<ResourceType, ResourceSet>;

/// A message to send.
#[derive(Debug, Clone, PartialEq)]
pub struct Push {
    /// Its type.
    pub kind: ResourceType,
    /// Identifies this message within the stream.
    pub nonce: String,
    /// Version of the set that the proxy has when it accepts the message.
    pub version: String,
    /// All resources of the set that the proxy subscribes to: the state of the world.
    pub all: ResourceSet,
    /// Names of those that the proxy does not have in this version: the delta.
    pub changed: BTreeSet<String>,
    /// Names that the proxy has and shall not have any more.
    pub removed: BTreeSet<String>,
}

/// A request of a proxy.
#[derive(Debug, Clone, PartialEq)]
pub struct XdsRequest {
    /// Type it is about.
    pub kind: ResourceType,
    /// Nonce of the message that it answers; empty for a first word.
    pub nonce: String,
    /// Why it rejects that message, if it does.
    pub rejected: Option<String>,
    /// What it wants from now on; nothing: as before.
    pub interest: Option<Interest>,
    /// Names that it subscribes to with this request, again or for the first time; incremental only.
    pub subscribed: BTreeSet<String>,
    /// Names and versions that it has from an earlier stream; incremental only.
    pub initial_versions: BTreeMap<String, String>,
}

/// Which resources of a type a proxy wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interest {
    /// All there are.
    Wildcard,
    /// Those with these names.
    Named(BTreeSet<String>),
}

/// One proxy's conversation.
#[derive(Debug, Default)]
pub struct Session {
    desired: Desired,
    types: BTreeMap<ResourceType, TypeState>,
    nonces: u64,
}

/// The order of a change. Clusters come twice: first with the old ones kept, last without.
const UPDATE_ORDER: [(ResourceType, bool); 5] = [
    (ResourceType::Cluster, true),
    (ResourceType::Endpoint, false),
    (ResourceType::Listener, false),
    (ResourceType::Route, false),
    (ResourceType::Cluster, false),
];

impl Session {
    /// Sets the desired configuration of the proxy; returns the responses to send now.
    pub fn set_desired(&mut self, desired: Desired) -> Vec<Push> {
        self.desired = desired;
        for (kind, state) in &mut self.types {
            state.clear_nacks(self.desired.get(kind));
        }
        self.advance()
    }

    /// Handles a request of the proxy; returns the responses to send now.
    pub fn handle_request(&mut self, request: XdsRequest) -> Vec<Push> {
        let state = self.types.entry(request.kind).or_default();
        // Envoy repeats a request verbatim after it has re-created a cluster and needs its
        // endpoints again; without a response the cluster never warms
        // (`docs/behaviour/envoy.md#update-order`).
        let again = state.in_flight.is_empty()
            && !request.nonce.is_empty()
            && state.last_answered.as_ref() == Some(&request.nonce)
            && request.interest == state.interest;
        state.answer(request.nonce, request.rejected);
        for (name, version) in request.initial_versions {
            state
                .acked
                .insert(name, Arc::new(EncodedResource { version, any: Default::default() }));
        }
        let more = request.interest.is_some_and(|interest| state.set_interest(interest));
        // A subscription by name is always answered: with the resource, or with its removal.
        state.acked.retain(|name, _| !request.subscribed.contains(name));
        let mut pushes = Vec::new();
        if more || again || !request.subscribed.is_empty() {
            // A proxy that subscribes to more waits for the response, whatever step the update is at:
            // its clusters do not warm, its listeners do not open before it has its answer.
            let target = self.target(request.kind, true);
            pushes.extend(self.push(request.kind, target, Some(&request.subscribed)));
        }
        pushes.extend(self.advance());
        pushes
    }

    /// Returns whether the proxy has acknowledged its desired configuration.
    #[must_use]
    pub fn is_synced(&self) -> bool {
        ResourceType::ALL.into_iter().all(|kind| {
            let desired = self.desired.get(&kind);
            match self.types.get(&kind).filter(|state| state.interest.is_some()) {
                None => desired.is_none_or(ResourceSet::is_empty),
                Some(state) => {
                    state.in_flight.is_empty()
                        && same_versions(&state.acked, &state.requested_of(desired))
                }
            }
        })
    }

    /// Returns the status of each type that the proxy has subscribed to.
    pub fn type_statuses(&self) -> impl Iterator<Item = (ResourceType, TypeStatus)> {
        self.types.iter().map(|(kind, state)| {
            let acknowledged = state.last_answered.as_ref().map(|_| set_version(&state.acked));
            let status = TypeStatus {
                sent: set_version(state.sent()),
                acknowledged: acknowledged.unwrap_or_default(),
                rejected: state.rejected.clone(),
            };
            (*kind, status)
        })
    }

    /// Sends what the next step needs, and stops at the first that the proxy has not answered.
    fn advance(&mut self) -> Vec<Push> {
        let mut pushes = Vec::new();
        for (kind, keep) in UPDATE_ORDER {
            let Some(state) = self.types.get(&kind).filter(|state| state.interest.is_some()) else {
                continue;
            };
            if !state.in_flight.is_empty() {
                break;
            }
            // While routes are held back, the clusters that they name stay.
            let target = self.target(kind, keep || self.is_holding_back());
            if let Some(push) = self.push(kind, target, None) {
                let endpoints =
                    (kind == ResourceType::Cluster).then(|| self.resend_endpoints(&push.changed));
                pushes.push(push);
                pushes.extend(endpoints.flatten());
                // One that holds nothing needs no answer, and from a proxy that listens for
                // nothing any more would get none.
                if !self.types[&kind].in_flight.is_empty() {
                    break;
                }
            }
        }
        pushes
    }

    /// Sends the endpoints of changed clusters again. Envoy creates a changed cluster again, which waits
    /// for them; with incremental xDS it does not request them, since it is still subscribed.
    fn resend_endpoints(&mut self, clusters: &BTreeSet<String>) -> Option<Push> {
        let state = self.types.get_mut(&ResourceType::Endpoint)?;
        let before = state.acked.len();
        state.acked.retain(|name, _| !clusters.contains(name));
        if state.acked.len() == before {
            return None;
        }
        let target = self.target(ResourceType::Endpoint, true);
        self.push(ResourceType::Endpoint, target, None)
    }

    /// The set that the proxy is to have of a type for now: what it subscribes to, its last good
    /// version of what it rejected or of what needs that, and with `keep` what it has besides.
    fn target(&self, kind: ResourceType, keep: bool) -> ResourceSet {
        let Some(state) = self.types.get(&kind) else { return ResourceSet::new() };
        let mut target = if keep { state.acked.clone() } else { ResourceSet::new() };
        for (name, resource) in state.requested_of(self.desired.get(&kind)) {
            let good = state.acked.get(&name);
            if state.is_nacked(&name, &resource)
                || (good.is_some() && self.needs_nacked_cluster(kind, &resource))
            {
                target.extend(good.map(|good| (name, good.clone())));
            } else {
                target.insert(name, resource);
            }
        }
        target
    }

    /// Returns whether any route or listener is held back by a cluster that the proxy rejected.
    fn is_holding_back(&self) -> bool {
        [ResourceType::Listener, ResourceType::Route].into_iter().any(|kind| {
            let desired = self.desired.get(&kind);
            desired
                .into_iter()
                .flatten()
                .any(|(_, resource)| self.needs_nacked_cluster(kind, resource))
        })
    }

    /// Returns whether a route or listener names a cluster that the proxy rejected. The name is
    /// looked for in the encoded bytes; one that merely contains it is held back too, which is
    /// safe.
    fn needs_nacked_cluster(&self, kind: ResourceType, resource: &EncodedResource) -> bool {
        if !matches!(kind, ResourceType::Listener | ResourceType::Route) {
            return false;
        }
        let Some(clusters) = self.types.get(&ResourceType::Cluster) else { return false };
        if clusters.nacked_set.is_some() && !clusters.acked.is_empty() {
            return true;
        }
        clusters.nacked.keys().any(|name| {
            let bytes = &resource.any.value;
            !name.is_empty() && bytes.windows(name.len()).any(|window| window == name.as_bytes())
        })
    }

    /// Makes the message that gives the proxy its target set; none if it has it already, unless it
    /// was `asked` for by name.
    fn push(
        &mut self,
        kind: ResourceType,
        all: ResourceSet,
        asked: Option<&BTreeSet<String>>,
    ) -> Option<Push> {
        let state = self.types.get_mut(&kind)?;
        let sent = state.sent();
        let changed: ResourceSet = all
            .iter()
            .filter(|(name, one)| sent.get(name).is_none_or(|sent| sent.version != one.version))
            .map(|(name, one)| (name.clone(), one.clone()))
            .collect();
        let unknown = asked.into_iter().flatten();
        let gone = sent.into_keys().chain(unknown).filter(|name| !all.contains_key(*name));
        let removed: BTreeSet<String> = gone.cloned().collect();
        let version = set_version(&all);
        let idle = changed.is_empty() && removed.is_empty();
        if asked.is_none() && (idle || state.nacked_set.as_ref() == Some(&version)) {
            if idle {
                state.clear_set_nack();
            }
            return None;
        }
        state.clear_set_nack();
        self.nonces += 1;
        let nonce = self.nonces.to_string();
        let names = changed.keys().cloned().collect();
        let (nonce_of, removed_of) = (nonce.clone(), removed.clone());
        let open =
            InFlight { nonce: nonce_of, version: version.clone(), changed, removed: removed_of };
        if all.is_empty() && matches!(state.interest, Some(Interest::Named(_))) {
            state.apply(open);
        } else {
            state.in_flight.push(open);
        }
        Some(Push { kind, nonce, version, all, changed: names, removed })
    }
}

/// Version of a set: a hash of its names and versions.
fn set_version<'a>(
    set: impl IntoIterator<Item = (&'a String, &'a Arc<EncodedResource>)>,
) -> String {
    let parts = set
        .into_iter()
        .flat_map(|(name, one)| [name.as_bytes(), b"=", one.version.as_bytes(), b" "]);
    content_hash(parts)
}

fn same_versions(a: &ResourceSet, b: &ResourceSet) -> bool {
    let pairs = a.iter().zip(b);
    a.len() == b.len() && pairs.into_iter().all(|(a, b)| a.0 == b.0 && a.1.version == b.1.version)
}

#[cfg(test)]
mod tests;
