//! Listeners: of nodes, routers and gateways.

use serde_json::Value;

use super::{Broken, Members, Words, items, member, repeated};

/// A virtual node with listeners needs service discovery
/// (`docs/behaviour/api.md#virtual-node-rules`).
pub(super) fn needs_discovery(node: &Members) -> Option<Broken> {
    let found = member(node, "serviceDiscovery").is_object();
    let listens = !items(node, "listeners").is_empty();
    let words = "Member must not be null when the virtual node has listeners";
    (listens && !found).then(|| Broken::new("serviceDiscovery", &Value::Null, words))
}

/// No two listeners have one port.
pub(super) fn one_per_port(spec: &Members) -> Option<Broken> {
    let listeners = items(spec, "listeners");
    let port = |listener: &Value| listener["portMapping"]["port"].as_i64();
    let twice = repeated(listeners.iter().map(port))?;
    let value = &listeners[twice]["portMapping"]["port"];
    let at = format!("listeners[{twice}].portMapping.port");
    Some(Broken::new(at, value, "Member must not be the port of another listener"))
}

/// A virtual service is listed once as a backend. The real service once accepted duplicates and
/// returned one of them, and intended to reject them (`docs/behaviour/api.md#virtual-node-rules`).
pub(super) fn one_backend_per_service(node: &Members) -> Option<Broken> {
    let backends = items(node, "backends");
    let service = |backend: &Value| {
        backend["virtualService"]["virtualServiceName"].as_str().map(str::to_owned)
    };
    let twice = repeated(backends.iter().map(service))?;
    let value = &backends[twice]["virtualService"]["virtualServiceName"];
    let at = format!("backends[{twice}].virtualService.virtualServiceName");
    Some(Broken::new(at, value, "Member must not be the virtual service of another backend"))
}

pub(super) fn pool_of_protocol(listener: &Members) -> Option<Broken> {
    of_protocol(listener, "connectionPool")
}

pub(super) fn timeout_of_protocol(listener: &Members) -> Option<Broken> {
    of_protocol(listener, "timeout")
}

/// The one key of a union such as `connectionPool` is the protocol of its listener.
fn of_protocol(listener: &Members, union: &'static str) -> Option<Broken> {
    let protocol = member(listener, "portMapping")["protocol"].as_str()?;
    let set = member(listener, union).as_object()?;
    let (key, value) = set.iter().find(|(key, value)| *key != protocol && !value.is_null())?;
    PROTOCOLS.contains(&key.as_str()).then(|| {
        let words = "Member must be that of the listener's protocol";
        Broken::new(format!("{union}.{key}"), value, words)
    })
}

/// Keys of such unions; others are not the model's and are left alone.
const PROTOCOLS: [&str; 4] = ["http", "tcp", "http2", "grpc"];

/// A health check asks the port that it stands at.
pub(super) fn health_check_port(listener: &Members) -> Option<Broken> {
    let own = member(listener, "portMapping")["port"].as_i64()?;
    let checked = &member(listener, "healthCheck")["port"];
    let other = checked.as_i64().is_some_and(|port| port != own);
    let words = "Member must be the port of the listener";
    other.then(|| Broken::new("healthCheck.port", checked, words))
}

/// A gRPC health check needs HTTP/2 under it.
pub(super) fn grpc_health_check(listener: &Members) -> Option<Broken> {
    let protocol = member(listener, "portMapping")["protocol"].as_str()?;
    let check = &member(listener, "healthCheck")["protocol"];
    (check == "grpc" && !matches!(protocol, "http2" | "grpc")).then(|| Broken {
        at: "healthCheck.protocol".to_owned(),
        value: check.clone(),
        words: Words::Whole("GRPC HealthCheck requires listener type of HTTP2 or GRPC."),
    })
}
