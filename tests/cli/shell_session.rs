//! Runs command lines in one shell session, as a user would, with `meshctl` on PATH.

use std::process::Command;

use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, in_project, tools};

/// A command line, and the output shown below it.
pub(super) struct ShellLine {
    pub(super) line: String,
    pub(super) shown: Vec<String>,
}

/// The network of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network {
    /// A separate network namespace, so that the default ports are free.
    Isolated,
    /// The network of the test.
    Shared,
}

/// Returns a command that waits until the process that `line` started is ready.
fn wait_until_ready(line: &str) -> &'static str {
    if !line.ends_with('&') {
        ":"
    } else if line.contains("meshctl demo") {
        "until grep -q 'Press Ctrl-C to stop' log; do sleep 0.02; done"
    } else if line.contains("meshctl serve") {
        "until grep -q '\"pid\"' \"$DATA/serve.json\" 2> /dev/null; do sleep 0.02; done"
    } else if line.contains("envoy ") {
        "until meshctl proxy status 2> /dev/null | grep -q 'SYNCED.*SYNCED'; do sleep 0.02; done"
    } else {
        ":"
    }
}

const MARK: &str = "=====";

/// Stops all background jobs.
pub(super) const STOP_ALL: &str =
    "for job in $(jobs -p); do kill -- -$job 2> /dev/null; done; wait 2> /dev/null; true";

/// Stops the last background job and waits until no Envoy is connected.
pub(super) const STOP_LAST: &str = "kill -- -$!; wait $! 2> /dev/null; while meshctl proxy status | grep -q SYNCED; do sleep 0.02; \
     done";

/// Runs all lines in one shell session and returns the output of each.
pub(super) fn run_lines(
    home: &Sandbox,
    data: &str,
    lines: &[ShellLine],
    network: Network,
) -> Vec<String> {
    let directory = home.home().join("programs");
    std::fs::create_dir(&directory).unwrap();
    let program = std::path::PathBuf::from(env!("CARGO_BIN_EXE_meshctl"));
    for (name, path) in [("meshctl", program), ("aws", tools::aws()), ("envoy", tools::envoy())] {
        std::os::unix::fs::symlink(path, directory.join(name)).unwrap();
    }
    // Each job is a process group, so that it can be stopped with its children.
    let mut script = format!("set -m; DATA={data}\ntrap '{STOP_ALL}' EXIT\n");
    for ShellLine { line, .. } in lines {
        // The output of background jobs goes to a log, not to the output of a command.
        let line = match line.strip_suffix('&') {
            Some(line) => format!("{line} > log 2>&1 &"),
            None => line.clone(),
        };
        script += &format!("{line}\necho \"{MARK} $?\"\n{}\n", wait_until_ready(&line));
    }
    let mut shell = home.command(&tools::system("timeout"));
    shell.arg("60");
    match network {
        Network::Isolated => {
            shell.args(["unshare", "-rn"]).arg(tools::python()).args(["-c", LOOPBACK, &script]);
        }
        Network::Shared => drop(shell.args(["bash", "-c", &format!("exec 2>&1\n{script}")])),
    }
    let (home, programs) = (home.home().display(), directory.display());
    shell.env("PATH", format!("{home}/bin:{programs}:/usr/sbin:/usr/bin:/bin"));
    let CommandOutput { stdout, stderr, .. } = run_with_input(&mut shell, "");
    let mut parts = Vec::new();
    let mut rest = stdout.as_str();
    for ShellLine { line, .. } in lines {
        let ended = rest.split_once(&format!("{MARK} "));
        let (output, after) =
            ended.unwrap_or_else(|| panic!("{line} did not end: {rest}\n{stderr}"));
        let (code, after) = after.split_once('\n').unwrap();
        assert_eq!(code, "0", "{line}: {output}");
        parts.push(output.to_owned());
        rest = after;
    }
    parts
}

/// Enables the loopback interface of the network namespace and executes a shell with stderr redirected
/// to stdout, as on a terminal.
const LOOPBACK: &str = r#"
import fcntl, os, socket, struct, sys
SIOCSIFFLAGS, UP_LOOPBACK_RUNNING = 0x8914, 0x49
lo = struct.pack("16sH14x", b"lo", UP_LOOPBACK_RUNNING)
fcntl.ioctl(socket.socket(), SIOCSIFFLAGS, lo)
os.dup2(1, 2)
os.execv("/bin/bash", ["bash", "-c", sys.argv[1]])
"#;

/// A sandbox with the examples directory, as in a clone of the repository.
pub(super) fn clone_with_examples() -> Sandbox {
    let home = Sandbox::new();
    let copied = Command::new("cp").arg("-r").arg(in_project("examples")).arg(home.home()).status();
    assert!(copied.unwrap().success());
    home
}
