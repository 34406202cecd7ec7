//! The repository stands alone: it names no path outside of it, and tests that read many of its
//! files pass in a copy without any other files. `.ci/run` runs all tests in such a clone.

use std::path::{Component, Path, PathBuf};

use regex::Regex;

use crate::parity::corpus;
use crate::support::in_project;

/// What is not part of a clone.
const IGNORED: [&str; 5] = [".git", ".tools", "target", "__pycache__", ".cargo"];

/// Adds the paths of all files in `directory`, relative to the repository, to `found`.
fn list_files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if IGNORED.iter().any(|name| path.ends_with(name)) {
            continue;
        } else if path.is_dir() {
            list_files(&path, found);
        } else {
            found.push(path.strip_prefix(in_project("")).unwrap().to_owned());
        }
    }
}

fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    list_files(&in_project(""), &mut found);
    found
}

/// Resolves `path` relative to `directory`, without looking at the file system. Returns `None` if it
/// leads out of the repository.
fn resolve(directory: &Path, path: &str) -> Option<PathBuf> {
    let mut resolved = PathBuf::new();
    for component in directory.join(path).components() {
        match component {
            Component::ParentDir if !resolved.pop() => return None,
            Component::Normal(name) => resolved.push(name),
            _ => {}
        }
    }
    Some(resolved)
}

/// Whether a relative path in `file` names something in the repository: relative to the file, or,
/// in tests, to the repository or to the installed tools.
fn stays_inside(file: &Path, path: &str) -> bool {
    let parent = file.parent().unwrap();
    let bases = [parent, Path::new(""), Path::new("tests/cli/tls"), Path::new("target/tools")];
    bases.iter().filter_map(|base| resolve(base, path)).any(|resolved| {
        let built = ["target", ".tools"].iter().any(|name| resolved.starts_with(name));
        built || in_project("").join(resolved).exists()
    })
}

#[test]
fn no_file_names_a_path_outside_the_repository() {
    let parent_path = Regex::new(r"(?:\.\./)+[\w.][\w./-]*").unwrap();
    let mut outside = Vec::new();
    for file in files() {
        let Ok(text) = std::fs::read_to_string(in_project("").join(&file)) else { continue };
        for found in parent_path.find_iter(&text) {
            if !stays_inside(&file, found.as_str()) {
                outside.push(format!("{}: {}", file.display(), found.as_str()));
            }
        }
    }
    assert_eq!(outside, [""; 0]);
}

#[test]
#[ignore = "needs python3: make test"]
fn corpus_passes_in_a_copy_of_the_repository() {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join("meshctl");
    for file in files() {
        let copy = root.join(&file);
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(in_project("").join(&file), copy).unwrap();
    }
    corpus::run(&root, &["--meshctl", &corpus::meshctl()]);
}
