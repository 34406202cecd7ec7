//! Sets of App Mesh actions by purpose, and the policy documents that allow them.

use serde_json::{Value, json};

use crate::model::{Kind, Operation, Verb, model};

use super::scope::PolicyScope;

/// The stream over which Envoy gets its configuration: an action, but no operation of the API.
pub const STREAM: &str = "appmesh:StreamAggregatedResources";

/// What someone needs permissions for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionSet {
    /// Every operation of App Mesh
    #[default]
    All,
    /// Lists and describes
    Readonly,
    /// What `meshctl canary` reads, and the update of routes
    Canary,
    /// What `meshctl cleanup` reads, and the deletes
    Cleanup,
    /// The stream that an Envoy gets its configuration from
    Envoy,
}

/// One action, `appmesh:CreateMesh`, with its operation if it is one.
#[derive(Debug, Clone, Copy)]
pub struct Action {
    /// The operation; none for [`STREAM`].
    pub operation: Option<&'static Operation>,
}

impl Action {
    /// Returns the action as policies write it: `appmesh:CreateMesh`.
    #[must_use]
    pub fn name(&self) -> String {
        self.operation.map_or_else(|| STREAM.to_owned(), Operation::iam_action)
    }

    /// Whether it is authorised on no resource, which policies write `*`: only `ListMeshes`.
    #[must_use]
    pub fn unscoped(&self) -> bool {
        self.operation.is_some_and(|operation| {
            operation.verb == Verb::List && operation.kind() == Some(Kind::Mesh)
        })
    }
}

impl ActionSet {
    /// Returns the set's name on the command line.
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
        let operations = model().operations.values().filter(|operation| self.holds(operation));
        operations.map(|operation| Action { operation: Some(operation) }).collect()
    }

    fn holds(self, operation: &Operation) -> bool {
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

/// Returns the policy document that allows the actions of `set` and nothing else, on everything
/// or, with `scope`, on that. Actions are in name order.
#[must_use]
pub fn policy_document(set: ActionSet, scope: Option<&PolicyScope>) -> Value {
    policy_allowing(&set.actions(), scope)
}

/// Returns the policy document that allows `actions`, in their order, as [`policy_document`] does.
#[must_use]
pub fn policy_allowing(actions: &[Action], scope: Option<&PolicyScope>) -> Value {
    let statement = |actions: Vec<String>, resource: Value| json!({"Effect": "Allow", "Action": actions, "Resource": resource});
    let names = |chosen: &[&Action]| chosen.iter().map(|action| action.name()).collect();
    let Some(scope) = scope else {
        let all: Vec<&Action> = actions.iter().collect();
        return json!({"Version": "2012-10-17", "Statement": [statement(names(&all), json!("*"))]});
    };
    // `ListMeshes` has no resource; a statement with ARNs would never allow it.
    let (unscoped, scoped): (Vec<&Action>, Vec<&Action>) =
        actions.iter().partition(|action| action.unscoped());
    let mut statements = Vec::new();
    if !scoped.is_empty() {
        statements.push(statement(names(&scoped), json!(scope.arns())));
    }
    if !unscoped.is_empty() {
        statements.push(statement(names(&unscoped), json!("*")));
    }
    json!({"Version": "2012-10-17", "Statement": statements})
}
