//! Output on a terminal: colors.

use std::path::Path;

use crate::support::terminal::Terminal;
use crate::support::{App, Sandbox, tools};

/// Returns what `program` prints on a terminal of 80 columns, and its exit code.
fn output(program: &Path, app: &App, args: &str, pager: &str) -> (String, Option<i32>) {
    let mut home = Sandbox::new();
    let url = format!("http://{}", app.address);
    let variables = [
        ("LC_ALL", "C.UTF-8"),
        ("AWS_ENDPOINT_URL", &url),
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
        ("AWS_REGION", "us-west-2"),
        ("AWS_MAX_ATTEMPTS", "1"),
        ("AWS_PAGER", pager),
    ];
    for (name, value) in variables {
        home.set(name, value);
    }
    let args: Vec<&str> = ["appmesh"].into_iter().chain(args.split_whitespace()).collect();
    Terminal::start(&home, program, &args, 80).end()
}

#[test]
#[ignore = "needs aws: make test"]
fn table_colors_match_the_aws_cli() {
    let body = r#"{"meshes": [{"meshName": "a", "version": 1}]}"#;
    let good = App::answering(([("content-type", "application/json")], body));
    let bad = App::answering((axum::http::StatusCode::NOT_FOUND, r#"{"message": "x"}"#));
    let cases = [
        (&good, "list-meshes --output table", ""),
        (&good, "list-meshes --output table", "cat"),
        (&good, "list-meshes --output table --query x", ""),
        (&bad, "list-meshes --output json --cli-error-format table", ""),
    ];
    for (app, args, pager) in cases {
        let ours = output(Path::new(env!("CARGO_BIN_EXE_meshctl")), app, args, pager);
        assert_eq!(output(&tools::aws(), app, args, pager), ours, "case: {args} {pager}");
    }
}
