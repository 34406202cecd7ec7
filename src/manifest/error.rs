//! Errors and problems of manifests.

use std::fmt;

use super::Origin;
use crate::aws_cli::args::{ValueStyle, botocore_message};
use crate::error::{ErrorKind, Explain, quoted};
use crate::model::Key;
use crate::model::check::Violation;

/// Why manifests cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The files have no documents.
    #[error("no manifests found in {}", quoted(files))]
    Empty {
        /// The files that were read.
        files: Vec<String>,
    },
    /// All problems in reading order; at least one.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
}

const MANIFEST_FORMATS: &str = "a manifest is a custom resource of appmesh.k8s.aws, or JSON or \
                                YAML as in `--cli-input-json`";

impl Explain for ManifestError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Empty { .. } => Some(MANIFEST_FORMATS.to_owned()),
            Self::Problems(problems) => problems.iter().find_map(|problem| problem.kind.hint()),
        }
    }
}

/// A problem in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The document.
    pub origin: Origin,
    /// The object: `VirtualNode/prod/dj`; empty if the document does not identify it.
    pub subject: String,
    /// The problem.
    pub kind: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.origin)?;
        if !self.subject.is_empty() {
            write!(f, "{}: ", self.subject)?;
        }
        self.kind.fmt(f)
    }
}

/// What is wrong in a document.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProblemKind {
    /// The file is neither YAML nor JSON.
    #[error("{message}")]
    Syntax {
        /// The message of the parser.
        message: String,
    },
    /// The document is not a manifest.
    #[error("this is neither an App Mesh resource nor a Kubernetes object")]
    NotAManifest,
    /// A custom resource of App Mesh with an unknown version or kind.
    #[error("`{api_version}` has no kind `{kind}`")]
    UnknownKind {
        /// Its `apiVersion`.
        api_version: String,
        /// Its `kind`.
        kind: String,
    },
    /// A field that neither the format nor the App Mesh API has.
    #[error("unknown field `{path}`; expected one of {}", .known.join(", "))]
    Unknown {
        /// Its path: `spec.listeners[0].prot`.
        path: String,
        /// The known fields.
        known: Vec<String>,
    },
    /// A field that is missing or invalid.
    #[error("`{path}` must be {expected}")]
    Malformed {
        /// Its path.
        path: String,
        /// What it must be: `a list`.
        expected: String,
    },
    /// It does not specify its mesh or gateway, and the files do not define exactly one.
    #[error("it does not specify its {parent}, and the files define {}", listed_names(.found))]
    NoParent {
        /// `mesh` or `virtual gateway`.
        parent: &'static str,
        /// Those that the files define.
        found: Vec<String>,
    },
    /// The spec violates the service model; the message is the AWS CLI's for the same input.
    #[error("{}", botocore_message(.0, |_| ValueStyle::OrderedDict))]
    Invalid(Violation),
    /// The file defines the same resource with another spec.
    #[error("`{key}` is defined twice in this file and differs from {first}")]
    DefinedTwice {
        /// The resource.
        key: Key,
        /// Its first definition.
        first: Origin,
    },
}

impl ProblemKind {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NotAManifest => MANIFEST_FORMATS.to_owned(),
            Self::UnknownKind { .. } => {
                "supported versions of appmesh.k8s.aws are v1beta1 and v1beta2".to_owned()
            }
            Self::NoParent { parent: "mesh", .. } => {
                "specify it with `--mesh NAME`, or with `meshName` or `spec.meshRef` in the file"
                    .to_owned()
            }
            Self::NoParent { .. } => {
                "specify it with `spec.virtualGatewayRef: {name: NAME}`".to_owned()
            }
            Self::DefinedTwice { .. } => {
                "remove one of them, or move it to another file: the last file \
                                          wins"
                    .to_owned()
            }
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

fn listed_names(found: &[String]) -> String {
    if found.is_empty() { "none".to_owned() } else { quoted(found) }
}
