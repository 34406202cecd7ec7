//! The three formats, problems, and sets of several files. The examples are in `tests/manifest`.

mod formats;
mod problems;
mod sets;

use super::*;
use serde_json::json;

/// Reads `files` of (name, text), without defaults.
fn set(files: &[(&str, &str)]) -> Result<ManifestSet, ManifestError> {
    let text =
        |(file, text): &(&str, &str)| SourceFile { path: (*file).into(), content: (*text).into() };
    let texts: Vec<SourceFile> = files.iter().map(text).collect();
    read(&texts, &Defaults::default())
}

/// Reads one file and returns the desired resources, as (path of the key, spec).
fn desired(text: &str) -> Vec<(String, Value)> {
    let set = set(&[("f.yaml", text)]).unwrap_or_else(|error| panic!("{error}\n{text}"));
    set.desired.into_iter().map(|wanted| (wanted.key.path(), wanted.spec)).collect()
}

/// Returns the spec of the only resource in a file.
fn spec(text: &str) -> Value {
    let mut all = desired(text);
    assert_eq!(all.len(), 1, "{text}");
    all.remove(0).1
}

/// Reads one file and returns the error message.
fn error(text: &str) -> String {
    set(&[("f.yaml", text)]).unwrap_err().to_string()
}
