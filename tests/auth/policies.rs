//! Policies against calls: a user for each row of a table, and one call by that user.

use axum::body::Body;
use meshctl::api::ConnectionInfo;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::api::{ACCOUNT, request};
use crate::support::{Api, Signer};

/// A row of the table.
#[derive(Deserialize)]
struct Row {
    case: String,
    /// One policy per statement; `USER` is replaced by the user's name.
    statements: Vec<Value>,
    operation: String,
    input: Value,
    /// `yes`, `no RESOURCE` if no policy allows it, `deny RESOURCE` if a policy denies it.
    want: String,
}

fn rows() -> Vec<Row> {
    serde_json::from_str(include_str!("policies.json")).unwrap()
}

/// The user of a row.
fn name(at: usize) -> String {
    format!("user-{at}")
}

fn accounts(rows: &[Row]) -> Value {
    let users = rows.iter().enumerate().map(|(at, row)| {
        let policy = |one: &Value| json!({"Version": "2012-10-17", "Statement": [one]});
        let policies: Vec<Value> = row.statements.iter().map(policy).collect();
        let policies = json!(policies).to_string().replace("USER", &name(at));
        let user = json!({
            "keys": [{"id": name(at), "secret": format!("secret of {}", name(at))}],
            "policies": serde_json::from_str::<Value>(&policies).unwrap(),
            "tags": {"team": "music", "mesh": "shop"},
        });
        (name(at), user)
    });
    let users: serde_json::Map<String, Value> = users.collect();
    let root = json!({"keys": [{"id": "root", "secret": "secret of root"}]});
    json!({"accounts": {ACCOUNT: {"root": root, "users": users}}})
}

/// The resources of the calls.
const SEED: &[(&str, &str)] = &[
    ("CreateMesh", r#"{"meshName": "shop", "tags": [{"key": "team", "value": "music"}]}"#),
    ("CreateMesh", r#"{"meshName": "bare"}"#),
    ("CreateVirtualNode", r#"{"meshName": "shop", "virtualNodeName": "web", "spec": {}}"#),
    ("CreateVirtualRouter", r#"{"meshName": "shop", "virtualRouterName": "r", "spec": {}}"#),
    ("CreateVirtualService", r#"{"meshName": "shop", "virtualServiceName": "s.prod", "spec": {}}"#),
    (
        "CreateVirtualGateway",
        r#"{"meshName": "shop", "virtualGatewayName": "g", "spec": {"listeners":
            [{"portMapping": {"port": 80, "protocol": "http"}}]}}"#,
    ),
];

/// Makes a call from `10.1.2.3`, and returns the result in the form of [`Row::want`].
fn outcome(api: &Api, row: &Row, user: &str) -> String {
    let mut request = Signer::new(user).signed(request(&row.operation, &row.input));
    request.headers_mut().insert("user-agent", "tests/1".parse().unwrap());
    let peer = ConnectionInfo { address: ([10, 1, 2, 3], 4567).into(), encrypted: false };
    request.extensions_mut().insert(peer);
    let reply = api.send(request.map(Body::from));
    if reply.status != 403 {
        return "yes".to_owned();
    }
    let action = format!("appmesh:{}", row.operation);
    let start = format!(
        "User: arn:aws:iam::{ACCOUNT}:user/{user} is not authorized to perform: {action} on \
         resource: "
    );
    let not_allowed = format!(" because no identity-based policy allows the {action} action");
    let denied = " with an explicit deny in an identity-based policy";
    let text = reply.message();
    let rest = text.strip_prefix(&start).unwrap_or_else(|| panic!("{}: {text}", row.case));
    let said = rest.strip_suffix(&not_allowed).map(|resource| format!("no {resource}"));
    said.or_else(|| rest.strip_suffix(denied).map(|resource| format!("deny {resource}")))
        .unwrap_or_else(|| panic!("{}: {text}", row.case))
}

#[test]
fn every_row_of_the_policy_table_holds() {
    let rows = rows();
    assert!(rows.len() >= 80, "{}", rows.len());
    let api = Api::guarded(&accounts(&rows));
    for (operation, input) in SEED {
        let input = serde_json::from_str(input).unwrap();
        let reply = api.call_as(&Signer::new("root"), operation, &input);
        assert_eq!(reply.status, 200, "{operation}: {}", reply.message());
    }
    let wrong: Vec<String> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| {
            let got = outcome(&api, row, &name(at));
            (got != row.want).then(|| format!("{}: {got}, not {}", row.case, row.want))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn permissions_boundary_limits_what_policies_allow() {
    let policy = |effect: &str, action: &str| {
        json!({"Version": "2012-10-17", "Statement":
            {"Effect": effect, "Action": action, "Resource": "*"}})
    };
    let user = |name: &str, boundary: Value| {
        json!({"keys": [{"id": name, "secret": format!("secret of {name}")}],
            "policies": ["AWSAppMeshFullAccess"], "boundary": boundary})
    };
    let users = json!({
        "inside": user("inside", policy("Allow", "appmesh:Describe*")),
        "outside": user("outside", policy("Allow", "appmesh:List*")),
        "refused": user("refused", policy("Deny", "appmesh:Describe*")),
    });
    let api = Api::guarded(&json!({"accounts": {ACCOUNT: {"users": users}}}));
    let tail = |name: &str| {
        let reply = api.call_as(&Signer::new(name), "DescribeMesh", &json!({"meshName": "shop"}));
        let text = reply.message().split_once("mesh/shop ").unwrap_or_default().1.to_owned();
        (reply.code, text)
    };
    assert_eq!(tail("inside").0, "NotFoundException");
    let want = "because no permissions boundary allows the appmesh:DescribeMesh action";
    assert_eq!(tail("outside"), ("AccessDeniedException".to_owned(), want.to_owned()));
    let want = "with an explicit deny in a permissions boundary";
    assert_eq!(tail("refused"), ("AccessDeniedException".to_owned(), want.to_owned()));
}
