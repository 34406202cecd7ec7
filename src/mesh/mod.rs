//! What a mesh means: which resource refers to which, where traffic goes, in what order resources
//! can be made and removed, and how two specs differ.
//!
//! Pure: it is given specs and answers questions. The server's rules, the Envoy translation and
//! the verbs all ask here, so that they agree.

pub mod defaults;
pub mod diff;
pub mod order;
pub mod references;
pub mod topology;
pub mod traffic;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{ErrorKind, Explain};
use crate::model::types::{
    GatewayRouteSpec, MeshSpec, RouteSpec, VirtualGatewaySpec, VirtualNodeSpec, VirtualRouterSpec,
    VirtualServiceSpec,
};
use crate::model::{Key, Kind, Name};

/// All specs of one mesh, as of one revision.
#[derive(Debug, Clone, PartialEq)]
pub struct Mesh {
    /// Its name.
    pub name: Name,
    /// The mesh's own spec.
    pub spec: MeshSpec,
    /// Virtual nodes by name.
    pub nodes: BTreeMap<Name, VirtualNodeSpec>,
    /// Virtual routers by name, with their routes.
    pub routers: BTreeMap<Name, Router>,
    /// Virtual services by name.
    pub services: BTreeMap<Name, VirtualServiceSpec>,
    /// Virtual gateways by name, with their gateway routes.
    pub gateways: BTreeMap<Name, Gateway>,
}

/// A virtual router and its routes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Router {
    /// Its spec.
    pub spec: VirtualRouterSpec,
    /// Routes by name.
    pub routes: BTreeMap<Name, RouteSpec>,
}

/// A virtual gateway and its gateway routes.
#[derive(Debug, Clone, PartialEq)]
pub struct Gateway {
    /// Its spec.
    pub spec: VirtualGatewaySpec,
    /// Gateway routes by name.
    pub routes: BTreeMap<Name, GatewayRouteSpec>,
}

/// A spec that cannot be read as its kind.
#[derive(Debug, thiserror::Error)]
#[error("the spec of {key} cannot be read")]
pub struct BadSpec {
    /// Whose spec.
    pub key: Key,
    /// Where it goes wrong.
    #[source]
    pub source: serde_json::Error,
}

impl Explain for BadSpec {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }
}

impl Mesh {
    /// Returns the mesh called `name` with nothing in it.
    #[must_use]
    pub fn empty(name: Name) -> Self {
        Self {
            name,
            spec: MeshSpec::default(),
            nodes: BTreeMap::new(),
            routers: BTreeMap::new(),
            services: BTreeMap::new(),
            gateways: BTreeMap::new(),
        }
    }

    /// Gathers `specs` into a mesh. Parents may come after their children; resources of other
    /// meshes are left out. A spec that cannot be read leaves out its own resource only, and is
    /// returned beside the mesh.
    #[must_use]
    pub fn gather<'a>(
        name: Name,
        specs: impl IntoIterator<Item = (&'a Key, &'a Value)>,
    ) -> (Self, Vec<BadSpec>) {
        let mut mesh = Self::empty(name);
        let mut bad = Vec::new();
        let (mut children, mut parents) = (Vec::new(), Vec::new());
        for (key, spec) in specs.into_iter().filter(|(key, _)| key.mesh == mesh.name) {
            let side = if key.kind.parent().is_some() { &mut children } else { &mut parents };
            side.push((key, spec));
        }
        for (key, spec) in parents.into_iter().chain(children) {
            bad.extend(mesh.put(key, spec).err());
        }
        (mesh, bad)
    }

    /// Adds a resource; a route or gateway route whose parent is not there is left out.
    fn put(&mut self, key: &Key, spec: &Value) -> Result<(), BadSpec> {
        let name = key.name.clone();
        match (key.kind, &key.parent) {
            (Kind::Mesh, _) => self.spec = read(key, spec)?,
            (Kind::VirtualNode, _) => drop(self.nodes.insert(name, read(key, spec)?)),
            (Kind::VirtualService, _) => drop(self.services.insert(name, read(key, spec)?)),
            (Kind::VirtualRouter, _) => {
                let router = Router { spec: read(key, spec)?, routes: BTreeMap::new() };
                self.routers.insert(name, router);
            }
            (Kind::VirtualGateway, _) => {
                let gateway = Gateway { spec: read(key, spec)?, routes: BTreeMap::new() };
                self.gateways.insert(name, gateway);
            }
            (Kind::Route, Some(parent)) => {
                if let Some(router) = self.routers.get_mut(parent) {
                    router.routes.insert(name, read(key, spec)?);
                }
            }
            (Kind::GatewayRoute, Some(parent)) => {
                if let Some(gateway) = self.gateways.get_mut(parent) {
                    gateway.routes.insert(name, read(key, spec)?);
                }
            }
            (Kind::Route | Kind::GatewayRoute, None) => {}
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(key: &Key, spec: &Value) -> Result<T, BadSpec> {
    T::deserialize(spec).map_err(|source| BadSpec { key: key.clone(), source })
}
