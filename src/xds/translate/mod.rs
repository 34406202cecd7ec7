//! A view, said in Envoy's words: what the node calls (`egress`), and what it is called with
//! (`ingress`).
//!
//! The rest of this room is what those two are made of. The HTTP-like protocols are one path: they
//! differ in what a route matches (`matching`), in which failures are tried again (`retry`), and
//! in whether a cluster speaks HTTP/2 (`clusters`), and in nothing else.

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
use super::snapshot::{Draft, Snapshot};
use super::view::{NoView, Problems, View};
use crate::mesh::Mesh;
use crate::model::Name;

/// Returns everything that the proxy beside virtual node `node` is to have, at `env`.
///
/// The same arguments always give the same snapshot, to the byte. What cannot be said is left out
/// or closed, and told in [`Snapshot::problems`]; it never spoils the rest.
///
/// # Errors
///
/// [`NoView`] if `node` is no virtual node of `mesh`.
pub fn translate(mesh: &Mesh, node: &Name, env: &ProxyEnv) -> Result<Snapshot, NoView> {
    let view = View::of(mesh, node)?;
    let mut translation = Translation {
        view: &view,
        env,
        logs: access_log::of(view.node.logging.as_ref()),
        draft: Draft::default(),
        problems: Problems::from(view.problems.clone()),
    };
    egress::add(&mut translation);
    ingress::add(&mut translation);
    let Translation { draft, problems, .. } = translation;
    Ok(draft.finish(problems.into_vec()))
}

/// What is being said, and what has been said so far.
struct Translation<'a> {
    view: &'a View<'a>,
    env: &'a ProxyEnv,
    logs: Vec<AccessLog>,
    draft: Draft,
    problems: Problems,
}
