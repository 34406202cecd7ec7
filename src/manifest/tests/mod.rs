//! The three formats, what is wrong with files, and how files add up. The examples, and files on
//! disk, are in `tests/manifest.rs`.

mod formats;
mod problems;
mod sets;

use super::*;
use serde_json::json;

/// Reads `files` of (name, text), without defaults.
fn set(files: &[(&str, &str)]) -> Result<Set, ManifestError> {
    let text = |(file, text): &(&str, &str)| Text { file: (*file).into(), text: (*text).into() };
    let texts: Vec<Text> = files.iter().map(text).collect();
    read(&texts, &Defaults::default())
}

/// Reads one file and returns what it wishes for, as (path of the key, spec).
fn wished(text: &str) -> Vec<(String, Value)> {
    let set = set(&[("f.yaml", text)]).unwrap_or_else(|error| panic!("{error}\n{text}"));
    set.desired.into_iter().map(|wanted| (wanted.key.path(), wanted.spec)).collect()
}

/// Returns the only spec that a file wishes for.
fn spec(text: &str) -> Value {
    let mut all = wished(text);
    assert_eq!(all.len(), 1, "{text}");
    all.remove(0).1
}

/// Reads one file and returns what is wrong with it.
fn error(text: &str) -> String {
    set(&[("f.yaml", text)]).unwrap_err().to_string()
}
