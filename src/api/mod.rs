//! The App Mesh API.
//!
//! All 38 operations take the same path: [`authn`] authenticates the caller, [`route`] finds the
//! operation, [`request`] reads its input and validates it against the model, [`authz`] authorizes
//! it, [`rules`] return the conditions and the changes, the store commits both, and [`respond`]
//! writes the response. There is no handler per operation: what differs between them is in the
//! model. [`serve`] handles requests over a socket and in process.
//!
//! The order of checks is that of `docs/behaviour/api.md#order-of-checks`, except that the
//! signature is checked first: unauthenticated callers cannot find out which paths exist.

mod auth_context;
mod authn;
mod authz;
mod aws_query;
mod backup;
pub mod error;
mod extension;
mod history;
mod mesh;
mod proxies;
mod rate;
mod record;
mod request;
mod request_metrics;
pub mod resource;
mod respond;
mod route;
mod rules;
pub mod streams;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use bytes::Bytes;
use http::request::Parts;
use http::{Request, Response};
use tokio::sync::Semaphore;

pub use authn::Authn;
pub use error::ApiError;
pub use rate::{RateLimit, RateLimiter};
pub use record::ACCESS;
pub use request_metrics::RequestMetrics;
pub use resource::Identity;
pub use rules::history::HistoryRetention;

use crate::auth::Caller;
use crate::auth::signature::SignatureError;
use crate::model::arn::AccountId;
use crate::model::extension::ROOT;
use crate::model::quotas::Quotas;
use crate::store::{AccountStore, Store, StoreError};
use crate::xds::proxies::ConnectedProxies;
use auth_context::AuthContext;
use backup::BodyLimit;
use record::RequestRecord;
use respond::ApiResponse;

/// The API and what it needs: a store, an identity, limits and the connected proxies.
#[derive(Clone)]
pub struct App {
    /// The resources.
    pub store: Arc<dyn Store>,
    /// The account that owns them, and the region.
    pub identity: Identity,
    /// How requests are authenticated.
    pub authn: Authn,
    /// How many changes of each resource are kept.
    pub history: HistoryRetention,
    /// Quotas of resources.
    pub quotas: Quotas,
    /// Rate limit of each caller; without one, requests are not limited.
    pub limiter: Option<Arc<RateLimiter>>,
    /// Maximum time from the request headers to the response.
    pub request_timeout: Duration,
    /// Metrics of requests.
    pub request_metrics: Arc<RequestMetrics>,
    /// The proxies that are connected to this process.
    pub proxies: ConnectedProxies,
    /// Limits of concurrent expensive requests.
    pub concurrency: Arc<ConcurrencyLimits>,
    /// Whether the caller is this process itself, which receives the cause of an error.
    pub in_process: bool,
}

impl App {
    /// Returns the API on `store` with the defaults: no authentication, rate limit or quotas, the
    /// whole history is kept, and there are no proxies.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, identity: Identity) -> Self {
        Self {
            store,
            authn: Authn::disabled(&identity),
            identity,
            history: HistoryRetention::All,
            quotas: Quotas::default(),
            limiter: None,
            request_timeout: DEFAULT_REQUEST_TIMEOUT,
            request_metrics: Arc::default(),
            proxies: ConnectedProxies::none(),
            concurrency: Arc::default(),
            in_process: false,
        }
    }
}

/// Limits of concurrent requests that use much memory, disk or CPU.
#[derive(Debug)]
pub struct ConcurrencyLimits {
    /// Requests with a body larger than [`BODY_LIMIT_BYTES`]. Separate from `copying`, because the
    /// caller is authenticated only after the body is received.
    receiving: Arc<Semaphore>,
    /// Backups and restores.
    copying: Arc<Semaphore>,
    /// Searches of the history.
    searching: Semaphore,
}

impl Default for ConcurrencyLimits {
    fn default() -> Self {
        let one = || Arc::new(Semaphore::new(1));
        Self { receiving: one(), copying: one(), searching: Semaphore::new(history::MAX_SEARCHES) }
    }
}

/// Default of [`App::request_timeout`].
const DEFAULT_REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// The connection of a request: an extension of requests that arrived over a socket.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionInfo {
    /// The client's address.
    pub address: std::net::SocketAddr,
    /// Whether the connection uses TLS.
    pub encrypted: bool,
}

/// Maximum size of a request body, in bytes. The largest spec that the model allows is far smaller.
pub const BODY_LIMIT_BYTES: usize = 1 << 20;

/// Serves every operation of App Mesh, STS and IAM, and the extension API under `/meshctl/`.
pub async fn serve(State(app): State<App>, request: Request<Body>) -> Response<Body> {
    let _counted = app.request_metrics.in_flight.track();
    let mut record = RequestRecord::begin();
    let (head, body) = request.into_parts();
    let responded = respond(&app, &head, body, &mut record);
    let (response, code) = match tokio::time::timeout(app.request_timeout, responded).await {
        Ok(response) => response,
        Err(_) => failed(&app, ApiError::timed_out(), &record),
    };
    record.end(&app, &head, &response, code);
    response
}

/// A response, and the error code if it is an error.
type RenderedResponse = (Response<Body>, Option<&'static str>);

/// Responds, and adds what it learns of the request to `record`.
async fn respond(
    app: &App,
    head: &Parts,
    body: Body,
    record: &mut RequestRecord,
) -> RenderedResponse {
    // Check what does not depend on the body first, so that bodies of unauthenticated requests are
    // not buffered.
    let unverified = app.authn.precheck_headers(&app.identity, head);
    let read = async {
        if unverified.is_err() {
            request::discard(body).await;
            return Ok((Bytes::new(), None));
        }
        let limit = BodyLimit::of(app, head)?;
        Ok((request::read_body(body, limit.limit_bytes).await?, Some(limit)))
    };
    let (body, _limit) = match read.await {
        Ok(read) => read,
        Err(error) => return failed(app, error, record),
    };
    record.received_bytes = body.len();
    let auth = unverified.and_then(|unverified| app.authn.verify(&unverified, head, &body));
    record.caller = auth.as_ref().ok().map(|auth| Arc::clone(&auth.caller));
    if aws_query::is_query_request(head) {
        return aws_query::answer(app, head, auth, &body, &record.id).await;
    }
    match answer(app, head, auth, &body, record).await {
        Ok(answer) => (respond::render(Ok(answer), &record.id), None),
        Err(error) => failed(app, error, record),
    }
}

/// Responds with an error. Its cause goes to the log; if the caller is this process itself, it goes
/// to the caller instead: a store error as an `Arc<StoreError>` in the response's extensions.
fn failed(app: &App, mut error: ApiError, record: &RequestRecord) -> RenderedResponse {
    let code = error.code;
    if let Some(store_error) = error.source.as_ref().and_then(|source| source.downcast_ref()) {
        app.store.health().record_damage(store_error);
    }
    if !app.in_process {
        record.log_error(&error);
        return (respond::render(Err(error), &record.id), Some(code));
    }
    let store_error = match error.source.take().map(anyhow::Error::downcast::<StoreError>) {
        Some(Ok(store_error)) => Some(store_error),
        Some(Err(other)) => {
            error.message = format!("{}: {other:#}", error.message);
            None
        }
        None => None,
    };
    let mut response = respond::render(Err(error), &record.id);
    if let Some(error) = store_error {
        response.extensions_mut().insert(Arc::new(error));
    }
    (response, Some(code))
}

async fn answer(
    app: &App,
    head: &Parts,
    auth: Result<AuthContext, SignatureError>,
    body: &[u8],
    record: &mut RequestRecord,
) -> Result<ApiResponse, ApiError> {
    let auth = auth?;
    app.admit(&auth.caller, head.method != http::Method::GET)?;
    if head.uri.path().starts_with(ROOT) {
        return extension::answer(app, &auth, head, body).await;
    }
    let found = route::find(head.method.as_str(), head.uri.path())?;
    record.operation = Some(found.0);
    let call = rules::located(app, request::read(&auth, found, head, body)?).await?;
    record.call(&call);
    let read = authz::read_for(app, &call).await?;
    authz::authorize_with(app, &call, read.as_ref())?;
    rules::apply(app, &call, read).await
}

impl App {
    /// Checks the rate limit of `caller`.
    fn admit(&self, caller: &Caller, writes: bool) -> Result<(), ApiError> {
        let now = tokio::time::Instant::now();
        self.limiter.as_ref().map_or(Ok(()), |limiter| limiter.admit(&caller.arn, writes, now))
    }

    /// Charges `caller` for `more` writes that its request turned out to contain.
    fn charge(&self, caller: &Caller, more: usize) {
        if let Some(limiter) = &self.limiter {
            limiter.charge(&caller.arn, more);
        }
    }

    /// Returns the API for the meshes of `account` only.
    fn for_account(&self, account: &AccountId) -> Cow<'_, Self> {
        if *account == self.identity.account {
            return Cow::Borrowed(self);
        }
        let identity = Identity { account: account.clone(), ..self.identity.clone() };
        Cow::Owned(Self { store: self.store_of(account), identity, ..self.clone() })
    }

    /// Returns the part of the store with the meshes of `account`.
    fn store_of(&self, account: &AccountId) -> Arc<dyn Store> {
        if *account == self.identity.account {
            return Arc::clone(&self.store);
        }
        Arc::new(AccountStore::new(account, Arc::clone(&self.store)))
    }
}

/// Returns the whole API as an axum router.
pub fn router(app: App) -> Router {
    Router::new().fallback(serve).with_state(app)
}
