//! Removal of `null` and unknown members.

use serde_json::Value;

use crate::model::model;

/// Removes every member that is `null` or unknown to the model, at every depth. `value` must be valid
/// for `shape`.
///
/// Clients reject a whole response if a union in it has a second member
/// (`docs/behaviour/api.md#null-and-unknown-members`), so unknown members that were accepted in a
/// request must not be returned.
pub fn prune(shape: &str, value: &mut Value) {
    let shape = model().shape(shape);
    match value {
        Value::Object(members) => {
            members.retain(|name, value| {
                shape.members.contains_key(name.as_str()) && !value.is_null()
            });
            for (name, value) in members {
                if let Some(member) = shape.members.get(name.as_str()) {
                    prune(member.shape, value);
                }
            }
        }
        Value::Array(items) => {
            if let Some(element) = shape.element {
                items.iter_mut().for_each(|item| prune(element, item));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn null_and_unknown_members_are_removed() {
        let mut spec = json!({
            "serviceDiscovery": {"dns": {"hostname": "h", "odd": 1}, "odd": {}},
            "backends": null,
            "listeners": [{"portMapping": {"port": 1, "protocol": "http"}, "tls": null}],
            "odd": [],
        });
        prune("VirtualNodeSpec", &mut spec);
        let want = json!({
            "serviceDiscovery": {"dns": {"hostname": "h"}},
            "listeners": [{"portMapping": {"port": 1, "protocol": "http"}}],
        });
        assert_eq!(spec, want);
    }
}
