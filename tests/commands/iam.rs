//! `meshctl iam` against moto, which enforces the policies of callers.

mod command;
mod moto;
mod signed;

use aws_types::SdkConfig;
use meshctl::commands::iam::{
    CheckArgs, CheckReport, Command, EvidenceSource, GrantArgs, GrantOutcome, IamReport, IamTarget,
    Verdict, check, run,
};
use meshctl::commands::{Output, Report as _};
use meshctl::error::ErrorKind;
use meshctl::iam::{ActionSet, policy_document};
use serde_json::{Value, json};

use moto::Moto;
use signed::Signed;

const READ_ONLY: [&str; 2] = ["iam:Get*", "iam:List*"];

fn allow(actions: &[&str]) -> Value {
    json!({"Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*"}})
}

/// Verdicts of one source, by operation: `UpdateMesh denied`.
fn verdicts(report: &CheckReport, source: EvidenceSource) -> Vec<String> {
    let verdicts = report.actions.iter().flat_map(|finding| {
        let action = finding.action.replace("appmesh:", "");
        let evidence = finding.evidence.iter().filter(|one| one.source == source);
        evidence.map(|one| format!("{action} {}", one.verdict)).collect::<Vec<_>>()
    });
    verdicts.collect()
}

fn all(verdict: Verdict) -> Vec<String> {
    let actions = ActionSet::All.actions();
    actions.iter().map(|one| format!("{} {verdict}", one.name().replace("appmesh:", ""))).collect()
}

async fn checked(args: &CheckArgs, sdk: &SdkConfig) -> CheckReport {
    let probe = Signed::new(sdk);
    check(args, sdk, args.probe.then_some(&probe)).await.unwrap()
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn check_allows_a_user_once_the_policy_is_attached() {
    let moto = Moto::start();
    let admin = moto.user("admin", &allow(&["*"])).await;
    let dj = moto.user("dj", &allow(&READ_ONLY)).await;
    moto.enforce();
    let args = CheckArgs { probe: true, ..CheckArgs::default() };

    let before = checked(&args, &dj).await;
    assert_eq!(before.verdict.failure(), Some(ErrorKind::Failed));
    assert_eq!(verdicts(&before, EvidenceSource::Policies), all(Verdict::Denied));
    assert_eq!(before.remedy, Some(policy_document(ActionSet::All, None)));
    assert_eq!(before.principal.as_ref().unwrap().arn, "arn:aws:iam::123456789012:user/dj");
    let probes = verdicts(&before, EvidenceSource::Probe);
    for (operation, verdict) in PROBES {
        let want = if *verdict == "unknown" { "unknown" } else { "denied" };
        assert!(probes.contains(&format!("{operation} {want}")), "{operation}: {probes:?}");
    }

    moto.attach(&admin, "dj", "AppMesh", before.remedy.as_ref().unwrap()).await;
    let after = checked(&args, &dj).await;
    assert_eq!(verdicts(&after, EvidenceSource::Policies), all(Verdict::Allowed));
    let probes = verdicts(&after, EvidenceSource::Probe);
    for (operation, verdict) in PROBES {
        assert!(probes.contains(&format!("{operation} {verdict}")), "{operation}: {probes:?}");
    }
    assert_eq!((after.verdict, after.remedy), (Verdict::Allowed, None));
}

/// Results of probes when everything is allowed: moto lacks the operations that are unknown.
const PROBES: &[(&str, &str)] = &[
    ("ListMeshes", "allowed"),
    ("DescribeMesh", "allowed"),
    ("UpdateMesh", "allowed"),
    ("DeleteMesh", "allowed"),
    ("UpdateRoute", "allowed"),
    ("DeleteVirtualNode", "allowed"),
    ("TagResource", "allowed"),
    ("CreateMesh", "unknown"),
    ("ListVirtualServices", "unknown"),
];

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn check_includes_policies_of_groups() {
    let moto = Moto::start();
    let dj = moto.user("dj", &allow(&["*"])).await;
    let args = CheckArgs { set: ActionSet::Canary, ..CheckArgs::default() };
    let verdict = |report: &CheckReport, action: &str| {
        let finding = report.actions.iter().find(|one| one.action == action).unwrap();
        (finding.verdict, finding.evidence.last().unwrap().detail.clone())
    };
    let report = checked(&args, &dj).await;
    let why = "allowed by inline policy own, statement 1".to_owned();
    assert_eq!(verdict(&report, "appmesh:UpdateRoute"), (Verdict::Allowed, why));

    let deny = json!({"Version": "2012-10-17", "Statement": [{"Sid": "Freeze",
        "Effect": "Deny", "Action": "appmesh:Update*", "Resource": "*"}]});
    moto.group("dj", "freeze", &deny).await;
    let report = checked(&args, &dj).await;
    let why = "denied by inline policy rules of group freeze, Freeze".to_owned();
    assert_eq!(verdict(&report, "appmesh:UpdateRoute"), (Verdict::Denied, why));
    assert_eq!(verdict(&report, "appmesh:ListRoutes").0, Verdict::Allowed);
    assert_eq!(report.remedy, None, "no policy overrides an explicit denial");
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn check_is_unknown_if_policies_cannot_be_read() {
    let moto = Moto::start();
    let dj = moto.user("dj", &allow(&["appmesh:*"])).await;
    moto.enforce();
    let report = checked(&CheckArgs::default(), &dj).await;
    assert_eq!(verdicts(&report, EvidenceSource::Policies), all(Verdict::Unknown));
    assert_eq!(report.verdict.failure(), Some(ErrorKind::Unknown));
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn check_applies_the_permissions_boundary_of_a_role() {
    let moto = Moto::start();
    let boundary = moto.policy("Bounds", &policy_document(ActionSet::Readonly, None)).await;
    moto.bounded_role("ops", &allow(&["*"]), &boundary).await;
    let session = moto.assume("ops").await;
    let report =
        checked(&CheckArgs { set: ActionSet::Canary, ..CheckArgs::default() }, &session).await;
    let denied = report.actions.iter().filter(|one| one.verdict == Verdict::Denied);
    let denied: Vec<&str> = denied.map(|one| one.action.as_str()).collect();
    assert_eq!(denied, ["appmesh:UpdateRoute"]);
    assert_eq!(report.verdict, Verdict::Denied);
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn check_of_a_session_uses_its_role_and_path() {
    let moto = Moto::start();
    moto.role("/teams/music/", "ops", &policy_document(ActionSet::Readonly, None)).await;
    let session = moto.assume("ops").await;
    let report =
        checked(&CheckArgs { set: ActionSet::Readonly, ..CheckArgs::default() }, &session).await;
    let principal = report.principal.unwrap();
    assert_eq!(principal.arn, "arn:aws:iam::123456789012:role/teams/music/ops");
    assert_eq!(principal.session.as_deref(), Some("deploy"));
    assert_eq!(report.verdict, Verdict::Allowed);
}

fn grant_args(text: &str) -> GrantArgs {
    GrantArgs {
        role: None,
        instance_profile_match: Some(text.to_owned()),
        policy_name: "AppMesh-Policy-For-Worker".to_owned(),
        set: ActionSet::All,
        resource: None,
        dry_run: false,
    }
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn grant_puts_the_policy_into_the_role_and_checks_it() {
    let moto = Moto::start();
    let admin = moto.user("admin", &allow(&["*"])).await;
    let profile = "eksctl-blog-nodegroup-ng-1234-NodeInstanceProfile-abc";
    moto.profile(profile, "eksctl-blog-nodegroup-ng-1234-NodeInstanceRole-abc").await;
    moto.profile("other", "other-role").await;
    moto.enforce();
    let probe = Signed::new(&admin);
    let grant = async |args: GrantArgs| {
        let target = IamTarget::Aws { sdk: &admin, probe: &probe };
        match run(&Command::Grant(args), target).await.unwrap() {
            IamReport::Grant(granted) => granted,
            other => panic!("{other:?}"),
        }
    };
    let planned = grant(GrantArgs { dry_run: true, ..grant_args("nodegroup") }).await;
    assert_eq!((planned.outcome, planned.check), (GrantOutcome::Planned, None));
    let role = "eksctl-blog-nodegroup-ng-1234-NodeInstanceRole-abc";
    assert_eq!(planned.role, role);
    assert_eq!(moto.inline(&admin, role).await, None, "a dry run changes nothing");

    let granted = grant(grant_args("nodegroup")).await;
    assert_eq!((granted.outcome, granted.exit_code()), (GrantOutcome::Granted, 0));
    assert_eq!(moto.inline(&admin, role).await, Some(policy_document(ActionSet::All, None)));
    assert_eq!(verdicts(&granted.check.unwrap(), EvidenceSource::Policies), all(Verdict::Allowed));
    assert_eq!(grant(grant_args("nodegroup")).await.outcome, GrantOutcome::Unchanged);

    let smaller = grant(GrantArgs { set: ActionSet::Envoy, ..grant_args("nodegroup") }).await;
    assert_eq!(smaller.replaced, Some(policy_document(ActionSet::All, None)));
}

#[tokio::test]
#[ignore = "needs moto_server: make test"]
async fn grant_rejects_an_ambiguous_profile() {
    let moto = Moto::start();
    let admin = moto.user("admin", &allow(&["*"])).await;
    moto.profile("eksctl-a-nodegroup-1", "workers-a").await;
    moto.profile("eksctl-b-nodegroup-1", "workers-b").await;
    let probe = Signed::new(&admin);
    let target = IamTarget::Aws { sdk: &admin, probe: &probe };
    let error = run(&Command::Grant(grant_args("nodegroup")), target).await.unwrap_err();
    assert_eq!(error.to_string(), "`nodegroup` matches the instance profiles of 2 roles");
    assert_eq!(moto.inline(&admin, "workers-a").await, None);
}

#[tokio::test]
async fn the_local_control_plane_allows_everything() {
    let answer = run(&Command::Check(CheckArgs::default()), IamTarget::Local).await.unwrap();
    let Output { text, exit_code, .. } = answer.into();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split("   ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(rows[0], ["ACTION", "VERDICT", "EVIDENCE"]);
    let why = "principal: the local control plane has no authorization";
    assert_eq!(rows[1], ["appmesh:CreateGatewayRoute", "allowed", why]);
    assert_eq!((rows.len(), exit_code), (1 + 38, 0));
}
