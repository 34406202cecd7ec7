//! Plans a canary: the new weights of each route. Pure.

use serde_json::{Value, json};

use crate::client::DescribedResource;
use crate::error::{ErrorKind, Explain, quoted};
use crate::model::types::{RouteSpec, VirtualNodeSpec, WeightedTarget};
use crate::model::{InvalidSpec, Key, Name, spec};

/// Why a canary cannot be planned. Nothing was written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum CanaryPlanError {
    #[error("there is no mesh `{mesh}`")]
    NoMesh { mesh: Name, known: Vec<Name> },
    #[error("mesh `{mesh}` has no virtual service `{given}`")]
    NoService { mesh: Name, given: String, known: Vec<Name> },
    #[error("`{given}` matches several virtual services: {}", quoted(candidates))]
    AmbiguousService { given: String, candidates: Vec<Name> },
    #[error("virtual service `{service}` has no virtual router, so its traffic cannot be split")]
    NoRouter { service: Name, node: Option<Name> },
    #[error("virtual router `{router}` of virtual service `{service}` has no routes")]
    NoRoutes { service: Name, router: Name },
    #[error("mesh `{mesh}` has no virtual node `{given}`{}", or_short(short.as_ref()))]
    NoNode { mesh: Name, given: String, short: Option<Name>, known: Vec<Name> },
    #[error("virtual node `{0}` has no service discovery, so no traffic can reach it")]
    Unreachable(Name),
    #[error("`{node}` is the only target of {route}, so the remaining traffic has nowhere to go")]
    NothingElse { route: Key, node: Name },
    #[error("`{node}` has several listeners and {route} does not specify a port")]
    NoPort { route: Key, node: Name },
    #[error("{0} has no weighted targets")]
    NoTargets(Key),
    #[error(transparent)]
    Spec(#[from] InvalidSpec),
}

fn or_short(short: Option<&Name>) -> String {
    short.map(|short| format!(" or `{short}`")).unwrap_or_default()
}

impl Explain for CanaryPlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NoMesh { known, .. } if known.is_empty() => {
                Some("there are no meshes yet; create one with `meshctl apply`".to_owned())
            }
            Self::NoMesh { known, .. } => Some(format!("the meshes are {}", quoted(known))),
            Self::NoService { known, .. } if known.is_empty() => {
                Some("it has no virtual services yet; create one with `meshctl apply`".to_owned())
            }
            Self::NoService { known, .. } => Some(format!("it has {}", quoted(known))),
            Self::AmbiguousService { .. } => Some("use the full name".to_owned()),
            Self::NoRouter { node: Some(node), .. } => Some(format!(
                "its provider is virtual node `{node}`; create a virtual router with a route to \
                 it and make that the provider"
            )),
            Self::NoRouter { node: None, .. } => {
                Some("create a virtual router and make it the provider of the service".to_owned())
            }
            Self::NoRoutes { router, .. } => Some(format!(
                "create one with `meshctl create-route --virtual-router-name {router}`"
            )),
            Self::NoNode { known, .. } if !known.is_empty() => {
                Some(format!("it has {}", quoted(known)))
            }
            Self::NoNode { .. } => Some("create it with `meshctl apply`".to_owned()),
            Self::Unreachable(_) => Some("add `serviceDiscovery` and a listener to it".to_owned()),
            Self::NothingElse { .. } => Some("use --weight 100 or add another target".to_owned()),
            Self::NoPort { .. } => Some(
                "set a port on the targets of the route with `meshctl update-route`".to_owned(),
            ),
            Self::NoTargets(_) | Self::Spec(_) => None,
        }
    }
}

/// Finds the virtual service called `given`: its full name, else the part before the first dot.
///
/// # Errors
///
/// [`CanaryPlanError::NoService`], or [`CanaryPlanError::AmbiguousService`] if several have the short name.
pub fn service(mesh: &Name, given: &str, known: &[Name]) -> Result<Name, CanaryPlanError> {
    if let Some(name) = known.iter().find(|name| **name == *given) {
        return Ok(name.clone());
    }
    let short = |name: &&Name| name.as_str().split('.').next() == Some(given);
    let candidates: Vec<Name> = known.iter().filter(short).cloned().collect();
    match candidates.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let (mesh, given) = (mesh.clone(), given.to_owned());
            Err(CanaryPlanError::NoService { mesh, given, known: known.to_vec() })
        }
        _ => Err(CanaryPlanError::AmbiguousService { given: given.to_owned(), candidates }),
    }
}

/// Finds the virtual node called `given`: its full name, else a version of `service`, so that `v2` of `jazz.prod.svc.cluster.local` is `jazz-v2`, or `jazz-v2_prod` as the App Mesh
/// controller for Kubernetes names it.
///
/// # Errors
///
/// [`CanaryPlanError::NoNode`].
pub fn node(
    mesh: &Name,
    given: &str,
    service: &Name,
    known: &[Name],
) -> Result<Name, CanaryPlanError> {
    let mut labels = service.as_str().split('.');
    let (label, namespace) = (labels.next().unwrap_or_default(), labels.next());
    let short = Name::from(format!("{label}-{given}"));
    let spellings = [
        Some(Name::from(given)),
        Some(short.clone()),
        namespace.map(|namespace| Name::from(format!("{short}_{namespace}"))),
        namespace.map(|namespace| Name::from(format!("{given}_{namespace}"))),
    ];
    let found = spellings.into_iter().flatten().find(|name| known.contains(name));
    found.ok_or_else(|| {
        let similar: Vec<Name> =
            known.iter().filter(|name| name.as_str().starts_with(label)).cloned().collect();
        CanaryPlanError::NoNode {
            mesh: mesh.clone(),
            given: given.to_owned(),
            short: (*given != *short.as_str()).then_some(short),
            known: if similar.is_empty() { known.to_vec() } else { similar },
        }
    })
}

/// A weighted target: a virtual node and its weight.
pub type WeightShare = (Name, u8);

/// The planned change of one route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteShift {
    /// The route.
    pub key: Key,
    /// The version that was read.
    pub version: u64,
    /// The current weights, in the order of its targets.
    pub before: Vec<WeightShare>,
    /// The new weights, 100 in total.
    pub after: Vec<WeightShare>,
    /// The new spec; only weights differ, and there may be a new target.
    pub spec: Value,
}

impl RouteShift {
    /// Returns whether the route does not change.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.before == self.after
    }
}

/// Plans one route: `percent` of its traffic, 0 to 100, to `node`, and the rest to its other targets in
/// their current proportion. Targets with weight 0 keep it, unless all others have weight 0: then
/// they share the rest evenly.
///
/// # Errors
///
/// [`CanaryPlanError::NothingElse`], [`CanaryPlanError::Unreachable`], [`CanaryPlanError::NoPort`],
/// [`CanaryPlanError::NoTargets`], [`CanaryPlanError::Spec`].
pub fn shift(
    route: &DescribedResource,
    node: &Name,
    listeners: &VirtualNodeSpec,
    percent: u8,
) -> Result<RouteShift, CanaryPlanError> {
    let typed: RouteSpec = spec::read(&route.key, &route.spec)?;
    let mut spec = route.spec.clone();
    let member = typed.rule().map(|rule| rule.protocol().route_member());
    let targets = member.and_then(|name| spec[name]["action"]["weightedTargets"].as_array_mut());
    let targets = targets.ok_or_else(|| CanaryPlanError::NoTargets(route.key.clone()))?;

    let before: Vec<WeightShare> =
        typed.targets().iter().map(|t| (t.virtual_node.clone(), t.weight)).collect();
    let mut shares = before.clone();
    if !before.iter().any(|(name, _)| name == node) {
        targets.push(new_target(&route.key, node, listeners, typed.targets())?);
        shares.push((node.clone(), 0));
    }
    let others: Vec<u8> = shares.iter().filter(|(name, _)| name != node).map(|s| s.1).collect();
    if others.is_empty() && percent < 100 {
        return Err(CanaryPlanError::NothingElse { route: route.key.clone(), node: node.clone() });
    }
    // A node may be a target twice, on two ports: its first entry gets the whole share.
    let mut rest = apportion(100u8.saturating_sub(percent), &others).into_iter();
    let mut own = Some(percent);
    let after: Vec<WeightShare> = shares
        .iter()
        .map(|(name, _)| {
            let weight = if name == node { own.take() } else { rest.next() };
            (name.clone(), weight.unwrap_or(0))
        })
        .collect();
    for (target, (_, weight)) in targets.iter_mut().zip(&after) {
        target["weight"] = (*weight).into();
    }
    Ok(RouteShift { key: route.key.clone(), version: route.version, before, after, spec })
}

/// Returns a new target with weight 0. A node with several listeners gets the port that the other
/// targets use.
fn new_target(
    route: &Key,
    node: &Name,
    spec: &VirtualNodeSpec,
    others: &[WeightedTarget],
) -> Result<Value, CanaryPlanError> {
    if spec.service_discovery.is_none() {
        return Err(CanaryPlanError::Unreachable(node.clone()));
    }
    let mut target = json!({"virtualNode": node.as_str(), "weight": 0});
    let ports = spec.ports();
    if ports.len() > 1 {
        let usual = others.iter().find_map(|other| other.port);
        let port = usual.filter(|usual| ports.iter().any(|(port, _)| port == usual));
        let port = port
            .ok_or_else(|| CanaryPlanError::NoPort { route: route.clone(), node: node.clone() })?;
        target["port"] = port.into();
    }
    Ok(target)
}

/// Splits `total` in the proportion of `weights`, in integers that add up to it. The rounding
/// remainder goes to the largest fractions, the first of equal ones.
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
    let assigned: u32 = parts.iter().map(|part| u32::from(*part)).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact[*at] % sum));
    for at in order.into_iter().take((u32::from(total) - assigned) as usize) {
        parts[at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests;
