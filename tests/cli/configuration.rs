//! Effect of environment, configuration files and options on signature, region and endpoint, compared
//! with the AWS CLI.

use crate::support::sandbox::run_with_input;
use crate::support::{App, Sandbox, tools};

const CONFIG: &str = "\
[default]
region = eu-west-1
[profile p1]
region = ap-south-1
[profile p2]
region = ca-central-1
[profile process]
credential_process = $HOME/keys
[profile services]
services = own
endpoint_url = http://127.0.0.1:1
[services own]
app_mesh =
  endpoint_url = $URL
[profile endpoint]
endpoint_url = $URL
";

const CREDENTIALS: &str = "\
[default]
aws_access_key_id = D
aws_secret_access_key = secret
[p1]
aws_access_key_id = P1
aws_secret_access_key = secret
[p2]
aws_access_key_id = P2
aws_secret_access_key = secret
aws_session_token = T2
";

const KEYS: &str = "#!/bin/sh\n\
    echo '{\"Version\": 1, \"AccessKeyId\": \"PROCESS\", \"SecretAccessKey\": \"secret\", \"SessionToken\": \"T3\"}'\n";

/// Arguments, changes of the environment (an empty value unsets), and the expected signer:
/// `key/region`, `+token`. `$URL` is the URL of the server.
const CASES: [(&str, &[&str], &str); 21] = [
    // The table of `docs/behaviour/aws-cli.md#configuration-precedence`.
    ("", &[], "testing/us-west-2"),
    ("", &["AWS_REGION=sa-east-1"], "testing/sa-east-1"),
    ("--region us-gov-west-1", &["AWS_REGION=sa-east-1"], "testing/us-gov-west-1"),
    ("", &["AWS_DEFAULT_REGION="], "testing/eu-west-1"),
    ("", &["AWS_DEFAULT_REGION=", "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY="], "D/eu-west-1"),
    ("--profile p1", &[], "P1/us-west-2"),
    ("", &["AWS_PROFILE=p1"], "testing/us-west-2"),
    ("--profile p2", &["AWS_PROFILE=p1"], "P2/us-west-2+T2"),
    // More cases.
    ("", &["AWS_PROFILE=p1", "AWS_DEFAULT_REGION="], "testing/ap-south-1"),
    ("", &["AWS_DEFAULT_PROFILE=p1", "AWS_DEFAULT_REGION="], "testing/ap-south-1"),
    ("", &["AWS_SESSION_TOKEN=T"], "testing/us-west-2+T"),
    ("", &["AWS_ACCESS_KEY_ID=", "AWS_DEFAULT_REGION="], "D/eu-west-1"),
    ("--profile process", &[], "PROCESS/us-west-2+T3"),
    ("--no-sign-request", &[], "unsigned"),
    ("--no-sign-request", &["AWS_ACCESS_KEY_ID="], "unsigned"),
    ("--profile services --no-sign-request", &["AWS_ENDPOINT_URL="], "unsigned"),
    ("--profile endpoint --no-sign-request", &["AWS_ENDPOINT_URL="], "unsigned"),
    (
        "--no-sign-request",
        &["AWS_ENDPOINT_URL=http://127.0.0.1:1", "AWS_ENDPOINT_URL_APP_MESH=$URL"],
        "unsigned",
    ),
    ("--endpoint-url $URL", &["AWS_ENDPOINT_URL_APP_MESH=http://127.0.0.1:1"], "testing/us-west-2"),
    ("--endpoint-url http://mesh.example", &["HTTP_PROXY=$URL"], "testing/us-west-2"),
    ("", &["HTTP_PROXY=http://127.0.0.1:1", "NO_PROXY=127.0.0.1"], "testing/us-west-2"),
];

/// A sandbox with both files whose requests go to `app`.
fn home(app: &App, changes: &[&str]) -> Sandbox {
    use std::os::unix::fs::PermissionsExt as _;
    let url = format!("http://{}", app.address);
    let mut home = Sandbox::new();
    let keys = home.file("keys", KEYS);
    std::fs::set_permissions(keys, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::create_dir(home.home().join(".aws")).unwrap();
    let config = CONFIG.replace("$URL", &url).replace("$HOME", &home.home().display().to_string());
    home.file(".aws/config", &config);
    home.file(".aws/credentials", CREDENTIALS);
    let defaults = ["AWS_ACCESS_KEY_ID=testing", "AWS_SECRET_ACCESS_KEY=testing"];
    let defaults =
        defaults.into_iter().chain(["AWS_DEFAULT_REGION=us-west-2", "AWS_MAX_ATTEMPTS=1"]);
    for change in defaults.chain(["AWS_ENDPOINT_URL=$URL"]).chain(changes.iter().copied()) {
        let (name, value) = change.split_once('=').unwrap();
        match value {
            "" => home.unset(name),
            value => home.set(name, &value.replace("$URL", &url)),
        }
    }
    home
}

/// Returns the signer of the only request.
fn signer(app: &App) -> String {
    let seen = app.requests();
    let [request] = seen.as_slice() else { return "unreached".to_owned() };
    let header = |name| request.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let Some(signature) = header("authorization") else { return "unsigned".to_owned() };
    let scope = signature.split("Credential=").nth(1).unwrap();
    let parts: Vec<&str> = scope.split('/').collect();
    let token = header("x-amz-security-token").map(|token| format!("+{token}"));
    assert_eq!(parts[3], "appmesh");
    format!("{}/{}{}", parts[0], parts[2], token.unwrap_or_default())
}

/// Runs `list-meshes` with `args`; returns the signer.
fn call(program: Option<&std::path::Path>, args: &str, changes: &[&str]) -> String {
    let app = App::answering(r#"{"meshes": []}"#);
    let home = home(&app, changes);
    let mut command = program.map_or_else(|| home.meshctl(), |program| home.command(program));
    let args = args.replace("$URL", &format!("http://{}", app.address));
    command.args(["appmesh", "list-meshes"]).args(args.split_whitespace());
    let output = run_with_input(&mut command, "");
    let signer = signer(&app);
    assert_eq!(output.code == 0, signer != "unreached", "{args} {changes:?}: {}", output.stderr);
    signer
}

#[test]
fn calls_are_signed_and_sent_as_configured() {
    for (args, changes, want) in CASES {
        assert_eq!(call(None, args, changes), want, "case: {args} {changes:?}");
    }
}

#[test]
#[ignore = "needs aws: make test"]
fn the_aws_cli_signs_and_sends_as_meshctl() {
    let aws = tools::aws();
    std::thread::scope(|threads| {
        for half in CASES.chunks(CASES.len().div_ceil(2)) {
            let aws = &aws;
            threads.spawn(move || {
                for (args, changes, want) in half {
                    let got = call(Some(aws), args, changes);
                    assert_eq!(&got, want, "case: {args} {changes:?}");
                }
            });
        }
    });
}

#[test]
fn configured_endpoints_can_be_ignored() {
    let app = App::start("unused");
    let ignored = home(&app, &["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"]);
    assert_eq!(ignored.line("list-meshes --query meshes").ok(), "[]\n");
    let ignored = home(&app, &[]);
    ignored.file(".aws/config", "[default]\nignore_configured_endpoint_urls = true\n");
    assert_eq!(ignored.line("list-meshes --query meshes").ok(), "[]\n");
    assert_eq!(app.requests().len(), 0);
}
