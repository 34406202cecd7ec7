//! The context for reading one document: the names in the set, and where results are added.

use serde_json::Value;

use super::document::Document;
use super::names::NameTable;
use super::object::Object;
use super::{Desired, IgnoredPart, ManifestSet, Origin, Problem, ProblemKind};
use crate::model::{Key, Kind, Name};

/// The context for reading one document.
pub(super) struct DocumentScope<'a> {
    pub(super) names: &'a NameTable,
    /// Namespace of references that do not name one.
    pub(super) namespace: String,
    /// The document in problems and notes: `VirtualNode/prod/dj`.
    pub(super) subject: String,
    origin: &'a Origin,
    set: &'a mut ManifestSet,
    problems: &'a mut Vec<Problem>,
}

impl<'a> DocumentScope<'a> {
    pub(super) fn new(
        document: &'a Document,
        names: &'a NameTable,
        set: &'a mut ManifestSet,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        let namespace = names.namespace();
        let subject = String::new();
        Self { names, namespace, subject, origin: &document.origin, set, problems }
    }

    /// Adds a problem of this document.
    pub(super) fn problem(&mut self, kind: ProblemKind) {
        let (origin, subject) = (self.origin.clone(), self.subject.clone());
        self.problems.push(Problem { origin, subject, kind });
    }

    pub(super) fn malformed(&mut self, path: &str, expected: &str) {
        let (path, expected) = (path.to_owned(), expected.to_owned());
        self.problem(ProblemKind::Malformed { path, expected });
    }

    pub(super) fn unknown(&mut self, path: &str, known: &[&str]) {
        let known = known.iter().map(ToString::to_string).collect();
        self.problem(ProblemKind::Unknown { path: path.to_owned(), known });
    }

    /// Reports that the API group has no such version or kind.
    pub(super) fn unknown_kind(&mut self, object: &Object<'_>) {
        let (api_version, kind) = (object.api_version.to_owned(), object.kind.to_owned());
        self.problem(ProblemKind::UnknownKind { api_version, kind });
    }

    /// Notes that `subject` has no effect.
    pub(super) fn ignore(&mut self, subject: &str, reason: &str) {
        let (subject, reason) = (subject.to_owned(), reason.to_owned());
        self.set.ignored.push(IgnoredPart { origin: self.origin.clone(), subject, reason });
    }

    /// Notes that the field at `path` of this document has no effect.
    pub(super) fn ignore_field(&mut self, path: &str, reason: &str) {
        self.ignore(&format!("{} {path}", self.subject), reason);
    }

    /// Adds a desired resource.
    pub(super) fn add_desired(&mut self, key: Key, spec: Value) {
        let (tags, origin) = (Vec::new(), self.origin.clone());
        self.set.desired.push(Desired { key, spec, tags, any_spec: false, origin });
    }

    /// Returns the desired resource that was added last.
    pub(super) fn last_desired(&mut self) -> Option<&mut Desired> {
        self.set.desired.last_mut()
    }

    /// Returns the mesh of a resource that does not name one. Adds a problem if it is not clear.
    pub(super) fn mesh(&mut self) -> Option<Name> {
        let mesh = self.names.mesh();
        mesh.map_err(|found| self.problem(ProblemKind::NoParent { parent: "mesh", found })).ok()
    }

    /// Returns the App Mesh name of the object that a `{name, namespace}` at `path` refers to. An
    /// object outside the set gets the default name of the controller, with a note.
    pub(super) fn reference(&mut self, kind: Kind, value: &Value, path: &str) -> Option<Name> {
        let (namespace, name) = self.object_name(value, path)?;
        let namespace = namespace.unwrap_or_else(|| self.namespace.clone());
        let (found, known) = self.names.resolve(kind, &namespace, &name);
        // A mesh has the same name in and outside the cluster, so nothing is guessed.
        if !known && kind != Kind::Mesh {
            let reason = format!(
                "is resolved to `{found}`: the files do not define {kind} `{name}` in namespace \
                 `{namespace}`"
            );
            self.ignore_field(path, &reason);
        }
        Some(found)
    }

    /// Reads a `{name, namespace}` at `path` as (namespace, name). Adds a problem for anything
    /// else.
    pub(super) fn object_name(
        &mut self,
        value: &Value,
        path: &str,
    ) -> Option<(Option<String>, String)> {
        const KNOWN: [&str; 3] = ["name", "namespace", "uid"];
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let Some(name) = text("name") else {
            self.malformed(path, "a reference: {name: NAME, namespace: NAMESPACE}");
            return None;
        };
        for other in value.as_object().into_iter().flat_map(|members| members.keys()) {
            if !KNOWN.contains(&other.as_str()) {
                self.unknown(&format!("{path}.{other}"), &KNOWN);
            }
        }
        Some((text("namespace"), name))
    }
}
