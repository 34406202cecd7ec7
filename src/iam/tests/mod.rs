//! Table tests: policy, request, expected decision.

mod actions;
mod conditions;
mod documents;
mod statements;

use serde_json::{Value, json};

use super::{
    AccessRequest, Decision, Policy, RequestContext, RequestResource, StatementId, evaluate,
};

const ROUTE: &str = "arn:aws:appmesh:us-west-2:111122223333:mesh/shop/virtualRouter/web/route/all";
const NODE: &str = "arn:aws:appmesh:us-west-2:111122223333:mesh/shop/virtualNode/web-v1";

/// Expected decision in short form. Numbers are statement positions, from 1.
#[derive(Debug, PartialEq)]
enum Expected {
    Allow(usize),
    Deny(usize),
    Implicit,
    Unknown(&'static str),
}
use Expected::{Allow, Deny, Implicit, Unknown};

impl Expected {
    fn decision(&self) -> Decision {
        let statement = |at: &usize| StatementId {
            policy: "p".to_owned(),
            statement: format!("statement {at}"),
        };
        match self {
            Allow(at) => Decision::Allowed { statement: statement(at) },
            Deny(at) => Decision::ExplicitDeny { statement: statement(at) },
            Implicit => Decision::ImplicitDeny,
            Unknown(why) => Decision::Unknown { why: (*why).to_owned() },
        }
    }
}

fn policy(statements: Value) -> Policy {
    Policy::from_value("p", &json!({"Version": "2012-10-17", "Statement": statements})).unwrap()
}

fn request(action: &str, resource: &str, context: RequestContext) -> AccessRequest {
    AccessRequest {
        action: action.to_owned(),
        resource: RequestResource::Exact(resource.to_owned()),
        context,
    }
}
