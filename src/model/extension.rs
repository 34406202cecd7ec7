//! What a meshctl server speaks besides App Mesh's API.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::arn::AccountId;
use super::key::Key;
use super::name::Name;

/// Where the requests of our own lie.
pub const ROOT: &str = "/meshctl/v1/";

/// Response header by which clients tell our server from others; its value is the version.
pub const SERVER_HEADER: &str = "x-meshctl-version";

/// Response header with the revision of the commit that the request made.
pub const REVISION_HEADER: &str = "x-meshctl-revision";

/// Below [`ROOT`]: `PUT` does several updates in one commit.
pub const UPDATES: &str = "updates";

/// Updates in one [`UPDATES`] at the most: twice the routes that App Mesh lets a router have, and
/// a canary changes those of one.
pub const MOST_UPDATES: usize = 100;

/// Below [`ROOT`]: `GET` tells of the changes of resources, the newest first. Its query may have
/// `resource` (a key's path, also as `mesh/NAME@OWNER/…`, or an ARN), `mesh`, `since` and `until`
/// (milliseconds since 1970), `limit`, and `after`, the `next` of the answer before: one answer
/// does not hold all.
pub const HISTORY: &str = "history";

/// Below [`ROOT`]: `GET` returns everything that the server holds, as lines of JSON.
pub const BACKUP: &str = "backup";

/// Below [`ROOT`]: `PUT` stores what such lines say; with `replace=true` in the query in the place
/// of everything, else only if there is nothing.
pub const RESTORE: &str = "restore";

/// Below [`ROOT`]: `GET` tells of the connected proxies.
pub const PROXIES: &str = "proxies";

/// Below [`ROOT`]: `GET` tells who answers.
pub const VERSION: &str = "version";

/// Member of an update's input besides App Mesh's own: the version that the caller has seen.
pub const EXPECTED_VERSION: &str = "expectedVersion";

/// In the answer to `iam:SimulatePrincipalPolicy`: name of the detail by which our server says that
/// it took a pattern for all that it covers.
pub const WHOLE_PATTERN: &str = "meshctl:pattern";

/// The body of [`UPDATES`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Updates {
    /// Updates of different resources of one kind, [`MOST_UPDATES`] of them at the most.
    pub updates: Vec<Update>,
}

/// One of several updates.
#[derive(Debug, Serialize, Deserialize)]
pub struct Update {
    /// API name of the operation: `UpdateRoute`.
    pub operation: String,
    /// Its input; may have [`EXPECTED_VERSION`].
    pub input: Map<String, Value>,
}

/// The answer to [`PROXIES`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Connected {
    /// The connected proxies, in the order of their streams.
    pub proxies: Vec<Proxy>,
}

/// Below [`ROOT`]: `GET` returns the resources of one mesh. Its query has `name`, and `owner` if the
/// mesh belongs to another account.
pub const MESH: &str = "mesh";

/// The answer to [`MESH`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeshDocument {
    /// Revision of the store that was read.
    pub revision: Revision,
    /// The mesh itself and its resources, by kind, then by name.
    pub resources: Vec<MeshResource>,
    /// Kinds that are left out because the caller may not list all of them, as ARN segments
    /// (`virtualGateway`).
    pub unlisted: Vec<String>,
}

/// A resource in a [`MeshDocument`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeshResource {
    /// Path of the resource, as in its ARN.
    pub key: Key,
    /// Version: 1 when created, one more with every update.
    pub version: u64,
    /// The spec, as a describe returns it; absent if the caller may not describe the resource.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spec: Option<Value>,
}

/// Counts the commits of a store. The first is 1; 0 is the empty store.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Revision(pub u64);

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One connected Envoy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proxy {
    /// Number of its stream, unique while the server runs.
    pub stream: u64,
    /// Id that it gave: `mesh/M/virtualNode/N`, or a full ARN that ends so.
    pub node_id: String,
    /// Account that owns its mesh, where that is not the server's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesh_owner: Option<AccountId>,
    /// Its mesh.
    pub mesh: Name,
    /// Its virtual node.
    pub virtual_node: Name,
    /// Version that it gave, such as `1.40.0`; empty if none.
    pub envoy_version: String,
    /// Address that it connects from.
    pub address: String,
    /// When it connected, in milliseconds since 1970.
    pub connected_ms: i64,
    /// Newest revision of the mesh whose configuration it has acknowledged in full.
    pub acknowledged: Revision,
    /// Newest revision of the mesh that was translated for it.
    pub translated: Revision,
    /// State of each resource type that it has asked for, by short name (`CDS`).
    pub types: BTreeMap<String, TypeStatus>,
    /// What of its mesh could not be translated, in sentences.
    pub problems: Vec<String>,
}

/// Where a proxy stands with one type of resource.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeStatus {
    /// Version that was sent last.
    pub sent: String,
    /// Version that was acknowledged last.
    pub acknowledged: String,
    /// Envoy's words about the version that it rejected last, while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<String>,
}
