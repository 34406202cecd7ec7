//! A snapshot as a static configuration: what Envoy is otherwise sent piece by piece.

use envoy_types::pb::envoy::config::bootstrap::v3::Bootstrap;
use envoy_types::pb::envoy::config::bootstrap::v3::bootstrap::StaticResources;
use envoy_types::pb::envoy::config::cluster::v3::Cluster;
use envoy_types::pb::envoy::config::cluster::v3::cluster::{ClusterDiscoveryType, DiscoveryType};
use envoy_types::pb::envoy::config::core::v3::Node;
use envoy_types::pb::envoy::config::listener::v3::filter::ConfigType;
use envoy_types::pb::envoy::config::listener::v3::{Filter, Listener};
use envoy_types::pb::envoy::extensions::filters::network::http_connection_manager::v3::HttpConnectionManager;
use envoy_types::pb::envoy::extensions::filters::network::http_connection_manager::v3::http_connection_manager::RouteSpecifier;
use envoy_types::util::pack_any;
use meshctl::xds::{ResourceType, Snapshot, names};
use prost::{Message, Name};

/// Returns a configuration with all resources of `snapshot` in it, the route tables inside their
/// listeners, so that Envoy checks that every cluster they name is there.
pub(super) fn of(snapshot: &Snapshot) -> Bootstrap {
    let mut clusters: Vec<Cluster> = decoded(snapshot, ResourceType::Cluster);
    for cluster in &mut clusters {
        let eds = ClusterDiscoveryType::Type(DiscoveryType::Eds.into());
        if cluster.cluster_discovery_type == Some(eds) {
            let resource = &snapshot.resources(ResourceType::Endpoint)[&cluster.name];
            let assignment = Message::decode(resource.any.value.as_slice()).unwrap();
            let fixed = ClusterDiscoveryType::Type(DiscoveryType::Static.into());
            cluster.cluster_discovery_type = Some(fixed);
            cluster.eds_cluster_config = None;
            cluster.load_assignment = Some(assignment);
        }
    }
    clusters.push(Cluster { name: names::SDS_CLUSTER.to_owned(), ..Default::default() });
    let mut listeners: Vec<Listener> = decoded(snapshot, ResourceType::Listener);
    for listener in &mut listeners {
        let chains = listener.filter_chains.iter_mut().chain(&mut listener.default_filter_chain);
        for filter in chains.flat_map(|chain| &mut chain.filters) {
            inline(filter, snapshot);
        }
    }
    Bootstrap {
        node: Some(Node { id: "test".into(), cluster: "test".into(), ..Default::default() }),
        static_resources: Some(StaticResources { listeners, clusters, ..Default::default() }),
        ..Default::default()
    }
}

fn decoded<T: Message + Default>(snapshot: &Snapshot, kind: ResourceType) -> Vec<T> {
    let resources = snapshot.resources(kind).values();
    resources.map(|resource| T::decode(resource.any.value.as_slice()).unwrap()).collect()
}

fn inline(filter: &mut Filter, snapshot: &Snapshot) {
    let Some(ConfigType::TypedConfig(any)) = &mut filter.config_type else { return };
    if any.type_url != HttpConnectionManager::type_url() {
        return;
    }
    let mut manager = HttpConnectionManager::decode(any.value.as_slice()).unwrap();
    let Some(RouteSpecifier::Rds(rds)) = &manager.route_specifier else { panic!("no rds") };
    let table = &snapshot.resources(ResourceType::Route)[&rds.route_config_name];
    let table = Message::decode(table.any.value.as_slice()).unwrap();
    manager.route_specifier = Some(RouteSpecifier::RouteConfig(table));
    *any = pack_any(manager);
}
