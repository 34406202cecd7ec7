//! Compares the AWS CLI and `meshctl`, each against a `meshctl serve`.

use regex::Regex;

use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, Server, tools};

/// Two users, each with a server: one uses the AWS CLI, the other meshctl.
struct ClientPair {
    aws: (Sandbox, Server),
    meshctl: (Sandbox, Server),
}

impl ClientPair {
    fn new() -> Self {
        tools::aws();
        let user = || {
            let mut home = Sandbox::new();
            for (name, value) in [
                ("AWS_ACCESS_KEY_ID", "id"),
                ("AWS_SECRET_ACCESS_KEY", "secret"),
                ("AWS_REGION", "us-west-2"),
                ("AWS_PAGER", ""),
            ] {
                home.set(name, value);
            }
            let server = Server::start(&home, &[]);
            (home, server)
        };
        Self { aws: user(), meshctl: user() }
    }

    /// Runs the same operation with both clients. `words` are the arguments, separated by spaces;
    /// `input` is passed with `--cli-input-json`.
    fn run(&self, words: &str, input: Option<&str>) -> (CommandOutput, CommandOutput) {
        let mut theirs = self.aws.0.command(&tools::aws());
        theirs.arg("appmesh");
        let mut ours = self.meshctl.0.meshctl();
        let with_server = [(&mut theirs, &self.aws.1), (&mut ours, &self.meshctl.1)];
        for (command, server) in with_server {
            command.args(words.split_whitespace());
            command.args(["--endpoint-url", &server.ready.api]);
            if let Some(input) = input {
                command.args(["--cli-input-json", input]);
            }
        }
        std::thread::scope(|threads| {
            let theirs = threads.spawn(|| run_with_input(&mut theirs, ""));
            (theirs.join().unwrap(), run_with_input(&mut ours, ""))
        })
    }
}

/// Masks values that differ between servers: IDs, times, and the program name.
fn masked(said: CommandOutput) -> CommandOutput {
    let id = Regex::new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").unwrap();
    // A time without a fraction is shorter, which a table pads with spaces.
    let time = Regex::new(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d *").unwrap();
    let mask = |text: &str| {
        let text = id.replace_all(text, "ID");
        time.replace_all(&text, "TIME").replace("meshctl: [ERROR]", "aws: [ERROR]")
    };
    CommandOutput { stdout: mask(&said.stdout), stderr: mask(&said.stderr), code: said.code }
}

const NODE: &str = r#"{"meshName": "shop", "virtualNodeName": "web-v1", "spec": {
    "listeners": [{"portMapping": {"port": 9080, "protocol": "http"},
        "healthCheck": {"protocol": "http", "path": "/ping", "healthyThreshold": 2,
            "unhealthyThreshold": 2, "timeoutMillis": 2000, "intervalMillis": 5000}}],
    "serviceDiscovery": {"dns": {"hostname": "web-v1.prod"}},
    "backends": [{"virtualService": {"virtualServiceName": "é.prod"}}]}}"#;

const ROUTE: &str = r#"{"meshName": "shop", "virtualRouterName": "web", "routeName": "all",
    "spec": {"priority": 0, "httpRoute": {"match": {"prefix": "/"},
        "action": {"weightedTargets": [{"virtualNode": "web-v1", "weight": 100}]}}}}"#;

/// The operations, in order: arguments, input and expected exit code.
const OPERATIONS: &[(&str, Option<&str>, i32)] = &[
    ("list-meshes", None, 0),
    ("create-mesh --mesh-name shop", None, 0),
    ("create-virtual-node", Some(NODE), 0),
    ("describe-virtual-node --mesh-name shop --virtual-node-name web-v1 --output yaml", None, 0),
    (
        "create-virtual-router --mesh-name shop --virtual-router-name web --spec \
         listeners=[{portMapping={port=9080,protocol=http}}]",
        None,
        0,
    ),
    ("create-route", Some(ROUTE), 0),
    ("update-route", Some(ROUTE), 0),
    ("list-routes --mesh-name shop --virtual-router-name web --output table", None, 0),
    ("list-virtual-nodes --mesh-name shop --query virtualNodes[].arn --output text", None, 0),
    ("create-mesh --mesh-name shop", None, 254),
    ("delete-virtual-node --mesh-name shop --virtual-node-name web-v1", None, 254),
    ("create-mesh", None, 252),
    ("delete-route --mesh-name shop --virtual-router-name web --route-name all", None, 0),
];

#[test]
#[ignore = "needs aws: make test"]
fn the_aws_cli_and_meshctl_print_the_same() {
    let pair = ClientPair::new();
    for (words, input, code) in OPERATIONS {
        let (theirs, ours) = pair.run(words, *input);
        let (theirs, ours) = (masked(theirs), masked(ours));
        assert_eq!(theirs.stdout, ours.stdout, "{words}");
        assert_eq!((theirs.code, ours.code), (*code, *code), "{words}: {}", theirs.stderr);
        // Usage errors also print the usage of the program, which differs.
        if *code == 254 {
            assert_eq!(theirs.stderr, ours.stderr, "{words}");
        }
    }
}
