//! Inbound traffic of a node: one listener in front of its application
//! (`docs/behaviour/envoy.md#ingress-listener`).

use std::collections::BTreeSet;
use std::net::SocketAddr;

use envoy_types::pb::envoy::config::core::v3::TrafficDirection;
use envoy_types::pb::envoy::config::listener::v3::{Filter, FilterChain, Listener};
use envoy_types::pb::envoy::config::route::v3::{RouteConfiguration, VirtualHost};

use super::{Translation, clusters, filters, routes, tls};
use crate::model::types::{self as model, ListenerTlsMode, PortProtocol};
use crate::xds::proxy_env::Interception;
use crate::xds::view::Target;
use crate::xds::{names, proto};

/// Adds everything that calls to the node need; nothing if it has no listener, or the environment none
/// for it.
pub(super) fn add(to: &mut Translation<'_>) {
    let listeners = served(to);
    let Some(first) = listeners.first() else { return };
    let mut listener =
        Listener { traffic_direction: TrafficDirection::Inbound.into(), ..Default::default() };
    let speaks_tls = |of: &&&model::Listener| tls::of_listener(of.tls.as_ref()).is_some();
    let encrypted: Vec<u16> =
        listeners.iter().filter(speaks_tls).map(|of| of.port_mapping.port).collect();
    match to.env.interception {
        Interception::Iptables => {
            let preference = to.view.ip_preference(to.view.node);
            listener.name = names::ingress_listener(names::INGRESS);
            listener.address = Some(filters::bind(preference, names::INGRESS.port()));
            listener.listener_filters.push(filters::original_destination());
            if !encrypted.is_empty() {
                listener.listener_filters.push(filters::tls_inspector(Some(&encrypted)));
            }
            for of in &listeners {
                listener.filter_chains.extend(chains(to, of, Some(of.port_mapping.port), None));
            }
        }
        Interception::ExplicitProxy { ingress: None, .. } => return,
        Interception::ExplicitProxy { ingress: Some(at), application, .. } => {
            listener.name = names::ingress_listener(at);
            listener.address = Some(proto::socket(at));
            if !encrypted.is_empty() {
                listener.listener_filters.push(filters::tls_inspector(None));
            }
            listener.filter_chains = chains(to, first, None, application);
        }
    }
    to.draft.listeners.push(listener);
}

/// Returns the listeners of the node that the environment can serve.
fn served<'a>(to: &mut Translation<'a>) -> Vec<&'a model::Listener> {
    let mut ports = BTreeSet::new();
    let mut served: Vec<&model::Listener> = Vec::new();
    for listener in &to.view.node.listeners {
        let port = listener.port_mapping.port;
        let text = if !ports.insert(port) {
            format!("it has two listeners on port {port}: the first one counts")
        } else if !to.env.interception.is_transparent() && !served.is_empty() {
            format!("a proxy that is addressed explicitly serves one listener: not port {port}")
        } else {
            served.push(listener);
            continue;
        };
        to.problems.add(&to.view.key(), text);
    }
    served
}

/// Adds what stands behind a listener, and returns the chains that lead there.
fn chains(
    to: &mut Translation<'_>,
    listener: &model::Listener,
    port: Option<u16>,
    application: Option<SocketAddr>,
) -> Vec<FilterChain> {
    let model::PortMapping { port: number, protocol } = listener.port_mapping;
    let tls = tls::of_listener(listener.tls.as_ref());
    let socket = match tls.map(|tls| tls::downstream(tls, protocol)).transpose() {
        Ok(socket) => socket,
        Err(reason) => {
            let text = format!("{reason}: connections to port {number} are closed");
            to.problems.add(&to.view.key(), text);
            return vec![filters::chain(port, None)];
        }
    };
    clusters::ingress(to, listener, application);
    let plain = filters::chain(port, forward(to, listener));
    let (Some(tls), Some(socket)) = (tls, socket) else { return vec![plain] };
    let mut encrypted = only("tls", plain.clone());
    encrypted.transport_socket = Some(socket);
    match tls.mode {
        ListenerTlsMode::Permissive => vec![encrypted, only("raw_buffer", plain)],
        ListenerTlsMode::Strict | ListenerTlsMode::Disabled => vec![encrypted],
    }
}

fn only(transport: &str, mut chain: FilterChain) -> FilterChain {
    let matching = chain.filter_chain_match.get_or_insert_default();
    matching.transport_protocol = transport.to_owned();
    chain
}

/// Returns the filter that leads to the application behind `listener`.
fn forward(to: &mut Translation<'_>, listener: &model::Listener) -> Option<Filter> {
    let model::PortMapping { port, protocol } = listener.port_mapping;
    let cluster = names::ingress_cluster(&to.view.mesh.name, to.view.name, protocol, port);
    let stats = names::ingress_stats(protocol, port, to.view.node.listeners.len() == 1);
    let timeouts = listener.timeout.as_ref().into();
    if protocol == PortProtocol::Tcp {
        return filters::tcp(stats, &[Target { cluster, weight: 100 }], timeouts, &to.logs);
    }
    let name = names::ingress_routes(protocol, port);
    let host = VirtualHost {
        name: to.view.name.to_string(),
        domains: vec!["*".to_owned()],
        routes: vec![routes::ingress(cluster, timeouts)],
        ..Default::default()
    };
    let table =
        RouteConfiguration { name: name.clone(), virtual_hosts: vec![host], ..Default::default() };
    to.draft.routes.push(table);
    Some(filters::http(stats, name, &to.logs))
}
