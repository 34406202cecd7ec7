//! Routes: which requests match, and the backends that they are sent to.

use serde::Serialize;

use super::listener::Timeouts;
use super::request::RequestMatch;
use super::retry::RetryPolicy;
use super::workload::BackendKey;
use crate::model::{Key, Name};

/// A route of a port.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// The route, or the virtual service itself if a virtual node provides it.
    pub key: Key,
    /// Requests or connections that take the route.
    pub matches: RouteMatch,
    /// Time limits on the caller's side.
    pub timeouts: Timeouts,
    /// Retries on the caller's side; none for TCP, and where they are turned off.
    pub retry: Option<RetryPolicy>,
    /// Where requests are sent, in the order of the spec. If none is valid and has a weight above
    /// 0, requests fail.
    pub backends: Vec<Backend>,
}

/// Requests or connections that take a route.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RouteMatch {
    /// Requests of an HTTP-like port that satisfy every condition.
    Request(RequestMatch),
    /// All connections of a TCP port.
    Connection,
}

/// Where a share of the requests of a route is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Backend {
    /// A listener of a virtual node.
    Node {
        /// Key in [`Workload::backends`](super::Workload::backends).
        key: BackendKey,
        /// Weight relative to those of the other backends: 0 to 100.
        weight: u8,
    },
    /// A target that does not resolve. It gets no requests; its share goes to the others.
    Invalid {
        /// Weight as configured.
        weight: u8,
        /// Why it does not resolve.
        reason: InvalidBackend,
    },
}

/// Why a target of a route does not resolve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum InvalidBackend {
    /// The mesh does not have the node.
    #[error("target virtual node `{node}` does not exist")]
    NodeNotFound {
        /// The node.
        node: Name,
    },
    /// The node has no listener at all.
    #[error("target virtual node `{node}` has no listener")]
    NoListener {
        /// The node.
        node: Name,
    },
    /// The node has no listener on the port of the target.
    #[error("target virtual node `{node}` has no listener on port {port}")]
    PortNotFound {
        /// The node.
        node: Name,
        /// The port.
        port: u16,
    },
    /// The target has no port, and the node has several listeners, none on the router's port.
    #[error(
        "target virtual node `{node}` has several listeners, none of them on port {router_port}: \
         set the `port` of the target"
    )]
    AmbiguousListener {
        /// The node.
        node: Name,
        /// The port of the router's listener.
        router_port: u16,
    },
}
