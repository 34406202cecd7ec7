//! The seven kinds of resource, one row of a table each.

use std::fmt;
use std::str::FromStr;

/// A kind of App Mesh resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A service mesh, which holds all the others.
    Mesh,
    /// A workload: what an Envoy stands beside.
    VirtualNode,
    /// A set of routes behind one or more virtual services.
    VirtualRouter,
    /// A rule of a virtual router.
    Route,
    /// A name that workloads call.
    VirtualService,
    /// An entrance into the mesh.
    VirtualGateway,
    /// A rule of a virtual gateway.
    GatewayRoute,
}

struct Row {
    /// As the service writes it in messages, and Kubernetes in `kind:`.
    title: &'static str,
    /// Segment of its ARN, and the member that clients wrap it in.
    segment: &'static str,
    /// Result member of its list operation.
    plural: &'static str,
    /// Member that holds its name.
    name_member: &'static str,
    parent: Option<Kind>,
}

impl Kind {
    /// All kinds; a kind comes after every kind that it may refer to, but for the backends of a
    /// virtual node, so this is an order of creation and, turned round, of deletion.
    pub const ALL: [Kind; 7] = [
        Kind::Mesh,
        Kind::VirtualNode,
        Kind::VirtualRouter,
        Kind::Route,
        Kind::VirtualService,
        Kind::VirtualGateway,
        Kind::GatewayRoute,
    ];

    const fn row(self) -> Row {
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
        Row { title, segment, plural, name_member, parent }
    }

    /// Returns `VirtualNode`: how messages and Kubernetes manifests spell it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// Returns `virtualNode`: its ARN segment, and the member clients show it under.
    #[must_use]
    pub const fn segment(self) -> &'static str {
        self.row().segment
    }

    /// Returns `virtualNodes`: the member that its list operation answers with.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        self.row().plural
    }

    /// Returns `virtualNodeName`: the member that holds its name.
    #[must_use]
    pub const fn name_member(self) -> &'static str {
        self.row().name_member
    }

    /// Returns the kind it hangs under: a route's virtual router, a gateway route's gateway.
    #[must_use]
    pub const fn parent(self) -> Option<Kind> {
        self.row().parent
    }

    /// Returns the kind whose children hang under this one, if there is such a kind.
    #[must_use]
    pub fn child(self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.parent() == Some(self))
    }

    /// Returns `virtualnode`: how verbs write it in `virtualnode/jazz-v1`, as kubectl does.
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

/// The text is no kind of App Mesh resource.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no kind of App Mesh resource")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    /// Reads a kind in any spelling that differs from the title only in case and `-`.
    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let plain = text.replace('-', "").to_ascii_lowercase();
        Kind::ALL
            .into_iter()
            .find(|kind| kind.noun() == plain || kind.plural().to_ascii_lowercase() == plain)
            .ok_or_else(|| UnknownKind(text.to_owned()))
    }
}
