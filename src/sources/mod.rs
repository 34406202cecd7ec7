//! The sources that proxies are configured from, and the [`World`] that they add up to.
//!
//! Each source changes independently and is versioned separately, so that a change of an endpoint
//! is not mistaken for a commit: `meshctl canary` waits for the store only. A source is a file here
//! with a subscription that yields its current state, then each change. To add one, add its state to
//! [`World`] and its version to [`SourceVersions`], and a line to the `select!` of `xds/watcher.rs`.

pub mod dns;
pub mod store;

use std::ops::Deref;
use std::sync::Arc;

use crate::model::Name;
use crate::model::arn::AccountId;
use crate::model::extension::Revision;

use self::dns::{DnsOverrides, DnsSource};
use self::store::{StoreSource, StoredMesh};

/// All sources of a server.
#[derive(Clone)]
pub struct Sources {
    /// The meshes.
    pub store: StoreSource,
    /// The addresses given with `meshctl serve --resolve`.
    pub dns: DnsSource,
}

/// Identifies a mesh across accounts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MeshId {
    /// Account that owns the mesh; none if it is the server's own.
    pub owner: Option<AccountId>,
    /// Name of the mesh.
    pub name: Name,
}

/// Everything that the proxies of one mesh are configured from, as of one version of each source.
#[derive(Debug, Clone)]
pub struct World {
    /// The mesh as stored.
    pub mesh: StoredMesh,
    /// Endpoints that do not come from the mesh.
    pub endpoints: Endpoints,
}

/// Endpoints that do not come from the mesh. The default has none.
#[derive(Debug, Clone, Default)]
pub struct Endpoints {
    /// Addresses that replace DNS lookups.
    pub dns_overrides: Versioned<DnsOverrides>,
}

/// A state of a source and its version.
#[derive(Debug, Clone, Default)]
pub struct Versioned<T> {
    /// Grows with each change, from 1; 0 is the state before the first.
    pub version: u64,
    value: Arc<T>,
}

impl<T> Versioned<T> {
    /// Returns `value` as version `version`.
    pub fn new(version: u64, value: T) -> Self {
        Self { version, value: Arc::new(value) }
    }
}

impl<T> Deref for Versioned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// One version of each source. The default is the state before the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SourceVersions {
    /// Revision of the store.
    pub store: Revision,
    /// Version of the DNS overrides.
    pub dns_overrides: u64,
}

impl SourceVersions {
    /// Returns name and version of each source other than the store.
    #[must_use]
    pub fn endpoint_sources(self) -> [(&'static str, u64); 1] {
        [("dnsOverrides", self.dns_overrides)]
    }
}

impl World {
    /// Returns the version of each source.
    #[must_use]
    pub fn versions(&self) -> SourceVersions {
        SourceVersions {
            store: self.mesh.revision,
            dns_overrides: self.endpoints.dns_overrides.version,
        }
    }
}
