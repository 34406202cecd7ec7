//! TLS of listeners and clusters (`docs/behaviour/envoy.md#tls`).
//!
//! A policy that Envoy cannot express is an error and never falls back to plaintext.

use envoy_types::pb::envoy::config::core::v3::api_config_source::ApiType;
use envoy_types::pb::envoy::config::core::v3::config_source::ConfigSourceSpecifier;
use envoy_types::pb::envoy::config::core::v3::grpc_service::{EnvoyGrpc, TargetSpecifier};
use envoy_types::pb::envoy::config::core::v3::transport_socket::ConfigType;
use envoy_types::pb::envoy::config::core::v3::{
    ApiConfigSource, ApiVersion, ConfigSource, GrpcService, TransportSocket,
};
use envoy_types::pb::envoy::extensions::transport_sockets::tls::v3::common_tls_context::{
    CombinedCertificateValidationContext, ValidationContextType,
};
use envoy_types::pb::envoy::extensions::transport_sockets::tls::v3::subject_alt_name_matcher::SanType;
use envoy_types::pb::envoy::extensions::transport_sockets::tls::v3::tls_parameters::TlsProtocol;
use envoy_types::pb::envoy::extensions::transport_sockets::tls::v3::{
    CertificateValidationContext, CommonTlsContext, DownstreamTlsContext, SdsSecretConfig,
    SubjectAltNameMatcher, TlsCertificate, TlsParameters, UpstreamTlsContext,
};

use crate::model::types::{
    ClientTlsCertificate, ListenerTls, ListenerTlsCertificate, ListenerTlsFileCertificate,
    ListenerTlsMode, ListenerTlsValidationContextTrust, PortProtocol, SubjectAlternativeNames,
    TlsValidationContextTrust,
};
use crate::xds::view::Upstream;
use crate::xds::{names, proto};

/// Why TLS cannot be had: a fault of whoever shows the certificate, or of whoever checks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unavailable {
    #[error("its certificate is in ACM, which cannot be reached from here")]
    Certificate,
    #[error("its client policy trusts authorities in ACM, which cannot be reached from here")]
    Authority,
}

/// Returns the TLS of a listener that has it turned on.
pub(super) fn of_listener(tls: Option<&ListenerTls>) -> Option<&ListenerTls> {
    tls.filter(|tls| tls.mode != ListenerTlsMode::Disabled)
}

/// Returns how a listener speaks TLS.
pub(super) fn downstream(
    tls: &ListenerTls,
    protocol: PortProtocol,
) -> Result<TransportSocket, Unavailable> {
    let mut common = common(protocol);
    match &tls.certificate {
        ListenerTlsCertificate::Acm(_) => return Err(Unavailable::Certificate),
        ListenerTlsCertificate::File(file) => common.tls_certificates.push(pair(file)),
        ListenerTlsCertificate::Sds(sds) => {
            common.tls_certificate_sds_secret_configs.push(secret(&sds.secret_name));
        }
    }
    common.validation_context_type = tls.validation.as_ref().map(|validation| {
        let names = exact(validation.subject_alternative_names.as_ref()).unwrap_or_default();
        match &validation.trust {
            ListenerTlsValidationContextTrust::File(file) => {
                trust(Anchor::File(&file.certificate_chain), names)
            }
            ListenerTlsValidationContextTrust::Sds(sds) => {
                trust(Anchor::Secret(&sds.secret_name), names)
            }
        }
    });
    let require_client_certificate = tls.validation.as_ref().and_then(|_| proto::flag(true));
    Ok(socket(&DownstreamTlsContext {
        common_tls_context: Some(common),
        require_client_certificate,
        ..Default::default()
    }))
}

/// Returns how a caller speaks TLS to `upstream`, whose host is `host`; none for plain text.
pub(super) fn upstream(
    upstream: &Upstream<'_>,
    host: &str,
) -> Result<Option<TransportSocket>, Unavailable> {
    let listener = upstream.listener;
    let served = of_listener(listener.tls.as_ref());
    let mut common = common(listener.port_mapping.protocol);
    match (upstream.policy, served) {
        (None, None) => return Ok(None),
        (Some(policy), None) if policy.enforce == Some(false) => return Ok(None),
        // Without a policy, TLS is spoken because it is offered, and nothing is checked: App Mesh
        // did check certificates of ACM, and that must not be dropped silently.
        (None, Some(tls)) => {
            if matches!(tls.certificate, ListenerTlsCertificate::Acm(_)) {
                return Err(Unavailable::Certificate);
            }
        }
        (Some(policy), _) => {
            let validation = &policy.validation;
            let names = exact(validation.subject_alternative_names.as_ref());
            let names = names.unwrap_or_else(|| vec![host.to_owned()]);
            let anchor = match &validation.trust {
                TlsValidationContextTrust::Acm(_) => return Err(Unavailable::Authority),
                TlsValidationContextTrust::File(file) => Anchor::File(&file.certificate_chain),
                TlsValidationContextTrust::Sds(sds) => Anchor::Secret(&sds.secret_name),
            };
            common.validation_context_type = Some(trust(anchor, names));
            match &policy.certificate {
                None => {}
                Some(ClientTlsCertificate::File(file)) => common.tls_certificates.push(pair(file)),
                Some(ClientTlsCertificate::Sds(sds)) => {
                    common.tls_certificate_sds_secret_configs.push(secret(&sds.secret_name));
                }
            }
        }
    }
    Ok(Some(socket(&UpstreamTlsContext {
        common_tls_context: Some(common),
        sni: host.to_owned(),
        ..Default::default()
    })))
}

fn socket<T: prost::Message + prost::Name>(context: &T) -> TransportSocket {
    TransportSocket {
        name: "envoy.transport_sockets.tls".to_owned(),
        config_type: Some(ConfigType::TypedConfig(proto::any(context))),
    }
}

fn common(protocol: PortProtocol) -> CommonTlsContext {
    let alpn: &[&str] = match protocol {
        PortProtocol::Http2 | PortProtocol::Grpc => &["h2", "http/1.1"],
        PortProtocol::Http => &["http/1.1"],
        PortProtocol::Tcp => &[],
    };
    CommonTlsContext {
        tls_params: Some(TlsParameters {
            tls_minimum_protocol_version: TlsProtocol::TlSv12.into(),
            ..Default::default()
        }),
        alpn_protocols: alpn.iter().map(ToString::to_string).collect(),
        ..Default::default()
    }
}

fn pair(file: &ListenerTlsFileCertificate) -> TlsCertificate {
    TlsCertificate {
        certificate_chain: proto::file(&file.certificate_chain),
        private_key: proto::file(&file.private_key),
        ..Default::default()
    }
}

/// A secret that an agent beside the proxy hands out.
fn secret(name: &str) -> SdsSecretConfig {
    let agent = EnvoyGrpc { cluster_name: names::SECRETS.to_owned(), ..Default::default() };
    let service = GrpcService {
        target_specifier: Some(TargetSpecifier::EnvoyGrpc(agent)),
        ..Default::default()
    };
    let source = ApiConfigSource {
        api_type: ApiType::Grpc.into(),
        transport_api_version: ApiVersion::V3.into(),
        grpc_services: vec![service],
        ..Default::default()
    };
    let sds_config = ConfigSource {
        resource_api_version: ApiVersion::V3.into(),
        config_source_specifier: Some(ConfigSourceSpecifier::ApiConfigSource(source)),
        ..Default::default()
    };
    SdsSecretConfig { name: name.to_owned(), sds_config: Some(sds_config) }
}

/// Where the certificates are that others' must be signed by.
enum Anchor<'a> {
    File(&'a str),
    Secret(&'a str),
}

fn exact(names: Option<&SubjectAlternativeNames>) -> Option<Vec<String>> {
    names.map(|names| names.r#match.exact.clone())
}

/// Trusts what `anchor` has signed, if it is for one of `names`; for anyone, if there are none.
fn trust(anchor: Anchor<'_>, names: Vec<String>) -> ValidationContextType {
    // A name may be a host, or a SPIFFE id, which is a URI; the model does not say which.
    let matcher = |name: &String| {
        [SanType::Dns, SanType::Uri].map(|san_type| SubjectAltNameMatcher {
            san_type: san_type.into(),
            matcher: Some(proto::exact(name)),
            ..Default::default()
        })
    };
    let mut context = CertificateValidationContext {
        match_typed_subject_alt_names: names.iter().flat_map(matcher).collect(),
        ..Default::default()
    };
    match anchor {
        Anchor::File(path) => {
            context.trusted_ca = proto::file(path);
            ValidationContextType::ValidationContext(context)
        }
        Anchor::Secret(name) => {
            ValidationContextType::CombinedValidationContext(CombinedCertificateValidationContext {
                default_validation_context: Some(context),
                validation_context_sds_secret_config: Some(secret(name)),
                ..Default::default()
            })
        }
    }
}
