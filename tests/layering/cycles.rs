//! Files do not import each other in cycles.
//!
//! An import is any path that starts with `crate`, `self`, `super` or the name of a module in scope.
//! A path through a re-export counts as an import of the file that defines the item. Items of a
//! file's own ancestors do not count: a module and its submodules form one unit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

/// Directories that still have cycles. Remove a directory when its cycles are resolved.
const KNOWN: [&str; 4] = ["mesh/topology", "model", "serve", "store/sqlite"];

/// The path of a module, or of an item in it, from the crate root.
type ItemPath = Vec<String>;

struct ModuleImports {
    /// The paths in each module, as written.
    paths: BTreeMap<ItemPath, Vec<ItemPath>>,
}

impl ModuleImports {
    fn of(sources: &[(std::path::PathBuf, String)]) -> Self {
        let modules = sources.iter().filter(|(path, _)| !super::is_test(path));
        Self { paths: modules.map(|(path, code)| (module(path), paths(code))).collect() }
    }

    fn is_module(&self, path: &[String]) -> bool {
        self.paths.contains_key(path)
    }

    /// Resolves `path`, as written in `module`, from the crate root; `None` if it leads elsewhere.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<ItemPath> {
        let supers = path.iter().take_while(|part| *part == "super").count();
        let (base, rest) = match path[0].as_str() {
            "crate" => (&module[..0], &path[1..]),
            "self" => (module, &path[1..]),
            "super" => (&module[..module.len().checked_sub(supers)?], &path[supers..]),
            name => {
                let child = [module, &[name.to_owned()]].concat();
                if self.is_module(&child) {
                    (module, path)
                } else {
                    let imported = self.imported_module(module, name)?;
                    return Some([&imported[..], &path[1..]].concat());
                }
            }
        };
        Some([base, rest].concat())
    }

    /// Returns the module that `module` imports under the name `name`.
    fn imported_module(&self, module: &[String], name: &str) -> Option<ItemPath> {
        let candidates = self.paths[module].iter().filter(|path| {
            path.len() > 1
                && path.last().is_some_and(|last| last == name)
                && ["crate", "self", "super"].contains(&path[0].as_str())
        });
        let mut absolute = candidates.filter_map(|path| self.absolute(module, path));
        absolute.find(|path| self.is_module(path))
    }

    /// Returns the module that defines what `path` names in `module`.
    fn definition(&self, module: &[String], path: &[String], depth: usize) -> Option<ItemPath> {
        let absolute = self.absolute(module, path)?;
        let mut length = 0;
        while length < absolute.len() && self.is_module(&absolute[..=length]) {
            length += 1;
        }
        let (owner, item) = absolute.split_at(length);
        let (Some(item), true) = (item.first(), depth < 8) else { return Some(owner.to_vec()) };
        let re_exports = self
            .paths
            .get(owner)
            .into_iter()
            .flatten()
            .filter(|path| path.len() > 1 && path.last().is_some_and(|last| last == item));
        for path in re_exports {
            let found = self.definition(owner, path, depth + 1);
            if let Some(found) = found.filter(|found| found != owner) {
                return Some(found);
            }
        }
        Some(owner.to_vec())
    }

    /// Returns the modules that `module` imports from.
    fn imports(&self, module: &[String]) -> BTreeSet<ItemPath> {
        // The import of a module says nothing; the items used from it do.
        let items = self.paths[module].iter().filter(|path| {
            let absolute = self.absolute(module, path);
            absolute.is_some_and(|absolute| !self.is_module(&absolute))
        });
        let defined = items.filter_map(|path| self.definition(module, path, 0));
        defined.filter(|other| self.is_module(other) && !module.starts_with(other)).collect()
    }
}

fn module(path: &Path) -> ItemPath {
    let without_extension = path.with_extension("");
    let parts = without_extension.iter().map(|part| part.to_str().unwrap().to_owned());
    parts.filter(|part| !["mod", "lib"].contains(&part.as_str())).collect()
}

static USES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);").unwrap());
static PATHS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+(?:::\w+)+").unwrap());

/// Returns all paths in `code`; those of `use` declarations one by one.
fn paths(code: &str) -> Vec<ItemPath> {
    let mut found = Vec::new();
    for import in USES.captures_iter(code) {
        expand(&[], &import[1], &mut found);
    }
    let rest = USES.replace_all(code, "");
    let inline = PATHS.find_iter(&rest).map(|path| segments(path.as_str()));
    found.extend(inline);
    found
}

fn segments(path: &str) -> ItemPath {
    let path = path.split(" as ").next().unwrap();
    path.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Expands `a::{b, c::{d, e}}` below `prefix`.
fn expand(prefix: &[String], tree: &str, found: &mut Vec<ItemPath>) {
    let Some((start, inner)) = tree.split_once('{') else {
        found.push([prefix, &segments(tree)].concat());
        return;
    };
    let prefix = [prefix, &segments(start)].concat();
    let inner = &inner[..inner.rfind('}').unwrap()];
    let (mut depth, mut from) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&prefix, &inner[from..at], found);
                from = at + 1;
            }
            _ => {}
        }
    }
    if !inner[from..].trim().is_empty() {
        expand(&prefix, &inner[from..], found);
    }
}

/// Returns the modules that can be reached from `start` by one import or more.
fn reachable(
    start: &ItemPath,
    imports: &BTreeMap<ItemPath, BTreeSet<ItemPath>>,
) -> BTreeSet<ItemPath> {
    let (mut reached, mut pending) = (BTreeSet::new(), vec![start]);
    while let Some(module) = pending.pop() {
        for next in &imports[module] {
            if reached.insert(next.clone()) {
                pending.push(next);
            }
        }
    }
    reached
}

/// Returns the groups of modules that import each other in a cycle.
fn cycles(sources: &[(std::path::PathBuf, String)]) -> BTreeSet<Vec<String>> {
    let modules = ModuleImports::of(sources);
    let imports: BTreeMap<_, _> =
        modules.paths.keys().map(|module| (module.clone(), modules.imports(module))).collect();
    let reached: BTreeMap<_, _> =
        imports.keys().map(|module| (module, reachable(module, &imports))).collect();
    let in_cycle = imports.keys().filter(|module| reached[module].contains(*module));
    let groups = in_cycle.map(|module| {
        let group = reached[module].iter().filter(|other| reached[other].contains(module));
        group.map(|module| module.join("/")).collect()
    });
    groups.collect()
}

#[test]
fn files_do_not_import_each_other_in_cycles() {
    let (mut unknown, mut used) = (Vec::new(), BTreeSet::new());
    for cycle in cycles(&super::sources()) {
        let known = KNOWN
            .into_iter()
            .find(|known| cycle.iter().all(|file| Path::new(file).starts_with(known)));
        match known {
            Some(known) => drop(used.insert(known)),
            None => unknown.push(cycle.join(" <-> ")),
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
    assert_eq!(used, KNOWN.into_iter().collect(), "remove directories without cycles from KNOWN");
}

#[test]
fn cycles_are_found_through_re_exports_and_inline_paths() {
    let file = |path: &str, code: &str| (path.into(), code.to_owned());
    let sources = [
        file("lib.rs", ""),
        file("a/mod.rs", "mod left;\nmod right;\npub use left::Left;\nuse right::Right;"),
        file("a/left.rs", "use super::right;\npub struct Left(right::Right);"),
        file("a/right.rs", "use crate::{\n    a::{Left as L},\n    b::Other,\n};"),
        file("b.rs", "fn f() -> crate::Missing { todo!() }"),
    ];
    assert_eq!(cycles(&sources), BTreeSet::from([vec!["a/left".to_owned(), "a/right".to_owned()]]));
}
