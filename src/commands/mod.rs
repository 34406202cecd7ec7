//! Workflow commands, which the AWS CLI does not have. One module each: arguments, a pure plan, the
//! calls, and a typed report.
//!
//! A command returns its [`Report`], which [`crate::cli`] prints as text or as JSON. Only the demo
//! prints by itself, while it runs.

pub mod apply;
pub mod auth;
pub mod backup;
pub mod canary;
pub mod cleanup;
pub mod confirmation;
pub mod context;
pub mod demo;
pub mod envoy;
pub mod history;
pub mod iam;
pub mod journal;
pub mod proxy;
pub mod report;
pub mod rollback;

pub use journal::{Journal, JournalChange};
pub use report::{Output, Report};

use crate::client::Api;
use crate::error::{CliError, ErrorKind};
use crate::model::Name;

/// How many names a message lists; of more, it gives the number.
pub const MAX_LISTED: usize = 5;

/// Returns the mesh of a command: the one given with `--mesh`, else the only mesh that exists.
///
/// # Errors
///
/// [`ErrorKind::Failed`] when there is no mesh, a usage error when there are several.
pub async fn only_mesh(api: &Api, named: Option<&Name>) -> Result<Name, CliError> {
    if let Some(name) = named {
        return Ok(name.clone());
    }
    let meshes = api.meshes().await?;
    match meshes.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(CliError::new(ErrorKind::Failed, "there is no mesh")
            .hint("create one with `meshctl create-mesh --mesh-name NAME` or `meshctl apply`")),
        several => {
            let names: Vec<&str> = several.iter().map(Name::as_str).collect();
            Err(CliError::new(ErrorKind::Usage, "there are several meshes; choose one with --mesh")
                .hint(format!("the meshes are {}", names.join(", "))))
        }
    }
}
