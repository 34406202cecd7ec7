//! What reading one document needs at hand: what is known of the set, and where results go.

use serde_json::Value;

use super::document::Document;
use super::names::Names;
use super::{Desired, Fault, Ignored, Origin, Problem, Set};
use crate::model::{Key, Kind, Name};

/// The reading of one document.
pub(super) struct Scope<'a> {
    pub(super) names: &'a Names,
    /// Namespace that references without one are in.
    pub(super) namespace: String,
    /// The document as problems and notes call it: `VirtualNode/prod/dj`.
    pub(super) subject: String,
    origin: &'a Origin,
    set: &'a mut Set,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        document: &'a Document,
        names: &'a Names,
        set: &'a mut Set,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        let namespace = names.namespace();
        let subject = String::new();
        Self { names, namespace, subject, origin: &document.origin, set, problems }
    }

    pub(super) fn problem(&mut self, fault: Fault) {
        let (origin, subject) = (self.origin.clone(), self.subject.clone());
        self.problems.push(Problem { origin, subject, fault });
    }

    pub(super) fn malformed(&mut self, path: &str, wanted: &str) {
        self.problem(Fault::Malformed { path: path.to_owned(), wanted: wanted.to_owned() });
    }

    pub(super) fn unknown(&mut self, path: &str, known: &[&str]) {
        let known = known.iter().map(ToString::to_string).collect();
        self.problem(Fault::Unknown { path: path.to_owned(), known });
    }

    /// Notes that `what` is ignored.
    pub(super) fn skip(&mut self, what: &str, why: &str) {
        let (what, why) = (what.to_owned(), why.to_owned());
        self.set.ignored.push(Ignored { origin: self.origin.clone(), what, why });
    }

    /// Notes that the member at `path` of this document is ignored.
    pub(super) fn skip_member(&mut self, path: &str, why: &str) {
        self.skip(&format!("{} {path}", self.subject), why);
    }

    /// Adds a resource to what is wished for.
    pub(super) fn want(&mut self, key: Key, spec: Value) {
        let (tags, origin) = (Vec::new(), self.origin.clone());
        self.set.desired.push(Desired { key, spec, tags, any_spec: false, origin });
    }

    /// The resource that was wished for last, to say more of it.
    pub(super) fn last(&mut self) -> Option<&mut Desired> {
        self.set.desired.last_mut()
    }

    /// Returns the mesh of a resource that does not name it; nothing is a problem, noted.
    pub(super) fn mesh(&mut self) -> Option<Name> {
        let mesh = self.names.mesh();
        mesh.map_err(|found| self.problem(Fault::NoParent { parent: "mesh", found })).ok()
    }

    /// Returns the App Mesh name of what a `{name, namespace}` at `path` refers to. A custom
    /// resource outside the set has the name that the controller gives by default, which is noted.
    pub(super) fn reference(&mut self, kind: Kind, value: &Value, path: &str) -> Option<Name> {
        let (namespace, name) = self.place(value, path)?;
        let namespace = namespace.unwrap_or_else(|| self.namespace.clone());
        let (found, known) = self.names.resolve(kind, &namespace, &name);
        // A mesh has one name in and outside the cluster, so nothing is guessed.
        if !known && kind != Kind::Mesh {
            let why = format!(
                "is taken to mean `{found}`: the files have no {kind} `{name}` in namespace \
                 `{namespace}`"
            );
            self.skip_member(path, &why);
        }
        Some(found)
    }

    /// Reads a `{name, namespace}` at `path`; anything else is a problem, noted.
    pub(super) fn place(&mut self, value: &Value, path: &str) -> Option<(Option<String>, String)> {
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
