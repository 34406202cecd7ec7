use serde_json::json;

use super::*;

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
        assert_eq!(check(shape, &input, Depth::Client), [], "{shape}");
        assert_eq!(service_message(&check(shape, &input, Depth::Server)), want);
    }
}

#[test]
fn null_is_absent_for_the_server_and_a_wrong_type_for_the_client() {
    let input = json!({"meshName": "m", "spec": null});
    assert_eq!(check("CreateMeshInput", &input, Depth::Server), []);
    assert_eq!(
        check("CreateMeshInput", &input, Depth::Client),
        [Violation::WrongType {
            path: "spec".to_owned(),
            value: Value::Null,
            form: Form::Structure
        }]
    );
    let missing = check("CreateMeshInput", &json!({"meshName": null}), Depth::Server);
    assert_eq!(missing, [Violation::Missing { path: String::new(), name: "meshName" }]);
}

#[test]
fn messages_are_bounded() {
    let spec = json!({"backends": vec![json!({}); 5_000]});
    let found = check("VirtualNodeSpec", &spec, Depth::Server);
    assert_eq!(found.len(), MAX_REPORTED);
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
