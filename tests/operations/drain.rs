//! Graceful shutdown.

use std::net::{SocketAddr, TcpStream};

use super::wire::{Wire, create_mesh, status};
use crate::support::http::Http;
use crate::support::{Sandbox, Server, until};

const MESH: &str = r#"{"meshName": "m"}"#;

/// A request that waits for the rest of its body.
fn half_a_request(server: &Server) -> Wire {
    let mut wire = Wire::to(server);
    wire.say(&create_mesh(MESH.len())).unwrap();
    wire.say(&MESH[..5]).unwrap();
    // The server has it when it counts it.
    let http = Http::new();
    until("a request in flight", || {
        let metrics = http.get(&format!("{}/metrics", server.ready.admin))?.body;
        let there = metrics.lines().any(|line| line == "meshctl_requests_in_flight 1");
        if there { Ok(()) } else { Err(metrics) }
    });
    wire
}

/// Waits until the server reports that it is stopping.
fn stopping(server: &Server) {
    let http = Http::new();
    let ready = format!("{}/readyz", server.ready.admin);
    until("the server to stop", || {
        let answer = http.get(&ready)?;
        let is_stopping =
            (answer.status, answer.body.as_str()) == (503, "the server is stopping\n");
        if is_stopping { Ok(()) } else { Err(answer.body) }
    });
}

#[test]
fn shutdown_answers_requests_in_flight_and_accepts_no_new_connections() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    let mut wire = half_a_request(&server);
    let mut idle = Wire::to(&server);
    server.signal();
    stopping(&server);
    assert_eq!(idle.until_its_end(), "", "connections without a request are closed");
    let api: SocketAddr = server.ready.api.trim_start_matches("http://").parse().unwrap();
    assert!(TcpStream::connect(api).is_err(), "the listener is closed");
    wire.say(&MESH[5..]).unwrap();
    let answer = wire.until_its_end();
    assert_eq!(status(&answer), "200", "{answer}");
    assert_eq!(server.wait().code(), Some(0));
    let names = home.line("list-meshes --query meshes[].meshName --output text").ok();
    assert_eq!(names, "m\n");
}

#[test]
fn shutdown_closes_connections_after_the_drain_timeout() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--drain-timeout", "200ms"]);
    let mut wire = half_a_request(&server);
    server.signal();
    assert_eq!(wire.until_its_end(), "");
    let log = server.log_path();
    assert_eq!(server.wait().code(), Some(0));
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("drain timeout: closing the remaining connections"), "{log}");
}

#[test]
fn second_signal_closes_connections_immediately() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--drain-timeout", "1h", "--request-timeout", "1h"]);
    let mut wire = half_a_request(&server);
    server.signal();
    stopping(&server);
    server.signal();
    assert_eq!(wire.until_its_end(), "");
    assert_eq!(server.wait().code(), Some(0));
}
