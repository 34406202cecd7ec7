//! IAM's own simulation of a principal's policies.

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_sdk_iam::types::{
    ContextEntry, ContextKeyTypeEnum, EvaluationResult, PolicyEvaluationDecisionType as Outcome,
};

use crate::iam::RequestResource;
use crate::model::extension::WHOLE_PATTERN;

use super::plan::{Case, Question};
use super::report::{Evidence, Source, Verdict};
use super::sdk::{CallError, Named as _};

/// What IAM says about one question.
#[derive(Debug)]
pub(super) struct Simulated {
    pub(super) evidence: Evidence,
    /// Whether it was denied only because nothing was found that allows it.
    pub(super) implicit: bool,
}

impl Simulated {
    /// Whether it says nothing of the resources that were meant: IAM takes a pattern for a name,
    /// so that nothing allows it does not mean that nothing allows what it stands for.
    pub(super) fn partial(&self, question: &Question) -> bool {
        self.implicit && matches!(question.resource, RequestResource::AllMatching(_))
    }
}

/// Puts what the simulation says beside what the policies say, the weaker first.
pub(super) fn beside(
    question: &Question,
    simulated: Option<&Simulated>,
    judged: Option<Evidence>,
) -> Vec<Evidence> {
    match (simulated, judged) {
        (Some(one), Some(judged)) if one.partial(question) => {
            let mut evidence = one.evidence.clone();
            if judged.verdict != Verdict::Denied {
                evidence.verdict = Verdict::Unknown;
            }
            vec![judged, evidence]
        }
        (Some(one), _) => vec![one.evidence.clone()],
        (None, judged) => judged.into_iter().collect(),
    }
}

/// Asks IAM about all questions: one call for those with the same resource. Answers are by the
/// name of the action.
pub(super) async fn simulate(
    iam: &Client,
    case: &Case,
    questions: &[Question],
) -> Result<BTreeMap<String, Simulated>, CallError> {
    let mut by_resource: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for question in questions {
        let actions = by_resource.entry(question.resource.to_string()).or_default();
        actions.push(question.action.name());
    }
    let region = case.region.as_ref().map(|region| {
        ContextEntry::builder()
            .context_key_name("aws:RequestedRegion")
            .context_key_type(ContextKeyTypeEnum::String)
            .context_key_values(region)
            .build()
    });
    let mut found = BTreeMap::new();
    for (resource, actions) in by_resource {
        let call = iam
            .simulate_principal_policy()
            .policy_source_arn(&case.principal.arn)
            .set_action_names(Some(actions))
            .resource_arns(&resource)
            .set_context_entries(region.clone().map(|region| vec![region]));
        let results = call.into_paginator().items().send().try_collect().await;
        for result in results.named("iam:SimulatePrincipalPolicy")? {
            found.insert(result.eval_action_name().to_owned(), read(&result));
        }
    }
    Ok(found)
}

/// Reads a result. A key that the simulation lacked, or an organization that may only seem to say
/// no because its conditions are not simulated, leaves everything but an explicit denial unknown.
fn read(result: &EvaluationResult) -> Simulated {
    let organization =
        result.organizations_decision_detail().is_some_and(|one| !one.allowed_by_organizations());
    let boundary = result
        .permissions_boundary_decision_detail()
        .is_some_and(|one| !one.allowed_by_permissions_boundary());
    let missing = result.missing_context_values();
    let implicit = *result.eval_decision() == Outcome::ImplicitDeny;
    let (verdict, detail) = match result.eval_decision() {
        Outcome::ExplicitDeny => (Verdict::Denied, "explicitly denied".to_owned()),
        Outcome::ImplicitDeny if boundary => {
            (Verdict::Denied, "the permissions boundary does not allow it".to_owned())
        }
        _ if !missing.is_empty() => {
            (Verdict::Unknown, format!("it depends on {}", missing.join(", ")))
        }
        Outcome::ImplicitDeny if organization => {
            (Verdict::Unknown, "a policy of the organization may not allow it".to_owned())
        }
        Outcome::ImplicitDeny => (Verdict::Denied, "nothing allows it".to_owned()),
        Outcome::Allowed => (Verdict::Allowed, "allowed".to_owned()),
        other => (Verdict::Unknown, format!("IAM says `{other}`")),
    };
    let whole = result.eval_decision_details().is_some_and(|one| one.contains_key(WHOLE_PATTERN));
    let settled = boundary || whole || verdict != Verdict::Denied;
    let mut evidence = Evidence::new(Source::Simulation, verdict, detail);
    if *result.eval_decision() == Outcome::ExplicitDeny {
        evidence = evidence.by_statement();
    }
    Simulated { evidence, implicit: implicit && !settled }
}

#[cfg(test)]
mod tests {
    use aws_sdk_iam::types::{OrganizationsDecisionDetail, PermissionsBoundaryDecisionDetail};

    use super::*;
    use crate::commands::iam::report::Finding;
    use crate::iam::ActionSet;

    fn result(outcome: Outcome) -> aws_sdk_iam::types::builders::EvaluationResultBuilder {
        EvaluationResult::builder().eval_action_name("appmesh:ListRoutes").eval_decision(outcome)
    }

    #[test]
    fn results_are_certain_only_where_the_simulation_saw_everything() {
        let by_organization = |allowed| {
            OrganizationsDecisionDetail::builder().allowed_by_organizations(allowed).build()
        };
        let boundary = PermissionsBoundaryDecisionDetail::builder()
            .allowed_by_permissions_boundary(false)
            .build();
        let cases = [
            ("allowed", result(Outcome::Allowed), Verdict::Allowed, false),
            ("explicit", result(Outcome::ExplicitDeny), Verdict::Denied, false),
            ("implicit", result(Outcome::ImplicitDeny), Verdict::Denied, true),
            (
                "organization",
                result(Outcome::ImplicitDeny).organizations_decision_detail(by_organization(false)),
                Verdict::Unknown,
                false,
            ),
            (
                "organization allows",
                result(Outcome::ImplicitDeny).organizations_decision_detail(by_organization(true)),
                Verdict::Denied,
                true,
            ),
            (
                "boundary",
                result(Outcome::ImplicitDeny).permissions_boundary_decision_detail(boundary),
                Verdict::Denied,
                false,
            ),
            (
                "implicit, of all that a pattern covers",
                result(Outcome::ImplicitDeny)
                    .eval_decision_details(WHOLE_PATTERN, Outcome::ImplicitDeny),
                Verdict::Denied,
                false,
            ),
            (
                "allowed, key missing",
                result(Outcome::Allowed).missing_context_values("aws:SourceIp"),
                Verdict::Unknown,
                false,
            ),
            (
                "explicit, key missing",
                result(Outcome::ExplicitDeny).missing_context_values("aws:SourceIp"),
                Verdict::Denied,
                false,
            ),
        ];
        for (case, result, verdict, implicit) in cases {
            let read = read(&result.build().unwrap());
            assert_eq!((read.evidence.verdict, read.implicit), (verdict, implicit), "{case}");
        }
    }

    #[test]
    fn nothing_found_for_a_pattern_is_settled_by_the_policies() {
        use Verdict::{Allowed, Denied, Unknown};
        let verdict = |outcome, resource, judged| {
            let action = ActionSet::Canary.actions()[0];
            let question = Question { action, resource };
            let simulated = read(&result(outcome).build().unwrap());
            let judged = Evidence::new(Source::Policies, judged, "x");
            let evidence = beside(&question, Some(&simulated), Some(judged));
            Finding::new(String::new(), String::new(), evidence).verdict
        };
        let each = || RequestResource::AllMatching("arn:*".to_owned());
        let one = || RequestResource::Exact("arn:x".to_owned());
        let cases = [
            (Outcome::ImplicitDeny, each(), Unknown, Unknown),
            (Outcome::ImplicitDeny, each(), Denied, Denied),
            (Outcome::ImplicitDeny, each(), Allowed, Allowed),
            (Outcome::ImplicitDeny, one(), Unknown, Denied),
            (Outcome::ExplicitDeny, each(), Unknown, Denied),
            (Outcome::Allowed, each(), Unknown, Allowed),
        ];
        for (outcome, resource, judged, want) in cases {
            let case = format!("{outcome} {resource:?} {judged}");
            assert_eq!(verdict(outcome, resource, judged), want, "{case}");
        }
    }
}
