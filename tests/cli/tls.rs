//! HTTPS: trusted certificates, and HTTP proxies.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use http::StatusCode;

use crate::support::{App, Sandbox, in_project};

fn path(name: &str) -> String {
    in_project("tests/cli/tls").join(name).display().to_string()
}

/// A server with a self-signed certificate for `localhost` and `127.0.0.1`.
fn server() -> App {
    let read = |name| std::fs::read(path(name)).unwrap();
    App::secure(r#"{"meshes": []}"#, &read("cert.pem"), &read("key.pem"))
}

fn home() -> Sandbox {
    let mut home = Sandbox::new();
    for (name, value) in [
        ("AWS_ACCESS_KEY_ID", "id"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_REGION", "us-west-2"),
        ("AWS_MAX_ATTEMPTS", "1"),
    ] {
        home.set(name, value);
    }
    home
}

fn list(home: &Sandbox, url: &str, args: &str) -> crate::support::sandbox::CommandOutput {
    home.line(&format!("list-meshes --query meshes --endpoint-url {url} {args}"))
}

#[test]
fn certificates_are_trusted_as_configured() {
    let server = server();
    let url = format!("https://{}", server.address);
    let bundle = format!("--ca-bundle {}", path("cert.pem"));
    assert_eq!(list(&home(), &url, &bundle).ok(), "[]\n");
    let mut with_variable = home();
    with_variable.set("AWS_CA_BUNDLE", &path("cert.pem"));
    assert_eq!(list(&with_variable, &url, "").ok(), "[]\n");
    let with_profile = home();
    std::fs::create_dir(with_profile.home().join(".aws")).unwrap();
    with_profile.file(".aws/config", &format!("[default]\nca_bundle = {}\n", path("cert.pem")));
    assert_eq!(list(&with_profile, &url, "").ok(), "[]\n");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn without_verification_any_certificate_is_accepted() {
    let server = server();
    let output = list(&home(), &format!("https://{}", server.address), "--no-verify-ssl");
    assert!(output.stderr.contains("TLS certificates are not verified"), "{}", output.stderr);
    assert_eq!(output.ok(), "[]\n");
    // Also for another name.
    let url = format!("https://{}", other_address(server.address));
    assert_eq!(list(&home(), &url, "--no-verify-ssl").ok(), "[]\n");
}

#[test]
fn untrusted_certificates_are_rejected() {
    let server = server();
    let url = format!("https://{}", server.address);
    let refused = |url: &str, args: &str, why: &str| {
        let output = list(&home(), url, args).refused(255);
        let want =
            format!("\nmeshctl: [ERROR]: SSL validation failed for {url}/v20190125/meshes {why}");
        assert!(output.starts_with(&want), "{output}");
    };
    refused(&url, "", "invalid peer certificate");
    refused(&url, "--ca-bundle /nope", "/nope: No such file or directory");
    let nothing = path("../mod.rs");
    refused(&url, &format!("--ca-bundle {nothing}"), &format!("{nothing}: no certificate found"));
    let other = in_project("tests/xds/tls/cert.pem").display().to_string();
    refused(&url, &format!("--ca-bundle {other}"), "invalid peer certificate");
    // A server certificate in the bundle is trusted only for its names.
    let url = format!("https://{}", other_address(server.address));
    refused(&url, &format!("--ca-bundle {}", path("cert.pem")), "invalid peer certificate");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_bundle_is_read_only_for_https() {
    let app = App::answering(r#"{"meshes": []}"#);
    let url = format!("http://{}", app.address);
    assert_eq!(list(&home(), &url, "--ca-bundle /nope").ok(), "[]\n");
}

#[test]
fn https_uses_the_proxy_of_the_environment() {
    let server = server();
    let mut home = home();
    home.set("HTTPS_PROXY", &format!("http://{}", proxy(server.address)));
    // An address that only the proxy can reach.
    let url = "https://localhost:1";
    let bundle = format!("--ca-bundle {}", path("cert.pem"));
    assert_eq!(list(&home, url, &bundle).ok(), "[]\n");
    assert_eq!(list(&home, url, "--no-verify-ssl").ok(), "[]\n");
    // The default client also uses the proxy; it fails at the certificate, which it does not trust.
    assert!(list(&home, url, "").refused(255).contains("SSL validation failed"));
    home.set("NO_PROXY", "localhost");
    assert!(list(&home, url, &bundle).refused(255).contains("Could not connect to the endpoint"));
    home.set("NO_PROXY", "");
    home.set("HTTPS_PROXY", "http://127.0.0.1:1");
    let want = "\nmeshctl: [ERROR]: Failed to connect to proxy URL: \"http://127.0.0.1:1\"\n";
    for args in ["", &bundle, "--no-verify-ssl"] {
        let output = list(&home, url, args).refused(255);
        assert!(output.ends_with(want), "case: {args}: {output}");
    }
}

#[test]
fn fips_and_dual_stack_endpoints_are_configurable() {
    let requested_host = |variable: Option<&str>, config: &str| {
        let proxy = App::answering(StatusCode::BAD_GATEWAY);
        let mut home = home();
        std::fs::create_dir(home.home().join(".aws")).unwrap();
        home.file(".aws/config", config);
        home.set("HTTPS_PROXY", &format!("http://{}", proxy.address));
        variable.into_iter().for_each(|name| home.set(name, "true"));
        home.line("list-meshes --context aws").refused(255);
        proxy.requests()[0].uri.to_string()
    };
    assert_eq!(requested_host(None, ""), "appmesh.us-west-2.amazonaws.com:443");
    let fips = "appmesh-fips.us-west-2.amazonaws.com:443";
    assert_eq!(requested_host(Some("AWS_USE_FIPS_ENDPOINT"), ""), fips);
    assert_eq!(requested_host(None, "[default]\nuse_fips_endpoint = true\n"), fips);
    let dual = "appmesh.us-west-2.api.aws:443";
    assert_eq!(requested_host(Some("AWS_USE_DUALSTACK_ENDPOINT"), ""), dual);
}

/// Returns another address of the server, which is not in its certificate.
fn other_address(server: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.2:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            relay(stream, TcpStream::connect(server).unwrap());
        }
    });
    address
}

/// Starts an HTTP proxy that connects every tunnel to `server`.
fn proxy(server: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().unwrap().unwrap();
            assert!(first.starts_with("CONNECT localhost:1 "), "{first}");
            assert!(lines.by_ref().any(|line| line.unwrap().is_empty()));
            stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
            relay(stream, TcpStream::connect(server).unwrap());
        }
    });
    address
}

/// Copies bytes in both directions.
fn relay(one: TcpStream, other: TcpStream) {
    for (mut from, mut to) in [(one.try_clone().unwrap(), other.try_clone().unwrap()), (other, one)]
    {
        std::thread::spawn(move || {
            // If one connection ends, the other is closed; errors do not matter.
            drop(std::io::copy(&mut from, &mut to));
            drop(to.shutdown(std::net::Shutdown::Write));
        });
    }
}
