//! What a mesh means: which resource refers to which, where traffic goes, in what order resources
//! can be created and deleted, and how two specs differ.
//!
//! Pure functions of specs, shared by the API's rules, the Envoy translation and the commands, so
//! that they agree.

pub mod defaults;
pub mod diff;
pub mod order;
pub mod references;
pub mod topology;
pub mod traffic;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::types::{
    GatewayRouteSpec, MeshSpec, RouteSpec, VirtualGatewaySpec, VirtualNodeSpec, VirtualRouterSpec,
    VirtualServiceSpec,
};
use crate::model::{InvalidSpec, Key, Name, Spec};

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
    /// returned with the mesh.
    #[must_use]
    pub fn gather<'a>(
        name: Name,
        specs: impl IntoIterator<Item = (&'a Key, &'a Value)>,
    ) -> (Self, Vec<InvalidSpec>) {
        let mut mesh = Self::empty(name);
        let mut invalid = Vec::new();
        let (mut children, mut parents) = (Vec::new(), Vec::new());
        for (key, spec) in specs.into_iter().filter(|(key, _)| key.mesh == mesh.name) {
            let side = if key.kind.parent().is_some() { &mut children } else { &mut parents };
            side.push((key, spec));
        }
        for (key, spec) in parents.into_iter().chain(children) {
            match Spec::read(key, spec) {
                Ok(spec) => mesh.insert(key, spec),
                Err(error) => invalid.push(error),
            }
        }
        (mesh, invalid)
    }

    /// Adds a resource. A route or gateway route whose parent is not in the mesh is left out.
    fn insert(&mut self, key: &Key, spec: Spec) {
        let name = key.name.clone();
        match spec {
            Spec::Mesh(spec) => self.spec = spec,
            Spec::VirtualNode(spec) => drop(self.nodes.insert(name, *spec)),
            Spec::VirtualService(spec) => drop(self.services.insert(name, spec)),
            Spec::VirtualRouter(spec) => {
                self.routers.insert(name, Router { spec, routes: BTreeMap::new() });
            }
            Spec::VirtualGateway(spec) => {
                self.gateways.insert(name, Gateway { spec: *spec, routes: BTreeMap::new() });
            }
            Spec::Route(spec) => {
                let router = key.parent.as_ref().and_then(|parent| self.routers.get_mut(parent));
                router.map(|router| router.routes.insert(name, *spec));
            }
            Spec::GatewayRoute(spec) => {
                let gateway = key.parent.as_ref().and_then(|parent| self.gateways.get_mut(parent));
                gateway.map(|gateway| gateway.routes.insert(name, *spec));
            }
        }
    }
}
