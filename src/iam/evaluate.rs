//! From policies and a request to a decision.

use std::fmt;

use super::context::RequestContext;
use super::pattern::{Filling, Pattern, Unfilled};
use super::policy::{Effect, Patterns, Policy, Statement};
use super::truth::Truth;

/// What someone wants to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRequest {
    /// The action with its service: `appmesh:CreateMesh`. Letter case is of no matter.
    pub action: String,
    /// What it is done to.
    pub resource: RequestResource,
    /// The condition keys.
    pub context: RequestContext,
}

/// What an action is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestResource {
    /// This one: an ARN, or `*` for actions that have no resource.
    Exact(String),
    /// Each that the pattern covers. What holds for some of them only is unknown.
    AllMatching(String),
}

impl fmt::Display for RequestResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Exact(text) | Self::AllMatching(text)) = self;
        f.write_str(text)
    }
}

/// The statement that settled a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementId {
    /// Name of its policy, as given to [`Policy::parse`].
    pub policy: String,
    /// Its `Sid`, or its place in the document: `statement 1` is the first.
    pub statement: String,
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.policy, self.statement)
    }
}

/// What policies say about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A statement allows it and none denies it.
    Allowed {
        /// The first that allows it.
        statement: StatementId,
    },
    /// A statement denies it.
    ExplicitDeny {
        /// The first that denies it.
        statement: StatementId,
    },
    /// No statement allows it.
    ImplicitDeny,
    /// It depends on something that is not known. Whoever guards a door treats it as a denial.
    Unknown {
        /// On what, as the end of a sentence.
        why: String,
    },
}

impl Decision {
    /// Limits it by what a permissions boundary says: allowed is only what both allow.
    #[must_use]
    pub fn within(self, boundary: Self) -> Self {
        match (self, boundary) {
            (denied @ Self::ExplicitDeny { .. }, _) | (_, denied @ Self::ExplicitDeny { .. }) => {
                denied
            }
            (Self::ImplicitDeny, _) | (_, Self::ImplicitDeny) => Self::ImplicitDeny,
            (Self::Unknown { why }, _) | (_, Self::Unknown { why }) => Self::Unknown { why },
            (allowed @ Self::Allowed { .. }, Self::Allowed { .. }) => allowed,
        }
    }
}

/// Decides what `policies`, all of one principal, say about `request`.
///
/// A denial wins over any allowance; what no statement allows is denied. A statement of which it
/// is not known whether it covers the request makes the decision unknown only where it would
/// change it.
#[must_use]
pub fn evaluate(policies: &[Policy], request: &AccessRequest) -> Decision {
    let denied = covering(policies, request, Effect::Deny);
    if let Cover::By(statement) = denied {
        return Decision::ExplicitDeny { statement };
    }
    match (covering(policies, request, Effect::Allow), denied) {
        (Cover::Nothing, _) => Decision::ImplicitDeny,
        (_, Cover::Unknown(why)) | (Cover::Unknown(why), _) => Decision::Unknown { why },
        (Cover::By(statement), _) => Decision::Allowed { statement },
    }
}

/// Whether a statement of one effect covers a request.
enum Cover {
    By(StatementId),
    Unknown(String),
    Nothing,
}

fn covering(policies: &[Policy], request: &AccessRequest, effect: Effect) -> Cover {
    let mut cover = Cover::Nothing;
    for policy in policies {
        for statement in policy.statements.iter().filter(|one| one.effect == effect) {
            let id =
                || StatementId { policy: policy.name.clone(), statement: statement.label.clone() };
            match statement.covers(request, policy.variables) {
                Truth::Yes => return Cover::By(id()),
                Truth::Unknown(why) if matches!(cover, Cover::Nothing) => {
                    cover = Cover::Unknown(format!("{why} ({})", id()));
                }
                Truth::Unknown(_) | Truth::No => {}
            }
        }
    }
    cover
}

impl Statement {
    fn covers(&self, request: &AccessRequest, variables: bool) -> Truth {
        let action = Truth::from(self.actions.hold_action(&request.action));
        if action == Truth::No {
            return action;
        }
        let filling = Filling { context: &request.context, variables };
        let resource = self.resources.hold_resource(&request.resource, &filling);
        let conditions = self.conditions.iter().map(|one| one.holds(&filling));
        resource.and(Truth::all(conditions))
    }
}

impl Patterns {
    /// Actions without a wildcard, of which a policy may have many, are only compared.
    fn hold_action(&self, action: &str) -> bool {
        let named = self.texts.iter().any(|text| match text.contains(['*', '?']) {
            false => text.eq_ignore_ascii_case(action),
            true => {
                text == "*" || Pattern::plain(&text.to_lowercase()).matches(&action.to_lowercase())
            }
        });
        named != self.except
    }

    fn hold_resource(&self, resource: &RequestResource, filling: &Filling<'_>) -> Truth {
        let named = Truth::any(self.texts.iter().map(|text| {
            if text == "*" {
                return Truth::Yes;
            }
            match filling.fill(text) {
                Ok(pattern) => compare(&pattern.arn(), text, resource),
                // A text that nothing fills in names nothing; what it then excepts is not said.
                Err(Unfilled::Absent(_)) if !self.except => Truth::No,
                Err(unfilled) => Truth::Unknown(unfilled.why()),
            }
        }));
        if self.except { named.not() } else { named }
    }
}

fn compare(pattern: &Pattern, text: &str, resource: &RequestResource) -> Truth {
    match resource {
        RequestResource::Exact(arn) => pattern.matches(arn).into(),
        RequestResource::AllMatching(arns) => {
            let arns = Pattern::plain(arns);
            if pattern.covers(&arns) {
                Truth::Yes
            } else if pattern.meets(&arns) {
                Truth::unknown(format!("it depends on the resource: `{text}` is only a part"))
            } else {
                Truth::No
            }
        }
    }
}
