//! Plans an apply from the desired and the live resources. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::error::{ErrorKind, Explain};
use crate::manifest::{Desired, Origin};
use crate::mesh::diff::{self, Change};
use crate::mesh::order;
use crate::model::{InvalidSpec, Key, Kind, Spec};

/// The steps of an apply, in an order in which they can be executed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Referenced resources come before the resources that refer to them.
    pub steps: Vec<ApplyStep>,
}

/// What happens to one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplyStep {
    /// The resource.
    pub key: Key,
    /// What happens to it.
    pub action: ApplyAction,
    /// The desired spec, in the form of the API.
    pub spec: Value,
    /// Tags to create it with; the tags of an existing resource are not changed.
    pub tags: Vec<(String, String)>,
}

/// What an apply does to a resource.
#[derive(Debug, Clone, PartialEq)]
pub enum ApplyAction {
    /// It does not exist, and is created.
    Create,
    /// Its spec is replaced.
    Update {
        /// The differences between the two specs; at least one.
        changes: Vec<Change>,
    },
    /// It already has the desired spec; nothing is sent.
    Unchanged,
}

/// Why an apply cannot be planned.
#[derive(Debug, thiserror::Error)]
pub enum ApplyPlanError {
    /// Referenced resources that are neither live nor in the files; at least one.
    #[error("{}", listed(.0))]
    Missing(Vec<MissingReference>),
    /// A spec does not have the form of its kind.
    #[error(transparent)]
    Spec(#[from] InvalidSpec),
}

/// A referenced resource that is neither live nor in the files.
#[derive(Debug, Clone, PartialEq)]
pub struct MissingReference {
    /// The missing resource.
    pub key: Key,
    /// The first resource that refers to it.
    pub by: Key,
    /// Where that resource is defined.
    pub origin: Origin,
}

impl Explain for ApplyPlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        let Self::Missing(missing) = self else { return None };
        let mesh = missing.iter().find(|missing| missing.key.kind == Kind::Mesh)?;
        Some(format!("meshctl create-mesh --mesh-name {}", mesh.key.name))
    }
}

fn listed(missing: &[MissingReference]) -> String {
    let lines: Vec<String> = missing
        .iter()
        .map(|MissingReference { key, by, origin }| {
            format!("`{by}` ({origin}) needs `{key}`, which neither exists nor is in the files")
        })
        .collect();
    match lines.as_slice() {
        [line] => line.clone(),
        lines => format!("{} resources are missing:\n  {}", lines.len(), lines.join("\n  ")),
    }
}

/// Returns the keys to read before planning: the desired resources and those that they require.
///
/// # Errors
///
/// [`ApplyPlanError::Spec`]; not for what [`crate::manifest::read`] returns.
pub fn keys_to_fetch(desired: &[Desired]) -> Result<BTreeSet<Key>, ApplyPlanError> {
    let mut keys = BTreeSet::new();
    for wanted in desired {
        keys.extend(needs(wanted)?);
        keys.insert(wanted.key.clone());
    }
    Ok(keys)
}

/// Returns what must exist for `wanted` to be accepted: its mesh, then the resources that its spec
/// refers to and that must exist (`docs/behaviour/api.md#referential-integrity`).
fn needs(wanted: &Desired) -> Result<Vec<Key>, InvalidSpec> {
    let mesh = (wanted.key.kind != Kind::Mesh).then(|| Key::mesh(wanted.key.mesh.clone()));
    let references = Spec::read(&wanted.key, &wanted.spec)?.references(&wanted.key);
    let binding = references.into_iter().filter(|reference| reference.role.is_binding());
    Ok(mesh.into_iter().chain(binding.map(|reference| reference.to)).collect())
}

/// Plans the steps from `live`, the specs of those of the [`keys_to_fetch`] keys that exist, to
/// `desired`, whose keys are unique.
///
/// A resource is unchanged if its live spec differs only in defaults ([`diff::changes`]), or if its
/// manifest accepts any spec.
///
/// # Errors
///
/// [`ApplyPlanError::Missing`] with every required resource that is neither in `live` nor in `desired`, each
/// once; for a missing mesh only the mesh.
pub fn plan(desired: Vec<Desired>, live: &BTreeMap<Key, Value>) -> Result<Plan, ApplyPlanError> {
    let missing = missing(&desired, live)?;
    if !missing.is_empty() {
        return Err(ApplyPlanError::Missing(missing));
    }
    let mut steps: Vec<ApplyStep> = desired.into_iter().map(|wanted| step(wanted, live)).collect();
    order::creation(&mut steps, |step| &step.key);
    Ok(Plan { steps })
}

fn step(wanted: Desired, live: &BTreeMap<Key, Value>) -> ApplyStep {
    let Desired { key, spec, tags, any_spec, .. } = wanted;
    let action = match live.get(&key) {
        None => ApplyAction::Create,
        Some(_) if any_spec => ApplyAction::Unchanged,
        Some(now) => match diff::changes(&key, now, &spec) {
            changes if changes.is_empty() => ApplyAction::Unchanged,
            changes => ApplyAction::Update { changes },
        },
    };
    ApplyStep { key, action, spec, tags }
}

fn missing(
    desired: &[Desired],
    live: &BTreeMap<Key, Value>,
) -> Result<Vec<MissingReference>, InvalidSpec> {
    let wanted: BTreeSet<&Key> = desired.iter().map(|wanted| &wanted.key).collect();
    let exists = |key: &Key| live.contains_key(key) || wanted.contains(key);
    let mut found: Vec<MissingReference> = Vec::new();
    for by in desired {
        for key in needs(by)?.into_iter().filter(|key| !exists(key)) {
            let known = |m: &MissingReference| m.key == key || m.key == Key::mesh(key.mesh.clone());
            if !found.iter().any(known) {
                found.push(MissingReference { key, by: by.key.clone(), origin: by.origin.clone() });
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn wanted(key: Key, spec: Value) -> Desired {
        let origin = Origin { file: "f.yaml".into(), document: 1, line: Some(1) };
        Desired { key, spec, tags: vec![], any_spec: false, origin }
    }

    fn node() -> Key {
        Key::member(Kind::VirtualNode, "m", "n")
    }

    fn route() -> Desired {
        let spec = json!({"httpRoute": {"match": {"prefix": "/"}, "action": {"weightedTargets": [
            {"virtualNode": "n", "weight": 1}]}}});
        wanted(Key::child(Kind::Route, "m", "r", "all"), spec)
    }

    #[test]
    fn plan_orders_steps_and_updates_only_differences() {
        let router = Key::member(Kind::VirtualRouter, "m", "r");
        let desired = vec![
            route(),
            wanted(router.clone(), json!({})),
            wanted(node(), json!({"backends": []})),
        ];
        let change = Change {
            path: "spec.listeners".into(),
            from: Some(json!([{"portMapping": {"port": 1, "protocol": "http"}}])),
            to: None,
        };
        let live = BTreeMap::from([
            (Key::mesh("m"), json!({"egressFilter": {"type": "ALLOW_ALL"}})),
            (node(), json!({})),
            (router, json!({"listeners": [{"portMapping": {"port": 1, "protocol": "http"}}]})),
        ]);
        let steps = plan(desired, &live).unwrap().steps;
        let got: Vec<_> = steps.into_iter().map(|s| (s.key.to_string(), s.action)).collect();
        let want = [
            ("virtualnode/n".to_owned(), ApplyAction::Unchanged),
            ("virtualrouter/r".to_owned(), ApplyAction::Update { changes: vec![change] }),
            ("route/r/all".to_owned(), ApplyAction::Create),
        ];
        assert_eq!(got, want);
    }

    #[test]
    fn plan_keeps_the_spec_if_the_manifest_accepts_any() {
        let live =
            BTreeMap::from([(Key::mesh("m"), json!({"egressFilter": {"type": "DROP_ALL"}}))]);
        for (any_spec, unchanged) in [(true, true), (false, false)] {
            let desired = vec![Desired { any_spec, ..wanted(Key::mesh("m"), json!({})) }];
            let steps = plan(desired, &live).unwrap().steps;
            assert_eq!(
                steps[0].action == ApplyAction::Unchanged,
                unchanged,
                "any_spec: {any_spec}"
            );
        }
    }

    #[test]
    fn plan_reports_missing_references() {
        let router = wanted(Key::member(Kind::VirtualRouter, "m", "r"), json!({}));
        let mesh = (Key::mesh("m"), json!({}));
        let needs = "`route/r/all` (f.yaml, document 1 (line 1)) needs";
        let nowhere = "which neither exists nor is in the files";
        let cases = [
            (
                "no mesh",
                vec![route()],
                BTreeMap::new(),
                format!("{needs} `mesh/m`, {nowhere}"),
                Some("meshctl create-mesh --mesh-name m"),
            ),
            (
                "no node",
                vec![route(), router],
                BTreeMap::from([mesh.clone()]),
                format!("{needs} `virtualnode/n`, {nowhere}"),
                None,
            ),
            (
                "no node and no router",
                vec![route()],
                BTreeMap::from([mesh]),
                format!(
                    "2 resources are missing:\n  {needs} `virtualrouter/r`, {nowhere}\
                     \n  {needs} `virtualnode/n`, {nowhere}"
                ),
                None,
            ),
        ];
        for (case, desired, live, want, hint) in cases {
            let error = plan(desired, &live).unwrap_err();
            assert_eq!(error.to_string(), want, "{case}");
            assert_eq!(error.hint().as_deref(), hint, "{case}");
        }
    }

    #[test]
    fn keys_to_fetch_include_required_resources() {
        let keys: Vec<String> =
            keys_to_fetch(&[route()]).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(keys, ["mesh/m", "virtualnode/n", "virtualrouter/r", "route/r/all"]);
    }
}
