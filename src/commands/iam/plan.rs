//! Which permissions to check, and what policies say about them. Pure.

use jiff::Timestamp;

use crate::iam::actions::{Action, policy_allowing};
use crate::iam::{
    AccessRequest, ActionSet, Decision, PolicyScope, RequestContext, RequestResource, evaluate,
};
use crate::model::Verb;

use super::attached::AttachedPolicies;
use super::caller::{Principal, PrincipalKind};
use super::report::{CheckReport, Evidence, EvidenceSource, Finding, Verdict};

/// A set of permissions to check for a principal.
#[derive(Debug)]
pub(super) struct PermissionCheck {
    pub(super) principal: Principal,
    pub(super) set: ActionSet,
    /// Resources of the actions, if the user gave them.
    pub(super) scope: Option<PolicyScope>,
    /// Region of the calls; none if the configuration has none.
    pub(super) region: Option<String>,
    pub(super) now: Timestamp,
}

/// One action and the resources it applies to.
#[derive(Debug, Clone)]
pub(super) struct PermissionQuery {
    pub(super) action: Action,
    pub(super) resource: RequestResource,
}

impl PermissionCheck {
    /// Returns the scope that was given, or every mesh of the account in the region.
    pub(super) fn effective_scope(&self) -> PolicyScope {
        let any = || "*".to_owned();
        let region = self.region.clone().unwrap_or_else(any);
        let Principal { partition, account, .. } = &self.principal;
        self.scope.clone().unwrap_or_else(|| PolicyScope::every_mesh(partition, &region, account))
    }

    /// Returns a query for each action of the set, in name order.
    pub(super) fn queries(&self) -> Vec<PermissionQuery> {
        let scope = self.effective_scope();
        let query = |action: Action| {
            let arn = scope.resources(action.operation);
            let resource = if action.has_no_resource() {
                RequestResource::Exact("*".to_owned())
            } else if arn.contains(['*', '?']) {
                RequestResource::AllMatching(arn)
            } else {
                RequestResource::Exact(arn)
            };
            PermissionQuery { action, resource }
        };
        self.set.actions().into_iter().map(query).collect()
    }

    /// Returns the known condition keys of a request. The source address, the tags of the resource
    /// and the tags in the request are unknown.
    fn context(&self, action: &Action, attached: &AttachedPolicies) -> RequestContext {
        let principal = &self.principal;
        let mut context = RequestContext::default()
            .with("aws:PrincipalAccount", &principal.account)
            .with("aws:CurrentTime", self.now.to_string())
            .with("aws:EpochTime", self.now.as_second().to_string())
            .with("aws:ViaAWSService", "false");
        if let Some(region) = &self.region {
            context = context.with("aws:RequestedRegion", region);
        }
        context = match &principal.kind {
            PrincipalKind::User(name) => {
                context.with("aws:username", name).with("aws:PrincipalType", "User")
            }
            PrincipalKind::Role(_) => {
                context.without("aws:username").with("aws:PrincipalType", "AssumedRole")
            }
            PrincipalKind::Root | PrincipalKind::Other => context,
        };
        let known = attached.arn.is_some() || matches!(principal.kind, PrincipalKind::User(_));
        if known {
            // For a role session, this key is the ARN of the role, not of the session.
            context = context.with("aws:PrincipalArn", &principal.arn);
        }
        if let Some(tags) = &attached.tags {
            for (key, value) in tags {
                context = context.with(&format!("aws:PrincipalTag/{key}"), value);
            }
            context = context.without("aws:PrincipalTag/");
        }
        let verb = action.operation.map(|operation| operation.verb);
        if !matches!(verb, Some(Verb::Create | Verb::Tag)) {
            context = context.without("aws:RequestTag/");
            if verb != Some(Verb::Untag) {
                context = context.without("aws:TagKeys");
            }
        }
        context
    }

    /// Evaluates the policies that were read for one query.
    pub(super) fn evaluate_policies(
        &self,
        query: &PermissionQuery,
        attached: &AttachedPolicies,
    ) -> Evidence {
        let request = AccessRequest {
            action: query.action.name(),
            resource: query.resource.clone(),
            context: self.context(&query.action, attached),
        };
        let mut decision = evaluate(&attached.policies, &request);
        if let Some(boundary) = &attached.boundary {
            decision = decision.within(evaluate(std::slice::from_ref(boundary), &request));
        }
        let (verdict, detail) = match decision {
            Decision::ExplicitDeny { statement } => {
                let why = format!("denied by {statement}");
                return Evidence::new(EvidenceSource::Policies, Verdict::Denied, why)
                    .explicit_denial();
            }
            // A policy that was not read may allow or deny the action.
            _ if !attached.missing.is_empty() => {
                (Verdict::Unknown, "not every policy could be read".to_owned())
            }
            Decision::ImplicitDeny if attached.boundary.is_some() => (
                Verdict::Denied,
                "not allowed by both the policies and the permissions boundary".into(),
            ),
            Decision::ImplicitDeny => (Verdict::Denied, "no policy allows it".to_owned()),
            _ if attached.boundary_error.is_some() => {
                (Verdict::Unknown, "the permissions boundary could not be read".into())
            }
            Decision::Allowed { statement } => {
                (Verdict::Allowed, format!("allowed by {statement}"))
            }
            Decision::Unknown { why } => (Verdict::Unknown, why),
        };
        Evidence::new(EvidenceSource::Policies, verdict, detail)
    }

    /// Returns the report on the findings.
    pub(super) fn report(self, actions: Vec<Finding>, mut notes: Vec<String>) -> CheckReport {
        let worst = actions.iter().map(|finding| finding.verdict).max();
        let verdict = worst.unwrap_or(Verdict::Allowed);
        let denied = |action: &Action| {
            let name = action.name();
            actions.iter().any(|one| {
                let explicit = one.evidence.iter().any(|evidence| evidence.explicit);
                one.action == name && one.verdict == Verdict::Denied && !explicit
            })
        };
        let missing: Vec<Action> = self.set.actions().into_iter().filter(denied).collect();
        let remedy = (!missing.is_empty()).then(|| policy_allowing(&missing, self.scope.as_ref()));
        if verdict == Verdict::Unknown && self.scope.is_none() {
            notes.push("naming a mesh with `--resource` may resolve unknown verdicts".to_owned());
        }
        CheckReport {
            principal: Some(self.principal),
            set: self.set,
            verdict,
            actions,
            notes,
            remedy,
        }
    }
}
