//! `meshctl serve`: the API, the xDS server and the admin endpoints in one process.
//!
//! This file wires them together; each concern has a file with its flags and its code.
//! Every task is in one set, and the first task that ends stops the process, so that it never
//! continues with a part of it missing.

mod acceptor;
mod auth;
mod connection_limiter;
mod counted_stream;
mod error;
mod limits;
mod listeners;
mod logging;
mod maybe_tls_stream;
mod open_files;
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
pub use self::logging::LogFormat;

use self::acceptor::Acceptor;
use self::listeners::ReadyFile;
use self::shutdown::ShutdownArgs;
use crate::admin::{self, AdminState};
use crate::api::{self, App, Identity, streams};
use crate::client::{Settings, local};
use crate::error::CliError;
use crate::model::arn::AccountId;
use crate::signals::Signals;
use crate::sources::Sources;
use crate::sources::dns::{DnsOverride, DnsOverrides, DnsSource};
use crate::sources::store::StoreSource;
use crate::store::{Sqlite, data_directory};
use crate::xds::ads::AdsServer;
use crate::xds::proxies::ProxyRegistry;
use crate::xds::stream_auth::StreamHead;
use crate::xds::watcher::MeshWatcher;

/// Run the App Mesh API and the Envoy control plane (xDS)
///
/// Serves the local store until it receives SIGINT or SIGTERM. While the server runs, other
/// commands on this host use it automatically.
///
/// By default the server listens on loopback only, without authentication. To listen on other
/// addresses, set `--auth`, and `--tls-cert` or `--tls-self-signed`.
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
    /// Use ADDRESS:PORT as the endpoint of HOST instead of a DNS lookup; repeatable
    #[arg(long, value_name = "HOST[:PORT]=ADDRESS:PORT")]
    resolve: Vec<DnsOverride>,
    #[command(flatten)]
    listen: listeners::ListenArgs,
    #[command(flatten)]
    auth: auth::AuthArgs,
    #[command(flatten)]
    storage: storage::StorageArgs,
    #[command(flatten)]
    tls: tls::TlsArgs,
    #[command(flatten)]
    limits: limits::LimitArgs,
    #[command(flatten)]
    shutdown: shutdown::ShutdownArgs,
}

impl Args {
    /// Returns the format of the log.
    #[must_use]
    pub fn log_format(&self) -> LogFormat {
        self.shutdown.log_format
    }
}

/// Interval of HTTP/2 pings to proxies, which detect connections that were lost without a FIN.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Serves until the process receives SIGINT or SIGTERM.
///
/// # Errors
///
/// [`ServeError`], or [`crate::store::StoreError`] if the store cannot be opened.
pub async fn run(args: Args, settings: &Settings, region: String) -> Result<(), CliError> {
    if !args.auth.insecure {
        args.listen.check_exposure(args.auth.is_enabled() && args.tls.is_enabled())?;
    }
    let identity = Identity { account: args.auth.account_id.clone(), region };
    let accounts = args.auth.load(&identity)?;
    let signals = Signals::listen().map_err(|error| ServeError::Stopped(error.into()))?;
    open_files::raise_limit();
    let data = local::data_directory(settings.data.as_deref())?;
    let opened = args.storage.open(&data).await?;
    let sockets = args.listen.bind().await?;
    let tls = args.tls.load(&data, &sockets.tls_addresses())?;
    let mut addresses = sockets.addresses(tls.as_ref());
    addresses.signed_for = args.auth.is_enabled().then(|| identity.region.clone());

    // Shutdown has two steps: `drain` ends new work, `stop` ends the admin endpoints.
    let (drain, stop) = (CancellationToken::new(), CancellationToken::new());
    let quotas = args.limits.quotas();
    let registry = ProxyRegistry::new(quotas, drain.clone());
    let mut overrides = DnsOverrides::default();
    overrides.extend(args.resolve);
    let sources = Sources {
        store: StoreSource::new(Arc::clone(&opened.store)),
        dns: DnsSource::fixed(overrides),
    };
    let watcher = MeshWatcher::new(sources, drain.clone());
    let policy =
        streams::StreamPolicy { store: Arc::clone(&opened.store), identity: identity.clone() };
    let authorizer = streams::authorizer(accounts.authn.clone(), policy, tls.is_some());
    let ads = AdsServer::new(watcher, registry.clone(), authorizer, drain.clone());
    let app = App {
        authn: accounts.authn.clone(),
        history: args.storage.history,
        quotas,
        proxies: registry.proxies(),
        ..args.limits.apply_to(App::new(Arc::clone(&opened.store), identity))
    };
    let request_metrics = Arc::clone(&app.request_metrics);
    let admin = AdminState { store: opened.store, request_metrics, registry, drain: drain.clone() };

    let mut tasks: JoinSet<anyhow::Result<()>> = JoinSet::new();
    let limits = args.limits;
    let tls_acceptor = |protocol| tls.as_ref().map(|tls| tls.acceptor(protocol));
    let api = limits.acceptor(sockets.api, limits.max_connections);
    let api = api.with_tls(tls_acceptor("http/1.1"));
    tasks.spawn(acceptor::serve(api, api::router(app), drain.clone()));
    let xds = limits.acceptor(sockets.xds, limits.max_proxies).with_tls(tls_acceptor("h2"));
    tasks.spawn(serve_grpc(xds, ads.clone(), drain.clone()));
    tasks.spawn(accounts.run(drain.clone()));
    if let Some(tls) = tls {
        tasks.spawn(tls.run(drain.clone()));
    }
    // The admin endpoints report the progress of the shutdown, so they stop last.
    let admin_acceptor = limits.admin_acceptor(sockets.admin);
    let admin = acceptor::serve(admin_acceptor, admin::router(admin), stop.clone());

    let ready_file = ReadyFile::write(args.listen.ready_file, opened.ready_file, &addresses)?;
    tracing::info!(api = addresses.api, xds = addresses.xds, admin = addresses.admin, "serving");
    let server =
        RunningServer { tasks, admin: JoinSet::from_iter([admin]), ads, signals, drain, stop };
    server.run_until_stopped(&args.shutdown, ready_file).await
}

/// The tasks of a running server, and the means to stop them.
struct RunningServer {
    tasks: JoinSet<anyhow::Result<()>>,
    admin: JoinSet<anyhow::Result<()>>,
    ads: AdsServer,
    signals: Signals,
    drain: CancellationToken,
    stop: CancellationToken,
}

/// The result of a finished task.
type TaskResult = Result<anyhow::Result<()>, JoinError>;

impl RunningServer {
    /// Waits for a signal or the first task to end, then drains requests in flight as `shutdown`
    /// configures, and removes `ready_file`.
    async fn run_until_stopped(
        self,
        shutdown: &ShutdownArgs,
        ready_file: ReadyFile,
    ) -> Result<(), CliError> {
        let Self { mut tasks, mut admin, ads, mut signals, drain, stop } = self;
        let first = tokio::select! {
            () = signals.next() => None,
            result = tasks.join_next() => result,
            result = admin.join_next() => result,
        };
        let mut results: Vec<TaskResult> = first.into_iter().collect();
        drain.cancel();
        tracing::info!("stopping");
        let drained = async {
            ads.ended().await;
            while let Some(result) = tasks.join_next().await {
                results.push(result);
            }
        };
        shutdown.drain(drained, &mut signals).await;
        stop.cancel();
        drop(ready_file);
        tracing::info!("stopped");
        Ok(first_failure(results)?)
    }
}

/// Returns the first failure of the tasks, in the order in which they ended, and logs the others.
fn first_failure(results: Vec<TaskResult>) -> Result<(), ServeError> {
    let mut failures =
        results.into_iter().filter_map(|result| result.map_err(Into::into).flatten().err());
    let Some(first) = failures.next() else { return Ok(()) };
    for error in failures {
        let error = format!("{error:#}");
        tracing::error!(error, "another task failed");
    }
    Err(ServeError::Stopped(first))
}

async fn serve_grpc(
    acceptor: Acceptor,
    ads: AdsServer,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    tonic::transport::Server::builder()
        .layer(tower::util::MapRequestLayer::new(StreamHead::keep))
        .http2_keepalive_interval(Some(KEEPALIVE))
        .add_service(ads.service())
        .serve_with_incoming_shutdown(acceptor.into_stream(), stop.cancelled())
        .await?;
    Ok(())
}

/// Opens the API on the local store in this process, for one command.
pub fn in_process(data: &Path, region: &str) -> axum::Router {
    let store = Arc::new(Sqlite::new(data_directory::store_file(data)));
    let identity = Identity { account: AccountId::local(), region: region.to_owned() };
    // The default keeps all of the history: a command does not know the retention of the server
    // that owns this store, so it removes nothing.
    api::router(App { in_process: true, ..App::new(store, identity) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_reports_the_first_failure_even_if_it_occurs_during_shutdown() {
        let failed = |why: &'static str| Ok(Err(anyhow::anyhow!(why)));
        let cases: [(Vec<TaskResult>, Option<&str>); 4] = [
            (vec![], None),
            (vec![Ok(Ok(())), Ok(Ok(()))], None),
            (vec![Ok(Ok(())), failed("late")], Some("late")),
            (vec![failed("early"), Ok(Ok(())), failed("late")], Some("early")),
        ];
        for (results, want) in cases {
            let error = first_failure(results).err();
            let error = error.map(|error| format!("{:#}", anyhow::Error::from(error)));
            assert_eq!(error, want.map(|why| format!("the server stopped: {why}")));
        }
    }
}
