//! The seven kinds of resources.

use std::fmt;
use std::str::FromStr;

/// A kind of App Mesh resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A service mesh: the container of all other kinds.
    Mesh,
    /// A workload with an Envoy sidecar.
    VirtualNode,
    /// A set of routes behind one or more virtual services.
    VirtualRouter,
    /// A routing rule of a virtual router.
    Route,
    /// A service name that workloads call.
    VirtualService,
    /// An ingress into the mesh.
    VirtualGateway,
    /// A routing rule of a virtual gateway.
    GatewayRoute,
}

/// The spellings of a kind.
struct KindNames {
    /// Spelling in service messages and in the `kind:` of Kubernetes manifests.
    title: &'static str,
    /// ARN segment, and the member under which clients show the resource.
    segment: &'static str,
    /// Result member of the list operation.
    plural: &'static str,
    /// Member that holds the name.
    name_member: &'static str,
    parent: Option<Kind>,
}

impl Kind {
    /// All kinds in creation order: a kind follows every kind that it may reference, except for the
    /// backends of a virtual node. Reversed, it is the deletion order.
    pub const ALL: [Kind; 7] = [
        Kind::Mesh,
        Kind::VirtualNode,
        Kind::VirtualRouter,
        Kind::Route,
        Kind::VirtualService,
        Kind::VirtualGateway,
        Kind::GatewayRoute,
    ];

    const fn names(self) -> KindNames {
        let (title, segment, plural, name_member, parent) = match self {
            Kind::Mesh => ("Mesh", "mesh", "meshes", "meshName", None),
            Kind::VirtualNode => {
                ("VirtualNode", "virtualNode", "virtualNodes", "virtualNodeName", None)
            }
            Kind::VirtualRouter => {
                ("VirtualRouter", "virtualRouter", "virtualRouters", "virtualRouterName", None)
            }
            Kind::Route => ("Route", "route", "routes", "routeName", Some(Kind::VirtualRouter)),
            Kind::VirtualService => {
                ("VirtualService", "virtualService", "virtualServices", "virtualServiceName", None)
            }
            Kind::VirtualGateway => {
                ("VirtualGateway", "virtualGateway", "virtualGateways", "virtualGatewayName", None)
            }
            Kind::GatewayRoute => (
                "GatewayRoute",
                "gatewayRoute",
                "gatewayRoutes",
                "gatewayRouteName",
                Some(Kind::VirtualGateway),
            ),
        };
        KindNames { title, segment, plural, name_member, parent }
    }

    /// Returns `VirtualNode`: the spelling in messages and Kubernetes manifests.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.names().title
    }

    /// Returns `virtualNode`: the ARN segment, and the member under which clients show the resource.
    #[must_use]
    pub const fn segment(self) -> &'static str {
        self.names().segment
    }

    /// Returns `virtualNodes`: the result member of the list operation.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        self.names().plural
    }

    /// Returns `virtualNodeName`: the member that holds the name.
    #[must_use]
    pub const fn name_member(self) -> &'static str {
        self.names().name_member
    }

    /// Returns the parent kind: a virtual router for routes, a virtual gateway for gateway routes.
    #[must_use]
    pub const fn parent(self) -> Option<Kind> {
        self.names().parent
    }

    /// Returns the kind whose parent is this kind, if there is one.
    #[must_use]
    pub fn child(self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.parent() == Some(self))
    }

    /// Returns `virtualnode`: the spelling in command output, `virtualnode/jazz-v1`, as in kubectl.
    #[must_use]
    pub fn noun(self) -> String {
        self.title().to_ascii_lowercase()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// The string is not a kind of App Mesh resource.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a kind of App Mesh resource")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    /// Parses a singular or plural name of a kind; case and `-` are ignored.
    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let plain = text.replace('-', "").to_ascii_lowercase();
        Kind::ALL
            .into_iter()
            .find(|kind| kind.noun() == plain || kind.plural().to_ascii_lowercase() == plain)
            .ok_or_else(|| UnknownKind(text.to_owned()))
    }
}
