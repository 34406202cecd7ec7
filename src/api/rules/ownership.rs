//! Ownership: the account whose mesh a call addresses, and what other accounts may do in that mesh
//! (`docs/behaviour/api.md#shared-meshes`).

use std::str::FromStr as _;

use super::ReadSet;
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::api::resource::Identity;
use crate::model::arn::AccountId;
use crate::model::{Arn, Key, Kind, Verb};
use crate::store::{Range, Resource};

/// Kinds that an account can have in the mesh of another account.
const SHARED: [Kind; 4] =
    [Kind::VirtualNode, Kind::VirtualRouter, Kind::Route, Kind::VirtualService];

/// Completes the resource ARN of `call`. A resource that the caller created in a mesh shared with
/// it may be named without the mesh owner (`docs/behaviour/api.md#arns`); if the ARN is ambiguous,
/// the resource in the caller's own mesh is used.
pub(in crate::api) async fn located(app: &App, mut call: Call) -> Result<Call, ApiError> {
    let account = &call.auth.caller.account;
    let arn = call.text("resourceArn").and_then(|text| Arn::from_str(text).ok());
    let short = |arn: &Arn| arn.mesh_owner.is_none() && arn.account == *account;
    let Some(arn) = arn.filter(short) else { return Ok(call) };
    let shared = call.auth.shared_meshes().filter(|(_, mesh)| **mesh == arn.key.mesh);
    let mut owners: Vec<&AccountId> = shared.map(|(owner, _)| owner).collect();
    owners.sort();
    let one = Range::one(&arn.key);
    if owners.is_empty()
        || ReadSet::read(&*app.store_of(account), [one.clone()]).await?.exists(&arn.key)
    {
        return Ok(call);
    }
    for owner in owners {
        let theirs = app.for_account(owner);
        let found = ReadSet::read(&*theirs.store, [one.clone()]).await?.resource(&arn.key)?;
        if found.is_some_and(|(found, _)| *found.owner(&theirs.identity) == arn.account) {
            let text = arn.in_mesh_of(owner).to_string();
            call.input.insert("resourceArn".to_owned(), text.into());
            break;
        }
    }
    Ok(call)
}

/// Returns the account whose mesh `call` is about: the caller's own, or one that shares the mesh
/// with it.
///
/// # Errors
///
/// `ForbiddenException` if the mesh is not shared; `AccessDeniedException` for the ARN of another
/// account; `BadRequestException` for an invalid ARN.
pub(in crate::api) fn mesh_owner(call: &Call) -> Result<AccountId, ApiError> {
    let own = &call.auth.caller.account;
    if let Some(text) = call.text("resourceArn") {
        let arn = Arn::from_str(text).map_err(|error| ApiError::bad_request(error.to_string()))?;
        if arn.account != *own {
            return Err(foreign(text, &arn.account));
        }
        let owner = arn.mesh_owner.unwrap_or(arn.account);
        let can_enter = call.auth.can_enter(&owner, &arn.key.mesh);
        return if can_enter { Ok(owner) } else { Err(not_shared(&owner)) };
    }
    let Some(text) = call.text("meshOwner").filter(|owner| *owner != own.as_str()) else {
        return Ok(own.clone());
    };
    let owner: AccountId = text.parse().map_err(|_| not_shared(text))?;
    let key = Key::from_members(Kind::Mesh, &call.input).expect("an owner goes with a mesh");
    if !call.auth.can_enter(&owner, &key.mesh) {
        return Err(not_shared(text));
    }
    let kind = call.operation.kind();
    let reads_mesh = kind == Some(Kind::Mesh) && call.operation.verb == Verb::Describe;
    if !reads_mesh && !kind.is_some_and(|kind| SHARED.contains(&kind)) {
        let name = call.operation.name;
        let text = format!("{name} is for the owner of the mesh only");
        return Err(ApiError::forbidden(text));
    }
    Ok(owner)
}

/// Returns the error for the ARN `text`, whose `account` is not the caller's
/// (`docs/behaviour/api.md#front-end-errors`).
pub(in crate::api) fn foreign(text: &str, account: &AccountId) -> ApiError {
    ApiError::access_denied(format!(
        "{text} is an invalid ARN. Invalid account id in the ARN provided : {account}"
    ))
}

fn not_shared(owner: &(impl std::fmt::Display + ?Sized)) -> ApiError {
    ApiError::forbidden(format!("The mesh of account {owner} is not shared with this account"))
}

/// Returns the owner of what `call` creates in a mesh of `identity`; none for the mesh owner.
pub(super) fn new_owner(call: &Call, identity: &Identity) -> Option<AccountId> {
    let account = &call.auth.caller.account;
    (*account != identity.account).then(|| account.clone())
}

/// Checks that the caller may change `resource`: its owner may, and the owner of the mesh may
/// delete it.
///
/// # Errors
///
/// `ForbiddenException`.
pub(super) fn check_owner(
    call: &Call,
    identity: &Identity,
    resource: &Resource,
) -> Result<(), ApiError> {
    let (caller, owner) = (&call.auth.caller.account, resource.owner(identity));
    let deletes = call.operation.verb == Verb::Delete && *caller == identity.account;
    if caller == owner || deletes {
        return Ok(());
    }
    Err(ApiError::forbidden(belongs(&resource.key, owner)))
}

/// Returns the message that the resource `key` belongs to `owner`.
pub(in crate::api) fn belongs(Key { kind, name, .. }: &Key, owner: &AccountId) -> String {
    format!("{kind} with name {name} belongs to account {owner}")
}

/// Checks that the caller's resource `key` neither is under a router of another account nor refers
/// to resources of another account.
///
/// # Errors
///
/// `ForbiddenException` for the router, `BadRequestException` for a reference.
pub(super) fn check_ownership(
    call: &Call,
    identity: &Identity,
    read: &ReadSet,
    key: &Key,
    referenced: &[Key],
) -> Result<(), ApiError> {
    if call.auth.accounts.is_none() {
        // There are no other accounts.
        return Ok(());
    }
    let parent = key.parent_key();
    for other in parent.iter().chain(referenced) {
        let Some((found, _)) = read.resource(other)? else { continue };
        let owner = found.owner(identity);
        if *owner != call.auth.caller.account {
            let text = belongs(&found.key, owner);
            return Err(if Some(other) == parent.as_ref() {
                ApiError::forbidden(text)
            } else {
                ApiError::bad_request(format!("{text}, and {key} to {}", call.auth.caller.account))
            });
        }
    }
    Ok(())
}
