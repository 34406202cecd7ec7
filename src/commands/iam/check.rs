//! `meshctl iam check`: gathers evidence about every action and weighs it.

use std::collections::BTreeMap;

use aws_types::SdkConfig;
use jiff::Timestamp;

use super::args::CheckArgs;
use super::attached::{self, AttachedPolicies};
use super::caller::{self, Owner};
use super::error::Error;
use super::plan::{Case, Question};
use super::probe::{self, Probe};
use super::report::{CheckReport, Evidence, Finding, Source, Verdict};
use super::sdk::Clients;
use super::simulation;

/// Says which actions the caller may do, as its credentials in `sdk` tell who that is. With
/// `probe`, calls are tried as well.
///
/// # Errors
///
/// [`Error::Call`] when STS does not say who the caller is. That IAM tells nothing about the
/// caller makes verdicts unknown.
pub async fn check(
    args: &CheckArgs,
    sdk: &SdkConfig,
    probe: Option<&dyn Probe>,
) -> Result<CheckReport, Error> {
    let clients = Clients::new(sdk);
    let case = Case {
        principal: caller::identify(&clients.sts).await?,
        set: args.set,
        scope: args.resource.clone(),
        region: sdk.region().map(ToString::to_string),
        now: Timestamp::now(),
    };
    Ok(weigh(case, &clients, probe).await)
}

/// Says that everything is allowed on the local control plane, and why.
#[must_use]
pub fn local(args: &CheckArgs) -> CheckReport {
    let why = "the local control plane has no authorization";
    let finding = |action: crate::iam::actions::Action| {
        let evidence = vec![Evidence::new(Source::Principal, Verdict::Allowed, why)];
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

/// Answers the questions of a case from all evidence there is.
pub(super) async fn weigh(
    mut case: Case,
    clients: &Clients,
    probe: Option<&dyn Probe>,
) -> CheckReport {
    let mut notes = Vec::new();
    let questions = case.questions();
    let mut evidence: Vec<Vec<Evidence>> = match case.principal.owner {
        Owner::Root => {
            let why = "the caller is the root user, which no policy of the account limits";
            same(&questions, Verdict::Allowed, why)
        }
        Owner::Other => {
            let why = "the caller is neither a user nor a role whose policies IAM tells";
            same(&questions, Verdict::Unknown, why)
        }
        Owner::User(_) | Owner::Role(_) => {
            documents(&mut case, clients, &questions, &mut notes).await
        }
    };
    if let Some(probe) = probe {
        let scope = case.whole_scope();
        for (question, evidence) in questions.iter().zip(&mut evidence) {
            if let Some(operation) = question.action.operation {
                evidence.push(probe::try_out(probe, operation, &scope).await);
            }
        }
    }
    let findings = questions.iter().zip(evidence).map(|(question, evidence)| {
        Finding::new(question.action.name(), question.resource.to_string(), evidence)
    });
    let findings = findings.collect();
    case.report(findings, notes)
}

fn same(questions: &[Question], verdict: Verdict, why: &str) -> Vec<Vec<Evidence>> {
    let one = vec![Evidence::new(Source::Principal, verdict, why)];
    vec![one; questions.len()]
}

/// What the policies of a user or role say: by simulation, and where that says too little, by
/// reading them.
async fn documents(
    case: &mut Case,
    clients: &Clients,
    questions: &[Question],
    notes: &mut Vec<String>,
) -> Vec<Vec<Evidence>> {
    // Of a role in use STS leaves out the path, and without it IAM knows no such role.
    let mut held: Option<AttachedPolicies> = None;
    if case.principal.session.is_some() {
        let read = attached::read(&clients.iam, &case.principal).await;
        if let Some(arn) = &read.arn {
            case.principal.arn.clone_from(arn);
        }
        held = Some(read);
        notes.push("policies given to the session itself are not seen".to_owned());
    }
    let simulated = match simulation::simulate(&clients.iam, case, questions).await {
        Ok(simulated) => simulated,
        Err(error) => {
            notes.push(format!("no simulation: {error}"));
            BTreeMap::new()
        }
    };
    let enough = questions.iter().all(|question| {
        simulated.get(&question.action.name()).is_some_and(|one| !one.partial(question))
    });
    if !enough && held.is_none() {
        held = Some(attached::read(&clients.iam, &case.principal).await);
    }
    let held = held.filter(|_| !enough);
    if let Some(held) = &held {
        notes.extend(held.missing().map(|gap| format!("not read: {gap}")));
        notes.push("policies of the organization are not seen in what was read".to_owned());
    }
    let answer = |question: &Question| {
        let simulated = simulated.get(&question.action.name());
        let judged = held.as_ref().map(|held| case.judge(question, held));
        simulation::beside(question, simulated, judged)
    };
    questions.iter().map(answer).collect()
}
