//! Waiting for proxies: `GET /meshctl/v1/proxies?revision=…&wait=…`, and `canary`, which uses it.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::ads::{CLUSTERS, LISTENERS, ROUTES, StateOfTheWorld};
use crate::support::http::Http;
use crate::support::{Sandbox, Server, until};

const DJ: &str = "mesh/dj-app/virtualNode/dj";
const TABLES: [&str; 2] = ["rds_egress_http_9080", "rds_ingress_http_9080"];

/// A wait for a revision that never comes.
const WAIT: &str = "/meshctl/v1/proxies?mesh=dj-app&revision=1000000&wait=10s";

/// Opens the stream of a proxy that has acknowledged its configuration.
fn synced(server: &Server) -> StateOfTheWorld {
    let mut stream = StateOfTheWorld::of(server, DJ, CLUSTERS);
    let clusters = stream.next();
    stream.accept(&clusters, &[]);
    stream.ask(LISTENERS, &[]);
    let listeners = stream.next();
    stream.accept(&listeners, &[]);
    stream.ask(ROUTES, &TABLES);
    let routes = stream.next();
    stream.accept(&routes, &TABLES);
    until("the acknowledgement", || match server.proxies().as_slice() {
        [proxy] if proxy["acknowledged"] == proxy["translated"] => Ok(()),
        proxies => Err(format!("{proxies:?}")),
    });
    stream
}

/// Waits until the API has `count` requests in flight.
fn until_in_flight(server: &Server, count: u32) {
    let line = format!("meshctl_requests_in_flight {count}");
    until(&line, || {
        let metrics = Http::new().get(&format!("{}/metrics", server.ready.admin))?.body;
        if metrics.lines().any(|one| one == line) { Ok(()) } else { Err(metrics) }
    });
}

/// The number of requests for the proxies in the access log.
fn requests(server: &Server) -> usize {
    let is_one = |line: &Value| line["path"] == "/meshctl/v1/proxies";
    let log = server.log();
    log.lines().filter_map(|line| serde_json::from_str(line).ok()).filter(is_one).count()
}

#[test]
fn canary_waits_for_a_late_acknowledgement_in_one_request() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &["--log-format", "json"]);
    let mut stream = synced(&server);
    let before = requests(&server);
    std::thread::scope(|scope| {
        let canary = scope.spawn(|| home.line("canary --service jazz --to v2 --weight 10").ok());
        let clusters = stream.next();
        until_in_flight(&server, 1);
        stream.accept(&clusters, &[]);
        let routes = stream.next();
        stream.accept(&routes, &TABLES);
        let output = canary.join().unwrap();
        assert!(output.ends_with("weights updated; 1 proxy has acknowledged\n"), "{output}");
    });
    assert_eq!(requests(&server) - before, 1);
}

#[test]
fn canary_makes_few_requests_while_it_waits() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &["--log-format", "json"]);
    let _stream = synced(&server);
    let before = requests(&server);
    home.line("canary --service jazz --to v2 --weight 10 --timeout 1s").refused(7);
    let count = requests(&server) - before;
    assert!((1..=2).contains(&count), "{count} requests in 1 s");
}

#[test]
fn a_waiting_request_ends_with_its_connection() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let _stream = synced(&server);
    let address = server.ready.api.trim_start_matches("http://");
    let mut connection = TcpStream::connect(address).unwrap();
    write!(connection, "GET {WAIT} HTTP/1.1\r\nhost: {address}\r\n\r\n").unwrap();
    until_in_flight(&server, 1);
    let begun = Instant::now();
    drop(connection);
    until_in_flight(&server, 0);
    assert!(begun.elapsed() < Duration::from_secs(5), "it would wait for 10 s");
}

#[test]
fn a_waiting_request_is_answered_when_the_server_shuts_down() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let _stream = synced(&server);
    let url = format!("{}{WAIT}", server.ready.api);
    let waiting = std::thread::spawn(move || Http::new().get(&url).unwrap());
    until_in_flight(&server, 1);
    let begun = Instant::now();
    assert_eq!(server.terminate().code(), Some(0));
    let response = waiting.join().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "it would wait for 10 s");
    assert_eq!(response.status, 200);
    assert_eq!(response.json()["proxies"][0]["resource"], DJ);
}
