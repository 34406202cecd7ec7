//! `GET /meshctl/v1/mesh`: the resources of one mesh, at one revision.
//!
//! The caller sees what it would see page by page: the resources of a kind if it may list them,
//! and the spec of a resource if it may describe it. The client requests the rest page by page and
//! gets the error that belongs to it.

use serde_json::{Map, json};

use super::auth_context::AuthContext;
use super::error::ApiError;
use super::request::{Call, parameters};
use super::respond::ApiResponse;
use super::rules::ownership;
use super::{App, authz};
use crate::auth::Caller;
use crate::mesh::defaults;
use crate::model::arn::AccountId;
use crate::model::extension::{MeshDocument, MeshResource};
use crate::model::{Key, Kind, Name, Verb, model};
use crate::store::{Range, Resource};

/// Which mesh is requested.
struct MeshQuery {
    name: Name,
    /// Account that owns it; the caller's if absent.
    owner: Option<String>,
}

impl MeshQuery {
    fn read(query: &str) -> Result<Self, ApiError> {
        let (mut mesh, mut owner) = (None, None);
        for (name, value) in parameters(query) {
            match name.as_str() {
                "name" => mesh = Some(Name::from(value?)),
                "owner" => owner = Some(value?),
                _ => return Err(ApiError::bad_request(format!("unknown parameter {name}"))),
            }
        }
        let name = mesh.ok_or_else(|| ApiError::bad_request("missing parameter name"))?;
        Ok(Self { name, owner })
    }

    /// The list operation for `kind`, as a client would call it.
    fn list(
        &self,
        auth: &AuthContext,
        kind: Kind,
        parent: Option<&Name>,
    ) -> Result<Call, ApiError> {
        let mut input = Map::new();
        input.insert(Kind::Mesh.name_member().to_owned(), self.name.as_str().into());
        if let (Some(above), Some(parent)) = (kind.parent(), parent) {
            input.insert(above.name_member().to_owned(), parent.as_str().into());
        }
        if let Some(owner) = &self.owner {
            input.insert("meshOwner".to_owned(), owner.as_str().into());
        }
        Call::new(auth.clone(), model().operation_for(Verb::List, kind), input)
    }
}

/// Responds with the mesh that `query` names.
///
/// # Errors
///
/// `BadRequestException` for an invalid query, the error of a list if the caller may not list
/// any kind, `NotFoundException` if the mesh does not exist.
pub(super) async fn read(
    app: &App,
    auth: &AuthContext,
    query: &str,
) -> Result<ApiResponse, ApiError> {
    let query = MeshQuery::read(query)?;
    let mesh = Key::mesh(query.name.clone());
    let mut owner = None;
    let mut denied = None;
    let mut unlisted = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Mesh && kind.parent().is_none())
    {
        match authorize_list(app, &query.list(auth, kind, None)?).await {
            Ok(account) => owner = Some(account),
            Err(error) => {
                denied.get_or_insert(error);
                unlisted.push(kind);
            }
        }
    }
    let (owner, app) = match (owner, denied) {
        (Some(owner), _) => (owner.clone(), app.for_account(&owner).into_owned()),
        (None, Some(error)) => return Err(error),
        (None, None) => unreachable!("there are kinds without a parent"),
    };
    let (found, revision) = app.store.read(&Range::mesh(&query.name)).await?;
    let found: Vec<Resource> = found.iter().map(Resource::read).collect::<Result<_, _>>()?;
    if !found.iter().any(|resource| resource.key == mesh) {
        return Err(ApiError::not_present(&mesh, &owner));
    }
    for resource in &found {
        let Some(child) = resource.key.kind.child().filter(|child| !unlisted.contains(child))
        else {
            continue;
        };
        if resource.key.kind == Kind::Mesh {
            continue;
        }
        let call = query.list(auth, child, Some(&resource.key.name))?;
        if authorize_list(&app, &call).await.is_err() {
            unlisted.push(child);
        }
    }
    let resources = found.into_iter().filter(|resource| !unlisted.contains(&resource.key.kind));
    let resources = resources.map(|resource| visible(&app, &auth.caller, resource)).collect();
    let unlisted = unlisted.into_iter().map(|kind| kind.segment().to_owned()).collect();
    let document = MeshDocument { revision, resources, unlisted };
    Ok(json!(document).into())
}

/// Checks that the caller may list what `call` lists, and returns the owner of the mesh.
async fn authorize_list(app: &App, call: &Call) -> Result<AccountId, ApiError> {
    authz::authorize(app, call).await?;
    ownership::mesh_owner(call)
}

/// Returns what the caller may see of a listed resource; the spec is as a describe returns it.
fn visible(app: &App, caller: &Caller, resource: Resource) -> MeshResource {
    let Resource { key, owner, version, mut spec, tags, .. } = resource;
    defaults::fill(key.kind, &mut spec);
    let may_describe =
        authz::authorize_describe(caller, &app.identity, &key, owner.as_ref(), &tags).is_ok();
    MeshResource { key, version, spec: may_describe.then_some(spec) }
}
