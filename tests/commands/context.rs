//! `meshctl context` as it is typed.

use serde_json::json;

use crate::support::{Sandbox, Server};

#[test]
fn a_context_in_use_is_where_commands_go() {
    let (home, mut elsewhere) = (Sandbox::new(), Sandbox::new());
    elsewhere.set("AWS_REGION", "eu-west-1");
    let server = Server::start(&elsewhere, &[]);
    elsewhere.line("create-mesh --mesh-name far").ok();
    home.line("create-mesh --mesh-name near").ok();
    let list = "list-meshes --no-sign-request --region us-west-2 --query meshes[].meshName";

    let url = &server.ready.api;
    let said = home.line(&format!("context set there {url}")).ok();
    assert_eq!(said, format!("`there` is {url}\n"));
    assert_eq!(home.line(list).json(), json!(["near"]), "to have a name is not to be used");
    assert_eq!(home.line(&format!("{list} --context there")).json(), json!(["far"]));

    assert_eq!(home.line("context use there").ok(), "commands go to `there` now\n");
    assert_eq!(home.line(list).json(), json!(["far"]));
    assert_eq!(home.line(&format!("{list} --context local")).json(), json!(["near"]));
    let listed = home.line("context list").ok();
    let stars: Vec<&str> = listed.lines().filter(|line| line.starts_with('*')).collect();
    assert_eq!(stars.len(), 1, "{listed}");
    assert!(stars[0].contains("there") && stars[0].ends_with(url), "{listed}");

    assert_eq!(
        home.line("context delete there").refused(252),
        "error: `there` is in use\nhint: use another first: `meshctl context use local`\n"
    );
    home.line("context use local").ok();
    assert_eq!(home.line("context delete there").ok(), "`there` is forgotten\n");
    assert_eq!(home.line(list).json(), json!(["near"]));
}

#[test]
fn names_and_addresses_that_cannot_be_are_refused() {
    let home = Sandbox::new();
    let cases = [
        (
            "set there ftp://x",
            252,
            "error: `ftp://x` is no address of the form http[s]://HOST[:PORT][/PATH]\n",
        ),
        (
            "set there http://me:secret@x",
            252,
            "error: `http://me:secret@x` is no address of the form http[s]://HOST[:PORT][/PATH]\n",
        ),
        ("set local http://x", 252, "error: `local` is built in and cannot be changed\n"),
        ("delete aws", 252, "error: `aws` is built in and cannot be changed\n"),
        (
            "use ghost",
            253,
            "error: there is no context `ghost`\nhint: known contexts: local, aws; \
                 `meshctl context set NAME URL` adds one\n",
        ),
    ];
    for (words, code, want) in cases {
        assert_eq!(home.line(&format!("context {words}")).refused(code), want);
    }
    assert!(!home.home().join(".config/meshctl/contexts.json").exists(), "nothing was kept");
}

#[test]
fn an_operation_tells_of_an_unknown_context_with_a_hint_too() {
    let said = Sandbox::new().line("list-meshes --context nope").refused(253);
    let want = "\nmeshctl: [ERROR]: An error occurred (Configuration): there is no context `nope`\n\
                hint: known contexts: local, aws; `meshctl context set NAME URL` adds one\n";
    assert_eq!(said, want);
}
