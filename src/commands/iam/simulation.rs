//! IAM's simulation of a principal's policies.

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_sdk_iam::types::{
    ContextEntry, ContextKeyTypeEnum, EvaluationResult, PolicyEvaluationDecisionType as Outcome,
};

use crate::iam::RequestResource;
use crate::model::extension::WHOLE_PATTERN;

use super::plan::{PermissionCheck, PermissionQuery};
use super::report::{Evidence, EvidenceSource, Verdict};
use super::sdk::{ActionContext as _, CallError};

/// Result of the simulation of one query.
#[derive(Debug)]
pub(super) struct SimulationResult {
    pub(super) evidence: Evidence,
    /// Whether it was denied only because no statement allows it.
    pub(super) implicit: bool,
}

impl SimulationResult {
    /// Returns whether the result is inconclusive because the resource is a pattern: IAM treats the
    /// pattern as a name, so an implicit deny of it does not imply one of the matching resources.
    pub(super) fn is_inconclusive(&self, query: &PermissionQuery) -> bool {
        self.implicit && matches!(query.resource, RequestResource::AllMatching(_))
    }
}

/// Combines the simulation with the evaluation of policies, weakest evidence first.
pub(super) fn combine(
    query: &PermissionQuery,
    simulated: Option<&SimulationResult>,
    evaluated: Option<Evidence>,
) -> Vec<Evidence> {
    match (simulated, evaluated) {
        (Some(one), Some(evaluated)) if one.is_inconclusive(query) => {
            let mut evidence = one.evidence.clone();
            if evaluated.verdict != Verdict::Denied {
                evidence.verdict = Verdict::Unknown;
            }
            vec![evaluated, evidence]
        }
        (Some(one), _) => vec![one.evidence.clone()],
        (None, evaluated) => evaluated.into_iter().collect(),
    }
}

/// Simulates all queries, with one call per resource. Results are by action name.
pub(super) async fn simulate(
    iam: &Client,
    case: &PermissionCheck,
    queries: &[PermissionQuery],
) -> Result<BTreeMap<String, SimulationResult>, CallError> {
    let mut by_resource: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for query in queries {
        let actions = by_resource.entry(query.resource.to_string()).or_default();
        actions.push(query.action.name());
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
        for result in results.for_action("iam:SimulatePrincipalPolicy")? {
            found.insert(result.eval_action_name().to_owned(), read(&result));
        }
    }
    Ok(found)
}

/// Reads a result. If the simulation lacked a condition key, or an organization's policy denies the
/// action, whose conditions are not simulated, anything but an explicit denial is unknown.
fn read(result: &EvaluationResult) -> SimulationResult {
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
            (Verdict::Denied, "not allowed by the permissions boundary".to_owned())
        }
        _ if !missing.is_empty() => {
            (Verdict::Unknown, format!("depends on {}", missing.join(", ")))
        }
        Outcome::ImplicitDeny if organization => {
            (Verdict::Unknown, "may not be allowed by a policy of the organization".to_owned())
        }
        Outcome::ImplicitDeny => (Verdict::Denied, "no statement allows it".to_owned()),
        Outcome::Allowed => (Verdict::Allowed, "allowed".to_owned()),
        other => (Verdict::Unknown, format!("IAM returned `{other}`")),
    };
    let whole = result.eval_decision_details().is_some_and(|one| one.contains_key(WHOLE_PATTERN));
    let settled = boundary || whole || verdict != Verdict::Denied;
    let mut evidence = Evidence::new(EvidenceSource::Simulation, verdict, detail);
    if *result.eval_decision() == Outcome::ExplicitDeny {
        evidence = evidence.explicit_denial();
    }
    SimulationResult { evidence, implicit: implicit && !settled }
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
    fn results_are_unknown_if_the_simulation_is_incomplete() {
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
    fn policies_decide_an_implicit_deny_of_a_pattern() {
        use Verdict::{Allowed, Denied, Unknown};
        let verdict = |outcome, resource, evaluated| {
            let action = ActionSet::Canary.actions()[0];
            let query = PermissionQuery { action, resource };
            let simulated = read(&result(outcome).build().unwrap());
            let evaluated = Evidence::new(EvidenceSource::Policies, evaluated, "x");
            let evidence = combine(&query, Some(&simulated), Some(evaluated));
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
        for (outcome, resource, evaluated, want) in cases {
            let case = format!("{outcome} {resource:?} {evaluated}");
            assert_eq!(verdict(outcome, resource, evaluated), want, "{case}");
        }
    }
}
