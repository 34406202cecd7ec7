//! Completions in real shells.

use std::path::Path;

use crate::support::sandbox::run_with_input;
use crate::support::terminal::Terminal;
use crate::support::{Sandbox, in_project, tools};

/// Text typed after `meshctl `, and the resulting arguments.
const COMPLETIONS: [(&str, &[&str]); 16] = [
    ("describe-me\t", &["describe-mesh"]),
    ("list-tags-f\t", &["list-tags-for-resource"]),
    ("can\t", &["canary"]),
    ("iam che\t", &["iam", "check"]),
    ("create-mesh --mesh-n\t m", &["create-mesh", "--mesh-name", "m"]),
    ("list-meshes --max-i\t 3", &["list-meshes", "--max-items", "3"]),
    ("list-meshes --outp\t text", &["list-meshes", "--output", "text"]),
    ("list-meshes --output yaml-\t", &["list-meshes", "--output", "yaml-stream"]),
    ("list-meshes --no-pag\t", &["list-meshes", "--no-paginate"]),
    (
        "create-mesh --generate-cli-skeleton yam\t",
        &["create-mesh", "--generate-cli-skeleton", "yaml-input"],
    ),
    ("apply --output j\t", &["apply", "--output", "json"]),
    ("apply -f mani\t", &["apply", "-f", "manifest.yaml"]),
    ("help create-ro\t", &["help", "create-route"]),
    ("completion powe\t", &["completion", "powershell"]),
    ("man optio\t", &["man", "options"]),
    ("--color off list-me\t", &["--color", "off", "list-meshes"]),
];

/// A sandbox in which `meshctl` prints its arguments.
fn home() -> Sandbox {
    use std::os::unix::fs::PermissionsExt as _;
    let mut home = Sandbox::new();
    home.file("manifest.yaml", "");
    let fake = home.file("meshctl", "#!/bin/sh\nprintf '<%s>' \"$@\"; echo\n");
    std::fs::set_permissions(fake, std::fs::Permissions::from_mode(0o755)).unwrap();
    home.set("PATH", &format!("{}:/usr/bin:/bin", home.home().display()));
    home.set("LC_ALL", "C.UTF-8");
    home
}

fn script(name: &str) -> String {
    in_project("completions").join(name).display().to_string()
}

/// Types all of [`COMPLETIONS`] into a shell with the prompt `READY> `.
fn type_all(terminal: &mut Terminal) {
    for (typed, args) in COMPLETIONS {
        terminal.wait_for("READY> ");
        terminal.press(&format!("meshctl {typed}\r"));
        let called: String = args.iter().map(|arg| format!("<{arg}>")).collect();
        terminal.wait_for(&format!("{called}\r\n"));
    }
    terminal.wait_for("READY> ");
}

fn start(home: &Sandbox, shell: &Path, args: &[&str]) -> Terminal {
    Terminal::start(home, shell, args, 120)
}

#[test]
fn bash_completes_commands_and_flags() {
    let home = home();
    let rc = format!("PS1='READY> '\nbind 'set bell-style none'\n. {}\n", script("meshctl.bash"));
    let rc = home.file("rc", &rc);
    let mut terminal =
        start(&home, &tools::system("bash"), &["--noprofile", "--rcfile", &rc, "-i"]);
    type_all(&mut terminal);
    terminal.press("meshctl create-virtual-\t\t");
    for name in ["gateway", "node", "router", "service"] {
        terminal.wait_for(&format!("create-virtual-{name}"));
    }
}

#[test]
#[ignore = "needs zsh: make test"]
fn zsh_completes_with_descriptions() {
    let home = home();
    let rc = format!(
        "PS1='READY> '\nunsetopt BEEP\nfpath=({} $fpath)\nautoload -Uz compinit\ncompinit -u -D\n",
        in_project("completions").display()
    );
    home.file(".zshrc", &rc);
    let mut terminal = start(&home, &tools::program("zsh"), &["-i"]);
    type_all(&mut terminal);
    terminal.press("meshctl create-virtual-\t\t");
    terminal.wait_for("Create a virtual node");
    // Ctrl-U clears the line; Ctrl-C would interrupt the completion.
    terminal.press("\u{15}meshctl create-route --\t\t");
    terminal.wait_for("Name of the virtual router");
}

#[test]
#[ignore = "needs fish: make test"]
fn fish_completes_with_descriptions() {
    let home = home();
    let rc = format!(
        "source {}; function fish_prompt; echo 'READY> '; end; function fish_greeting; end; \
         set -g fish_autosuggestion_enabled 0",
        script("meshctl.fish")
    );
    let mut terminal = start(&home, &tools::program("fish"), &["--no-config", "-C", &rc, "-i"]);
    type_all(&mut terminal);
    terminal.press("meshctl create-virtual-\t\t");
    terminal.wait_for("Create a virtual node");
}

/// Prints whether stdin is valid PowerShell. PowerShell accepts two notations for a block argument of a
/// method; the grammar supports one of them.
const PARSE: &str = r#"
import re, sys, tree_sitter, tree_sitter_powershell
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
text = re.sub(rb"\.Where(\{.*?\})", rb".Where(\1)", sys.stdin.buffer.read())
print("invalid" if parser.parse(text).root_node.has_error else "valid")
"#;

/// PowerShell itself is not available as a package, but its grammar is.
#[test]
#[ignore = "needs python3: make test"]
fn the_powershell_completions_parse() {
    let parsed = |text: &str| {
        let mut command = Sandbox::new().command(&tools::python());
        run_with_input(command.args(["-c", PARSE]).current_dir("/"), text).ok()
    };
    let completions = std::fs::read_to_string(script("_meshctl.ps1")).unwrap();
    assert_eq!(parsed(&completions), "valid\n");
    assert_eq!(parsed(&completions.replacen("'create-mesh'", "'create-mesh's'", 1)), "invalid\n");
}
