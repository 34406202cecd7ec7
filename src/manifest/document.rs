//! From a text to its documents: YAML or JSON, one or many, lists taken apart.

use serde_json::{Map, Value};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Error, Spanned, budget, options};

use super::kubernetes::Object;
use super::{Fault, Origin, Problem, Text};
use crate::model::Kind;
use crate::model::unique_keys::UniqueKeys;

/// One document, with lists and wrappers already taken off.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) origin: Origin,
    pub(super) value: Value,
}

/// What a document looks like.
pub(super) enum Form<'a> {
    /// A custom resource of App Mesh.
    Custom(Object<'a>),
    /// Another Kubernetes object, as `Deployment/prod/dj`.
    Foreign(String),
    /// An object without `apiVersion` and `kind`: App Mesh's own form.
    Plain(&'a Map<String, Value>),
    /// Something else.
    Other,
}

impl Document {
    pub(super) fn form(&self) -> Form<'_> {
        let Some(members) = self.value.as_object() else { return Form::Other };
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        match (text("apiVersion"), text("kind")) {
            (Some(version), Some(kind)) => {
                let object = Object::new(version, kind, members);
                if object.is_custom() {
                    Form::Custom(object)
                } else {
                    Form::Foreign(object.subject())
                }
            }
            (None, None) => Form::Plain(members),
            _ => Form::Other,
        }
    }
}

/// How deep a document may nest: the deepest custom resources are at some 20 levels.
const DEPTH: usize = 100;

/// How many values the documents of one file may hold, aliases written out.
const VALUES: usize = 300_000;

/// How many aliases a document may have, and how many values they may stand for together.
const ALIASES: usize = 10_000;
const REPLAYED: usize = 50_000;

/// Adds the documents of `text` to `into`. What cannot be read is a problem, and ends the text.
pub(super) fn parse(text: &Text, into: &mut Vec<Document>, problems: &mut Vec<Problem>) {
    let mut number = 0;
    let mut add = |line: Option<usize>, read: Result<Value, String>| {
        number += 1;
        let origin = Origin { file: text.file.clone(), document: number, line };
        match read {
            Ok(value) => take_apart(&origin, value, into),
            Err(message) => problems.push(Problem {
                origin,
                subject: String::new(),
                fault: Fault::Syntax { message },
            }),
        }
    };
    if is_json(text) {
        let values = serde_json::Deserializer::from_str(&text.text).into_iter::<UniqueKeys>();
        for read in values {
            let read = read.map(|UniqueKeys(value)| value);
            add(None, read.map_err(|error| format!("not JSON: {}", depth(&error.to_string()))));
        }
        return;
    }
    // Each limit is far above what a set of manifests comes to and far below what would hurt:
    // aliases that multiply each other are what makes a small file a large one.
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
    let mut reader = text.text.as_bytes();
    let mut left = VALUES;
    for read in serde_saphyr::read_with_options::<_, Spanned<Value>>(&mut reader, options) {
        match read {
            Ok(Spanned { value, defined, .. }) => {
                let line = usize::try_from(defined.line()).ok();
                // The limits above are each document's; many documents could each stay below.
                match left.checked_sub(size(&value)) {
                    Some(rest) => left = rest,
                    None => return add(line, Err(format!("more than {VALUES} values in a file"))),
                }
                add(line, Ok(value));
            }
            Err(error) => {
                let line = error.location().and_then(|at| usize::try_from(at.line()).ok());
                add(line, Err(refusal(&error)));
            }
        }
    }
}

/// Says what is wrong with a text: in our words where it breaks one of the limits, else in those of
/// the parser.
fn refusal(error: &Error) -> String {
    match error {
        Error::WithSnippet { error, .. } | Error::AliasError { error, .. } => refusal(error),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            format!("it nests deeper than {DEPTH} levels")
        }
        Error::Budget { breach: BudgetBreach::Aliases { .. }, .. } => {
            format!("it has more than {ALIASES} aliases (`*name`)")
        }
        Error::Budget { .. } => format!("it has more than {VALUES} values"),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            format!("its aliases (`*name`) stand for more than {REPLAYED} values: write them out")
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            "an anchor (`&name`) has an alias (`*name`) of itself in it".to_owned()
        }
        other => {
            let message = other.without_snippet().to_string();
            format!("not YAML: {}", depth(&message.replace('\n', " ")))
        }
    }
}

/// Both parsers call it a recursion, which is theirs and not the reader's.
fn depth(message: &str) -> String {
    message.replace("recursion limit exceeded", "it nests too deep")
}

/// Returns how many values are in `value`, itself counted.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum::<usize>(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

/// YAML reads most JSON, but not all of its escapes.
fn is_json(text: &Text) -> bool {
    text.file.ends_with(".json")
        || (text.text.trim_start().starts_with(['{', '['])
            && serde_json::from_str::<serde::de::IgnoredAny>(&text.text).is_ok())
}

/// Adds `value`, or what is in it if it is a list of resources or a response around one.
fn take_apart(origin: &Origin, value: Value, into: &mut Vec<Document>) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.into_iter().for_each(|item| take_apart(origin, item, into)),
        Value::Object(mut members) => match inner(&members).map(str::to_owned) {
            Some(name) => {
                let value = members.shift_remove(&name).unwrap_or_default();
                take_apart(origin, value, into);
            }
            None => into.push(Document { origin: origin.clone(), value: Value::Object(members) }),
        },
        value => into.push(Document { origin: origin.clone(), value }),
    }
}

/// Returns the member that holds the resources, if this is only something around them: `items` of
/// a Kubernetes list, `virtualNodes` of a list of App Mesh's, `virtualNode` of a response.
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
        parse(&Text { file: file.into(), text: text.into() }, &mut documents, &mut problems);
        let values = documents.into_iter().map(|document| document.value).collect();
        (values, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn lists_and_wrappers_are_taken_off() {
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
    fn a_document_knows_the_line_it_starts_at() {
        let (mut documents, mut problems) = (Vec::new(), Vec::new());
        let text = "# first\na: 1\n---\n\n# second\nb: 2\n".into();
        parse(&Text { file: "f.yaml".into(), text }, &mut documents, &mut problems);
        let at: Vec<String> = documents.iter().map(|d| d.origin.to_string()).collect();
        assert_eq!(at, ["f.yaml, document 1 (line 2)", "f.yaml, document 2 (line 6)"]);
    }

    #[test]
    fn many_documents_cannot_do_what_one_may_not() {
        let big = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(400), "*a,".repeat(99));
        let text = vec![big; 9].join("---\n");
        let (values, problems) = parsed("f.yaml", &text);
        assert_eq!(values.len(), 7);
        let want = "(line 22): more than 300000 values in a file";
        assert_eq!(problems.len(), 1);
        assert!(problems[0].ends_with(want), "{}", problems[0]);
    }

    #[test]
    fn what_is_no_yaml_or_json_is_a_problem_and_no_panic() {
        let deep = "[".repeat(200_000);
        let nested: String = (0..400).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        let bomb: String = (0..30)
            .map(|n| format!("a{}: &a{} [{}]\n", n + 1, n + 1, format!("*a{n},").repeat(9)))
            .collect();
        let bomb = format!("a0: &a0 [x]\n{bomb}");
        let twice = "a: 1\na: 2\n";
        let cases = [
            ("f.yaml", "a: [1", "not YAML"),
            ("f.yaml", "a: *missing", "not YAML"),
            ("f.yaml", "\t- a\n\u{0}", "not YAML"),
            ("f.json", "{\"a\": ", "not JSON"),
            ("f.yaml", twice, "not YAML"),
            ("f.json", r#"{"a": {"b": 1, "b": 2}}"#, "not JSON: duplicate key `b` at line 1"),
            ("f.yaml", &deep, "not YAML"),
            ("f.json", &deep, "not JSON"),
            ("f.yaml", &nested, "it nests deeper than 100 levels"),
            ("f.yaml", &bomb, "stand for more than 50000 values"),
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
