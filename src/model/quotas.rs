//! Service quotas (`docs/behaviour/api.md#quotas`). Not enforced by default.

use std::collections::BTreeMap;

/// A quota of App Mesh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of AWS")]
pub enum Quota {
    MeshesPerAccount,
    VirtualNodesPerMesh,
    VirtualRoutersPerMesh,
    VirtualServicesPerMesh,
    VirtualGatewaysPerMesh,
    GatewayRoutesPerVirtualGateway,
    RoutesPerVirtualRouter,
    WeightedTargetsPerRoute,
    BackendsPerVirtualNode,
    ConnectedEnvoysPerVirtualNode,
    ConnectedEnvoysPerVirtualGateway,
}

use Quota::{
    BackendsPerVirtualNode, ConnectedEnvoysPerVirtualGateway, ConnectedEnvoysPerVirtualNode,
    GatewayRoutesPerVirtualGateway, MeshesPerAccount, RoutesPerVirtualRouter,
    VirtualGatewaysPerMesh, VirtualNodesPerMesh, VirtualRoutersPerMesh, VirtualServicesPerMesh,
    WeightedTargetsPerRoute,
};

/// Every quota, its key in a quotas file, and the AWS default.
pub const ALL: [(Quota, &str, u32); 11] = [
    (MeshesPerAccount, "meshesPerAccount", 15),
    (VirtualNodesPerMesh, "virtualNodesPerMesh", 200),
    (VirtualRoutersPerMesh, "virtualRoutersPerMesh", 200),
    (VirtualServicesPerMesh, "virtualServicesPerMesh", 200),
    (VirtualGatewaysPerMesh, "virtualGatewaysPerMesh", 3),
    (GatewayRoutesPerVirtualGateway, "gatewayRoutesPerVirtualGateway", 10),
    (RoutesPerVirtualRouter, "routesPerVirtualRouter", 50),
    (WeightedTargetsPerRoute, "weightedTargetsPerRoute", 10),
    (BackendsPerVirtualNode, "backendsPerVirtualNode", 50),
    (ConnectedEnvoysPerVirtualNode, "connectedEnvoysPerVirtualNode", 50),
    (ConnectedEnvoysPerVirtualGateway, "connectedEnvoysPerVirtualGateway", 50),
];

/// Configured quotas; a quota that is not set is unlimited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quotas([Option<u32>; ALL.len()]);

/// The quotas file is invalid.
#[derive(Debug, thiserror::Error)]
pub enum BadQuotas {
    /// Not a JSON object of integers.
    #[error("expected a JSON object of integers: {0}")]
    Form(#[source] serde_json::Error),
    /// Unknown key.
    #[error("unknown quota `{key}`; expected one of {}", ALL.map(|(_, key, _)| key).join(", "))]
    Unknown {
        /// The unknown key.
        key: String,
    },
}

impl Quotas {
    /// Returns the default quotas of an AWS account.
    #[must_use]
    pub fn aws() -> Self {
        Self(ALL.map(|(_, _, default)| Some(default)))
    }

    /// Parses a JSON object such as `{"virtualNodesPerMesh": 500}`.
    ///
    /// # Errors
    ///
    /// [`BadQuotas`] if it has another form or an unknown key.
    pub fn read(json: &str) -> Result<Self, BadQuotas> {
        let given: BTreeMap<String, u32> = serde_json::from_str(json).map_err(BadQuotas::Form)?;
        let mut quotas = Self::default();
        for (key, limit) in given {
            let Some(index) = ALL.iter().position(|(_, known, _)| *known == key) else {
                return Err(BadQuotas::Unknown { key });
            };
            quotas.0[index] = Some(limit);
        }
        Ok(quotas)
    }

    /// Returns the limit; `None` if unlimited.
    #[must_use]
    pub fn limit(&self, quota: Quota) -> Option<usize> {
        let index = ALL.iter().position(|(known, ..)| *known == quota)?;
        self.0[index].map(|limit| usize::try_from(limit).unwrap_or(usize::MAX))
    }
}

/// Returns the service's message for an exceeded quota; `what` is plural.
#[must_use]
pub fn limit_message(what: &str, limit: usize, scope: &str) -> String {
    format!("You've reached the limit on number of {what}({limit}) for the {scope}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_are_unlimited_aws_defaults_or_read_from_a_file() {
        assert_eq!(Quotas::default().limit(MeshesPerAccount), None);
        assert_eq!(Quotas::aws().limit(MeshesPerAccount), Some(15));
        assert_eq!(Quotas::aws().limit(ConnectedEnvoysPerVirtualGateway), Some(50));
        let custom = Quotas::read(r#"{"virtualNodesPerMesh": 0}"#).unwrap();
        assert_eq!(
            (custom.limit(VirtualNodesPerMesh), custom.limit(MeshesPerAccount)),
            (Some(0), None)
        );
    }

    #[test]
    fn invalid_quotas_are_rejected() {
        for (json, want) in [
            ("[]", "expected a JSON object of integers: "),
            (r#"{"virtualNodesPerMesh": -1}"#, "expected a JSON object of integers: "),
            (r#"{"nodes": 1}"#, "unknown quota `nodes`; expected one of meshesPerAccount, "),
        ] {
            let message = Quotas::read(json).unwrap_err().to_string();
            assert!(message.starts_with(want), "{message}");
        }
    }
}
