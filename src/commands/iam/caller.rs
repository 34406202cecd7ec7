//! Identifies the caller: the user or role that its credentials belong to.

use aws_sdk_sts::Client;
use serde::Serialize;

use super::error::IamError;
use super::sdk::ActionContext as _;

/// An IAM principal, as parsed from its ARN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Principal {
    /// ARN of the user or role. For a role session it lacks the path until it is read from IAM.
    pub arn: String,
    /// Session name; absent unless the principal is a role session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// AWS account ID.
    pub account: String,
    #[serde(skip)]
    pub(super) partition: String,
    #[serde(skip)]
    pub(super) kind: PrincipalKind,
}

/// The kind of a principal, and the name that its policies are attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PrincipalKind {
    User(String),
    Role(String),
    /// The root user of the account, which identity-based policies do not restrict.
    Root,
    /// A federated user, or a kind that is not supported.
    Other,
}

impl Principal {
    /// Parses an ARN of IAM or STS.
    pub(super) fn read(arn: &str) -> Self {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default().to_owned();
        let (partition, account, path) = (part(1), part(4), part(5));
        let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let plain = |kind| (arn.to_owned(), None, kind);
        let (arn, session, kind) = match path.split_once('/') {
            Some(("user", path)) => plain(PrincipalKind::User(last(path))),
            Some(("role", path)) => plain(PrincipalKind::Role(last(path))),
            Some(("assumed-role", path)) => {
                let (role, session) = path.split_once('/').unwrap_or((path, ""));
                let arn = format!("arn:{partition}:iam::{account}:role/{role}");
                (arn, Some(session.to_owned()), PrincipalKind::Role(role.to_owned()))
            }
            None if path == "root" => plain(PrincipalKind::Root),
            _ => plain(PrincipalKind::Other),
        };
        Self { arn, session, account, partition, kind }
    }
}

/// Identifies the caller with STS, which requires no permission.
pub(super) async fn identify(sts: &Client) -> Result<Principal, IamError> {
    let answer = sts.get_caller_identity().send().await.for_action("sts:GetCallerIdentity");
    let purpose = || "the caller cannot be identified".to_owned();
    let answer = answer.map_err(|source| IamError::Call { purpose: purpose(), source })?;
    Ok(Principal::read(answer.arn().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principals_are_parsed_from_arns() {
        let role = |name: &str| PrincipalKind::Role(name.to_owned());
        let cases = [
            (
                "arn:aws:iam::1:user/ops/dj",
                "arn:aws:iam::1:user/ops/dj",
                None,
                PrincipalKind::User("dj".to_owned()),
            ),
            ("arn:aws:iam::1:role/a/b/web", "arn:aws:iam::1:role/a/b/web", None, role("web")),
            (
                "arn:aws-cn:sts::1:assumed-role/web/i-0a",
                "arn:aws-cn:iam::1:role/web",
                Some("i-0a"),
                role("web"),
            ),
            ("arn:aws:iam::1:root", "arn:aws:iam::1:root", None, PrincipalKind::Root),
            (
                "arn:aws:sts::1:federated-user/bob",
                "arn:aws:sts::1:federated-user/bob",
                None,
                PrincipalKind::Other,
            ),
            ("", "", None, PrincipalKind::Other),
        ];
        for (text, arn, session, kind) in cases {
            let found = Principal::read(text);
            let found = (found.arn.as_str(), found.session.as_deref(), found.kind);
            assert_eq!(found, (arn, session, kind), "{text}");
        }
    }
}
