//! The rules of each operation: what must hold, and what then changes.
//!
//! Each operation reads what it needs from the store at one revision and makes a [`Plan`]: a
//! response, the writes that make it true, and the guards under which the writes are correct.
//! [`apply`] commits the plan; if a guard fails because of a concurrent change, it plans again.
//! Checks are done in the order of `docs/behaviour/api.md#order-of-checks`.

mod create;
mod delete;
pub(super) mod history;
mod listeners;
pub(super) mod ownership;
mod page;
mod quota;
mod read;
mod tags;
mod token;
mod update;

use serde_json::Value;

pub(super) use ownership::located;

use super::App;
use super::error::ApiError;
use super::request::Call;
use super::respond::ApiResponse;
use crate::model::{Key, Kind, Spec, Verb};
use crate::store::{Guard, Path, Range, Resource, Revision, StoreError, Stored, Write};

/// An answer, and what makes it true.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) guards: Vec<Guard>,
    pub(super) writes: Vec<Write>,
    pub(super) body: Value,
    /// What changes by it, for the history.
    altered: Option<history::Altered>,
}

impl Plan {
    fn new(guards: Vec<Guard>, writes: Vec<Write>, body: Value) -> Self {
        Self { guards, writes, body, altered: None }
    }

    /// Says what changes by it: what the resource was, and what it will be.
    fn altering(self, before: Option<Resource>, after: Option<Resource>) -> Self {
        Self { altered: history::Altered::of(before, after), ..self }
    }
}

impl From<Value> for Plan {
    fn from(body: Value) -> Self {
        Self::new(Vec::new(), Vec::new(), body)
    }
}

/// How often a plan is made anew when others were quicker. With 32 writers of one resource, each
/// round lets one through.
const TRIES: usize = 64;

/// Does what `call` asks for.
pub(super) async fn apply(app: &App, call: &Call) -> Result<ApiResponse, ApiError> {
    let of_meshes = call.operation.kind() == Some(Kind::Mesh) && call.operation.verb == Verb::List;
    if of_meshes && call.auth.accounts.is_some() {
        return Ok(read::meshes(app, call).await?.into());
    }
    commit(app, std::slice::from_ref(call), |mut bodies| bodies.remove(0)).await
}

/// Does what all `calls` ask for, in one commit, and answers what `join` makes of their answers.
/// The calls must be about different resources: none sees what another one changes.
pub(super) async fn commit(
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
    // What the rules see is the part of the mesh's owner.
    let app = &*app.for_account(&owner);
    for _ in 0..TRIES {
        let (mut guards, mut writes, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        for call in calls {
            let mut plan = plan(app, call).await?;
            history::keep(app, call, &mut plan).await?;
            guards.extend(plan.guards);
            writes.extend(plan.writes);
            bodies.push(plan.body);
        }
        if writes.is_empty() {
            return Ok(join(bodies).into());
        }
        match app.store.commit(guards, writes).await {
            Ok(revision) => {
                return Ok(ApiResponse { body: join(bodies).into(), revision: Some(revision) });
            }
            Err(StoreError::Guard { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ApiError::busy())
}

async fn plan(app: &App, call: &Call) -> Result<Plan, ApiError> {
    match call.operation.verb {
        Verb::Create => create::plan(app, call).await,
        Verb::Describe => read::describe(app, call).await,
        Verb::Update => update::plan(app, call).await,
        Verb::Delete => delete::plan(app, call).await,
        Verb::List if call.operation.kind().is_some() => read::list(app, call).await,
        Verb::List => tags::list(app, call).await,
        Verb::Tag => tags::tag(app, call).await,
        Verb::Untag => tags::untag(app, call).await,
    }
}

/// What was read of the store for one call, at one revision.
#[derive(Debug)]
struct Scene {
    revision: Revision,
    found: Vec<Stored>,
}

impl Scene {
    async fn read(app: &App, ranges: &[Range]) -> Result<Self, ApiError> {
        let (found, revision) = app.store.read(ranges).await?;
        Ok(Self { revision, found })
    }

    fn at(&self, path: &Path) -> Option<&Stored> {
        self.found.iter().find(|stored| stored.path == *path)
    }

    fn stored(&self, key: &Key) -> Option<&Stored> {
        self.at(&Path::resource(key))
    }

    fn resource(&self, key: &Key) -> Result<Option<(Resource, Revision)>, ApiError> {
        self.stored(key).map(|s| Ok((Resource::read(s)?, s.revision))).transpose()
    }

    /// The resources of `kind`.
    fn resources(&self, kind: Kind) -> impl Iterator<Item = Result<Resource, ApiError>> {
        let prefix = format!("{}/", kind.segment());
        let of_kind = self.found.iter().filter(move |s| s.path.as_str().starts_with(&prefix));
        of_kind.map(|stored| Resource::read(stored).map_err(ApiError::from))
    }
}

/// The key of the resource that `call` is about.
fn key_of(call: &Call, kind: Kind) -> Key {
    Key::from_members(kind, &call.input).expect("its names are required, and checked")
}

/// What `key` hangs under, nearest last: its mesh, and its router or gateway.
fn above(key: &Key) -> Vec<Key> {
    let mesh = (key.kind != Kind::Mesh).then(|| Key::mesh(key.mesh.clone()));
    mesh.into_iter().chain(key.parent_key()).collect()
}

/// What must be there besides what `key` hangs under.
fn mentioned(key: &Key, spec: &Spec) -> Vec<Key> {
    let above = above(key);
    spec.references(key)
        .into_iter()
        .filter(|reference| reference.role.is_binding())
        .map(|reference| reference.to)
        .filter(|to| !above.contains(to))
        .collect()
}

fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
