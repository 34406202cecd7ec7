//! Outbound traffic of a node: one listener, its filter chains and its route tables
//! (`docs/behaviour/envoy.md#egress-listener`).

use std::collections::{BTreeMap, BTreeSet};

use envoy_types::pb::envoy::config::core::v3::TrafficDirection;
use envoy_types::pb::envoy::config::listener::v3::{
    Filter, FilterChain, FilterChainMatch, Listener,
};
use envoy_types::pb::envoy::config::route::v3::{RouteConfiguration, VirtualHost};

use super::routes::Timeouts;
use super::{Translation, clusters, filters, routes};
use crate::mesh::traffic::Rule;
use crate::model::types::{EgressFilterType, PortProtocol};
use crate::model::{Key, Name};
use crate::xds::proxy_env::Interception;
use crate::xds::view::{Choice, Port, Service, Target};
use crate::xds::{names, proto};

/// The port of AWS's own APIs.
const HTTPS: u16 = 443;

/// A service on one of its ports.
#[derive(Clone, Copy)]
struct Answer<'a> {
    service: &'a Service<'a>,
    port: &'a Port<'a>,
}

/// Adds everything that calls of the node need.
pub(super) fn add(to: &mut Translation<'_>) {
    for (name, upstream) in &to.view.upstreams {
        clusters::egress(to, name, upstream);
    }
    let mut listener =
        Listener { traffic_direction: TrafficDirection::Outbound.into(), ..Default::default() };
    match to.env.interception {
        Interception::Iptables => {
            let preference = to.view.ip_preference(to.view.node);
            listener.name = names::egress_listener(names::EGRESS);
            listener.address = Some(filters::bind(preference, names::EGRESS.port()));
            let inspector = filters::tls_inspector(Some(&[HTTPS]));
            listener.listener_filters = vec![filters::original_destination(), inspector];
            listener.filter_chains = by_port(to);
            listener.filter_chains.push(amazonaws(to));
            listener.default_filter_chain = allow_all(to);
        }
        Interception::ExplicitProxy { egress, .. } => {
            listener.name = names::egress_listener(egress);
            listener.address = Some(proto::socket(egress));
            listener.filter_chains = vec![by_host(to, egress.port())];
        }
    }
    to.draft.listeners.push(listener);
}

fn answers<'a>(services: &'a [Service<'a>]) -> impl Iterator<Item = Answer<'a>> {
    services
        .iter()
        .flat_map(|service| service.ports.iter().map(move |port| Answer { service, port }))
}

fn is_tcp(answer: &Answer<'_>) -> bool {
    answer.port.protocol == PortProtocol::Tcp
}

/// Returns a chain for each port that a service answers on: what the port is, decides there.
fn by_port(to: &mut Translation<'_>) -> Vec<FilterChain> {
    let mut ports: BTreeMap<u16, Vec<Answer<'_>>> = BTreeMap::new();
    for answer in answers(&to.view.services) {
        let there = ports.entry(answer.port.port).or_default();
        match there.first() {
            Some(first) if is_tcp(first) || is_tcp(&answer) => {
                let (port, other) = (answer.port.port, &first.service.key.name);
                let protocol = answer.port.protocol.as_str();
                let text = format!(
                    "its {protocol} port {port} is that of `{other}` already, and the two cannot \
                     be told apart: `{port}` leads to `{other}`"
                );
                to.problems.add(&answer.service.key, text);
            }
            _ => there.push(answer),
        }
    }
    let mut chains = Vec::new();
    for (port, answers) in ports {
        let filter = match answers.as_slice() {
            [only] if is_tcp(only) => connect(to, only.port),
            _ => {
                // One chain takes all three protocols; the table has the name of the first.
                let protocols = answers.iter().map(|answer| answer.port.protocol);
                let protocol = protocols.min().unwrap_or(PortProtocol::Http);
                let name = names::egress_routes(protocol, port);
                let domains = |answer: &Answer<'_>| domains(&answer.service.key.name, port, true);
                let mut table = table(to, &name, &answers, domains);
                // Whatever port the caller names, the one it called has brought it here.
                table.ignore_port_in_host_matching = true;
                to.draft.routes.push(table);
                Some(filters::http("egress".to_owned(), name, &to.logs))
            }
        };
        chains.push(filters::chain(Some(port), filter));
    }
    chains
}

/// Returns the one chain of a listener that does not know where a connection was going: the host
/// that a request names decides, and its port, if the request names one.
fn by_host(to: &mut Translation<'_>, port: u16) -> FilterChain {
    if is_open(to) {
        let text = "its egress filter allows all, but a proxy that is addressed explicitly knows \
                    only the mesh's services: other hosts get a 404 from it";
        to.problems.add(&Key::mesh(to.view.mesh.name.clone()), text);
    }
    let (tcp, http): (Vec<_>, Vec<_>) = answers(&to.view.services).partition(is_tcp);
    for answer in tcp {
        let text = format!(
            "its tcp port {} cannot be reached through a proxy that is addressed explicitly",
            answer.port.port
        );
        to.problems.add(&answer.service.key, text);
    }
    let name = names::egress_routes(PortProtocol::Http, port);
    let domains = |answer: &Answer<'_>| {
        let first = answer.service.ports.iter().find(|port| port.protocol != PortProtocol::Tcp);
        let first = first.is_some_and(|first| first.port == answer.port.port);
        domains(&answer.service.key.name, answer.port.port, first)
    };
    let table = table(to, &name, &http, domains);
    to.draft.routes.push(table);
    filters::chain(None, Some(filters::http("egress".to_owned(), name, &to.logs)))
}

/// Returns the hosts that mean a service on `port`; the bare name only if it is to.
fn domains(service: &Name, port: u16, bare: bool) -> Vec<String> {
    let bare = bare.then(|| service.to_string());
    bare.into_iter().chain([format!("{service}:{port}")]).collect()
}

/// Returns the route table for `answers`, each at its `domains`. Envoy refuses a whole table in
/// which a domain is there twice, so the first to claim one keeps it.
fn table(
    to: &mut Translation<'_>,
    name: &str,
    answers: &[Answer<'_>],
    domains: impl Fn(&Answer<'_>) -> Vec<String>,
) -> RouteConfiguration {
    let mut taken = BTreeSet::new();
    let mut virtual_hosts = Vec::new();
    for answer in answers {
        let mut own = Vec::new();
        for domain in domains(answer) {
            if taken.insert(domain.to_ascii_lowercase()) {
                own.push(domain);
            } else {
                let text = format!("its host `{domain}` is that of another service already");
                to.problems.add(&answer.service.key, text);
            }
        }
        let Some(host) = own.first().cloned() else { continue };
        let ways = answer.port.ways.iter();
        let routes = ways.filter_map(|way| routes::egress(way, &mut to.problems)).collect();
        virtual_hosts.push(VirtualHost { name: host, domains: own, routes, ..Default::default() });
    }
    RouteConfiguration { name: name.to_owned(), virtual_hosts, ..Default::default() }
}

/// Returns the filter for a TCP port: its first route takes every connection. Without a target
/// there is none, and connections are closed.
fn connect(to: &mut Translation<'_>, port: &Port<'_>) -> Option<Filter> {
    let (first, rest) = port.ways.split_first()?;
    for way in rest {
        let text = format!(
            "a tcp port has room for one route, and `{}` comes before it on port {}",
            first.about.name, port.port
        );
        to.problems.add(&way.about, text);
    }
    let timeouts = match first.choice {
        Choice::Rule(Rule::Tcp(route)) => route.timeout.as_ref().map(Timeouts::from),
        Choice::All(listener) => Some(listener.timeout.as_ref().into()),
        Choice::Rule(_) => None,
    };
    let timeouts = timeouts.unwrap_or_default();
    filters::tcp("egress".to_owned(), &first.targets, timeouts, &to.logs)
}

/// Returns the chain that lets calls to AWS's own APIs through, whatever the egress filter says.
fn amazonaws(to: &mut Translation<'_>) -> FilterChain {
    let mut chain = pass(to, names::amazonaws(&to.view.mesh.name));
    // No prefix range, as App Mesh had it: it would hide a service on the same port.
    chain.filter_chain_match = Some(FilterChainMatch {
        destination_port: proto::uint(HTTPS),
        server_names: vec!["*.amazonaws.com".to_owned()],
        ..Default::default()
    });
    chain
}

/// Returns the chain for everything that no other chain is for, if the mesh lets that out.
fn allow_all(to: &mut Translation<'_>) -> Option<FilterChain> {
    is_open(to).then(|| pass(to, names::allow_all(&to.view.mesh.name)))
}

fn is_open(to: &Translation<'_>) -> bool {
    let filter = to.view.mesh.spec.egress_filter.as_ref();
    filter.is_some_and(|filter| filter.r#type == EgressFilterType::AllowAll)
}

fn pass(to: &mut Translation<'_>, cluster: String) -> FilterChain {
    to.draft.clusters.push(clusters::pass_through(&cluster));
    let target = Target { cluster, weight: 100 };
    let filter = filters::tcp("egress".to_owned(), &[target], Timeouts::default(), &to.logs);
    filters::chain(None, filter)
}
