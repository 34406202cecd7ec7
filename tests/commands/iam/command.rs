//! `meshctl iam` on the command line.

use aws_credential_types::provider::ProvideCredentials as _;
use aws_types::SdkConfig;
use serde_json::{Value, json};

use super::{READ_ONLY, allow, moto::Moto};
use crate::support::{Sandbox, Server};

/// A sandbox that uses moto for all AWS services, including App Mesh.
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

/// The number of each verdict of one source.
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
async fn check_allows_a_user_with_the_printed_policy() {
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
    assert_eq!(policy, before["remedy"], "the remedy is the printed policy");
    moto.attach(&admin, "dj", "AppMesh", &policy).await;
    let after = home.line(check).json();
    assert_eq!(after["verdict"], "allowed");
    assert_eq!(verdicts(&after, "policies"), json!({"allowed": count}));
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn probes_call_the_control_plane_of_the_mesh() {
    let moto = Moto::start();
    let dj = moto.user("dj", &allow(&READ_ONLY)).await;
    moto.enforce();
    let mut home = user_of(&dj).await;
    // The account of the caller in moto.
    let server = Server::start(&home, &["--account-id", "123456789012"]);
    home.set("AWS_ENDPOINT_URL_APP_MESH", &server.ready.api);
    let output = home.line("iam check --for all --probe --output json");
    assert_eq!(output.code, 1, "a denial by policies overrides the probes: {}", output.stderr);
    let report: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(verdicts(&report, "policies"), json!({"denied": 38}));
    let probed = verdicts(&report, "probe");
    // The seven create operations are not probed.
    assert_eq!(probed, json!({"allowed": 31, "unknown": 7}));
    assert_eq!(home.line("list-meshes").json(), json!({"meshes": []}));
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn grant_attaches_the_printed_policy() {
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
fn check_uses_the_local_control_plane_by_default() {
    let home = Sandbox::new();
    let output = home.line("iam check --output json");
    assert_eq!(output.stderr, "note: the local control plane has no authorization\n");
    let report = output.json();
    assert_eq!(report["verdict"], "allowed");
    assert_eq!(report["actions"].as_array().unwrap().len(), 38);
}

#[test]
fn policy_needs_no_server() {
    let home = Sandbox::new();
    let want = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Action": ["appmesh:StreamAggregatedResources"],
        "Resource": "*",
    }]});
    assert_eq!(home.line("iam policy --for envoy").json(), want);
}
