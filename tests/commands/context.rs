//! `meshctl context` as it is typed.

use serde_json::json;

use crate::support::{Sandbox, Server};

#[test]
fn commands_use_the_current_context() {
    let (home, mut elsewhere) = (Sandbox::new(), Sandbox::new());
    elsewhere.set("AWS_REGION", "eu-west-1");
    let server = Server::start(&elsewhere, &[]);
    elsewhere.line("create-mesh --mesh-name far").ok();
    home.line("create-mesh --mesh-name near").ok();
    let list = "list-meshes --no-sign-request --region us-west-2 --query meshes[].meshName";

    let url = &server.ready.api;
    let output = home.line(&format!("context set there {url}")).ok();
    assert_eq!(output, format!("context `there` is {url}\n"));
    assert_eq!(home.line(list).json(), json!(["near"]), "a saved context is not the current one");
    assert_eq!(home.line(&format!("{list} --context there")).json(), json!(["far"]));

    assert_eq!(home.line("context use there").ok(), "current context is `there`\n");
    assert_eq!(home.line(list).json(), json!(["far"]));
    assert_eq!(home.line(&format!("{list} --context local")).json(), json!(["near"]));
    let listed = home.line("context list").ok();
    let stars: Vec<&str> = listed.lines().filter(|line| line.starts_with('*')).collect();
    assert_eq!(stars.len(), 1, "{listed}");
    assert!(stars[0].contains("there") && stars[0].ends_with(url), "{listed}");

    assert_eq!(
        home.line("context delete there").refused(252),
        "error: context `there` is in use\nhint: choose another one first: `meshctl context use local`\n"
    );
    home.line("context use local").ok();
    assert_eq!(home.line("context delete there").ok(), "context `there` deleted\n");
    assert_eq!(home.line(list).json(), json!(["near"]));
}

#[test]
fn invalid_names_and_addresses_are_rejected() {
    let home = Sandbox::new();
    let cases = [
        (
            "set there ftp://x",
            252,
            "error: invalid address `ftp://x`: expected http[s]://HOST[:PORT][/PATH]\n",
        ),
        (
            "set there http://me:secret@x",
            252,
            "error: invalid address `http://me:secret@x`: expected http[s]://HOST[:PORT][/PATH]\n",
        ),
        ("set local http://x", 252, "error: context `local` is built in and cannot be changed\n"),
        ("delete aws", 252, "error: context `aws` is built in and cannot be changed\n"),
        (
            "use ghost",
            253,
            "error: context `ghost` not found\nhint: known contexts: local, aws; \
                 `meshctl context set NAME URL` adds one\n",
        ),
    ];
    for (words, code, want) in cases {
        assert_eq!(home.line(&format!("context {words}")).refused(code), want);
    }
    assert!(!home.home().join(".config/meshctl/contexts.json").exists(), "nothing was saved");
}

#[test]
fn operations_report_an_unknown_context_with_a_hint() {
    let output = Sandbox::new().line("list-meshes --context nope").refused(253);
    let want = "\nmeshctl: [ERROR]: An error occurred (Configuration): context `nope` not found\n\
                hint: known contexts: local, aws; `meshctl context set NAME URL` adds one\n";
    assert_eq!(output, want);
}
