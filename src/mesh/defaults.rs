//! Members that the service adds to a spec in its responses
//! (`docs/behaviour/api.md#added-members`).

use serde_json::{Value, json};

use crate::model::Kind;

/// Adds the two members that the real service was observed to add: `backends: []` of a virtual
/// node, and the port of a health check, which is its listener's. More would cause endless updates
/// by clients that compare specs.
pub fn fill(kind: Kind, spec: &mut Value) {
    if kind == Kind::VirtualNode
        && let Some(members) = spec.as_object_mut()
    {
        members.entry("backends").or_insert_with(|| json!([]));
    }
    if matches!(kind, Kind::VirtualNode | Kind::VirtualGateway) {
        let listeners = spec.get_mut("listeners").and_then(Value::as_array_mut);
        for listener in listeners.into_iter().flatten() {
            let port = listener["portMapping"]["port"].clone();
            if let Some(check) = listener.get_mut("healthCheck").and_then(Value::as_object_mut) {
                check.entry("port").or_insert(port);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_members_are_added() {
        let listener = json!({
            "portMapping": {"port": 80, "protocol": "http"}, "healthCheck": {"protocol": "http"},
        });
        let mut node = json!({"listeners": [listener]});
        fill(Kind::VirtualNode, &mut node);
        let filled = json!({
            "portMapping": {"port": 80, "protocol": "http"},
            "healthCheck": {"protocol": "http", "port": 80},
        });
        assert_eq!(node, json!({"listeners": [filled], "backends": []}));
        let mut mesh = json!({});
        fill(Kind::Mesh, &mut mesh);
        assert_eq!(mesh, json!({}));
    }
}
