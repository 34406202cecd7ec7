//! TLS of virtual nodes.

use crate::mesh::topology::{Certificate, ClientPolicy, PolicyId, ServerTls, Trust, Validation};
use crate::model::types::{
    ClientPolicyTls, ClientTlsCertificate, ListenerTls, ListenerTlsCertificate,
    ListenerTlsFileCertificate, ListenerTlsMode, ListenerTlsSdsCertificate,
    ListenerTlsValidationContextTrust, SubjectAlternativeNames, TlsValidationContextTrust,
};

/// Reads the TLS of a listener; none if it is disabled.
pub(super) fn server_tls(spec: &ListenerTls) -> Option<ServerTls> {
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
