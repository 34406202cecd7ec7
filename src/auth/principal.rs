//! Users and roles, and the evaluation of their policies.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::iam::{AccessRequest, Decision, Policy, RequestContext, evaluate};
use crate::model::arn::AccountId;

/// A user or role.
#[derive(Debug, Clone, PartialEq)]
pub struct Principal {
    /// Its account.
    pub account: AccountId,
    /// User or role, with its name.
    pub kind: PrincipalKind,
    /// Its ARN with its path.
    pub arn: String,
    permissions: Permissions,
    /// Whether one of its policies has a condition on the tags of a resource.
    pub uses_resource_tags: bool,
}

/// The policies and tags of a principal.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Permissions {
    pub(super) policies: Vec<Policy>,
    pub(super) boundary: Option<Policy>,
    pub(super) tags: BTreeMap<String, String>,
}

/// The kind of a principal, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A user.
    User(String),
    /// A role.
    Role(String),
}

/// The decision of a principal's policies on a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyDecision {
    /// A policy allows the request.
    Allowed,
    /// No policy allows the request.
    ImplicitDeny,
    /// A statement of a policy denies the request.
    ExplicitDeny,
    /// The policies allow the request, but the permissions boundary does not.
    OutsideBoundary,
    /// A statement of the permissions boundary denies the request.
    DeniedByBoundary,
    /// Undecidable, with the reason; treated as a denial.
    Undecidable(String),
}

impl Principal {
    pub(super) fn new(
        account: AccountId,
        kind: PrincipalKind,
        arn: String,
        permissions: Permissions,
    ) -> Self {
        let mut policies = permissions.policies.iter().chain(&permissions.boundary);
        let uses_resource_tags =
            policies.any(|policy| policy.uses_condition_key("aws:resourcetag/"));
        Self { account, kind, arn, permissions, uses_resource_tags }
    }

    /// Returns the unique ID that IAM would assign. It is derived from the ARN, so it does not
    /// change.
    #[must_use]
    pub fn id(&self) -> String {
        let prefix = match self.kind {
            PrincipalKind::User(_) => "AIDA",
            PrincipalKind::Role(_) => "AROA",
        };
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let hash = Sha256::digest(&self.arn);
        let rest = hash.iter().take(17).map(|byte| char::from(letters[usize::from(byte % 32)]));
        prefix.chars().chain(rest).collect()
    }

    /// Adds the condition keys of the principal to `context`: `aws:PrincipalArn`, `aws:username`
    /// and others.
    #[must_use]
    pub fn describe(&self, context: RequestContext) -> RequestContext {
        let mut context = context
            .with("aws:PrincipalArn", &self.arn)
            .with("aws:PrincipalAccount", self.account.as_str())
            .with("aws:PrincipalIsAWSService", "false");
        context = match &self.kind {
            PrincipalKind::User(name) => context
                .with("aws:username", name)
                .with("aws:userid", self.id())
                .with("aws:PrincipalType", "User"),
            PrincipalKind::Role(_) => context.with("aws:PrincipalType", "AssumedRole"),
        };
        for (key, value) in &self.permissions.tags {
            context = context.with(&format!("aws:PrincipalTag/{key}"), value);
        }
        context
    }

    /// Evaluates the policies, and the permissions boundary if there is one, for `request`.
    #[must_use]
    pub fn evaluate(&self, request: &AccessRequest) -> PolicyDecision {
        let policies = evaluate(&self.permissions.policies, request);
        let boundary = self
            .permissions
            .boundary
            .as_ref()
            .map(|one| evaluate(std::slice::from_ref(one), request));
        match (policies, boundary) {
            (Decision::ExplicitDeny { .. }, _) => PolicyDecision::ExplicitDeny,
            (_, Some(Decision::ExplicitDeny { .. })) => PolicyDecision::DeniedByBoundary,
            (Decision::ImplicitDeny, _) => PolicyDecision::ImplicitDeny,
            (_, Some(Decision::ImplicitDeny)) => PolicyDecision::OutsideBoundary,
            (Decision::Unknown { why }, _) | (_, Some(Decision::Unknown { why })) => {
                PolicyDecision::Undecidable(why)
            }
            (Decision::Allowed { .. }, _) => PolicyDecision::Allowed,
        }
    }
}
