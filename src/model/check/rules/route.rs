//! Rules about matches and targets of routes.

use serde_json::Value;

use super::{Members, RuleViolation, first_duplicate, items, member};

/// A method name requires a service name.
pub(super) fn method_requires_service(matching: &Members) -> Option<RuleViolation> {
    let violated =
        !member(matching, "methodName").is_null() && member(matching, "serviceName").is_null();
    let constraint = "Member must not be null when methodName is given";
    violated.then(|| RuleViolation::new("serviceName", &Value::Null, constraint))
}

/// A range must not be empty; its end is exclusive.
pub(super) fn range_not_empty(range: &Members) -> Option<RuleViolation> {
    let end = member(range, "end");
    let empty = end.as_i64()? <= member(range, "start").as_i64()?;
    empty.then(|| RuleViolation::new("end", end, "Member must have value greater than start"))
}

/// A query parameter match requires `exact`.
pub(super) fn exact_required(matching: &Members) -> Option<RuleViolation> {
    let missing = member(matching, "exact").is_null();
    missing.then(|| RuleViolation::new("exact", &Value::Null, "Member must not be null"))
}

/// The targets must differ in virtual node or port.
pub(super) fn unique_targets(action: &Members) -> Option<RuleViolation> {
    let targets = items(action, "weightedTargets");
    let target =
        |target: &Value| Some((target["virtualNode"].as_str()?.to_owned(), target["port"].clone()));
    let duplicate = first_duplicate(targets.iter().map(target))?;
    let path = format!("weightedTargets[{duplicate}].virtualNode");
    let constraint = "Member must not be the virtual node and port of another target";
    Some(RuleViolation::new(path, &targets[duplicate]["virtualNode"], constraint))
}
