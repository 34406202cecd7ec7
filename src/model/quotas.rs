//! Quotas: the maximum number of resources of each kind (`docs/behaviour/api.md#quotas`). Not
//! enforced by default.

use std::collections::BTreeMap;

/// What a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is called as AWS calls it")]
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

/// Each quota, its key in a file, and what AWS gives an account by default.
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

/// A set of quotas; what it does not have is not limited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quotas([Option<u32>; ALL.len()]);

/// The text is no set of quotas.
#[derive(Debug, thiserror::Error)]
pub enum BadQuotas {
    /// It is no JSON object of whole numbers.
    #[error("quotas are a JSON object of whole numbers: {0}")]
    Form(#[source] serde_json::Error),
    /// There is no such quota.
    #[error("`{key}` is no quota; known are {}", ALL.map(|(_, key, _)| key).join(", "))]
    Unknown {
        /// What was given.
        key: String,
    },
}

impl Quotas {
    /// Returns what AWS gives an account by default.
    #[must_use]
    pub fn aws() -> Self {
        Self(ALL.map(|(_, _, default)| Some(default)))
    }

    /// Reads a JSON object such as `{"virtualNodesPerMesh": 500}`.
    ///
    /// # Errors
    ///
    /// [`BadQuotas`].
    pub fn read(json: &str) -> Result<Self, BadQuotas> {
        let given: BTreeMap<String, u32> = serde_json::from_str(json).map_err(BadQuotas::Form)?;
        let mut quotas = Self::default();
        for (key, most) in given {
            let Some(at) = ALL.iter().position(|(_, known, _)| *known == key) else {
                return Err(BadQuotas::Unknown { key });
            };
            quotas.0[at] = Some(most);
        }
        Ok(quotas)
    }

    /// Returns how many there may be at most; nothing for any number.
    #[must_use]
    pub fn limit(&self, quota: Quota) -> Option<usize> {
        let at = ALL.iter().position(|(known, ..)| *known == quota)?;
        self.0[at].map(|most| usize::try_from(most).unwrap_or(usize::MAX))
    }
}

/// Words for a quota that is limit_message, as the service was seen to say it: `what` in the plural.
#[must_use]
pub fn limit_message(what: &str, most: usize, of: &str) -> String {
    format!("You've limit_message the limit on number of {what}({most}) for the {of}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_are_none_those_of_aws_or_those_of_a_file() {
        assert_eq!(Quotas::default().limit(MeshesPerAccount), None);
        assert_eq!(Quotas::aws().limit(MeshesPerAccount), Some(15));
        assert_eq!(Quotas::aws().limit(ConnectedEnvoysPerVirtualGateway), Some(50));
        let own = Quotas::read(r#"{"virtualNodesPerMesh": 0}"#).unwrap();
        assert_eq!((own.limit(VirtualNodesPerMesh), own.limit(MeshesPerAccount)), (Some(0), None));
    }

    #[test]
    fn other_files_are_refused() {
        for (json, want) in [
            ("[]", "quotas are a JSON object of whole numbers: "),
            (r#"{"virtualNodesPerMesh": -1}"#, "quotas are a JSON object of whole numbers: "),
            (r#"{"nodes": 1}"#, "`nodes` is no quota; known are meshesPerAccount, "),
        ] {
            let said = Quotas::read(json).unwrap_err().to_string();
            assert!(said.starts_with(want), "{said}");
        }
    }
}
