//! `meshctl serve`: the API, the Envoy management service and the admin pages, in one process.
//!
//! Wiring only; each concern has its flags and its code in a file of its own. Every task is in one
//! set; the first that ends, for whatever reason, ends the process, so that a half of it never
//! stays behind.

mod acceptor;
mod auth;
mod connection_limiter;
mod counted_stream;
mod error;
mod listeners;
mod maybe_tls_stream;
mod quotas;
mod self_signed;
mod shutdown;
mod storage;
mod tls;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

pub use self::error::ServeError;
pub use self::shutdown::LogFormat;

use self::acceptor::Lines;
use self::listeners::Announced;
use self::shutdown::Stopping;
use crate::admin::{self, Pages};
use crate::api::{self, App, Identity, streams};
use crate::client::{Settings, local};
use crate::error::CliError;
use crate::model::arn::AccountId;
use crate::signals::Signals;
use crate::store::{Sqlite, data_directory};
use crate::xds::ads::AdsServer;
use crate::xds::proxies::ProxyRegistry;
use crate::xds::proxy_env::{DnsOverride, DnsOverrides};
use crate::xds::stream_auth::StreamHead;
use crate::xds::watcher::MeshWatcher;

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
    resolve: Vec<DnsOverride>,
    #[command(flatten)]
    addresses: listeners::Addresses,
    #[command(flatten)]
    guarding: auth::Guarding,
    #[command(flatten)]
    encryption: tls::Encryption,
    #[command(flatten)]
    keeping: storage::Keeping,
    #[command(flatten)]
    limits: connection_limiter::Limits,
    #[command(flatten)]
    quotas: quotas::Own,
    #[command(flatten)]
    stopping: shutdown::Stopping,
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

/// Serves until the process is told to stop.
///
/// # Errors
///
/// [`ServeError`], or [`crate::store::StoreError`] if the store cannot be opened.
pub async fn run(args: Args, settings: &Settings, region: String) -> Result<(), CliError> {
    args.addresses.on_this_machine(args.guarding.asks() && args.encryption.is_on())?;
    let identity = Identity { account: args.account_id, region };
    let guard = args.guarding.open(&identity)?;
    let signals = Signals::listen().map_err(|error| ServeError::Ended(error.into()))?;
    shutdown::raise_open_files();
    let data = local::data_directory(settings.data.as_deref())?;
    let kept = args.keeping.open(&data).await?;
    let sockets = args.addresses.open().await?;
    let encrypted = args.encryption.open(&data, &sockets.listened())?;
    let mut ready = sockets.ready(encrypted.as_ref());
    ready.signed_for = args.guarding.asks().then(|| identity.region.clone());

    // Told one after the other: to finish, and to go.
    let (drain, stop) = (CancellationToken::new(), CancellationToken::new());
    let quotas = args.quotas.quotas();
    let registry = ProxyRegistry::new(quotas);
    let watcher = MeshWatcher::new(Arc::clone(&kept.store), drain.clone());
    let mut resolve = DnsOverrides::default();
    resolve.extend(args.resolve);
    let by = streams::StreamPolicy { store: Arc::clone(&kept.store), identity: identity.clone() };
    let admit = streams::authorizer(guard.authn.clone(), by, encrypted.is_some());
    let ads = AdsServer::new(watcher, registry.clone(), resolve, admit, drain.clone());
    let store = Arc::clone(&kept.store);
    let (authn, history, proxies) = (guard.authn.clone(), args.keeping.history, registry.proxies());
    let limits = args.limits;
    let base = limits.hold(App::new(store, identity));
    let app = App { authn, history, quotas, proxies, ..base };
    let request_metrics = Arc::clone(&app.request_metrics);
    let pages = Pages { store: kept.store, request_metrics, registry, drain: drain.clone() };

    let mut tasks: JoinSet<anyhow::Result<()>> = JoinSet::new();
    let acceptor = |protocol| encrypted.as_ref().map(|one| one.acceptor(protocol));
    let lines = limits.lines(sockets.api, limits.max_connections).encrypted(acceptor("http/1.1"));
    tasks.spawn(acceptor::serve(lines, api::router(app), drain.clone()));
    let lines = limits.lines(sockets.xds, limits.max_proxies).encrypted(acceptor("h2"));
    tasks.spawn(grpc(lines, ads.clone(), drain.clone()));
    tasks.spawn(guard.keep_up(drain.clone()));
    if let Some(encrypted) = encrypted {
        tasks.spawn(encrypted.keep_up(drain.clone()));
    }
    // The pages tell how the others end, so they end last.
    let (lines, pages) = (limits.admin_lines(sockets.admin), admin::router(pages));
    let pages = JoinSet::from_iter([acceptor::serve(lines, pages, stop.clone())]);

    let announced = Announced::to(args.addresses.ready_file, kept.ready_file, &ready)?;
    tracing::info!(api = ready.api, xds = ready.xds, admin = ready.admin, "serving");
    let running = Running { tasks, pages, ads, signals, drain, stop };
    running.until_told(&args.stopping, announced).await
}

/// What runs, and how it is told to end.
struct Running {
    tasks: JoinSet<anyhow::Result<()>>,
    pages: JoinSet<anyhow::Result<()>>,
    ads: AdsServer,
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
            ended = pages.join_next() => ended,
        };
        let mut ends: Vec<End> = first.into_iter().collect();
        drain.cancel();
        tracing::info!("stopping");
        let finished = async {
            ads.ended().await;
            while let Some(end) = tasks.join_next().await {
                ends.push(end);
            }
        };
        stopping.finish(finished, &mut signals).await;
        stop.cancel();
        drop(announced);
        tracing::info!("stopped");
        Ok(outcome(ends)?)
    }
}

/// What became of the tasks that ended, in that order: the first that failed is why the server
/// did, and the log has the others.
fn outcome(ends: Vec<End>) -> Result<(), ServeError> {
    let mut failed = ends.into_iter().filter_map(|end| end.map_err(Into::into).flatten().err());
    let Some(first) = failed.next() else { return Ok(()) };
    for error in failed {
        let error = format!("{error:#}");
        tracing::error!(error, "another part of the server failed");
    }
    Err(ServeError::Ended(first))
}

async fn grpc(lines: Lines, ads: AdsServer, stop: CancellationToken) -> anyhow::Result<()> {
    tonic::transport::Server::builder()
        .layer(tower::util::MapRequestLayer::new(StreamHead::keep))
        .http2_keepalive_interval(Some(KEEPALIVE))
        .add_service(ads.service())
        .serve_with_incoming_shutdown(lines.wires(), stop.cancelled())
        .await?;
    Ok(())
}

/// Opens the API on the local store in this process, for one command.
pub fn in_process(data: &Path, region: &str) -> axum::Router {
    let store = Arc::new(Sqlite::new(data_directory::store_file(data)));
    let identity = Identity { account: AccountId::local(), region: region.to_owned() };
    // The history stays whole: what a server keeps is not for a command to remove that does not
    // know how much that is.
    api::router(App { in_process: true, ..App::new(store, identity) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_fails_for_the_first_reason_also_while_it_stops() {
        let failed = |why: &'static str| Ok(Err(anyhow::anyhow!(why)));
        let cases: [(Vec<End>, Option<&str>); 4] = [
            (vec![], None),
            (vec![Ok(Ok(())), Ok(Ok(()))], None),
            (vec![Ok(Ok(())), failed("late")], Some("late")),
            (vec![failed("early"), Ok(Ok(())), failed("late")], Some("early")),
        ];
        for (ends, want) in cases {
            let why = outcome(ends).err().map(|error| format!("{:#}", anyhow::Error::from(error)));
            assert_eq!(why, want.map(|why| format!("the server ended: {why}")));
        }
    }
}
