//! Which resources a policy is written for, or a check is made on.

use std::fmt;
use std::str::FromStr;

use crate::model::{Kind, Operation, Verb};

/// The ARN of a mesh or of something in one; `*` and `?` may stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyScope {
    /// `arn:aws:appmesh:us-west-2:111122223333:`, colon included.
    prefix: String,
    /// `mesh/shop`, `mesh/shop/virtualNode/web` …
    path: String,
}

/// The text is no ARN of App Mesh.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no ARN of a mesh or of something in one")]
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
    /// Returns the scope of every mesh of an account in a region.
    #[must_use]
    pub fn every_mesh(partition: &str, region: &str, account: &str) -> Self {
        let prefix = format!("arn:{partition}:appmesh:{region}:{account}:");
        Self { prefix, path: "mesh/*".to_owned() }
    }

    /// Returns the name of the mesh when the scope is one whole mesh, named without wildcards.
    #[must_use]
    pub fn mesh(&self) -> Option<&str> {
        let name = self.path.strip_prefix("mesh/")?;
        (!name.contains(['/', '*', '?'])).then_some(name)
    }

    /// Whether it is all meshes of an account in a region, both named.
    #[must_use]
    pub fn covers_every_mesh(&self) -> bool {
        self.path == "mesh/*" && !self.prefix.contains(['*', '?'])
    }

    /// Whether it is a mesh, or all, rather than something in one.
    fn whole(&self) -> bool {
        self.path.matches('/').count() == 1
    }

    /// Returns the ARNs that a policy for this scope names: a mesh and all in it, or the one.
    #[must_use]
    pub fn arns(&self) -> Vec<String> {
        let arn = self.to_string();
        if self.whole() && !self.path.ends_with('*') {
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
        if !self.whole() {
            return arn;
        }
        let Some(operation) = operation else { return format!("{arn}/*") };
        let Some(kind) = operation.kind() else { return arn };
        // A list is authorised on what holds the listed.
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
