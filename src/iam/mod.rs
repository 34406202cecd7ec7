//! Who may do what: IAM policy documents, and what they say about a request.
//!
//! Pure: documents and requests in, decisions out. It is used by `meshctl iam` to judge a
//! principal whose policies it read, and by the server to authorise its callers. It knows three
//! answers where AWS has two: what cannot be decided from what is known is
//! [`Decision::Unknown`], never allowed.
//!
//! Facts about the language are from the IAM user guide, "Policy reference": policy elements,
//! condition operators, operators for multivalued keys, policy variables, evaluation logic.

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
