//! A process that is killed at the latest when the test ends.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::until;

/// A running process that writes its output to a log file.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `command` and appends its output to the file `log`.
    pub(crate) fn start(mut command: Command, log: &Path) -> Self {
        let file = std::fs::File::options().create(true).append(true).open(log).unwrap();
        command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
        Self { child: command.spawn().unwrap(), log: log.to_owned() }
    }

    /// The path of the log file.
    pub(crate) fn log_path(&self) -> &Path {
        &self.log
    }

    /// The output so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Whether the process has the file `path` open.
    pub(crate) fn has_open(&self, path: &Path) -> bool {
        let path = path.canonicalize().unwrap();
        let files = std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap();
        files.flatten().any(|file| std::fs::read_link(file.path()).is_ok_and(|it| it == path))
    }

    /// Panics with the output if the process has exited.
    pub(crate) fn assert_alive(&mut self) {
        if let Some(status) = self.child.try_wait().unwrap() {
            panic!("the process exited with {status}:\n{}", self.log());
        }
    }

    /// Sends SIGKILL and waits for the exit.
    pub(crate) fn kill(&mut self) {
        // An error means that it has exited already.
        drop(self.child.kill());
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM and waits for the exit.
    pub(crate) fn terminate(&mut self) -> ExitStatus {
        self.signal_and_wait(Signal::TERM)
    }

    /// Sends SIGINT, as Ctrl-C does, and waits for the exit.
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        self.signal_and_wait(Signal::INT)
    }

    fn signal_and_wait(&mut self, signal: Signal) -> ExitStatus {
        self.signal(signal);
        self.wait()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits until the process exits.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let log = self.log.clone();
        until("exit of the process", || match self.child.try_wait().unwrap() {
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
