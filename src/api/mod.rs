//! The App Mesh API.
//!
//! One way in for all 38 operations: [`authn`] says who calls, [`route`] finds the operation,
//! [`request`] reads its input and holds it against the model, [`rules`] say what must hold and
//! what changes, the store commits both in one go, [`respond`] writes the answer. There is no
//! handler per operation: what differs between them is in the model. Whoever has a [`App`] and an
//! HTTP request gets an answer from [`serve`], over a socket or in process.
//!
//! The order of checks is that of `docs/behaviour/api.md#order-of-checks`, except that the
//! signature comes first, so that unauthenticated callers cannot probe for paths: signature,
//! operation, input, permission, rules.

mod auth_context;
mod authn;
mod authz;
mod aws_query;
mod backup;
pub mod error;
mod extension;
mod history;
mod mesh;
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

/// What the API needs: a store, an identity, and a view of the connected proxies.
#[derive(Clone)]
pub struct App {
    /// Where resources live.
    pub store: Arc<dyn Store>,
    /// Whose they are.
    pub identity: Identity,
    /// Who may call.
    pub authn: Authn,
    /// How many changes of a resource are kept.
    pub history: HistoryRetention,
    /// How many resources there may be.
    pub quotas: Quotas,
    /// How often one caller may ask; as often as it likes if none is given.
    pub limiter: Option<Arc<RateLimiter>>,
    /// How long a request may take, from its head to its answer.
    pub request_timeout: Duration,
    /// What is counted of the requests.
    pub request_metrics: Arc<RequestMetrics>,
    /// The proxies that are connected to this process.
    pub proxies: ConnectedProxies,
    /// What only so many may do at the same time.
    pub concurrency: Arc<ConcurrencyLimits>,
    /// Whether the caller is this process itself, who is told what lies behind an error.
    pub in_process: bool,
}

impl App {
    /// Returns the API on `store` with everything else as it is when nothing is said: everybody may
    /// call as often as they like, all of the history is kept, nothing is
    /// limited, no proxies are connected.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, identity: Identity) -> Self {
        Self {
            store,
            authn: Authn::disabled(&identity),
            identity,
            history: HistoryRetention::All,
            quotas: Quotas::default(),
            limiter: None,
            request_timeout: PATIENCE,
            request_metrics: Arc::default(),
            proxies: ConnectedProxies::none(),
            concurrency: Arc::default(),
            in_process: false,
        }
    }
}

/// What only so many requests may do at the same time; each of them holds much of the server.
#[derive(Debug)]
pub struct ConcurrencyLimits {
    /// Receive a body that is larger than [`BODY_LIMIT_BYTES`]. Another one than for copying: who
    /// sends one is not known before it is there.
    receiving: Arc<Semaphore>,
    /// Copy the store, out of it or into it.
    copying: Arc<Semaphore>,
    /// Search the history.
    searching: Semaphore,
}

impl Default for ConcurrencyLimits {
    fn default() -> Self {
        let one = || Arc::new(Semaphore::new(1));
        Self { receiving: one(), copying: one(), searching: Semaphore::new(history::SEARCHES) }
    }
}

/// How long a request may take when nothing is said.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a request comes from: an extension of requests that came over a socket.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionInfo {
    /// The client's address.
    pub address: std::net::SocketAddr,
    /// Whether nobody on the way can read it.
    pub encrypted: bool,
}

/// Largest request body, in bytes; the largest spec that the model allows is far smaller.
pub const BODY_LIMIT_BYTES: usize = 1 << 20;

/// Serves every operation, and the few requests of our own under `/meshctl/`.
pub async fn serve(State(app): State<App>, request: Request<Body>) -> Response<Body> {
    let _counted = app.request_metrics.in_flight.track();
    let mut record = RequestRecord::begin();
    let (head, body) = request.into_parts();
    let answered = respond(&app, &head, body, &mut record);
    let (response, code) = match tokio::time::timeout(app.request_timeout, answered).await {
        Ok(answered) => answered,
        Err(_) => failed(&app, ApiError::timed_out(), &record),
    };
    record.end(&app, &head, &response, code);
    response
}

/// A response, and the code of the error that it says.
type RenderedResponse = (Response<Body>, Option<&'static str>);

/// Responds, and notes in `record` what it learns of the request on the way.
async fn respond(
    app: &App,
    head: &Parts,
    body: Body,
    record: &mut RequestRecord,
) -> RenderedResponse {
    // What can be known of a stranger by the head is known before anything of the body is kept.
    let unverified = app.authn.precheck_headers(&app.identity, head);
    let read = async {
        if unverified.is_err() {
            request::discard(body).await;
            return Ok((Bytes::new(), None));
        }
        let room = BodyLimit::of(app, head)?;
        Ok((request::whole(body, room.limit_bytes).await?, Some(room)))
    };
    let (body, _room) = match read.await {
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

/// Responds with an error. What lies behind it is for the log, or for the caller if that is this
/// process itself: it gets the store's own error beside the answer, an `Arc<StoreError>` among the
/// extensions.
fn failed(app: &App, mut error: ApiError, record: &RequestRecord) -> RenderedResponse {
    let code = error.code;
    if let Some(damage) = error.source.as_ref().and_then(|source| source.downcast_ref()) {
        app.store.health().note(damage);
    }
    if !app.in_process {
        record.log_error(&error);
        return (respond::render(Err(error), &record.id), Some(code));
    }
    let of_the_store = match error.source.take().map(anyhow::Error::downcast::<StoreError>) {
        Some(Ok(of_the_store)) => Some(of_the_store),
        Some(Err(other)) => {
            error.message = format!("{}: {other:#}", error.message);
            None
        }
        None => None,
    };
    let mut response = respond::render(Err(error), &record.id);
    if let Some(error) = of_the_store {
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
    /// Holds `caller` to its rate, if there is one.
    fn admit(&self, caller: &Caller, writes: bool) -> Result<(), ApiError> {
        let now = tokio::time::Instant::now();
        self.limiter.as_ref().map_or(Ok(()), |limiter| limiter.admit(&caller.arn, writes, now))
    }

    /// Counts so many `more` writes that a request of `caller` turned out to be.
    fn charge(&self, caller: &Caller, more: usize) {
        if let Some(limiter) = &self.limiter {
            limiter.charge(&caller.arn, more);
        }
    }

    /// Returns it as it looks from `account`, whose meshes alone are seen.
    fn for_account(&self, account: &AccountId) -> Cow<'_, Self> {
        if *account == self.identity.account {
            return Cow::Borrowed(self);
        }
        let identity = Identity { account: account.clone(), ..self.identity.clone() };
        Cow::Owned(Self { store: self.store_of(account), identity, ..self.clone() })
    }

    /// Returns where the meshes of `account` are kept.
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
