//! App Mesh's own form: the input of `create-*` and `--cli-input-json`, and what `describe-*`
//! answers.

use serde_json::{Map, Value};

use super::Fault;
use super::fields::{PLAIN, convert, spec_shape};
use super::scope::Scope;
use super::v1beta2::OWNER;
use crate::model::{Key, Kind};

/// Returns the kind of resource that these members name: that of the name which no other of the
/// names is under. Nothing if there is no name among them.
pub(super) fn kind(members: &Map<String, Value>) -> Option<Kind> {
    let named = |kind: &Kind| members.contains_key(kind.name_member());
    let mut kinds: Vec<Kind> = Kind::ALL.into_iter().filter(named).collect();
    kinds.sort_by_key(|kind| (kind.parent().is_none(), *kind == Kind::Mesh));
    kinds.first().copied()
}

/// Members other than names and `spec`, and why they are ignored. Members of responses are not
/// desired state and get no note.
const OTHER_MEMBERS: [(&str, Option<&str>); 4] = [
    ("metadata", None),
    ("status", None),
    ("clientToken", Some("is not sent: meshctl makes a new token for each call")),
    ("meshOwner", Some(OWNER)),
];

pub(super) fn read(members: &Map<String, Value>, scope: &mut Scope<'_>) {
    let Some(kind) = kind(members) else { return scope.problem(Fault::NoManifest) };
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
    known.extend(OTHER_MEMBERS.iter().map(|(name, _)| *name));
    for name in members.keys() {
        if let Some((_, Some(why))) = OTHER_MEMBERS.iter().find(|(other, _)| other == name) {
            scope.skip_member(name, why);
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
            "present: a list only names resources; use the output of `describe-*`",
        );
    }
    let wish = match spec {
        Some(spec) => convert(PLAIN, spec_shape(kind), spec, "spec", scope),
        None => Value::Object(Map::new()),
    };
    let tags = tags(members.get("tags"), scope);
    scope.want(key, wish);
    if let Some(wanted) = scope.last() {
        wanted.tags = tags;
        wanted.any_spec = spec.is_none();
    }
}

/// Reads the tags. The check of the whole input says what is wrong with their lengths.
fn tags(tags: Option<&Value>, scope: &mut Scope<'_>) -> Vec<(String, String)> {
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
