//! Problems in files, with the messages that users see.

use super::*;
use crate::error::Explain;

fn node(spec: &str) -> String {
    format!(
        "apiVersion: appmesh.k8s.aws/v1beta1\nkind: VirtualNode\n\
         metadata: {{name: n, namespace: prod}}\nspec: {spec}"
    )
}

#[test]
fn problems_name_the_document_the_object_and_the_field() {
    let at = "f.yaml, document 1 (line 1)";
    let object = format!("{at}: VirtualNode/prod/n");
    let cases = [
        (
            node("{meshName: m, listners: []}"),
            format!(
                "{object}: unknown field `spec.listners`; expected one of backendDefaults, \
                 backends, listeners, logging, serviceDiscovery"
            ),
        ),
        (
            node("{meshName: m, serviceDiscovery: {dns: {host: h}}}"),
            format!(
                "the manifests have 2 problems:\n  {object}: unknown field \
                 `spec.serviceDiscovery.dns.host`; expected one of hostName, hostname, ipPreference, responseType\n  \
                 {at}: virtualnode/n: Missing required parameter in spec.serviceDiscovery.dns: \
                 \"hostname\""
            ),
        ),
        (
            node(
                "{meshName: m, listeners: [{portMapping: {port: 0, protocol: http}}], \
                  serviceDiscovery: {dns: {hostname: h}}}",
            ),
            format!(
                "{at}: virtualnode/n: Invalid value for parameter \
                 spec.listeners[0].portMapping.port, value: 0, valid min value: 1"
            ),
        ),
        (node("{meshName: 5}"), format!("{object}: `spec.meshName` must be a name")),
        (node("[]"), format!("{object}: `spec` must be an object")),
        (
            format!("{}\ndata: {{}}", node("{meshName: m}")),
            format!(
                "{object}: unknown field `data`; expected one of apiVersion, kind, metadata, spec, status"
            ),
        ),
        (node("{}"), format!("{object}: it does not specify its mesh, and the files define none")),
        (
            "apiVersion: appmesh.k8s.aws/v1beta1\nkind: VirtualNode\nspec: {meshName: m}".into(),
            format!("{at}: VirtualNode: `metadata.name` must be a name"),
        ),
        (
            node("{meshName: m}").replace("v1beta1", "v1"),
            format!("{object}: `appmesh.k8s.aws/v1` has no kind `VirtualNode`"),
        ),
    ];
    for (text, want) in cases {
        assert_eq!(error(&text), want, "{text}");
    }
}

#[test]
fn problems_of_plain_resources_name_the_field() {
    let at = "f.yaml, document 1 (line 1)";
    let cases = [
        ("42", format!("{at}: this is neither an App Mesh resource nor a Kubernetes object")),
        (
            "{meshName: m, virtualNodeName: n, arn: a}",
            format!(
                "the manifests have 2 problems:\n  {at}: VirtualNode/n: unknown field `arn`; \
                 expected one of meshName, virtualNodeName, spec, tags, metadata, status, clientToken, \
                 meshOwner\n  {at}: VirtualNode/n: `spec` must be present: responses of \
                 `list-*` have no specs, those of `describe-*` do"
            ),
        ),
        (
            "{meshName: m, routeName: r, spec: {}}",
            format!("{at}: Route/r: `virtualRouterName` must be a name"),
        ),
    ];
    for (text, want) in cases {
        assert_eq!(error(text), want, "{text}");
    }
}

#[test]
fn all_problems_are_reported_together() {
    let files = [("a.yaml", "a: ["), ("b.yaml", "nothing"), ("c.json", "{\"x\": 1}")];
    let error = set(&files).unwrap_err();
    let ManifestError::Problems(problems) = error else { panic!("{error}") };
    let files: Vec<&str> = problems.iter().map(|problem| problem.origin.file.as_str()).collect();
    assert_eq!(files, ["a.yaml", "b.yaml", "c.json"]);
}

#[test]
fn files_without_manifests_are_an_error() {
    for text in ["", "\n\n", "---\n---\n", "# nothing\n", "[]"] {
        assert_eq!(error(text), "no manifests found in `f.yaml`", "{text:?}");
    }
}

#[test]
fn invalid_values_are_problems() {
    let long = "x".repeat(70_000);
    let cases = [
        "apiVersion: appmesh.k8s.aws/v1beta2\nkind: Mesh\nmetadata: 5".to_owned(),
        "apiVersion: appmesh.k8s.aws/\nkind: Mesh\nmetadata: {name: m}".to_owned(),
        "apiVersion: appmesh.k8s.aws/v1beta2\nkind: Route\nmetadata: {name: m}".to_owned(),
        "apiVersion: 5\nkind: Mesh".to_owned(),
        "kind: List\nitems: 5".to_owned(),
        format!("{{meshName: {long}}}"),
        "{meshName: m, tags: 5}".to_owned(),
        "{meshName: [m]}".to_owned(),
        "{meshName: m, virtualNodeName: {}, spec: {}}".to_owned(),
        "{virtualNodes: [5, null, {}]}".to_owned(),
        node("{meshName: m, listeners: 5}"),
        node("{meshName: m, listeners: [5]}"),
        node("{meshName: m, serviceDiscovery: {cloudMap: {attributes: 5}}}"),
        node("{meshName: m, serviceDiscovery: {dns: {hostName: a, hostname: b}}}"),
    ];
    for text in cases {
        assert!(set(&[("f.yaml", &text)]).is_err(), "{text}");
    }
}

#[test]
fn invalid_custom_resources_are_problems() {
    let cases = [
        ("VirtualNode", "{backendGroups: 5}"),
        ("VirtualNode", "{backendGroups: [{name: undefined}]}"),
        ("VirtualNode", "{awsName: 5}"),
        ("VirtualNode", "{meshRef: 5}"),
        ("VirtualNode", "{backends: [{virtualService: {virtualServiceARN: 'arn:x'}}]}"),
        ("VirtualRouter", "{routes: 5}"),
        ("VirtualRouter", "{routes: [5]}"),
        ("VirtualRouter", "{routes: [{name: a, http: {}}]}"),
        ("VirtualService", "{provider: {virtualNode: {virtualNodeRef: n}}}"),
        ("GatewayRoute", "{}"),
        ("BackendGroup", "{services: []}"),
    ];
    for (kind, spec) in cases {
        let text = format!(
            "meshName: m\n---\napiVersion: appmesh.k8s.aws/v1beta2\nkind: {kind}\n\
             metadata: {{name: n}}\nspec: {spec}"
        );
        assert!(set(&[("f.yaml", &text)]).is_err(), "{kind} {spec}");
    }
}

#[test]
fn hints_name_the_next_step() {
    let cases = [
        (node("{}"), Some("--mesh NAME")),
        (node("{meshName: m}").replace("v1beta1", "v9"), Some("v1beta1 and v1beta2")),
        (String::new(), Some("--cli-input-json")),
        (node("[]"), None),
    ];
    for (text, want) in cases {
        let hint = set(&[("f.yaml", &text)]).unwrap_err().hint();
        match want {
            Some(want) => {
                assert!(hint.as_deref().is_some_and(|hint| hint.contains(want)), "{text}")
            }
            None => assert_eq!(hint, None, "{text}"),
        }
    }
}
