//! The traffic graph of one workload: what it receives, which services it can call, and where
//! those calls end up.
//!
//! [`Workload::of`] resolves a mesh into owned types that say everything a reader needs, with the
//! defaults of App Mesh filled in. The types know neither Envoy nor JSON, and they do not depend on
//! whether a setting comes from a virtual node or a virtual gateway: a front end for each kind
//! (`node`, and `rule` for routes) reads its specs into the same types. What does not resolve is kept as [`Backend::Invalid`] and reported as
//! a [`Problem`].
//!
//! Readers are the Envoy translation and everything else that follows traffic through a mesh.

mod access_log;
mod listener;
mod millis;
mod node;
mod precedence;
mod problem;
mod request;
mod resolve;
mod retry;
mod route;
mod rule;
mod target;
mod tls;
mod workload;

#[cfg(test)]
pub(crate) mod tests;

pub use access_log::{AccessLog, AccessLogFormat};
pub use listener::{
    ConnectionPool, HealthCheck, HealthProbe, Listener, OutlierDetection, Timeouts,
};
pub use problem::{Problem, Problems};
pub use request::{HeaderMatch, PathMatch, QueryParameterMatch, RequestMatch, ValueMatch};
pub use retry::{RetryCondition, RetryPolicy};
pub use route::{Backend, InvalidBackend, Route, RouteMatch};
pub use tls::{Certificate, ClientPolicy, ClientTls, PolicyId, ServerTls, Trust, Validation};
pub use workload::{BackendKey, Discovery, NoWorkload, Port, Service, Upstream, Workload};

pub use crate::model::types::{
    DnsResponseType, EgressFilterType, HttpMethod, HttpScheme, IpPreference, PortProtocol,
};
