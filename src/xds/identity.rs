//! Who a proxy says it is.

use std::net::SocketAddr;

use envoy_types::pb::envoy::config::core::v3::{Node, node};
use envoy_types::pb::google::protobuf::Struct;
use envoy_types::pb::google::protobuf::value::Kind as Json;

use super::proxy_env::Interception;
use crate::model::arn::{AccountId, mesh_owner};
use crate::model::{Arn, Key, Kind, Name};

/// Member of the node's metadata that holds what our own bootstrap says of a proxy's place.
pub const METADATA: &str = "meshctl";

/// A proxy: which virtual node's, and where it runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// Its id, as it gave it.
    pub node_id: String,
    /// Account in its id, if it is an ARN.
    pub account: Option<AccountId>,
    /// Owner of its mesh, if its id says so: `mesh/MESH@OWNER/…`.
    pub mesh_owner: Option<AccountId>,
    /// Its mesh.
    pub mesh: Name,
    /// Its virtual node.
    pub virtual_node: Name,
    /// How connections come to it.
    pub interception: Interception,
    /// Envoy's version, empty if not given.
    pub envoy_version: String,
}

/// The proxy cannot be told who it is.
#[derive(Debug, thiserror::Error)]
pub enum BadIdentity {
    /// The id names nothing.
    #[error(
        "node id `{0}` names no virtual node; it must be mesh/MESH/virtualNode/NODE or an ARN that \
         ends so"
    )]
    Id(String),
    /// Gateways are not served.
    #[error("node id `{0}` names a virtual gateway; this control plane serves virtual nodes only")]
    Gateway(String),
    /// An address in the metadata is none.
    #[error("`{value}` in the node metadata {METADATA}.{member} is no ADDRESS:PORT")]
    Address {
        /// Which member.
        member: &'static str,
        /// What it holds.
        value: String,
    },
}

impl Identity {
    /// Reads a node message: the node id (`docs/behaviour/envoy.md#node-identity`), the Envoy
    /// version and, from the metadata, the addresses of an explicit proxy.
    ///
    /// # Errors
    ///
    /// [`BadIdentity`].
    pub fn read(node: &Node) -> Result<Self, BadIdentity> {
        let (key, account, mesh_owner) = match node.id.parse::<Arn>() {
            Ok(arn) => (Some(arn.key), Some(arn.account), arn.mesh_owner),
            Err(_) => (Key::from_path(&node.id), None, mesh_owner(&node.id)),
        };
        let key = key.ok_or_else(|| BadIdentity::Id(node.id.clone()))?;
        match key.kind {
            Kind::VirtualNode => {}
            Kind::VirtualGateway => return Err(BadIdentity::Gateway(node.id.clone())),
            _ => return Err(BadIdentity::Id(node.id.clone())),
        }
        let version = match &node.user_agent_version_type {
            Some(node::UserAgentVersionType::UserAgentBuildVersion(build)) => {
                let version = build.version.as_ref();
                version.map(|v| format!("{}.{}.{}", v.major_number, v.minor_number, v.patch))
            }
            Some(node::UserAgentVersionType::UserAgentVersion(text)) => Some(text.clone()),
            None => None,
        };
        Ok(Self {
            node_id: node.id.clone(),
            account,
            mesh_owner,
            mesh: key.mesh,
            virtual_node: key.name,
            interception: interception(node.metadata.as_ref())?,
            envoy_version: version.unwrap_or_default(),
        })
    }
}

fn interception(metadata: Option<&Struct>) -> Result<Interception, BadIdentity> {
    let own = metadata.and_then(|metadata| match &metadata.fields.get(METADATA)?.kind {
        Some(Json::StructValue(own)) => Some(own),
        _ => None,
    });
    let Some(own) = own else { return Ok(Interception::Iptables) };
    let address = |member: &'static str| -> Result<Option<SocketAddr>, BadIdentity> {
        let text = own.fields.get(member).and_then(|value| match &value.kind {
            Some(Json::StringValue(text)) => Some(text),
            _ => None,
        });
        let bad = |text: &String| BadIdentity::Address { member, value: text.clone() };
        text.map(|text| text.parse().map_err(|_| bad(text))).transpose()
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
    fn ids_come_as_paths_and_as_arns() {
        for id in [
            "mesh/m/virtualNode/n",
            "mesh/m@111122223333/virtualNode/n",
            "arn:aws:appmesh:us-west-2:111122223333:mesh/m/virtualNode/n",
        ] {
            let identity = Identity::read(&node(id)).unwrap();
            let names = (identity.mesh.as_str(), identity.virtual_node.as_str());
            assert_eq!(names, ("m", "n"), "{id}");
        }
    }

    #[test]
    fn ids_tell_accounts_where_they_have_them() {
        for (id, account, owner) in [
            ("mesh/m/virtualNode/n", None, None),
            ("mesh/m@111122223333/virtualNode/n", None, Some("111122223333")),
            (
                "arn:aws:appmesh:us-west-2:444455556666:mesh/m@111122223333/virtualNode/n",
                Some("444455556666"),
                Some("111122223333"),
            ),
        ] {
            let found = Identity::read(&node(id)).unwrap();
            let text = |account: &Option<AccountId>| account.as_ref().map(ToString::to_string);
            let found = (text(&found.account), text(&found.mesh_owner));
            assert_eq!((found.0.as_deref(), found.1.as_deref()), (account, owner), "{id}");
        }
    }

    #[test]
    fn other_ids_are_refused_by_name() {
        for (id, want) in [
            ("", "node id `` names no virtual node"),
            ("mesh/m", "node id `mesh/m` names no virtual node"),
            (
                "mesh/m/virtualGateway/g",
                "node id `mesh/m/virtualGateway/g` names a virtual gateway",
            ),
        ] {
            let got = Identity::read(&node(id)).unwrap_err().to_string();
            assert!(got.starts_with(want), "{got}");
        }
    }
}
