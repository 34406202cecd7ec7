//! Rules about listeners of virtual nodes, routers and gateways.

use serde_json::Value;

use super::{Members, RuleMessage, RuleViolation, first_duplicate, items, member};

/// A virtual node with listeners needs service discovery
/// (`docs/behaviour/api.md#virtual-node-rules`).
pub(super) fn service_discovery_required(node: &Members) -> Option<RuleViolation> {
    let has_discovery = member(node, "serviceDiscovery").is_object();
    let has_listeners = !items(node, "listeners").is_empty();
    let constraint = "Member must not be null when the virtual node has listeners";
    (has_listeners && !has_discovery)
        .then(|| RuleViolation::new("serviceDiscovery", &Value::Null, constraint))
}

/// Listener ports must be unique.
pub(super) fn unique_ports(spec: &Members) -> Option<RuleViolation> {
    let listeners = items(spec, "listeners");
    let port = |listener: &Value| listener["portMapping"]["port"].as_i64();
    let duplicate = first_duplicate(listeners.iter().map(port))?;
    let value = &listeners[duplicate]["portMapping"]["port"];
    let path = format!("listeners[{duplicate}].portMapping.port");
    Some(RuleViolation::new(path, value, "Member must not be the port of another listener"))
}

/// Backends must be unique. The real service once accepted duplicates and returned one of them, and
/// intended to reject them (`docs/behaviour/api.md#virtual-node-rules`).
pub(super) fn unique_backends(node: &Members) -> Option<RuleViolation> {
    let backends = items(node, "backends");
    let service = |backend: &Value| {
        backend["virtualService"]["virtualServiceName"].as_str().map(str::to_owned)
    };
    let duplicate = first_duplicate(backends.iter().map(service))?;
    let value = &backends[duplicate]["virtualService"]["virtualServiceName"];
    let path = format!("backends[{duplicate}].virtualService.virtualServiceName");
    Some(RuleViolation::new(
        path,
        value,
        "Member must not be the virtual service of another backend",
    ))
}

/// The connection pool must be that of the listener protocol.
pub(super) fn pool_matches_protocol(listener: &Members) -> Option<RuleViolation> {
    matches_protocol(listener, "connectionPool")
}

/// The timeout must be that of the listener protocol.
pub(super) fn timeout_matches_protocol(listener: &Members) -> Option<RuleViolation> {
    matches_protocol(listener, "timeout")
}

/// The key of a union such as `connectionPool` must be the protocol of the listener.
fn matches_protocol(listener: &Members, union: &'static str) -> Option<RuleViolation> {
    let protocol = member(listener, "portMapping")["protocol"].as_str()?;
    let set = member(listener, union).as_object()?;
    let (key, value) = set.iter().find(|(key, value)| *key != protocol && !value.is_null())?;
    PROTOCOLS.contains(&key.as_str()).then(|| {
        let constraint = "Member must be that of the listener's protocol";
        RuleViolation::new(format!("{union}.{key}"), value, constraint)
    })
}

/// Keys of the unions; unknown keys are ignored here and reported elsewhere.
const PROTOCOLS: [&str; 4] = ["http", "tcp", "http2", "grpc"];

/// The health check port must be the port of the listener.
pub(super) fn health_check_port(listener: &Members) -> Option<RuleViolation> {
    let port = member(listener, "portMapping")["port"].as_i64()?;
    let checked = &member(listener, "healthCheck")["port"];
    let violated = checked.as_i64().is_some_and(|checked| checked != port);
    let constraint = "Member must be the port of the listener";
    violated.then(|| RuleViolation::new("healthCheck.port", checked, constraint))
}

/// A gRPC health check requires an HTTP/2 or gRPC listener.
pub(super) fn grpc_health_check(listener: &Members) -> Option<RuleViolation> {
    let protocol = member(listener, "portMapping")["protocol"].as_str()?;
    let check = &member(listener, "healthCheck")["protocol"];
    (check == "grpc" && !matches!(protocol, "http2" | "grpc")).then(|| RuleViolation {
        path: "healthCheck.protocol".to_owned(),
        value: check.clone(),
        message: RuleMessage::Verbatim("GRPC HealthCheck requires listener type of HTTP2 or GRPC."),
    })
}
