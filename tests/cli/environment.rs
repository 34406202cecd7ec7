//! The environment of the process: outputs that cannot be written, invalid variables.

use std::process::Stdio;

use crate::support::Sandbox;

#[test]
fn unwritable_output_is_an_error_after_the_command_has_completed() {
    let home = Sandbox::with_dj_app();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let run = |line: &str| {
        let mut command = home.meshctl();
        command.args(line.split(' ')).stdin(Stdio::null()).stdout(full());
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let why = "No space left on device (os error 28)";
    let lost = "the command has completed; only its output is lost";
    let want = format!("error: stdout cannot be written\ncaused by: {why}\nhint: {lost}\n");
    assert_eq!(run("canary --service jazz --to v2 --weight 10"), (1, want));
    assert_eq!(
        home.line("history --limit 1 --output json").json()["changes"][0]["operation"],
        "UpdateRoute"
    );
    let want = format!("\nmeshctl: [ERROR]: stdout cannot be written: {why}\n");
    assert_eq!(run("list-meshes"), (255, want));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let home = Sandbox::with_dj_app();
    for line in ["history", "help", "canary --help", "list-meshes", "iam policy --for all"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = home.meshctl();
        command.args(line.split(' ')).stdin(Stdio::null()).stdout(writer);
        let output = command.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "case: {line}");
    }
}

#[test]
fn invalid_variables_are_named() {
    let region = "Provided region_name 'a b' doesn't match a supported format.";
    let log = "note: ignoring MESHCTL_LOG: ";
    for (name, value, code, verb, operation) in [
        (
            "AWS_REGION",
            "a b",
            (1, 255),
            format!("error: {region}\n"),
            format!("[ERROR]: {region}\n"),
        ),
        ("MESHCTL_LOG", "junk=[", (0, 0), log.to_owned(), log.to_owned()),
        ("MESHCTL_DATA", "/dev/null", (1, 255), "`/dev/null`".to_owned(), "`/dev/null`".to_owned()),
        ("HOME", "", (253, 253), "HOME is not set".to_owned(), "HOME is not set".to_owned()),
    ] {
        let mut home = Sandbox::new();
        home.set(name, value);
        for (line, code, want) in [("history", code.0, &verb), ("list-meshes", code.1, &operation)]
        {
            let done = home.line(line);
            assert!(done.stderr.contains(want.as_str()), "{name} {line}: {}", done.stderr);
            assert_eq!(done.code, code, "{name} {line}");
        }
    }
}

#[test]
fn a_time_zone_or_a_language_that_is_none_changes_nothing() {
    let plain = Sandbox::with_dj_app();
    let want = plain.line("history --mesh dj-app").ok().lines().count();
    for (name, value) in [("TZ", ":no/../where"), ("LC_ALL", "tr_TR.UTF-8"), ("COLUMNS", "0")] {
        let mut home = Sandbox::with_dj_app();
        home.set(name, value);
        assert_eq!(home.line("history --mesh dj-app").ok().lines().count(), want, "{name}");
    }
}

#[test]
fn iam_tells_of_missing_credentials_in_a_sentence() {
    let output = Sandbox::new()
        .line("iam grant --context aws --region us-west-2 --role r --for all --dry-run");
    let want = "hint: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile\n";
    let output = output.stderr;
    assert!(output.ends_with(want) && !output.contains("Failure"), "{output}");
}
