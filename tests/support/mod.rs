//! Support for black-box tests: sandboxes to run commands in, servers, sidecars, requests.
//!
//! Every process ends when its value is dropped. Tests do not sleep for a fixed time: [`until`] tries
//! repeatedly, up to a deadline.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod http;
pub(crate) mod moto;
pub(crate) mod process;
pub(crate) mod random;
pub(crate) mod sandbox;
pub(crate) mod server;
pub(crate) mod sidecar;
pub(crate) mod signer;
pub(crate) mod terminal;
pub(crate) mod tools;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(crate) use api::Api;
pub(crate) use app::App;
pub(crate) use moto::Moto;
pub(crate) use sandbox::Sandbox;
pub(crate) use server::Server;
pub(crate) use sidecar::Sidecar;
pub(crate) use signer::Signer;

/// Deadline of [`until`]; far longer than anything takes.
const DEADLINE: Duration = Duration::from_secs(30);

/// Repeats `attempt` until it succeeds; panics with its last error at the deadline.
pub(crate) fn until<T>(what: &str, mut attempt: impl FnMut() -> Result<T, String>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        match attempt() {
            Ok(value) => return value,
            Err(why) if Instant::now() > deadline => panic!("{what}: {why}"),
            Err(_) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// Returns the path of a file or directory in `examples/`.
pub(crate) fn example(path: &str) -> String {
    in_project("examples").join(path).display().to_string()
}

/// Returns a path in the repository.
pub(crate) fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
