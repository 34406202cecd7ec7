//! References to resources as users write them.

use std::fmt;
use std::str::FromStr;

use super::arn::{AccountId, Arn, mesh_owner, path_in_mesh_of};
use super::key::Key;

/// A reference to a resource: its path, optionally with the mesh owner, or its ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRef {
    /// The resource.
    pub key: Key,
    /// Account that owns the mesh, if given; always set for an ARN.
    pub mesh_owner: Option<AccountId>,
    /// The ARN, if the reference is one.
    pub arn: Option<Arn>,
}

/// The string is not a reference to a resource.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` is not a resource; expected a path such as MESH, MESH/virtualNode/NAME or \
     MESH/virtualRouter/NAME/route/NAME, or an ARN"
)]
pub struct BadResourceRef(String);

impl From<Arn> for ResourceRef {
    fn from(arn: Arn) -> Self {
        let owner = arn.mesh_owner.as_ref().unwrap_or(&arn.account);
        Self { key: arn.key.clone(), mesh_owner: Some(owner.clone()), arn: Some(arn) }
    }
}

impl FromStr for ResourceRef {
    type Err = BadResourceRef;

    /// Parses an ARN, or a path as written by [`Key::path`], with or without `mesh/`.
    fn from_str(text: &str) -> Result<Self, BadResourceRef> {
        let bad = || BadResourceRef(text.to_owned());
        // A malformed ARN must not be read as a path.
        if text.starts_with("arn:") {
            return text.parse::<Arn>().map(Self::from).map_err(|_| bad());
        }
        let read = |path: &str| {
            let key = Key::from_path(path)?;
            Some(Self { key, mesh_owner: mesh_owner(path), arn: None })
        };
        read(text).or_else(|| read(&format!("mesh/{text}"))).ok_or_else(bad)
    }
}

impl fmt::Display for ResourceRef {
    /// Formats the reference as it was given, with the prefix `mesh/`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.arn {
            Some(arn) => arn.fmt(f),
            None => f.write_str(&path_in_mesh_of(&self.key, self.mesh_owner.as_ref())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn paths_and_arns_are_parsed() {
        let node = Key::member(Kind::VirtualNode, "m", "n");
        let owner = "111122223333";
        let arn = "arn:aws:appmesh:us-west-2:111122223333:mesh/m/virtualNode/n";
        let shared = "arn:aws:appmesh:us-west-2:444455556666:mesh/m@111122223333/virtualNode/n";
        let cases = [
            ("m/virtualNode/n", Some((node.clone(), None))),
            ("mesh/m/virtualNode/n", Some((node.clone(), None))),
            ("m@111122223333/virtualNode/n", Some((node.clone(), Some(owner)))),
            (arn, Some((node.clone(), Some(owner)))),
            (shared, Some((node, Some(owner)))),
            ("m", Some((Key::mesh("m"), None))),
            ("mesh/m", Some((Key::mesh("m"), None))),
            ("m/virtualRouter/r/route/x", Some((Key::child(Kind::Route, "m", "r", "x"), None))),
            ("m/virtualnode/n", None),
            ("m/n", None),
            ("arn:aws:appmesh:us-west-2:12:mesh/virtualNode/n", None),
            ("", None),
        ];
        for (text, want) in cases {
            let reference = text.parse::<ResourceRef>().ok();
            let got = reference.clone().map(|reference| (reference.key, reference.mesh_owner));
            let want = want.map(|(key, owner)| (key, owner.map(|owner| owner.parse().unwrap())));
            assert_eq!(got, want, "{text}");
            if let Some(reference) = reference {
                assert_eq!(
                    reference.to_string().parse::<ResourceRef>().unwrap(),
                    reference,
                    "{text}"
                );
            }
        }
    }
}
