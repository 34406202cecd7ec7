//! The results of `meshctl backup` and `meshctl restore`.

use std::path::PathBuf;

use serde::Serialize;

use crate::commands::Report;
use crate::store::Write;
use crate::store::backup::{Backup, Header};

/// Result of `meshctl backup`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupReport {
    /// Always `written`.
    pub state: BackupState,
    /// What is in the backup.
    #[serde(flatten)]
    pub contents: BackupContents,
}

/// What `meshctl backup` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum BackupState {
    /// The file is complete.
    Written,
}

/// Result of `meshctl restore`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RestoreReport {
    /// What was done.
    pub state: RestoreState,
    /// What is in the backup.
    #[serde(flatten)]
    pub contents: BackupContents,
    /// Remarks; for people only.
    #[serde(skip)]
    pub notes: Vec<String>,
}

/// What `meshctl restore` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RestoreState {
    /// The backup is valid; this was a dry run.
    Planned,
    /// The server holds what is in the backup.
    Restored,
}

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupContents {
    /// The backup's file, as it was given.
    pub file: PathBuf,
    /// Number of resources in it.
    pub resources: usize,
    /// Number of history entries in it.
    pub changes: usize,
    /// When and from which server it was taken.
    pub backup: Header,
}

impl BackupContents {
    /// Describes `backup`, which is in `file`.
    pub(super) fn new(file: PathBuf, backup: &Backup) -> Self {
        let paths = || backup.writes.iter().filter_map(Write::path);
        Self {
            file,
            resources: paths().filter(|path| path.is_resource()).count(),
            changes: paths().filter(|path| path.change_number().is_some()).count(),
            backup: backup.header.clone(),
        }
    }

    fn line(&self, state: &str) -> String {
        let Self { file, resources, changes, backup } = self;
        let revision = backup.revision;
        let file = file.display();
        format!(
            "{file} {state}: {resources} resources and {changes} changes, revision {revision}\n"
        )
    }
}

impl Report for BackupReport {
    fn text(&self) -> String {
        self.contents.line("written")
    }
}

impl Report for RestoreReport {
    fn text(&self) -> String {
        self.contents.line(match self.state {
            RestoreState::Planned => "is a valid backup",
            RestoreState::Restored => "restored",
        })
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}
