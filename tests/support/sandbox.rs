//! A home of its own for the commands of one test.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use super::tools;

/// A user with an empty home and an empty environment.
#[derive(Debug)]
pub(crate) struct Sandbox {
    home: TempDir,
    variables: Vec<(String, String)>,
}

/// What a command said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    /// Makes one in which the tutorial's mesh is stored: version 1 of everything, and version 2 of
    /// jazz and metal without traffic.
    pub(crate) fn with_dj_app() -> Self {
        let sandbox = Self::new();
        for folder in ["djapp/4_create_initial_mesh_components", "djapp/5_canary/jazz_v2.yaml"] {
            sandbox.run(["apply", "-f", &super::example(folder)]).ok();
        }
        sandbox.run(["apply", "-f", &super::example("djapp/5_canary/metal_v2.yaml")]).ok();
        sandbox
    }

    /// Sets a variable for the commands that follow.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Takes a variable back that was set.
    pub(crate) fn unset(&mut self, name: &str) {
        self.variables.retain(|(set, _)| set != name);
    }

    /// The value that was set last.
    pub(crate) fn variable(&self, name: &str) -> &str {
        let found = self.variables.iter().rev().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("{name} is not set")).1
    }

    /// The home folder, which is also where commands run.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The folder of the local store.
    pub(crate) fn data(&self) -> PathBuf {
        self.home().join(".local/share/meshctl")
    }

    /// Writes a file into the home folder and returns its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.home().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// `meshctl` where the shell's line `mount` has been run, with mounts that nobody else sees.
    /// Fails where the system allows no mounts: to root, and to others in a user namespace.
    pub(crate) fn among_mounts(&self, mount: &str) -> Command {
        let tried = self.command(&tools::system("unshare")).args(["-rm", "true"]).output();
        let tried = tried.unwrap();
        assert!(
            tried.status.success(),
            "this test mounts a disk of its own, which needs user namespaces or root: {}",
            String::from_utf8_lossy(&tried.stderr)
        );
        let mut command = self.command(&tools::system("unshare"));
        let script = format!("{mount} && exec \"$@\"");
        command.args(["-rm", "sh", "-c", &script, "sh", env!("CARGO_BIN_EXE_meshctl")]);
        command
    }

    /// `meshctl` without the privilege to write where it is not allowed, which root has.
    pub(crate) fn without_privilege(&self) -> Command {
        if !rustix::process::geteuid().is_root() {
            return self.meshctl();
        }
        let mut command = self.command(&tools::system("setpriv"));
        command.args(["--bounding-set", "-dac_override,-dac_read_search,-fowner"]);
        command.arg(env!("CARGO_BIN_EXE_meshctl"));
        command
    }

    /// Any program in this environment.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.home()).env_clear();
        command.env("HOME", self.home()).env("PATH", "/usr/bin:/bin");
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// `meshctl` in this environment.
    pub(crate) fn meshctl(&self) -> Command {
        self.command(Path::new(env!("CARGO_BIN_EXE_meshctl")))
    }

    /// Runs `meshctl` with `args` to its end.
    pub(crate) fn run<A: AsRef<str>>(&self, args: impl IntoIterator<Item = A>) -> Said {
        let mut command = self.meshctl();
        command.args(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        said(&mut command, "")
    }

    /// Runs `meshctl` with the words of `line`.
    pub(crate) fn line(&self, line: &str) -> Said {
        self.run(line.split_whitespace())
    }

    /// Runs `meshctl` with `input` on its stdin.
    pub(crate) fn fed<A: AsRef<str>>(
        &self,
        args: impl IntoIterator<Item = A>,
        input: &str,
    ) -> Said {
        let mut command = self.meshctl();
        command.args(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        said(&mut command, input)
    }
}

/// Runs `command` with `input` on its stdin to its end.
pub(crate) fn said(command: &mut Command, input: &str) -> Said {
    start(command, input).wait_with_output().unwrap().into()
}

/// As [`said`], but ends what does not end by itself in the time that `patience` gives it: nothing
/// is then returned.
pub(crate) fn said_within(patience: Duration, command: &mut Command, input: &str) -> Option<Said> {
    let child = start(command, input);
    let process = Pid::from_child(&child);
    let (ends, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || ends.send(child.wait_with_output()));
    match ended.recv_timeout(patience) {
        Ok(output) => Some(output.unwrap().into()),
        Err(_) => {
            // An error means that it has just ended.
            let _ = kill_process(process, Signal::KILL);
            None
        }
    }
}

fn start(command: &mut Command, input: &str) -> Child {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // A command that reads nothing may have closed it already.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

#[test]
fn what_does_not_end_is_ended() {
    let mut command = Command::new("/bin/sleep");
    assert_eq!(said_within(Duration::from_millis(50), command.arg("1000"), ""), None);
    let mut command = Command::new("/bin/cat");
    let said = said_within(Duration::from_secs(30), &mut command, "text").unwrap();
    assert_eq!(said.stdout, "text");
}

impl Said {
    /// Asserts that the command ended well, and returns what it said.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}\n{}", self.stdout, self.stderr);
        self.stdout
    }

    /// Asserts that the command ended well, and returns the JSON that it said.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        let text = self.ok();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// Asserts that the command failed with nothing on stdout; returns what it complained of.
    #[track_caller]
    pub(crate) fn refused(self, code: i32) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{}", self.stderr);
        self.stderr
    }
}
