//! A home directory for the commands of one test.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use super::tools;

/// A user with an empty home directory and an empty environment.
#[derive(Debug)]
pub(crate) struct Sandbox {
    home: TempDir,
    variables: Vec<(String, String)>,
}

/// The result of a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CommandOutput {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    /// Returns a sandbox whose store contains the tutorial's mesh: version 1 of all services, and
    /// version 2 of jazz and metal without traffic.
    pub(crate) fn with_dj_app() -> Self {
        let sandbox = Self::new();
        for path in ["djapp/4_create_initial_mesh_components", "djapp/5_canary/jazz_v2.yaml"] {
            sandbox.run(["apply", "-f", &super::example(path)]).ok();
        }
        sandbox.run(["apply", "-f", &super::example("djapp/5_canary/metal_v2.yaml")]).ok();
        sandbox
    }

    /// Sets a variable for the following commands.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Removes a variable that was set.
    pub(crate) fn unset(&mut self, name: &str) {
        self.variables.retain(|(set, _)| set != name);
    }

    /// Returns the value that was set last.
    pub(crate) fn variable(&self, name: &str) -> &str {
        let found = self.variables.iter().rev().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("{name} is not set")).1
    }

    /// The home directory, which is also the working directory of commands.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The directory of the local store.
    pub(crate) fn data(&self) -> PathBuf {
        self.home().join(".local/share/meshctl")
    }

    /// Writes a file into the home directory and returns its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.home().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// Returns a command that runs the shell command `mount` in a mount namespace and then `meshctl`.
    ///
    /// # Panics
    ///
    /// If the system allows no mounts: it must allow them to root, or in user namespaces.
    pub(crate) fn with_mounts(&self, mount: &str) -> Command {
        let tried = self.command(&tools::system("unshare")).args(["-rm", "true"]).output();
        let tried = tried.unwrap();
        assert!(
            tried.status.success(),
            "this test mounts a file system, which needs user namespaces or root: {}",
            String::from_utf8_lossy(&tried.stderr)
        );
        let mut command = self.command(&tools::system("unshare"));
        let script = format!("{mount} && exec \"$@\"");
        command.args(["-rm", "sh", "-c", &script, "sh", env!("CARGO_BIN_EXE_meshctl")]);
        command
    }

    /// Returns a `meshctl` command without the privilege of root to ignore file permissions.
    pub(crate) fn without_privilege(&self) -> Command {
        if !rustix::process::geteuid().is_root() {
            return self.meshctl();
        }
        let mut command = self.command(&tools::system("setpriv"));
        command.args(["--bounding-set", "-dac_override,-dac_read_search,-fowner"]);
        command.arg(env!("CARGO_BIN_EXE_meshctl"));
        command
    }

    /// Returns a command that runs any program in this environment.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.home()).env_clear();
        command.env("HOME", self.home()).env("PATH", "/usr/bin:/bin");
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Returns a command that runs `meshctl` in this environment.
    pub(crate) fn meshctl(&self) -> Command {
        self.command(Path::new(env!("CARGO_BIN_EXE_meshctl")))
    }

    /// Runs `meshctl` with `args` until it exits.
    pub(crate) fn run<A: AsRef<str>>(&self, args: impl IntoIterator<Item = A>) -> CommandOutput {
        let mut command = self.meshctl();
        command.args(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        run_with_input(&mut command, "")
    }

    /// Runs `meshctl` with the words of `line` as arguments.
    pub(crate) fn line(&self, line: &str) -> CommandOutput {
        self.run(line.split_whitespace())
    }

    /// Runs `meshctl` with `input` on its stdin.
    pub(crate) fn run_with_stdin<A: AsRef<str>>(
        &self,
        args: impl IntoIterator<Item = A>,
        input: &str,
    ) -> CommandOutput {
        let mut command = self.meshctl();
        command.args(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        run_with_input(&mut command, input)
    }
}

/// Runs `command` with `input` on its stdin until it exits.
pub(crate) fn run_with_input(command: &mut Command, input: &str) -> CommandOutput {
    start(command, input).wait_with_output().unwrap().into()
}

/// As [`run_with_input`], but kills a command that does not exit within `timeout` and returns `None`.
pub(crate) fn run_within(
    timeout: Duration,
    command: &mut Command,
    input: &str,
) -> Option<CommandOutput> {
    let child = start(command, input);
    let process = Pid::from_child(&child);
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    match receiver.recv_timeout(timeout) {
        Ok(output) => Some(output.unwrap().into()),
        Err(_) => {
            // An error means that it has just exited.
            let _ = kill_process(process, Signal::KILL);
            None
        }
    }
}

fn start(command: &mut Command, input: &str) -> Child {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // An error means that the command closed stdin without reading it.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child
}

impl From<Output> for CommandOutput {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

#[test]
fn run_within_kills_a_command_that_hangs() {
    let mut command = Command::new("/bin/sleep");
    assert_eq!(run_within(Duration::from_millis(50), command.arg("1000"), ""), None);
    let mut command = Command::new("/bin/cat");
    let output = run_within(Duration::from_secs(30), &mut command, "text").unwrap();
    assert_eq!(output.stdout, "text");
}

impl CommandOutput {
    /// Asserts that the command succeeded, and returns its stdout.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}\n{}", self.stdout, self.stderr);
        self.stdout
    }

    /// Asserts that the command succeeded, and returns the JSON on its stdout.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        let text = self.ok();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// Asserts that the command failed with `code` and an empty stdout; returns its stderr.
    #[track_caller]
    pub(crate) fn refused(self, code: i32) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{}", self.stderr);
        self.stderr
    }
}
