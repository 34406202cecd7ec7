//! Reads manifests, in the formats that users already have, as desired resources.
//!
//! Three formats, which are detected: the Kubernetes custom resources of the App Mesh controller
//! (`appmesh.k8s.aws/v1beta1` of 2019 and `v1beta2`), and plain App Mesh JSON or YAML, as in
//! `--cli-input-json` and in responses of `describe-*`. Other Kubernetes kinds are ignored, with a
//! note.
//!
//! [`read`] is pure; only [`source`] reads files. The command `apply` uses the resources.
//!
//! A table per format (`fields::V1BETA1`, `fields::V1BETA2`) lists the fields that differ from the
//! API; for all others the service model applies. A field that neither has is an error, so that
//! nothing is lost silently.

mod document;
mod error;
mod fields;
mod kubernetes;
mod merge;
mod names;
mod object;
mod plain;
mod routes;
mod scope;
pub mod source;
mod v1beta1;
mod v1beta2;

use std::fmt;

use serde_json::Value;

use crate::model::{Key, Name};

pub use error::{ManifestError, Problem, ProblemKind};
pub use source::SourceFile;

/// The location of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file's path as given or found; `standard input` for `-`.
    pub file: String,
    /// Number of the document in the file, from 1. Empty documents do not count.
    pub document: usize,
    /// First line of the document, from 1; unknown for JSON.
    pub line: Option<usize>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, document {}", self.file, self.document)?;
        self.line.map_or(Ok(()), |line| write!(f, " (line {line})"))
    }
}

/// A resource that a manifest defines.
#[derive(Debug, Clone, PartialEq)]
pub struct Desired {
    /// The resource.
    pub key: Key,
    /// Its spec in the form of the API, checked against the service model.
    pub spec: Value,
    /// Tags to create it with, in the manifest's order. Only the plain format has them.
    pub tags: Vec<(String, String)>,
    /// Whether the manifest only requires that the resource exists, whatever its spec: a mesh in
    /// `v1beta1`, or a plain mesh without `spec`.
    pub any_spec: bool,
    /// Where it is defined.
    pub origin: Origin,
}

/// A part of a manifest that has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredPart {
    /// Where it is.
    pub origin: Origin,
    /// The object or field: `Deployment/prod/dj`, or `VirtualNode/prod/dj spec.podSelector`.
    pub subject: String,
    /// The reason, as the rest of a sentence about `subject`: `is not part of App Mesh`.
    pub reason: String,
}

impl std::fmt::Display for IgnoredPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} {}", self.origin, self.subject, self.reason)
    }
}

/// The result of reading manifests.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ManifestSet {
    /// The resources, each key once, in the order of their first definition.
    pub desired: Vec<Desired>,
    /// The parts without effect, in reading order.
    pub ignored: Vec<IgnoredPart>,
}

/// Values for what a manifest does not specify.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The mesh of resources that do not name one. By default the only mesh in the set.
    pub mesh: Option<Name>,
    /// The namespace of custom resources that do not name one. By default `default`.
    pub namespace: Option<String>,
}

/// Reads all `files` as one set of manifests.
///
/// References between custom resources are resolved across all files, in any order. A resource can
/// be defined more than once: in different files the last definition wins, as if the files were
/// applied one by one; in the same file the definitions must be equal.
///
/// # Errors
///
/// [`ManifestError::Problems`] with all problems of all files, and [`ManifestError::Empty`] if they
/// have no document.
pub fn read(files: &[SourceFile], defaults: &Defaults) -> Result<ManifestSet, ManifestError> {
    let mut set = ManifestSet::default();
    let mut problems = Vec::new();
    let mut documents = Vec::new();
    for file in files {
        document::parse(file, &mut documents, &mut problems);
    }
    if documents.is_empty() && problems.is_empty() {
        return Err(ManifestError::Empty {
            files: files.iter().map(|file| file.path.clone()).collect(),
        });
    }
    let names = names::NameTable::gather(&documents, defaults);
    for document in &documents {
        let mut scope = scope::DocumentScope::new(document, &names, &mut set, &mut problems);
        match document.form() {
            document::DocumentForm::Custom(object) => kubernetes::read(&object, &mut scope),
            document::DocumentForm::Foreign(subject) => {
                scope.ignore(&subject, "is not part of App Mesh");
            }
            document::DocumentForm::Plain(members) => plain::read(members, &mut scope),
            document::DocumentForm::Other => scope.problem(ProblemKind::NotAManifest),
        }
    }
    merge::validate(&set.desired, &mut problems);
    merge::keep_last(&mut set, &mut problems);
    if problems.is_empty() { Ok(set) } else { Err(ManifestError::Problems(problems)) }
}

#[cfg(test)]
mod tests;
