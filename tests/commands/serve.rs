//! `meshctl serve` from its start to its end.

use std::net::TcpListener;

use serde_json::json;

use crate::support::http::Http;
use crate::support::{Sandbox, Server};

const ANYWHERE: &str = "--listen 127.0.0.1:0 --xds-listen 127.0.0.1:0 --admin-listen 127.0.0.1:0";

#[test]
fn commands_find_the_server_by_themselves_and_the_store_after_it() {
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
    assert!(!ready.exists() && !own_file.exists(), "it takes its files with it");
    assert!(Http::new().get(&api).is_err());
    let names = home.line("list-meshes --query meshes[].meshName").json();
    assert_eq!(names, json!(["before", "meanwhile"]));
}

#[test]
fn a_second_server_on_the_same_data_is_refused_with_the_first_ones_pid() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    let said = home.line(&format!("serve {ANYWHERE}")).refused(1);
    let errors: Vec<&str> = said.lines().collect();
    let want = [
        format!(
            "error: another meshctl uses `{}` (process {})",
            home.data().display(),
            server.ready.pid
        ),
        "hint: end it, or use another folder with --data".to_owned(),
    ];
    assert_eq!(errors, want);
    home.line("list-meshes").ok();
}

#[test]
fn a_killed_server_is_in_nobodys_way() {
    let home = Sandbox::new();
    let mut server = Server::start(&home, &[]);
    home.line("create-mesh --mesh-name kept").ok();
    server.kill();
    assert!(home.data().join("serve.json").exists(), "it could not take its file with it");
    let names = home.line("list-meshes --query meshes[].meshName").json();
    assert_eq!(names, json!(["kept"]));
    server.restart(&home);
    assert_eq!(home.line("list-meshes --query meshes[].meshName").json(), json!(["kept"]));
}

#[test]
fn it_listens_on_this_machine_alone_unless_told_otherwise() {
    let home = Sandbox::new();
    for flag in ["--listen", "--xds-listen"] {
        let elsewhere = ANYWHERE.replace(&format!("{flag} 127.0.0.1"), &format!("{flag} 0.0.0.0"));
        let said = home.line(&format!("serve {elsewhere}"));
        let want = format!(
            "error: {flag} 0.0.0.0:0 is beyond this machine, and nobody is asked who they are, or \
             anybody can read it\n\
             hint: ask with --auth FILE and encrypt with --tls-cert or --tls-self-signed, or add \
             --insecure if the network is yours alone\n"
        );
        assert_eq!(said.refused(252), want);
    }
    assert!(!home.data().exists());
}

#[test]
fn a_port_in_use_is_named() {
    let home = Sandbox::new();
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = held.local_addr().unwrap();
    let said = home.line(&format!("serve --xds-listen 127.0.0.1:0 --listen {address}"));
    let want = format!(
        "error: --listen {address} cannot be listened on\n\
         caused by: Address already in use (os error 98)\n\
         hint: choose another port; 0 picks a free one\n"
    );
    assert_eq!(said.refused(1), want);
}

#[test]
fn in_memory_nothing_stays() {
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
fn the_admin_pages_tell_that_it_lives() {
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
