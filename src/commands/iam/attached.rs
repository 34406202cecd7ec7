//! The policies of a user or role, read through IAM.

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_sdk_iam::types::{AttachedPermissionsBoundary, AttachedPolicy, Tag};
use percent_encoding::percent_decode_str;

use crate::iam::Policy;

use super::caller::{Principal, PrincipalKind};
use super::sdk::{ActionContext as _, CallError};

/// Policies, permissions boundary and tags of a principal, and what could not be read.
#[derive(Debug, Default)]
pub(super) struct AttachedPolicies {
    /// ARN with its path; none if IAM did not return it.
    pub(super) arn: Option<String>,
    pub(super) policies: Vec<Policy>,
    pub(super) boundary: Option<Policy>,
    /// Tags of the principal; none if IAM did not return them.
    pub(super) tags: Option<BTreeMap<String, String>>,
    /// Errors of the policies that could not be read.
    pub(super) missing: Vec<String>,
    /// Error of the permissions boundary, if it could not be read.
    pub(super) boundary_error: Option<String>,
}

impl AttachedPolicies {
    /// Returns the errors of everything that could not be read.
    pub(super) fn unread(&self) -> impl Iterator<Item = &String> {
        self.missing.iter().chain(&self.boundary_error)
    }
}

/// Reads the inline and managed policies of `principal` and its groups, and its boundary.
pub(super) async fn read(iam: &Client, principal: &Principal) -> AttachedPolicies {
    let mut reader = PolicyReader { iam, found: AttachedPolicies::default() };
    match &principal.kind {
        PrincipalKind::User(name) => reader.user(name).await,
        PrincipalKind::Role(name) => reader.role(name).await,
        PrincipalKind::Root | PrincipalKind::Other => {}
    }
    reader.found
}

struct PolicyReader<'a> {
    iam: &'a Client,
    found: AttachedPolicies,
}

impl PolicyReader<'_> {
    async fn user(&mut self, name: &str) {
        let iam = self.iam;
        let answer = iam.get_user().user_name(name).send().await.for_action("iam:GetUser");
        let user = answer.map_err(|error| self.found.boundary_error = Some(error.to_string()));
        if let Ok(Some(user)) = user.map(|answer| answer.user) {
            self.found.arn = Some(user.arn);
            self.found.tags = Some(tags(user.tags.unwrap_or_default()));
            self.add_boundary(user.permissions_boundary).await;
        }
        let pages = iam.list_user_policies().user_name(name).into_paginator();
        let names = pages.items().send().try_collect().await.for_action("iam:ListUserPolicies");
        for policy in self.ok(names).unwrap_or_default() {
            let call = iam.get_user_policy().user_name(name).policy_name(&policy);
            let answer = call.send().await.for_action("iam:GetUserPolicy");
            if let Some(answer) = self.ok(answer) {
                self.add(format!("inline policy {policy}"), &answer.policy_document);
            }
        }
        let pages = iam.list_attached_user_policies().user_name(name).into_paginator();
        let list =
            pages.items().send().try_collect().await.for_action("iam:ListAttachedUserPolicies");
        self.add_managed(list).await;
        let pages = iam.list_groups_for_user().user_name(name).into_paginator();
        let groups = pages.items().send().try_collect().await.for_action("iam:ListGroupsForUser");
        for group in self.ok(groups).unwrap_or_default() {
            self.group(&group.group_name).await;
        }
    }

    async fn group(&mut self, name: &str) {
        let iam = self.iam;
        let pages = iam.list_group_policies().group_name(name).into_paginator();
        let names = pages.items().send().try_collect().await.for_action("iam:ListGroupPolicies");
        for policy in self.ok(names).unwrap_or_default() {
            let call = iam.get_group_policy().group_name(name).policy_name(&policy);
            let answer = call.send().await.for_action("iam:GetGroupPolicy");
            if let Some(answer) = self.ok(answer) {
                let label = format!("inline policy {policy} of group {name}");
                self.add(label, &answer.policy_document);
            }
        }
        let pages = iam.list_attached_group_policies().group_name(name).into_paginator();
        let list =
            pages.items().send().try_collect().await.for_action("iam:ListAttachedGroupPolicies");
        self.add_managed(list).await;
    }

    async fn role(&mut self, name: &str) {
        let iam = self.iam;
        let answer = iam.get_role().role_name(name).send().await.for_action("iam:GetRole");
        let role = answer.map_err(|error| self.found.boundary_error = Some(error.to_string()));
        if let Ok(Some(role)) = role.map(|answer| answer.role) {
            self.found.arn = Some(role.arn);
            self.found.tags = Some(tags(role.tags.unwrap_or_default()));
            self.add_boundary(role.permissions_boundary).await;
        }
        let pages = iam.list_role_policies().role_name(name).into_paginator();
        let names = pages.items().send().try_collect().await.for_action("iam:ListRolePolicies");
        for policy in self.ok(names).unwrap_or_default() {
            let call = iam.get_role_policy().role_name(name).policy_name(&policy);
            let answer = call.send().await.for_action("iam:GetRolePolicy");
            if let Some(answer) = self.ok(answer) {
                self.add(format!("inline policy {policy}"), &answer.policy_document);
            }
        }
        let pages = iam.list_attached_role_policies().role_name(name).into_paginator();
        let list =
            pages.items().send().try_collect().await.for_action("iam:ListAttachedRolePolicies");
        self.add_managed(list).await;
    }

    async fn add_managed(&mut self, list: Result<Vec<AttachedPolicy>, CallError>) {
        for policy in self.ok(list).unwrap_or_default() {
            let Some(arn) = policy.policy_arn else { continue };
            let document = self.managed(&arn).await;
            if let Some(document) = self.recorded(document) {
                let name = policy.policy_name.as_deref().unwrap_or(&arn);
                self.add(format!("managed policy {name}"), &document);
            }
        }
    }

    async fn add_boundary(&mut self, boundary: Option<AttachedPermissionsBoundary>) {
        let Some(arn) = boundary.and_then(|boundary| boundary.permissions_boundary_arn) else {
            return;
        };
        let policy = match self.managed(&arn).await {
            Ok(document) => read_document(format!("permissions boundary {arn}"), &document),
            Err(error) => Err(error),
        };
        match policy {
            Ok(policy) => self.found.boundary = Some(policy),
            Err(why) => self.found.boundary_error = Some(why),
        }
    }

    /// Returns the document of the default version of a managed policy.
    async fn managed(&self, arn: &str) -> Result<String, String> {
        let nothing = || format!("{arn} has no document");
        let answer = self.iam.get_policy().policy_arn(arn).send().await.for_action("iam:GetPolicy");
        let policy = answer.map_err(|error| error.to_string())?.policy;
        let version = policy.and_then(|policy| policy.default_version_id).ok_or_else(nothing)?;
        let call = self.iam.get_policy_version().policy_arn(arn).version_id(version);
        let answer = call.send().await.for_action("iam:GetPolicyVersion");
        let version = answer.map_err(|error| error.to_string())?.policy_version;
        version.and_then(|version| version.document).ok_or_else(nothing)
    }

    fn add(&mut self, name: String, document: &str) {
        let policy = read_document(name, document);
        let policy = self.recorded(policy);
        self.found.policies.extend(policy);
    }

    /// Returns a result, or records its error.
    fn ok<T>(&mut self, result: Result<T, CallError>) -> Option<T> {
        self.recorded(result.map_err(|error| error.to_string()))
    }

    fn recorded<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result.map_err(|error| self.found.missing.push(error)).ok()
    }
}

fn tags(tags: Vec<Tag>) -> BTreeMap<String, String> {
    tags.into_iter().map(|tag| (tag.key, tag.value)).collect()
}

fn read_document(name: String, document: &str) -> Result<Policy, String> {
    let text = decoded(document);
    Policy::parse(name.clone(), &text).map_err(|error| format!("{name}: {error}"))
}

/// Returns a policy document as JSON. IAM percent-encodes documents; other servers may not.
pub(super) fn decoded(document: &str) -> String {
    if document.trim_start().starts_with('{') {
        return document.to_owned();
    }
    percent_decode_str(document).decode_utf8_lossy().into_owned()
}
