//! IAM's own simulation of a principal's policies.

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_sdk_iam::types::{
    ContextEntry, ContextKeyTypeEnum, EvaluationResult, PolicyEvaluationDecisionType as Outcome,
};

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
    let settled = boundary || verdict != Verdict::Denied;
    Simulated {
        evidence: Evidence::new(Source::Simulation, verdict, detail),
        implicit: implicit && !settled,
    }
}
