//! Credentials from STS, programs, containers and SSO, and errors in their configuration, compared with
//! the AWS CLI.

use std::path::Path;

use http::StatusCode;

use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{App, Moto, Sandbox, tools};

/// A sandbox with a region, the configuration file `config`, and variables.
fn user(config: &str, variables: &[(&str, &str)]) -> Sandbox {
    let mut home = Sandbox::new();
    std::fs::create_dir_all(home.home().join(".aws/sso/cache")).unwrap();
    home.file(".aws/config", config);
    home.set("AWS_REGION", "us-west-2");
    home.set("AWS_MAX_ATTEMPTS", "1");
    variables.iter().for_each(|(name, value)| home.set(name, value));
    home
}

/// Runs `list-meshes` against `app` with meshctl or another program.
fn list(program: Option<&Path>, home: &Sandbox, app: &App) -> CommandOutput {
    let mut command = program.map_or_else(|| home.meshctl(), |program| home.command(program));
    command.args(["appmesh", "list-meshes", "--endpoint-url", &format!("http://{}", app.address)]);
    run_with_input(&mut command, "")
}

/// Returns access key and session token of the only request to `app`.
fn signer(app: &App) -> (String, Option<String>) {
    let seen = app.requests();
    let header = |name: &str| Some(seen[0].headers.get(name)?.to_str().unwrap().to_owned());
    let signature = header("authorization").unwrap();
    let key = signature.split(['=', '/']).nth(1).unwrap().to_owned();
    (key, header("x-amz-security-token"))
}

const ROLE: &str = "\
[default]
role_arn = arn:aws:iam::123456789012:role/mesh
source_profile = base
[profile base]
aws_access_key_id = BASE
aws_secret_access_key = secret
[profile from-environment]
role_arn = arn:aws:iam::123456789012:role/mesh
credential_source = Environment
[profile with-token]
role_arn = arn:aws:iam::123456789012:role/mesh
web_identity_token_file = $TOKEN
";

#[test]
#[ignore = "needs moto_server: make test"]
fn roles_are_assumed_with_sts() {
    let moto = Moto::start();
    let sts = format!("http://{}", moto.address);
    let token = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(token.path(), "a.web.token").unwrap();
    let token = token.path().to_str().unwrap();
    let config = ROLE.replace("$TOKEN", token);
    let role = ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/mesh");
    let keys = [("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("source profile", &[]),
        ("environment", &[keys[0], keys[1], ("AWS_PROFILE", "from-environment")]),
        ("token of the profile", &[("AWS_PROFILE", "with-token")]),
        (
            "token of the environment",
            &[("AWS_WEB_IDENTITY_TOKEN_FILE", token), role, ("AWS_CONFIG_FILE", "/none")],
        ),
    ];
    for (case, variables) in cases {
        let variables = [variables, &[("AWS_ENDPOINT_URL_STS", sts.as_str())]].concat();
        let home = user(&config, &variables);
        let app = App::answering(r#"{"meshes": []}"#);
        list(None, &home, &app).ok();
        let (key, token) = signer(&app);
        // Keys in the environment win over the profile that `AWS_PROFILE` names
        // (`docs/behaviour/aws-cli.md#configuration-precedence`).
        let want = if case == "environment" { ("id", false) } else { ("ASIA", true) };
        assert!(key.starts_with(want.0), "case: {case}: {key}");
        assert_eq!(token.is_some(), want.1, "case: {case}");
    }
    let home = user(&config, &[keys[0], keys[1], ("AWS_ENDPOINT_URL_STS", &sts)]);
    let app = App::answering(r#"{"meshes": []}"#);
    let url = format!("http://{}", app.address);
    home.line(&format!("list-meshes --profile from-environment --endpoint-url {url}")).ok();
    assert!(signer(&app).0.starts_with("ASIA"));
}

/// An error response of STS.
const DENIAL: &str = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>\
    <Type>Sender</Type><Code>AccessDenied</Code><Message>not for you</Message></Error>\
    <RequestId>r</RequestId></ErrorResponse>";

#[test]
#[ignore = "needs aws: make test"]
fn a_denied_role_is_a_service_error() {
    let sts = App::answering((StatusCode::FORBIDDEN, [("content-type", "text/xml")], DENIAL));
    let app = App::start("unused");
    let mut home = user(ROLE, &[("AWS_ENDPOINT_URL_STS", &format!("http://{}", sts.address))]);
    // With a single attempt, the AWS CLI adds the number of retries to the message.
    home.unset("AWS_MAX_ATTEMPTS");
    let want =
        "An error occurred (AccessDenied) when calling the AssumeRole operation: not for you";
    for (program, name) in [(None, "meshctl"), (Some(tools::aws()), "aws")] {
        let output = list(program.as_deref(), &home, &app);
        assert_eq!(output.refused(254), format!("\n{name}: [ERROR]: {want}\n"));
    }
}

const SIGNED_IN: &str = "\
[default]
sso_session = work
sso_account_id = 123456789012
sso_role_name = mesh
[profile old]
sso_start_url = https://work.awsapps.com/start
sso_region = us-west-2
sso_account_id = 123456789012
sso_role_name = mesh
[sso-session work]
sso_start_url = https://work.awsapps.com/start
sso_region = us-west-2
sso_registration_scopes = sso:account:access
";

#[test]
fn sso_credentials_use_the_cached_token() {
    let portal = App::answering((
        [("content-type", "application/json")],
        r#"{"roleCredentials": {"accessKeyId": "SIGNED", "secretAccessKey": "secret",
            "sessionToken": "IN", "expiration": 4102444800000}}"#,
    ));
    let portal_url = format!("http://{}", portal.address);
    // SHA-1 of `work` and of the start URL.
    let files = [
        ("e274eeff768c6396088ec6eb091f4bf4d47ab1e0", "default"),
        ("19aabcacc95f752e6b4e0978c9b2a1691b58f5e0", "old"),
    ];
    for (file, profile) in files {
        let home =
            user(SIGNED_IN, &[("AWS_ENDPOINT_URL_SSO", &portal_url), ("AWS_PROFILE", profile)]);
        let token = r#"{"startUrl": "https://work.awsapps.com/start", "region": "us-west-2",
            "accessToken": "bearer", "expiresAt": "2100-01-01T00:00:00Z"}"#;
        home.file(&format!(".aws/sso/cache/{file}.json"), token);
        let app = App::answering(r#"{"meshes": []}"#);
        list(None, &home, &app).ok();
        assert_eq!(signer(&app), ("SIGNED".to_owned(), Some("IN".to_owned())));
    }
    let requests = portal.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].headers["x-amz-sso_bearer_token"], "bearer");
}

/// Variables and their values.
type Variables = &'static [(&'static str, &'static str)];

#[test]
fn container_credentials_are_fetched_from_the_endpoint() {
    let agent = App::answering((
        [("content-type", "application/json")],
        r#"{"AccessKeyId": "GIVEN", "SecretAccessKey": "secret", "Token": "T",
            "Expiration": "2100-01-01T00:00:00Z"}"#,
    ));
    let url = format!("http://{}/creds", agent.address);
    let home = user("", &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url)]);
    let app = App::answering(r#"{"meshes": []}"#);
    list(None, &home, &app).ok();
    assert_eq!(signer(&app), ("GIVEN".to_owned(), Some("T".to_owned())));
}

/// Configuration, variables, exit code and error message; `…` stands for a part that differs.
const INVALID: [(&str, Variables, i32, &str); 16] = [
    (
        "",
        &[],
        253,
        "An error occurred (NoCredentials): Unable to locate credentials. You can configure credentials by running \"aws login\".",
    ),
    (
        "",
        &[("AWS_SECRET_ACCESS_KEY", "s")],
        253,
        "An error occurred (NoCredentials): Unable to locate credentials. You can configure credentials by running \"aws login\".",
    ),
    (
        "",
        &[("AWS_ACCESS_KEY_ID", "id")],
        255,
        "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY",
    ),
    (
        "[default]\naws_access_key_id = id\n",
        &[],
        255,
        "Partial credentials found in config-file, missing: aws_secret_access_key",
    ),
    ("", &[("AWS_PROFILE", "ghost")], 255, "The config profile (ghost) could not be found"),
    ("[default\n", &[], 255, "Unable to parse config file: …"),
    (
        "[default]\nrole_arn = r\nsource_profile = nope\n",
        &[],
        255,
        "The source_profile \"nope\" referenced in the profile \"default\" does not exist.",
    ),
    (
        "[default]\nrole_arn = r\n",
        &[],
        255,
        "Partial credentials found in assume-role, missing: source_profile or credential_source",
    ),
    (
        "[default]\nrole_arn = r\ncredential_source = Nope\n",
        &[],
        255,
        "The credential source \"Nope\" referenced in profile \"default\" is not valid.",
    ),
    (
        "[default]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = default\n",
        &[],
        255,
        "Infinite loop in credential configuration detected. Attempting to load from profile default which has already been visited. Visited profiles: ['default', 'b']",
    ),
    (
        "",
        &[("AWS_WEB_IDENTITY_TOKEN_FILE", "/nope"), ("AWS_ROLE_ARN", "r")],
        255,
        "[Errno 2] No such file or directory: '/nope'",
    ),
    (SIGNED_IN, &[], 255, "Error loading SSO Token: Token for work does not exist"),
    (
        "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n",
        &[],
        255,
        "The specified sso-session does not exist: \"s\"",
    ),
    (
        "[default]\ncredential_process = sh -c 'echo no luck >&2; exit 3'\n",
        &[],
        255,
        "Error when retrieving credentials from custom-process: …",
    ),
    (
        "",
        &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/x")],
        255,
        "Error when retrieving credentials from container-role: …",
    ),
    (
        "",
        &[("AWS_RETRY_MODE", "legacy")],
        255,
        "Invalid value provided to \"mode\": \"legacy\" must be one of: \"standard\" or \"adaptive\"",
    ),
];

fn assert_errors(program: Option<&Path>, name: &str) {
    let app = App::start("unused");
    for (config, variables, code, want) in INVALID {
        let output = list(program, &user(config, variables), &app).refused(code);
        let want = format!("\n{name}: [ERROR]: {want}\n");
        let case = format!("case: {config:?} {variables:?}: {output}");
        match want.split_once('…') {
            Some((start, _)) => assert!(output.starts_with(start), "{case}"),
            None => assert_eq!(output, want, "{case}"),
        }
    }
    assert_eq!(app.requests().len(), 0);
}

#[test]
fn credential_errors_match_the_aws_cli() {
    assert_errors(None, "meshctl");
}

#[test]
#[ignore = "needs aws: make test"]
fn the_aws_cli_reports_the_expected_credential_errors() {
    assert_errors(Some(&tools::aws()), "aws");
}
