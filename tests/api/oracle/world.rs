//! What the oracle knows, and what it says to each step.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::rules::{self, Things};
use super::shape::{add, list_of, names, tag_list, text};
use super::step::{Arn, At, From, MESH, Page, Step, Tags, Wish};
use crate::support::Api;
use crate::support::api::{ACCOUNT, ApiResponse};

/// A resource.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) spec: Value,
    pub(super) version: u64,
    pub(super) tags: Vec<(String, String)>,
    /// As the server has made them up.
    pub(super) uid: Value,
    pub(super) created: Value,
    pub(super) updated: Value,
}

/// How a call is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    code: &'static str,
    /// Nothing where the text is the server's own.
    message: Option<String>,
}

impl Refusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: Some(message.into()) }
    }

    fn bad() -> Self {
        Self { status: 400, code: "BadRequestException", message: None }
    }

    fn absent(at: &At) -> Self {
        let At { mesh, kind, name, .. } = at;
        let within = if kind == &&MESH { String::new() } else { format!(" under mesh {mesh}") };
        let text =
            format!("{} with name {name} is not present{within} for account {ACCOUNT}", kind.title);
        Self::new(404, "NotFoundException", text)
    }
}

/// What a token was used for, and what it was answered with.
type Used = (Value, Value);

/// Everything there is, as the oracle thinks.
#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) things: Things,
    pub(super) tokens: HashMap<(&'static str, At, &'static str), Used>,
    /// Of each list, the token of its last page and the names that were on the pages so far.
    pub(super) pages: HashMap<String, (String, Vec<String>)>,
    /// How often what was seen.
    pub(super) seen: BTreeMap<&'static str, usize>,
}

/// The answer of a server, or how it refused.
fn read(reply: &ApiResponse) -> Result<Value, (u16, &str, &str)> {
    if reply.status == 200 {
        return Ok(reply.body.clone());
    }
    Err((reply.status, &reply.code, reply.message()))
}

impl World {
    /// Takes the step with both, and says how their answers differ.
    pub(super) fn step(&mut self, api: &Api, step: &Step) -> Result<(), String> {
        let (operation, input, said) = self.ask(step);
        let reply = api.call(&operation, &input);
        let answer = read(&reply);
        let wanted = said.map(|()| answer.clone().unwrap_or_default());
        let wanted = wanted.and_then(|answer| self.answer(step, &input, &answer));
        let same = match (&answer, &wanted) {
            (Ok(got), Ok(want)) => got == want,
            (Err((status, code, text)), Err(want)) => {
                (*status, *code) == (want.status, want.code)
                    && want.message.as_ref().is_none_or(|message| message == text)
            }
            _ => false,
        };
        let kind = wanted.as_ref().map_or_else(|refusal| refusal.code, |_| "");
        *self.seen.entry(kind).or_default() += 1;
        if same {
            Ok(())
        } else {
            Err(format!("{operation} {input}\n got {answer:?}\nwant {wanted:?}"))
        }
    }

    /// The call that a step makes, and whether the oracle lets it pass.
    fn ask(&mut self, step: &Step) -> (String, Value, Result<(), Refusal>) {
        let with = |at: &At, owner: &Option<&'static str>| {
            let mut input = names(at);
            if let Some(owner) = owner {
                input.insert("meshOwner".to_owned(), json!(owner));
            }
            Value::Object(input)
        };
        match step {
            Step::Create { at, wish, tags, owner } => {
                let mut input = asking(with(at, owner), wish);
                if !tags.is_empty() {
                    input["tags"] = tag_list(tags);
                }
                let said = self.create(at, wish, tags, &input);
                (format!("Create{}", at.kind.title), input, said)
            }
            Step::Update { at, wish, owner } => {
                let input = asking(with(at, owner), wish);
                let said = self.update(at, wish, &input);
                (format!("Update{}", at.kind.title), input, said)
            }
            Step::Describe { at, owner } => {
                let input = with(at, owner);
                let said = shared(&input).and_then(|()| self.present(at));
                (format!("Describe{}", at.kind.title), input, said)
            }
            Step::Delete { at, owner } => {
                let input = with(at, owner);
                let said = shared(&input).and_then(|()| self.present(at));
                let said = said.and_then(|()| rules::deletable(&self.things, at));
                (format!("Delete{}", at.kind.title), input, said)
            }
            Step::List { of, page } => {
                let mut input = if of.kind == &MESH { Map::new() } else { names(of) };
                input.remove(&format!("{}Name", of.kind.segment));
                let said = self.above(of);
                let (input, said) = self.paged(&list_of(of), input, *page, said);
                let plural = of.kind.plural;
                (format!("List{}{}", plural[..1].to_uppercase(), &plural[1..]), input, said)
            }
            Step::Tag { arn, tags } => {
                let input = json!({"resourceArn": text(arn), "tags": tag_list(tags)});
                // Whose it is comes first, then the tags, then whether it is there.
                let said = match arn {
                    Arn::Of(_) => sound(tags).and_then(|()| self.tagged(arn)),
                    _ => self.tagged(arn),
                };
                ("TagResource".to_owned(), input, said.and_then(|at| self.tag(&at, tags)))
            }
            Step::Untag { arn, keys } => {
                let input = json!({"resourceArn": text(arn), "tagKeys": keys});
                ("UntagResource".to_owned(), input, self.tagged(arn).map(drop))
            }
            Step::ListTags { arn, page } => {
                let mut input = Map::new();
                input.insert("resourceArn".to_owned(), json!(text(arn)));
                let said = self.tagged(arn).map(drop);
                let (input, said) = self.paged(&text(arn), input, *page, said);
                ("ListTagsForResource".to_owned(), input, said)
            }
        }
    }

    /// What hangs above it is there.
    fn above(&self, at: &At) -> Result<(), Refusal> {
        if at.kind == &MESH {
            return Ok(());
        }
        let mesh = At { kind: &MESH, parent: "", name: at.mesh, ..at.clone() };
        let parent =
            at.kind.parent.map(|kind| At { kind, parent: "", name: at.parent, ..at.clone() });
        for above in [Some(mesh), parent].into_iter().flatten() {
            if !self.things.contains_key(&above) {
                return Err(Refusal::absent(&above));
            }
        }
        Ok(())
    }

    fn present(&self, at: &At) -> Result<(), Refusal> {
        self.above(at)?;
        if self.things.contains_key(at) { Ok(()) } else { Err(Refusal::absent(at)) }
    }

    /// The answer that the token of an input got, if that still counts.
    pub(super) fn earlier(
        &self,
        verb: &'static str,
        at: &At,
        input: &Value,
    ) -> Result<Option<&Value>, Refusal> {
        let token = input["clientToken"].as_str().unwrap_or_default();
        let used = self
            .tokens
            .iter()
            .find(|((of, one, other), _)| (*of, one, *other) == (verb, at, token));
        let Some((_, (before, answer))) = used else { return Ok(None) };
        let said = |input: &Value| {
            let mut said = input.clone();
            // Whose mesh it is need not be said.
            said.as_object_mut().unwrap().remove("meshOwner");
            said
        };
        if said(before) != said(input) {
            let text = "The client token was used with a different specification";
            return Err(Refusal::new(409, "ConflictException", text));
        }
        let uid = self.things.get(at).map(|thing| &thing.uid);
        Ok(Some(answer).filter(|_| uid == Some(&answer["metadata"]["uid"])))
    }

    fn create(&self, at: &At, wish: &Wish, tags: &Tags, input: &Value) -> Result<(), Refusal> {
        if !wish.sound {
            return Err(Refusal::bad());
        }
        shared(input)?;
        sound(tags)?;
        self.above(at)?;
        if self.earlier("create", at, input)?.is_some() {
            return Ok(());
        }
        if self.things.contains_key(at) {
            let text = format!("{} with name {} already exists", at.kind.title, at.name);
            return Err(Refusal::new(409, "ConflictException", text));
        }
        self.fits(at, &wish.spec)
    }

    fn update(&self, at: &At, wish: &Wish, input: &Value) -> Result<(), Refusal> {
        if !wish.sound {
            return Err(Refusal::bad());
        }
        shared(input)?;
        self.above(at)?;
        if self.earlier("update", at, input)?.is_some() {
            return Ok(());
        }
        self.present(at)?;
        self.fits(at, &wish.spec)
    }

    fn fits(&self, at: &At, spec: &Value) -> Result<(), Refusal> {
        rules::mentioned(&self.things, at, spec)?;
        let before = self.things.get(at).map(|thing| &thing.spec);
        if rules::in_order(&self.things, at, spec, before) { Ok(()) } else { Err(Refusal::bad()) }
    }

    pub(super) fn tagged(&self, arn: &Arn) -> Result<At, Refusal> {
        match arn {
            Arn::None => Err(Refusal::bad()),
            Arn::OfAnotherAccount(_) => {
                let text = format!(
                    "{} is an invalid ARN. Invalid account id in the ARN provided : 210987654321",
                    text(arn)
                );
                Err(Refusal::new(403, "AccessDeniedException", text))
            }
            // What it hangs under is not asked for.
            Arn::Of(at) if !self.things.contains_key(at) => Err(Refusal::absent(at)),
            Arn::Of(at) => Ok(at.clone()),
        }
    }

    fn tag(&self, at: &At, tags: &Tags) -> Result<(), Refusal> {
        let mut after = self.things[at].tags.clone();
        add(&mut after, tags);
        if after.len() > 50 {
            let text = "A resource can have up to 50 tags";
            return Err(Refusal::new(400, "TooManyTagsException", text));
        }
        Ok(())
    }

    /// Completes the input of a list, and says whether its token is good.
    fn paged(
        &self,
        list: &str,
        mut input: Map<String, Value>,
        page: Page,
        said: Result<(), Refusal>,
    ) -> (Value, Result<(), Refusal>) {
        if let Some(limit) = page.limit {
            input.insert("limit".to_owned(), json!(limit));
        }
        let mut said = said;
        match (page.from, self.pages.get(list)) {
            (From::Bad, _) => {
                input.insert("nextToken".to_owned(), json!("!"));
                // Of tags, what they are of is looked for first.
                if said.is_ok() || input.get("resourceArn").is_none() {
                    let text = "nextToken '!' is not a page token";
                    said = Err(Refusal::new(400, "BadRequestException", text));
                }
            }
            (From::Kept, Some((token, _))) => {
                input.insert("nextToken".to_owned(), json!(token));
            }
            _ => {}
        }
        (Value::Object(input), said)
    }
}

fn asking(mut input: Value, wish: &Wish) -> Value {
    input["spec"] = wish.spec.clone();
    if let Some(token) = wish.token {
        input["clientToken"] = json!(token);
    }
    input
}

fn sound(tags: &Tags) -> Result<(), Refusal> {
    for (at, (key, _)) in tags.iter().enumerate() {
        if tags[..at].iter().any(|(other, _)| other == key) {
            let text = format!("Duplicate tag key '{key}'");
            return Err(Refusal::new(400, "BadRequestException", text));
        }
        if key.to_lowercase().starts_with("aws:") {
            let text = format!("Tag key '{key}' begins with the reserved prefix aws:");
            return Err(Refusal::new(400, "BadRequestException", text));
        }
    }
    Ok(())
}

/// The mesh is the caller's own.
fn shared(input: &Value) -> Result<(), Refusal> {
    match input["meshOwner"].as_str() {
        Some(owner) if owner != ACCOUNT => {
            Err(Refusal { status: 403, code: "ForbiddenException", message: None })
        }
        _ => Ok(()),
    }
}
