//! How long operations wait, how often they try, how they are interrupted, and what they log.

use std::net::TcpListener;

use http::StatusCode;
use rustix::net::{AddressFamily, SocketType};

use super::refused::user;
use crate::support::process::Process;
use crate::support::{App, Sandbox};

/// Someone who takes connections and says nothing.
fn silent() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}

fn impatient() -> Sandbox {
    let mut home = user();
    home.set("AWS_MAX_ATTEMPTS", "1");
    home
}

#[test]
fn an_answer_that_does_not_come_is_waited_for_as_long_as_said() {
    let server = silent();
    let url = format!("http://{}", server.local_addr().unwrap());
    let said = impatient().line(&format!("list-meshes --endpoint-url {url} --cli-read-timeout 1"));
    let want =
        format!("\nmeshctl: [ERROR]: Read timeout on endpoint URL: \"{url}/v20190125/meshes\"\n");
    assert_eq!(said.refused(255), want);
}

#[test]
fn a_connection_that_does_not_come_is_waited_for_as_long_as_said() {
    // A socket whose queue is full: further connections are neither taken nor refused.
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
    assert_eq!(impatient().line(&line).refused(255), want);
}

#[test]
fn time_outs_are_whole_seconds_and_zero_is_none() {
    let app = App::answering(r#"{"meshes": []}"#);
    let line = format!("list-meshes --query meshes --endpoint-url http://{}", app.address);
    let zero = format!("{line} --cli-read-timeout 0 --cli-connect-timeout 0");
    assert_eq!(user().line(&zero).ok(), "[]\n");
    let said = user().line(&format!("{line} --cli-connect-timeout abc")).refused(255);
    let want = "\nmeshctl: [ERROR]: invalid literal for int() with base 10: 'abc'\n";
    assert_eq!(said, want);
}

#[test]
fn a_busy_service_is_asked_as_often_as_configured() {
    let tries = |variables: &[(&str, &str)], config: &str| {
        let body = r#"{"message": "busy"}"#;
        let busy = [("x-amzn-errortype", "ServiceUnavailableException")];
        let app = App::answering((StatusCode::SERVICE_UNAVAILABLE, busy, body));
        let mut home = user();
        std::fs::create_dir(home.home().join(".aws")).unwrap();
        home.file(".aws/config", config);
        variables.iter().for_each(|(name, value)| home.set(name, value));
        let said = home.line(&format!("list-meshes --endpoint-url http://{}", app.address));
        let said = said.refused(254);
        let tries = app.requests().len();
        assert!(said.contains(&format!("(reached max retries: {}): busy", tries - 1)), "{said}");
        tries
    };
    assert_eq!(tries(&[], ""), 3);
    assert_eq!(tries(&[("AWS_MAX_ATTEMPTS", "1")], "[default]\nmax_attempts = 2\n"), 1);
    let adaptive = [("AWS_RETRY_MODE", "adaptive")];
    assert_eq!(tries(&adaptive, "[default]\nmax_attempts = 2\n"), 2);
}

#[test]
fn ctrl_c_ends_a_call_with_130_and_an_empty_line() {
    let server = silent();
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
fn debug_tells_of_the_call_but_no_secret() {
    let app = App::answering(r#"{"meshes": []}"#);
    let mut home = user();
    home.set("AWS_SECRET_ACCESS_KEY", "do-not-tell");
    home.set("AWS_SESSION_TOKEN", "nor-this");
    let url = format!("http://{}", app.address);
    let said = home.line(&format!("list-meshes --debug --endpoint-url {url}"));
    let log = said.stderr.clone();
    assert_eq!(said.ok(), "{\n    \"meshes\": []\n}\n");
    for told in [
        &format!("{url}/v20190125/meshes"),
        "method=\"GET\"",
        "status=200",
        "Credential=id/",
        "/us-west-2/appmesh/aws4_request",
        "{\"meshes\": []}",
        "user-agent",
    ] {
        assert!(log.contains(told), "{told} is not in {log}");
    }
    for secret in ["do-not-tell", "nor-this", "Signature="] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
