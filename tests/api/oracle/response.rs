//! Expected responses of successful calls, and their effects on the oracle's state.

use serde_json::{Value, json};

use super::call::{ApiCall, MESH, PageRequest, PageStart, ResourceId, TOKENS};
use super::rendering::{add_tags, arn_string, described_spec, list_id, list_item, resource_body};
use super::state::{ExpectedError, Oracle, OracleResource};

impl Oracle {
    /// Applies a call that must succeed and returns the expected response. IDs and times, which the
    /// server chooses, are taken from `got`.
    pub(super) fn apply(
        &mut self,
        call: &ApiCall,
        input: &Value,
        got: &Value,
    ) -> Result<Value, ExpectedError> {
        Ok(match call {
            ApiCall::Create { at, write, tags, .. } => {
                self.write(("create", at), input, got, |_| {
                    let mut own = Vec::new();
                    add_tags(&mut own, tags);
                    (write.spec.clone(), 1, own)
                })?
            }
            ApiCall::Update { at, write, .. } => {
                self.write(("update", at), input, got, |before| {
                    let before = before.expect("the resource exists");
                    (write.spec.clone(), before.version + 1, before.tags)
                })?
            }
            ApiCall::Describe { at, .. } => {
                let resource = &self.resources[at];
                resource_body(at, resource, described_spec(at.kind, &resource.spec), "ACTIVE")
            }
            ApiCall::Delete { at, .. } => {
                let mut last = self.resources.remove(at).unwrap();
                last.version += u64::from(at.kind != &MESH);
                last.updated = later(&last.updated, &got["metadata"]["lastUpdatedAt"]);
                resource_body(at, &last, described_spec(at.kind, &last.spec), "DELETED")
            }
            ApiCall::List { of, page } => {
                let own = |at: &&ResourceId| {
                    at.kind == of.kind
                        && (of.kind == &MESH || (at.mesh == of.mesh && at.parent == of.parent))
                };
                let all = self.resources.iter().filter(|(at, _)| own(at));
                let items = all
                    .map(|(at, resource)| (at.name.to_owned(), list_item(at, resource)))
                    .collect();
                self.page((&list_id(of), of.kind.plural), items, *page, got)
            }
            ApiCall::Tag { arn, tags } => {
                let at = self.tag_target(arn)?;
                add_tags(&mut self.resources.get_mut(&at).unwrap().tags, tags);
                json!({})
            }
            ApiCall::Untag { arn, keys } => {
                let at = self.tag_target(arn)?;
                self.resources.get_mut(&at).unwrap().tags.retain(|(key, _)| !keys.contains(key));
                json!({})
            }
            ApiCall::ListTags { arn, page } => {
                let at = self.tag_target(arn)?;
                let tags = &self.resources[&at].tags;
                let shown = |(key, value): &(String, String)| {
                    (key.clone(), json!({"key": key, "value": value}))
                };
                let items = tags.iter().map(shown).collect();
                self.page((&arn_string(arn), "tags"), items, *page, got)
            }
        })
    }

    /// Applies a create or an update; a replayed token returns the earlier response.
    fn write(
        &mut self,
        (verb, at): (&'static str, &ResourceId),
        input: &Value,
        got: &Value,
        new: impl FnOnce(Option<OracleResource>) -> (Value, u64, Vec<(String, String)>),
    ) -> Result<Value, ExpectedError> {
        if let Some(response) = self.replayed_response(verb, at, input)?.cloned() {
            *self.outcomes.entry("replay").or_default() += 1;
            return Ok(response);
        }
        let before = self.resources.get(at).cloned();
        let facts = &got["metadata"];
        let (uid, created, updated) = match &before {
            None => (facts["uid"].clone(), facts["createdAt"].clone(), facts["createdAt"].clone()),
            Some(before) => {
                let updated = later(&before.updated, &facts["lastUpdatedAt"]);
                (before.uid.clone(), before.created.clone(), updated)
            }
        };
        let (spec, version, tags) = new(before);
        let resource = OracleResource { spec, version, tags, uid, created, updated };
        let response = resource_body(at, &resource, resource.spec.clone(), "ACTIVE");
        self.resources.insert(at.clone(), resource);
        if let Some(token) = TOKENS.into_iter().find(|token| input["clientToken"] == *token) {
            self.tokens.insert((verb, at.clone(), token), (input.clone(), response.clone()));
        }
        Ok(response)
    }

    /// Returns the expected page of `items`, given with their names. The token is taken from `got`.
    fn page(
        &mut self,
        (list, plural): (&str, &str),
        items: Vec<(String, Value)>,
        page: PageRequest,
        got: &Value,
    ) -> Value {
        let previous = self.pages.get(list).filter(|_| page.from == PageStart::Next);
        let mut seen = previous.map(|(_, seen)| seen.clone()).unwrap_or_default();
        // Tags are returned once, resources by name after the last one; changes between pages do
        // not affect other items.
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
            *self.outcomes.entry("another page").or_default() += 1;
            let token = got["nextToken"].as_str().unwrap_or("a token");
            body["nextToken"] = json!(token);
            seen.extend(shown.iter().map(|(name, _)| name.clone()));
            self.pages.insert(list.to_owned(), (token.to_owned(), seen));
        }
        body
    }
}

/// Returns `new` unless it is earlier than `before`; then `before`, so that the comparison fails.
fn later(before: &Value, new: &Value) -> Value {
    if new.as_f64() >= before.as_f64() { new.clone() } else { before.clone() }
}
