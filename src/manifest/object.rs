//! A Kubernetes object: its names, its kind and its spec.

use serde_json::{Map, Value};

use crate::model::Kind;

/// A Kubernetes object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Object<'a> {
    pub(super) api_version: &'a str,
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
    pub(super) namespace: Option<&'a str>,
    pub(super) members: &'a Map<String, Value>,
}

const GROUP: &str = "appmesh.k8s.aws/";

impl<'a> Object<'a> {
    pub(super) fn new(
        api_version: &'a str,
        kind: &'a str,
        members: &'a Map<String, Value>,
    ) -> Self {
        let metadata = members.get("metadata");
        let text = |name: &str| metadata.and_then(|data| data.get(name)).and_then(Value::as_str);
        let name = text("name").unwrap_or_default();
        Self { api_version, kind, name, namespace: text("namespace"), members }
    }

    /// Returns whether it is a custom resource of the App Mesh controller.
    pub(super) fn is_custom(&self) -> bool {
        self.api_version.starts_with(GROUP)
    }

    /// Returns the version of a custom resource: `v1beta2`.
    pub(super) fn version(&self) -> &'a str {
        self.api_version.strip_prefix(GROUP).unwrap_or_default()
    }

    /// Returns the kind of the App Mesh resource that it defines, if it is one of the seven.
    pub(super) fn mesh_kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.title() == self.kind)
    }

    /// Returns `VirtualNode/prod/dj`, or `Mesh/dj-app` without a namespace.
    pub(super) fn subject(&self) -> String {
        let parts = [Some(self.kind), self.namespace, Some(self.name)];
        let parts: Vec<&str> =
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join("/")
    }

    /// Returns its spec, if it has one that is a JSON object.
    pub(super) fn spec(&self) -> Option<&'a Map<String, Value>> {
        self.members.get("spec").and_then(Value::as_object)
    }
}
