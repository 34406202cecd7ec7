//! Sets of App Mesh actions, and policy documents that allow them.

use serde_json::{Value, json};

use crate::model::{Kind, Operation, Verb, model};

use super::scope::PolicyScope;

/// The action for Envoy's configuration stream; it is not an API operation.
pub const STREAM: &str = "appmesh:StreamAggregatedResources";

/// A set of actions, by purpose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionSet {
    /// All App Mesh operations
    #[default]
    All,
    /// List and describe operations
    Readonly,
    /// Operations that `meshctl canary` uses: reads, and updates of routes
    Canary,
    /// Operations that `meshctl cleanup` uses: reads and deletes
    Cleanup,
    /// The configuration stream of an Envoy
    Envoy,
}

/// An IAM action such as `appmesh:CreateMesh`.
#[derive(Debug, Clone, Copy)]
pub struct Action {
    /// The operation of the action; `None` for [`STREAM`].
    pub operation: Option<&'static Operation>,
}

impl Action {
    /// Returns the name of the action in policies: `appmesh:CreateMesh`.
    #[must_use]
    pub fn name(&self) -> String {
        self.operation.map_or_else(|| STREAM.to_owned(), Operation::iam_action)
    }

    /// Returns whether the action does not support resources, so that policies need `*`: only
    /// `ListMeshes`.
    #[must_use]
    pub fn has_no_resource(&self) -> bool {
        self.operation.is_some_and(|operation| {
            operation.verb == Verb::List && operation.kind() == Some(Kind::Mesh)
        })
    }
}

impl ActionSet {
    /// Returns the name of the set on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Readonly => "readonly",
            Self::Canary => "canary",
            Self::Cleanup => "cleanup",
            Self::Envoy => "envoy",
        }
    }

    /// Returns the actions of the set, in name order.
    #[must_use]
    pub fn actions(self) -> Vec<Action> {
        if self == Self::Envoy {
            return vec![Action { operation: None }];
        }
        let operations = model().operations.values().filter(|operation| self.contains(operation));
        operations.map(|operation| Action { operation: Some(operation) }).collect()
    }

    fn contains(self, operation: &Operation) -> bool {
        let reads = matches!(operation.verb, Verb::Describe | Verb::List);
        match self {
            Self::All => true,
            Self::Readonly => reads,
            Self::Cleanup => reads || operation.verb == Verb::Delete,
            Self::Canary => match operation.kind() {
                Some(Kind::Mesh) => operation.verb == Verb::List,
                Some(Kind::Route) => reads || operation.verb == Verb::Update,
                Some(Kind::VirtualService | Kind::VirtualRouter | Kind::VirtualNode) => reads,
                Some(Kind::VirtualGateway | Kind::GatewayRoute) | None => false,
            },
            Self::Envoy => false,
        }
    }
}

/// Returns a policy document that allows exactly the actions of `set`, in name order, on all resources
/// or on those in `scope`.
#[must_use]
pub fn policy_document(set: ActionSet, scope: Option<&PolicyScope>) -> Value {
    policy_allowing(&set.actions(), scope)
}

/// Returns a policy document that allows exactly `actions`, in their order, on all resources or on
/// those in `scope`.
#[must_use]
pub fn policy_allowing(actions: &[Action], scope: Option<&PolicyScope>) -> Value {
    let statement = |actions: Vec<String>, resource: Value| json!({"Effect": "Allow", "Action": actions, "Resource": resource});
    let names = |actions: &[&Action]| actions.iter().map(|action| action.name()).collect();
    let Some(scope) = scope else {
        let all: Vec<&Action> = actions.iter().collect();
        return json!({"Version": "2012-10-17", "Statement": [statement(names(&all), json!("*"))]});
    };
    // `ListMeshes` does not support resources; a statement with ARNs would not allow it.
    let (unscoped, scoped): (Vec<&Action>, Vec<&Action>) =
        actions.iter().partition(|action| action.has_no_resource());
    let mut statements = Vec::new();
    if !scoped.is_empty() {
        statements.push(statement(names(&scoped), json!(scope.arns())));
    }
    if !unscoped.is_empty() {
        statements.push(statement(names(&unscoped), json!("*")));
    }
    json!({"Version": "2012-10-17", "Statement": statements})
}
