//! The ingress listener in front of the application
//! (`docs/behaviour/envoy.md#ingress-listener`).

use std::net::SocketAddr;

use envoy_types::pb::envoy::config::core::v3::TrafficDirection;
use envoy_types::pb::envoy::config::listener::v3::{Filter, FilterChain, Listener};
use envoy_types::pb::envoy::config::route::v3::{RouteConfiguration, VirtualHost};

use super::routes::ClusterShare;
use super::{Translation, clusters, filters, routes, tls};
use crate::mesh::topology::{self, PortProtocol};
use crate::xds::proxy_env::Interception;
use crate::xds::{names, proto};

/// Adds everything that inbound traffic needs; nothing for a workload without listeners, or an
/// explicit proxy without an ingress address.
pub(super) fn add(to: &mut Translation<'_>) {
    let listeners = served_listeners(to);
    let [first, ..] = listeners else { return };
    let mut listener =
        Listener { traffic_direction: TrafficDirection::Inbound.into(), ..Default::default() };
    let with_tls = listeners.iter().filter(|of| of.tls.is_some());
    let tls_ports: Vec<u16> = with_tls.map(|of| of.port).collect();
    match to.env.interception {
        Interception::Iptables => {
            listener.name = names::ingress_listener(names::INGRESS_ADDRESS);
            listener.address =
                Some(filters::bind(to.workload.ip_preference, names::INGRESS_ADDRESS.port()));
            listener.listener_filters.push(filters::original_destination());
            if !tls_ports.is_empty() {
                listener.listener_filters.push(filters::tls_inspector(Some(&tls_ports)));
            }
            for of in listeners {
                listener.filter_chains.extend(chains(to, of, Some(of.port), None));
            }
        }
        Interception::ExplicitProxy { ingress: None, .. } => return,
        Interception::ExplicitProxy { ingress: Some(at), application, .. } => {
            listener.name = names::ingress_listener(at);
            listener.address = Some(proto::socket(at));
            if !tls_ports.is_empty() {
                listener.listener_filters.push(filters::tls_inspector(None));
            }
            listener.filter_chains = chains(to, first, None, application);
        }
    }
    to.draft.listeners.push(listener);
}

/// Returns the listeners that the proxy serves: an explicit proxy serves only the first.
fn served_listeners<'a>(to: &mut Translation<'a>) -> &'a [topology::Listener] {
    let all = to.workload.inbound.as_slice();
    if to.env.interception.is_transparent() || all.len() < 2 {
        return all;
    }
    let (served, others) = all.split_at(1);
    for listener in others {
        let port = listener.port;
        let text = format!("an explicit proxy serves only the first listener: not port {port}");
        to.problems.add(&to.workload.key, text);
    }
    served
}

/// Adds the cluster and the routes behind a listener, and returns its filter chains.
fn chains(
    to: &mut Translation<'_>,
    listener: &topology::Listener,
    port: Option<u16>,
    application: Option<SocketAddr>,
) -> Vec<FilterChain> {
    let tls = listener.tls.as_ref();
    let socket = match tls.map(|tls| tls::downstream(tls, listener.protocol)).transpose() {
        Ok(socket) => socket,
        Err(reason) => {
            let text = format!("{reason}: connections to port {} are closed", listener.port);
            to.problems.add(&to.workload.key, text);
            return vec![filters::chain(port, None)];
        }
    };
    clusters::ingress(to, listener, application);
    let plain = filters::chain(port, application_filter(to, listener));
    let (Some(tls), Some(socket)) = (tls, socket) else { return vec![plain] };
    let mut encrypted = with_transport("tls", plain.clone());
    encrypted.transport_socket = Some(socket);
    if tls.permissive {
        vec![encrypted, with_transport("raw_buffer", plain)]
    } else {
        vec![encrypted]
    }
}

fn with_transport(transport: &str, mut chain: FilterChain) -> FilterChain {
    let matching = chain.filter_chain_match.get_or_insert_default();
    matching.transport_protocol = transport.to_owned();
    chain
}

/// Returns the filter that forwards to the application behind `listener`.
fn application_filter(to: &mut Translation<'_>, listener: &topology::Listener) -> Option<Filter> {
    let (port, protocol, timeouts) = (listener.port, listener.protocol, listener.timeouts);
    let node = &to.workload.key.name;
    let cluster = names::ingress_cluster(to.mesh(), node, protocol, port);
    let stats = names::ingress_stats(protocol, port, to.workload.inbound.len() == 1);
    if protocol == PortProtocol::Tcp {
        let share = ClusterShare { cluster, weight: 100 };
        return filters::tcp(stats, &[share], timeouts.idle, &to.access_logs);
    }
    let name = names::ingress_routes(protocol, port);
    let host = VirtualHost {
        name: node.to_string(),
        domains: vec!["*".to_owned()],
        routes: vec![routes::ingress(cluster, timeouts)],
        ..Default::default()
    };
    let table =
        RouteConfiguration { name: name.clone(), virtual_hosts: vec![host], ..Default::default() };
    to.draft.routes.push(table);
    Some(filters::http(stats, name, &to.access_logs))
}
