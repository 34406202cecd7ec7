//! The front end for virtual nodes: their specs as the types of the topology.

use std::time::Duration;

use super::{
    AccessLog, AccessLogFormat, Certificate, ClientPolicy, ConnectionPool, Discovery, HealthCheck,
    HealthProbe, IpPreference, Listener, OutlierDetection, PolicyId, PortProtocol, ServerTls,
    Timeouts, Trust, Validation,
};
use crate::mesh::Mesh;
use crate::model::types::{
    self as model, ClientPolicyTls, ClientTlsCertificate, DnsResponseType, HealthCheckPolicy,
    ListenerTimeout, ListenerTls, ListenerTlsCertificate, ListenerTlsFileCertificate,
    ListenerTlsMode, ListenerTlsSdsCertificate, ListenerTlsValidationContextTrust, Logging,
    LoggingFormat, ServiceDiscovery, SubjectAlternativeNames, TlsValidationContextTrust,
    VirtualNodeConnectionPool as NodePool, VirtualNodeSpec,
};

impl From<&model::Listener> for Listener {
    fn from(spec: &model::Listener) -> Self {
        let model::PortMapping { port, protocol } = spec.port_mapping;
        Self {
            port,
            protocol,
            tls: spec.tls.as_ref().and_then(server_tls),
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
pub(super) fn access_log(logging: Option<&Logging>) -> Option<AccessLog> {
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

/// Reads the TLS of a listener; none if it is disabled.
fn server_tls(spec: &ListenerTls) -> Option<ServerTls> {
    let permissive = match spec.mode {
        ListenerTlsMode::Disabled => return None,
        ListenerTlsMode::Permissive => true,
        ListenerTlsMode::Strict => false,
    };
    let client_validation = spec.validation.as_ref().map(|validation| Validation {
        trust: (&validation.trust).into(),
        subject_alternative_names: names(validation.subject_alternative_names.as_ref())
            .unwrap_or_default(),
    });
    Some(ServerTls { permissive, certificate: (&spec.certificate).into(), client_validation })
}

impl From<&ClientPolicyTls> for ClientPolicy {
    fn from(spec: &ClientPolicyTls) -> Self {
        Self {
            id: PolicyId::of(Some(spec)),
            enforce: spec.enforce != Some(false),
            ports: spec.ports.clone(),
            certificate: spec.certificate.as_ref().map(Into::into),
            trust: (&spec.validation.trust).into(),
            subject_alternative_names: names(spec.validation.subject_alternative_names.as_ref()),
        }
    }
}

fn names(spec: Option<&SubjectAlternativeNames>) -> Option<Vec<String>> {
    spec.map(|names| names.r#match.exact.clone())
}

impl From<&ListenerTlsFileCertificate> for Certificate {
    fn from(file: &ListenerTlsFileCertificate) -> Self {
        Self::File {
            certificate_chain: file.certificate_chain.clone(),
            private_key: file.private_key.clone(),
        }
    }
}

impl From<&ListenerTlsSdsCertificate> for Certificate {
    fn from(sds: &ListenerTlsSdsCertificate) -> Self {
        Self::Sds { secret_name: sds.secret_name.clone() }
    }
}

impl From<&ListenerTlsCertificate> for Certificate {
    fn from(certificate: &ListenerTlsCertificate) -> Self {
        match certificate {
            ListenerTlsCertificate::File(file) => file.into(),
            ListenerTlsCertificate::Sds(sds) => sds.into(),
            ListenerTlsCertificate::Acm(acm) => {
                Self::Acm { certificate_arn: acm.certificate_arn.clone() }
            }
        }
    }
}

impl From<&ClientTlsCertificate> for Certificate {
    fn from(certificate: &ClientTlsCertificate) -> Self {
        match certificate {
            ClientTlsCertificate::File(file) => file.into(),
            ClientTlsCertificate::Sds(sds) => sds.into(),
        }
    }
}

impl From<&ListenerTlsValidationContextTrust> for Trust {
    fn from(trust: &ListenerTlsValidationContextTrust) -> Self {
        match trust {
            ListenerTlsValidationContextTrust::File(file) => {
                Self::File { certificate_chain: file.certificate_chain.clone() }
            }
            ListenerTlsValidationContextTrust::Sds(sds) => {
                Self::Sds { secret_name: sds.secret_name.clone() }
            }
        }
    }
}

impl From<&TlsValidationContextTrust> for Trust {
    fn from(trust: &TlsValidationContextTrust) -> Self {
        match trust {
            TlsValidationContextTrust::File(file) => {
                Self::File { certificate_chain: file.certificate_chain.clone() }
            }
            TlsValidationContextTrust::Sds(sds) => {
                Self::Sds { secret_name: sds.secret_name.clone() }
            }
            TlsValidationContextTrust::Acm(acm) => {
                Self::Acm { certificate_authority_arns: acm.certificate_authority_arns.clone() }
            }
        }
    }
}
