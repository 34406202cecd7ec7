//! Random invalid requests. The server must not respond with 5xx, panic or hang, and must serve the
//! next request as usual.
//!
//! `make test` sends a fixed sample; `make soak` and `make fuzz-api` send random requests for a given
//! time. A failure prints the seed of its request.

mod request;
mod socket;

use std::time::{Duration, Instant, SystemTime};

use axum::body::Body;
use serde_json::json;

use crate::support::api::ACCOUNT;
use crate::support::random::Random;
use crate::support::{Api, Sandbox, Server};
use request::Request;

/// Returns the seeds 0 to `number`; with `MESHCTL_FUZZ_SECONDS`, seeds that start at the current time,
/// until that many seconds have passed.
fn seeds(number: u64) -> Box<dyn Iterator<Item = u64> + Send> {
    let Ok(seconds) = std::env::var("MESHCTL_FUZZ_SECONDS") else { return Box::new(0..number) };
    let seconds = seconds.parse().expect("MESHCTL_FUZZ_SECONDS is a number");
    let end = Instant::now() + Duration::from_secs(seconds);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let first = u64::try_from(now.as_micros() % 1_000_000_000_000).unwrap() * 1_000_000;
    Box::new((first..).take_while(move |_| Instant::now() < end))
}

#[test]
fn invalid_requests_get_a_response_without_a_server_error() {
    let api = Api::in_memory();
    assert_eq!(api.call("CreateMesh", &json!({"meshName": "m"})).status, 200);
    let mut accepted = 0;
    for seed in seeds(5_000) {
        let request = Request::any(&mut Random(seed));
        let Ok(sent) = request.parsed() else { continue };
        let response = api.send(sent.map(Body::from));
        assert!(response.status < 500, "seed {seed}: {request:?}\n{response:?}");
        accepted += usize::from(response.status == 200);
    }
    // Some requests must be valid: otherwise only the early checks would be tested.
    assert!(accepted > 100, "{accepted} were accepted");
}

#[test]
fn invalid_bytes_get_a_response_or_a_closed_connection() {
    const THREADS: u64 = 8;
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory", "--account-id", ACCOUNT]);
    let address = server.ready.api.trim_start_matches("http://").to_owned();
    let all: Vec<_> = (0..THREADS).map(|_| seeds(200)).collect();
    std::thread::scope(|threads| {
        for (thread, seeds) in (0..).zip(all) {
            let address = &address;
            threads.spawn(move || {
                for seed in seeds {
                    let seed = seed * THREADS + thread;
                    let sent = socket::any(&mut Random(seed));
                    if let Err(why) = socket::exchange(address, &sent) {
                        let shown = String::from_utf8_lossy(&sent.bytes);
                        panic!(
                            "seed {seed}: {why}\n{}",
                            shown.chars().take(2_000).collect::<String>()
                        );
                    }
                }
            });
        }
    });
    let next = crate::support::api::Remote::of(&server).call("ListMeshes", &json!({}));
    assert_eq!(next.status, 200);
    let log = server.log();
    assert!(!log.contains("panicked"), "{log}");
}
