//! IAM policy documents and their evaluation.
//!
//! Pure: documents and requests in, decisions out. `meshctl iam` evaluates the policies that it reads
//! from IAM, and the server authorizes its callers. AWS has two results, this module has three: a
//! request that cannot be decided from the known facts is [`Decision::Unknown`], never allowed.
//!
//! The semantics are those of the IAM user guide, "Policy reference": policy elements, condition
//! operators, operators for multivalued keys, policy variables, evaluation logic.

pub mod actions;
mod condition;
mod context;
mod evaluate;
mod pattern;
mod policy;
mod scope;
mod truth;

#[cfg(test)]
mod tests;

pub use actions::{ActionSet, policy_document};
pub use context::RequestContext;
pub use evaluate::{AccessRequest, Decision, RequestResource, StatementId, evaluate};
pub use policy::{Effect, Policy, PolicyError};
pub use scope::{BadPolicyScope, PolicyScope};
