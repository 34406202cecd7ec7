//! `meshctl serve` from start to shutdown.

use std::net::TcpListener;

use serde_json::json;

use crate::support::http::Http;
use crate::support::{Sandbox, Server};

const FREE_PORTS: &str = "--listen 127.0.0.1:0 --xds-listen 127.0.0.1:0 --admin-listen 127.0.0.1:0";

#[test]
fn commands_use_the_running_server_and_the_store_after_it_stops() {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name before").ok();
    let server = Server::start(&home, &[]);
    let (api, own_file) = (server.ready.api.clone(), home.data().join("serve.json"));
    home.line("create-mesh --mesh-name meanwhile").ok();
    let seen = Http::new().get(&format!("{api}/v20190125/meshes")).unwrap().json();
    let names: Vec<_> = seen["meshes"].as_array().unwrap().iter().map(|m| &m["meshName"]).collect();
    assert_eq!(names, ["before", "meanwhile"]);

    let ready = home.home().join("ready.json");
    assert!(ready.exists() && own_file.exists());
    assert_eq!(server.terminate().code(), Some(0));
    assert!(!ready.exists() && !own_file.exists(), "the server removes its ready files");
    assert!(Http::new().get(&api).is_err());
    let names = home.line("list-meshes --query meshes[].meshName").json();
    assert_eq!(names, json!(["before", "meanwhile"]));
}

#[test]
fn second_server_on_a_data_directory_fails_and_reports_the_process_id_of_the_first() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    let output = home.line(&format!("serve {FREE_PORTS}")).refused(1);
    let errors: Vec<&str> = output.lines().collect();
    let want = [
        format!(
            "error: the data directory `{}` is in use by another meshctl (process {})",
            home.data().display(),
            server.ready.pid
        ),
        "hint: stop that process, or use another directory with --data".to_owned(),
    ];
    assert_eq!(errors, want);
    home.line("list-meshes").ok();
}

#[test]
fn killed_server_does_not_block_the_data_directory() {
    let home = Sandbox::new();
    let mut server = Server::start(&home, &[]);
    home.line("create-mesh --mesh-name kept").ok();
    server.kill();
    assert!(home.data().join("serve.json").exists(), "a killed server leaves its file");
    let names = home.line("list-meshes --query meshes[].meshName").json();
    assert_eq!(names, json!(["kept"]));
    server.restart(&home);
    assert_eq!(home.line("list-meshes --query meshes[].meshName").json(), json!(["kept"]));
}

#[test]
fn serve_rejects_non_loopback_addresses_by_default() {
    let home = Sandbox::new();
    for flag in ["--listen", "--xds-listen"] {
        let elsewhere =
            FREE_PORTS.replace(&format!("{flag} 127.0.0.1"), &format!("{flag} 0.0.0.0"));
        let output = home.line(&format!("serve {elsewhere}"));
        let want = format!(
            "error: {flag} 0.0.0.0:0 is not a loopback address, and authentication or TLS is not \
             configured\n\
             hint: set --auth FILE, and --tls-cert or --tls-self-signed; on a trusted network, \
             pass --insecure instead\n"
        );
        assert_eq!(output.refused(252), want);
    }
    assert!(!home.data().exists());
}

#[test]
fn serve_reports_a_port_in_use() {
    let home = Sandbox::new();
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = held.local_addr().unwrap();
    let output = home.line(&format!("serve --xds-listen 127.0.0.1:0 --listen {address}"));
    let want = format!(
        "error: cannot listen on {address} (--listen)\n\
         caused by: Address already in use (os error 98)\n\
         hint: choose another port; 0 picks a free port\n"
    );
    assert_eq!(output.refused(1), want);
}

#[test]
fn in_memory_server_writes_no_data() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory"]);
    let there = format!("--no-sign-request --region us-west-2 --endpoint-url {}", server.ready.api);
    home.line(&format!("create-mesh --mesh-name gone {there}")).ok();
    let list = format!("list-meshes --query meshes[].meshName {there}");
    assert_eq!(home.line(&list).json(), json!(["gone"]));
    assert_eq!(server.terminate().code(), Some(0));
    assert!(!home.data().exists());
}

#[test]
fn admin_endpoints_report_health_and_metrics() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    let page = |name: &str| Http::new().get(&format!("{}{name}", server.ready.admin)).unwrap();
    for name in ["/healthz", "/readyz"] {
        let page = page(name);
        assert_eq!((page.status, page.body.as_str()), (200, "ok\n"), "{name}");
    }
    let metrics = page("/metrics").body;
    assert!(metrics.lines().any(|line| line == "meshctl_proxies 0"), "{metrics}");
}
