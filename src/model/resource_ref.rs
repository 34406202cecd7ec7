//! Resources as people name them.

use std::fmt;
use std::str::FromStr;

use super::arn::{AccountId, Arn, mesh_owner, path_in_mesh_of};
use super::key::Key;

/// A resource as somebody reference it: by its names alone, with the owner of its mesh, or by its ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRef {
    /// Which it is.
    pub key: Key,
    /// Account that owns its mesh, if that was said; an ARN always says so.
    pub mesh_owner: Option<AccountId>,
    /// Its ARN, if it was reference by that.
    pub arn: Option<Arn>,
}

/// The text names no resource.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` names no resource; write MESH, MESH/virtualNode/NAME, \
     MESH/virtualRouter/NAME/route/NAME and so on, or an ARN"
)]
pub struct BadName(String);

impl From<Arn> for ResourceRef {
    fn from(arn: Arn) -> Self {
        let owner = arn.mesh_owner.as_ref().unwrap_or(&arn.account);
        Self { key: arn.key.clone(), mesh_owner: Some(owner.clone()), arn: Some(arn) }
    }
}

impl FromStr for ResourceRef {
    type Err = BadName;

    /// Reads what people type: an ARN, or what [`Key::path`] writes, with or without `mesh/`.
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName(text.to_owned());
        // What is wrong in an ARN must not turn it into the name of something else.
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
    /// Writes it as it was said, with `mesh/`.
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
    fn people_name_resources_with_and_without_what_is_always_the_same() {
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
