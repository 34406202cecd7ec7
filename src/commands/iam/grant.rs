//! `meshctl iam grant`: puts an inline policy into a role, reads it back and checks the role.

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_types::SdkConfig;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::commands::Report;
use crate::iam::policy_document;
use crate::output::TextTable;

use super::args::GrantArgs;
use super::attached::decoded;
use super::caller::Principal;
use super::check::evaluate_all;
use super::error::IamError;
use super::plan::PermissionCheck;
use super::report::CheckReport;
use super::sdk::{ActionContext as _, AwsClients, CallError};

/// Result of `meshctl iam grant`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantReport {
    /// Name of the role.
    pub role: String,
    /// Name of the inline policy.
    pub policy_name: String,
    /// What became of the policy.
    pub outcome: GrantOutcome,
    /// The policy document.
    pub document: Value,
    /// The previous document of this policy; absent if there was none or it is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Value>,
    /// The role's permissions with the policy; absent on a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckReport>,
}

/// What became of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum GrantOutcome {
    /// It was put into the role and read back.
    Granted,
    /// The role already had it.
    Unchanged,
    /// It would be put into the role; this was a dry run.
    Planned,
}

impl Report for GrantReport {
    fn text(&self) -> String {
        let outcome = match (self.outcome, &self.replaced) {
            (GrantOutcome::Granted, None) => "granted",
            (GrantOutcome::Granted, Some(_)) => "replaced",
            (GrantOutcome::Unchanged, _) => "unchanged",
            (GrantOutcome::Planned, None) => "would be granted",
            (GrantOutcome::Planned, Some(_)) => "would be replaced",
        };
        let verdict = self.check.as_ref();
        let verdict =
            verdict.map_or_else(|| "not checked".to_owned(), |check| check.verdict.to_string());
        let mut rows = TextTable::new(["ROLE", "POLICY", "OUTCOME", "VERDICT"]);
        rows.push([self.role.clone(), self.policy_name.clone(), outcome.to_owned(), verdict]);
        rows.render()
    }

    fn exit_code(&self) -> u8 {
        self.check.as_ref().map_or(0, Report::exit_code)
    }
}

/// Puts the policy for a purpose into a role as an inline policy.
///
/// # Errors
///
/// [`IamError`] when the role is missing or ambiguous, a call fails, or the policy read back differs.
pub async fn grant(args: &GrantArgs, sdk: &SdkConfig) -> Result<GrantReport, IamError> {
    let clients = AwsClients::new(sdk);
    let role = match (&args.role, &args.instance_profile_match) {
        (Some(role), _) => role.clone(),
        (None, pattern) => {
            role_of_profile(&clients.iam, pattern.as_deref().unwrap_or_default()).await?
        }
    };
    let arn = role_arn(&clients.iam, &role).await?;
    let document = policy_document(args.set, args.resource.as_ref());
    let before = inline(&clients.iam, &role, &args.policy_name).await?;
    let outcome = match &before {
        Some(before) if *before == document => GrantOutcome::Unchanged,
        _ if args.dry_run => GrantOutcome::Planned,
        _ => {
            put(&clients.iam, &role, &args.policy_name, &document).await?;
            GrantOutcome::Granted
        }
    };
    let check = if args.dry_run {
        None
    } else {
        let case = PermissionCheck {
            principal: Principal::read(&arn),
            set: args.set,
            scope: args.resource.clone(),
            region: sdk.region().map(ToString::to_string),
            now: Timestamp::now(),
        };
        Some(evaluate_all(case, &clients, None).await)
    };
    Ok(GrantReport {
        role,
        policy_name: args.policy_name.clone(),
        outcome,
        replaced: before.filter(|before| *before != document),
        document,
        check,
    })
}

/// Writes the policy and reads it back.
async fn put(iam: &Client, role: &str, policy: &str, document: &Value) -> Result<(), IamError> {
    let call = iam.put_role_policy().role_name(role).policy_name(policy);
    let answer = call.policy_document(document.to_string()).send().await;
    answer
        .for_action("iam:PutRolePolicy")
        .map_err(failed(format!("policy `{policy}` cannot be put into role `{role}`")))?;
    if inline(iam, role, policy).await?.as_ref() == Some(document) {
        return Ok(());
    }
    Err(IamError::ReadBack { role: role.to_owned(), policy: policy.to_owned() })
}

/// Returns the inline policy `policy` of a role, if it has one.
async fn inline(iam: &Client, role: &str, policy: &str) -> Result<Option<Value>, IamError> {
    let call = iam.get_role_policy().role_name(role).policy_name(policy);
    match call.send().await.for_action("iam:GetRolePolicy") {
        // A document that is not JSON counts as missing and is replaced.
        Ok(answer) => Ok(serde_json::from_str(&decoded(&answer.policy_document)).ok()),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(failed(format!("the policies of role `{role}` cannot be read"))(error)),
    }
}

async fn role_arn(iam: &Client, role: &str) -> Result<String, IamError> {
    let answer = iam.get_role().role_name(role).send().await.for_action("iam:GetRole");
    let answer = answer.map_err(failed(format!("role `{role}` cannot be read")))?;
    Ok(answer.role.map(|role| role.arn).unwrap_or_default())
}

/// Finds the role of the instance profiles whose names contain `text`.
async fn role_of_profile(iam: &Client, text: &str) -> Result<String, IamError> {
    let profiles = iam.list_instance_profiles().into_paginator().items().send().try_collect().await;
    let profiles = profiles.for_action("iam:ListInstanceProfiles");
    let profiles = profiles.map_err(failed("the instance profiles cannot be listed".to_owned()))?;
    let profiles = profiles.into_iter().map(|profile| {
        let roles = profile.roles.into_iter().map(|role| role.role_name).collect();
        (profile.instance_profile_name, roles)
    });
    choose(text, &profiles.collect())
}

/// Chooses the role of the profiles whose names contain `text`, from roles by profile.
fn choose(text: &str, profiles: &BTreeMap<String, Vec<String>>) -> Result<String, IamError> {
    let text = text.to_owned();
    let matching: Vec<_> = profiles.iter().filter(|(name, _)| name.contains(&text)).collect();
    if matching.is_empty() {
        return Err(IamError::NoProfile { text, known: profiles.keys().cloned().collect() });
    }
    let mut roles: Vec<String> = matching.iter().flat_map(|(_, roles)| (*roles).clone()).collect();
    roles.sort();
    roles.dedup();
    match roles.as_slice() {
        [role] => Ok(role.clone()),
        [] => {
            let profiles = matching.into_iter().map(|(name, _)| name.clone()).collect();
            Err(IamError::NoRole { text, profiles })
        }
        _ => Err(IamError::Ambiguous { text, candidates: roles }),
    }
}

fn failed(purpose: String) -> impl FnOnce(CallError) -> IamError {
    move |source| IamError::Call { purpose, source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Explain as _;

    #[test]
    fn grant_chooses_one_role_or_lists_the_candidates() {
        let profiles: BTreeMap<String, Vec<String>> = [
            ("eksctl-a-nodegroup-1", vec!["workers-a"]),
            ("eksctl-a-nodegroup-2", vec!["workers-a"]),
            ("eksctl-b-nodegroup-1", vec!["workers-b"]),
            ("empty", vec![]),
        ]
        .map(|(name, roles)| (name.to_owned(), roles.into_iter().map(str::to_owned).collect()))
        .into();
        let chosen = |text: &str| {
            choose(text, &profiles)
                .map_err(|error| format!("{error}; {}", error.hint().unwrap_or_default()))
        };
        assert_eq!(chosen("-a-nodegroup").as_deref(), Ok("workers-a"));
        let cases = [
            (
                "nodegroup",
                "`nodegroup` matches the instance profiles of 2 roles; \
                choose one with `--role`: `workers-a`, `workers-b`",
            ),
            (
                "empty",
                "the instance profiles that match `empty` have no role; \
                the matching profiles are `empty`",
            ),
            (
                "fargate",
                "no instance profile name contains `fargate`; the instance profiles are \
                `eksctl-a-nodegroup-1`, `eksctl-a-nodegroup-2`, `eksctl-b-nodegroup-1`, `empty`",
            ),
        ];
        for (text, want) in cases {
            assert_eq!(chosen(text).unwrap_err(), want);
        }
    }
}
