//! Action sets, and that their documents allow exactly their actions.

use super::*;
use crate::iam::{ActionSet, PolicyScope, policy_document};

fn names(set: ActionSet) -> Vec<String> {
    set.actions().iter().map(|action| action.name().replace("appmesh:", "")).collect()
}

#[test]
fn sets_contain_the_actions_for_their_purpose() {
    assert_eq!(names(ActionSet::All).len(), 38);
    assert_eq!(names(ActionSet::Readonly).len(), 7 + 8);
    assert_eq!(names(ActionSet::Cleanup).len(), 7 + 8 + 7);
    assert_eq!(names(ActionSet::Envoy), ["StreamAggregatedResources"]);
    let canary = "DescribeRoute DescribeVirtualNode DescribeVirtualRouter DescribeVirtualService \
        ListMeshes ListRoutes ListVirtualNodes ListVirtualRouters ListVirtualServices UpdateRoute";
    assert_eq!(names(ActionSet::Canary).join(" "), canary);
}

#[test]
fn documents_cover_all_resources_or_one_scope() {
    let shop: PolicyScope = "arn:aws:appmesh:us-west-2:111122223333:mesh/shop".parse().unwrap();
    let node: PolicyScope = NODE.parse().unwrap();
    let stream = |resource: Value| {
        json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Action": ["appmesh:StreamAggregatedResources"], "Resource": resource}]})
    };
    assert_eq!(policy_document(ActionSet::Envoy, None), stream(json!("*")));
    assert_eq!(policy_document(ActionSet::Envoy, Some(&node)), stream(json!([NODE])));
    let both = json!([shop.to_string(), format!("{shop}/*")]);
    assert_eq!(policy_document(ActionSet::Envoy, Some(&shop)), stream(both.clone()));
    let canary = policy_document(ActionSet::Canary, Some(&shop));
    let statements = canary["Statement"].as_array().unwrap();
    assert_eq!(statements[0]["Resource"], both);
    let lists = json!({"Effect": "Allow", "Action": ["appmesh:ListMeshes"], "Resource": "*"});
    assert_eq!(statements[1], lists, "ListMeshes does not support resources");
}

#[test]
fn a_document_allows_exactly_its_set() {
    let shop: PolicyScope = "arn:aws:appmesh:us-west-2:111122223333:mesh/shop".parse().unwrap();
    for set in [
        ActionSet::All,
        ActionSet::Readonly,
        ActionSet::Canary,
        ActionSet::Cleanup,
        ActionSet::Envoy,
    ] {
        for scope in [None, Some(&shop)] {
            let policies = [Policy::from_value("p", &policy_document(set, scope)).unwrap()];
            let within = |action: &str| names(set).iter().any(|name| name == action);
            for action in
                [ActionSet::All, ActionSet::Envoy].into_iter().flat_map(ActionSet::actions)
            {
                let resource = match action.has_no_resource() {
                    true => RequestResource::Exact("*".to_owned()),
                    false => RequestResource::AllMatching(shop.resources(action.operation)),
                };
                let name = action.name();
                let request = AccessRequest {
                    action: name.clone(),
                    resource,
                    context: RequestContext::default(),
                };
                let allowed = matches!(evaluate(&policies, &request), Decision::Allowed { .. });
                assert_eq!(allowed, within(&name.replace("appmesh:", "")), "{set:?} {request:?}");
            }
        }
    }
}

#[test]
fn operations_are_authorized_on_the_arns_of_their_kind() {
    let every = PolicyScope::every_mesh("aws", "us-west-2", "1");
    let shop: PolicyScope = "arn:aws:appmesh:us-west-2:1:mesh/shop".parse().unwrap();
    let cases = [
        ("CreateMesh", "mesh/*", "mesh/shop"),
        ("ListVirtualNodes", "mesh/*", "mesh/shop"),
        ("UpdateVirtualNode", "mesh/*/virtualNode/*", "mesh/shop/virtualNode/*"),
        ("ListRoutes", "mesh/*/virtualRouter/*", "mesh/shop/virtualRouter/*"),
        ("DeleteRoute", "mesh/*/virtualRouter/*/route/*", "mesh/shop/virtualRouter/*/route/*"),
        ("TagResource", "mesh/*", "mesh/shop"),
    ];
    for (operation, in_all, in_shop) in cases {
        let resources =
            |scope: &PolicyScope| scope.resources(crate::model::model().operation(operation));
        let arn = |path: &str| format!("arn:aws:appmesh:us-west-2:1:{path}");
        assert_eq!(
            (resources(&every), resources(&shop)),
            (arn(in_all), arn(in_shop)),
            "{operation}"
        );
    }
}

#[test]
fn invalid_scopes_are_rejected() {
    for text in ["*", "shop", "arn:aws:s3:::mesh/x", "arn:aws:appmesh:r:1:mesh/", "arn:aws:appmesh"]
    {
        assert!(text.parse::<PolicyScope>().is_err(), "{text}");
    }
}
