//! The rules of each operation: what must hold, and what then changes.
//!
//! [`read_for`] reads everything that the rules of a commit need from the store at one revision, a
//! [`ReadSet`]. From it each operation makes a [`Plan`]: a response, the writes, and the guards
//! under which the writes are correct. [`commit`] commits the plans together; if a guard fails
//! because of a concurrent change, it reads and plans again. The rules themselves do no I/O.
//! Checks are done in the order of `docs/behaviour/api.md#order-of-checks`.

mod create;
mod delete;
mod draft;
mod existence;
pub(super) mod history;
mod listeners;
pub(super) mod ownership;
mod page;
mod quota;
mod read;
mod read_set;
mod tags;
mod token;
mod update;

use serde_json::Value;

pub(super) use ownership::located;
pub(super) use read_set::ReadSet;

use super::App;
use super::error::ApiError;
use super::request::Call;
use super::respond::ApiResponse;
use crate::model::{Key, Kind, Verb};
use crate::store::{Guard, Range, Resource, Store, StoreError, Write};

/// A response, and the writes and guards that make it true.
#[derive(Debug)]
struct Plan {
    guards: Vec<Guard>,
    writes: Vec<Write>,
    body: Value,
    /// The change to record in the history.
    change: Option<history::PlannedChange>,
}

impl Plan {
    fn new(guards: Vec<Guard>, writes: Vec<Write>, body: Value) -> Self {
        Self { guards, writes, body, change: None }
    }

    /// Adds the resource before and after the plan, for the history.
    fn changing(self, before: Option<Resource>, after: Option<Resource>) -> Self {
        Self { change: history::PlannedChange::new(before, after), ..self }
    }
}

impl From<Value> for Plan {
    fn from(body: Value) -> Self {
        Self::new(Vec::new(), Vec::new(), body)
    }
}

/// Number of times that a commit is tried when others change the same resources. With 32 writers of
/// one resource, each round lets one through.
const MAX_ATTEMPTS: usize = 64;

/// Reads what the rules of `call` need, and `keys`, from the meshes of `app`.
pub(super) async fn read_for(app: &App, call: &Call, keys: &[Key]) -> Result<ReadSet, ApiError> {
    let ranges = ranges(app, call).into_iter().chain(keys.iter().map(Range::one));
    ReadSet::read(&*app.store, ranges).await
}

/// Executes `call`, which is authorized. `read` is what [`read_for`] has read for it, if it has
/// been called.
pub(super) async fn apply(
    app: &App,
    call: &Call,
    read: Option<ReadSet>,
) -> Result<ApiResponse, ApiError> {
    if call.lists_meshes() && call.auth.accounts.is_some() {
        return Ok(read::meshes(app, call).await?.into());
    }
    let owner = ownership::mesh_owner(call)?;
    let join = |mut bodies: Vec<Value>| bodies.remove(0);
    commit(&app.for_account(&owner), std::slice::from_ref(call), read, join).await
}

/// Executes all `calls`, which are authorized, in one commit. `join` makes one response of theirs.
/// The calls must be about different resources: none sees what another one changes.
pub(super) async fn apply_together(
    app: &App,
    calls: &[Call],
    join: impl Fn(Vec<Value>) -> Value,
) -> Result<ApiResponse, ApiError> {
    let mut owners = calls.iter().map(ownership::mesh_owner);
    let owner = owners.next().unwrap_or_else(|| Ok(app.identity.account.clone()))?;
    for other in owners {
        if other? != owner {
            let text = "one commit changes meshes of one account only";
            return Err(ApiError::bad_request(text));
        }
    }
    commit(&app.for_account(&owner), calls, None, join).await
}

/// Commits what `calls` change. `app` is that of the mesh owner.
async fn commit(
    app: &App,
    calls: &[Call],
    read: Option<ReadSet>,
    join: impl Fn(Vec<Value>) -> Value,
) -> Result<ApiResponse, ApiError> {
    let store = &*app.store;
    let mut read = match read {
        Some(read) => read,
        None => ReadSet::read(store, calls.iter().flat_map(|call| ranges(app, call))).await?,
    };
    for _ in 0..MAX_ATTEMPTS {
        read = complete(store, calls, read).await?;
        let (mut guards, mut writes, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        let mut expired = Vec::new();
        for call in calls {
            let mut plan = plan(app, call, &read)?;
            expired.extend(history::record(app, call, &read, &mut plan));
            guards.extend(plan.guards);
            writes.extend(plan.writes);
            bodies.push(plan.body);
        }
        if writes.is_empty() {
            return Ok(join(bodies).into());
        }
        writes.extend(history::sweep(store, &expired).await?);
        match store.commit(guards, writes).await {
            Ok(revision) => {
                return Ok(ApiResponse { body: join(bodies).into(), revision: Some(revision) });
            }
            Err(StoreError::Guard { .. }) => read = read.read_again(store, Vec::new()).await?,
            Err(error) => return Err(error.into()),
        }
    }
    Err(ApiError::busy())
}

/// Reads again as long as what was read shows that more is needed, so that everything is in one set
/// at one revision.
async fn complete(
    store: &dyn Store,
    calls: &[Call],
    mut read: ReadSet,
) -> Result<ReadSet, ApiError> {
    loop {
        let further = calls.iter().flat_map(|call| further_ranges(call, &read)).collect();
        let missing = read.missing(further);
        if missing.is_empty() {
            return Ok(read);
        }
        read = read.read_again(store, missing).await?;
    }
}

/// Returns the ranges of the store that the rules of `call` read.
fn ranges(app: &App, call: &Call) -> Vec<Range> {
    match call.operation.verb {
        Verb::Create => create::ranges(app, call),
        Verb::Describe => read::describe_ranges(call),
        Verb::Update => update::ranges(call),
        Verb::Delete => delete::ranges(call),
        Verb::List if call.operation.kind().is_some() => read::list_ranges(app, call),
        Verb::List | Verb::Tag | Verb::Untag => tags::ranges(call),
    }
}

/// Returns the ranges that the rules of `call` read in addition, because of what `read` holds.
fn further_ranges(call: &Call, read: &ReadSet) -> Vec<Range> {
    let (Some(kind), Some(spec)) = (call.operation.kind(), &call.spec) else { return Vec::new() };
    listeners::further_ranges(read, &key_of(call, kind), spec)
}

fn plan(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    match call.operation.verb {
        Verb::Create => create::plan(app, call, read),
        Verb::Describe => read::describe(app, call, read),
        Verb::Update => update::plan(app, call, read),
        Verb::Delete => delete::plan(app, call, read),
        Verb::List if call.operation.kind().is_some() => read::list(app, call, read),
        Verb::List => tags::list(app, call, read),
        Verb::Tag => tags::tag(app, call, read),
        Verb::Untag => tags::untag(app, call, read),
    }
}

/// Returns the key of the resource that `call` is about.
fn key_of(call: &Call, kind: Kind) -> Key {
    Key::from_members(kind, &call.input).expect("its names are required, and checked")
}

fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
