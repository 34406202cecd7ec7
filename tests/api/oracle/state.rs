//! The state of the oracle, and its checks of each call.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::call::{ApiCall, ArnInput, MESH, PageRequest, PageStart, ResourceId, Tags, WriteSpec};
use super::rendering::{add_tags, arn_string, list_id, name_members, tag_list};
use super::rules::{self, OracleResources};
use crate::support::Api;
use crate::support::api::{ACCOUNT, ApiResponse};

/// A stored resource.
#[derive(Debug, Clone)]
pub(super) struct OracleResource {
    pub(super) spec: Value,
    pub(super) version: u64,
    pub(super) tags: Vec<(String, String)>,
    /// Chosen by the server.
    pub(super) uid: Value,
    pub(super) created: Value,
    pub(super) updated: Value,
}

/// The expected error of a call.
#[derive(Debug)]
pub(super) struct ExpectedError {
    status: u16,
    code: &'static str,
    /// `None` if any message is accepted.
    message: Option<String>,
}

impl ExpectedError {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: Some(message.into()) }
    }

    fn bad_request() -> Self {
        Self { status: 400, code: "BadRequestException", message: None }
    }

    fn not_found(at: &ResourceId) -> Self {
        let ResourceId { mesh, kind, name, .. } = at;
        let within = if kind == &&MESH { String::new() } else { format!(" under mesh {mesh}") };
        let text =
            format!("{} with name {name} is not present{within} for account {ACCOUNT}", kind.title);
        Self::new(404, "NotFoundException", text)
    }
}

/// The input and the response of the first use of a client token.
type TokenUse = (Value, Value);

/// The expected state of the server.
#[derive(Debug, Default)]
pub(super) struct Oracle {
    pub(super) resources: OracleResources,
    pub(super) tokens: HashMap<(&'static str, ResourceId, &'static str), TokenUse>,
    /// For each list, the token of its last page and the names on the pages so far.
    pub(super) pages: HashMap<String, (String, Vec<String>)>,
    /// Number of occurrences of each outcome.
    pub(super) outcomes: BTreeMap<&'static str, usize>,
}

/// Returns the body of a response, or status, code and message of an error.
fn result_of(response: &ApiResponse) -> Result<Value, (u16, &str, &str)> {
    if response.status == 200 {
        return Ok(response.body.clone());
    }
    Err((response.status, &response.code, response.message()))
}

impl Oracle {
    /// Runs the call on server and oracle; returns the difference of their responses.
    pub(super) fn check(&mut self, api: &Api, call: &ApiCall) -> Result<(), String> {
        let (operation, input, checked) = self.request(call);
        let response = api.call(&operation, &input);
        let got = result_of(&response);
        let wanted = checked.map(|()| got.clone().unwrap_or_default());
        let wanted = wanted.and_then(|got| self.apply(call, &input, &got));
        let same = match (&got, &wanted) {
            (Ok(got), Ok(want)) => got == want,
            (Err((status, code, text)), Err(want)) => {
                (*status, *code) == (want.status, want.code)
                    && want.message.as_ref().is_none_or(|message| message == text)
            }
            _ => false,
        };
        let outcome = wanted.as_ref().map_or_else(|error| error.code, |_| "");
        *self.outcomes.entry(outcome).or_default() += 1;
        if same {
            Ok(())
        } else {
            Err(format!("{operation} {input}\n got {got:?}\nwant {wanted:?}"))
        }
    }

    /// Returns operation and input of a call, and the result of the oracle's checks.
    fn request(&mut self, call: &ApiCall) -> (String, Value, Result<(), ExpectedError>) {
        let with = |at: &ResourceId, owner: &Option<&'static str>| {
            let mut input = name_members(at);
            if let Some(owner) = owner {
                input.insert("meshOwner".to_owned(), json!(owner));
            }
            Value::Object(input)
        };
        match call {
            ApiCall::Create { at, write, tags, owner } => {
                let mut input = with_spec(with(at, owner), write);
                if !tags.is_empty() {
                    input["tags"] = tag_list(tags);
                }
                let result = self.create(at, write, tags, &input);
                (format!("Create{}", at.kind.title), input, result)
            }
            ApiCall::Update { at, write, owner } => {
                let input = with_spec(with(at, owner), write);
                let result = self.update(at, write, &input);
                (format!("Update{}", at.kind.title), input, result)
            }
            ApiCall::Describe { at, owner } => {
                let input = with(at, owner);
                let result = check_mesh_owner(&input).and_then(|()| self.require_present(at));
                (format!("Describe{}", at.kind.title), input, result)
            }
            ApiCall::Delete { at, owner } => {
                let input = with(at, owner);
                let result = check_mesh_owner(&input).and_then(|()| self.require_present(at));
                let result = result.and_then(|()| rules::check_not_in_use(&self.resources, at));
                (format!("Delete{}", at.kind.title), input, result)
            }
            ApiCall::List { of, page } => {
                let mut input = if of.kind == &MESH { Map::new() } else { name_members(of) };
                input.remove(&format!("{}Name", of.kind.segment));
                let result = self.require_parents(of);
                let (input, result) = self.list_request(&list_id(of), input, *page, result);
                let plural = of.kind.plural;
                (format!("List{}{}", plural[..1].to_uppercase(), &plural[1..]), input, result)
            }
            ApiCall::Tag { arn, tags } => self.tag_request(arn, tags),
            ApiCall::Untag { arn, keys } => {
                let input = json!({"resourceArn": arn_string(arn), "tagKeys": keys});
                ("UntagResource".to_owned(), input, self.tag_target(arn).map(drop))
            }
            ApiCall::ListTags { arn, page } => {
                let mut input = Map::new();
                input.insert("resourceArn".to_owned(), json!(arn_string(arn)));
                let result = self.tag_target(arn).map(drop);
                let (input, result) = self.list_request(&arn_string(arn), input, *page, result);
                ("ListTagsForResource".to_owned(), input, result)
            }
        }
    }

    /// Returns operation and input of a `TagResource` call, and the result of the oracle's checks.
    fn tag_request(
        &self,
        arn: &ArnInput,
        tags: &Tags,
    ) -> (String, Value, Result<(), ExpectedError>) {
        let input = json!({"resourceArn": arn_string(arn), "tags": tag_list(tags)});
        // The account is checked first, then the tags, then whether the resource exists.
        let result = match arn {
            ArnInput::Valid(_) => check_tags(tags).and_then(|()| self.tag_target(arn)),
            _ => self.tag_target(arn),
        };
        let result = result.and_then(|at| self.check_tag_count(&at, tags));
        ("TagResource".to_owned(), input, result)
    }

    /// The mesh and the parent must exist.
    fn require_parents(&self, at: &ResourceId) -> Result<(), ExpectedError> {
        if at.kind == &MESH {
            return Ok(());
        }
        let mesh = ResourceId { kind: &MESH, parent: "", name: at.mesh, ..at.clone() };
        let parent = at.kind.parent.map(|kind| ResourceId {
            kind,
            parent: "",
            name: at.parent,
            ..at.clone()
        });
        for ancestor in [Some(mesh), parent].into_iter().flatten() {
            if !self.resources.contains_key(&ancestor) {
                return Err(ExpectedError::not_found(&ancestor));
            }
        }
        Ok(())
    }

    fn require_present(&self, at: &ResourceId) -> Result<(), ExpectedError> {
        self.require_parents(at)?;
        if self.resources.contains_key(at) { Ok(()) } else { Err(ExpectedError::not_found(at)) }
    }

    /// Returns the response of the first use of the client token, if the resource still exists.
    pub(super) fn replayed_response(
        &self,
        verb: &'static str,
        at: &ResourceId,
        input: &Value,
    ) -> Result<Option<&Value>, ExpectedError> {
        let token = input["clientToken"].as_str().unwrap_or_default();
        let used = self
            .tokens
            .iter()
            .find(|((of, one, other), _)| (*of, one, *other) == (verb, at, token));
        let Some((_, (before, response))) = used else { return Ok(None) };
        let result = |input: &Value| {
            let mut result = input.clone();
            // The mesh owner is optional.
            result.as_object_mut().unwrap().remove("meshOwner");
            result
        };
        if result(before) != result(input) {
            let text = "The client token was used with a different specification";
            return Err(ExpectedError::new(409, "ConflictException", text));
        }
        let uid = self.resources.get(at).map(|resource| &resource.uid);
        Ok(Some(response).filter(|_| uid == Some(&response["metadata"]["uid"])))
    }

    fn create(
        &self,
        at: &ResourceId,
        write: &WriteSpec,
        tags: &Tags,
        input: &Value,
    ) -> Result<(), ExpectedError> {
        if !write.valid {
            return Err(ExpectedError::bad_request());
        }
        check_mesh_owner(input)?;
        check_tags(tags)?;
        self.require_parents(at)?;
        if self.replayed_response("create", at, input)?.is_some() {
            return Ok(());
        }
        if self.resources.contains_key(at) {
            let text = format!("{} with name {} already exists", at.kind.title, at.name);
            return Err(ExpectedError::new(409, "ConflictException", text));
        }
        self.fits(at, &write.spec)
    }

    fn update(
        &self,
        at: &ResourceId,
        write: &WriteSpec,
        input: &Value,
    ) -> Result<(), ExpectedError> {
        if !write.valid {
            return Err(ExpectedError::bad_request());
        }
        check_mesh_owner(input)?;
        self.require_parents(at)?;
        if self.replayed_response("update", at, input)?.is_some() {
            return Ok(());
        }
        self.require_present(at)?;
        self.fits(at, &write.spec)
    }

    fn fits(&self, at: &ResourceId, spec: &Value) -> Result<(), ExpectedError> {
        rules::check_references(&self.resources, at, spec)?;
        let before = self.resources.get(at).map(|resource| &resource.spec);
        if rules::ports_are_consistent(&self.resources, at, spec, before) {
            Ok(())
        } else {
            Err(ExpectedError::bad_request())
        }
    }

    pub(super) fn tag_target(&self, arn: &ArnInput) -> Result<ResourceId, ExpectedError> {
        match arn {
            ArnInput::Malformed => Err(ExpectedError::bad_request()),
            ArnInput::OtherAccount(_) => {
                let text = format!(
                    "{} is an invalid ARN. Invalid account id in the ARN provided : 210987654321",
                    arn_string(arn)
                );
                Err(ExpectedError::new(403, "AccessDeniedException", text))
            }
            // The parent is not checked.
            ArnInput::Valid(at) if !self.resources.contains_key(at) => {
                Err(ExpectedError::not_found(at))
            }
            ArnInput::Valid(at) => Ok(at.clone()),
        }
    }

    fn check_tag_count(&self, at: &ResourceId, tags: &Tags) -> Result<(), ExpectedError> {
        let mut after = self.resources[at].tags.clone();
        add_tags(&mut after, tags);
        if after.len() > 50 {
            let text = "A resource can have up to 50 tags";
            return Err(ExpectedError::new(400, "TooManyTagsException", text));
        }
        Ok(())
    }

    /// Adds limit and token to the input of a list operation, and checks the token.
    fn list_request(
        &self,
        list: &str,
        mut input: Map<String, Value>,
        page: PageRequest,
        result: Result<(), ExpectedError>,
    ) -> (Value, Result<(), ExpectedError>) {
        if let Some(limit) = page.limit {
            input.insert("limit".to_owned(), json!(limit));
        }
        let mut result = result;
        match (page.from, self.pages.get(list)) {
            (PageStart::InvalidToken, _) => {
                input.insert("nextToken".to_owned(), json!("!"));
                // For tags, the existence of the resource is checked first.
                if result.is_ok() || input.get("resourceArn").is_none() {
                    let text = "nextToken '!' is not valid for this list";
                    result = Err(ExpectedError::new(400, "BadRequestException", text));
                }
            }
            (PageStart::Next, Some((token, _))) => {
                input.insert("nextToken".to_owned(), json!(token));
            }
            _ => {}
        }
        (Value::Object(input), result)
    }
}

fn with_spec(mut input: Value, write: &WriteSpec) -> Value {
    input["spec"] = write.spec.clone();
    if let Some(token) = write.token {
        input["clientToken"] = json!(token);
    }
    input
}

fn check_tags(tags: &Tags) -> Result<(), ExpectedError> {
    for (at, (key, _)) in tags.iter().enumerate() {
        if tags[..at].iter().any(|(other, _)| other == key) {
            let text = format!("Duplicate tag key '{key}'");
            return Err(ExpectedError::new(400, "BadRequestException", text));
        }
        if key.to_lowercase().starts_with("aws:") {
            let text = format!("Tag key '{key}' begins with the reserved prefix aws:");
            return Err(ExpectedError::new(400, "BadRequestException", text));
        }
    }
    Ok(())
}

/// The mesh owner must be the caller.
fn check_mesh_owner(input: &Value) -> Result<(), ExpectedError> {
    match input["meshOwner"].as_str() {
        Some(owner) if owner != ACCOUNT => {
            Err(ExpectedError { status: 403, code: "ForbiddenException", message: None })
        }
        _ => Ok(()),
    }
}
