//! Policy evaluation.

use std::fmt;

use super::context::RequestContext;
use super::pattern::{Pattern, Substitution, UnresolvedVariable};
use super::policy::{Effect, Patterns, Policy, Statement};
use super::truth::Truth;

/// A request to authorize.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRequest {
    /// The action with its service prefix, `appmesh:CreateMesh`; case-insensitive.
    pub action: String,
    /// The resources of the action.
    pub resource: RequestResource,
    /// Condition keys of the request.
    pub context: RequestContext,
}

/// The resources of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestResource {
    /// One resource: an ARN, or `*` for actions without resources.
    Exact(String),
    /// All resources that match a pattern. A decision that differs between them is unknown.
    AllMatching(String),
}

impl fmt::Display for RequestResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Exact(arn) | Self::AllMatching(arn)) = self;
        f.write_str(arn)
    }
}

/// The statement that determined a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementId {
    /// Name of the policy, as given to [`Policy::parse`].
    pub policy: String,
    /// The `Sid`, or the position in the document: `statement 1` is the first.
    pub statement: String,
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.policy, self.statement)
    }
}

/// The result of policy evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A statement allows the request and none denies it.
    Allowed {
        /// The first statement that allows the request.
        statement: StatementId,
    },
    /// A statement denies the request.
    ExplicitDeny {
        /// The first statement that denies the request.
        statement: StatementId,
    },
    /// No statement allows the request.
    ImplicitDeny,
    /// The decision depends on an unknown fact. Enforcement must treat it as a denial.
    Unknown {
        /// The reason.
        why: String,
    },
}

impl Decision {
    /// Applies a permissions boundary: both decisions must allow the request.
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

/// Evaluates `policies`, all policies of a principal, for `request`.
///
/// An explicit denial takes precedence; a request that no statement allows is denied. A statement
/// whose applicability is unknown makes the decision unknown only if it would change the decision.
#[must_use]
pub fn evaluate(policies: &[Policy], request: &AccessRequest) -> Decision {
    let denied = covering(policies, request, Effect::Deny);
    if let Coverage::By(statement) = denied {
        return Decision::ExplicitDeny { statement };
    }
    match (covering(policies, request, Effect::Allow), denied) {
        (Coverage::Nothing, _) => Decision::ImplicitDeny,
        (_, Coverage::Unknown(why)) | (Coverage::Unknown(why), _) => Decision::Unknown { why },
        (Coverage::By(statement), _) => Decision::Allowed { statement },
    }
}

/// Whether a statement of one effect applies to a request.
enum Coverage {
    By(StatementId),
    Unknown(String),
    Nothing,
}

fn covering(policies: &[Policy], request: &AccessRequest, effect: Effect) -> Coverage {
    let mut cover = Coverage::Nothing;
    for policy in policies {
        for statement in policy.statements.iter().filter(|statement| statement.effect == effect) {
            let id =
                || StatementId { policy: policy.name.clone(), statement: statement.label.clone() };
            match statement.covers(request, policy.variables) {
                Truth::Yes => return Coverage::By(id()),
                Truth::Unknown(why) if matches!(cover, Coverage::Nothing) => {
                    cover = Coverage::Unknown(format!("{why} ({})", id()));
                }
                Truth::Unknown(_) | Truth::No => {}
            }
        }
    }
    cover
}

impl Statement {
    fn covers(&self, request: &AccessRequest, variables: bool) -> Truth {
        let action = Truth::from(self.actions.match_action(&request.action));
        if action == Truth::No {
            return action;
        }
        let substitution = Substitution { context: &request.context, variables };
        let resource = self.resources.match_resource(&request.resource, &substitution);
        let conditions = self.conditions.iter().map(|condition| condition.holds(&substitution));
        resource.and(Truth::all(conditions))
    }
}

impl Patterns {
    /// Actions without wildcards are compared directly, since a policy may have many.
    fn match_action(&self, action: &str) -> bool {
        let matched = self.patterns.iter().any(|text| match text.contains(['*', '?']) {
            false => text.eq_ignore_ascii_case(action),
            true => {
                text == "*" || Pattern::plain(&text.to_lowercase()).matches(&action.to_lowercase())
            }
        });
        matched != self.negated
    }

    fn match_resource(&self, resource: &RequestResource, substitution: &Substitution<'_>) -> Truth {
        let matched = Truth::any(self.patterns.iter().map(|text| {
            if text == "*" {
                return Truth::Yes;
            }
            match substitution.pattern(text) {
                Ok(pattern) => compare(&pattern.arn(), text, resource),
                // A pattern with an absent key matches nothing; the effect of negating it is not
                // documented.
                Err(UnresolvedVariable::Absent(_)) if !self.negated => Truth::No,
                Err(unresolved) => Truth::Unknown(unresolved.reason()),
            }
        }));
        if self.negated { matched.not() } else { matched }
    }
}

fn compare(pattern: &Pattern, text: &str, resource: &RequestResource) -> Truth {
    match resource {
        RequestResource::Exact(arn) => pattern.matches(arn).into(),
        RequestResource::AllMatching(arns) => {
            let arns = Pattern::plain(arns);
            if pattern.covers(&arns) {
                Truth::Yes
            } else if pattern.overlaps(&arns) {
                Truth::unknown(format!(
                    "it depends on the resource: `{text}` covers only some of them"
                ))
            } else {
                Truth::No
            }
        }
    }
}
