//! The AWS managed policies that an accounts file can attach by name.

use serde_json::{Value, json};

use crate::iam::{ActionSet, policy_document};

/// Their names, each with the actions that it allows; `None` allows everything.
const MANAGED: [(&str, Option<ActionSet>); 4] = [
    ("AWSAppMeshFullAccess", Some(ActionSet::All)),
    ("AWSAppMeshReadOnly", Some(ActionSet::Readonly)),
    ("AWSAppMeshEnvoyAccess", Some(ActionSet::Envoy)),
    ("AdministratorAccess", None),
];

/// Returns the names of all managed policies.
pub(super) fn names() -> [&'static str; 4] {
    MANAGED.map(|(name, _)| name)
}

/// Returns the document of the managed policy `name`, if there is one.
pub(super) fn document(name: &str) -> Option<Value> {
    let (_, actions) = MANAGED.into_iter().find(|(known, _)| *known == name)?;
    Some(match actions {
        Some(actions) => policy_document(actions, None),
        None => json!({"Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}),
    })
}
