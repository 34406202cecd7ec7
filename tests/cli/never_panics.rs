//! No argument list makes the program panic.

use std::path::Path;

use meshctl::aws_cli::args::{ParamFiles, ParsedArgs, first_word, parse};

use crate::support::random::Random;

/// Strings with a meaning for some part of the parser; their combinations reach most of the code.
const PIECES: [&str; 44] = [
    "list-meshes",
    "create-mesh",
    "create-route",
    "tag-resource",
    "untag-resource",
    "appmesh",
    "--mesh-name",
    "--spec",
    "--tags",
    "--tag-keys",
    "--m",
    "--cli-input-json",
    "--max-items",
    "--cli-input-yaml",
    "--generate-cli-skeleton",
    "--starting-token",
    "--limit",
    "--",
    "-",
    "=",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "\\",
    "\\u",
    "d83d",
    "@=",
    "file://",
    "~",
    "$",
    "${",
    "é",
    "😀",
    "\u{feff}",
    "\n",
    " ",
    "1e9",
    "key",
    "e30=",
];

fn run(args: &[String]) {
    let directory = Path::new("/nonexistent");
    let files = ParamFiles { variable: &|_| None, directory };
    let _ = first_word(args);
    if let Ok(ParsedArgs::Operation(command)) = parse(args, &["apply"])
        && let Ok(invocation) = command.read(&files, &mut |_| {})
    {
        let _ = (invocation.check().map_err(|error| error.to_string()), invocation.pages());
    }
}

#[test]
fn no_argument_list_panics() {
    let mut numbers = Random(2019);
    for _ in 0..1_000 {
        let args: Vec<String> = (0..numbers.below(7))
            .map(|_| (0..=numbers.below(6)).map(|_| PIECES[numbers.below(PIECES.len())]).collect())
            .collect();
        run(&args);
    }
}

#[test]
fn no_shorthand_or_json_panics() {
    let mut numbers = Random(125);
    for round in 0..1_000 {
        let text: String =
            (0..=numbers.below(14)).map(|_| PIECES[20 + numbers.below(24)]).collect();
        let head = ["", "spec=", "{\"a\":", "["][round % 4];
        let option = ["--spec", "--tags", "--cli-input-json", "--cli-input-yaml"][round / 4 % 4];
        let args = ["create-mesh", "--mesh-name", "m", &format!("{option}={head}{text}")];
        run(&args.map(str::to_owned));
    }
}

#[test]
fn deep_nesting_does_not_panic() {
    for (open, option) in [("[", "--spec"), ("{\"a\":", "--spec"), ("[", "--tags")] {
        for head in ["", "a=", "a={b="] {
            let args = [
                "create-mesh",
                "--mesh-name",
                "m",
                option,
                &(head.to_owned() + &open.repeat(100_000)),
            ];
            run(&args.map(str::to_owned));
        }
    }
    let yaml = "[".repeat(100_000);
    run(&["create-mesh", "--cli-input-yaml", &yaml].map(str::to_owned));
}
