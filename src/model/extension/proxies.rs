//! `GET /meshctl/v1/proxies`: the connected proxies, and waiting until they have acknowledged a
//! revision.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Revision;
use crate::model::arn::AccountId;
use crate::model::{Key, Kind, Name};

/// Longest time that the server waits, whatever the query requests. It is also limited to half of
/// the server's `--request-timeout`.
pub const MAX_PROXY_WAIT: Duration = Duration::from_secs(10);

/// The query of `GET /meshctl/v1/proxies`. Each parameter is optional; the default lists all proxies
/// at once.
///
/// With `revision` and `wait` the server responds when the rollout of the revision is over
/// ([`is_rollout_over`]) for the listed proxies, when the wait ends, or when it shuts down. The
/// response has the same form in all cases, so the client checks the proxies itself. Proxies that
/// the caller may not describe are neither listed nor waited for. Servers before this query ignore
/// it: they list all proxies at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProxyQuery {
    /// `mesh`: list the proxies of this mesh only.
    pub mesh: Option<Name>,
    /// `meshOwner`: list the proxies of meshes of this account only. A caller sees the proxies of
    /// its own meshes; for another account the list is empty.
    pub mesh_owner: Option<AccountId>,
    /// `resource`: list the proxies of this virtual node or virtual gateway only, given as a path
    /// (`mesh/M/virtualNode/N`).
    pub resource: Option<Key>,
    /// `revision`: the revision of the store to wait for.
    pub revision: Option<Revision>,
    /// `wait`: how long to wait, such as `5s` or `500ms`; requires `revision`. At most
    /// [`MAX_PROXY_WAIT`]; a longer wait is shortened.
    pub wait: Option<Duration>,
}

impl ProxyQuery {
    /// Returns names and values of the parameters that are set.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let parameters = [
            ("mesh", self.mesh.as_ref().map(ToString::to_string)),
            ("meshOwner", self.mesh_owner.as_ref().map(ToString::to_string)),
            ("resource", self.resource.as_ref().map(Key::path)),
            ("revision", self.revision.map(|revision| revision.to_string())),
            ("wait", self.wait.map(|wait| format!("{}ms", wait.as_millis()))),
        ];
        parameters.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Returns whether `proxy` is to be listed.
    #[must_use]
    pub fn matches(&self, proxy: &Proxy) -> bool {
        self.mesh.as_ref().is_none_or(|mesh| proxy.resource.mesh == *mesh)
            && self.resource.as_ref().is_none_or(|resource| proxy.resource == *resource)
    }
}

/// How far a proxy is with a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyProgress<'a> {
    /// It has acknowledged the revision, or a newer one.
    Acknowledged,
    /// It has not acknowledged the revision, and rejects a resource with this error message.
    Rejected(&'a str),
    /// It has not acknowledged the revision yet.
    Pending,
}

/// Returns whether waiting for `revision` is over: all `proxies` have acknowledged it, or one has
/// rejected it.
pub fn is_rollout_over<'a>(
    proxies: impl IntoIterator<Item = &'a Proxy>,
    revision: Revision,
) -> bool {
    let mut is_pending = false;
    for proxy in proxies {
        match proxy.progress(revision) {
            ProxyProgress::Acknowledged => {}
            ProxyProgress::Rejected(_) => return true,
            ProxyProgress::Pending => is_pending = true,
        }
    }
    !is_pending
}

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

impl Proxy {
    /// Returns how far the proxy is with `revision`.
    #[must_use]
    pub fn progress(&self, revision: Revision) -> ProxyProgress<'_> {
        if self.acknowledged >= revision {
            return ProxyProgress::Acknowledged;
        }
        // A rejection before the revision was translated is one of an older revision.
        let rejected = self.types.values().find_map(|status| status.rejected.as_deref());
        match rejected.filter(|_| self.translated >= revision) {
            Some(message) => ProxyProgress::Rejected(message),
            None => ProxyProgress::Pending,
        }
    }

    /// Returns whether the proxy rejects a resource.
    #[must_use]
    pub fn is_rejecting(&self) -> bool {
        self.types.values().any(|status| status.rejected.is_some())
    }
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
    fn a_rollout_is_over_when_all_have_acknowledged_or_one_has_rejected() {
        let proxy = |acknowledged, translated, rejected: Option<&str>| {
            let fields =
                json!({"resource": "mesh/m/virtualNode/n", "mesh": "m", "virtualNode": "n"});
            let mut proxy: Proxy = serde_json::from_value(proxy(&fields)).unwrap();
            proxy.acknowledged = Revision(acknowledged);
            proxy.translated = Revision(translated);
            proxy.types.get_mut("CDS").unwrap().rejected = rejected.map(str::to_owned);
            proxy
        };
        let (done, pending) = (proxy(5, 5, None), proxy(4, 5, None));
        let rejected = proxy(4, 5, Some("no"));
        for (case, proxies, want) in [
            ("no proxies", vec![], true),
            ("acknowledged", vec![&done], true),
            ("newer, and rejected since", vec![&proxy(5, 6, Some("no"))], true),
            ("pending", vec![&done, &pending], false),
            ("rejected", vec![&pending, &rejected], true),
            ("an older rejection", vec![&proxy(3, 4, Some("no"))], false),
        ] {
            assert_eq!(is_rollout_over(proxies, Revision(5)), want, "{case}");
        }
        assert_eq!(rejected.progress(Revision(5)), ProxyProgress::Rejected("no"));
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
