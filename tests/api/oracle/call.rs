//! Random API calls with few names, so that they conflict.

use std::fmt;

use serde_json::{Value, json};

use crate::support::random::Random;

/// A kind of resource, independent of the server's model.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Kind {
    /// Position in creation order, by which resources are sorted.
    pub(super) rank: u8,
    pub(super) title: &'static str,
    pub(super) segment: &'static str,
    pub(super) plural: &'static str,
    pub(super) parent: Option<&'static Kind>,
}

const fn kind(
    rank: u8,
    title: &'static str,
    segment: &'static str,
    plural: &'static str,
    parent: Option<&'static Kind>,
) -> Kind {
    Kind { rank, title, segment, plural, parent }
}

pub(super) static MESH: Kind = kind(0, "Mesh", "mesh", "meshes", None);
pub(super) static NODE: Kind = kind(1, "VirtualNode", "virtualNode", "virtualNodes", None);
pub(super) static ROUTER: Kind = kind(2, "VirtualRouter", "virtualRouter", "virtualRouters", None);
pub(super) static ROUTE: Kind = kind(3, "Route", "route", "routes", Some(&ROUTER));
pub(super) static SERVICE: Kind =
    kind(4, "VirtualService", "virtualService", "virtualServices", None);
pub(super) static GATEWAY: Kind =
    kind(5, "VirtualGateway", "virtualGateway", "virtualGateways", None);
pub(super) static GATEWAY_ROUTE: Kind =
    kind(6, "GatewayRoute", "gatewayRoute", "gatewayRoutes", Some(&GATEWAY));

/// Kinds by frequency.
static KINDS: [&Kind; 12] = [
    &MESH,
    &NODE,
    &NODE,
    &ROUTER,
    &ROUTER,
    &ROUTE,
    &ROUTE,
    &ROUTE,
    &SERVICE,
    &SERVICE,
    &GATEWAY,
    &GATEWAY_ROUTE,
];

/// Identifies a resource.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ResourceId {
    pub(super) mesh: &'static str,
    pub(super) kind: &'static Kind,
    /// Empty for kinds without a parent.
    pub(super) parent: &'static str,
    pub(super) name: &'static str,
}

impl fmt::Debug for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}/{}", self.kind.title, self.mesh, self.parent, self.name)
    }
}

/// Where a page of a list starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageStart {
    First,
    /// After the last page of this list.
    Next,
    /// At a token that the server did not issue.
    InvalidToken,
}

/// A request for a page of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageRequest {
    pub(super) limit: Option<usize>,
    pub(super) from: PageStart,
}

/// The ARN of a resource, or an invalid one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ArnInput {
    Valid(ResourceId),
    OtherAccount(ResourceId),
    Malformed,
}

/// Spec and token of a create or an update.
#[derive(Debug, Clone)]
pub(super) struct WriteSpec {
    pub(super) spec: Value,
    /// Whether the spec satisfies the rules about itself.
    pub(super) valid: bool,
    pub(super) token: Option<&'static str>,
}

pub(super) type Tags = Vec<(String, &'static str)>;

/// An API call.
#[derive(Debug, Clone)]
pub(super) enum ApiCall {
    Create { at: ResourceId, write: WriteSpec, tags: Tags, owner: Option<&'static str> },
    Update { at: ResourceId, write: WriteSpec, owner: Option<&'static str> },
    Describe { at: ResourceId, owner: Option<&'static str> },
    Delete { at: ResourceId, owner: Option<&'static str> },
    List { of: ResourceId, page: PageRequest },
    Tag { arn: ArnInput, tags: Tags },
    Untag { arn: ArnInput, keys: Vec<String> },
    ListTags { arn: ArnInput, page: PageRequest },
}

/// Client tokens.
pub(super) const TOKENS: [&str; 3] = ["t", "u", "v"];

const NAMES: [&str; 3] = ["a", "b", "c"];
const PORTS: [Option<u16>; 5] = [None, None, Some(80), Some(81), Some(90)];

impl ApiCall {
    pub(super) fn any(random: &mut Random) -> Self {
        let at = ResourceId::any(random);
        let owner = match random.below(40) {
            _ if at.kind == &MESH => None,
            0 => Some("210987654321"),
            1 | 2 => Some(crate::support::api::ACCOUNT),
            _ => None,
        };
        let page = PageRequest {
            limit: random.of(&[None, Some(1), Some(2), Some(3), Some(50)]),
            from: random.of(&[
                PageStart::First,
                PageStart::First,
                PageStart::Next,
                PageStart::Next,
                PageStart::InvalidToken,
            ]),
        };
        match random.below(100) {
            0..40 => {
                let tags = if random.chance(20) { tags(random) } else { Vec::new() };
                Self::Create { write: WriteSpec::any(random, at.kind), at, tags, owner }
            }
            40..58 => Self::Update { write: WriteSpec::any(random, at.kind), at, owner },
            58..66 => Self::Describe { at, owner },
            66..78 => Self::Delete { at, owner },
            78..86 => Self::List { of: at, page },
            86..92 => Self::Tag { arn: arn(random, at), tags: tags(random) },
            92..95 => {
                let keys = tags(random).into_iter().map(|(key, _)| key).collect();
                Self::Untag { arn: arn(random, at), keys }
            }
            _ => Self::ListTags { arn: arn(random, at), page },
        }
    }
}

impl ResourceId {
    fn any(random: &mut Random) -> Self {
        let kind = random.of(&KINDS);
        // The second mesh is for lists and for deletion.
        let mesh = if random.chance(90) { "m" } else { "o" };
        let name = if kind == &MESH { mesh } else { random.of(&NAMES) };
        let parent = if kind.parent.is_some() { random.of(&NAMES[..2]) } else { "" };
        Self { mesh, kind, parent, name }
    }
}

fn arn(random: &mut Random, at: ResourceId) -> ArnInput {
    match random.below(20) {
        0 => ArnInput::OtherAccount(at),
        1 => ArnInput::Malformed,
        _ => ArnInput::Valid(at),
    }
}

fn tags(random: &mut Random) -> Tags {
    let many = random.of(&[1, 2, 35, 35]);
    let mut all: Vec<(String, &'static str)> = Vec::new();
    for at in 0..many {
        // Many tags have different keys; few tags may have duplicates.
        let key = if many > 2 { at + 1 } else { random.below(60) };
        all.push((format!("k{key}"), random.of(&["", "x"])));
    }
    if random.chance(3) {
        all.push(("AWS:x".to_owned(), ""));
    }
    if many > 2 && random.chance(50) {
        for (key, _) in &mut all {
            *key = key.replace('k', "l");
        }
    }
    all
}

impl WriteSpec {
    fn any(random: &mut Random, kind: &'static Kind) -> Self {
        let token = random.chance(40).then(|| random.of(&TOKENS));
        if random.chance(3) {
            return Self { spec: invalid_spec(kind), valid: false, token };
        }
        Self { spec: spec(random, kind), valid: true, token }
    }
}

/// Returns a spec that violates a rule about itself.
fn invalid_spec(kind: &Kind) -> Value {
    match kind.title {
        "Mesh" => json!({"egressFilter": {"type": "SOME"}}),
        "VirtualNode" => listeners(&[(80, "http"), (80, "tcp")]),
        "VirtualRouter" => listeners(&[(0, "http")]),
        "Route" | "GatewayRoute" => json!({}),
        "VirtualService" => json!({"provider": {"virtualNode": {"virtualNodeName": "a/b"}}}),
        _ => json!({"listeners": []}),
    }
}

fn listeners(given: &[(u16, &str)]) -> Value {
    let one = |(port, protocol): &(u16, &str)| json!({"portMapping": {"port": port, "protocol": protocol}});
    json!({"listeners": given.iter().map(one).collect::<Vec<_>>()})
}

fn spec(random: &mut Random, kind: &'static Kind) -> Value {
    match kind.title {
        "Mesh" => random.of(&[json!({}), json!({"egressFilter": {"type": "ALLOW_ALL"}})]),
        "VirtualNode" => node(random),
        "VirtualRouter" => listeners(random.of(&[
            &[][..],
            &[(80, "http")],
            &[(81, "http")],
            &[(80, "http"), (81, "grpc")],
            &[(81, "tcp")],
        ])),
        "VirtualGateway" => listeners(random.of(&[
            &[(80, "http")][..],
            &[(81, "http")],
            &[(80, "http"), (81, "http")],
            &[(80, "grpc")],
        ])),
        "VirtualService" => {
            let name = random.of(&NAMES);
            random.of(&[
                json!({}),
                json!({"provider": {"virtualNode": {"virtualNodeName": name}}}),
                json!({"provider": {"virtualRouter": {"virtualRouterName": name}}}),
            ])
        }
        "Route" => route(random),
        _ => {
            let target = json!({"virtualService": {"virtualServiceName": random.of(&NAMES)}});
            let target = with_port(random, target);
            let matching = with_port(random, json!({"prefix": "/"}));
            json!({"httpRoute": {"match": matching, "action": {"target": target}}})
        }
    }
}

fn node(random: &mut Random) -> Value {
    let mut spec = listeners(random.of(&[
        &[][..],
        &[(80, "http")],
        &[(81, "http")],
        &[(80, "http"), (81, "http")],
    ]));
    spec["serviceDiscovery"] = json!({"dns": {"hostname": "h"}});
    if random.chance(30) {
        let service = json!({"virtualServiceName": random.of(&NAMES)});
        spec["backends"] = json!([{"virtualService": service}]);
    }
    if random.chance(30)
        && let Some(first) = spec["listeners"].get_mut(0)
    {
        first["healthCheck"] = json!({
            "protocol": "tcp", "healthyThreshold": 2, "unhealthyThreshold": 2,
            "intervalMillis": 5000, "timeoutMillis": 2000,
        });
    }
    spec
}

fn route(random: &mut Random) -> Value {
    let kind = random.of(&["httpRoute", "httpRoute", "httpRoute", "grpcRoute", "tcpRoute"]);
    let matching = if kind == "httpRoute" { json!({"prefix": "/"}) } else { json!({}) };
    let matching = with_port(random, matching);
    let first = random.below(NAMES.len());
    let mut targets = Vec::new();
    for at in 0..=random.below(2) {
        let name = NAMES[(first + at) % NAMES.len()];
        let target = json!({"virtualNode": name, "weight": random.below(101)});
        targets.push(with_port(random, target));
    }
    json!({kind: {"match": matching, "action": {"weightedTargets": targets}}})
}

fn with_port(random: &mut Random, mut of: Value) -> Value {
    if let Some(port) = random.of(&PORTS) {
        of["port"] = json!(port);
    }
    of
}
