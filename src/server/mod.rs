//! The App Mesh API.
//!
//! One way in for all 38 operations: [`door`] says who calls, [`route`] finds the operation,
//! [`request`] reads its input and holds it against the model, [`rules`] say what must hold and
//! what changes, the store commits both in one go, [`respond`] writes the answer. There is no
//! handler per operation: what differs between them is in the model. Whoever has a [`App`] and an
//! HTTP request gets an answer from [`serve`], over a socket or in process.
//!
//! The order is that of `api-behaviour §14`, but that nobody unknown learns which paths there are:
//! the signature comes first, then the operation, its input, the permission, the rules.

mod access;
mod door;
pub mod error;
mod extension;
mod history;
mod query;
mod request;
pub mod resource;
mod respond;
mod route;
mod rules;

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use http::request::Parts;
use http::{Request, Response};

pub use door::Door;
pub use error::ApiError;
pub use resource::Identity;
pub use rules::history::Keep;

use crate::model::arn::AccountId;
use crate::model::own;
use crate::model::quotas::Quotas;
use crate::store::{Account, Store};
use crate::xds::status::Proxies;
use respond::Answer;

/// What the API needs: a store, an identity, and a view of the connected proxies.
#[derive(Clone)]
pub struct App {
    /// Where resources live.
    pub store: Arc<dyn Store>,
    /// Whose they are.
    pub identity: Identity,
    /// Who may call.
    pub door: Door,
    /// How many changes of a resource are kept.
    pub history: Keep,
    /// How many resources there may be.
    pub quotas: Quotas,
    /// The proxies that are connected to this process.
    pub proxies: Proxies,
    /// Whether the caller is this process itself, who is told what lies behind an error.
    pub in_process: bool,
}

impl App {
    /// Returns the API on `store` with everything else as it is when nothing is said: everybody may
    /// call, all of the history is kept, nothing is limited, no proxies are connected.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, identity: Identity) -> Self {
        let (door, proxies) = (Door::open(&identity), Proxies::none());
        let (history, quotas) = (Keep::All, Quotas::default());
        Self { store, identity, door, history, quotas, proxies, in_process: false }
    }
}

/// Where a request comes from: an extension of requests that came over a socket.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    /// The client's address.
    pub address: std::net::SocketAddr,
    /// Whether nobody on the way can read it.
    pub encrypted: bool,
}

/// Largest request body, in bytes; the largest spec that the model allows is far smaller.
pub const BODY_LIMIT_BYTES: usize = 1 << 20;

/// Serves every operation, and the few requests of our own under `/meshctl/`.
pub async fn serve(State(app): State<App>, request: Request<Body>) -> Response<Body> {
    let id = uuid::Uuid::new_v4();
    let (head, body) = request.into_parts();
    if query::is_asked(&head) {
        return match request::whole(body).await {
            Ok(body) => query::answer(&app, &head, &body, &id).await,
            Err(error) => respond::render(Err(error), &id),
        };
    }
    let (method, path) = (&head.method, head.uri.path());
    let mut answer = answer(&app, &head, body).await;
    if let Err(error) = &mut answer
        && app.in_process
        && let Some(source) = error.source.take()
    {
        error.message = format!("{}: {source:#}", error.message);
    }
    match &answer {
        Ok(_) => tracing::debug!(%method, path, request_id = %id, "call"),
        Err(error) => {
            let cause = error.source.as_ref().map(|source| format!("{source:#}"));
            tracing::debug!(%method, path, request_id = %id, code = error.code, cause, "call");
            if error.status().is_server_error() {
                tracing::error!(%method, path, request_id = %id, %error, cause, "call");
            }
        }
    }
    respond::render(answer, &id)
}

async fn answer(app: &App, head: &Parts, body: Body) -> Result<Answer, ApiError> {
    let body = request::whole(body).await?;
    let caller = app.door.caller(&app.identity, head, &body)?;
    if head.uri.path().starts_with(own::ROOT) {
        return extension::answer(app, &caller, head, &body).await;
    }
    let call = request::read(&caller, head, &body)?;
    access::allow(app, &call).await?;
    rules::apply(app, &call).await
}

impl App {
    /// Returns it as it looks from `account`, whose meshes alone are seen.
    fn of(&self, account: &AccountId) -> Cow<'_, Self> {
        if *account == self.identity.account {
            return Cow::Borrowed(self);
        }
        let identity = Identity { account: account.clone(), ..self.identity.clone() };
        Cow::Owned(Self { store: self.part_of(account), identity, ..self.clone() })
    }

    /// Returns where the meshes of `account` are kept.
    fn part_of(&self, account: &AccountId) -> Arc<dyn Store> {
        if *account == self.identity.account {
            return Arc::clone(&self.store);
        }
        Arc::new(Account::of(account, Arc::clone(&self.store)))
    }
}

/// Returns the whole API as an axum router.
pub fn router(app: App) -> Router {
    Router::new().fallback(serve).with_state(app)
}
