//! Authorization: whether the caller's policies allow a request
//! (`docs/behaviour/api.md#permissions`).
//!
//! A request is authorized for the resource that it is about (for a create, the ARN that the
//! resource will have) and for every resource that its spec refers to. Tags are read only for
//! callers with policies that use them.

use std::str::FromStr as _;

use indexmap::IndexSet;
use jiff::Timestamp;
use serde_json::Value;

use super::App;
use super::auth_context::AuthContext;
use super::error::ApiError;
use super::request::Call;
use super::resource::Identity;
use super::rules::{self, ReadSet};
use crate::auth::{Caller, PolicyDecision};
use crate::iam::{AccessRequest, RequestContext, RequestResource};
use crate::mesh::references::Role;
use crate::model::arn::AccountId;
use crate::model::{Arn, Key, Kind, Verb, model};
use crate::store::{Range, Resource, Store, Tag};

/// Authorizes `call` against its caller's policies.
///
/// # Errors
///
/// `AccessDeniedException`, with AWS's message.
pub(super) async fn authorize(app: &App, call: &Call) -> Result<(), ApiError> {
    let owner = claimed_owner(call);
    let mut read = None;
    if needs_resources(call, &owner) {
        let ranges = keys(call).into_iter().map(|key| Range::one(&key));
        read = Some(ReadSet::read(&*app.store_of(&owner), ranges).await?);
    }
    authorize_with(app, call, read.as_ref())
}

/// Reads what the authorization of `call` and then its rules need, at one revision. `None` if the
/// authorization does not depend on resources.
pub(super) async fn read_for(app: &App, call: &Call) -> Result<Option<ReadSet>, ApiError> {
    let owner = claimed_owner(call);
    if !needs_resources(call, &owner) {
        return Ok(None);
    }
    rules::read_for(&app.for_account(&owner), call, &keys(call)).await.map(Some)
}

/// Returns whether the authorization of `call`, about a mesh of `owner`, needs resources.
fn needs_resources(call: &Call, owner: &AccountId) -> bool {
    let has_policies = call.auth.caller.principal.is_some();
    has_policies && !call.lists_meshes() && depends_on_resources(&call.auth, owner)
}

/// [`authorize`] with what [`read_for`] has read.
pub(super) fn authorize_with(
    app: &App,
    call: &Call,
    read: Option<&ReadSet>,
) -> Result<(), ApiError> {
    let caller = &call.auth.caller;
    if caller.principal.is_none() {
        return Ok(());
    }
    let action = call.operation.iam_action();
    let given = given_tags(RequestContext::default(), call);
    if call.lists_meshes() {
        return authorize_action(caller, &app.identity, &action, "*", given);
    }
    let owner = claimed_owner(call);
    for key in keys(call) {
        let found = read.map(|read| read.resource(&key)).transpose()?.flatten();
        let found = found.map(|(resource, _)| resource);
        let context = with_tags(given.clone(), tags(found.as_ref()));
        let arn = match call.text("resourceArn") {
            Some(text) => canonical(text, &owner),
            None => {
                let identity = Identity { account: owner.clone(), ..app.identity.clone() };
                arn(&identity, &key, found.as_ref(), &caller.account)
            }
        };
        authorize_action(caller, &app.identity, &action, &arn, context)?;
    }
    Ok(())
}

/// Authorizes `caller` to describe `key`, which has these `tags`. `owner` is the owner of the
/// resource in a mesh of `identity`'s account, if it is not that account itself.
///
/// # Errors
///
/// `AccessDeniedException`.
pub(super) fn authorize_describe(
    caller: &Caller,
    identity: &Identity,
    key: &Key,
    owner: Option<&AccountId>,
    tags: &[Tag],
) -> Result<(), ApiError> {
    let action = model().operation_for(Verb::Describe, key.kind).iam_action();
    let arn = identity.arn(key, owner.unwrap_or(&identity.account));
    authorize_action(caller, identity, &action, &arn, with_tags(RequestContext::default(), tags))
}

/// Authorizes one action on one resource. `context` contains what is known of the resource and of
/// the request's own members; the rest is added here.
///
/// # Errors
///
/// `AccessDeniedException`.
pub(super) fn authorize_action(
    caller: &Caller,
    identity: &Identity,
    action: &str,
    arn: &str,
    context: RequestContext,
) -> Result<(), ApiError> {
    let Some(principal) = &caller.principal else { return Ok(()) };
    let context = request_context(principal.describe(context), caller, identity, arn).complete();
    let request = AccessRequest {
        action: action.to_owned(),
        resource: RequestResource::Exact(arn.to_owned()),
        context,
    };
    let tail = match principal.evaluate(&request) {
        PolicyDecision::Allowed => return Ok(()),
        PolicyDecision::ImplicitDeny => {
            format!(" because no identity-based policy allows the {action} action")
        }
        PolicyDecision::ExplicitDeny => {
            " with an explicit deny in an identity-based policy".to_owned()
        }
        PolicyDecision::OutsideBoundary => {
            format!(" because no permissions boundary allows the {action} action")
        }
        PolicyDecision::DeniedByBoundary => {
            " with an explicit deny in a permissions boundary".to_owned()
        }
        PolicyDecision::Undecidable(why) => {
            tracing::warn!(
                who = caller.arn,
                action,
                arn,
                why,
                "denied: the policies cannot be evaluated"
            );
            format!(" because no identity-based policy allows the {action} action")
        }
    };
    let text = format!(
        "User: {} is not authorized to perform: {action} on resource: {arn}{tail}",
        caller.arn
    );
    Err(ApiError::access_denied(text))
}

/// Adds the condition keys of the time, the client and the connection.
pub(super) fn request_context(
    context: RequestContext,
    caller: &Caller,
    identity: &Identity,
    arn: &str,
) -> RequestContext {
    let (now, origin) = (Timestamp::now(), &caller.origin);
    let session = caller.id.contains(':');
    let mut context = context
        .with("aws:CurrentTime", now.to_string())
        .with("aws:EpochTime", now.as_second().to_string())
        .with("aws:RequestedRegion", &identity.region)
        .with("aws:SecureTransport", origin.encrypted.to_string())
        .with("aws:ViaAWSService", "false")
        .with_all("aws:SourceIp", origin.address.map(|address| address.to_string()))
        .with_all("aws:UserAgent", origin.user_agent.clone())
        .with_all("aws:Referer", origin.referer.clone());
    if session {
        context =
            context.with("aws:userid", &caller.id).with("aws:MultiFactorAuthPresent", "false");
    }
    match arn.split(':').nth(4) {
        Some(account) => context.with("aws:ResourceAccount", account),
        None => context,
    }
}

/// Adds the tags and tag keys that the request contains.
fn given_tags(mut context: RequestContext, call: &Call) -> RequestContext {
    let list =
        |member: &str| call.input.get(member).and_then(Value::as_array).into_iter().flatten();
    let mut keys: Vec<&str> = list("tagKeys").filter_map(Value::as_str).collect();
    for tag in list("tags") {
        if let (Some(key), Some(value)) = (tag["key"].as_str(), tag["value"].as_str()) {
            context = context.with(&format!("aws:RequestTag/{key}"), value);
            keys.push(key);
        }
    }
    context.with_all("aws:TagKeys", keys)
}

/// Returns the canonical spelling of the ARN `text`, of a resource in a mesh of `owner`, so that an
/// ARN with another partition or without the mesh owner cannot bypass a policy.
fn canonical(text: &str, owner: &AccountId) -> String {
    match Arn::from_str(text) {
        Ok(arn) => Arn::new(&arn.region, &arn.account, arn.key).in_mesh_of(owner).to_string(),
        Err(_) => text.to_owned(),
    }
}

/// Returns the resources that a request must be authorized for, its own first. A list is authorized
/// for the parent of the listed resources.
fn keys(call: &Call) -> Vec<Key> {
    let Some(kind) = call.operation.kind() else {
        let arn = call.text("resourceArn").and_then(|arn| Arn::from_str(arn).ok());
        return arn.map(|arn| arn.key).into_iter().collect();
    };
    if call.operation.verb == Verb::List {
        return Key::from_members(kind.parent().unwrap_or(Kind::Mesh), &call.input)
            .into_iter()
            .collect();
    }
    let Some(key) = Key::from_members(kind, &call.input) else { return Vec::new() };
    let mut keys = IndexSet::from([key.clone()]);
    if let Some(spec) = &call.spec {
        let mentions = spec.references(&key).into_iter();
        keys.extend(mentions.filter(|one| one.role != Role::Parent).map(|one| one.to));
    }
    keys.into_iter().collect()
}

/// Returns the account that owns the mesh according to the request. The rules verify it.
fn claimed_owner(call: &Call) -> AccountId {
    let tagged = || call.text("resourceArn").and_then(|arn| Arn::from_str(arn).ok());
    match call.text("meshOwner") {
        Some(owner) => owner.parse().ok(),
        None => tagged().map(|arn| arn.mesh_owner.unwrap_or(arn.account)),
    }
    .unwrap_or_else(|| call.auth.caller.account.clone())
}

/// Returns whether a policy of `caller` has a condition on the tags of a resource.
pub(super) fn uses_resource_tags(caller: &Caller) -> bool {
    caller.principal.as_ref().is_some_and(|principal| principal.uses_resource_tags)
}

/// Returns whether the authorization of a request about the meshes of `owner` depends on the owner
/// or the tags of a resource.
fn depends_on_resources(auth: &AuthContext, owner: &AccountId) -> bool {
    let shared = *owner != auth.caller.account || auth.shares_any_of(owner);
    shared || uses_resource_tags(&auth.caller)
}

/// Reads the resource `key` from `store`, the meshes of `owner`, if its owner or its tags matter
/// for the authorization of `caller`.
pub(super) async fn read_if_needed(
    store: &dyn Store,
    auth: &AuthContext,
    owner: &AccountId,
    key: &Key,
) -> Result<Option<Resource>, ApiError> {
    if !depends_on_resources(auth, owner) {
        return Ok(None);
    }
    let (found, _) = store.read(&[Range::one(key)]).await?;
    Ok(found.first().map(Resource::read).transpose()?)
}

/// Returns the tags of a resource; none if it does not exist.
pub(super) fn tags(found: Option<&Resource>) -> &[Tag] {
    found.map_or(&[], |resource| &resource.tags)
}

/// Adds the condition keys of a resource's tags.
pub(super) fn with_tags(context: RequestContext, tags: &[Tag]) -> RequestContext {
    tags.iter().fold(context, |context, tag| {
        context.with(&format!("aws:ResourceTag/{}", tag.key), &tag.value)
    })
}

/// Returns the ARN of `key` in a mesh of `identity`'s account: that of the resource if it exists,
/// otherwise the one that it will have if `creator` creates it. A mesh always belongs to its owner.
pub(super) fn arn(
    identity: &Identity,
    key: &Key,
    found: Option<&Resource>,
    creator: &AccountId,
) -> String {
    match found {
        _ if key.kind == Kind::Mesh => identity.arn(key, &identity.account),
        Some(resource) => identity.arn(key, resource.owner(identity)),
        None => identity.arn(key, creator),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_ignores_the_partition_and_the_explicit_mesh_owner() {
        let owner: AccountId = "111122223333".parse().unwrap();
        let plain = "arn:aws:appmesh:us-west-2:111122223333:mesh/m/virtualNode/n";
        for text in [
            plain,
            "arn:aws-cn:appmesh:us-west-2:111122223333:mesh/m/virtualNode/n",
            "arn:aws:appmesh:us-west-2:111122223333:mesh/m@111122223333/virtualNode/n",
        ] {
            assert_eq!(canonical(text, &owner), plain, "case: {text}");
        }
    }
}
