//! Splits YAML or JSON into documents and expands lists.

use serde_json::{Map, Value};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Error, Spanned, budget, options};

use super::object::Object;
use super::{Origin, Problem, ProblemKind, SourceFile};
use crate::model::Kind;
use crate::model::unique_keys::UniqueKeys;

/// A document that is neither a list nor a response around a resource.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) origin: Origin,
    pub(super) value: Value,
}

/// The format of a document.
pub(super) enum DocumentForm<'a> {
    /// A custom resource of the App Mesh controller.
    Custom(Object<'a>),
    /// Another Kubernetes object, as `Deployment/prod/dj`.
    Foreign(String),
    /// An object without `apiVersion` and `kind`: App Mesh's own form.
    Plain(&'a Map<String, Value>),
    /// Something else.
    Other,
}

impl Document {
    pub(super) fn form(&self) -> DocumentForm<'_> {
        let Some(members) = self.value.as_object() else { return DocumentForm::Other };
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        match (text("apiVersion"), text("kind")) {
            (Some(version), Some(kind)) => {
                let object = Object::new(version, kind, members);
                if object.is_custom() {
                    DocumentForm::Custom(object)
                } else {
                    DocumentForm::Foreign(object.subject())
                }
            }
            (None, None) => DocumentForm::Plain(members),
            _ => DocumentForm::Other,
        }
    }
}

/// Returns the kind of resource that `members` in App Mesh's own form name: a route also names its
/// router and its mesh. `None` if they have no name.
pub(super) fn plain_kind(members: &Map<String, Value>) -> Option<Kind> {
    let named = |kind: &Kind| members.contains_key(kind.name_member());
    let mut kinds: Vec<Kind> = Kind::ALL.into_iter().filter(named).collect();
    kinds.sort_by_key(|kind| (kind.parent().is_none(), *kind == Kind::Mesh));
    kinds.first().copied()
}

/// Maximum nesting of a document; the deepest custom resources have about 20 levels.
const DEPTH: usize = 100;

/// Maximum number of values in the documents of one file, with aliases expanded.
const VALUES: usize = 300_000;

/// Maximum number of aliases in a document, and of values in their total expansion.
const ALIASES: usize = 10_000;
const REPLAYED: usize = 50_000;

/// Adds the documents in `file` to `into`. A syntax error is added to `problems` and ends the file.
pub(super) fn parse(file: &SourceFile, into: &mut Vec<Document>, problems: &mut Vec<Problem>) {
    let mut number = 0;
    let mut add = |line: Option<usize>, read: Result<Value, String>| {
        number += 1;
        let origin = Origin { file: file.path.clone(), document: number, line };
        match read {
            Ok(value) => expand(&origin, value, into),
            Err(message) => problems.push(Problem {
                origin,
                subject: String::new(),
                kind: ProblemKind::Syntax { message },
            }),
        }
    };
    if is_json(file) {
        let values = serde_json::Deserializer::from_str(&file.content).into_iter::<UniqueKeys>();
        for read in values {
            let read = read.map(|UniqueKeys(value)| value);
            add(
                None,
                read.map_err(|error| format!("not JSON: {}", nesting_limit(&error.to_string()))),
            );
        }
        return;
    }
    // Each limit is far above what manifests need and far below what would exhaust memory: nested
    // aliases can make a small file expand to a huge one.
    let options = options! {
        strict_booleans: true,
        budget: budget! {
            max_depth: DEPTH,
            flow_nesting_limit: DEPTH,
            max_nodes: VALUES,
            max_aliases: ALIASES,
        },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: REPLAYED },
    };
    let mut reader = file.content.as_bytes();
    let mut left = VALUES;
    for read in serde_saphyr::read_with_options::<_, Spanned<Value>>(&mut reader, options) {
        match read {
            Ok(Spanned { value, defined, .. }) => {
                let line = usize::try_from(defined.line()).ok();
                // The limits above are per document; many documents could each stay below them.
                match left.checked_sub(size(&value)) {
                    Some(rest) => left = rest,
                    None => return add(line, Err(format!("more than {VALUES} values in a file"))),
                }
                add(line, Ok(value));
            }
            Err(error) => {
                let line = error.location().and_then(|at| usize::try_from(at.line()).ok());
                add(line, Err(syntax_error(&error)));
            }
        }
    }
}

/// Returns the message for a syntax error: our own for an exceeded limit, else the parser's.
fn syntax_error(error: &Error) -> String {
    match error {
        Error::WithSnippet { error, .. } | Error::AliasError { error, .. } => syntax_error(error),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            format!("nested deeper than {DEPTH} levels")
        }
        Error::Budget { breach: BudgetBreach::Aliases { .. }, .. } => {
            format!("more than {ALIASES} aliases (`*name`)")
        }
        Error::Budget { .. } => format!("more than {VALUES} values"),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            format!("aliases (`*name`) expand to more than {REPLAYED} values")
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            "an anchor (`&name`) contains an alias (`*name`) of itself".to_owned()
        }
        other => {
            let message = other.without_snippet().to_string();
            format!("not YAML: {}", nesting_limit(&message.replace('\n', " ")))
        }
    }
}

/// Replaces the parsers' term for their own recursion by what it means for the file.
fn nesting_limit(message: &str) -> String {
    message.replace("recursion limit exceeded", "nested too deep")
}

/// Returns the number of values in `value`, itself included.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum::<usize>(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

/// A YAML parser reads most JSON, but not all of its escapes.
fn is_json(file: &SourceFile) -> bool {
    file.path.ends_with(".json")
        || (file.content.trim_start().starts_with(['{', '['])
            && serde_json::from_str::<serde::de::IgnoredAny>(&file.content).is_ok())
}

/// Adds `value`, or its content if it is a list of resources or a response around one.
fn expand(origin: &Origin, value: Value, into: &mut Vec<Document>) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.into_iter().for_each(|item| expand(origin, item, into)),
        Value::Object(mut members) => match inner(&members).map(str::to_owned) {
            Some(name) => {
                let value = members.shift_remove(&name).unwrap_or_default();
                expand(origin, value, into);
            }
            None => into.push(Document { origin: origin.clone(), value: Value::Object(members) }),
        },
        value => into.push(Document { origin: origin.clone(), value }),
    }
}

/// Returns the member that holds the resources of a wrapper: `items` of a Kubernetes list,
/// `virtualNodes` of an App Mesh list, `virtualNode` of a response.
fn inner(members: &Map<String, Value>) -> Option<&'static str> {
    let kind = members.get("kind").and_then(Value::as_str);
    if kind.is_some_and(|kind| kind.ends_with("List")) {
        return members.get("items").is_some_and(Value::is_array).then_some("items");
    }
    let only = |name: &str| members.keys().all(|other| other == name || other == "nextToken");
    let response = |name: &str| members.get(name).is_some_and(Value::is_object);
    let list = |name: &str| members.get(name).is_some_and(Value::is_array);
    Kind::ALL.into_iter().find_map(|kind| {
        let (one, many) = (kind.segment(), kind.plural());
        if response(one) && only(one) {
            Some(one)
        } else {
            (list(many) && only(many)).then_some(many)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parsed(file: &str, text: &str) -> (Vec<Value>, Vec<String>) {
        let (mut documents, mut problems) = (Vec::new(), Vec::new());
        parse(
            &SourceFile { path: file.into(), content: text.into() },
            &mut documents,
            &mut problems,
        );
        let values = documents.into_iter().map(|document| document.value).collect();
        (values, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn lists_and_wrappers_are_expanded() {
        let cases = [
            ("f.yaml", "a: 1\n---\n# nothing\n---\nb: 2\n", vec![json!({"a": 1}), json!({"b": 2})]),
            ("f.yaml", "a: yes\n", vec![json!({"a": "yes"})]),
            (
                "f.json",
                r#"{"a": "\ud83d\ude00"} {"b": 2}"#,
                vec![json!({"a": "😀"}), json!({"b": 2})],
            ),
            ("-", r#"[{"a": "\/"}]"#, vec![json!({"a": "/"})]),
            ("f.yaml", "{a: b}", vec![json!({"a": "b"})]),
            (
                "f.yaml",
                "apiVersion: v1\nkind: List\nitems: [{a: 1}, {kind: VirtualNodeList, items: [{b: 2}]}]",
                vec![json!({"a": 1}), json!({"b": 2})],
            ),
            (
                "f.json",
                r#"{"virtualNodes": [{"virtualNode": {"spec": {}}}], "nextToken": "t"}"#,
                vec![json!({"spec": {}})],
            ),
            ("f.json", r#"{"mesh": "m", "spec": 1}"#, vec![json!({"mesh": "m", "spec": 1})]),
            ("f.yaml", "", vec![]),
        ];
        for (file, text, want) in cases {
            assert_eq!(parsed(file, text), (want, vec![]), "{text}");
        }
    }

    #[test]
    fn documents_have_the_line_they_start_at() {
        let (mut documents, mut problems) = (Vec::new(), Vec::new());
        let text = "# first\na: 1\n---\n\n# second\nb: 2\n".into();
        parse(&SourceFile { path: "f.yaml".into(), content: text }, &mut documents, &mut problems);
        let at: Vec<String> = documents.iter().map(|d| d.origin.to_string()).collect();
        assert_eq!(at, ["f.yaml, document 1 (line 2)", "f.yaml, document 2 (line 6)"]);
    }

    #[test]
    fn the_value_limit_is_per_file() {
        let big = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(400), "*a,".repeat(99));
        let text = vec![big; 9].join("---\n");
        let (values, problems) = parsed("f.yaml", &text);
        assert_eq!(values.len(), 7);
        let want = "(line 22): more than 300000 values in a file";
        assert_eq!(problems.len(), 1);
        assert!(problems[0].ends_with(want), "{}", problems[0]);
    }

    #[test]
    fn invalid_yaml_and_json_are_problems() {
        let deep = "[".repeat(200_000);
        let nested: String = (0..400).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        let bomb: String = (0..30)
            .map(|n| format!("a{}: &a{} [{}]\n", n + 1, n + 1, format!("*a{n},").repeat(9)))
            .collect();
        let bomb = format!("a0: &a0 [x]\n{bomb}");
        let twice = "a: 1\na: 2\n";
        let cases = [
            ("f.yaml", "a: [1", "not YAML"),
            ("f.yaml", "a: *undefined", "not YAML"),
            ("f.yaml", "\t- a\n\u{0}", "not YAML"),
            ("f.json", "{\"a\": ", "not JSON"),
            ("f.yaml", twice, "not YAML"),
            ("f.json", r#"{"a": {"b": 1, "b": 2}}"#, "not JSON: duplicate key `b` at line 1"),
            ("f.yaml", &deep, "not YAML"),
            ("f.json", &deep, "not JSON"),
            ("f.yaml", &nested, "nested deeper than 100 levels"),
            ("f.yaml", &bomb, "expand to more than 50000 values"),
        ];
        for (file, text, want) in cases {
            let (values, problems) = parsed(file, text);
            let start: String = text.chars().take(40).collect();
            assert_eq!(values, Vec::<Value>::new(), "{start}");
            assert_eq!(problems.len(), 1, "{start}");
            assert!(problems[0].starts_with(&format!("{file}, document 1")), "{}", problems[0]);
            assert!(problems[0].contains(want), "{}", problems[0]);
        }
    }
}
