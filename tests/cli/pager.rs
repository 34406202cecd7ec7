//! The pager on a terminal. The expected behaviour is that of AWS CLI 2.38.5.

use std::path::Path;

use crate::support::Sandbox;
use crate::support::terminal::Terminal;

/// Variables and their values.
type Variables = &'static [(&'static str, &'static str)];

/// Returns the terminal output of `list-meshes`, and its exit code.
fn list(args: &[&str], variables: &[(&str, &str)], config: &str) -> (String, Option<i32>) {
    let mut home = Sandbox::new();
    std::fs::create_dir(home.home().join(".aws")).unwrap();
    home.file(".aws/config", config);
    for (name, value) in variables {
        home.set(name, value);
    }
    let args = [&["list-meshes"], args].concat();
    Terminal::start(&home, Path::new(env!("CARGO_BIN_EXE_meshctl")), &args, 80).end()
}

const PLAIN: &str = "{\n    \"meshes\": []\n}\n";
const NUMBERED: &str = "     1\t{\n     2\t    \"meshes\": []\n     3\t}\n";
const ENDS_SHOWN: &str = "{$\n    \"meshes\": []$\n}$\n";

#[test]
fn the_pager_is_selected_by_precedence() {
    let profile = "[default]\ncli_pager = cat -E\n";
    let less = format!("FRX\n{PLAIN}");
    let cases: [(&[&str], Variables, &str, &str); 8] = [
        (&[], &[("AWS_PAGER", "cat -n")], profile, NUMBERED),
        (&[], &[("PAGER", "cat -n")], "", NUMBERED),
        (&[], &[("PAGER", "cat -n")], profile, ENDS_SHOWN),
        (&[], &[("AWS_PAGER", ""), ("PAGER", "cat -n")], profile, PLAIN),
        (&[], &[("PAGER", "cat -n")], "[default]\ncli_pager =\n", PLAIN),
        (&["--no-cli-pager"], &[("AWS_PAGER", "cat -n")], profile, PLAIN),
        (&[], &[("AWS_PAGER", "sh -c 'echo $LESS; cat'")], "", &less),
        (&[], &[("AWS_PAGER", "sh -c 'exit 3'")], "", ""),
    ];
    for (args, variables, config, want) in cases {
        let shown = list(args, variables, config);
        assert_eq!(shown, (want.to_owned(), Some(0)), "case: {args:?} {variables:?} {config:?}");
    }
    let variables = [("AWS_PAGER", "sh -c 'echo $LESS; cat'"), ("LESS", "Q")];
    assert_eq!(list(&[], &variables, ""), (format!("Q\n{PLAIN}"), Some(0)));
}

#[test]
fn less_exits_if_the_output_fits_on_the_screen() {
    let (shown, code) = list(&[], &[], "");
    assert_eq!(code, Some(0));
    assert!(shown.contains("\"meshes\": []"), "{shown:?}");
}

#[test]
fn a_pager_that_cannot_be_started_is_an_error() {
    let (output, code) = list(&[], &[("AWS_PAGER", "nope -x")], "");
    let want = "\nmeshctl: [ERROR]: An error occurred (Pager): Unable to redirect output to \
        pager. Received the following error when opening pager:\n[Errno 2] No such file or \
        directory: 'nope'\n\nLearn more about configuring the output pager by running \"meshctl \
        help options\".\n";
    assert_eq!((output.as_str(), code), (want, Some(253)));
    let (output, code) = list(&[], &[("AWS_PAGER", "\"x")], "");
    assert_eq!((output.as_str(), code), ("\nmeshctl: [ERROR]: No closing quotation\n", Some(255)));
}

#[test]
fn output_to_a_pipe_is_not_paged() {
    let mut home = Sandbox::new();
    home.set("AWS_PAGER", "nope");
    assert_eq!(home.line("list-meshes").ok(), PLAIN);
    home.line("create-route help").ok();
}
