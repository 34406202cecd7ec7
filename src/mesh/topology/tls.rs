//! TLS of listeners and of their callers (`docs/behaviour/envoy.md#tls`).

use std::fmt;

use serde::Serialize;

use crate::digest::content_hash;
/// TLS that a listener offers or requires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerTls {
    /// Whether plain text is accepted too (App Mesh's mode `PERMISSIVE`).
    pub permissive: bool,
    /// Certificate of the server.
    pub certificate: Certificate,
    /// Requirements on the certificates of clients; without them, none is requested.
    pub client_validation: Option<Validation>,
}

/// Requirements of a caller on TLS: the client policy of a backend, or the default for backends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientPolicy {
    /// Identity of the policy; equal policies have equal ids.
    pub id: PolicyId,
    /// Whether calls to a listener without TLS fail.
    pub enforce: bool,
    /// Ports of the listeners that the policy applies to; all if it is empty.
    pub ports: Vec<u16>,
    /// Certificate of the client.
    pub certificate: Option<Certificate>,
    /// Certificate authorities to accept.
    pub trust: Trust,
    /// Names to accept; without them, the host name of the server.
    pub subject_alternative_names: Option<Vec<String>>,
}

/// Identity of a client policy: a hash of its spec.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct PolicyId(String);

/// TLS of the calls to one listener.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientTls {
    /// Certificate of the client.
    pub certificate: Option<Certificate>,
    /// Requirements on the server's certificate; without them, any is accepted.
    pub server_validation: Option<Validation>,
}

/// A certificate chain with its private key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Certificate {
    /// PEM files where the proxy runs.
    File {
        /// Path of the certificate chain.
        certificate_chain: String,
        /// Path of the private key.
        private_key: String,
    },
    /// A secret of an agent next to the proxy, which serves Envoy's secret discovery service.
    Sds {
        /// Name of the secret.
        secret_name: String,
    },
    /// A certificate in AWS Certificate Manager.
    Acm {
        /// Its ARN.
        certificate_arn: String,
    },
}

/// Requirements on the certificate of the other side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Validation {
    /// Certificate authorities to accept.
    pub trust: Trust,
    /// DNS names or URIs of which the certificate must have one; any name if there are none.
    pub subject_alternative_names: Vec<String>,
}

/// Certificate authorities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Trust {
    /// Those in a PEM file where the proxy runs.
    File {
        /// Path of the file.
        certificate_chain: String,
    },
    /// Those in a secret of an agent next to the proxy, see [`Certificate::Sds`].
    Sds {
        /// Name of the secret.
        secret_name: String,
    },
    /// Private certificate authorities of AWS Certificate Manager.
    Acm {
        /// Their ARNs.
        certificate_authority_arns: Vec<String>,
    },
    /// The authority that issued a certificate in AWS Certificate Manager.
    AcmIssuer {
        /// ARN of the certificate.
        certificate_arn: String,
    },
}

impl PolicyId {
    /// Returns the id of the policy that `spec` configures.
    pub(super) fn of(spec: Option<&impl Serialize>) -> Self {
        let json = serde_json::to_vec(&spec).expect("specs come from JSON");
        Self(content_hash([json.as_slice()]))
    }

    /// Returns the id for callers without a policy.
    #[must_use]
    pub fn none() -> Self {
        Self::of(None::<&()>)
    }
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl ClientPolicy {
    /// Reports whether the policy applies to listeners on `port`.
    pub(super) fn applies_to(&self, port: u16) -> bool {
        self.ports.is_empty() || self.ports.contains(&port)
    }
}

impl ClientTls {
    /// Returns the TLS with which a caller with `policy` calls a listener with `server` on `host`;
    /// none for plain text.
    pub(super) fn of(
        policy: Option<&ClientPolicy>,
        server: Option<&ServerTls>,
        host: &str,
    ) -> Option<Self> {
        match (policy, server) {
            (None, None) => None,
            (Some(policy), None) if !policy.enforce => None,
            // Without a policy, TLS is used because it is offered. Only certificates of ACM are
            // verified.
            (None, Some(server)) => {
                let server_validation = match &server.certificate {
                    Certificate::Acm { certificate_arn } => Some(Validation {
                        trust: Trust::AcmIssuer { certificate_arn: certificate_arn.clone() },
                        subject_alternative_names: vec![host.to_owned()],
                    }),
                    Certificate::File { .. } | Certificate::Sds { .. } => None,
                };
                Some(Self { certificate: None, server_validation })
            }
            (Some(policy), _) => {
                let names = policy.subject_alternative_names.clone();
                let server_validation = Some(Validation {
                    trust: policy.trust.clone(),
                    subject_alternative_names: names.unwrap_or_else(|| vec![host.to_owned()]),
                });
                Some(Self { certificate: policy.certificate.clone(), server_validation })
            }
        }
    }
}
