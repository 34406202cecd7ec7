//! What our server answers besides App Mesh's own API, under `/meshctl/v1/`.
//!
//! | request | answer |
//! |---|---|
//! | `PUT /meshctl/v1/updates` | does several updates in one commit |
//! | `GET /meshctl/v1/backup` | everything, as of one commit |
//! | `PUT /meshctl/v1/restore` | everything as it was in a backup, in one commit |
//! | `GET /meshctl/v1/history` | the changes of resources, the newest first |
//! | `GET /meshctl/v1/proxies` | the connected proxies, or a wait for their acknowledgement |
//! | `GET /meshctl/v1/mesh` | the resources of one mesh, at one revision |
//! | `GET /meshctl/v1/version` | who answers |

use std::collections::HashSet;

use http::request::Parts;
use serde_json::json;

use super::auth_context::AuthContext;
use super::error::ApiError;
use super::request::Call;
use super::respond::ApiResponse;
use super::{App, authz, backup, history, mesh, proxies, rules};
use crate::model::extension::{self, MOST_UPDATES, ROOT, Update, Updates};
use crate::model::{Key, Verb, model};

pub(super) async fn answer(
    app: &App,
    auth: &AuthContext,
    head: &Parts,
    body: &[u8],
) -> Result<ApiResponse, ApiError> {
    let caller = &auth.caller;
    let what = head.uri.path().strip_prefix(ROOT).unwrap_or_default();
    let query = head.uri.query().unwrap_or("");
    match (head.method.as_str(), what) {
        ("PUT", extension::UPDATES) => updates(app, auth, body).await,
        ("GET", extension::BACKUP) => backup::backup(app, caller).await,
        ("PUT", extension::RESTORE) => backup::restore(app, caller, query, body).await,
        ("GET", extension::HISTORY) => history::answer(app, auth, query).await,
        ("GET", extension::MESH) => mesh::read(app, auth, query).await,
        ("GET", extension::PROXIES) => proxies::list(app, auth, query).await,
        ("GET", extension::VERSION) => Ok(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "account": app.identity.account.to_string(),
            "region": app.identity.region,
        })
        .into()),
        _ => Err(ApiError::unknown_operation()),
    }
}

async fn updates(app: &App, auth: &AuthContext, body: &[u8]) -> Result<ApiResponse, ApiError> {
    let wanted: Updates = serde_json::from_slice(body).map_err(|error| {
        ApiError::serialization(format!("The body is not a list of updates: {error}"))
    })?;
    let count = wanted.updates.len();
    if count > MOST_UPDATES {
        let text = format!("too many updates: {count}, and one commit has at most {MOST_UPDATES}");
        return Err(ApiError::bad_request(text));
    }
    // The request itself was counted as one.
    app.charge(&auth.caller, count.saturating_sub(1));
    let mut calls = Vec::new();
    let mut keys: HashSet<Key> = HashSet::new();
    for Update { operation: name, input } in wanted.updates {
        let operation = model()
            .operation(&name)
            .filter(|operation| operation.verb == Verb::Update)
            .ok_or_else(|| ApiError::bad_request(format!("{name} is not an update operation")))?;
        let call = Call::new(auth.clone(), operation, input)?;
        authz::authorize(app, &call).await?;
        let kind = operation.kind().expect("update operations have a kind");
        let key = Key::from_members(kind, &call.input).expect("its names are required");
        // A router and its routes are checked against each other as they are now: changed
        // together, both checks would look at what is about to go.
        if keys.iter().any(|other| other.kind != key.kind) {
            let text = "one commit changes resources of one kind only";
            return Err(ApiError::bad_request(text));
        }
        if keys.contains(&key) {
            let text = format!("{key} is listed twice; one commit changes a resource once");
            return Err(ApiError::bad_request(text));
        }
        keys.insert(key);
        calls.push(call);
    }
    rules::apply_together(app, &calls, |bodies| json!({ "updated": bodies })).await
}
