//! A real Envoy, started with `meshctl envoy run`.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

use super::http::{Http, HttpResponse};
use super::process::Process;
use super::sandbox::Sandbox;
use super::{tools, until};

/// Returns free addresses for processes that cannot use port 0. Their ports are below those that the
/// system gives to outgoing connections, and no two tests get the same.
pub(crate) fn free_addresses<const N: usize>() -> [SocketAddr; N] {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    let start = 10_000 + u16::try_from(std::process::id() % 70).unwrap() * 300;
    [(); N].map(|()| {
        loop {
            let address = ([127, 0, 0, 1], start + TAKEN.fetch_add(1, Ordering::Relaxed)).into();
            if TcpListener::bind(address).is_ok() {
                break address;
            }
        }
    })
}

/// A running Envoy of a virtual node.
pub(crate) struct Sidecar {
    process: Process,
    egress: SocketAddr,
    admin: SocketAddr,
    http: Http,
}

impl Sidecar {
    /// Starts the Envoy of `node` in mesh `dj-app`, with `args` such as `--ingress`.
    pub(crate) fn start(sandbox: &Sandbox, node: &str, args: &[&str]) -> Self {
        let [egress, admin] = free_addresses();
        let mut command = sandbox.meshctl();
        command.args(["envoy", "run", "--mesh", "dj-app", "--virtual-node", node]);
        command.arg("--egress").arg(egress.to_string());
        command.arg("--admin").arg(admin.to_string());
        command.arg("--envoy").arg(tools::envoy()).args(args);
        command.args(["--", "--concurrency", "1", "--log-level", "warning"]);
        let log = sandbox.home().join(format!("envoy-{node}-{}.log", egress.port()));
        Self { process: Process::start(command, &log), egress, admin, http: Http::new() }
    }

    /// Waits until Envoy reports that it is ready.
    pub(crate) fn ready(mut self) -> Self {
        let url = format!("http://{}/ready", self.admin);
        until("Envoy", || {
            self.process.assert_alive();
            match self.http.get(&url)? {
                response if response.status == 200 => Ok(()),
                response => Err(response.body),
            }
        });
        self
    }

    /// Calls the virtual service `host` as the application would.
    pub(crate) fn call(&self, host: &str) -> Result<HttpResponse, String> {
        self.http.send("GET", &format!("http://{}/", self.egress), Some(host), "")
    }
}
