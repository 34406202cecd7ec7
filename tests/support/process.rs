//! A process that ends with the test, whatever way the test ends.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::until;

/// A running process, its output in a log.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `command` with its output going to the file `log`.
    pub(crate) fn start(mut command: Command, log: &Path) -> Self {
        let file = std::fs::File::options().create(true).append(true).open(log).unwrap();
        command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
        Self { child: command.spawn().unwrap(), log: log.to_owned() }
    }

    /// Where it says what it has to say.
    pub(crate) fn log_path(&self) -> &Path {
        &self.log
    }

    /// What it has said so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Tells whether it has the file `path` open.
    pub(crate) fn holds(&self, path: &Path) -> bool {
        let path = path.canonicalize().unwrap();
        let files = std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap();
        files.flatten().any(|file| std::fs::read_link(file.path()).is_ok_and(|it| it == path))
    }

    /// Fails with what it has said if it has ended.
    pub(crate) fn assert_alive(&mut self) {
        if let Some(status) = self.child.try_wait().unwrap() {
            panic!("it ended with {status}:\n{}", self.log());
        }
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        // An error means that it is gone already.
        drop(self.child.kill());
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM and waits for the end.
    pub(crate) fn terminate(&mut self) -> ExitStatus {
        self.end_by(Signal::TERM)
    }

    /// Sends SIGINT, as Ctrl-C does, and waits for the end.
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        self.end_by(Signal::INT)
    }

    fn end_by(&mut self, signal: Signal) -> ExitStatus {
        self.signal(signal);
        self.ended()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for its end.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let log = self.log.clone();
        until("the end after a signal", || match self.child.try_wait().unwrap() {
            Some(status) => Ok(status),
            None => Err(std::fs::read_to_string(&log).unwrap_or_default()),
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
