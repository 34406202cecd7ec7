//! The same through the program, as it is typed.

use aws_credential_types::provider::ProvideCredentials as _;
use aws_types::SdkConfig;
use serde_json::{Value, json};

use super::{READ_ONLY, allow, moto::Moto};
use crate::support::{Sandbox, Server};

/// A user whose AWS is all moto's, App Mesh included.
async fn user_of(sdk: &SdkConfig) -> Sandbox {
    let mut home = Sandbox::new();
    let keys = sdk.credentials_provider().unwrap().provide_credentials().await.unwrap();
    home.set("AWS_ACCESS_KEY_ID", keys.access_key_id());
    home.set("AWS_SECRET_ACCESS_KEY", keys.secret_access_key());
    home.set("AWS_REGION", "us-west-2");
    for service in ["", "_IAM", "_STS"] {
        home.set(&format!("AWS_ENDPOINT_URL{service}"), sdk.endpoint_url().unwrap());
    }
    home
}

/// The verdicts of one source, each with how often it was given.
fn verdicts(report: &Value, source: &str) -> Value {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for action in report["actions"].as_array().unwrap() {
        for evidence in action["evidence"].as_array().unwrap() {
            if evidence["source"] == source {
                *counts.entry(evidence["verdict"].as_str().unwrap()).or_default() += 1;
            }
        }
    }
    json!(counts)
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn a_check_says_denied_then_the_printed_policy_is_attached_and_it_says_allowed() {
    let moto = Moto::start();
    let admin = moto.user("admin", &allow(&["*"])).await;
    let dj = moto.user("dj", &allow(&READ_ONLY)).await;
    moto.enforce();
    let home = user_of(&dj).await;
    let check = "iam check --for readonly --output json";

    let before = home.line(check);
    assert_eq!(before.code, 1, "{}", before.stderr);
    let before: Value = serde_json::from_str(&before.stdout).unwrap();
    assert_eq!(before["verdict"], "denied");
    let count = before["actions"].as_array().unwrap().len();
    assert_eq!(verdicts(&before, "policies"), json!({"denied": count}));

    let policy = home.line("iam policy --for readonly").json();
    assert_eq!(policy, before["remedy"], "the check offers what the command prints");
    moto.attach(&admin, "dj", "AppMesh", &policy).await;
    let after = home.line(check).json();
    assert_eq!(after["verdict"], "allowed");
    assert_eq!(verdicts(&after, "policies"), json!({"allowed": count}));
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn a_probe_asks_the_mesh_s_own_control_plane_and_changes_nothing() {
    let moto = Moto::start();
    let dj = moto.user("dj", &allow(&READ_ONLY)).await;
    moto.enforce();
    let mut home = user_of(&dj).await;
    // The account that moto says the caller is of.
    let server = Server::start(&home, &["--account-id", "123456789012"]);
    home.set("AWS_ENDPOINT_URL_APP_MESH", &server.ready.api);
    let said = home.line("iam check --for all --probe --output json");
    assert_eq!(said.code, 1, "what the policies deny is denied, whoever answers: {}", said.stderr);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(verdicts(&report, "policies"), json!({"denied": 38}));
    let probed = verdicts(&report, "probe");
    // The seven creates are not tried.
    assert_eq!(probed, json!({"allowed": 31, "unknown": 7}));
    assert_eq!(home.line("list-meshes").json(), json!({"meshes": []}));
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn a_grant_gives_the_workers_role_what_the_command_prints() {
    let moto = Moto::start();
    let admin = moto.user("admin", &allow(&["*"])).await;
    moto.profile("eksctl-blog-nodegroup-ng-1-NodeInstanceProfile-a", "workers").await;
    moto.enforce();
    let home = user_of(&admin).await;
    let grant = "iam grant --instance-profile-match nodegroup --for envoy --output json";
    let first = home.line(grant).json();
    assert_eq!((&first["outcome"], &first["role"]), (&json!("granted"), &json!("workers")));
    let printed = home.line("iam policy --for envoy").json();
    assert_eq!(moto.inline(&admin, "workers").await, Some(printed));
    assert_eq!(home.line(grant).json()["outcome"], "unchanged");
}

#[test]
fn with_nothing_configured_the_local_control_plane_allows_all() {
    let home = Sandbox::new();
    let said = home.line("iam check --output json");
    assert_eq!(said.stderr, "note: the local control plane asks nobody for permission\n");
    let report = said.json();
    assert_eq!(report["verdict"], "allowed");
    assert_eq!(report["actions"].as_array().unwrap().len(), 38);
}

#[test]
fn a_policy_is_printed_without_asking_anyone() {
    let home = Sandbox::new();
    let want = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Action": ["appmesh:StreamAggregatedResources"],
        "Resource": "*",
    }]});
    assert_eq!(home.line("iam policy --for envoy").json(), want);
}
