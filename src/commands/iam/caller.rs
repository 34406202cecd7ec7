//! Who it is that calls: from credentials to the user or role whose policies count.

use aws_sdk_sts::Client;
use serde::Serialize;

use super::error::Error;
use super::sdk::Named as _;

/// A principal, as far as its ARN tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Principal {
    /// ARN of the user or role. Of a role in use it lacks the path, until IAM is asked for it.
    pub arn: String,
    /// Name of the session, when it is a role in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Account it belongs to.
    pub account: String,
    #[serde(skip)]
    pub(super) partition: String,
    #[serde(skip)]
    pub(super) owner: Owner,
}

/// What the policies hang on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    User(String),
    Role(String),
    /// The account itself, which no policy of its own limits.
    Root,
    /// A federated user, or something newer.
    Other,
}

impl Principal {
    /// Reads an ARN of IAM or STS.
    pub(super) fn read(arn: &str) -> Self {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default().to_owned();
        let (partition, account, path) = (part(1), part(4), part(5));
        let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let plain = |owner| (arn.to_owned(), None, owner);
        let (arn, session, owner) = match path.split_once('/') {
            Some(("user", path)) => plain(Owner::User(last(path))),
            Some(("role", path)) => plain(Owner::Role(last(path))),
            Some(("assumed-role", path)) => {
                let (role, session) = path.split_once('/').unwrap_or((path, ""));
                let arn = format!("arn:{partition}:iam::{account}:role/{role}");
                (arn, Some(session.to_owned()), Owner::Role(role.to_owned()))
            }
            None if path == "root" => plain(Owner::Root),
            _ => plain(Owner::Other),
        };
        Self { arn, session, account, partition, owner }
    }
}

/// Asks STS who the caller is; that needs no permission.
pub(super) async fn identify(sts: &Client) -> Result<Principal, Error> {
    let answer = sts.get_caller_identity().send().await.named("sts:GetCallerIdentity");
    let purpose = || "the caller cannot be identified".to_owned();
    let answer = answer.map_err(|source| Error::Call { purpose: purpose(), source })?;
    Ok(Principal::read(answer.arn().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principals_are_read_from_their_arns() {
        let role = |name: &str| Owner::Role(name.to_owned());
        let cases = [
            (
                "arn:aws:iam::1:user/ops/dj",
                "arn:aws:iam::1:user/ops/dj",
                None,
                Owner::User("dj".to_owned()),
            ),
            ("arn:aws:iam::1:role/a/b/web", "arn:aws:iam::1:role/a/b/web", None, role("web")),
            (
                "arn:aws-cn:sts::1:assumed-role/web/i-0a",
                "arn:aws-cn:iam::1:role/web",
                Some("i-0a"),
                role("web"),
            ),
            ("arn:aws:iam::1:root", "arn:aws:iam::1:root", None, Owner::Root),
            (
                "arn:aws:sts::1:federated-user/bob",
                "arn:aws:sts::1:federated-user/bob",
                None,
                Owner::Other,
            ),
            ("", "", None, Owner::Other),
        ];
        for (text, arn, session, owner) in cases {
            let found = Principal::read(text);
            let found = (found.arn.as_str(), found.session.as_deref(), found.owner);
            assert_eq!(found, (arn, session, owner), "{text}");
        }
    }
}
