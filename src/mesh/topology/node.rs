//! The front end for virtual nodes: their specs as the types of the topology.

mod tls;

use std::time::Duration;

use super::resolve::Resolver;
use super::{
    AccessLog, AccessLogFormat, ClientPolicy, ConnectionPool, Discovery, EgressFilterType,
    HealthCheck, HealthProbe, IpPreference, Listener, OutlierDetection, PortProtocol, Problems,
    Service, Timeouts, Workload,
};
use crate::mesh::Mesh;
use crate::mesh::references::service_name;
use crate::model::Key;
use crate::model::types::{
    self as model, DnsResponseType, HealthCheckPolicy, ListenerTimeout, Logging, LoggingFormat,
    ServiceDiscovery, VirtualNodeConnectionPool as NodePool, VirtualNodeSpec,
};

/// Returns virtual node `key` of the mesh as a workload.
pub(super) fn workload(mesh: &Mesh, key: &Key, spec: &VirtualNodeSpec) -> Workload {
    let mut resolver = Resolver::new(mesh);
    let policy =
        |policy: Option<&model::ClientPolicy>| policy?.tls.as_ref().map(ClientPolicy::from);
    let defaults = spec.backend_defaults.as_ref();
    let default = policy(defaults.and_then(|all| all.client_policy.as_ref()));
    let mut outbound: Vec<Service> = Vec::new();
    for model::Backend::VirtualService(backend) in &spec.backends {
        let name = service_name(backend.virtual_service_name.as_str());
        if outbound.iter().any(|service| service.key.name == name) {
            let text = format!("backend `{name}` is listed twice; only the first entry applies");
            resolver.problems.add(key, text);
            continue;
        }
        let own = policy(backend.client_policy.as_ref());
        outbound.push(resolver.service(key, name, own.as_ref().or(default.as_ref())));
    }
    let egress_filter = mesh.spec.egress_filter.as_ref();
    let inbound = listeners(key, spec, &mut resolver.problems);
    let (backends, problems) = resolver.finish();
    Workload {
        key: key.clone(),
        ip_preference: ip_preference(mesh, spec),
        inbound,
        outbound,
        backends,
        egress_filter: egress_filter.map_or(EgressFilterType::DropAll, |of| of.r#type),
        access_log: access_log(spec.logging.as_ref()),
        problems,
    }
}

/// Returns the listeners of node `key`, one per port.
fn listeners(key: &Key, spec: &VirtualNodeSpec, problems: &mut Problems) -> Vec<Listener> {
    let mut listeners: Vec<Listener> = Vec::new();
    for listener in spec.listeners.iter().map(Listener::from) {
        let port = listener.port;
        if listeners.iter().any(|other| other.port == port) {
            let text = format!("it has two listeners on port {port}; only the first applies");
            problems.add(key, text);
        } else {
            listeners.push(listener);
        }
    }
    listeners
}

impl From<&model::Listener> for Listener {
    fn from(spec: &model::Listener) -> Self {
        let model::PortMapping { port, protocol } = spec.port_mapping;
        Self {
            port,
            protocol,
            tls: spec.tls.as_ref().and_then(tls::server_tls),
            connection_pool: spec.connection_pool.as_ref().map(Into::into).unwrap_or_default(),
            timeouts: timeouts(protocol, spec.timeout.as_ref()),
            health_check: spec.health_check.as_ref().map(|check| health_check(check, port)),
            outlier_detection: spec.outlier_detection.as_ref().map(Into::into),
        }
    }
}

fn timeouts(protocol: PortProtocol, spec: Option<&ListenerTimeout>) -> Timeouts {
    let (per_request, idle) = match spec {
        None => (None, None),
        Some(ListenerTimeout::Http(http) | ListenerTimeout::Http2(http)) => {
            (http.per_request.as_ref(), http.idle.as_ref())
        }
        Some(ListenerTimeout::Grpc(grpc)) => (grpc.per_request.as_ref(), grpc.idle.as_ref()),
        Some(ListenerTimeout::Tcp(tcp)) => (None, tcp.idle.as_ref()),
    };
    let time = |spec: Option<&model::Duration>| spec.map(model::Duration::time);
    Timeouts::new(protocol, time(per_request), time(idle))
}

impl From<&NodePool> for ConnectionPool {
    fn from(pool: &NodePool) -> Self {
        let unlimited = Self::default();
        match pool {
            NodePool::Tcp(tcp) => Self { max_connections: Some(tcp.max_connections), ..unlimited },
            NodePool::Http(http) => Self {
                max_connections: Some(http.max_connections),
                max_pending_requests: http.max_pending_requests,
                ..unlimited
            },
            NodePool::Http2(http2) => Self { max_requests: Some(http2.max_requests), ..unlimited },
            NodePool::Grpc(grpc) => Self { max_requests: Some(grpc.max_requests), ..unlimited },
        }
    }
}

/// Reads the health check of a listener on `port`.
fn health_check(spec: &HealthCheckPolicy, port: u16) -> HealthCheck {
    let path = || spec.path.clone().unwrap_or_else(|| "/".to_owned());
    HealthCheck {
        probe: match spec.protocol {
            PortProtocol::Http => HealthProbe::Http { path: path() },
            PortProtocol::Http2 => HealthProbe::Http2 { path: path() },
            PortProtocol::Grpc => HealthProbe::Grpc,
            PortProtocol::Tcp => HealthProbe::Tcp,
        },
        port: spec.port.unwrap_or(port),
        interval: Duration::from_millis(spec.interval_millis),
        timeout: Duration::from_millis(spec.timeout_millis.into()),
        healthy_threshold: spec.healthy_threshold,
        unhealthy_threshold: spec.unhealthy_threshold,
    }
}

impl From<&model::OutlierDetection> for OutlierDetection {
    fn from(spec: &model::OutlierDetection) -> Self {
        Self {
            max_server_errors: spec.max_server_errors,
            interval: spec.interval.time(),
            base_ejection_duration: spec.base_ejection_duration.time(),
            max_ejection_percent: spec.max_ejection_percent,
        }
    }
}

impl From<Option<&ServiceDiscovery>> for Discovery {
    fn from(spec: Option<&ServiceDiscovery>) -> Self {
        match spec {
            None => Self::None,
            Some(ServiceDiscovery::Dns(dns)) => Self::Dns {
                hostname: dns.hostname.clone(),
                response_type: dns.response_type.unwrap_or(DnsResponseType::Loadbalancer),
            },
            Some(ServiceDiscovery::AwsCloudMap(map)) => {
                let attributes = map.attributes.iter();
                Self::CloudMap {
                    namespace: map.namespace_name.clone(),
                    service: map.service_name.clone(),
                    attributes: attributes.map(|a| (a.key.clone(), a.value.clone())).collect(),
                }
            }
        }
    }
}

/// Returns the IP versions of the addresses of a node: its own preference, or the mesh's.
pub(super) fn ip_preference(mesh: &Mesh, spec: &VirtualNodeSpec) -> Option<IpPreference> {
    let own = match &spec.service_discovery {
        Some(ServiceDiscovery::Dns(dns)) => dns.ip_preference,
        Some(ServiceDiscovery::AwsCloudMap(map)) => map.ip_preference,
        None => None,
    };
    own.or_else(|| mesh.spec.service_discovery.as_ref()?.ip_preference)
}

/// Reads the logging of a node; none if it does not log.
fn access_log(logging: Option<&Logging>) -> Option<AccessLog> {
    let model::AccessLog::File(file) = logging?.access_log.as_ref()?;
    let format = match &file.format {
        None => AccessLogFormat::ProxyDefault,
        Some(LoggingFormat::Text(text)) => AccessLogFormat::Text(text.clone()),
        Some(LoggingFormat::Json(members)) => {
            let member = |of: &model::JsonFormatRef| (of.key.clone(), of.value.clone());
            AccessLogFormat::Json(members.iter().map(member).collect())
        }
    };
    Some(AccessLog { path: file.path.clone(), format })
}
