//! What can be wrong with manifests.

use std::fmt;

use super::Origin;
use crate::aws_cli::args::{ValueStyle, botocore_message};
use crate::error::{ErrorKind, Explain, quoted};
use crate::model::Key;
use crate::model::check::Violation;

/// Why a set of manifests cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// There is no document in any file.
    #[error("there is no manifest in {}", quoted(files))]
    Empty {
        /// The files that were read.
        files: Vec<String>,
    },
    /// Everything that is wrong, in reading order; at least one.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
}

const NO_MANIFEST: &str = "a manifest is a custom resource of appmesh.k8s.aws, or the JSON or YAML of \
                           `--cli-input-json`";

impl Explain for ManifestError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Empty { .. } => Some(NO_MANIFEST.to_owned()),
            Self::Problems(problems) => problems.iter().find_map(|problem| problem.fault.hint()),
        }
    }
}

/// One thing that is wrong in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where.
    pub origin: Origin,
    /// The object, such as `VirtualNode/prod/dj`; empty if the document does not identify one.
    pub subject: String,
    /// What.
    pub fault: Fault,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.origin)?;
        if !self.subject.is_empty() {
            write!(f, "{}: ", self.subject)?;
        }
        self.fault.fmt(f)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// The text is neither YAML nor JSON.
    #[error("{message}")]
    Syntax {
        /// The parser's words.
        message: String,
    },
    /// The document is not a manifest.
    #[error("this is neither an App Mesh resource nor a Kubernetes object")]
    NoManifest,
    /// A custom resource of App Mesh, but of a version or kind that there is not.
    #[error("`{api_version}` has no kind `{kind}`")]
    UnknownKind {
        /// Its `apiVersion`.
        api_version: String,
        /// Its `kind`.
        kind: String,
    },
    /// A member that neither the format nor the App Mesh API has.
    #[error("`{path}` is not known; known there: {}", .known.join(", "))]
    Unknown {
        /// Where it is, as `spec.listeners[0].prot`.
        path: String,
        /// Members that could be there.
        known: Vec<String>,
    },
    /// A member that is missing or is not what it must be.
    #[error("`{path}` must be {wanted}")]
    Malformed {
        /// Where.
        path: String,
        /// What it must be, as `a list`.
        wanted: String,
    },
    /// Nothing says which mesh, or which gateway, it belongs to.
    #[error("nothing says which {parent} it belongs to: the files have {}", count(.found))]
    NoParent {
        /// `mesh` or `virtual gateway`.
        parent: &'static str,
        /// Those in the files.
        found: Vec<String>,
    },
    /// The spec does not fit the service model; the message is the AWS CLI's for the same input.
    #[error("{}", botocore_message(.0, |_| ValueStyle::OrderedDict))]
    Invalid(Violation),
    /// The file wishes for the same resource with another spec.
    #[error("`{key}` is in this file twice, and differs from {first}")]
    Twice {
        /// Which resource.
        key: Key,
        /// Where it is first.
        first: Origin,
    },
}

impl Fault {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NoManifest => NO_MANIFEST.to_owned(),
            Self::UnknownKind { .. } => {
                "the kinds of appmesh.k8s.aws are read in the versions v1beta1 and v1beta2"
                    .to_owned()
            }
            Self::NoParent { parent: "mesh", .. } => {
                "say which with `--mesh NAME`, or with `meshName` or `spec.meshRef` in the file"
                    .to_owned()
            }
            Self::NoParent { .. } => {
                "say which with `spec.virtualGatewayRef: {name: NAME}`".to_owned()
            }
            Self::Twice { .. } => "keep one of the two, or put them in two files: then the later \
                                   file wins"
                .to_owned(),
            _ => return None,
        })
    }
}

fn listed(problems: &[Problem]) -> String {
    if let [problem] = problems {
        return problem.to_string();
    }
    let lines: Vec<String> = problems.iter().map(|problem| format!("\n  {problem}")).collect();
    format!("the manifests have {} problems:{}", problems.len(), lines.concat())
}

fn count(found: &[String]) -> String {
    if found.is_empty() { "none".to_owned() } else { quoted(found) }
}
