//! What black-box tests stand on: a clean place to run commands in, servers, sidecars, requests.
//!
//! Everything that is started here ends with the value that stands for it. Nothing sleeps for a
//! time and hopes: [`until`] asks again and again, up to a deadline.

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

/// How long anything may take before a test calls it broken; far longer than it takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks `attempt` until it has an answer, and fails with its last complaint at the deadline.
pub(crate) fn until<T>(what: &str, mut attempt: impl FnMut() -> Result<T, String>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match attempt() {
            Ok(answer) => return answer,
            Err(why) if Instant::now() > deadline => panic!("{what}: {why}"),
            Err(_) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// Returns the path of a file or folder in `examples/`.
pub(crate) fn example(path: &str) -> String {
    in_project("examples").join(path).display().to_string()
}

/// Returns a path in the project's folder.
pub(crate) fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
