//! Reads the files that people already have into desired resources.
//!
//! Three formats are recognized by their content: the Kubernetes custom resources of the App Mesh
//! controller (`appmesh.k8s.aws/v1beta1` of 2019 and `v1beta2`), and plain App Mesh JSON or YAML
//! as `--cli-input-json` takes it and `describe-*` returns it. Other Kubernetes kinds are ignored
//! with a note.
//!
//! Text in, resources out ([`read`]); only [`source`] touches files. What to do with the resources
//! is for the verb `apply`.
//!
//! What the walk from a manifest's spec to an App Mesh spec knows is a table per format
//! (`fields::V1BETA1`, `fields::V1BETA2`); all else is the service model, so that a field which
//! neither of them has is an error and never lost.

mod document;
mod error;
mod fields;
mod kubernetes;
mod names;
mod plain;
mod scope;
mod settle;
pub mod source;
mod v1beta1;
mod v1beta2;

use std::fmt;

use serde_json::Value;

use crate::model::{Key, Name};

pub use error::{Fault, ManifestError, Problem};
pub use source::Text;

/// A place in a file that something was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file's path as it was given or found; `standard input` for `-`.
    pub file: String,
    /// Which of the file's documents, from 1. Empty documents do not count.
    pub document: usize,
    /// The line it starts at, from 1; unknown for JSON.
    pub line: Option<usize>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, document {}", self.file, self.document)?;
        self.line.map_or(Ok(()), |line| write!(f, " (line {line})"))
    }
}

/// A resource that a manifest wishes for.
#[derive(Debug, Clone, PartialEq)]
pub struct Desired {
    /// Which resource.
    pub key: Key,
    /// Its spec in the API's form; it has passed the checks of the service model.
    pub spec: Value,
    /// Tags to create it with, in the manifest's order. Only the plain format has them.
    pub tags: Vec<(String, String)>,
    /// Whether the manifest only says that the resource is, and not how: then one that exists
    /// already is right, whatever its spec. So a mesh in `v1beta1`, or a plain one without `spec`.
    pub any_spec: bool,
    /// Where the manifest is.
    pub origin: Origin,
}

/// A part of a manifest that is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// Where it is.
    pub origin: Origin,
    /// What it is: `Deployment/prod/dj`, or `VirtualNode/prod/dj spec.podSelector`.
    pub what: String,
    /// Why it is ignored, to be read after `what`: `is not part of App Mesh`.
    pub why: String,
}

impl std::fmt::Display for Ignored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} {}", self.origin, self.what, self.why)
    }
}

/// What a set of manifests comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Set {
    /// The resources, each key once, in the order of their first mention.
    pub desired: Vec<Desired>,
    /// What was ignored, in reading order.
    pub ignored: Vec<Ignored>,
}

/// What a manifest may leave unsaid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The mesh of resources that do not name theirs. Without it, the only mesh in the set.
    pub mesh: Option<Name>,
    /// The namespace of custom resources that do not name theirs. Without it, `default`.
    pub namespace: Option<String>,
}

/// Reads all `texts` as one set of manifests.
///
/// References between custom resources are resolved across all texts, whatever their order. A
/// resource may come twice: in two files the later one (in the order of `texts`) wins, as it
/// would if the files were applied one by one; in one file both must say the same.
///
/// # Errors
///
/// [`ManifestError::Problems`] with everything that is wrong in any of the texts, and
/// [`ManifestError::Empty`] if there is no document in them at all.
pub fn read(texts: &[Text], defaults: &Defaults) -> Result<Set, ManifestError> {
    let mut set = Set::default();
    let mut problems = Vec::new();
    let mut documents = Vec::new();
    for text in texts {
        document::parse(text, &mut documents, &mut problems);
    }
    if documents.is_empty() && problems.is_empty() {
        return Err(ManifestError::Empty {
            files: texts.iter().map(|text| text.file.clone()).collect(),
        });
    }
    let names = names::Names::gather(&documents, defaults);
    for document in &documents {
        let mut scope = scope::Scope::new(document, &names, &mut set, &mut problems);
        match document.form() {
            document::Form::Custom(object) => kubernetes::read(&object, &mut scope),
            document::Form::Foreign(what) => scope.skip(&what, "is not part of App Mesh"),
            document::Form::Plain(members) => plain::read(members, &mut scope),
            document::Form::Other => scope.problem(Fault::NoManifest),
        }
    }
    settle::check(&set.desired, &mut problems);
    settle::last_wins(&mut set, &mut problems);
    if problems.is_empty() { Ok(set) } else { Err(ManifestError::Problems(problems)) }
}

#[cfg(test)]
mod tests;
