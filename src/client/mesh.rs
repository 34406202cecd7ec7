//! Reads the resources of a mesh: in one request from a meshctl server, page by page elsewhere.

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Api, ClientError, DescribedResource};
use crate::model::extension::{self, MeshDocument, MeshResource};
use crate::model::{Key, Kind, Name};

/// Maximum number of concurrent requests of one reader.
const CONCURRENT_REQUESTS: usize = 8;

/// Reads the resources of one mesh.
///
/// On a meshctl server the whole mesh is read first, at one revision, and the methods send requests
/// only for what the caller may not see in it: they fail with the error of that request. Elsewhere
/// each method reads just what it returns. So the reader needs the same permissions everywhere.
#[derive(Debug)]
pub struct MeshReader {
    api: Api,
    mesh: Name,
    contents: MeshContents,
}

/// What is known of a mesh before anything is requested page by page.
#[derive(Debug)]
enum MeshContents {
    /// Everything that the caller may see, by key.
    Known { resources: BTreeMap<Key, MeshResource>, unlisted: Vec<String> },
    /// The mesh does not exist.
    Missing,
    /// Nothing.
    Unknown,
}

impl Api {
    /// Starts to read the mesh `name`, which may not exist.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn mesh(&self, name: &Name) -> Result<MeshReader, ClientError> {
        let contents = match self.mesh_document(name).await {
            Ok(Some(MeshDocument { resources, unlisted, .. })) => {
                let by_key = resources.into_iter().map(|resource| (resource.key.clone(), resource));
                MeshContents::Known { resources: by_key.collect(), unlisted }
            }
            Ok(None) => MeshContents::Unknown,
            Err(error) if error.is_not_found() => MeshContents::Missing,
            // The caller may list nothing, or the server is older than this request: the requests
            // page by page report the error, if there is one.
            Err(ClientError::Service { .. }) => MeshContents::Unknown,
            Err(error) => return Err(error),
        };
        Ok(MeshReader { api: self.clone(), mesh: name.clone(), contents })
    }

    /// Returns all of a mesh that the caller may see; none if the server is not a meshctl server.
    async fn mesh_document(&self, name: &Name) -> Result<Option<MeshDocument>, ClientError> {
        if self.is_meshctl() == Some(false) {
            return Ok(None);
        }
        let encoded = |value: &str| utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
        let mut target = format!("{}?name={}", extension::MESH, encoded(name.as_str()));
        if let Some(owner) = &self.mesh_owner {
            target.push_str(&format!("&owner={}", encoded(owner.as_str())));
        }
        let response = self.own("Mesh", "GET", &target, None).await;
        let Some(response) = self.if_meshctl(response)? else { return Ok(None) };
        serde_json::from_value(response.read()?.body).map(Some).map_err(|error| {
            ClientError::InvalidResponse { operation: "Mesh".to_owned(), why: error.to_string() }
        })
    }
}

impl MeshReader {
    /// Returns the keys of all resources of `kind`, those under `parent` if one is given.
    ///
    /// # Errors
    ///
    /// As [`Api::members`].
    pub async fn keys(&self, kind: Kind, parent: Option<&Name>) -> Result<Vec<Key>, ClientError> {
        if let MeshContents::Known { resources, unlisted } = &self.contents
            && !unlisted.iter().any(|segment| segment == kind.segment())
        {
            let keys = resources.keys().filter(|key| key.kind == kind);
            let keys: Vec<Key> =
                keys.filter(|key| key.parent.as_ref() == parent).cloned().collect();
            let has_parent = || {
                let (Some(above), Some(parent)) = (kind.parent(), parent) else { return true };
                resources.keys().any(|key| key.kind == above && key.name == *parent)
            };
            // A parent that does not exist is an error, which the request below reports.
            if !keys.is_empty() || has_parent() {
                return Ok(keys);
            }
        }
        self.api.members(kind, &self.mesh, parent).await
    }

    /// Returns the keys of all resources of the mesh and its own; none if the mesh does not exist.
    ///
    /// # Errors
    ///
    /// As [`Api::members`].
    pub async fn all_keys(&self) -> Result<Vec<Key>, ClientError> {
        let mut found = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|kind| kind.parent().is_none()) {
            if kind == Kind::Mesh {
                continue;
            }
            let keys = match self.keys(kind, None).await {
                Ok(keys) => keys,
                Err(error) if error.is_not_found() => return Ok(Vec::new()),
                Err(error) => return Err(error),
            };
            if let Some(child) = kind.child() {
                let lists = keys.iter().map(|key| self.keys(child, Some(&key.name)));
                let lists: Vec<_> =
                    stream::iter(lists).buffered(CONCURRENT_REQUESTS).collect().await;
                for list in lists {
                    match list {
                        Ok(children) => found.extend(children),
                        // The parent was deleted after it was listed, and its children with it.
                        Err(error) if error.is_not_found() => {}
                        Err(error) => return Err(error),
                    }
                }
            }
            found.extend(keys);
        }
        found.push(Key::mesh(self.mesh.clone()));
        Ok(found)
    }

    /// Returns the resource `key`, which is in this mesh or the mesh itself; none if it does not
    /// exist.
    ///
    /// # Errors
    ///
    /// As [`Api::describe`].
    pub async fn describe(&self, key: &Key) -> Result<Option<DescribedResource>, ClientError> {
        match &self.contents {
            MeshContents::Missing => Ok(None),
            MeshContents::Unknown => self.api.describe(key).await,
            MeshContents::Known { resources, unlisted } => match resources.get(key) {
                Some(MeshResource { key, version, spec: Some(spec) }) => {
                    let (key, spec, version) = (key.clone(), spec.clone(), *version);
                    Ok(Some(DescribedResource { key, spec, version }))
                }
                None if !unlisted.iter().any(|segment| segment == key.kind.segment()) => Ok(None),
                _ => self.api.describe(key).await,
            },
        }
    }

    /// Returns those of the resources `keys` that exist, in the same order.
    ///
    /// # Errors
    ///
    /// As [`Api::describe`].
    pub async fn describe_all(
        &self,
        keys: impl IntoIterator<Item = &Key>,
    ) -> Result<Vec<DescribedResource>, ClientError> {
        let calls = stream::iter(keys.into_iter().map(|key| self.describe(key)));
        let found: Vec<_> = calls.buffered(CONCURRENT_REQUESTS).try_collect().await?;
        Ok(found.into_iter().flatten().collect())
    }
}
