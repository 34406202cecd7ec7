//! The identity of a proxy, read from the node message of its first request.

use std::net::SocketAddr;

use envoy_types::pb::envoy::config::core::v3::{Node, node};
use envoy_types::pb::google::protobuf::Struct;
use envoy_types::pb::google::protobuf::value::Kind as Json;

use super::proxy_env::Interception;
use crate::model::arn::{AccountId, mesh_owner};
use crate::model::{Arn, Key, Kind};

/// Field of the node metadata that holds the settings written by `meshctl envoy bootstrap`.
pub const METADATA: &str = "meshctl";

/// A proxy: the resource that it serves, and how it is set up.
#[derive(Debug, Clone, PartialEq)]
pub struct ProxyIdentity {
    /// Node id as the proxy sent it.
    pub node_id: String,
    /// Account in the node id, if it is an ARN.
    pub account: Option<AccountId>,
    /// Owner of the mesh, if the node id contains one: `mesh/MESH@OWNER/…`.
    pub mesh_owner: Option<AccountId>,
    /// Virtual node or virtual gateway that the proxy serves.
    pub resource: Key,
    /// How connections reach the proxy.
    pub interception: Interception,
    /// Envoy's version; empty if the proxy did not send one.
    pub envoy_version: String,
}

/// The node message does not identify a proxy.
#[derive(Debug, thiserror::Error)]
pub enum InvalidIdentity {
    /// The node id is not that of a virtual node or virtual gateway.
    #[error(
        "invalid node id `{0}`: expected mesh/MESH/virtualNode/NODE, \
         mesh/MESH/virtualGateway/GATEWAY or an ARN that ends with one of them"
    )]
    NodeId(String),
    /// An address in the metadata cannot be parsed.
    #[error("invalid node metadata {METADATA}.{field}: expected ADDRESS:PORT, got `{value}`")]
    Address {
        /// Field of the metadata.
        field: &'static str,
        /// Its value.
        value: String,
    },
}

impl ProxyIdentity {
    /// Reads a node message: the id (`docs/behaviour/envoy.md#node-identity`), the version, and the
    /// addresses of an explicit proxy from the metadata.
    ///
    /// # Errors
    ///
    /// [`InvalidIdentity`].
    pub fn from_node(node: &Node) -> Result<Self, InvalidIdentity> {
        let (key, account, mesh_owner) = match node.id.parse::<Arn>() {
            Ok(arn) => (Some(arn.key), Some(arn.account), arn.mesh_owner),
            Err(_) => (Key::from_path(&node.id), None, mesh_owner(&node.id)),
        };
        let resource = key
            .filter(|key| matches!(key.kind, Kind::VirtualNode | Kind::VirtualGateway))
            .ok_or_else(|| InvalidIdentity::NodeId(node.id.clone()))?;
        let version = match &node.user_agent_version_type {
            Some(node::UserAgentVersionType::UserAgentBuildVersion(build)) => {
                let version = build.version.as_ref();
                version.map(|v| format!("{}.{}.{}", v.major_number, v.minor_number, v.patch))
            }
            Some(node::UserAgentVersionType::UserAgentVersion(version)) => Some(version.clone()),
            None => None,
        };
        Ok(Self {
            node_id: node.id.clone(),
            account,
            mesh_owner,
            resource,
            interception: interception(node.metadata.as_ref())?,
            envoy_version: version.unwrap_or_default(),
        })
    }
}

fn interception(metadata: Option<&Struct>) -> Result<Interception, InvalidIdentity> {
    let settings = metadata.and_then(|metadata| match &metadata.fields.get(METADATA)?.kind {
        Some(Json::StructValue(settings)) => Some(settings),
        _ => None,
    });
    let Some(settings) = settings else { return Ok(Interception::Iptables) };
    let address = |field: &'static str| -> Result<Option<SocketAddr>, InvalidIdentity> {
        let value = settings.fields.get(field).and_then(|value| match &value.kind {
            Some(Json::StringValue(value)) => Some(value),
            _ => None,
        });
        let invalid = |value: &String| InvalidIdentity::Address { field, value: value.clone() };
        value.map(|value| value.parse().map_err(|_| invalid(value))).transpose()
    };
    let (ingress, application) = (address("ingress")?, address("application")?);
    Ok(match address("egress")? {
        Some(egress) => Interception::ExplicitProxy { egress, ingress, application },
        None => Interception::Iptables,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str) -> Node {
        Node { id: id.to_owned(), ..Default::default() }
    }

    #[test]
    fn node_ids_are_paths_or_arns() {
        let virtual_node = Key::member(Kind::VirtualNode, "m", "n");
        let gateway = Key::member(Kind::VirtualGateway, "m", "g");
        for (id, want) in [
            ("mesh/m/virtualNode/n", &virtual_node),
            ("mesh/m@111122223333/virtualNode/n", &virtual_node),
            ("arn:aws:appmesh:us-west-2:111122223333:mesh/m/virtualNode/n", &virtual_node),
            ("mesh/m/virtualGateway/g", &gateway),
            ("arn:aws-cn:appmesh:cn-north-1:111122223333:mesh/m/virtualGateway/g", &gateway),
        ] {
            assert_eq!(ProxyIdentity::from_node(&node(id)).unwrap().resource, *want, "{id}");
        }
    }

    #[test]
    fn accounts_are_read_from_the_node_id() {
        for (id, account, owner) in [
            ("mesh/m/virtualNode/n", None, None),
            ("mesh/m@111122223333/virtualNode/n", None, Some("111122223333")),
            (
                "arn:aws:appmesh:us-west-2:444455556666:mesh/m@111122223333/virtualNode/n",
                Some("444455556666"),
                Some("111122223333"),
            ),
        ] {
            let found = ProxyIdentity::from_node(&node(id)).unwrap();
            let string = |account: &Option<AccountId>| account.as_ref().map(ToString::to_string);
            let found = (string(&found.account), string(&found.mesh_owner));
            assert_eq!((found.0.as_deref(), found.1.as_deref()), (account, owner), "{id}");
        }
    }

    #[test]
    fn other_node_ids_are_invalid() {
        for id in ["", "mesh/m", "mesh/m/virtualRouter/r", "mesh/m/virtualGateway/g/gatewayRoute/r"]
        {
            let error = ProxyIdentity::from_node(&node(id)).unwrap_err().to_string();
            let want = format!("invalid node id `{id}`: expected mesh/MESH/virtualNode/NODE, ");
            assert!(error.starts_with(&want), "{error}");
        }
    }
}
