//! Timeouts, retries, interruption and debug logs of operations.

use std::net::TcpListener;

use http::StatusCode;
use rustix::net::{AddressFamily, SocketType};

use super::service_errors::user;
use crate::support::process::Process;
use crate::support::{App, Sandbox};

/// A server that accepts connections and does not respond.
fn unresponsive_server() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}

fn user_without_retries() -> Sandbox {
    let mut home = user();
    home.set("AWS_MAX_ATTEMPTS", "1");
    home
}

#[test]
fn the_read_timeout_is_respected() {
    let server = unresponsive_server();
    let url = format!("http://{}", server.local_addr().unwrap());
    let output = user_without_retries()
        .line(&format!("list-meshes --endpoint-url {url} --cli-read-timeout 1"));
    let want =
        format!("\nmeshctl: [ERROR]: Read timeout on endpoint URL: \"{url}/v20190125/meshes\"\n");
    assert_eq!(output.refused(255), want);
}

#[test]
fn the_connect_timeout_is_respected() {
    // The accept queue of the socket is full: further connections are neither accepted nor refused.
    let socket = rustix::net::socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    let any = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    rustix::net::bind(&socket, &any).unwrap();
    rustix::net::listen(&socket, 0).unwrap();
    let address = TcpListener::from(socket);
    let server = address.local_addr().unwrap();
    let _queued = std::net::TcpStream::connect(server).unwrap();
    let line = format!("list-meshes --endpoint-url http://{server} --cli-connect-timeout 1");
    let want = format!(
        "\nmeshctl: [ERROR]: Connect timeout on endpoint URL: \
         \"http://{server}/v20190125/meshes\"\n"
    );
    assert_eq!(user_without_retries().line(&line).refused(255), want);
}

#[test]
fn timeouts_are_whole_seconds_and_zero_disables_them() {
    let app = App::answering(r#"{"meshes": []}"#);
    let line = format!("list-meshes --query meshes --endpoint-url http://{}", app.address);
    let zero = format!("{line} --cli-read-timeout 0 --cli-connect-timeout 0");
    assert_eq!(user().line(&zero).ok(), "[]\n");
    let output = user().line(&format!("{line} --cli-connect-timeout abc")).refused(255);
    let want = "\nmeshctl: [ERROR]: invalid literal for int() with base 10: 'abc'\n";
    assert_eq!(output, want);
}

#[test]
fn retries_are_configurable() {
    let attempts = |variables: &[(&str, &str)], config: &str| {
        let body = r#"{"message": "busy"}"#;
        let busy = [("x-amzn-errortype", "ServiceUnavailableException")];
        let app = App::answering((StatusCode::SERVICE_UNAVAILABLE, busy, body));
        let mut home = user();
        std::fs::create_dir(home.home().join(".aws")).unwrap();
        home.file(".aws/config", config);
        variables.iter().for_each(|(name, value)| home.set(name, value));
        let output = home.line(&format!("list-meshes --endpoint-url http://{}", app.address));
        let output = output.refused(254);
        let count = app.requests().len();
        assert!(
            output.contains(&format!("(reached max retries: {}): busy", count - 1)),
            "{output}"
        );
        count
    };
    assert_eq!(attempts(&[], ""), 3);
    assert_eq!(attempts(&[("AWS_MAX_ATTEMPTS", "1")], "[default]\nmax_attempts = 2\n"), 1);
    let adaptive = [("AWS_RETRY_MODE", "adaptive")];
    assert_eq!(attempts(&adaptive, "[default]\nmax_attempts = 2\n"), 2);
}

#[test]
fn ctrl_c_exits_with_130_and_prints_an_empty_line() {
    let server = unresponsive_server();
    let home = user();
    let mut command = home.meshctl();
    let url = format!("http://{}", server.local_addr().unwrap());
    command.args(["list-meshes", "--endpoint-url", &url]);
    let mut process = Process::start(command, &home.home().join("log"));
    let _connection = server.accept().unwrap();
    assert_eq!(process.interrupt().code(), Some(130));
    assert_eq!(process.log(), "\n");
}

#[test]
fn debug_logs_the_call_without_secrets() {
    let app = App::answering(r#"{"meshes": []}"#);
    let mut home = user();
    home.set("AWS_SECRET_ACCESS_KEY", "secret-key");
    home.set("AWS_SESSION_TOKEN", "session-token");
    let url = format!("http://{}", app.address);
    let output = home.line(&format!("list-meshes --debug --endpoint-url {url}"));
    let log = output.stderr.clone();
    assert_eq!(output.ok(), "{\n    \"meshes\": []\n}\n");
    for entry in [
        &format!("{url}/v20190125/meshes"),
        "method=\"GET\"",
        "status=200",
        "Credential=id/",
        "/us-west-2/appmesh/aws4_request",
        "{\"meshes\": []}",
        "user-agent",
    ] {
        assert!(log.contains(entry), "{entry} is not in {log}");
    }
    for secret in ["secret-key", "session-token", "Signature="] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
