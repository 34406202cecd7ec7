//! From a workload to the resources of its Envoy: what it calls (`egress`) and what it serves
//! (`ingress`).
//!
//! The other modules are the parts of those two. The HTTP-like protocols share one path: they
//! differ only in what a route matches, in the failures that are retried, and in whether a cluster
//! uses HTTP/2.

mod access_log;
mod clusters;
mod egress;
mod filters;
mod health;
mod ingress;
mod matching;
mod retry;
mod routes;
mod tls;

#[cfg(test)]
mod tests;

use envoy_types::pb::envoy::config::accesslog::v3::AccessLog;

use super::proxy_env::ProxyEnv;
use super::snapshot::{Snapshot, SnapshotDraft};
use crate::mesh::topology::{Problems, Workload};
use crate::model::Name;
use crate::sources::Endpoints;

/// Returns the configuration of a proxy of `workload` in `env`, with the `endpoints` that do not come
/// from the mesh.
///
/// The same arguments always give the same bytes. What Envoy cannot do, or would reject, is left
/// out or closed and reported in [`Snapshot::problems`]; the rest is served.
#[must_use]
pub fn translate(workload: &Workload, endpoints: &Endpoints, env: &ProxyEnv) -> Snapshot {
    let mut translation = Translation {
        workload,
        endpoints,
        env,
        access_logs: workload.access_log.iter().map(access_log::logger).collect(),
        draft: SnapshotDraft::default(),
        problems: Problems::from(workload.problems.clone()),
    };
    egress::add(&mut translation);
    ingress::add(&mut translation);
    let Translation { draft, problems, .. } = translation;
    draft.finish(problems.into_vec())
}

/// A translation in progress.
struct Translation<'a> {
    workload: &'a Workload,
    endpoints: &'a Endpoints,
    env: &'a ProxyEnv,
    access_logs: Vec<AccessLog>,
    draft: SnapshotDraft,
    problems: Problems,
}

impl<'a> Translation<'a> {
    /// Returns the name of the mesh.
    fn mesh(&self) -> &'a Name {
        &self.workload.key.mesh
    }
}
