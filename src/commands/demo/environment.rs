//! What the demo runs: a directory, a control plane, applications, and an Envoy sidecar for each.

use std::collections::BTreeMap;
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context as _;
use futures_util::FutureExt as _;
use futures_util::future::select_all;
use tokio::process::{Child, Command};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::apps::{APPS, App};
use super::manifests;
use crate::store::data_directory::ServerAddresses;

/// Name of the mesh in the tutorial.
pub(super) const MESH: &str = "dj-app";

/// Timeout for a process to become ready or to end.
const PROCESS_TIMEOUT: Duration = Duration::from_secs(20);

/// Addresses of one workload.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ports {
    pub(super) egress: SocketAddr,
    ingress: SocketAddr,
    admin: SocketAddr,
}

/// All processes of the demo. Dropping it kills them; [`DemoEnvironment::end`] stops them gracefully.
#[derive(Debug)]
pub(super) struct DemoEnvironment {
    program: PathBuf,
    envoy: PathBuf,
    directory: DemoDirectory,
    server: Option<Child>,
    envoys: BTreeMap<&'static str, Child>,
    apps: JoinSet<std::io::Result<()>>,
    ports: BTreeMap<&'static str, Ports>,
}

/// A directory that is removed on drop.
#[derive(Debug)]
struct DemoDirectory(PathBuf);

impl DemoDirectory {
    fn create() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("meshctl-demo-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for DemoDirectory {
    fn drop(&mut self) {
        // Errors are ignored here; `end` removes the directory and reports them.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Output of a command.
#[derive(Debug)]
pub(super) struct CommandOutput {
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) code: i32,
}

impl DemoEnvironment {
    /// Creates the directory with the manifests of the tutorial. Starts nothing.
    pub(super) fn new(envoy: PathBuf) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("this program's own path")?;
        let directory = DemoDirectory::create()?;
        manifests::write(&directory.0).context("the manifests")?;
        let ports = free_ports()?;
        Ok(Self {
            program,
            envoy,
            directory,
            server: None,
            envoys: BTreeMap::new(),
            apps: JoinSet::new(),
            ports,
        })
    }

    /// Returns the egress address of dj's Envoy.
    pub(super) fn egress(&self) -> SocketAddr {
        self.ports["dj"].egress
    }

    /// Returns the working directory of commands.
    pub(super) fn directory(&self) -> &Path {
        &self.directory.0
    }

    /// Starts the control plane and waits until it is ready.
    pub(super) async fn serve(&mut self) -> anyhow::Result<()> {
        let ready = self.directory.0.join("ready.json");
        let mut command = self.command(&["serve"]);
        for flag in ["--listen", "--xds-listen", "--admin-listen"] {
            command.args([flag, "127.0.0.1:0"]);
        }
        command.arg("--ready-file").arg(&ready);
        for (name, ports) in &self.ports {
            let host = format!("{name}.prod.svc.cluster.local");
            command.args(["--resolve", &format!("{host}={}", ports.ingress)]);
        }
        let log = self.log("serve")?;
        let child = command.stdout(Stdio::null()).stderr(log).spawn().context("meshctl serve")?;
        self.server = Some(child);
        let until = Instant::now() + PROCESS_TIMEOUT;
        while std::fs::read(&ready)
            .ok()
            .and_then(|text| serde_json::from_slice::<ServerAddresses>(&text).ok())
            .is_none()
        {
            if let Some(status) = self.server.as_mut().and_then(|child| child.try_wait().ok()?) {
                anyhow::bail!("`meshctl serve` ended: {status}\n{}", self.tail("serve"));
            }
            anyhow::ensure!(
                Instant::now() < until,
                "`meshctl serve` is not ready\n{}",
                self.tail("serve")
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    /// Starts the applications `names` with their Envoys, and waits until all Envoys are ready and
    /// have acknowledged their configuration.
    pub(super) async fn start(&mut self, names: &[&str]) -> anyhow::Result<()> {
        let apps: Vec<&'static App> = APPS.iter().filter(|app| names.contains(&app.name)).collect();
        for app in &apps {
            let application = super::apps::start(app, &mut self.apps).await.context(app.name)?;
            let ports = self.ports[app.name];
            let mut command = self.command(&["envoy", "run", "--mesh", MESH]);
            command.args(["--virtual-node", app.name]);
            for (flag, address) in [
                ("--egress", ports.egress),
                ("--ingress", ports.ingress),
                ("--admin", ports.admin),
                ("--application", application),
            ] {
                command.arg(flag).arg(address.to_string());
            }
            command.arg("--envoy").arg(&self.envoy);
            command.args(["--", "--concurrency", "1", "--log-level", "warning"]);
            let log = self.log(app.name)?;
            let child = command.stdout(log.try_clone()?).stderr(log).spawn().context("envoy")?;
            self.envoys.insert(app.name, child);
        }
        for app in apps {
            self.wait_for(app.name).await?;
        }
        self.wait_until_synced().await
    }

    /// Waits until all Envoys have acknowledged their configuration: an Envoy is ready slightly
    /// earlier.
    async fn wait_until_synced(&mut self) -> anyhow::Result<()> {
        let until = Instant::now() + PROCESS_TIMEOUT;
        loop {
            let output = self.run(&["proxy", "status"]).await?;
            self.check()?;
            if output.code == 0 {
                return Ok(());
            }
            let (stdout, stderr) = (output.stdout, output.stderr);
            anyhow::ensure!(Instant::now() < until, "not all Envoys are in sync\n{stdout}{stderr}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn wait_for(&mut self, name: &'static str) -> anyhow::Result<()> {
        let url = format!("http://{}/ready", self.ports[name].admin);
        let until = Instant::now() + PROCESS_TIMEOUT;
        loop {
            if is_ok(&url).await {
                return Ok(());
            }
            self.check()?;
            anyhow::ensure!(
                Instant::now() < until,
                "the Envoy of {name} is not ready\n{}",
                self.tail(name)
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the control plane or an Envoy ends unexpectedly, and returns the error.
    pub(super) async fn failure(&mut self) -> anyhow::Error {
        let server = self.server.iter_mut().map(|child| ("serve", child));
        let envoys = self.envoys.iter_mut().map(|(name, child)| (*name, child));
        let ends = server.chain(envoys);
        let ends: Vec<_> =
            ends.map(|(name, child)| Box::pin(async move { (name, child.wait().await) })).collect();
        if ends.is_empty() {
            return std::future::pending().await;
        }
        let ((name, ended), ..) = select_all(ends).await;
        let how = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
        match name {
            "serve" => anyhow::anyhow!("`meshctl serve` ended: {how}\n{}", self.tail(name)),
            _ => anyhow::anyhow!("the Envoy of {name} ended: {how}\n{}", self.tail(name)),
        }
    }

    /// Fails if the control plane or an Envoy has ended.
    pub(super) fn check(&mut self) -> anyhow::Result<()> {
        self.failure().now_or_never().map_or(Ok(()), Err)
    }

    /// Runs `meshctl` with `args` in the demo's directory against its control plane.
    pub(super) async fn run(&self, args: &[&str]) -> anyhow::Result<CommandOutput> {
        let output = self.command(args).stdin(Stdio::null()).output().await?;
        Ok(CommandOutput {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
        })
    }

    /// Stops all processes and removes the directory.
    pub(super) async fn end(mut self) -> anyhow::Result<()> {
        let children = std::mem::take(&mut self.envoys).into_values().chain(self.server.take());
        for mut child in children {
            if let Some(pid) =
                child.id().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()))
            {
                // The process may have ended already.
                let _ended = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            }
            if tokio::time::timeout(PROCESS_TIMEOUT, child.wait()).await.is_err() {
                child.kill().await.context("a process does not end")?;
            }
        }
        self.apps.shutdown().await;
        let directory = &self.directory.0;
        std::fs::remove_dir_all(directory).with_context(|| directory.display().to_string())
    }

    /// Returns a `meshctl` command without the user's AWS configuration, for the demo's control
    /// plane.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(args).current_dir(&self.directory.0).kill_on_drop(true);
        // Ctrl-C must reach only the demo, which stops the other processes gracefully.
        command.process_group(0);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("AWS_") {
                command.env_remove(name);
            }
        }
        command
            .env("HOME", &self.directory.0)
            .env("MESHCTL_DATA", self.directory.0.join("data"))
            .env("MESHCTL_CONTEXT", "local")
            .env("AWS_REGION", "us-west-2")
            .env("AWS_PAGER", "");
        command
    }

    fn log(&self, name: &str) -> anyhow::Result<File> {
        let path = self.directory.0.join(format!("{name}.log"));
        File::create(&path).with_context(|| path.display().to_string())
    }

    /// Returns the last lines of the log of a process, for its error.
    fn tail(&self, name: &str) -> String {
        let log = std::fs::read_to_string(self.directory.0.join(format!("{name}.log")));
        let log = log.unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(10)..].join("\n")
    }
}

async fn is_ok(url: &str) -> bool {
    use http_body_util::Empty;
    use hyper_util::client::legacy::Client;
    use hyper_util::rt::TokioExecutor;
    let Ok(url) = url.parse() else { return false };
    let client = Client::builder(TokioExecutor::new()).build_http::<Empty<bytes::Bytes>>();
    let response = tokio::time::timeout(Duration::from_secs(1), client.get(url)).await;
    response.is_ok_and(|result| result.is_ok_and(|response| response.status().is_success()))
}

/// Picks free addresses for processes that cannot choose one. The ports are below the ephemeral
/// range, so that an outgoing connection does not take one before its process listens.
fn free_ports() -> anyhow::Result<BTreeMap<&'static str, Ports>> {
    let start = 10_000 + u16::try_from(std::process::id() % 700).unwrap_or(0) * 30;
    let (mut candidates, mut held) = (start..32_768, Vec::new());
    let mut free = || -> anyhow::Result<SocketAddr> {
        let found =
            candidates.find_map(|port| std::net::TcpListener::bind(("127.0.0.1", port)).ok());
        let listener = found.context("no port is free")?;
        let address = listener.local_addr()?;
        // Keep the listeners until all ports are picked, so that none is picked twice.
        held.push(listener);
        Ok(address)
    };
    APPS.iter()
        .map(|app| Ok((app.name, Ports { egress: free()?, ingress: free()?, admin: free()? })))
        .collect()
}
