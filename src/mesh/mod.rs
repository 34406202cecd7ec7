//! What a mesh means: which resource refers to which, where traffic goes, in what order resources
//! can be made and removed, and how two specs differ.
//!
//! Pure: it is given specs and answers questions. The server's rules, the Envoy translation and
//! the verbs all ask here, so that they agree.

pub mod diff;
pub mod order;
pub mod references;
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
    /// meshes are left out.
    ///
    /// # Errors
    ///
    /// [`BadSpec`] for the first spec that does not have its kind's shape.
    pub fn gather<'a>(
        name: Name,
        specs: impl IntoIterator<Item = (&'a Key, &'a Value)>,
    ) -> Result<Self, BadSpec> {
        let mut mesh = Self::empty(name);
        let mut children = Vec::new();
        for (key, spec) in specs {
            if key.mesh != mesh.name {
                continue;
            }
            let name = key.name.clone();
            match key.kind {
                Kind::Mesh => mesh.spec = read(key, spec)?,
                Kind::VirtualNode => drop(mesh.nodes.insert(name, read(key, spec)?)),
                Kind::VirtualService => drop(mesh.services.insert(name, read(key, spec)?)),
                Kind::VirtualRouter => {
                    let router = Router { spec: read(key, spec)?, routes: BTreeMap::new() };
                    mesh.routers.insert(name, router);
                }
                Kind::VirtualGateway => {
                    let gateway = Gateway { spec: read(key, spec)?, routes: BTreeMap::new() };
                    mesh.gateways.insert(name, gateway);
                }
                Kind::Route | Kind::GatewayRoute => children.push((key, spec)),
            }
        }
        for (key, spec) in children {
            let Some(parent) = &key.parent else { continue };
            if key.kind == Kind::Route {
                let router = mesh.routers.entry(parent.clone()).or_default();
                router.routes.insert(key.name.clone(), read(key, spec)?);
            } else if let Some(gateway) = mesh.gateways.get_mut(parent) {
                gateway.routes.insert(key.name.clone(), read(key, spec)?);
            }
        }
        Ok(mesh)
    }
}

fn read<T: DeserializeOwned>(key: &Key, spec: &Value) -> Result<T, BadSpec> {
    T::deserialize(spec).map_err(|source| BadSpec { key: key.clone(), source })
}
