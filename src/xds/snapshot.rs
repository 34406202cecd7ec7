//! Everything one proxy is to have, encoded once, with versions that follow from the content.

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

/// What kinds of resource a proxy is sent, in an order in which nothing comes before what it
/// refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceType {
    /// Where calls can go.
    Cluster,
    /// The addresses behind those clusters that have none of their own.
    Endpoint,
    /// Where calls come in.
    Listener,
    /// How to get from a listener to a cluster.
    Route,
}

impl ResourceType {
    /// All types, in order.
    pub const ALL: [Self; 4] = [Self::Cluster, Self::Endpoint, Self::Listener, Self::Route];

    /// Returns how people call the type: `CDS`, `EDS`, `LDS` or `RDS`.
    #[must_use]
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Cluster => "CDS",
            Self::Endpoint => "EDS",
            Self::Listener => "LDS",
            Self::Route => "RDS",
        }
    }

    /// Returns the name that requests and responses give the type.
    #[must_use]
    pub fn type_url(self) -> String {
        match self {
            Self::Cluster => Cluster::type_url(),
            Self::Endpoint => ClusterLoadAssignment::type_url(),
            Self::Listener => Listener::type_url(),
            Self::Route => RouteConfiguration::type_url(),
        }
    }

    /// Returns the type that a request names; none for those that are not served.
    #[must_use]
    pub fn from_type_url(url: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.type_url() == url)
    }
}

/// One encoded resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Changes exactly when the content does: 16 hexadecimal digits of its hash.
    pub version: String,
    /// The content, with its type.
    pub any: Any,
}

/// Resources of one type by name. They are shared: what is wanted for a proxy, on its way to it and
/// accepted by it is the same bytes.
pub type Set = BTreeMap<String, Arc<Resource>>;

/// All resources of one type.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resources {
    version: String,
    by_name: Set,
}

/// Everything that one proxy is to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    types: BTreeMap<ResourceType, Resources>,
    /// What could not be done as the mesh has it, in the order found.
    pub problems: Vec<Problem>,
}

impl Snapshot {
    /// Returns the resources of one type by name.
    #[must_use]
    pub fn resources(&self, kind: ResourceType) -> &Set {
        &self.types[&kind].by_name
    }

    /// Returns the version of all resources of one type together; it changes exactly when one of
    /// them changes, comes or goes.
    #[must_use]
    pub fn version(&self, kind: ResourceType) -> &str {
        &self.types[&kind].version
    }
}

/// What a snapshot is made of, still as messages.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) clusters: Vec<Cluster>,
    pub(super) assignments: Vec<ClusterLoadAssignment>,
    pub(super) listeners: Vec<Listener>,
    pub(super) routes: Vec<RouteConfiguration>,
}

impl Draft {
    /// Encodes everything.
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

fn encode<T: prost::Message + prost::Name>(messages: &[T], name: fn(&T) -> &String) -> Resources {
    let mut by_name = BTreeMap::new();
    for message in messages {
        let any = proto::any(message);
        let version = content_hash([any.value.as_slice()]);
        by_name.insert(name(message).clone(), Arc::new(Resource { version, any }));
    }
    let parts = by_name.iter().flat_map(|(name, one)| [name.as_bytes(), one.version.as_bytes()]);
    Resources { version: content_hash(parts), by_name }
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
        Draft { clusters: clusters.iter().map(cluster).collect(), ..Draft::default() }
            .finish(Vec::new())
    }

    #[test]
    fn a_version_changes_exactly_when_its_content_does() {
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
    fn every_type_is_found_by_its_url() {
        for kind in ResourceType::ALL {
            assert_eq!(ResourceType::from_type_url(&kind.type_url()), Some(kind));
        }
        assert_eq!(ResourceType::from_type_url("type.googleapis.com/google.protobuf.Any"), None);
    }
}
