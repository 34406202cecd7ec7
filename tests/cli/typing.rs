//! Lines as a person types them, one after the other into one shell, with the program on its PATH.

use std::process::Command;

use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, in_project, tools};

/// A line to type, and what is shown below it.
pub(super) struct Typed {
    pub(super) line: String,
    pub(super) shown: Vec<String>,
}

/// Where the lines find servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network {
    /// On a network that nobody else has, so that the usual ports are free.
    Own,
    /// On the network of the test and of what it has started.
    Shared,
}

/// What a person does who has started something: looks until it is there.
fn patience(line: &str) -> &'static str {
    if !line.ends_with('&') {
        ":"
    } else if line.contains("meshctl demo") {
        "until grep -q 'Ctrl-C ends it' log; do sleep 0.02; done"
    } else if line.contains("meshctl serve") {
        "until grep -q '\"pid\"' \"$DATA/serve.json\" 2> /dev/null; do sleep 0.02; done"
    } else if line.contains("envoy ") {
        "until meshctl proxy status 2> /dev/null | grep -q 'SYNCED.*SYNCED'; do sleep 0.02; done"
    } else {
        ":"
    }
}

const MARK: &str = "=====";

/// Ends what runs on.
pub(super) const END_ALL: &str =
    "for job in $(jobs -p); do kill -- -$job 2> /dev/null; done; wait 2> /dev/null; true";

/// Ends what was started last, and looks until a server knows that it is gone, if it was an Envoy.
pub(super) const END_LAST: &str = "kill -- -$!; wait $! 2> /dev/null; while meshctl proxy status | grep -q SYNCED; do sleep 0.02; \
     done";

/// Types all lines into one shell, and returns what each said.
pub(super) fn typed(home: &Sandbox, data: &str, lines: &[Typed], network: Network) -> Vec<String> {
    let folder = home.home().join("programs");
    std::fs::create_dir(&folder).unwrap();
    let program = std::path::PathBuf::from(env!("CARGO_BIN_EXE_meshctl"));
    for (name, path) in [("meshctl", program), ("aws", tools::aws()), ("envoy", tools::envoy())] {
        std::os::unix::fs::symlink(path, folder.join(name)).unwrap();
    }
    // Each job has a group of its own, so that it can be ended with all that it has started.
    let mut script = format!("set -m; DATA={data}\ntrap '{END_ALL}' EXIT\n");
    for Typed { line, .. } in lines {
        // What runs on says what it says into a log: its words belong to no command.
        let line = match line.strip_suffix('&') {
            Some(line) => format!("{line} > log 2>&1 &"),
            None => line.clone(),
        };
        script += &format!("{line}\necho \"{MARK} $?\"\n{}\n", patience(&line));
    }
    let mut shell = home.command(&tools::system("timeout"));
    shell.arg("60");
    match network {
        Network::Own => {
            shell.args(["unshare", "-rn"]).arg(tools::python()).args(["-c", LOOPBACK, &script]);
        }
        Network::Shared => drop(shell.args(["bash", "-c", &format!("exec 2>&1\n{script}")])),
    }
    let (home, programs) = (home.home().display(), folder.display());
    shell.env("PATH", format!("{home}/bin:{programs}:/usr/sbin:/usr/bin:/bin"));
    let CommandOutput { stdout, stderr, .. } = run_with_input(&mut shell, "");
    let mut parts = Vec::new();
    let mut rest = stdout.as_str();
    for Typed { line, .. } in lines {
        let ended = rest.split_once(&format!("{MARK} "));
        let (said, after) = ended.unwrap_or_else(|| panic!("{line} did not end: {rest}\n{stderr}"));
        let (code, after) = after.split_once('\n').unwrap();
        assert_eq!(code, "0", "{line}: {said}");
        parts.push(said.to_owned());
        rest = after;
    }
    parts
}

/// Turns the loopback of a new network on, and goes on as a shell whose stderr is its stdout, as it
/// is on a terminal.
const LOOPBACK: &str = r#"
import fcntl, os, socket, struct, sys
SIOCSIFFLAGS, UP_LOOPBACK_RUNNING = 0x8914, 0x49
lo = struct.pack("16sH14x", b"lo", UP_LOOPBACK_RUNNING)
fcntl.ioctl(socket.socket(), SIOCSIFFLAGS, lo)
os.dup2(1, 2)
os.execv("/bin/bash", ["bash", "-c", sys.argv[1]])
"#;

/// A home with the examples in it, as in a clone.
pub(super) fn cloned() -> Sandbox {
    let home = Sandbox::new();
    let copied = Command::new("cp").arg("-r").arg(in_project("examples")).arg(home.home()).status();
    assert!(copied.unwrap().success());
    home
}
