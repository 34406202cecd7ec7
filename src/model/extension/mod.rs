//! What a meshctl server speaks besides App Mesh's API.

mod proxies;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::key::Key;

pub use proxies::{
    MAX_PROXY_WAIT, Proxy, ProxyList, ProxyProgress, ProxyQuery, SourceStatus, TypeStatus,
    is_rollout_over,
};

/// Where the requests of our own lie.
pub const ROOT: &str = "/meshctl/v1/";

/// Response header that identifies a meshctl server; its value is the version.
pub const SERVER_HEADER: &str = "x-meshctl-version";

/// Response header with the revision of the commit that the request made.
pub const REVISION_HEADER: &str = "x-meshctl-revision";

/// Below [`ROOT`]: `PUT` does several updates in one commit.
pub const UPDATES: &str = "updates";

/// Maximum number of updates in one [`UPDATES`]: twice the routes that App Mesh lets a router have, and
/// a canary changes those of one.
pub const MOST_UPDATES: usize = 100;

/// Below [`ROOT`]: `GET` returns changes of resources, newest first. Its query may have
/// `resource` (a key's path, also as `mesh/NAME@OWNER/…`, or an ARN), `mesh`, `since` and `until`
/// (milliseconds since 1970), `limit`, and `after`, the `next` of the answer before: one answer
/// does not hold all.
pub const HISTORY: &str = "history";

/// Below [`ROOT`]: `GET` returns everything that the server holds, as lines of JSON.
pub const BACKUP: &str = "backup";

/// Below [`ROOT`]: `PUT` stores what such lines say; with `replace=true` in the query in the place
/// of everything, else only if there is nothing.
pub const RESTORE: &str = "restore";

/// Below [`ROOT`]: `GET` returns a [`ProxyList`], at once or when the proxies have acknowledged a
/// revision. Its query is a [`ProxyQuery`].
pub const PROXIES: &str = "proxies";

/// Below [`ROOT`]: `GET` returns version, account and region of the server.
pub const VERSION: &str = "version";

/// Member of an update's input besides App Mesh's own: the version that the caller has seen.
pub const EXPECTED_VERSION: &str = "expectedVersion";

/// In the answer to `iam:SimulatePrincipalPolicy`: name of the detail by which our server says that
/// it took a pattern for all that it covers.
pub const WHOLE_PATTERN: &str = "meshctl:pattern";

/// The body of [`UPDATES`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Updates {
    /// Updates of different resources of one kind, at most [`MOST_UPDATES`].
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
