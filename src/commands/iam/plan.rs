//! What to ask, and what the answers of policies mean. Pure.

use jiff::Timestamp;

use crate::iam::actions::{Action, policy_allowing};
use crate::iam::{
    AccessRequest, ActionSet, Decision, PolicyScope, RequestContext, RequestResource, evaluate,
};
use crate::model::Verb;

use super::attached::AttachedPolicies;
use super::caller::{Owner, Principal};
use super::report::{CheckReport, Evidence, Finding, Source, Verdict};

/// What is asked about whom.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) principal: Principal,
    pub(super) set: ActionSet,
    /// What the actions are done to, when the user said so.
    pub(super) scope: Option<PolicyScope>,
    /// Region that is called; unknown when the configuration has none.
    pub(super) region: Option<String>,
    pub(super) now: Timestamp,
}

/// One action on the resources it needs.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) action: Action,
    pub(super) resource: RequestResource,
}

impl Case {
    /// Returns the scope that was given, or every mesh of the account in the region.
    pub(super) fn whole_scope(&self) -> PolicyScope {
        let any = || "*".to_owned();
        let region = self.region.clone().unwrap_or_else(any);
        let Principal { partition, account, .. } = &self.principal;
        self.scope.clone().unwrap_or_else(|| PolicyScope::every_mesh(partition, &region, account))
    }

    /// Returns a question for each action of the set, in name order.
    pub(super) fn questions(&self) -> Vec<Question> {
        let scope = self.whole_scope();
        let question = |action: Action| {
            let arn = scope.resources(action.operation);
            let resource = if action.has_no_resource() {
                RequestResource::Exact("*".to_owned())
            } else if arn.contains(['*', '?']) {
                RequestResource::AllMatching(arn)
            } else {
                RequestResource::Exact(arn)
            };
            Question { action, resource }
        };
        self.set.actions().into_iter().map(question).collect()
    }

    /// Says what is known of the condition keys of a request. The address it comes from, tags of
    /// the resource and tags in the request are not.
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
        context = match &principal.owner {
            Owner::User(name) => {
                context.with("aws:username", name).with("aws:PrincipalType", "User")
            }
            Owner::Role(_) => {
                context.without("aws:username").with("aws:PrincipalType", "AssumedRole")
            }
            Owner::Root | Owner::Other => context,
        };
        let known = attached.arn.is_some() || matches!(principal.owner, Owner::User(_));
        if known {
            // Of a role in use, this key holds the role's ARN and not the session's.
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

    /// Judges a question by the policies that were read.
    pub(super) fn judge(&self, question: &Question, attached: &AttachedPolicies) -> Evidence {
        let request = AccessRequest {
            action: question.action.name(),
            resource: question.resource.clone(),
            context: self.context(&question.action, attached),
        };
        let mut decision = evaluate(&attached.policies, &request);
        if let Some(boundary) = &attached.boundary {
            decision = decision.within(evaluate(std::slice::from_ref(boundary), &request));
        }
        let (verdict, detail) = match decision {
            Decision::ExplicitDeny { statement } => {
                let why = format!("denied by {statement}");
                return Evidence::new(Source::Policies, Verdict::Denied, why).by_statement();
            }
            // What was not read may allow what the rest does not, or deny what it does.
            _ if !attached.missing.is_empty() => {
                (Verdict::Unknown, "not every policy could be read".to_owned())
            }
            Decision::ImplicitDeny if attached.boundary.is_some() => {
                (Verdict::Denied, "policies and permissions boundary do not both allow it".into())
            }
            Decision::ImplicitDeny => (Verdict::Denied, "no policy allows it".to_owned()),
            _ if attached.boundary_error.is_some() => {
                (Verdict::Unknown, "whether there is a permissions boundary is not known".into())
            }
            Decision::Allowed { statement } => {
                (Verdict::Allowed, format!("allowed by {statement}"))
            }
            Decision::Unknown { why } => (Verdict::Unknown, why),
        };
        Evidence::new(Source::Policies, verdict, detail)
    }

    /// Sums up the findings.
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
            notes.push("a mesh named with `--resource` may settle what is unknown".to_owned());
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
