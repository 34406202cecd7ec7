//! `GET /meshctl/v1/proxies`: the connected proxies.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Revision;
use crate::model::arn::AccountId;
use crate::model::{Key, Kind, Name};

/// The response to `GET /meshctl/v1/proxies`.
#[derive(Debug, Serialize, Deserialize)]
pub struct ProxyList {
    /// The connected proxies, ordered by stream number.
    pub proxies: Vec<Proxy>,
}

/// One connected Envoy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proxy {
    /// Number of its stream, unique while the server runs.
    pub stream: u64,
    /// Node id that it sent: `mesh/M/virtualNode/N`, `mesh/M/virtualGateway/G`, or an ARN that
    /// ends with one of them.
    pub node_id: String,
    /// Account that owns its mesh; absent if it is the server's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesh_owner: Option<AccountId>,
    /// Virtual node or virtual gateway whose configuration it gets. In JSON: `resource` (the path
    /// of the key), `mesh`, and `virtualNode` or `virtualGateway`.
    #[serde(flatten, with = "resource_fields")]
    pub resource: Key,
    /// Envoy's version, such as `1.40.0`; empty if it did not send one.
    pub envoy_version: String,
    /// Address that it connects from.
    pub address: String,
    /// When it connected, in milliseconds since 1970.
    pub connected_ms: i64,
    /// Newest store revision whose configuration it has acknowledged completely.
    pub acknowledged: Revision,
    /// Newest store revision that was translated for it.
    pub translated: Revision,
    /// Status of each source of its configuration other than the store, by name (`dnsOverrides`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, SourceStatus>,
    /// Status of each resource type that it subscribes to, by short name (`CDS`).
    pub types: BTreeMap<String, TypeStatus>,
    /// Parts of its mesh that could not be translated.
    pub problems: Vec<String>,
}

/// Status of one source of a proxy's configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceStatus {
    /// Newest version that was translated for the proxy.
    pub translated: u64,
    /// Newest version whose configuration it has acknowledged completely.
    pub acknowledged: u64,
}

/// Status of one resource type of a proxy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeStatus {
    /// Version sent last.
    pub sent: String,
    /// Version acknowledged last.
    pub acknowledged: String,
    /// Envoy's error message for the version that it rejected last; absent once that version is
    /// replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<String>,
}

/// The key of a proxy's resource as fields of the proxy.
mod resource_fields {
    use serde::de::Error as _;
    use serde::{Deserializer, Serializer};

    use super::{Deserialize, Key, Kind, Name, Serialize};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Fields {
        /// Absent from the responses of older servers.
        #[serde(skip_serializing_if = "Option::is_none")]
        resource: Option<Key>,
        mesh: Name,
        #[serde(skip_serializing_if = "Option::is_none")]
        virtual_node: Option<Name>,
        #[serde(skip_serializing_if = "Option::is_none")]
        virtual_gateway: Option<Name>,
    }

    pub(super) fn serialize<S: Serializer>(key: &Key, to: S) -> Result<S::Ok, S::Error> {
        let name = |kind| (key.kind == kind).then(|| key.name.clone());
        Fields {
            resource: Some(key.clone()),
            mesh: key.mesh.clone(),
            virtual_node: name(Kind::VirtualNode),
            virtual_gateway: name(Kind::VirtualGateway),
        }
        .serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Key, D::Error> {
        let Fields { resource, mesh, virtual_node, virtual_gateway } = Fields::deserialize(from)?;
        match (resource, virtual_node, virtual_gateway) {
            (Some(key), ..) => Ok(key),
            (None, Some(node), _) => Ok(Key::member(Kind::VirtualNode, mesh, node)),
            (None, None, Some(gateway)) => Ok(Key::member(Kind::VirtualGateway, mesh, gateway)),
            (None, None, None) => Err(D::Error::missing_field("resource")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A proxy as JSON, with `fields` for its resource.
    fn proxy(fields: &Value) -> Value {
        let mut proxy = json!({
            "stream": 7, "nodeId": "id", "envoyVersion": "1.40.0", "address": "127.0.0.1:1",
            "connectedMs": 5, "acknowledged": 3, "translated": 4,
            "types": {"CDS": {"sent": "b", "acknowledged": "a", "rejected": "no"}},
            "problems": ["p"],
        });
        let fields = fields.as_object().unwrap().clone();
        proxy.as_object_mut().unwrap().extend(fields);
        proxy
    }

    #[test]
    fn the_resource_of_a_proxy_is_a_path_and_its_names() {
        for fields in [
            json!({"resource": "mesh/m/virtualNode/n", "mesh": "m", "virtualNode": "n"}),
            json!({"resource": "mesh/m/virtualGateway/g", "mesh": "m", "virtualGateway": "g"}),
        ] {
            let json = proxy(&fields);
            let read: Proxy = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(
                read.resource,
                Key::from_path(fields["resource"].as_str().unwrap()).unwrap()
            );
            assert_eq!(json!(read), json);
        }
    }

    #[test]
    fn a_server_that_sends_the_virtual_node_alone_is_understood() {
        let old: Proxy =
            serde_json::from_value(proxy(&json!({"mesh": "m", "virtualNode": "n"}))).unwrap();
        assert_eq!(old.resource, Key::member(Kind::VirtualNode, "m", "n"));
        let error = serde_json::from_value::<Proxy>(proxy(&json!({"mesh": "m"}))).unwrap_err();
        assert_eq!(error.to_string(), "missing field `resource`");
    }
}
