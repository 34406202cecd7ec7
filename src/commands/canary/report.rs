//! The result of `meshctl canary`: the weights of every route, before and after.

use serde::Serialize;

use super::plan::{RouteShift, WeightShare};
use crate::commands::Report;
use crate::model::Name;
use crate::output::TextTable;

/// Result of `meshctl canary`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CanaryReport {
    /// What became of the routes.
    pub state: CanaryState,
    /// The virtual service that traffic goes to.
    pub virtual_service: Name,
    /// The virtual node of `--to`.
    pub virtual_node: Name,
    /// Every route of the service's virtual router, also those that do not change.
    pub routes: Vec<RouteWeights>,
    /// Number of connected proxies of the mesh, all of which acknowledged the new weights; null
    /// if the command did not wait for them.
    pub acknowledged_proxies: Option<usize>,
}

/// What became of the routes of a canary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CanaryState {
    /// All routes already had these weights.
    Unchanged,
    /// Weights would change; this was a dry run.
    Planned,
    /// The new weights are written.
    Shifted,
}

/// The weights of one route.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteWeights {
    /// Virtual router of the route.
    pub virtual_router_name: Option<Name>,
    /// The route.
    pub route_name: Name,
    /// The targets as they were, in their order.
    pub before: Vec<TargetWeight>,
    /// The targets after the canary: those before in the same order, then a new one.
    pub after: Vec<TargetWeight>,
}

/// A target of a route and its weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetWeight {
    /// The virtual node.
    pub virtual_node: Name,
    /// Its weight, 0 to 100, relative to those of the other targets.
    pub weight: u8,
}

impl From<&WeightShare> for TargetWeight {
    fn from((virtual_node, weight): &WeightShare) -> Self {
        Self { virtual_node: virtual_node.clone(), weight: *weight }
    }
}

impl From<&RouteShift> for RouteWeights {
    fn from(shift: &RouteShift) -> Self {
        Self {
            virtual_router_name: shift.key.parent.clone(),
            route_name: shift.key.name.clone(),
            before: shift.before.iter().map(TargetWeight::from).collect(),
            after: shift.after.iter().map(TargetWeight::from).collect(),
        }
    }
}

impl Report for CanaryReport {
    fn text(&self) -> String {
        let mut rows = TextTable::new(["ROUTE", "VIRTUAL NODE", "BEFORE", "AFTER"]);
        for route in &self.routes {
            let router = route.virtual_router_name.as_ref().map_or("", Name::as_str);
            let name = format!("{router}/{}", route.route_name);
            for (at, TargetWeight { virtual_node, weight }) in route.after.iter().enumerate() {
                let before = route.before.get(at).map(|target| target.weight.to_string());
                let before = before.unwrap_or_else(|| "-".to_owned());
                rows.push([name.clone(), virtual_node.to_string(), before, weight.to_string()]);
            }
        }
        let outcome = match (self.state, self.acknowledged_proxies) {
            (CanaryState::Planned, _) => "nothing written (dry run)".to_owned(),
            (CanaryState::Unchanged, _) => "nothing to change".to_owned(),
            (_, None) => "weights updated; did not wait for proxies".to_owned(),
            (_, Some(0)) => "weights updated; no proxies are connected".to_owned(),
            (_, Some(1)) => "weights updated; 1 proxy has acknowledged".to_owned(),
            (_, Some(n)) => format!("weights updated; {n} proxies have acknowledged"),
        };
        format!("{}\n{}: {outcome}\n", rows.render(), self.virtual_service)
    }
}
