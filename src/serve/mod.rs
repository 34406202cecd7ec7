//! `meshctl serve`: the API, the Envoy management service and the admin pages, in one process.
//!
//! Wiring only; each concern has its flags and its code in a file of its own. Every task is in one
//! set; the first that ends, for whatever reason, ends the process, so that a half of it never
//! stays behind.

mod authority;
mod connections;
mod encryption;
mod error;
mod guarding;
mod keeping;
mod limits;
mod line;
mod listening;
mod quotas;
mod stopping;
mod wire;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinError, JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

pub use self::error::ServeError;
pub use self::stopping::LogFormat;

use self::connections::Lines;
use self::listening::Announced;
use self::stopping::{Signals, Stopping};
use crate::admin::{self, Pages};
use crate::client::{Settings, local};
use crate::error::CliError;
use crate::model::arn::AccountId;
use crate::model::quotas::Quota;
use crate::server::{self, App, Identity, streams};
use crate::store::{Sqlite, folder};
use crate::xds::admission::Opening;
use crate::xds::feed::Feed;
use crate::xds::server::Ads;
use crate::xds::site::{Override, Overrides};
use crate::xds::status::Registry;

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
  meshctl auth add-key --user dj --policy AWSAppMeshFullAccess --file auth.json
  meshctl serve --auth auth.json
  meshctl serve --resolve jazz-v1.prod.svc.cluster.local=127.0.0.1:7001")]
pub struct Args {
    /// The server's own account, twelve digits; whose everything is when nobody is asked
    #[arg(long, value_name = "ID", default_value = "000000000000")]
    account_id: AccountId,
    /// Send proxies to ADDRESS:PORT instead of asking DNS for HOST; repeatable
    #[arg(long, value_name = "HOST[:PORT]=ADDRESS:PORT")]
    resolve: Vec<Override>,
    #[command(flatten)]
    addresses: listening::Addresses,
    #[command(flatten)]
    guarding: guarding::Guarding,
    #[command(flatten)]
    encryption: encryption::Encryption,
    #[command(flatten)]
    keeping: keeping::Keeping,
    #[command(flatten)]
    limits: limits::Limits,
    #[command(flatten)]
    quotas: quotas::Own,
    #[command(flatten)]
    stopping: stopping::Stopping,
}

impl Args {
    /// Returns the form of the log.
    #[must_use]
    pub fn log_format(&self) -> LogFormat {
        self.stopping.log_format
    }
}

/// gRPC pings of ours, so that a proxy that is gone without a word is noticed.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Connections to the admin pages at the same time.
const ADMIN_CONNECTIONS: usize = 64;

/// Serves until the process is told to stop.
///
/// # Errors
///
/// [`ServeError`], or [`crate::store::StoreError`] if the store cannot be opened.
pub async fn run(args: Args, settings: &Settings, region: String) -> Result<(), CliError> {
    args.addresses.on_this_machine(args.guarding.asks() && args.encryption.is_on())?;
    let identity = Identity { account: args.account_id, region };
    let guard = args.guarding.open(&identity)?;
    let signals = Signals::heed().map_err(ServeError::Ended)?;
    stopping::raise_open_files();
    let data = local::folder(settings.data.as_deref())?;
    let kept = args.keeping.open(&data).await?;
    let sockets = args.addresses.open().await?;
    let encrypted = args.encryption.open(&data, &sockets.listened())?;
    let mut ready = sockets.ready(encrypted.as_ref());
    ready.signed_for = args.guarding.asks().then(|| identity.region.clone());

    // Told one after the other: to finish, and to go.
    let (drain, stop) = (CancellationToken::new(), CancellationToken::new());
    let quotas = args.quotas.quotas();
    let registry = Registry::limited(quotas.most(Quota::ConnectedEnvoysPerVirtualNode));
    let feed = Feed::new(Arc::clone(&kept.store), drain.clone());
    let mut resolve = Overrides::default();
    resolve.extend(args.resolve);
    let admit = streams::admit(guard.door.clone(), identity.clone(), encrypted.is_some());
    let ads = Ads::new(feed, registry.clone(), resolve, admit, drain.clone());
    let store = Arc::clone(&kept.store);
    let (door, history, proxies) = (guard.door.clone(), args.keeping.history, registry.proxies());
    let limits = args.limits;
    let base = limits.hold(App::new(store, identity));
    let app = App { door, history, quotas, proxies, ..base };
    let counts = Arc::clone(&app.counts);
    let pages = Pages { store: kept.store, counts, registry, drain: drain.clone() };

    let mut tasks: JoinSet<anyhow::Result<()>> = JoinSet::new();
    let acceptor = |protocol| encrypted.as_ref().map(|one| one.acceptor(protocol));
    let lines = limits.lines(sockets.api, limits.max_connections).encrypted(acceptor("http/1.1"));
    tasks.spawn(connections::serve(lines, server::router(app), drain.clone()));
    let lines = limits.lines(sockets.xds, limits.max_proxies).encrypted(acceptor("h2"));
    tasks.spawn(grpc(lines, ads.clone(), drain.clone()));
    tasks.spawn(guard.keep_up(drain.clone()));
    if let Some(encrypted) = encrypted {
        tasks.spawn(encrypted.keep_up(drain.clone()));
    }
    // The pages tell how the others end, so they end last.
    let lines = limits.lines(sockets.admin, ADMIN_CONNECTIONS);
    let pages = tokio::spawn(connections::serve(lines, admin::router(pages), stop.clone()));

    let files = args.addresses.ready_file.into_iter().chain(kept.ready_file);
    let announced = Announced::to(files, &ready)?;
    tracing::info!(api = ready.api, xds = ready.xds, admin = ready.admin, "serving");
    let running = Running { tasks, pages, ads, signals, drain, stop };
    running.until_told(&args.stopping, announced).await
}

/// What runs, and how it is told to end.
struct Running {
    tasks: JoinSet<anyhow::Result<()>>,
    pages: JoinHandle<anyhow::Result<()>>,
    ads: Ads,
    signals: Signals,
    drain: CancellationToken,
    stop: CancellationToken,
}

/// How a task ended.
type End = Result<anyhow::Result<()>, JoinError>;

impl Running {
    /// Waits for a signal or the first task to end, and then as long as `stopping` says for
    /// what is under way. Then it is no longer `announced`.
    async fn until_told(self, stopping: &Stopping, announced: Announced) -> Result<(), CliError> {
        let Self { mut tasks, mut pages, ads, mut signals, drain, stop } = self;
        let first = tokio::select! {
            () = signals.next() => None,
            ended = tasks.join_next() => ended,
            ended = &mut pages => Some(ended),
        };
        drain.cancel();
        tracing::info!("stopping");
        let finished = async {
            ads.ended().await;
            while tasks.join_next().await.is_some() {}
        };
        stopping.finish(finished, &mut signals).await;
        stop.cancel();
        drop(announced);
        tracing::info!("stopped");
        outcome(first)
    }
}

/// What became of the task that ended first, if one did before it was told to.
fn outcome(first: Option<End>) -> Result<(), CliError> {
    match first {
        Some(Ok(Ok(()))) | None => Ok(()),
        Some(Ok(Err(error))) => Err(ServeError::Ended(error).into()),
        Some(Err(error)) => Err(ServeError::Ended(error.into()).into()),
    }
}

async fn grpc(lines: Lines, ads: Ads, stop: CancellationToken) -> anyhow::Result<()> {
    tonic::transport::Server::builder()
        .layer(tower::util::MapRequestLayer::new(Opening::keep))
        .http2_keepalive_interval(Some(KEEPALIVE))
        .add_service(ads.service())
        .serve_with_incoming_shutdown(lines.wires(), stop.cancelled())
        .await?;
    Ok(())
}

/// Opens the API on the local store in this process, for one command.
pub fn in_process(data: &Path, region: &str) -> axum::Router {
    let store = Arc::new(Sqlite::new(folder::store_file(data)));
    let identity = Identity { account: AccountId::local(), region: region.to_owned() };
    // The history stays whole: what a server keeps is not for a command to remove that does not
    // know how much that is.
    server::router(App { in_process: true, ..App::new(store, identity) })
}
