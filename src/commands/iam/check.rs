//! `meshctl iam check`: gathers evidence for each action and combines it into a verdict.

use std::collections::BTreeMap;

use aws_types::SdkConfig;
use jiff::Timestamp;

use super::args::CheckArgs;
use super::attached::{self, AttachedPolicies};
use super::caller::{self, PrincipalKind};
use super::error::IamError;
use super::plan::{PermissionCheck, PermissionQuery};
use super::probe::{self, Probe};
use super::report::{CheckReport, Evidence, EvidenceSource, Finding, Verdict};
use super::sdk::AwsClients;
use super::simulation;

/// Checks which actions are allowed for the caller with the credentials in `sdk`. With `probe`, also
/// calls App Mesh.
///
/// # Errors
///
/// [`IamError::Call`] when STS does not identify the caller. If IAM does not return the caller's
/// policies, verdicts are unknown.
pub async fn check(
    args: &CheckArgs,
    sdk: &SdkConfig,
    probe: Option<&dyn Probe>,
) -> Result<CheckReport, IamError> {
    let clients = AwsClients::new(sdk);
    let case = PermissionCheck {
        principal: caller::identify(&clients.sts).await?,
        set: args.set,
        scope: args.resource.clone(),
        region: sdk.region().map(ToString::to_string),
        now: Timestamp::now(),
    };
    Ok(evaluate_all(case, &clients, probe).await)
}

/// Returns the report for the local control plane, where everything is allowed.
#[must_use]
pub fn local(args: &CheckArgs) -> CheckReport {
    let why = "the local control plane has no authorization";
    let finding = |action: crate::iam::actions::Action| {
        let evidence = vec![Evidence::new(EvidenceSource::Principal, Verdict::Allowed, why)];
        let resource = args.resource.as_ref().map_or_else(|| "*".to_owned(), ToString::to_string);
        Finding::new(action.name(), resource, evidence)
    };
    CheckReport {
        principal: None,
        set: args.set,
        verdict: Verdict::Allowed,
        actions: args.set.actions().into_iter().map(finding).collect(),
        notes: vec![why.to_owned()],
        remedy: None,
    }
}

/// Evaluates each action of the check with all available evidence.
pub(super) async fn evaluate_all(
    mut case: PermissionCheck,
    clients: &AwsClients,
    probe: Option<&dyn Probe>,
) -> CheckReport {
    let mut notes = Vec::new();
    let queries = case.queries();
    let mut evidence: Vec<Vec<Evidence>> = match case.principal.kind {
        PrincipalKind::Root => {
            let why = "the caller is the root user, which policies do not restrict";
            same(&queries, Verdict::Allowed, why)
        }
        PrincipalKind::Other => {
            let why = "the caller is not an IAM user or role, so its policies cannot be read";
            same(&queries, Verdict::Unknown, why)
        }
        PrincipalKind::User(_) | PrincipalKind::Role(_) => {
            policy_evidence(&mut case, clients, &queries, &mut notes).await
        }
    };
    if let Some(probe) = probe {
        let scope = case.effective_scope();
        for (query, evidence) in queries.iter().zip(&mut evidence) {
            if let Some(operation) = query.action.operation {
                evidence.push(probe::run_probe(probe, operation, &scope).await);
            }
        }
    }
    let findings = queries.iter().zip(evidence).map(|(query, evidence)| {
        Finding::new(query.action.name(), query.resource.to_string(), evidence)
    });
    let findings = findings.collect();
    case.report(findings, notes)
}

fn same(queries: &[PermissionQuery], verdict: Verdict, why: &str) -> Vec<Vec<Evidence>> {
    let one = vec![Evidence::new(EvidenceSource::Principal, verdict, why)];
    vec![one; queries.len()]
}

/// Gathers evidence from the policies of a user or role: by simulation and, if that is not
/// sufficient, by reading and evaluating them.
async fn policy_evidence(
    case: &mut PermissionCheck,
    clients: &AwsClients,
    queries: &[PermissionQuery],
    notes: &mut Vec<String>,
) -> Vec<Vec<Evidence>> {
    // STS omits the path of a role session's role, and IAM requires it.
    let mut held: Option<AttachedPolicies> = None;
    if case.principal.session.is_some() {
        let read = attached::read(&clients.iam, &case.principal).await;
        if let Some(arn) = &read.arn {
            case.principal.arn.clone_from(arn);
        }
        held = Some(read);
        notes.push("session policies are not taken into account".to_owned());
    }
    let simulated = match simulation::simulate(&clients.iam, case, queries).await {
        Ok(simulated) => simulated,
        Err(error) => {
            notes.push(format!("policy simulation failed: {error}"));
            BTreeMap::new()
        }
    };
    let enough = queries.iter().all(|query| {
        simulated.get(&query.action.name()).is_some_and(|one| !one.is_inconclusive(query))
    });
    if !enough && held.is_none() {
        held = Some(attached::read(&clients.iam, &case.principal).await);
    }
    let held = held.filter(|_| !enough);
    if let Some(held) = &held {
        notes.extend(held.unread().map(|gap| format!("could not read {gap}")));
        notes.push("service control policies are not taken into account".to_owned());
    }
    let evidence = |query: &PermissionQuery| {
        let simulated = simulated.get(&query.action.name());
        let evaluated = held.as_ref().map(|held| case.evaluate_policies(query, held));
        simulation::combine(query, simulated, evaluated)
    };
    queries.iter().map(evidence).collect()
}
