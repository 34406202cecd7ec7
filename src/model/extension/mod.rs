//! What a meshctl server speaks besides App Mesh's API.

mod proxies;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use proxies::{Proxy, ProxyList, TypeStatus};

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
