//! What the oracle answers to a step that passes, and what the step leaves behind.

use serde_json::{Value, json};

use super::shape::{add, body, item, list_of, shown, text};
use super::step::{At, From, MESH, Page, Step, TOKENS};
use super::world::{Refusal, Thing, World};

impl World {
    /// What the answer to a step that passes must be; the server may choose ids and times, which
    /// are taken from `got`.
    pub(super) fn answer(
        &mut self,
        step: &Step,
        input: &Value,
        got: &Value,
    ) -> Result<Value, Refusal> {
        Ok(match step {
            Step::Create { at, wish, tags, .. } => {
                self.written(("create", at), input, got, |_| {
                    let mut own = Vec::new();
                    add(&mut own, tags);
                    (wish.spec.clone(), 1, own)
                })?
            }
            Step::Update { at, wish, .. } => {
                self.written(("update", at), input, got, |before| {
                    let before = before.expect("it is there");
                    (wish.spec.clone(), before.version + 1, before.tags)
                })?
            }
            Step::Describe { at, .. } => {
                let thing = &self.things[at];
                body(at, thing, shown(at.kind, &thing.spec), "ACTIVE")
            }
            Step::Delete { at, .. } => {
                let mut last = self.things.remove(at).unwrap();
                last.version += u64::from(at.kind != &MESH);
                last.updated = later(&last.updated, &got["metadata"]["lastUpdatedAt"]);
                body(at, &last, shown(at.kind, &last.spec), "DELETED")
            }
            Step::List { of, page } => {
                let own = |at: &&At| {
                    at.kind == of.kind
                        && (of.kind == &MESH || (at.mesh == of.mesh && at.parent == of.parent))
                };
                let all = self.things.iter().filter(|(at, _)| own(at));
                let items = all.map(|(at, thing)| (at.name.to_owned(), item(at, thing))).collect();
                self.page((&list_of(of), of.kind.plural), items, *page, got)
            }
            Step::Tag { arn, tags } => {
                let at = self.tagged(arn)?;
                add(&mut self.things.get_mut(&at).unwrap().tags, tags);
                json!({})
            }
            Step::Untag { arn, keys } => {
                let at = self.tagged(arn)?;
                self.things.get_mut(&at).unwrap().tags.retain(|(key, _)| !keys.contains(key));
                json!({})
            }
            Step::ListTags { arn, page } => {
                let at = self.tagged(arn)?;
                let tags = &self.things[&at].tags;
                let shown = |(key, value): &(String, String)| {
                    (key.clone(), json!({"key": key, "value": value}))
                };
                let items = tags.iter().map(shown).collect();
                self.page((&text(arn), "tags"), items, *page, got)
            }
        })
    }

    /// The answer to a create or an update: the earlier one, or that of what is new.
    fn written(
        &mut self,
        (verb, at): (&'static str, &At),
        input: &Value,
        got: &Value,
        new: impl FnOnce(Option<Thing>) -> (Value, u64, Vec<(String, String)>),
    ) -> Result<Value, Refusal> {
        if let Some(answer) = self.earlier(verb, at, input)?.cloned() {
            *self.seen.entry("replay").or_default() += 1;
            return Ok(answer);
        }
        let before = self.things.get(at).cloned();
        let facts = &got["metadata"];
        let (uid, created, updated) = match &before {
            None => (facts["uid"].clone(), facts["createdAt"].clone(), facts["createdAt"].clone()),
            Some(before) => {
                let updated = later(&before.updated, &facts["lastUpdatedAt"]);
                (before.uid.clone(), before.created.clone(), updated)
            }
        };
        let (spec, version, tags) = new(before);
        let thing = Thing { spec, version, tags, uid, created, updated };
        let answer = body(at, &thing, thing.spec.clone(), "ACTIVE");
        self.things.insert(at.clone(), thing);
        if let Some(token) = TOKENS.into_iter().find(|token| input["clientToken"] == *token) {
            self.tokens.insert((verb, at.clone(), token), (input.clone(), answer.clone()));
        }
        Ok(answer)
    }

    /// A page of `items`, which have their names beside them; its token is the server's own.
    fn page(
        &mut self,
        (list, plural): (&str, &str),
        items: Vec<(String, Value)>,
        page: Page,
        got: &Value,
    ) -> Value {
        let kept = self.pages.get(list).filter(|_| page.from == From::Kept);
        let mut seen = kept.map(|(_, seen)| seen.clone()).unwrap_or_default();
        // Tags come once, resources behind the last name; what comes and goes between changes
        // nothing else.
        let left: Vec<_> = items
            .iter()
            .filter(|(name, _)| match plural {
                "tags" => !seen.contains(name),
                _ => seen.last().is_none_or(|last| name > last),
            })
            .collect();
        let shown =
            &left[..left.len().min(page.limit.unwrap_or(if plural == "tags" { 50 } else { 100 }))];
        let values: Vec<&Value> = shown.iter().map(|(_, value)| value).collect();
        let mut body = json!({ plural: values });
        self.pages.remove(list);
        if shown.len() < left.len() {
            *self.seen.entry("another page").or_default() += 1;
            let token = got["nextToken"].as_str().unwrap_or("a token");
            body["nextToken"] = json!(token);
            seen.extend(shown.iter().map(|(name, _)| name.clone()));
            self.pages.insert(list.to_owned(), (token.to_owned(), seen));
        }
        body
    }
}

/// The later one of two times, if the new one is that; else what was, so that they differ.
fn later(before: &Value, new: &Value) -> Value {
    if new.as_f64() >= before.as_f64() { new.clone() } else { before.clone() }
}
