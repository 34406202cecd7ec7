//! Limits: one client cannot exhaust the server. Each test exceeds a limit.

use std::net::Ipv4Addr;

use serde_json::json;

use super::wire::{LIST, Wire, create_mesh, status};
use crate::support::http::Http;
use crate::support::{Sandbox, Server, until};

fn server(args: &str) -> (Sandbox, Server) {
    let home = Sandbox::new();
    let args: Vec<&str> = ["--in-memory"].into_iter().chain(args.split_whitespace()).collect();
    let server = Server::start(&home, &args);
    (home, server)
}

/// Asserts that other clients are served.
fn assert_serves(server: &Server) {
    let mut other = Wire::from(Ipv4Addr::new(127, 0, 0, 9), server);
    other.say(LIST).unwrap();
    assert_eq!(status(&other.answer()), "200");
}

#[test]
fn large_request_headers_are_rejected() {
    let (_home, server) = server("");
    let long = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "y".repeat(40 << 10));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(65));
    for (case, head) in [("long", long), ("many", many)] {
        let mut wire = Wire::to(&server);
        wire.say(&head).unwrap();
        assert_eq!(status(&wire.until_its_end()), "431", "{case}");
    }
    let mut wire = Wire::to(&server);
    wire.say(&format!("GET /v20190125/meshes HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(60))).unwrap();
    assert_eq!(status(&wire.answer()), "200", "headers within the limit are accepted");
}

#[test]
fn large_body_is_rejected() {
    let (_home, server) = server("");
    let mut wire = Wire::to(&server);
    wire.say(&create_mesh(4 << 20)).unwrap();
    let piece = "x".repeat(64 << 10);
    // The server stops reading at some point.
    while wire.press(&piece).is_ok() && !wire.look() && wire.heard().is_empty() {}
    let answer = wire.until_its_end();
    assert_eq!(status(&answer), "400", "{answer}");
    assert!(answer.contains("The body is larger than 1048576 bytes"), "{answer}");
    assert_serves(&server);
}

#[test]
fn connection_without_complete_headers_is_closed() {
    let (_home, server) = server("--idle-timeout 400ms");
    let mut silent = Wire::to(&server);
    let mut used = Wire::to(&server);
    used.say(LIST).unwrap();
    assert_eq!(status(&used.answer()), "200");
    let mut drop_by_drop = Wire::to(&server);
    drop_by_drop.say("GET / HTTP/1.1\r\n").unwrap();
    until("the end of a slow head", || {
        let gone = drop_by_drop.press("x: y\r\n").is_err() || drop_by_drop.look();
        if gone { Ok(()) } else { Err(drop_by_drop.heard()) }
    });
    assert_eq!(silent.until_its_end(), "");
    assert_eq!(used.until_its_end(), "");
    assert_serves(&server);
}

#[test]
fn incomplete_request_times_out() {
    let (_home, server) = server("--request-timeout 300ms");
    let mut wire = Wire::to(&server);
    wire.say(&create_mesh(100)).unwrap();
    wire.say("{").unwrap();
    let answer = wire.until_its_end();
    assert_eq!(status(&answer), "408", "{answer}");
    assert!(answer.contains("x-amzn-errortype: RequestTimeoutException\r\n"), "{answer}");
}

#[test]
fn client_that_does_not_read_is_disconnected() {
    let (_home, server) = server("--idle-timeout 400ms");
    let mut wire = Wire::to(&server);
    // Enough responses fill the socket buffers, and then writes block.
    let requests = LIST.repeat(200);
    until("the end of a connection", || match wire.press(&requests) {
        Ok(()) => Err("still there".to_owned()),
        Err(_) => Ok(()),
    });
    assert_serves(&server);
}

#[test]
fn connections_are_limited_per_address() {
    let (_home, server) = server("--max-connections-per-client 3");
    let mut first: Vec<Wire> = (0..3).map(|_| Wire::to(&server)).collect();
    for wire in &mut first {
        wire.say(LIST).unwrap();
        assert_eq!(status(&wire.answer()), "200");
    }
    assert_eq!(Wire::to(&server).until_its_end(), "", "one too many");
    assert_serves(&server);
    drop(first.pop());
    until("a free place", || {
        let mut wire = Wire::to(&server);
        wire.say(LIST).map_err(|error| error.to_string())?;
        let ended = until("an answer or an end", || {
            let ended = wire.look();
            if ended || !wire.heard().is_empty() { Ok(ended) } else { Err(String::new()) }
        });
        if ended { Err("closed".to_owned()) } else { Ok(()) }
    });
}

#[test]
fn connections_above_the_total_wait() {
    let (_home, server) = server("--max-connections 2");
    let mut first: Vec<Wire> = (0..2).map(|_| Wire::to(&server)).collect();
    for wire in &mut first {
        wire.say(LIST).unwrap();
        assert_eq!(status(&wire.answer()), "200");
    }
    let mut third = Wire::from(Ipv4Addr::new(127, 0, 0, 2), &server);
    third.say(LIST).unwrap();
    assert!(!third.look() && third.heard().is_empty(), "{}", third.heard());
    let health = Http::new().get(&format!("{}/healthz", server.ready.admin)).unwrap();
    assert_eq!(health.status, 200, "admin endpoints have separate connections");
    drop(first.pop());
    assert_eq!(status(&third.answer()), "200");
}

#[test]
fn updates_per_commit_are_limited_and_each_counts_for_the_rate() {
    let (_home, server) = server("--rate-limit 1,1,2");
    let http = Http::new();
    let url = format!("{}/meshctl/v1/updates", server.ready.api);
    let updates = |count: usize| {
        let one = |at| json!({"operation": "UpdateMesh", "input": {"meshName": format!("m{at}")}});
        http.put(&url, &json!({"updates": (0..count).map(one).collect::<Vec<_>>()})).unwrap()
    };
    let refused = updates(101);
    assert_eq!(refused.status, 400);
    let want = "too many updates: 101, and one commit has at most 100";
    assert_eq!(refused.json()["message"], want);
    assert_eq!(
        updates(100).json()["message"],
        "Mesh with name m0 is not present for account \
                                                000000000000"
    );
    // The balance is -98, at one per second.
    assert_eq!(updates(1).status, 429);
}

#[test]
fn rate_limit_applies_per_caller() {
    let (_home, server) = server("--rate-limit 1,1,2");
    let http = Http::new();
    let url = format!("{}/v20190125/meshes", server.ready.api);
    let create = |name: String| http.put(&url, &json!({"meshName": name})).unwrap();
    let answers: Vec<_> = (0..8).map(|at| create(format!("m{at}"))).collect();
    assert_eq!((answers[0].status, answers[1].status), (200, 200), "the burst");
    let refused = answers.iter().find(|answer| answer.status != 200).expect("eight are too many");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.headers["x-amzn-errortype"], "TooManyRequestsException");
    assert_eq!(http.get(&url).unwrap().status, 200, "reads have a separate rate");
}
