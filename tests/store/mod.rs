//! All stores meet the same contract.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod accounts;
mod contract;
mod files;
mod migration;
mod power_loss;

use std::sync::Arc;

use meshctl::model::{Key, Kind, Name};
use meshctl::store::{
    AccountStore, Guard, Memory, Path, Range, Sqlite, Store, StoreError, Stored, Write,
    data_directory,
};
use tempfile::TempDir;

/// The implementations, each empty; the directory contains the file of those that have one.
fn every() -> Vec<(&'static str, Box<dyn Store>, TempDir)> {
    let temporary = || tempfile::tempdir().unwrap();
    let (lazy, opened) = (temporary(), temporary());
    let file = |directory: &TempDir| directory.path().join("deep/store.db");
    let account = "111122223333".parse().unwrap();
    let part = AccountStore::new(&account, Arc::new(Memory::default()));
    vec![
        ("part of one account", Box::new(part), temporary()),
        ("memory", Box::new(Memory::default()), temporary()),
        ("sqlite, created by the first commit", Box::new(Sqlite::new(file(&lazy))), lazy),
        ("sqlite, created at once", Box::new(open(&file(&opened)).unwrap()), opened),
    ]
}

fn mesh(name: &str) -> Path {
    Path::resource(&Key::mesh(name))
}

fn node(mesh: &str, name: &str) -> Path {
    Path::resource(&Key::member(Kind::VirtualNode, mesh, name))
}

fn route(mesh: &str, router: &str, name: &str) -> Path {
    Path::resource(&Key::child(Kind::Route, mesh, router, name))
}

fn nodes(mesh: &str) -> Range {
    Range::members(Kind::VirtualNode, &Name::from(mesh), None)
}

fn put(path: &Path) -> Write {
    Write::Put { path: path.clone(), value: format!("\"{}\"", path.as_str()) }
}

fn delete(path: &Path) -> Write {
    Write::Delete { path: path.clone() }
}

fn at(path: &Path, revision: Option<meshctl::store::Revision>) -> Guard {
    Guard::At { path: path.clone(), revision }
}

/// The last segments of the paths.
fn names(found: &[Stored]) -> Vec<&str> {
    found.iter().map(|one| one.path.as_str().rsplit('/').next().unwrap()).collect()
}

async fn listed(store: &dyn Store, range: Range) -> Vec<String> {
    let (found, _) = store.read(&[range]).await.unwrap();
    names(&found).into_iter().map(str::to_owned).collect()
}

/// Opens a store as a server does.
fn open(file: &std::path::Path) -> Result<Sqlite, StoreError> {
    let directory = file.parent().unwrap();
    let lock = data_directory::lock(directory, false)?.expect("no server has locked the directory");
    Sqlite::open(file, lock)
}
