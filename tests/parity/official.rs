//! The official AWS CLI without its start-up time.
//!
//! Starting the AWS CLI takes almost a second of processor time. [`Official`] loads a plugin
//! (`fork_server.py`) into one process of the AWS CLI, which then forks for each call.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::support::sandbox::{CommandOutput, run_within};
use crate::support::{in_project, tools};

/// The default environment of calls.
pub(super) const VARIABLES: [(&str, &str); 10] = [
    ("LC_ALL", "C.UTF-8"),
    ("PATH", "/usr/bin:/bin"),
    ("TZ", "UTC"),
    ("DIRECTORY", "."),
    ("AWS_ACCESS_KEY_ID", "testing"),
    ("AWS_SECRET_ACCESS_KEY", "testing"),
    ("AWS_DEFAULT_REGION", "us-west-2"),
    ("AWS_PAGER", ""),
    ("AWS_EC2_METADATA_DISABLED", "true"),
    ("AWS_MAX_ATTEMPTS", "1"),
];

/// How long a call may take before it counts as hung.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Arguments, environment and working directory of a program.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// Arguments without the program's name.
    pub(super) arguments: Vec<String>,
    /// The complete environment.
    pub(super) environment: Vec<(String, String)>,
    /// The working directory.
    pub(super) directory: PathBuf,
}

impl Call {
    /// Runs `program`, and kills it if it hangs.
    ///
    /// # Errors
    ///
    /// The command line of a program that hangs.
    pub(super) fn run(&self, program: &Path) -> Result<CommandOutput, String> {
        let mut command = Command::new(program);
        command.args(&self.arguments).current_dir(&self.directory);
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        let line = format!("{command:?}");
        run_within(TIMEOUT, &mut command, "").ok_or_else(|| format!("{line} does not exit"))
    }
}

/// A process of the AWS CLI that forks for each call.
pub(super) struct Official {
    process: Child,
    requests: ChildStdin,
    exit_codes: BufReader<ChildStdout>,
    /// Its home directory, which also has the output of its children.
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
        // Keeps Python from writing compiled files into the repository.
        command.env("PYTHONDONTWRITEBYTECODE", "1").env("LC_ALL", "C.UTF-8");
        command.envs([("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")]);
        command.envs([("AWS_REGION", "us-west-2"), ("AWS_MAX_ATTEMPTS", "1")]);
        command.envs([("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_PAGER", "")]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let requests = process.stdin.take().unwrap();
        let exit_codes = BufReader::new(process.stdout.take().unwrap());
        Self { process, requests, exit_codes, home }
    }

    /// Runs the AWS CLI.
    pub(super) fn run(&mut self, call: &Call) -> CommandOutput {
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
        let mut code = String::new();
        self.exit_codes.read_line(&mut code).unwrap();
        let text = |path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        let code = code.trim().parse().expect("the AWS CLI is running");
        CommandOutput { stdout: text(stdout), stderr: text(stderr), code }
    }
}

impl Drop for Official {
    fn drop(&mut self) {
        // An error means that it has exited already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
