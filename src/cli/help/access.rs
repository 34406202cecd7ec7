//! IAM permissions that an operation requires (`docs/behaviour/api.md#permissions`).

use crate::model::{Key, Kind, Operation, Verb};

/// Returns the permissions that policies must allow for `operation`.
pub(super) fn permissions(operation: &Operation) -> Vec<String> {
    let on = resources(operation);
    let mut permissions = vec![format!("`{}` on {}", operation.iam_action(), on.join(" or "))];
    if let Some(referenced) = referenced_resources(operation) {
        permissions.push(referenced);
    }
    permissions
}

/// Returns the resources on which the action is authorized.
fn resources(operation: &Operation) -> Vec<String> {
    match (operation.verb, operation.kind()) {
        (Verb::List, Some(Kind::Mesh)) => vec!["`*`".to_owned()],
        // A list operation is authorized on the parent of the listed resources.
        (Verb::List, Some(kind)) => vec![arn(kind.parent().unwrap_or(Kind::Mesh))],
        (_, Some(kind)) => vec![arn(kind)],
        (_, None) => vec!["the ARN of the resource".to_owned()],
    }
}

/// Returns the permissions on resources that the spec references.
fn referenced_resources(operation: &Operation) -> Option<String> {
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
    Some(format!("and, if policies restrict resources, on {role}: {}", arns.join(" or ")))
}

/// Returns the form of the ARN of a resource of `kind`, with placeholders in capitals.
fn arn(kind: Kind) -> String {
    let name = |kind: Kind| {
        let member = kind.name_member();
        crate::model::name::kebab(member).replace('-', "_").to_ascii_uppercase()
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
    fn permissions_name_the_resources_of_an_operation() {
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
                    "and, if policies restrict resources, on its targets: \
                     `arn:aws:appmesh:REGION:ACCOUNT:mesh/MESH_NAME/virtualNode/VIRTUAL_NODE_NAME`",
                ],
            ),
            ("TagResource", &["`appmesh:TagResource` on the ARN of the resource"]),
        ];
        for (name, want) in cases {
            assert_eq!(permissions(model().operation(name).unwrap()), want, "case: {name}");
        }
    }
}
