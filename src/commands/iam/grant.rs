//! `meshctl iam grant`: puts a policy into a role, reads it back and checks the role.

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_types::SdkConfig;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::error::ErrorKind;
use crate::iam::policy_document;

use super::args::GrantArgs;
use super::caller::Principal;
use super::check::weigh;
use super::error::Error;
use super::holdings::decoded;
use super::plan::Case;
use super::report::Report;
use super::sdk::{CallError, Clients, Named as _};

/// What `meshctl iam grant` did or, on a dry run, would do.
#[derive(Debug, Serialize)]
pub struct Granted {
    /// The role.
    pub role: String,
    /// Name of the inline policy.
    pub policy_name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Its document.
    pub document: Value,
    /// The document that had its name before, when that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Value>,
    /// What the role may do now; on a dry run nobody looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Report>,
}

/// What became of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was put into the role and read back.
    Granted,
    /// The role had it already.
    Unchanged,
    /// It would be put there: this was a dry run.
    Planned,
}

impl Granted {
    /// Returns how the command ends when that is not with exit code 0: the role still lacks
    /// something, or that cannot be told.
    #[must_use]
    pub fn failure(&self) -> Option<ErrorKind> {
        self.check.as_ref()?.verdict.failure()
    }

    /// Returns headers and the one row of a table.
    #[must_use]
    pub fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let outcome = match (self.outcome, &self.replaced) {
            (Outcome::Granted, None) => "granted",
            (Outcome::Granted, Some(_)) => "replaced",
            (Outcome::Unchanged, _) => "unchanged",
            (Outcome::Planned, None) => "would be granted",
            (Outcome::Planned, Some(_)) => "would be replaced",
        };
        let verdict = self
            .check
            .as_ref()
            .map_or_else(|| "not checked".to_owned(), |check| check.verdict.to_string());
        let row = vec![self.role.clone(), self.policy_name.clone(), outcome.to_owned(), verdict];
        (vec!["ROLE", "POLICY", "OUTCOME", "VERDICT"], vec![row])
    }
}

/// Puts the policy for a purpose into a role as an inline policy.
///
/// # Errors
///
/// [`Error`] when no single role is meant, a call is refused, or the policy does not read back.
pub async fn grant(args: &GrantArgs, sdk: &SdkConfig) -> Result<Granted, Error> {
    let clients = Clients::new(sdk);
    let role = match (&args.role, &args.instance_profile_match) {
        (Some(role), _) => role.clone(),
        (None, text) => role_behind(&clients.iam, text.as_deref().unwrap_or_default()).await?,
    };
    let arn = role_arn(&clients.iam, &role).await?;
    let document = policy_document(args.set, args.resource.as_ref());
    let before = inline(&clients.iam, &role, &args.policy_name).await?;
    let outcome = match &before {
        Some(before) if *before == document => Outcome::Unchanged,
        _ if args.dry_run => Outcome::Planned,
        _ => {
            put(&clients.iam, &role, &args.policy_name, &document).await?;
            Outcome::Granted
        }
    };
    let check = if args.dry_run {
        None
    } else {
        let case = Case {
            principal: Principal::read(&arn),
            set: args.set,
            scope: args.resource.clone(),
            region: sdk.region().map(ToString::to_string),
            now: Timestamp::now(),
        };
        Some(weigh(case, &clients, None).await)
    };
    Ok(Granted {
        role,
        policy_name: args.policy_name.clone(),
        outcome,
        replaced: before.filter(|before| *before != document),
        document,
        check,
    })
}

/// Writes the policy and reads it back.
async fn put(iam: &Client, role: &str, policy: &str, document: &Value) -> Result<(), Error> {
    let call = iam.put_role_policy().role_name(role).policy_name(policy);
    let answer = call.policy_document(document.to_string()).send().await;
    answer
        .named("iam:PutRolePolicy")
        .map_err(failed(format!("policy `{policy}` cannot be put into role `{role}`")))?;
    if inline(iam, role, policy).await?.as_ref() == Some(document) {
        return Ok(());
    }
    Err(Error::ReadBack { role: role.to_owned(), policy: policy.to_owned() })
}

/// Returns the inline policy `policy` of a role, if it has one.
async fn inline(iam: &Client, role: &str, policy: &str) -> Result<Option<Value>, Error> {
    let call = iam.get_role_policy().role_name(role).policy_name(policy);
    match call.send().await.named("iam:GetRolePolicy") {
        // What is no JSON is no policy that anybody would miss.
        Ok(answer) => Ok(serde_json::from_str(&decoded(&answer.policy_document)).ok()),
        Err(error) if error.not_found() => Ok(None),
        Err(error) => Err(failed(format!("the policies of role `{role}` cannot be read"))(error)),
    }
}

async fn role_arn(iam: &Client, role: &str) -> Result<String, Error> {
    let answer = iam.get_role().role_name(role).send().await.named("iam:GetRole");
    let answer = answer.map_err(failed(format!("role `{role}` cannot be read")))?;
    Ok(answer.role.map(|role| role.arn).unwrap_or_default())
}

/// Finds the one role behind the instance profiles that have `text` in their name.
async fn role_behind(iam: &Client, text: &str) -> Result<String, Error> {
    let profiles = iam.list_instance_profiles().into_paginator().items().send().try_collect().await;
    let profiles = profiles.named("iam:ListInstanceProfiles");
    let profiles = profiles.map_err(failed("the instance profiles cannot be listed".to_owned()))?;
    let profiles = profiles.into_iter().map(|profile| {
        let roles = profile.roles.into_iter().map(|role| role.role_name).collect();
        (profile.instance_profile_name, roles)
    });
    choose(text, &profiles.collect())
}

/// Chooses among instance profiles and their roles.
fn choose(text: &str, profiles: &BTreeMap<String, Vec<String>>) -> Result<String, Error> {
    let text = text.to_owned();
    let fitting: Vec<_> = profiles.iter().filter(|(name, _)| name.contains(&text)).collect();
    if fitting.is_empty() {
        return Err(Error::NoProfile { text, known: profiles.keys().cloned().collect() });
    }
    let mut roles: Vec<String> = fitting.iter().flat_map(|(_, roles)| (*roles).clone()).collect();
    roles.sort();
    roles.dedup();
    match roles.as_slice() {
        [role] => Ok(role.clone()),
        [] => {
            let profiles = fitting.into_iter().map(|(name, _)| name.clone()).collect();
            Err(Error::NoRole { text, profiles })
        }
        _ => Err(Error::Ambiguous { text, candidates: roles }),
    }
}

fn failed(purpose: String) -> impl FnOnce(CallError) -> Error {
    move |source| Error::Call { purpose, source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Explain as _;

    #[test]
    fn one_role_is_chosen_or_the_candidates_are_named() {
        let profiles: BTreeMap<String, Vec<String>> = [
            ("eksctl-a-nodegroup-1", vec!["workers-a"]),
            ("eksctl-a-nodegroup-2", vec!["workers-a"]),
            ("eksctl-b-nodegroup-1", vec!["workers-b"]),
            ("empty", vec![]),
        ]
        .map(|(name, roles)| (name.to_owned(), roles.into_iter().map(str::to_owned).collect()))
        .into();
        let said = |text: &str| {
            choose(text, &profiles)
                .map_err(|error| format!("{error}; {}", error.hint().unwrap_or_default()))
        };
        assert_eq!(said("-a-nodegroup").as_deref(), Ok("workers-a"));
        let cases = [
            (
                "nodegroup",
                "`nodegroup` fits the instance profiles of 2 roles; \
                name one with `--role`: `workers-a`, `workers-b`",
            ),
            (
                "empty",
                "no instance profile with `empty` in its name has a role; \
                those are `empty`",
            ),
            (
                "fargate",
                "no instance profile has `fargate` in its name; the instance profiles are \
                `eksctl-a-nodegroup-1`, `eksctl-a-nodegroup-2`, `eksctl-b-nodegroup-1`, `empty`",
            ),
        ];
        for (text, want) in cases {
            assert_eq!(said(text).unwrap_err(), want);
        }
    }
}
