//! Routes: what they match and where they send to.

use serde_json::Value;

use super::{Broken, Members, items, member, repeated};

/// A method is one of a service.
pub(super) fn method_of_service(matching: &Members) -> Option<Broken> {
    let lone =
        !member(matching, "methodName").is_null() && member(matching, "serviceName").is_null();
    let words = "Member must not be null when methodName is given";
    lone.then(|| Broken::new("serviceName", &Value::Null, words))
}

/// The end is the first number that is not in the range.
pub(super) fn range_not_empty(range: &Members) -> Option<Broken> {
    let end = member(range, "end");
    let empty = end.as_i64()? <= member(range, "start").as_i64()?;
    empty.then(|| Broken::new("end", end, "Member must have value greater than start"))
}

/// A query parameter is matched by its value.
pub(super) fn exact_given(matching: &Members) -> Option<Broken> {
    let none = member(matching, "exact").is_null();
    none.then(|| Broken::new("exact", &Value::Null, "Member must not be null"))
}

/// A node is a target once, or once for each of its ports.
pub(super) fn targets_differ(action: &Members) -> Option<Broken> {
    let targets = items(action, "weightedTargets");
    let target =
        |target: &Value| Some((target["virtualNode"].as_str()?.to_owned(), target["port"].clone()));
    let twice = repeated(targets.iter().map(target))?;
    let at = format!("weightedTargets[{twice}].virtualNode");
    let words = "Member must not be the virtual node and port of another target";
    Some(Broken::new(at, &targets[twice]["virtualNode"], words))
}
