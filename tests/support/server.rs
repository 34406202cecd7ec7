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

/// A server on the store of a sandbox.
pub(crate) struct Server {
    process: Process,
    args: Vec<String>,
    pub(crate) ready: ServerAddresses,
}

const ADDRESSES: [&str; 3] = ["--listen", "--xds-listen", "--admin-listen"];

impl Server {
    /// Starts a server whose data directory is on a separate file system of `kib` KiB.
    pub(crate) fn on_small_disk(sandbox: &Sandbox, kib: u32) -> Self {
        let data = sandbox.data();
        std::fs::create_dir_all(&data).unwrap();
        let mount = format!("mount -t tmpfs -o size={kib}k small {}", data.display());
        let command = sandbox.with_mounts(&mount);
        Self::start_with(
            sandbox,
            command,
            Vec::new(),
            free_addresses().map(|it: SocketAddr| it.to_string()),
        )
    }

    /// Returns `path` as it is in the mount namespace of the server.
    pub(crate) fn path_in_mounts(&self, path: &std::path::Path) -> PathBuf {
        let root = format!("/proc/{}/root", self.ready.pid);
        PathBuf::from(root).join(path.strip_prefix("/").unwrap())
    }

    /// Starts a server with its addresses and `args`, and waits until it is ready.
    pub(crate) fn start(sandbox: &Sandbox, args: &[&str]) -> Self {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        // Not port 0: no other process may get the port between a kill and the restart.
        let addresses: [SocketAddr; 3] = free_addresses();
        Self::launch(sandbox, args, addresses.map(|address| address.to_string()))
    }

    fn launch(sandbox: &Sandbox, args: Vec<String>, addresses: [String; 3]) -> Self {
        Self::start_with(sandbox, sandbox.meshctl(), args, addresses)
    }

    fn start_with(
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

    /// Sends SIGKILL and waits for the exit.
    pub(crate) fn kill(&mut self) {
        self.process.kill();
    }

    /// After a kill, starts a server with the same data and addresses.
    pub(crate) fn restart(&mut self, sandbox: &Sandbox) {
        let at = |url: &str| url.split("://").last().unwrap().to_owned();
        let addresses = [at(&self.ready.api), self.ready.xds.clone(), at(&self.ready.admin)];
        *self = Self::launch(sandbox, self.args.clone(), addresses);
    }

    /// Sends SIGTERM and waits for the exit.
    pub(crate) fn terminate(mut self) -> ExitStatus {
        self.process.terminate()
    }

    /// Sends SIGTERM without waiting for the exit.
    pub(crate) fn signal(&self) {
        self.process.signal(Signal::TERM);
    }

    /// Waits until the server exits.
    pub(crate) fn wait(mut self) -> ExitStatus {
        self.process.wait()
    }

    /// The path of the log.
    pub(crate) fn log_path(&self) -> PathBuf {
        self.process.log_path().to_owned()
    }

    /// The log so far.
    pub(crate) fn log(&self) -> String {
        self.process.log()
    }

    /// Returns the connected proxies.
    pub(crate) fn proxies(&self) -> Vec<Value> {
        let response = Http::new().get(&format!("{}/meshctl/v1/proxies", self.ready.api)).unwrap();
        response.json()["proxies"].as_array().unwrap().clone()
    }
}
