use serde_json::json;

use super::*;

fn client(shape: &str, input: &Value) -> Vec<String> {
    check(shape, input, Depth::Client).iter().map(ToString::to_string).collect()
}

#[test]
fn a_route_is_reported_as_botocore_reports_it() {
    // The errors that AWS CLI 2.38.5 reports for the same input:
    // `docs/behaviour/aws-cli.md#client-side-validation`.
    let input = json!({
        "meshName": "m", "virtualRouterName": "v", "routeName": "r",
        "spec": {
            "httpRoute": {"match": {"prefix": 5}, "action": {"weightedTargets": []}},
            "priority": "x", "bogus": 1,
            "tcpRoute": {"action": {"weightedTargets": [{"weight": 101, "port": 0}]}},
        },
    });
    let want = [
        "Unknown parameter in spec: \"bogus\", must be one of: grpcRoute, http2Route, httpRoute, \
         priority, tcpRoute",
        "Invalid type for parameter spec.httpRoute.match.prefix, value: 5, type: <class 'int'>, \
         valid types: <class 'str'>",
        "Invalid length for parameter spec.httpRoute.action.weightedTargets, value: 0, \
         valid min length: 1",
        "Invalid type for parameter spec.priority, value: x, type: <class 'str'>, \
         valid types: <class 'int'>",
        "Missing required parameter in spec.tcpRoute.action.weightedTargets[0]: \"virtualNode\"",
        "Invalid value for parameter spec.tcpRoute.action.weightedTargets[0].port, value: 0, \
         valid min value: 1",
    ];
    assert_eq!(client("CreateRouteInput", &input), want);
}

#[test]
fn unions_take_exactly_one_member() {
    let spec = |provider: Value| json!({"meshName": "m", "virtualServiceName": "s", "spec": {"provider": provider}});
    let cases = [
        (
            json!({}),
            "Must set one of the following keys for tagged unionstructure spec.provider: \
             virtualNode. virtualRouter.",
        ),
        (
            json!({
                "virtualNode": {"virtualNodeName": "a"},
                "virtualRouter": {"virtualRouterName": "b"},
            }),
            "Invalid number of parameters set for tagged union structure spec.provider. \
             Can only set one of the following keys: virtualNode. virtualRouter.",
        ),
    ];
    for (provider, want) in cases {
        assert_eq!(client("CreateVirtualServiceInput", &spec(provider)), [want]);
    }
}

#[test]
fn values_print_as_python_prints_them() {
    let input = json!({
        "meshName": "m", "virtualGatewayName": "g",
        "spec": {"listeners": {"a": [1, null, "s"]}},
    });
    assert_eq!(
        client("CreateVirtualGatewayInput", &input),
        ["Invalid type for parameter spec.listeners, value: OrderedDict({'a': [1, None, 's']}), \
          type: <class 'collections.OrderedDict'>, valid types: <class 'list'>, <class 'tuple'>"]
    );
}

#[test]
fn only_the_server_checks_maxima_enumerations_and_patterns() {
    let cases = [
        (
            "WeightedTarget",
            json!({"virtualNode": "n", "weight": 101}),
            "1 validation error detected: Value '101' at 'weight' failed to satisfy constraint: \
             Member must have value less than or equal to 100",
        ),
        (
            "EgressFilter",
            json!({"type": "SOME"}),
            "1 validation error detected: Value 'SOME' at 'type' failed to satisfy constraint: \
             Member must satisfy enum value set: [ALLOW_ALL, DROP_ALL]",
        ),
        (
            "AwsCloudMapInstanceAttribute",
            json!({"key": "a b", "value": "v"}),
            "1 validation error detected: Value 'a b' at 'key' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: ^[a-zA-Z0-9!-~]+$",
        ),
    ];
    for (shape, input, want) in cases {
        assert_eq!(client(shape, &input), Vec::<String>::new(), "{shape}");
        assert_eq!(service_message(&check(shape, &input, Depth::Server)), want);
    }
}

#[test]
fn null_is_absent_to_the_server_and_a_wrong_type_to_the_client() {
    let input = json!({"meshName": "m", "spec": null});
    assert_eq!(check("CreateMeshInput", &input, Depth::Server), []);
    assert_eq!(
        client("CreateMeshInput", &input),
        ["Invalid type for parameter spec, value: None, type: <class 'NoneType'>, \
          valid types: <class 'dict'>"]
    );
    let missing = check("CreateMeshInput", &json!({"meshName": null}), Depth::Server);
    assert_eq!(missing, [Violation::Missing { path: String::new(), name: "meshName" }]);
}

#[test]
fn a_message_is_short_however_much_is_wrong() {
    let spec = json!({"backends": vec![json!({}); 5_000]});
    let found = check("VirtualNodeSpec", &spec, Depth::Server);
    assert_eq!(found.len(), MOST_TOLD);
    let empty = json!({"backends": []});
    assert_eq!(check("VirtualNodeSpec", &empty, Depth::Server), []);
    let long = json!({"meshName": "é".repeat(5_000)});
    let want = format!(
        "1 validation error detected: Value '{}…' at 'meshName' failed to satisfy constraint: \
         Member must have length less than or equal to 255",
        "é".repeat(1024)
    );
    assert_eq!(service_message(&check("CreateMeshInput", &long, Depth::Server)), want);
}
