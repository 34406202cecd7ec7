//! Users and roles, and what their policies say about a request.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::iam::{AccessRequest, Decision, Policy, RequestContext, evaluate};
use crate::model::arn::AccountId;

/// A user or role.
#[derive(Debug, Clone, PartialEq)]
pub struct Principal {
    /// Its account.
    pub account: AccountId,
    /// What it is.
    pub kind: PrincipalKind,
    /// Its ARN, path included.
    pub arn: String,
    permissions: Permissions,
    /// Whether any of its policies asks for the tags of a resource.
    pub uses_resource_tags: bool,
}

/// What a principal may, and what its tags are.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Permissions {
    pub(super) policies: Vec<Policy>,
    pub(super) boundary: Option<Policy>,
    pub(super) tags: BTreeMap<String, String>,
}

/// What a principal is, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A user.
    User(String),
    /// A role.
    Role(String),
}

/// What a principal's policies say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyDecision {
    /// It may.
    Allowed,
    /// No policy allows it.
    ImplicitDeny,
    /// A statement of a policy denies it.
    ExplicitDeny,
    /// Its policies would allow it, but not its permissions boundary.
    OutsideBoundary,
    /// A statement of its permissions boundary denies it.
    DeniedByBoundary,
    /// It cannot be told, and why. At a door, that is a no.
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

    /// Returns the id that IAM would have given it: the same as long as its ARN is.
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

    /// Adds to `context` what is known of it: `aws:PrincipalArn`, `aws:username` and their kind.
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

    /// Says what its policies, and its boundary if it has one, say about `request`.
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
