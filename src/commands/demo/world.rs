//! What the demo runs: a folder, a control plane, applications, and an Envoy beside each.

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

use super::apps::{self, APPS, App};
use super::manifests;
use crate::store::data_directory::ServerAddresses;

/// Name of the tutorial's mesh.
pub(super) const MESH: &str = "dj-app";

/// Time allowed for a process to get ready.
const PATIENCE: Duration = Duration::from_secs(20);

/// Addresses of one workload.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ports {
    pub(super) egress: SocketAddr,
    ingress: SocketAddr,
    admin: SocketAddr,
}

/// All that runs. Dropping it kills the processes; [`World::end`] ends them in good order.
#[derive(Debug)]
pub(super) struct World {
    program: PathBuf,
    envoy: PathBuf,
    folder: Folder,
    server: Option<Child>,
    envoys: BTreeMap<&'static str, Child>,
    apps: JoinSet<std::io::Result<()>>,
    ports: BTreeMap<&'static str, Ports>,
}

/// A folder that is gone when its owner is.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    fn make() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("meshctl-demo-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Whoever wants to know whether it worked removes it before.
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

impl World {
    /// Makes the folder, with the tutorial's manifests in it. Nothing runs yet.
    pub(super) fn new(envoy: PathBuf) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("this program's own path")?;
        let folder = Folder::make()?;
        manifests::write(&folder.0).context("the manifests")?;
        let ports = free_ports()?;
        Ok(Self {
            program,
            envoy,
            folder,
            server: None,
            envoys: BTreeMap::new(),
            apps: JoinSet::new(),
            ports,
        })
    }

    /// Returns the address at which the application dj reaches its Envoy.
    pub(super) fn egress(&self) -> SocketAddr {
        self.ports["dj"].egress
    }

    /// Returns the folder in which commands run.
    pub(super) fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// Starts the control plane, and waits until it is ready.
    pub(super) async fn serve(&mut self) -> anyhow::Result<()> {
        let ready = self.folder.0.join("ready.json");
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
        let until = Instant::now() + PATIENCE;
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

    /// Starts the applications `names`, each with its Envoy, and waits until all Envoys are ready
    /// and have acknowledged their configuration.
    pub(super) async fn start(&mut self, names: &[&str]) -> anyhow::Result<()> {
        let wanted: Vec<&'static App> =
            APPS.iter().filter(|app| names.contains(&app.name)).collect();
        for app in &wanted {
            let application = apps::start(app, &mut self.apps).await.context(app.name)?;
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
        for app in wanted {
            self.wait_for(app.name).await?;
        }
        self.wait_until_synced().await
    }

    /// An Envoy opens its doors a moment before it acknowledges the last of what it was sent.
    async fn wait_until_synced(&mut self) -> anyhow::Result<()> {
        let until = Instant::now() + PATIENCE;
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
        let until = Instant::now() + PATIENCE;
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

    /// Waits until the control plane or an Envoy ends, which is not meant to happen, and says so.
    pub(super) async fn broken(&mut self) -> anyhow::Error {
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
        self.broken().now_or_never().map_or(Ok(()), Err)
    }

    /// Runs `meshctl` with `args`, in the demo's folder and against its control plane.
    pub(super) async fn run(&self, args: &[&str]) -> anyhow::Result<CommandOutput> {
        let output = self.command(args).stdin(Stdio::null()).output().await?;
        Ok(CommandOutput {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
        })
    }

    /// Ends every process, and removes the folder.
    pub(super) async fn end(mut self) -> anyhow::Result<()> {
        let children = std::mem::take(&mut self.envoys).into_values().chain(self.server.take());
        for mut child in children {
            if let Some(pid) =
                child.id().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()))
            {
                // It may have ended by itself just now.
                let _ended = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            }
            if tokio::time::timeout(PATIENCE, child.wait()).await.is_err() {
                child.kill().await.context("a process that does not end")?;
            }
        }
        self.apps.shutdown().await;
        let folder = &self.folder.0;
        std::fs::remove_dir_all(folder).with_context(|| folder.display().to_string())
    }

    /// A meshctl that knows nothing of its user's AWS and uses the demo's own control plane.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(args).current_dir(&self.folder.0).kill_on_drop(true);
        // A Ctrl-C on the terminal is for the demo, which ends the others in good order.
        command.process_group(0);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("AWS_") {
                command.env_remove(name);
            }
        }
        command
            .env("HOME", &self.folder.0)
            .env("MESHCTL_DATA", self.folder.0.join("data"))
            .env("MESHCTL_CONTEXT", "local")
            .env("AWS_REGION", "us-west-2")
            .env("AWS_PAGER", "");
        command
    }

    fn log(&self, name: &str) -> anyhow::Result<File> {
        let path = self.folder.0.join(format!("{name}.log"));
        File::create(&path).with_context(|| path.display().to_string())
    }

    /// The last lines of a process's log, for the error that says it failed.
    fn tail(&self, name: &str) -> String {
        let log = std::fs::read_to_string(self.folder.0.join(format!("{name}.log")));
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
    let answer = tokio::time::timeout(Duration::from_secs(1), client.get(url)).await;
    answer.is_ok_and(|answer| answer.is_ok_and(|response| response.status().is_success()))
}

/// Picks addresses that are free now, for processes that are told theirs. They lie below the ports
/// that the system gives to outgoing connections, one of which could take a port before its process
/// does.
fn free_ports() -> anyhow::Result<BTreeMap<&'static str, Ports>> {
    let start = 10_000 + u16::try_from(std::process::id() % 700).unwrap_or(0) * 30;
    let (mut candidates, mut held) = (start..32_768, Vec::new());
    let mut free = || -> anyhow::Result<SocketAddr> {
        let found =
            candidates.find_map(|port| std::net::TcpListener::bind(("127.0.0.1", port)).ok());
        let listener = found.context("no port is free")?;
        let address = listener.local_addr()?;
        // Held until all are picked, so that none is picked twice.
        held.push(listener);
        Ok(address)
    };
    APPS.iter()
        .map(|app| Ok((app.name, Ports { egress: free()?, ingress: free()?, admin: free()? })))
        .collect()
}
