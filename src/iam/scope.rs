//! The resources that a policy or a check covers.

use std::fmt;
use std::str::FromStr;

use crate::model::{Kind, Operation, Verb};

/// The ARN of a mesh or of a resource in a mesh; may contain the wildcards `*` and `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyScope {
    /// `arn:aws:appmesh:us-west-2:111122223333:`, colon included.
    prefix: String,
    /// `mesh/shop`, `mesh/shop/virtualNode/web` …
    path: String,
}

/// The string is not the ARN of a mesh or of a resource in a mesh.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not the ARN of a mesh or of a resource in a mesh")]
pub struct BadPolicyScope(String);

impl FromStr for PolicyScope {
    type Err = BadPolicyScope;

    fn from_str(text: &str) -> Result<Self, BadPolicyScope> {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        match parts.as_slice() {
            ["arn", partition, "appmesh", region, account, path]
                if path.len() > "mesh/".len() && path.starts_with("mesh/") =>
            {
                let prefix = format!("arn:{partition}:appmesh:{region}:{account}:");
                Ok(Self { prefix, path: (*path).to_owned() })
            }
            _ => Err(BadPolicyScope(text.to_owned())),
        }
    }
}

impl fmt::Display for PolicyScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.prefix, self.path)
    }
}

impl PolicyScope {
    /// Returns the scope of all meshes of an account in a region.
    #[must_use]
    pub fn every_mesh(partition: &str, region: &str, account: &str) -> Self {
        let prefix = format!("arn:{partition}:appmesh:{region}:{account}:");
        Self { prefix, path: "mesh/*".to_owned() }
    }

    /// Returns the name of the mesh if the scope is one mesh, without wildcards.
    #[must_use]
    pub fn mesh(&self) -> Option<&str> {
        let name = self.path.strip_prefix("mesh/")?;
        (!name.contains(['/', '*', '?'])).then_some(name)
    }

    /// Returns whether the scope is all meshes of an account in a region, without wildcards in either.
    #[must_use]
    pub fn covers_every_mesh(&self) -> bool {
        self.path == "mesh/*" && !self.prefix.contains(['*', '?'])
    }

    /// Returns whether the scope is one or all meshes, not a resource in a mesh.
    fn is_mesh(&self) -> bool {
        self.path.matches('/').count() == 1
    }

    /// Returns the ARNs for a policy with this scope: a mesh and all resources in it, or one resource.
    #[must_use]
    pub fn arns(&self) -> Vec<String> {
        let arn = self.to_string();
        if self.is_mesh() && !self.path.ends_with('*') {
            let members = format!("{arn}/*");
            return vec![arn, members];
        }
        vec![arn]
    }

    /// Returns the pattern of the resources in this scope on which `operation` is authorized
    /// (`docs/behaviour/api.md#permissions`). `None` is the action that is not an operation: the
    /// Envoy stream.
    #[must_use]
    pub fn resources(&self, operation: Option<&Operation>) -> String {
        let arn = self.to_string();
        if !self.is_mesh() {
            return arn;
        }
        let Some(operation) = operation else { return format!("{arn}/*") };
        let Some(kind) = operation.kind() else { return arn };
        // A list operation is authorized on the parent of the listed resources.
        let subject = if operation.verb == Verb::List { kind.parent() } else { Some(kind) };
        let mut path = arn;
        for kind in [subject.and_then(Kind::parent), subject].into_iter().flatten() {
            if kind != Kind::Mesh {
                path.push_str(&format!("/{}/*", kind.segment()));
            }
        }
        path
    }
}
