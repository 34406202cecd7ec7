//! Probes: calls that change nothing and show whether an action is allowed.

use async_trait::async_trait;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::iam::PolicyScope;
use crate::model::check::{accepts_string, min_length, required_choices};
use crate::model::shape::Form;
use crate::model::{Kind, Operation, Verb, model};

use super::report::{Evidence, EvidenceSource, Verdict};

/// Calls App Mesh with the credentials that are checked.
#[async_trait]
pub trait Probe: Send + Sync {
    /// Sends `operation` with `input`, which is valid, once.
    ///
    /// # Errors
    ///
    /// [`ProbeError`] for every response that is not a success, and if there is no response.
    async fn call(
        &self,
        operation: &'static Operation,
        input: &Map<String, Value>,
    ) -> Result<Value, ProbeError>;
}

/// A failed probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeError {
    /// Error code of the service, such as `NotFoundException`; none if the service did not respond.
    pub code: Option<String>,
    /// The error message.
    pub message: String,
}

/// Returns the input of a call that changes nothing even if it is allowed, or why there is none.
///
/// Its names do not exist, except for the mesh of `scope`. A create has no such input, because it
/// could succeed.
pub(super) fn input(
    operation: &'static Operation,
    scope: &PolicyScope,
) -> Result<Map<String, Value>, &'static str> {
    let nothing = format!("meshctl-probe-{}", Uuid::new_v4());
    let listed = operation.verb == Verb::List && operation.kind() == Some(Kind::Mesh);
    let mesh = match (scope.mesh(), scope.covers_every_mesh()) {
        _ if listed => return Ok(Map::new()),
        _ if operation.verb == Verb::Create => return Err("create operations are not probed"),
        (Some(mesh), _) => mesh,
        (None, true) => &nothing,
        (None, false) => return Err("only whole meshes are probed"),
    };
    let changes = !matches!(operation.verb, Verb::Describe | Verb::List);
    let itself = operation.kind().is_none_or(|kind| kind == Kind::Mesh);
    if changes && itself && mesh != nothing {
        return Err("a probe would change the mesh itself");
    }
    let mut input = least(operation.input, &nothing);
    if operation.kind().is_none() {
        let arn = scope.to_string().replace("mesh/*", &format!("mesh/{mesh}"));
        input.insert("resourceArn".to_owned(), json!(arn));
    } else {
        input.insert("meshName".to_owned(), json!(mesh));
    }
    Ok(input)
}

/// Returns a structure with only its required members, and `text` for every string.
fn least(name: &str, text: &str) -> Map<String, Value> {
    let shape = model().shape(name);
    let only = shape.union.then_some(1);
    let chosen: Vec<&str> = required_choices(name).collect();
    let wanted = shape
        .members
        .iter()
        .filter(|(name, member)| shape.union || member.required || chosen.contains(*name));
    let members = wanted.take(only.unwrap_or(usize::MAX));
    let paths = format!("/{text}/");
    let members = members.map(|(member, of)| {
        let text = [text, &paths].into_iter().find(|text| accepts_string(name, member, text));
        ((*member).to_owned(), value(of.shape, text.unwrap_or_default()))
    });
    members.collect()
}

fn value(name: &str, text: &str) -> Value {
    let shape = model().shape(name);
    match shape.form {
        Form::Structure => Value::Object(least(name, text)),
        Form::List => {
            let element = shape.element.filter(|_| min_length(name).unwrap_or(0) > 0);
            Value::Array(element.map(|element| value(element, text)).into_iter().collect())
        }
        Form::String => json!(shape.values.first().copied().unwrap_or(text)),
        Form::Integer | Form::Long => json!(shape.min.unwrap_or(1)),
        Form::Boolean => json!(false),
        Form::Timestamp => json!(0),
    }
}

/// Probes `operation` and returns the evidence.
pub(super) async fn run_probe(
    probe: &dyn Probe,
    operation: &'static Operation,
    scope: &PolicyScope,
) -> Evidence {
    let (verdict, detail) = match input(operation, scope) {
        Ok(input) => read(probe.call(operation, &input).await),
        Err(why) => (Verdict::Unknown, why.to_owned()),
    };
    Evidence::new(EvidenceSource::Probe, verdict, detail)
}

/// Interprets a response. App Mesh checks permissions before it looks up resources, so `not found`
/// means that the action is allowed.
fn read(answer: Result<Value, ProbeError>) -> (Verdict, String) {
    let refusal = match answer {
        Ok(_) => return (Verdict::Allowed, "the call succeeded".to_owned()),
        Err(refusal) => refusal,
    };
    let Some(code) = refusal.code else { return (Verdict::Unknown, refusal.message) };
    let verdict = match code.strip_suffix("Exception").unwrap_or(&code) {
        "AccessDenied" | "Forbidden" | "UnauthorizedOperation" => Verdict::Denied,
        // moto's codes contain the kind: `MeshNotFound`.
        name if name.ends_with("NotFound") => Verdict::Allowed,
        _ => Verdict::Unknown,
    };
    (verdict, format!("returned {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::check::{Depth, check};

    fn scope(path: &str) -> PolicyScope {
        format!("arn:aws:appmesh:us-west-2:111122223333:{path}").parse().unwrap()
    }

    #[test]
    fn inputs_are_valid_and_use_names_that_do_not_exist() {
        for operation in model().operations.values().filter(|one| one.verb != Verb::Create) {
            let input = Value::Object(input(operation, &scope("mesh/*")).unwrap());
            assert_eq!(check(operation.input, &input, Depth::Server), [], "{}", operation.name);
            let named =
                operation.name == "ListMeshes" || input.to_string().contains("meshctl-probe-");
            assert!(named, "{}: {input}", operation.name);
        }
    }

    #[test]
    fn operations_that_could_change_something_are_not_probed() {
        let cases = [
            ("CreateMesh", "mesh/*", "create operations are not probed"),
            ("CreateRoute", "mesh/shop", "create operations are not probed"),
            ("UpdateMesh", "mesh/shop", "a probe would change the mesh itself"),
            ("DeleteMesh", "mesh/shop", "a probe would change the mesh itself"),
            ("TagResource", "mesh/shop", "a probe would change the mesh itself"),
            ("UntagResource", "mesh/shop", "a probe would change the mesh itself"),
            ("DeleteRoute", "mesh/shop/virtualRouter/r/route/x", "only whole meshes are probed"),
            ("DeleteRoute", "mesh/sh*", "only whole meshes are probed"),
        ];
        for (operation, path, why) in cases {
            let operation = model().operation(operation).unwrap();
            assert_eq!(input(operation, &scope(path)), Err(why), "{} {path}", operation.name);
        }
    }

    #[test]
    fn inputs_use_the_mesh_of_the_scope() {
        let input = input(model().operation("DeleteVirtualNode").unwrap(), &scope("mesh/shop"));
        let input = input.unwrap();
        assert_eq!(input["meshName"], "shop");
        assert!(input["virtualNodeName"].as_str().unwrap().starts_with("meshctl-probe-"));
    }

    #[test]
    fn responses_are_interpreted_by_their_code() {
        let refused =
            |code: &str| Err(ProbeError { code: Some(code.to_owned()), message: "x".to_owned() });
        let cases = [
            (Ok(json!({})), Verdict::Allowed),
            (refused("NotFoundException"), Verdict::Allowed),
            (refused("MeshNotFound"), Verdict::Allowed),
            (refused("AccessDeniedException"), Verdict::Denied),
            (refused("AccessDenied"), Verdict::Denied),
            (refused("ForbiddenException"), Verdict::Denied),
            (refused("BadRequestException"), Verdict::Unknown),
            (refused("SignatureDoesNotMatch"), Verdict::Unknown),
            (refused("TooManyRequestsException"), Verdict::Unknown),
            (Err(ProbeError { code: None, message: "x".to_owned() }), Verdict::Unknown),
        ];
        for (answer, want) in cases {
            assert_eq!(read(answer.clone()).0, want, "{answer:?}");
        }
    }
}
