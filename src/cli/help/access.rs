//! The permissions that an operation needs, and on which resources
//! (`docs/behaviour/api.md#permissions`).

use crate::model::{Key, Kind, Operation, Verb};

/// Returns what a policy must allow for `operation`, a sentence each.
pub(super) fn sentences(operation: &Operation) -> Vec<String> {
    let on = resources(operation);
    let mut sentences = vec![format!("`{}` on {}", operation.iam_action(), on.join(" or "))];
    if let Some(also) = also(operation) {
        sentences.push(also);
    }
    sentences
}

/// The resources that the action is checked on: the first that fits.
fn resources(operation: &Operation) -> Vec<String> {
    match (operation.verb, operation.kind()) {
        (Verb::List, Some(Kind::Mesh)) => vec!["`*`".to_owned()],
        // A list is an action on what it lists the children of.
        (Verb::List, Some(kind)) => vec![arn(kind.parent().unwrap_or(Kind::Mesh))],
        (_, Some(kind)) => vec![arn(kind)],
        (_, None) => vec!["the ARN of the resource, of whatever kind".to_owned()],
    }
}

/// What else a policy may say no to: the resources that a spec names.
fn also(operation: &Operation) -> Option<String> {
    if !matches!(operation.verb, Verb::Create | Verb::Update) {
        return None;
    }
    let (kinds, role): (&[Kind], _) = match operation.kind()? {
        Kind::VirtualNode => (&[Kind::VirtualService], "its backends"),
        Kind::VirtualService => (&[Kind::VirtualNode, Kind::VirtualRouter], "its provider"),
        Kind::Route => (&[Kind::VirtualNode], "its targets"),
        Kind::GatewayRoute => (&[Kind::VirtualService], "its target"),
        Kind::Mesh | Kind::VirtualRouter | Kind::VirtualGateway => return None,
    };
    let arns: Vec<String> = kinds.iter().map(|kind| arn(*kind)).collect();
    Some(format!("and, where policies restrict them, on {role}: {}", arns.join(" or ")))
}

/// The form of the ARN of a resource of `kind`, its names in capitals.
fn arn(kind: Kind) -> String {
    let name = |kind: Kind| {
        let own = kind.name_member();
        crate::model::name::kebab(own).replace('-', "_").to_ascii_uppercase()
    };
    let key = match (kind, kind.parent()) {
        (Kind::Mesh, _) => Key::mesh(name(kind)),
        (kind, Some(parent)) => Key::child(kind, name(Kind::Mesh), name(parent), name(kind)),
        (kind, None) => Key::member(kind, name(Kind::Mesh), name(kind)),
    };
    format!("`arn:aws:appmesh:REGION:ACCOUNT:{}`", key.path())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::model;

    #[test]
    fn each_operation_names_its_resource() {
        let cases: [(&str, &[&str]); 5] = [
            ("ListMeshes", &["`appmesh:ListMeshes` on `*`"]),
            (
                "ListRoutes",
                &["`appmesh:ListRoutes` on `arn:aws:appmesh:REGION:ACCOUNT:mesh/MESH_NAME/\
                   virtualRouter/VIRTUAL_ROUTER_NAME`"],
            ),
            (
                "ListVirtualNodes",
                &["`appmesh:ListVirtualNodes` on \
                   `arn:aws:appmesh:REGION:ACCOUNT:mesh/MESH_NAME`"],
            ),
            (
                "CreateRoute",
                &[
                    "`appmesh:CreateRoute` on `arn:aws:appmesh:REGION:ACCOUNT:mesh/MESH_NAME/\
                     virtualRouter/VIRTUAL_ROUTER_NAME/route/ROUTE_NAME`",
                    "and, where policies restrict them, on its targets: \
                     `arn:aws:appmesh:REGION:ACCOUNT:mesh/MESH_NAME/virtualNode/VIRTUAL_NODE_NAME`",
                ],
            ),
            (
                "TagResource",
                &["`appmesh:TagResource` on the ARN of the resource, of whatever kind"],
            ),
        ];
        for (name, want) in cases {
            assert_eq!(sentences(model().operation(name).unwrap()), want, "case: {name}");
        }
    }
}
