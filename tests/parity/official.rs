//! The official AWS CLI, its own code, without its start-up.
//!
//! A start of the AWS CLI costs most of a second of processor time. [`Official`] loads a plugin
//! (`fork_server.py`) into one process of it, which then forks for each call.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::support::sandbox::{Said, said_within};
use crate::support::{in_project, tools};

/// The environment of every call, if nothing else is said.
pub(super) const VARIABLES: [(&str, &str); 10] = [
    ("LC_ALL", "C.UTF-8"),
    ("PATH", "/usr/bin:/bin"),
    ("TZ", "UTC"),
    ("FOLDER", "."),
    ("AWS_ACCESS_KEY_ID", "testing"),
    ("AWS_SECRET_ACCESS_KEY", "testing"),
    ("AWS_DEFAULT_REGION", "us-west-2"),
    ("AWS_PAGER", ""),
    ("AWS_EC2_METADATA_DISABLED", "true"),
    ("AWS_MAX_ATTEMPTS", "1"),
];

/// How long a call of a program may take before it counts as hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program's start, in full.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// Without the program's name.
    pub(super) arguments: Vec<String>,
    /// The whole environment.
    pub(super) environment: Vec<(String, String)>,
    /// Where it runs.
    pub(super) directory: PathBuf,
}

impl Call {
    /// Runs `program` so, and ends it if it does not end by itself.
    ///
    /// # Errors
    ///
    /// The command line, if it did not.
    pub(super) fn run(&self, program: &Path) -> Result<Said, String> {
        let mut command = Command::new(program);
        command.args(&self.arguments).current_dir(&self.directory);
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        let line = format!("{command:?}");
        said_within(PATIENCE, &mut command, "").ok_or_else(|| format!("{line} does not end"))
    }
}

/// A process of the AWS CLI that forks for each call.
pub(super) struct Official {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Its home, where also the output of its children goes.
    home: TempDir,
}

impl Official {
    pub(super) fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let plugins = in_project("tests/parity");
        let config = format!(
            "[plugins]\ncli_legacy_plugin_path = {}\nfork_server = fork_server\n",
            plugins.display()
        );
        std::fs::write(home.path().join("config"), config).unwrap();
        let mut command = Command::new(tools::aws());
        command.args(["appmesh", "list-meshes"]).env_clear().env("HOME", home.path());
        command.env("AWS_CONFIG_FILE", home.path().join("config")).env("FORK_SERVER", "yes");
        // A plugin is compiled anew rather than leave files beside the sources.
        command.env("PYTHONDONTWRITEBYTECODE", "1").env("LC_ALL", "C.UTF-8");
        command.envs([("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")]);
        command.envs([("AWS_REGION", "us-west-2"), ("AWS_MAX_ATTEMPTS", "1")]);
        command.envs([("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_PAGER", "")]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let requests = process.stdin.take().unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap());
        Self { process, requests, answers, home }
    }

    /// Runs the AWS CLI so.
    pub(super) fn run(&mut self, call: &Call) -> Said {
        let file = |name: &str| self.home.path().join(name);
        let (stdout, stderr) = (file("stdout"), file("stderr"));
        let environment: serde_json::Map<_, _> =
            call.environment.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let request = json!({
            "arguments": call.arguments,
            "environment": environment,
            "directory": call.directory,
            "stdin": "/dev/null",
            "stdout": stdout,
            "stderr": stderr,
        });
        writeln!(self.requests, "{request}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        let text = |path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        let code = answer.trim().parse().expect("the AWS CLI still runs");
        Said { stdout: text(stdout), stderr: text(stderr), code }
    }
}

impl Drop for Official {
    fn drop(&mut self) {
        // An error means that it is gone already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
