//! A running `meshctl serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitStatus;

use meshctl::store::data_directory::ServerAddresses;
use rustix::process::Signal;
use serde_json::Value;

use super::http::Http;
use super::process::Process;
use super::sandbox::Sandbox;
use super::sidecar::free_addresses;
use super::until;

/// A server on the sandbox's own store.
pub(crate) struct Server {
    process: Process,
    args: Vec<String>,
    pub(crate) ready: ServerAddresses,
}

const ADDRESSES: [&str; 3] = ["--listen", "--xds-listen", "--admin-listen"];

impl Server {
    /// Starts one whose data lie on a disk of `kib` of its own, which nobody else sees mounted.
    pub(crate) fn on_a_small_disk(sandbox: &Sandbox, kib: u32) -> Self {
        let data = sandbox.data();
        std::fs::create_dir_all(&data).unwrap();
        let mount = format!("mount -t tmpfs -o size={kib}k small {}", data.display());
        let command = sandbox.among_mounts(&mount);
        Self::by(
            sandbox,
            command,
            Vec::new(),
            free_addresses().map(|it: SocketAddr| it.to_string()),
        )
    }

    /// Where `path` is as the server sees it.
    pub(crate) fn seen(&self, path: &std::path::Path) -> PathBuf {
        let root = format!("/proc/{}/root", self.ready.pid);
        PathBuf::from(root).join(path.strip_prefix("/").unwrap())
    }

    /// Starts one with `args` besides its addresses, and waits until it is ready.
    pub(crate) fn start(sandbox: &Sandbox, args: &[&str]) -> Self {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        // Not port 0: nobody else may get the port between a kill and the restart.
        let addresses: [SocketAddr; 3] = free_addresses();
        Self::launch(sandbox, args, addresses.map(|address| address.to_string()))
    }

    fn launch(sandbox: &Sandbox, args: Vec<String>, addresses: [String; 3]) -> Self {
        Self::by(sandbox, sandbox.meshctl(), args, addresses)
    }

    fn by(
        sandbox: &Sandbox,
        mut command: std::process::Command,
        args: Vec<String>,
        addresses: [String; 3],
    ) -> Self {
        let file = sandbox.home().join("ready.json");
        drop(std::fs::remove_file(&file));
        command.arg("serve").args(&args).arg("--ready-file").arg(&file);
        for (flag, address) in ADDRESSES.iter().zip(&addresses) {
            command.args([*flag, address]);
        }
        let mut process = Process::start(command, &sandbox.home().join("serve.log"));
        let ready = until("meshctl serve", || {
            process.assert_alive();
            let text = std::fs::read(&file).map_err(|error| error.to_string())?;
            serde_json::from_slice(&text).map_err(|error| error.to_string())
        });
        Self { process, args, ready }
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.process.kill();
    }

    /// Starts another one on the same data and the same addresses, after a kill.
    pub(crate) fn restart(&mut self, sandbox: &Sandbox) {
        let at = |url: &str| url.split("://").last().unwrap().to_owned();
        let addresses = [at(&self.ready.api), self.ready.xds.clone(), at(&self.ready.admin)];
        *self = Self::launch(sandbox, self.args.clone(), addresses);
    }

    /// SIGTERM, and what comes of it.
    pub(crate) fn terminate(mut self) -> ExitStatus {
        self.process.terminate()
    }

    /// Sends SIGTERM and does not wait for what comes of it.
    pub(crate) fn signal(&self) {
        self.process.signal(Signal::TERM);
    }

    /// Waits for its end.
    pub(crate) fn ended(mut self) -> ExitStatus {
        self.process.ended()
    }

    /// Where it logs.
    pub(crate) fn log_path(&self) -> PathBuf {
        self.process.log_path().to_owned()
    }

    /// What it has logged.
    pub(crate) fn log(&self) -> String {
        self.process.log()
    }

    /// The connected proxies.
    pub(crate) fn proxies(&self) -> Vec<Value> {
        let answer = Http::new().get(&format!("{}/meshctl/v1/proxies", self.ready.api)).unwrap();
        answer.json()["proxies"].as_array().unwrap().clone()
    }
}
