//! The complete configuration of one proxy, encoded once and versioned by its content.

use std::collections::BTreeMap;
use std::sync::Arc;

use envoy_types::pb::envoy::config::cluster::v3::Cluster;
use envoy_types::pb::envoy::config::endpoint::v3::ClusterLoadAssignment;
use envoy_types::pb::envoy::config::listener::v3::Listener;
use envoy_types::pb::envoy::config::route::v3::RouteConfiguration;
use envoy_types::pb::google::protobuf::Any;
use prost::Name as _;

use super::proto;
use crate::digest::content_hash;
use crate::mesh::topology::Problem;

/// A type of xDS resource; the order is that of updates (`docs/behaviour/envoy.md#update-order`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceType {
    /// Clusters.
    Cluster,
    /// Endpoints of the clusters that get them by EDS.
    Endpoint,
    /// Listeners.
    Listener,
    /// Route tables.
    Route,
}

impl ResourceType {
    /// All types, in order.
    pub const ALL: [Self; 4] = [Self::Cluster, Self::Endpoint, Self::Listener, Self::Route];

    /// Returns the name of its discovery service: `CDS`, `EDS`, `LDS` or `RDS`.
    #[must_use]
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Cluster => "CDS",
            Self::Endpoint => "EDS",
            Self::Listener => "LDS",
            Self::Route => "RDS",
        }
    }

    /// Returns its type URL in requests and responses.
    #[must_use]
    pub fn type_url(self) -> String {
        match self {
            Self::Cluster => Cluster::type_url(),
            Self::Endpoint => ClusterLoadAssignment::type_url(),
            Self::Listener => Listener::type_url(),
            Self::Route => RouteConfiguration::type_url(),
        }
    }

    /// Returns the type with that URL; none for types that are not served.
    #[must_use]
    pub fn from_type_url(url: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.type_url() == url)
    }
}

/// An encoded resource.
#[derive(Debug, Clone, PartialEq)]
pub struct EncodedResource {
    /// Hash of the content, 16 hexadecimal digits.
    pub version: String,
    /// The content with its type.
    pub any: Any,
}

/// Resources of one type by name. The desired, sent and acknowledged resources of proxies share
/// their bytes.
pub type ResourceSet = BTreeMap<String, Arc<EncodedResource>>;

/// Resources of one type with a version.
#[derive(Debug, Clone, Default, PartialEq)]
struct VersionedSet {
    version: String,
    by_name: ResourceSet,
}

/// The complete configuration of one proxy.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    types: BTreeMap<ResourceType, VersionedSet>,
    /// Parts of the mesh that are not applied as configured, in the order found.
    pub problems: Vec<Problem>,
}

impl Snapshot {
    /// Returns the resources of one type by name.
    #[must_use]
    pub fn resources(&self, kind: ResourceType) -> &ResourceSet {
        &self.types[&kind].by_name
    }

    /// Returns the version of the resources of one type: a hash of their names and contents.
    #[must_use]
    pub fn version(&self, kind: ResourceType) -> &str {
        &self.types[&kind].version
    }
}

/// The resources of a snapshot before they are encoded.
#[derive(Debug, Default)]
pub(super) struct SnapshotDraft {
    pub(super) clusters: Vec<Cluster>,
    pub(super) assignments: Vec<ClusterLoadAssignment>,
    pub(super) listeners: Vec<Listener>,
    pub(super) routes: Vec<RouteConfiguration>,
}

impl SnapshotDraft {
    /// Encodes the resources.
    pub(super) fn finish(self, problems: Vec<Problem>) -> Snapshot {
        let types = [
            (ResourceType::Cluster, encode(&self.clusters, |one| &one.name)),
            (ResourceType::Endpoint, encode(&self.assignments, |one| &one.cluster_name)),
            (ResourceType::Listener, encode(&self.listeners, |one| &one.name)),
            (ResourceType::Route, encode(&self.routes, |one| &one.name)),
        ];
        Snapshot { types: types.into(), problems }
    }
}

fn encode<T: prost::Message + prost::Name>(
    messages: &[T],
    name: fn(&T) -> &String,
) -> VersionedSet {
    let mut by_name = BTreeMap::new();
    for message in messages {
        let any = proto::any(message);
        let version = content_hash([any.value.as_slice()]);
        by_name.insert(name(message).clone(), Arc::new(EncodedResource { version, any }));
    }
    let parts = by_name.iter().flat_map(|(name, one)| [name.as_bytes(), one.version.as_bytes()]);
    VersionedSet { version: content_hash(parts), by_name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(clusters: &[(&str, &str)]) -> Snapshot {
        let cluster = |(name, alt_stat_name): &(&str, &str)| Cluster {
            name: (*name).to_owned(),
            alt_stat_name: (*alt_stat_name).to_owned(),
            ..Default::default()
        };
        SnapshotDraft {
            clusters: clusters.iter().map(cluster).collect(),
            ..SnapshotDraft::default()
        }
        .finish(Vec::new())
    }

    #[test]
    fn version_changes_exactly_with_the_content() {
        let before = snapshot(&[("a", "x"), ("b", "x")]);
        let cases = [
            ("the same, in another order", vec![("b", "x"), ("a", "x")], true),
            ("one changed", vec![("a", "y"), ("b", "x")], false),
            ("one gone", vec![("a", "x")], false),
            ("one more", vec![("a", "x"), ("b", "x"), ("c", "x")], false),
            ("nothing", vec![], false),
        ];
        for (case, clusters, same) in cases {
            let after = snapshot(&clusters);
            let of = |snapshot: &Snapshot| snapshot.version(ResourceType::Cluster).to_owned();
            assert_eq!(of(&after) == of(&before), same, "{case}");
            let (kind, listeners) = (ResourceType::Cluster, ResourceType::Listener);
            assert_eq!(after.version(listeners), before.version(listeners), "{case}");
            let b = |of: &Snapshot| of.resources(kind).get("b").map(|one| one.version.clone());
            assert!(b(&after).is_none_or(|version| Some(version) == b(&before)), "{case}");
        }
    }

    #[test]
    fn types_are_found_by_their_urls() {
        for kind in ResourceType::ALL {
            assert_eq!(ResourceType::from_type_url(&kind.type_url()), Some(kind));
        }
        assert_eq!(ResourceType::from_type_url("type.googleapis.com/google.protobuf.Any"), None);
    }
}
