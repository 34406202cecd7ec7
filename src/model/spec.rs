//! Specs as typed values: what code computes with.
//!
//! A spec is stored and served as the JSON that was sent. Where a program needs to know what is in
//! it, it reads the JSON into a [`Spec`] once. What a spec means is in [`crate::mesh`]:
//! [`references`](crate::mesh::references) and [`traffic`](crate::mesh::traffic) add the methods.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::check::prune;
use super::types::{
    GatewayRouteSpec, MeshSpec, RouteSpec, VirtualGatewaySpec, VirtualNodeSpec, VirtualRouterSpec,
    VirtualServiceSpec,
};
use super::{Key, Kind, Verb, model};
use crate::error::{ErrorKind, Explain};

/// The spec of a resource.
#[derive(Debug, Clone, PartialEq)]
pub enum Spec {
    /// Of a mesh.
    Mesh(MeshSpec),
    /// Of a virtual node.
    VirtualNode(Box<VirtualNodeSpec>),
    /// Of a virtual router.
    VirtualRouter(VirtualRouterSpec),
    /// Of a route.
    Route(Box<RouteSpec>),
    /// Of a virtual service.
    VirtualService(VirtualServiceSpec),
    /// Of a virtual gateway.
    VirtualGateway(Box<VirtualGatewaySpec>),
    /// Of a gateway route.
    GatewayRoute(Box<GatewayRouteSpec>),
}

/// A spec that does not have the form of its kind.
#[derive(Debug, thiserror::Error)]
#[error("the spec of {key} cannot be read")]
pub struct InvalidSpec {
    /// The resource with that spec.
    pub key: Key,
    /// The error of the deserializer.
    #[source]
    pub source: serde_json::Error,
}

impl Explain for InvalidSpec {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }
}

impl Spec {
    /// Reads `spec`, the JSON of the spec of `key`.
    ///
    /// Accepts what [`check`](super::check::check) accepts at server depth: members that are `null`
    /// count as absent, and members that the model does not have are ignored. Choices that the
    /// model does not mark (`docs/behaviour/api.md#one-of-rules`) are not checked.
    ///
    /// # Errors
    ///
    /// [`InvalidSpec`] if a required member is missing or a value has the wrong type.
    pub fn read(key: &Key, spec: &Value) -> Result<Self, InvalidSpec> {
        Ok(match key.kind {
            Kind::Mesh => Self::Mesh(read(key, spec)?),
            Kind::VirtualNode => Self::VirtualNode(read(key, spec)?),
            Kind::VirtualRouter => Self::VirtualRouter(read(key, spec)?),
            Kind::Route => Self::Route(read(key, spec)?),
            Kind::VirtualService => Self::VirtualService(read(key, spec)?),
            Kind::VirtualGateway => Self::VirtualGateway(read(key, spec)?),
            Kind::GatewayRoute => Self::GatewayRoute(read(key, spec)?),
        })
    }
}

/// Reads `spec`, the JSON of the spec of `key`, as the type of its kind: [`Spec::read`] where the
/// kind is known.
///
/// # Errors
///
/// As [`Spec::read`].
pub fn read<T: DeserializeOwned>(key: &Key, spec: &Value) -> Result<T, InvalidSpec> {
    let typed = T::deserialize(spec).or_else(|_| {
        // The types have no place for a null in a union or instead of a list. The specs in our own
        // store have no nulls.
        let mut pruned = spec.clone();
        prune(shape_name(key.kind), &mut pruned);
        T::deserialize(&pruned)
    });
    typed.map_err(|source| InvalidSpec { key: key.clone(), source })
}

/// Returns the name of the shape of the specs of `kind`: `VirtualNodeSpec`.
fn shape_name(kind: Kind) -> &'static str {
    let input = model().operation_for(Verb::Create, kind).input;
    model().shape(input).members.get("spec").map_or("", |spec| spec.shape)
}
