//! The clients that people have, against a server that asks who calls, over TLS.

use serde_json::{Value, json};

use crate::support::{Sandbox, Server, in_project, sandbox, tools};

const ARN: &str = "arn:aws:iam::111122223333:user/dj";
const MESH: &str = "arn:aws:appmesh:us-west-2:111122223333:mesh/shop";

/// How many checks the script makes; fewer would mean that some were left out.
const CHECKS: usize = 10;

/// A server with a mesh, its owner, and a user who may read it and not delete it.
struct Guarded {
    home: Sandbox,
    server: Server,
    secrets: Vec<String>,
}

impl Guarded {
    fn start() -> Self {
        let mut home = Sandbox::new();
        home.set("MESHCTL_LOG", "trace");
        home.file("dj.json", &json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": ["appmesh:Describe*", "appmesh:List*"], "Resource": "*"},
            {"Effect": "Allow", "Action": "appmesh:Update*", "Resource": format!("{MESH}/virtualNode/*")},
            {"Effect": "Deny", "Action": "appmesh:DeleteMesh", "Resource": "*"},
            {"Effect": "Allow", "Action": "meshctl:Restore", "Resource": "*",
             "Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}},
        ]}).to_string());
        let add = "auth add-key --output json --file auth.json --account 111122223333";
        let root = home.line(&format!("{add} --root")).json();
        let dj = home.line(&format!("{add} --user dj --policy dj.json")).json();
        let args = ["--auth", "auth.json", "--account-id", "111122223333", "--tls-self-signed"];
        let server = Server::start(&home, &args);
        let secrets = [&root, &dj].map(|key| text(key, "secretAccessKey")).to_vec();
        act_as(&mut home, &root);
        home.line("create-mesh --mesh-name shop").ok();
        act_as(&mut home, &dj);
        Self { home, server, secrets }
    }

    fn ca(&self) -> String {
        self.server.ready.ca.as_ref().unwrap().display().to_string()
    }
}

fn text(key: &Value, name: &str) -> String {
    key[name].as_str().unwrap().to_owned()
}

fn act_as(home: &mut Sandbox, key: &Value) {
    home.set("AWS_ACCESS_KEY_ID", &text(key, "accessKeyId"));
    home.set("AWS_SECRET_ACCESS_KEY", &text(key, "secretAccessKey"));
    // boto3 knows the one name, the others the other.
    home.set("AWS_DEFAULT_REGION", "us-west-2");
    home.set("AWS_REGION", "us-west-2");
    home.set("AWS_PAGER", "");
}

#[test]
#[ignore = "needs aws, boto3, curl: make test"]
fn boto3_aws_cli_and_curl_authenticate_and_no_secret_is_logged() {
    let mut guarded = Guarded::start();
    let (api, ca) = (guarded.server.ready.api.clone(), guarded.ca());
    assert!(api.starts_with("https://"), "{api}");
    let mut python = guarded.home.command(&tools::python());
    python.arg(in_project("tests/auth/calls.py")).args([&api, &ca, ARN]);
    let said = sandbox::run_with_input(&mut python, "");
    assert_eq!(said.code, 0, "{}\n{}", said.stdout, said.stderr);
    let checks = said.stdout.lines().filter(|line| line.starts_with("ok ")).count();
    assert_eq!(checks, CHECKS, "{}", said.stdout);

    guarded.home.set("AWS_ENDPOINT_URL", &api);
    guarded.home.set("AWS_CA_BUNDLE", &ca);
    let aws = |words: &str| {
        let mut command = guarded.home.command(&tools::aws());
        sandbox::run_with_input(command.args(words.split_whitespace()), "")
    };
    assert_eq!(aws("sts get-caller-identity").json()["Arn"], ARN);
    assert_eq!(aws("appmesh describe-mesh --mesh-name shop").json()["mesh"]["meshName"], "shop");
    let refused = aws("appmesh create-mesh --mesh-name other").refused(254);
    let want = format!(
        "\naws: [ERROR]: An error occurred (AccessDeniedException) when calling the CreateMesh \
         operation: User: {ARN} is not authorized to perform: appmesh:CreateMesh on resource: {} \
         because no identity-based policy allows the appmesh:CreateMesh action\n",
        MESH.replace("shop", "other")
    );
    assert_eq!(refused, want);

    let mut curl = guarded.home.command(&tools::program("curl"));
    let [_, secret] = guarded.secrets.as_slice() else { unreachable!("there are two") };
    let user = format!("{}:{secret}", guarded.home.variable("AWS_ACCESS_KEY_ID"));
    curl.args([
        "-sS",
        "--cacert",
        &ca,
        "--aws-sigv4",
        "aws:amz:us-west-2:appmesh",
        "--user",
        &user,
    ]);
    let said = sandbox::run_with_input(curl.arg(format!("{api}/v20190125/meshes?limit=5")), "");
    assert_eq!(said.json()["meshes"][0]["arn"], MESH);

    let log = guarded.server.log();
    assert!(log.contains("CreateMesh") || log.contains("/v20190125/meshes"), "{log}");
    for secret in &guarded.secrets {
        assert!(!log.contains(secret), "a secret is in the log");
    }
}

#[test]
fn iam_check_predicts_the_result_of_calls() {
    let guarded = Guarded::start();
    // Without an endpoint, commands use the local server, which also serves STS and IAM.
    let check = format!("iam check --probe --output json --resource {MESH}");
    let said = guarded.home.line(&check);
    let report: Value =
        serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{}", said.stderr));
    assert_eq!((said.code, &report["principal"]["arn"]), (1, &json!(ARN)));
    let (mut agreed, mut denied) = (0, 0);
    for action in report["actions"].as_array().unwrap() {
        let of = |source: &str| {
            let all = action["evidence"].as_array().unwrap();
            let found = all.iter().find(|one| one["source"] == source);
            found.map(|one| one["verdict"].as_str().unwrap()).unwrap_or("missing")
        };
        let (said, came) = (of("simulation"), of("probe"));
        assert!(["allowed", "denied"].contains(&said), "{action}");
        if came != "unknown" {
            assert_eq!(said, came, "{action}");
            agreed += 1;
        }
        denied += usize::from(said == "denied");
    }
    // Creates, and what would change the mesh itself, are not tried.
    assert_eq!((agreed, denied), (27, 22), "{report:#}");
}

#[test]
#[ignore = "needs curl: make test"]
fn without_authentication_the_caller_is_the_root_user() {
    let mut home = Sandbox::new();
    let server = Server::start(&home, &["--account-id", "111122223333", "--in-memory"]);
    let form = |body: &str| {
        let mut curl = home.command(&tools::program("curl"));
        curl.args(["-sS", "-d", body, &server.ready.api]);
        sandbox::run_with_input(&mut curl, "").ok()
    };
    let said = form("Action=GetCallerIdentity&Version=2011-06-15");
    let want = "<Arn>arn:aws:iam::111122223333:root</Arn><UserId>111122223333</UserId>\
                <Account>111122223333</Account>";
    assert!(said.contains(want), "{said}");
    let said = form("Action=ListUsers&Version=2010-05-08");
    let want = "<Code>InvalidAction</Code><Message>Could not find operation ListUsers</Message>";
    assert!(said.contains(want), "{said}");
    act_as(&mut home, &json!({"accessKeyId": "any", "secretAccessKey": "any"}));
    home.set("AWS_ENDPOINT_URL", &server.ready.api);
    assert_eq!(home.line("iam check --output json").json()["verdict"], "allowed");
}
