//! The fields of each format and those of the API.

use super::*;

fn v1beta1(kind: &str, spec: &str) -> String {
    format!(
        "apiVersion: appmesh.k8s.aws/v1beta1\nkind: {kind}\nmetadata: {{name: n}}\nspec: {spec}"
    )
}

fn v1beta2(kind: &str, spec: &str) -> String {
    format!(
        "apiVersion: appmesh.k8s.aws/v1beta2\nkind: {kind}\n\
         metadata: {{name: n, namespace: prod}}\nspec: {spec}"
    )
}

/// Adds `Mesh` m before a document of v1beta2, so that it has a mesh.
fn in_mesh(document: &str) -> Vec<(String, Value)> {
    let mesh = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: Mesh\nmetadata: {name: m}";
    desired(&format!("{mesh}\n---\n{document}")).split_off(1)
}

#[test]
fn a_v1beta1_service_defines_a_router_routes_and_a_service() {
    let text = v1beta1(
        "VirtualService",
        "{meshName: m, virtualRouter: {name: r, listeners: [{portMapping: {port: 1, protocol: http}}]},
          routes: [{name: a, priority: 3, http: {match: {prefix: /},
            action: {weightedTargets: [{virtualNodeName: x, weight: 1}]},
            retryPolicy: {maxRetries: 2, perRetryTimeoutMillis: 50, tcpRetryEvents: [connection-error]}}},
           {name: b, tcp: {action: {weightedTargets: [{virtualNodeName: y, weight: 2}]}}}]}",
    );
    let want = vec![
        (
            "mesh/m/virtualRouter/r".to_owned(),
            json!({"listeners": [{"portMapping": {"port": 1, "protocol": "http"}}]}),
        ),
        (
            "mesh/m/virtualRouter/r/route/a".to_owned(),
            json!({
                "priority": 3,
                "httpRoute": {
                    "match": {"prefix": "/"},
                    "action": {"weightedTargets": [{"virtualNode": "x", "weight": 1}]},
                    "retryPolicy": {
                        "maxRetries": 2,
                        "perRetryTimeout": {"unit": "ms", "value": 50},
                        "tcpRetryEvents": ["connection-error"],
                    },
                },
            }),
        ),
        (
            "mesh/m/virtualRouter/r/route/b".to_owned(),
            json!({"tcpRoute": {"action": {"weightedTargets": [{"virtualNode": "y", "weight": 2}]}}}),
        ),
        (
            "mesh/m/virtualService/n".to_owned(),
            json!({"provider": {"virtualRouter": {"virtualRouterName": "r"}}}),
        ),
    ];
    assert_eq!(desired(&text), want);
}

#[test]
fn a_v1beta1_router_without_a_name_has_the_name_of_its_service() {
    for router in ["", ", virtualRouter: {}", ", virtualRouter: {name: ' '}"] {
        let keys = desired(&v1beta1("VirtualService", &format!("{{meshName: m{router}}}")));
        let keys: Vec<String> = keys.into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["mesh/m/virtualRouter/n", "mesh/m/virtualService/n"], "{router}");
    }
}

#[test]
fn a_v1beta1_target_can_be_in_another_namespace() {
    let node = "apiVersion: appmesh.k8s.aws/v1beta1\nkind: VirtualNode\n\
                metadata: {name: x, namespace: other}\nspec: {meshName: m}\n---\n";
    let targets = "[{virtualNodeName: x.other, weight: 1}, {virtualNodeName: y.z, weight: 2}]";
    let service = v1beta1(
        "VirtualService",
        &format!(
            "{{meshName: m, routes: [{{name: a, tcp: {{action: {{weightedTargets: {targets}}}}}}}]}}"
        ),
    );
    let (_, route) = desired(&format!("{node}{service}")).remove(2);
    let want = json!([{"virtualNode": "x", "weight": 1}, {"virtualNode": "y.z", "weight": 2}]);
    assert_eq!(route["tcpRoute"]["action"]["weightedTargets"], want);
}

#[test]
fn fields_of_v1beta1_nodes_are_converted() {
    let cases = [
        ("{meshName: m}", json!({})),
        (
            "{meshName: m, serviceDiscovery: {dns: {hostName: h}}}",
            json!({"serviceDiscovery": {"dns": {"hostname": "h"}}}),
        ),
        (
            "{meshName: m, serviceDiscovery: {cloudMap: {serviceName: s, namespaceName: n,
               attributes: {b: x, a: y}}}}",
            json!({"serviceDiscovery": {"awsCloudMap": {
                "serviceName": "s", "namespaceName": "n",
                "attributes": [{"key": "b", "value": "x"}, {"key": "a", "value": "y"}]}}}),
        ),
        (
            "{meshName: m, backends: [{virtualService: {virtualServiceName: s}}],
              logging: {accessLog: {file: {path: /dev/stdout}}}, listeners: null}",
            json!({
                "backends": [{"virtualService": {"virtualServiceName": "s"}}],
                "logging": {"accessLog": {"file": {"path": "/dev/stdout"}}},
            }),
        ),
    ];
    for (given, want) in cases {
        assert_eq!(spec(&v1beta1("VirtualNode", given)), want, "{given}");
    }
}

/// TLS of clients and listeners, as the custom resources spell it.
const TLS: &str = "
  backendDefaults:
    clientPolicy:
      tls:
        enforce: false
        ports: [1]
        validation:
          trust: {acm: {certificateAuthorityARNs: ['arn:a']}}
          subjectAlternativeNames: {match: {exact: [x]}}
  listeners:
    - portMapping: {port: 1, protocol: http2}
      connectionPool: {http2: {maxRequests: 5}}
      tls:
        mode: STRICT
        certificate: {acm: {certificateARN: 'arn:c'}}
        validation: {trust: {sds: {secretName: s}}}";

#[test]
fn tls_of_v1beta2_nodes_and_gateways_is_converted() {
    let want = json!({
        "backendDefaults": {"clientPolicy": {"tls": {
            "enforce": false, "ports": [1], "validation": {
                "trust": {"acm": {"certificateAuthorityArns": ["arn:a"]}},
                "subjectAlternativeNames": {"match": {"exact": ["x"]}}}}}},
        "listeners": [{
            "portMapping": {"port": 1, "protocol": "http2"},
            "connectionPool": {"http2": {"maxRequests": 5}},
            "tls": {"mode": "STRICT", "certificate": {"acm": {"certificateArn": "arn:c"}},
                    "validation": {"trust": {"sds": {"secretName": "s"}}}},
        }],
    });
    let mut node = want.clone();
    node["serviceDiscovery"] = json!({"dns": {"hostname": "h"}});
    for (kind, selectors, want) in [
        ("VirtualNode", "\n  podSelector: {}\n  serviceDiscovery: {dns: {hostname: h}}", node),
        (
            "VirtualGateway",
            "\n  podSelector: {}\n  namespaceSelector: {}\n  gatewayRouteSelector: {}",
            want,
        ),
    ] {
        for text in [TLS.to_owned(), TLS.replace("ARN", "Arn")] {
            let given = v1beta2(kind, &format!("{text}{selectors}"));
            assert_eq!(in_mesh(&given).remove(0).1, want, "{given}");
        }
    }
}

#[test]
fn fields_of_v1beta2_meshes_and_nodes_are_converted() {
    let mesh = v1beta2(
        "Mesh",
        "{egressFilter: {type: DROP_ALL}, meshServiceDiscovery: {ipPreference: IPv6_ONLY},
          namespaceSelector: {}, meshOwner: '111122223333'}",
    );
    let want = json!({"egressFilter": {"type": "DROP_ALL"},
                      "serviceDiscovery": {"ipPreference": "IPv6_ONLY"}});
    assert_eq!(spec(&mesh), want);

    let dns = json!({"hostname": "h", "responseType": "ENDPOINTS", "ipPreference": "IPv4_ONLY"});
    let map = json!({"namespaceName": "n", "serviceName": "s",
                     "attributes": [{"key": "a", "value": "b"}]});
    let idle = json!({"idle": {"unit": "s", "value": 1}});
    let same = [
        json!({"serviceDiscovery": {"dns": dns}}),
        json!({"serviceDiscovery": {"awsCloudMap": map}}),
        json!({"serviceDiscovery": {"dns": dns}, "listeners": [{
            "portMapping": {"port": 1, "protocol": "tcp"}, "timeout": {"tcp": idle},
            "healthCheck": {"protocol": "tcp", "healthyThreshold": 2, "unhealthyThreshold": 2,
                            "intervalMillis": 5000, "timeoutMillis": 2000},
            "outlierDetection": {"maxServerErrors": 1, "maxEjectionPercent": 50,
                                 "interval": {"unit": "s", "value": 1},
                                 "baseEjectionDuration": {"unit": "s", "value": 1}}}]}),
        json!({"logging": {"accessLog": {"file": {
            "path": "/l", "format": {"json": [{"key": "k", "value": "%V%"}]}}}}}),
    ];
    for given in same {
        let got = in_mesh(&v1beta2("VirtualNode", &given.to_string())).remove(0).1;
        assert_eq!(got, given);
    }
}

#[test]
fn v1beta2_resources_have_the_names_of_the_controller() {
    let gateway = "virtualGatewayRef: {name: g}, httpRoute: {match: {prefix: /}, action: {target: \
                   {virtualService: {virtualServiceRef: {name: s}}}}}";
    let listeners = "listeners: [{portMapping: {port: 1, protocol: http}}]";
    let cases = [
        ("VirtualNode", "", "mesh/m/virtualNode/n_prod"),
        ("VirtualNode", "awsName: x", "mesh/m/virtualNode/x"),
        ("VirtualNode", "awsName: ''", "mesh/m/virtualNode/n_prod"),
        ("VirtualNode", "meshRef: {name: other, uid: u}", "mesh/other/virtualNode/n_prod"),
        ("VirtualRouter", "", "mesh/m/virtualRouter/n_prod"),
        ("VirtualService", "", "mesh/m/virtualService/n.prod"),
        ("VirtualGateway", listeners, "mesh/m/virtualGateway/n_prod"),
        ("GatewayRoute", gateway, "mesh/m/virtualGateway/g_prod/gatewayRoute/n_prod"),
    ];
    for (kind, given, want) in cases {
        let (key, _) = in_mesh(&v1beta2(kind, &format!("{{{given}}}"))).remove(0);
        assert_eq!(key, want, "{kind} {given}");
    }
}

#[test]
fn v1beta2_references_are_resolved_to_the_names_in_the_files() {
    let node = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: VirtualNode\n\
                metadata: {name: a, namespace: other}\nspec: {awsName: alpha}\n---\n";
    let router = v1beta2(
        "VirtualRouter",
        "{routes: [{name: all, grpcRoute: {match: {}, action: {weightedTargets: [
            {virtualNodeRef: {name: a, namespace: other}, weight: 1, port: 8},
            {virtualNodeRef: {name: a}, weight: 2},
            {virtualNodeARN: 'arn:aws:appmesh:us-west-2:111122223333:mesh/m/virtualNode/b', weight: 3}]}}}]}",
    );
    let mesh = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: Mesh\nmetadata: {name: m}\n---\n";
    let set = set(&[("f.yaml", &format!("{mesh}{node}{router}"))]).unwrap();
    let targets = set.desired[3].spec["grpcRoute"]["action"]["weightedTargets"].clone();
    let want = json!([
        {"virtualNode": "alpha", "weight": 1, "port": 8},
        {"virtualNode": "a_prod", "weight": 2},
        {"virtualNode": "b", "weight": 3},
    ]);
    assert_eq!(targets, want);
    let notes: Vec<String> =
        set.ignored.iter().map(|note| format!("{} {}", note.subject, note.reason)).collect();
    assert_eq!(
        notes,
        ["VirtualRouter/prod/n spec.routes[0].grpcRoute.action.weightedTargets[1].virtualNodeRef \
          is resolved to `a_prod`: the files do not define VirtualNode `a` in namespace `prod`"]
    );
}

#[test]
fn a_gateway_route_without_a_reference_belongs_to_the_only_gateway() {
    let gateway = |name: &str, namespace: &str| {
        format!(
            "apiVersion: appmesh.k8s.aws/v1beta2\nkind: VirtualGateway\n\
             metadata: {{name: {name}, namespace: {namespace}}}\nspec: {{listeners: [{{portMapping: {{port: 1, protocol: http2}}}}]}}\n---\n"
        )
    };
    let route = v1beta2(
        "GatewayRoute",
        "{http2Route: {match: {prefix: /}, action: {target: {port: 1, virtualService:
            {virtualServiceARN: 'arn:aws:appmesh:r:111122223333:mesh/m/virtualService/s'}}}}}",
    );
    let near = [gateway("a", "prod"), gateway("b", "other")].concat();
    for (gateways, want) in [(gateway("b", "other"), "b_other"), (near, "a_prod")] {
        let (key, spec) = in_mesh(&format!("{gateways}{route}")).pop().unwrap();
        assert_eq!(key, format!("mesh/m/virtualGateway/{want}/gatewayRoute/n_prod"));
        let target = json!({"port": 1, "virtualService": {"virtualServiceName": "s"}});
        assert_eq!(spec["http2Route"]["action"]["target"], target);
    }
}

#[test]
fn backend_groups_become_backends() {
    let group = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: BackendGroup\n\
                 metadata: {name: g, namespace: other}\n\
                 spec: {virtualservices: [{name: red}, {name: blue, namespace: prod}]}\n---\n";
    let blue = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: VirtualService\n\
                metadata: {name: blue, namespace: prod}\nspec: {awsName: blue.local}\n---\n";
    let node = v1beta2(
        "VirtualNode",
        "{backends: [{virtualService: {virtualServiceRef: {name: blue}}}],
          backendGroups: [{name: g, namespace: other}, {name: '*'}]}",
    );
    let (_, spec) = in_mesh(&format!("{group}{blue}{node}")).pop().unwrap();
    let backend = |name: &str| json!({"virtualService": {"virtualServiceName": name}});
    assert_eq!(spec, json!({"backends": [backend("blue.local"), backend("red.other")]}));
}

#[test]
fn plain_resources_are_inputs_or_responses() {
    let node = json!({"listeners": [{"portMapping": {"port": 1, "protocol": "tcp"}}],
                      "serviceDiscovery": {"dns": {"hostname": "h"}}});
    let described = json!({
        "meshName": "m", "virtualNodeName": "n", "spec": node,
        "metadata": {"arn": "arn:x", "version": 1, "uid": "u"}, "status": {"status": "ACTIVE"},
    });
    let input = json!({
        "meshName": "m", "virtualNodeName": "n", "spec": node,
        "clientToken": "t", "meshOwner": "111122223333",
    });
    let want = vec![("mesh/m/virtualNode/n".to_owned(), node)];
    let cases = [
        input,
        described.clone(),
        json!({"virtualNode": described}),
        json!([described]),
        json!({"virtualNodes": [described], "nextToken": "t"}),
    ];
    for given in cases {
        assert_eq!(desired(&given.to_string()), want, "{given}");
    }
}

#[test]
fn the_kind_of_a_plain_resource_is_that_of_its_last_name() {
    let cases = [
        ("{meshName: m}", "mesh/m"),
        ("{meshName: m, virtualRouterName: r, spec: {}}", "mesh/m/virtualRouter/r"),
        (
            "{meshName: m, virtualRouterName: r, routeName: a, \
              spec: {tcpRoute: {action: {weightedTargets: [{virtualNode: n, weight: 1}]}}}}",
            "mesh/m/virtualRouter/r/route/a",
        ),
        (
            "{meshName: m, virtualGatewayName: g, gatewayRouteName: a, \
              spec: {grpcRoute: {match: {serviceName: x}, action: {target: {virtualService: \
              {virtualServiceName: s}}}}}}",
            "mesh/m/virtualGateway/g/gatewayRoute/a",
        ),
        ("{meshName: m, virtualServiceName: s, spec: {}}", "mesh/m/virtualService/s"),
    ];
    for (text, want) in cases {
        assert_eq!(desired(text)[0].0, want);
    }
}

#[test]
fn tags_are_kept_and_a_mesh_without_a_spec_accepts_any() {
    let set = set(&[("f.yaml", "{meshName: m, tags: [{key: team, value: music}]}")]).unwrap();
    assert_eq!(set.desired[0].tags, [("team".to_owned(), "music".to_owned())]);
    for (text, want) in [
        ("{meshName: m}".to_owned(), true),
        ("{meshName: m, spec: {}}".to_owned(), false),
        (v1beta1("Mesh", "{serviceDiscoveryType: dns}"), true),
        (v1beta2("Mesh", "{}"), false),
    ] {
        assert_eq!(super::set(&[("f.yaml", &text)]).unwrap().desired[0].any_spec, want, "{text}");
    }
}
