//! The egress listener, its filter chains and route tables
//! (`docs/behaviour/envoy.md#egress-listener`).

use std::collections::{BTreeMap, BTreeSet};

use envoy_types::pb::envoy::config::core::v3::TrafficDirection;
use envoy_types::pb::envoy::config::listener::v3::{
    Filter, FilterChain, FilterChainMatch, Listener,
};
use envoy_types::pb::envoy::config::route::v3::{RouteConfiguration, VirtualHost};

use super::routes::ClusterShare;
use super::{Translation, clusters, filters, routes};
use crate::mesh::topology::{EgressFilterType, Port, PortProtocol, Service};
use crate::model::{Key, Name};
use crate::xds::proxy_env::Interception;
use crate::xds::{names, proto};

/// Port of AWS's own APIs.
const HTTPS: u16 = 443;

/// A service on one of its ports.
#[derive(Clone, Copy)]
struct ServicePort<'a> {
    service: &'a Service,
    port: &'a Port,
}

/// Adds everything that outbound traffic needs.
pub(super) fn add(to: &mut Translation<'_>) {
    for (key, upstream) in &to.workload.backends {
        clusters::egress(to, key, upstream);
    }
    let mut listener =
        Listener { traffic_direction: TrafficDirection::Outbound.into(), ..Default::default() };
    match to.env.interception {
        Interception::Iptables => {
            listener.name = names::egress_listener(names::EGRESS_ADDRESS);
            listener.address =
                Some(filters::bind(to.workload.ip_preference, names::EGRESS_ADDRESS.port()));
            let inspector = filters::tls_inspector(Some(&[HTTPS]));
            listener.listener_filters = vec![filters::original_destination(), inspector];
            listener.filter_chains = chains_by_port(to);
            listener.filter_chains.push(amazonaws_chain(to));
            listener.default_filter_chain = allow_all_chain(to);
        }
        Interception::ExplicitProxy { egress, .. } => {
            listener.name = names::egress_listener(egress);
            listener.address = Some(proto::socket(egress));
            listener.filter_chains = vec![chain_by_host(to, egress.port())];
        }
    }
    to.draft.listeners.push(listener);
}

fn service_ports(services: &[Service]) -> impl Iterator<Item = ServicePort<'_>> {
    services
        .iter()
        .flat_map(|service| service.ports.iter().map(move |port| ServicePort { service, port }))
}

fn is_tcp(of: &ServicePort<'_>) -> bool {
    of.port.protocol == PortProtocol::Tcp
}

/// Returns a filter chain for each port of a service: the original destination port selects it.
fn chains_by_port(to: &mut Translation<'_>) -> Vec<FilterChain> {
    let mut ports: BTreeMap<u16, Vec<ServicePort<'_>>> = BTreeMap::new();
    for of in service_ports(&to.workload.outbound) {
        let on_port = ports.entry(of.port.port).or_default();
        match on_port.first() {
            Some(first) if is_tcp(first) || is_tcp(&of) => {
                let (port, other) = (of.port.port, &first.service.key.name);
                let protocol = of.port.protocol.as_str();
                let text = format!(
                    "its {protocol} port {port} is a port of `{other}` too, and connections to the \
                     two cannot be distinguished: those to port {port} go to `{other}`"
                );
                to.problems.add(&of.service.key, text);
            }
            _ => on_port.push(of),
        }
    }
    let mut chains = Vec::new();
    for (port, on_port) in ports {
        let filter = match on_port.as_slice() {
            [only] if is_tcp(only) => tcp_filter(to, only.port),
            _ => {
                // One chain serves all HTTP-like protocols; its table is named after the first.
                let protocols = on_port.iter().map(|of| of.port.protocol);
                let protocol = protocols.min().unwrap_or(PortProtocol::Http);
                let name = names::egress_routes(protocol, port);
                let domains = |of: &ServicePort<'_>| domains(&of.service.key.name, port, true);
                let mut table = route_table(to, &name, &on_port, domains);
                // The destination port has selected this table, whatever port the request names.
                table.ignore_port_in_host_matching = true;
                to.draft.routes.push(table);
                Some(filters::http("egress".to_owned(), name, &to.access_logs))
            }
        };
        chains.push(filters::chain(Some(port), filter));
    }
    chains
}

/// Returns the only filter chain of a listener that does not know the original destination: the
/// host of a request selects the service, together with its port if the request names one.
fn chain_by_host(to: &mut Translation<'_>, port: u16) -> FilterChain {
    if allows_all(to) {
        let text = "its egress filter is ALLOW_ALL, but an explicit proxy knows only the services \
                    of the mesh: requests to other hosts fail with 404";
        to.problems.add(&Key::mesh(to.mesh().clone()), text);
    }
    let (tcp, http): (Vec<_>, Vec<_>) = service_ports(&to.workload.outbound).partition(is_tcp);
    for of in tcp {
        let text =
            format!("its tcp port {} cannot be reached through an explicit proxy", of.port.port);
        to.problems.add(&of.service.key, text);
    }
    let name = names::egress_routes(PortProtocol::Http, port);
    let domains = |of: &ServicePort<'_>| {
        let first = of.service.ports.iter().find(|port| port.protocol != PortProtocol::Tcp);
        let first = first.is_some_and(|first| first.port == of.port.port);
        domains(&of.service.key.name, of.port.port, first)
    };
    let table = route_table(to, &name, &http, domains);
    to.draft.routes.push(table);
    filters::chain(None, Some(filters::http("egress".to_owned(), name, &to.access_logs)))
}

/// Returns the domains of a service on `port`: with the port, and without it if `bare`.
fn domains(service: &Name, port: u16, bare: bool) -> Vec<String> {
    let bare = bare.then(|| service.to_string());
    bare.into_iter().chain([format!("{service}:{port}")]).collect()
}

/// Returns the route table `name` with a virtual host for each service. Envoy rejects a table in
/// which a domain occurs twice, so the first service with a domain keeps it.
fn route_table(
    to: &mut Translation<'_>,
    name: &str,
    services: &[ServicePort<'_>],
    domains: impl Fn(&ServicePort<'_>) -> Vec<String>,
) -> RouteConfiguration {
    let mut taken = BTreeSet::new();
    let mut virtual_hosts = Vec::new();
    for of in services {
        let mut own = Vec::new();
        for domain in domains(of) {
            if taken.insert(domain.to_ascii_lowercase()) {
                own.push(domain);
            } else {
                let text = format!("its host `{domain}` is already the host of another service");
                to.problems.add(&of.service.key, text);
            }
        }
        let Some(host) = own.first().cloned() else { continue };
        let routes = of.port.routes.iter();
        let routes = routes.filter_map(|route| routes::egress(to, route)).collect();
        virtual_hosts.push(VirtualHost { name: host, domains: own, routes, ..Default::default() });
    }
    RouteConfiguration { name: name.to_owned(), virtual_hosts, ..Default::default() }
}

/// Returns the filter of a TCP port, whose first route takes all connections. Without a filter,
/// connections are closed.
fn tcp_filter(to: &mut Translation<'_>, port: &Port) -> Option<Filter> {
    let (first, rest) = port.routes.split_first()?;
    for route in rest {
        let text = format!(
            "port {} takes only one tcp route: `{}` comes before this one",
            port.port, first.key.name
        );
        to.problems.add(&route.key, text);
    }
    let shares = routes::shares(to.mesh(), &first.backends);
    filters::tcp("egress".to_owned(), &shares, first.timeouts.idle, &to.access_logs)
}

/// Returns the filter chain for AWS's own APIs, which the egress filter does not apply to.
fn amazonaws_chain(to: &mut Translation<'_>) -> FilterChain {
    let mut chain = pass_through_chain(to, names::amazonaws(to.mesh()));
    // App Mesh had a prefix range here as well; it would hide a service on the same port.
    chain.filter_chain_match = Some(FilterChainMatch {
        destination_port: proto::uint(HTTPS),
        server_names: vec!["*.amazonaws.com".to_owned()],
        ..Default::default()
    });
    chain
}

/// Returns the filter chain for destinations outside the mesh, if the egress filter allows them.
fn allow_all_chain(to: &mut Translation<'_>) -> Option<FilterChain> {
    allows_all(to).then(|| pass_through_chain(to, names::allow_all(to.mesh())))
}

fn allows_all(to: &Translation<'_>) -> bool {
    to.workload.egress_filter == EgressFilterType::AllowAll
}

fn pass_through_chain(to: &mut Translation<'_>, cluster: String) -> FilterChain {
    to.draft.clusters.push(clusters::pass_through(&cluster));
    let share = ClusterShare { cluster, weight: 100 };
    let filter = filters::tcp("egress".to_owned(), &[share], None, &to.access_logs);
    filters::chain(None, filter)
}
