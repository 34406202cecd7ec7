//! Resource keys.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::arn::AccountId;
use super::kind::Kind;
use super::name::Name;

/// Identifies a resource within an account: mesh, kind, parent (for kinds that have one) and name.
///
/// Keys sort by mesh, then by kind in creation order, then by parent and name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The mesh; for a mesh, its own name.
    pub mesh: Name,
    /// The kind of resource.
    pub kind: Kind,
    /// The virtual router of a route, or the virtual gateway of a gateway route.
    pub parent: Option<Name>,
    /// The name of the resource.
    pub name: Name,
}

impl Key {
    /// Returns the key of a mesh.
    #[must_use]
    pub fn mesh(name: impl Into<Name>) -> Self {
        let name = name.into();
        Self { mesh: name.clone(), kind: Kind::Mesh, parent: None, name }
    }

    /// Returns the key of a resource whose parent is the mesh.
    #[must_use]
    pub fn member(kind: Kind, mesh: impl Into<Name>, name: impl Into<Name>) -> Self {
        Self { mesh: mesh.into(), kind, parent: None, name: name.into() }
    }

    /// Returns the key of a route or gateway route.
    #[must_use]
    pub fn child(
        kind: Kind,
        mesh: impl Into<Name>,
        parent: impl Into<Name>,
        name: impl Into<Name>,
    ) -> Self {
        Self { mesh: mesh.into(), kind, parent: Some(parent.into()), name: name.into() }
    }

    /// Reads the key of a resource of `kind` from the name members of an input or a response.
    /// Returns `None` if a name is missing.
    #[must_use]
    pub fn from_members(kind: Kind, members: &Map<String, Value>) -> Option<Self> {
        let name = |member: &str| members.get(member)?.as_str().map(Name::from);
        let parent = match kind.parent() {
            Some(parent) => Some(name(parent.name_member())?),
            None => None,
        };
        Some(Self { mesh: name("meshName")?, kind, parent, name: name(kind.name_member())? })
    }

    /// Returns the names as input members: the inverse of [`Key::from_members`].
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("meshName".to_owned(), self.mesh.as_str().into());
        if let (Some(parent), Some(name)) = (self.kind.parent(), &self.parent) {
            members.insert(parent.name_member().to_owned(), name.as_str().into());
        }
        members.insert(self.kind.name_member().to_owned(), self.name.as_str().into());
        members
    }

    /// Returns the key of the parent of a route or gateway route.
    #[must_use]
    pub fn parent_key(&self) -> Option<Key> {
        Some(Key::member(self.kind.parent()?, self.mesh.clone(), self.parent.clone()?))
    }

    /// Returns the resource part of the ARN: `mesh/shop/virtualRouter/web/route/all`.
    #[must_use]
    pub fn path(&self) -> String {
        let own = format!("{}/{}", self.kind.segment(), self.name);
        match (self.kind, self.kind.parent(), &self.parent) {
            (Kind::Mesh, ..) => own,
            (_, Some(kind), Some(parent)) => {
                format!("mesh/{}/{}/{parent}/{own}", self.mesh, kind.segment())
            }
            _ => format!("mesh/{}/{own}", self.mesh),
        }
    }

    /// Parses a path as written by [`Key::path`]. The mesh segment may include the mesh owner, as in
    /// `shop@111122223333` (`docs/behaviour/api.md#arns`); the owner is dropped.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        if parts.iter().any(|part| part.is_empty()) {
            return None;
        }
        let kind = |segment: &str| Kind::ALL.into_iter().find(|kind| kind.segment() == segment);
        let mesh = |name: &str| match name.rsplit_once('@') {
            Some((mesh, owner)) if owner.parse::<AccountId>().is_ok() => Name::from(mesh),
            _ => Name::from(name),
        };
        match parts.as_slice() {
            ["mesh", name] => Some(Self::mesh(mesh(name))),
            ["mesh", owner, segment, name] => {
                let kind = kind(segment)?;
                let plain = kind != Kind::Mesh && kind.parent().is_none();
                plain.then(|| Self::member(kind, mesh(owner), *name))
            }
            ["mesh", owner, parent_segment, parent, segment, name] => {
                let kind = kind(segment)?;
                let fits = kind.parent().is_some_and(|parent| parent.segment() == *parent_segment);
                fits.then(|| Self::child(kind, mesh(owner), *parent, *name))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    /// Formats the key as commands print it: `virtualnode/jazz-v1`, `route/jazz-router/all`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.parent {
            Some(parent) => write!(f, "{}/{parent}/{}", self.kind.noun(), self.name),
            None => write!(f, "{}/{}", self.kind.noun(), self.name),
        }
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.path())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let path = String::deserialize(from)?;
        Key::from_path(&path)
            .ok_or_else(|| serde::de::Error::custom(format!("`{path}` is not a resource path")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_members_parse_back_to_the_same_key() {
        for key in [
            Key::mesh("shop"),
            Key::mesh("a@b"),
            Key::member(Kind::VirtualNode, "shop", "web_v1"),
            Key::child(Kind::Route, "shop", "web", "all"),
            Key::child(Kind::GatewayRoute, "shop", "edge", "all"),
        ] {
            assert_eq!(Key::from_path(&key.path()), Some(key.clone()), "{key}");
            assert_eq!(Key::from_members(key.kind, &key.members()), Some(key));
        }
    }

    #[test]
    fn malformed_paths_are_rejected() {
        for path in [
            "",
            "mesh/",
            "mesh/a/b",
            "mesh/a/route/r",
            "mesh/a/mesh/b",
            "mesh/a/virtualGateway/g/route/r",
            "mesh/a/virtualNode/n/extra",
        ] {
            assert_eq!(Key::from_path(path), None, "{path}");
        }
    }

    #[test]
    fn the_mesh_owner_in_a_path_is_dropped() {
        let key = Key::from_path("mesh/shop@111122223333/virtualNode/n");
        assert_eq!(key, Some(Key::member(Kind::VirtualNode, "shop", "n")));
    }
}
