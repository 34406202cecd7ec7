//! Commands that the AWS CLI never had, one module each: arguments, a pure plan, the act.
//!
//! Each returns a [`Report`]: the same facts as text for people and as JSON for programs. None of
//! them prints but the demo, which tells its story as it happens.

pub mod apply;
pub mod ask;
pub mod auth;
pub mod backup;
pub mod canary;
pub mod cleanup;
pub mod context;
pub mod demo;
pub mod envoy;
pub mod history;
pub mod iam;
pub mod proxy;
pub mod rollback;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::client::Api;
use crate::error::{CliError, ErrorKind};
use crate::model::Name;

/// How many things a person reads one by one in a sentence; of more, their number is told.
pub const FEW: usize = 5;

/// What a command has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// For people; ends with a newline.
    pub text: String,
    /// For programs.
    pub data: Value,
    /// Remarks for people, which go to stderr.
    pub notes: Vec<String>,
    /// The exit code to end with.
    pub code: u8,
}

impl Report {
    /// Makes a report of something that went well.
    #[must_use]
    pub fn new(text: String, data: Value) -> Self {
        Self { text, data, notes: Vec::new(), code: 0 }
    }

    /// Lets the command end with another exit code.
    #[must_use]
    pub fn ending(mut self, code: u8) -> Self {
        self.code = code;
        self
    }
}

/// What a command has done so far, one line each, and what it is about: for whoever has to say so
/// when it is interrupted.
#[derive(Debug, Clone, Default)]
pub struct Journal(Arc<Mutex<Entries>>);

#[derive(Debug, Default)]
struct Entries {
    done: Vec<String>,
    under_way: Vec<String>,
}

impl Journal {
    /// Adds a line about what is done.
    pub fn note(&self, line: impl Into<String>) {
        self.entries().done.push(line.into());
    }

    /// Waits for a call that is to do something to `what`. Whoever asks before it has ended is told
    /// that nobody knows what became of that.
    pub async fn during<T>(&self, what: impl ToString, call: impl Future<Output = T>) -> T {
        let what = what.to_string();
        self.entries().under_way.push(what.clone());
        let ended = call.await;
        let mut entries = self.entries();
        if let Some(at) = entries.under_way.iter().position(|one| *one == what) {
            entries.under_way.remove(at);
        }
        ended
    }

    /// Returns the lines about what is done, the oldest first.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.entries().done.clone()
    }

    /// Returns what may be done or not, since a call is under way that has not ended.
    #[must_use]
    pub fn uncertain(&self) -> Vec<String> {
        self.entries().under_way.clone()
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the mesh that a command is about: the one that was named, else the only one there is.
///
/// # Errors
///
/// A usage error when there is none, or several.
pub async fn only_mesh(api: &Api, named: Option<&Name>) -> Result<Name, CliError> {
    if let Some(name) = named {
        return Ok(name.clone());
    }
    let meshes = api.meshes().await?;
    match meshes.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(CliError::new(ErrorKind::Failed, "there is no mesh")
            .hint("make one with `meshctl create-mesh --mesh-name NAME` or `meshctl apply`")),
        several => {
            let names: Vec<&str> = several.iter().map(Name::as_str).collect();
            Err(CliError::new(ErrorKind::Usage, "there are several meshes, and none was named")
                .hint(format!("add --mesh with one of {}", names.join(", "))))
        }
    }
}
