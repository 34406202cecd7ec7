//! App Mesh's own format: the input of `create-*` and `--cli-input-json`, and the responses of
//! `describe-*`.

use serde_json::{Map, Value};

use super::ProblemKind;
use super::document::plain_kind;
use super::fields::{PLAIN, convert, spec_shape};
use super::scope::DocumentScope;
use super::v1beta2::OWNER;
use crate::model::{Key, Kind};

/// Fields that have no effect, and the reason for the note. Fields of responses get no note.
const IGNORED: [(&str, Option<&str>); 4] = [
    ("metadata", None),
    ("status", None),
    ("clientToken", Some("is not sent: each request gets a new token")),
    ("meshOwner", Some(OWNER)),
];

pub(super) fn read(members: &Map<String, Value>, scope: &mut DocumentScope<'_>) {
    let Some(kind) = plain_kind(members) else { return scope.problem(ProblemKind::NotAManifest) };
    let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
    scope.subject = format!("{kind}/{}", text(kind.name_member()));

    let mut names = members.clone();
    if !names.contains_key("meshName") {
        let Some(mesh) = scope.mesh() else { return };
        names.insert("meshName".to_owned(), mesh.as_str().into());
    }
    let parent = kind.parent().map(Kind::name_member);
    let own = [Some("meshName"), parent, Some(kind.name_member()), Some("spec"), Some("tags")];
    let mut known: Vec<&str> = own.into_iter().flatten().collect();
    known.extend(IGNORED.iter().map(|(name, _)| *name));
    for name in members.keys() {
        if let Some((_, Some(why))) = IGNORED.iter().find(|(ignored, _)| ignored == name) {
            scope.ignore_field(name, why);
        } else if !known.contains(&name.as_str()) {
            scope.unknown(name, &known);
        }
    }
    let Some(key) = Key::from_members(kind, &names) else {
        let missing = parent.filter(|name| !names.contains_key(*name));
        return scope.malformed(missing.unwrap_or(kind.name_member()), "a name");
    };
    let spec = members.get("spec").filter(|spec| !spec.is_null());
    if spec.is_none() && kind != Kind::Mesh {
        return scope.malformed(
            "spec",
            "present: responses of `list-*` have no specs, those of `describe-*` do",
        );
    }
    let desired = match spec {
        Some(spec) => convert(PLAIN, spec_shape(kind), spec, "spec", scope),
        None => Value::Object(Map::new()),
    };
    let tags = tags(members.get("tags"), scope);
    scope.add_desired(key, desired);
    if let Some(wanted) = scope.last_desired() {
        wanted.tags = tags;
        wanted.any_spec = spec.is_none();
    }
}

/// Reads the tags. Their lengths are checked with the whole input.
fn tags(tags: Option<&Value>, scope: &mut DocumentScope<'_>) -> Vec<(String, String)> {
    let Some(tags) = tags.filter(|tags| !tags.is_null()) else { return Vec::new() };
    let pair = |tag: &Value| {
        let key = tag.get("key")?.as_str()?.to_owned();
        Some((key, tag.get("value")?.as_str()?.to_owned()))
    };
    let pairs = tags.as_array().and_then(|tags| tags.iter().map(pair).collect());
    pairs.unwrap_or_else(|| {
        scope.malformed("tags", "a list of {key, value}");
        Vec::new()
    })
}
