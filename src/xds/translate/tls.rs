//! TLS on both sides (`docs/behaviour/envoy.md#tls`).
//!
//! TLS that cannot be configured is an error and never becomes plain text.

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

use crate::mesh::topology::{Certificate, ClientTls, PortProtocol, ServerTls, Trust, Validation};
use crate::xds::{names, proto};

/// TLS needs something from AWS Certificate Manager, which is not available.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum AcmUnavailable {
    /// The certificate of the server.
    #[error("its certificate is in ACM, which is not available here")]
    Certificate,
    /// The certificate authorities that the caller trusts.
    #[error("its client policy trusts certificate authorities in ACM, which is not available here")]
    Authority,
}

/// Returns the TLS of a listener.
pub(super) fn downstream(
    tls: &ServerTls,
    protocol: PortProtocol,
) -> Result<TransportSocket, AcmUnavailable> {
    let mut common = common(protocol);
    present(&mut common, &tls.certificate)?;
    let mut require_client_certificate = None;
    if let Some(validation) = &tls.client_validation {
        common.validation_context_type = Some(validation_context(validation)?);
        require_client_certificate = proto::flag(true);
    }
    Ok(socket(&DownstreamTlsContext {
        common_tls_context: Some(common),
        require_client_certificate,
        ..Default::default()
    }))
}

/// Returns the TLS with which a caller calls a listener on `host`.
pub(super) fn upstream(
    tls: &ClientTls,
    protocol: PortProtocol,
    host: &str,
) -> Result<TransportSocket, AcmUnavailable> {
    let mut common = common(protocol);
    if let Some(validation) = &tls.server_validation {
        common.validation_context_type = Some(validation_context(validation)?);
    }
    if let Some(certificate) = &tls.certificate {
        present(&mut common, certificate)?;
    }
    Ok(socket(&UpstreamTlsContext {
        common_tls_context: Some(common),
        sni: host.to_owned(),
        ..Default::default()
    }))
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

/// Sets the certificate that this side presents.
fn present(common: &mut CommonTlsContext, certificate: &Certificate) -> Result<(), AcmUnavailable> {
    match certificate {
        Certificate::Acm { .. } => return Err(AcmUnavailable::Certificate),
        Certificate::File { certificate_chain, private_key } => {
            common.tls_certificates.push(TlsCertificate {
                certificate_chain: proto::file(certificate_chain),
                private_key: proto::file(private_key),
                ..Default::default()
            });
        }
        Certificate::Sds { secret_name } => {
            common.tls_certificate_sds_secret_configs.push(sds_secret(secret_name));
        }
    }
    Ok(())
}

/// Returns a secret of the SDS agent next to the proxy.
fn sds_secret(name: &str) -> SdsSecretConfig {
    let agent = EnvoyGrpc { cluster_name: names::SDS_CLUSTER.to_owned(), ..Default::default() };
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

/// Returns the requirements on the certificate of the other side.
fn validation_context(of: &Validation) -> Result<ValidationContextType, AcmUnavailable> {
    // A name is a DNS name or a URI, such as a SPIFFE id; the spec has one list for both.
    let matcher = |name: &String| {
        [SanType::Dns, SanType::Uri].map(|san_type| SubjectAltNameMatcher {
            san_type: san_type.into(),
            matcher: Some(proto::exact(name)),
            ..Default::default()
        })
    };
    let mut context = CertificateValidationContext {
        match_typed_subject_alt_names: of
            .subject_alternative_names
            .iter()
            .flat_map(matcher)
            .collect(),
        ..Default::default()
    };
    Ok(match &of.trust {
        Trust::Acm { .. } => return Err(AcmUnavailable::Authority),
        Trust::AcmIssuer { .. } => return Err(AcmUnavailable::Certificate),
        Trust::File { certificate_chain } => {
            context.trusted_ca = proto::file(certificate_chain);
            ValidationContextType::ValidationContext(context)
        }
        Trust::Sds { secret_name } => {
            ValidationContextType::CombinedValidationContext(CombinedCertificateValidationContext {
                default_validation_context: Some(context),
                validation_context_sds_secret_config: Some(sds_secret(secret_name)),
                ..Default::default()
            })
        }
    })
}
