//! What a canary changes: which routes, and to which weights. Pure.

use serde_json::{Value, json};

use crate::client::DescribedResource;
use crate::error::{ErrorKind, Explain, quoted};
use crate::model::types::{RouteSpec, VirtualNodeSpec, WeightedTarget};
use crate::model::{InvalidSpec, Key, Name, spec};

/// Why a canary cannot be planned. Nothing was written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum PlanError {
    #[error("there is no mesh `{mesh}`")]
    NoMesh { mesh: Name, known: Vec<Name> },
    #[error("mesh `{mesh}` has no virtual service `{asked}`")]
    NoService { mesh: Name, asked: String, known: Vec<Name> },
    #[error("`{asked}` can be any of {}", quoted(candidates))]
    AmbiguousService { asked: String, candidates: Vec<Name> },
    #[error("virtual service `{service}` has no virtual router, so its traffic cannot be split")]
    NoRouter { service: Name, node: Option<Name> },
    #[error("virtual router `{router}` of virtual service `{service}` has no routes")]
    NoRoutes { service: Name, router: Name },
    #[error("mesh `{mesh}` has no virtual node `{asked}`{}", or_short(short.as_ref()))]
    NoNode { mesh: Name, asked: String, short: Option<Name>, known: Vec<Name> },
    #[error("virtual node `{0}` has no service discovery, so no traffic can reach it")]
    Unreachable(Name),
    #[error("{route} sends to `{node}` alone, so there is nothing to take the rest")]
    NothingElse { route: Key, node: Name },
    #[error("`{node}` listens on several ports and {route} does not say which it means")]
    NoPort { route: Key, node: Name },
    #[error("the spec of {0} holds no weighted targets")]
    NoTargets(Key),
    #[error(transparent)]
    Spec(#[from] InvalidSpec),
}

fn or_short(short: Option<&Name>) -> String {
    short.map(|short| format!(" or `{short}`")).unwrap_or_default()
}

impl Explain for PlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NoMesh { known, .. } if known.is_empty() => {
                Some("there is none at all; see `meshctl apply`".to_owned())
            }
            Self::NoMesh { known, .. } => Some(format!("there are {}", quoted(known))),
            Self::NoService { known, .. } if known.is_empty() => {
                Some("it has no virtual services at all; see `meshctl apply`".to_owned())
            }
            Self::NoService { known, .. } => Some(format!("it has {}", quoted(known))),
            Self::AmbiguousService { .. } => Some("give the full name".to_owned()),
            Self::NoRouter { node: Some(node), .. } => Some(format!(
                "its provider is virtual node `{node}`; make a virtual router with a route to it \
                 and let the service use that"
            )),
            Self::NoRouter { node: None, .. } => Some("give it a virtual router first".to_owned()),
            Self::NoRoutes { router, .. } => {
                Some(format!("make one with `meshctl create-route --virtual-router-name {router}`"))
            }
            Self::NoNode { known, .. } if !known.is_empty() => {
                Some(format!("it has {}", quoted(known)))
            }
            Self::NoNode { .. } => Some("make it first with `meshctl apply`".to_owned()),
            Self::Unreachable(_) => Some("give it `serviceDiscovery` and a listener".to_owned()),
            Self::NothingElse { .. } => Some("use --weight 100, or add another target".to_owned()),
            Self::NoPort { .. } => {
                Some("give the targets of the route a port with `meshctl update-route`".to_owned())
            }
            Self::NoTargets(_) | Self::Spec(_) => None,
        }
    }
}

/// Finds the virtual service that `asked` means: by its full name, else by the part before the
/// first dot.
///
/// # Errors
///
/// [`PlanError::NoService`], or [`PlanError::AmbiguousService`] if several have the short name.
pub fn service(mesh: &Name, asked: &str, known: &[Name]) -> Result<Name, PlanError> {
    if let Some(name) = known.iter().find(|name| **name == *asked) {
        return Ok(name.clone());
    }
    let short = |name: &&Name| name.as_str().split('.').next() == Some(asked);
    let candidates: Vec<Name> = known.iter().filter(short).cloned().collect();
    match candidates.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let (mesh, asked) = (mesh.clone(), asked.to_owned());
            Err(PlanError::NoService { mesh, asked, known: known.to_vec() })
        }
        _ => Err(PlanError::AmbiguousService { asked: asked.to_owned(), candidates }),
    }
}

/// Finds the virtual node that `asked` means: by its full name, else as a version of `service`,
/// so that `v2` of `jazz.prod.svc.cluster.local` is `jazz-v2`, or `jazz-v2_prod` as the App Mesh
/// controller for Kubernetes names it.
///
/// # Errors
///
/// [`PlanError::NoNode`].
pub fn node(mesh: &Name, asked: &str, service: &Name, known: &[Name]) -> Result<Name, PlanError> {
    let mut labels = service.as_str().split('.');
    let (label, namespace) = (labels.next().unwrap_or_default(), labels.next());
    let short = Name::from(format!("{label}-{asked}"));
    let spellings = [
        Some(Name::from(asked)),
        Some(short.clone()),
        namespace.map(|namespace| Name::from(format!("{short}_{namespace}"))),
        namespace.map(|namespace| Name::from(format!("{asked}_{namespace}"))),
    ];
    let found = spellings.into_iter().flatten().find(|name| known.contains(name));
    found.ok_or_else(|| {
        let alike: Vec<Name> =
            known.iter().filter(|name| name.as_str().starts_with(label)).cloned().collect();
        PlanError::NoNode {
            mesh: mesh.clone(),
            asked: asked.to_owned(),
            short: (*asked != *short.as_str()).then_some(short),
            known: if alike.is_empty() { known.to_vec() } else { alike },
        }
    })
}

/// A weighted target: a virtual node and its weight.
pub type Share = (Name, u8);

/// One route before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// The route.
    pub key: Key,
    /// The version that the shift was planned on.
    pub version: u64,
    /// Its weights now, in the order of its targets.
    pub before: Vec<Share>,
    /// Its weights then, which are 100 in sum.
    pub after: Vec<Share>,
    /// Its whole spec then; only weights differ, and a target may be new.
    pub spec: Value,
}

impl Shift {
    /// Tells whether the route would stay as it is.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.before == self.after
    }
}

/// Plans one route: `percent` of its traffic, 0 to 100, to `node`, the rest to its other targets in
/// the proportion they have now. Targets that have weight 0 now stay so, unless all others have:
/// then they share the rest evenly.
///
/// # Errors
///
/// [`PlanError::NothingElse`], [`PlanError::Unreachable`], [`PlanError::NoPort`],
/// [`PlanError::NoTargets`], [`PlanError::Spec`].
pub fn shift(
    route: &DescribedResource,
    node: &Name,
    listeners: &VirtualNodeSpec,
    percent: u8,
) -> Result<Shift, PlanError> {
    let typed: RouteSpec = spec::read(&route.key, &route.spec)?;
    let mut spec = route.spec.clone();
    let member = typed.rule().map(|rule| rule.protocol().route_member());
    let targets = member.and_then(|name| spec[name]["action"]["weightedTargets"].as_array_mut());
    let targets = targets.ok_or_else(|| PlanError::NoTargets(route.key.clone()))?;

    let before: Vec<Share> =
        typed.targets().iter().map(|t| (t.virtual_node.clone(), t.weight)).collect();
    let mut shares = before.clone();
    if !before.iter().any(|(name, _)| name == node) {
        targets.push(new_target(&route.key, node, listeners, typed.targets())?);
        shares.push((node.clone(), 0));
    }
    let others: Vec<u8> = shares.iter().filter(|(name, _)| name != node).map(|s| s.1).collect();
    if others.is_empty() && percent < 100 {
        return Err(PlanError::NothingElse { route: route.key.clone(), node: node.clone() });
    }
    // A node may be a target twice, on two ports: its first entry gets all of its share.
    let mut rest = apportion(100u8.saturating_sub(percent), &others).into_iter();
    let mut own = Some(percent);
    let after: Vec<Share> = shares
        .iter()
        .map(|(name, _)| {
            let weight = if name == node { own.take() } else { rest.next() };
            (name.clone(), weight.unwrap_or(0))
        })
        .collect();
    for (target, (_, weight)) in targets.iter_mut().zip(&after) {
        target["weight"] = (*weight).into();
    }
    Ok(Shift { key: route.key.clone(), version: route.version, before, after, spec })
}

/// Returns a new target with weight 0. A node with several listeners gets the port that the other
/// targets use.
fn new_target(
    route: &Key,
    node: &Name,
    spec: &VirtualNodeSpec,
    others: &[WeightedTarget],
) -> Result<Value, PlanError> {
    if spec.service_discovery.is_none() {
        return Err(PlanError::Unreachable(node.clone()));
    }
    let mut target = json!({"virtualNode": node.as_str(), "weight": 0});
    let ports = spec.ports();
    if ports.len() > 1 {
        let usual = others.iter().find_map(|other| other.port);
        let port = usual.filter(|usual| ports.iter().any(|(port, _)| port == usual));
        let port =
            port.ok_or_else(|| PlanError::NoPort { route: route.clone(), node: node.clone() })?;
        target["port"] = port.into();
    }
    Ok(target)
}

/// Splits `total` in the proportion of `weights`, in whole numbers that add up to it; what
/// rounding leaves goes to the largest remainders, the first of equals.
fn apportion(total: u8, weights: &[u8]) -> Vec<u8> {
    let sum: u32 = weights.iter().map(|weight| u32::from(*weight)).sum();
    let (weights, sum): (Vec<u32>, u32) = if sum == 0 {
        (vec![1; weights.len()], u32::try_from(weights.len()).unwrap_or(u32::MAX))
    } else {
        (weights.iter().map(|weight| u32::from(*weight)).collect(), sum)
    };
    let exact: Vec<u32> = weights.iter().map(|weight| u32::from(total) * weight).collect();
    let mut parts: Vec<u8> =
        exact.iter().map(|part| u8::try_from(part / sum).unwrap_or(u8::MAX)).collect();
    let given: u32 = parts.iter().map(|part| u32::from(*part)).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact[*at] % sum));
    for at in order.into_iter().take((u32::from(total) - given) as usize) {
        parts[at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests;
