//! `meshctl serve`: the API, the Envoy management service and the admin pages, in one process.
//!
//! Wiring only. Every task is in one set; the first that ends, for whatever reason, ends the
//! process, so that a half of it never stays behind.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_stream::wrappers::TcpListenerStream;
use tokio_util::sync::CancellationToken;

use crate::admin;
use crate::client::{Settings, local};
use crate::error::{CliError, ErrorKind, Explain};
use crate::model::arn::AccountId;
use crate::server::{self, App, Door, Identity};
use crate::store::folder::{self, Holder, Ready};
use crate::store::{Memory, Sqlite, Store};
use crate::xds::feed::Feed;
use crate::xds::server::Ads;
use crate::xds::site::{Override, Overrides};
use crate::xds::status::{Proxies, Registry};

/// Run App Mesh: the API for any AWS SDK, and xDS for Envoy
///
/// Serves the store of this machine until it is told to stop. While it runs, all other commands
/// on this machine use it without being told.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl serve
  meshctl serve --listen 127.0.0.1:0 --xds-listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 \\
      --ready-file ready.json
  meshctl serve --resolve jazz-v1.prod.svc.cluster.local=127.0.0.1:7001")]
pub struct Args {
    /// Address of the API; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9470")]
    listen: SocketAddr,
    /// Address of the Envoy management service
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:18000")]
    xds_listen: SocketAddr,
    /// Address of health checks and metrics
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9471")]
    admin_listen: SocketAddr,
    /// File to write the addresses to, as JSON, once all of them accept connections
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// Account that owns everything, twelve digits
    #[arg(long, value_name = "ID", default_value = "000000000000")]
    account_id: AccountId,
    /// Send proxies to ADDRESS:PORT instead of asking DNS for HOST; repeatable
    #[arg(long, value_name = "HOST[:PORT]=ADDRESS:PORT")]
    resolve: Vec<Override>,
    /// Keep nothing: everything is gone when the server ends
    #[arg(long)]
    in_memory: bool,
    /// Listen beyond this machine although nobody is asked who they are
    #[arg(long)]
    insecure: bool,
}

/// Why the server did not start, or ended.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ServeError {
    #[error("{flag} {address} is beyond this machine, and nobody is asked who they are")]
    Open { flag: &'static str, address: SocketAddr },
    #[error("another meshctl uses `{}`{}", data.display(), by(*pid))]
    Locked { data: PathBuf, pid: Option<u32> },
    #[error("{flag} {address} cannot be listened on")]
    Bind {
        flag: &'static str,
        address: SocketAddr,
        #[source]
        source: std::io::Error,
    },
    #[error("the server ended")]
    Ended(#[source] anyhow::Error),
}

fn by(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

impl Explain for ServeError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Open { .. } => ErrorKind::Usage,
            _ => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Open { .. } => Some("add --insecure if the network is yours alone".to_owned()),
            Self::Locked { .. } => Some("end it, or use another folder with --data".to_owned()),
            Self::Bind { .. } => Some("choose another port; 0 picks a free one".to_owned()),
            Self::Ended(_) => None,
        }
    }
}

/// How long a server waits for commands that have the store open, and for its own connections
/// when it ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// gRPC pings of ours, so that a proxy that is gone without a word is noticed.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Serves until the process is told to stop.
///
/// # Errors
///
/// [`ServeError`], or [`crate::store::StoreError`] if the store cannot be opened.
pub async fn run(args: Args, settings: &Settings, region: String) -> Result<(), CliError> {
    on_this_machine(&args)?;
    let data = local::folder(settings.data.as_deref())?;
    let own_file = (!args.in_memory).then(|| folder::ready_file(&data));
    let store: Arc<dyn Store> = match &own_file {
        None => Arc::new(Memory::default()),
        Some(left) => {
            let lock = alone(&data).await?;
            // A server that was killed could not take its addresses away.
            drop(std::fs::remove_file(left));
            Arc::new(Sqlite::open(&folder::store_file(&data), lock)?)
        }
    };
    let identity = Identity { account: args.account_id, region };

    let api = bind("--listen", args.listen).await?;
    let xds = bind("--xds-listen", args.xds_listen).await?;
    let pages = bind("--admin-listen", args.admin_listen).await?;
    let ready = ready(&api, &xds, &pages);

    let stop = CancellationToken::new();
    let registry = Registry::default();
    let feed = Feed::new(Arc::clone(&store), stop.clone());
    let mut resolve = Overrides::default();
    resolve.extend(args.resolve);
    let ads = Ads::new(feed, registry.clone(), resolve, stop.clone());
    let app = App {
        store: Arc::clone(&store),
        door: Door::open(&identity),
        identity,
        proxies: registry.proxies(),
        in_process: false,
    };

    let mut tasks: JoinSet<anyhow::Result<()>> = JoinSet::new();
    tasks.spawn(http(api, server::router(app), stop.clone()));
    tasks.spawn(http(pages, admin::router(store, registry.proxies()), stop.clone()));
    tasks.spawn(grpc(xds, ads.clone(), stop.clone()));
    tasks.spawn(signals(stop.clone()));

    let files: Vec<&Path> =
        args.ready_file.as_deref().into_iter().chain(own_file.as_deref()).collect();
    for file in &files {
        announce(file, &ready).map_err(ServeError::Ended)?;
    }
    tracing::info!(api = ready.api, xds = ready.xds, admin = ready.admin, "serving");
    let first = tasks.join_next().await;
    stop.cancel();
    let ended = tokio::time::timeout(PATIENCE, async {
        ads.ended().await;
        while tasks.join_next().await.is_some() {}
    });
    if ended.await.is_err() {
        tracing::warn!("connections were still open and are cut");
    }
    for file in files {
        // Best done, and nobody is harmed if not: the lock says whether a server is there.
        drop(std::fs::remove_file(file));
    }
    tracing::info!("stopped");
    match first {
        Some(Ok(Ok(()))) | None => Ok(()),
        Some(Ok(Err(error))) => Err(ServeError::Ended(error).into()),
        Some(Err(error)) => Err(ServeError::Ended(error.into()).into()),
    }
}

/// Refuses addresses that others can reach, since nobody is asked who they are.
fn on_this_machine(args: &Args) -> Result<(), ServeError> {
    for (flag, address) in [
        ("--listen", args.listen),
        ("--xds-listen", args.xds_listen),
        ("--admin-listen", args.admin_listen),
    ] {
        if !address.ip().is_loopback() && !args.insecure {
            return Err(ServeError::Open { flag, address });
        }
    }
    Ok(())
}

/// Takes the folder for this server alone.
async fn alone(data: &Path) -> Result<std::fs::File, CliError> {
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(lock) = folder::lock(data, true)? {
            return Ok(lock);
        }
        let pid = match folder::holder(data)? {
            Holder::Server(ready) => Some(ready.pid),
            Holder::Commands | Holder::Starting => None,
        };
        if pid.is_some() || tokio::time::Instant::now() > until {
            return Err(ServeError::Locked { data: data.to_owned(), pid }.into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn bind(flag: &'static str, address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| ServeError::Bind { flag, address, source })
}

fn ready(api: &TcpListener, xds: &TcpListener, pages: &TcpListener) -> Ready {
    let address =
        |listener: &TcpListener| listener.local_addr().map(|at| at.to_string()).unwrap_or_default();
    Ready {
        api: format!("http://{}", address(api)),
        xds: address(xds),
        admin: format!("http://{}", address(pages)),
        pid: std::process::id(),
    }
}

async fn http(
    listener: TcpListener,
    router: axum::Router,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let stopped = async move { stop.cancelled().await };
    axum::serve(listener, router).with_graceful_shutdown(stopped).await?;
    Ok(())
}

async fn grpc(listener: TcpListener, ads: Ads, stop: CancellationToken) -> anyhow::Result<()> {
    tonic::transport::Server::builder()
        .http2_keepalive_interval(Some(KEEPALIVE))
        .add_service(ads.service())
        .serve_with_incoming_shutdown(TcpListenerStream::new(listener), stop.cancelled())
        .await?;
    Ok(())
}

/// Ends with the first signal that asks the process to stop.
async fn signals(stop: CancellationToken) -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT")?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = stop.cancelled() => {}
    }
    Ok(())
}

/// Writes the addresses beside and renames, so that whoever sees the file sees all of it.
fn announce(file: &Path, ready: &Ready) -> anyhow::Result<()> {
    let context = || format!("the ready file `{}`", file.display());
    let new = file.with_extension("new");
    std::fs::write(&new, serde_json::to_string(ready)? + "\n").with_context(context)?;
    std::fs::rename(&new, file).with_context(context)
}

/// Opens the API on the local store in this process, for one command.
pub fn in_process(data: &Path, region: &str) -> axum::Router {
    let store = Arc::new(Sqlite::new(folder::store_file(data)));
    let identity = Identity { account: AccountId::local(), region: region.to_owned() };
    let (door, proxies) = (Door::open(&identity), Proxies::none());
    server::router(App { store, identity, door, proxies, in_process: true })
}
