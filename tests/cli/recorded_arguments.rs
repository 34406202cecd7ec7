//! Argument lists and their recorded outcomes with AWS CLI 2.38.5.
//!
//! `recorded.jsonl` has one call per line: arguments, exit code, stderr (usage masked) and the request
//! (generated tokens masked). If meshctl differs by design, `ours` is its outcome.

use std::path::Path;

use meshctl::aws_cli::args::{ParamFiles, ParsedArgs, Skeleton, parse};
use meshctl::error::{CliError, ErrorStyle, USAGE};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
struct Recorded {
    args: Vec<String>,
    #[serde(flatten)]
    outcome: Outcome,
    #[serde(default)]
    ours: Option<Outcome>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
struct Outcome {
    exit: u8,
    #[serde(default)]
    stderr: String,
    #[serde(default)]
    target: Option<String>,
    #[serde(default)]
    body: Option<String>,
}

fn outcome(args: &[String], files: &ParamFiles<'_>) -> Outcome {
    let mut warning = String::new();
    match call(args, files, &mut warning) {
        Ok(outcome) => Outcome { stderr: warning, ..outcome },
        Err(error) => {
            let stderr = error.text(ErrorStyle::Operation).replace(USAGE, "<usage>");
            let stderr = warning + &stderr.replace("meshctl: [ERROR]", "aws: [ERROR]");
            Outcome { exit: error.kind.code(ErrorStyle::Operation), stderr, ..Outcome::default() }
        }
    }
}

fn call(
    args: &[String],
    files: &ParamFiles<'_>,
    warning: &mut String,
) -> Result<Outcome, CliError> {
    let ParsedArgs::Operation(command) = parse(args, &[])? else {
        return Ok(Outcome::default());
    };
    let invocation = command.read(files, &mut |text| *warning = format!("{text}\n"))?;
    match invocation.skeleton {
        Some(Skeleton::Output) => return Ok(invocation.check().map(|()| Outcome::default())?),
        Some(Skeleton::Input | Skeleton::YamlInput) => return Ok(Outcome::default()),
        None => invocation.check()?,
    }
    let pages = invocation.pages()?;
    let input = pages.as_ref().and_then(|pages| pages.request()).unwrap_or(&invocation.input);
    let request = invocation.operation.to_request(input);
    Ok(Outcome {
        target: Some(request.target),
        body: request.body.map(masked),
        ..Outcome::default()
    })
}

/// Returns the body as Python serializes it, with a generated token masked.
fn masked(mut body: Value) -> String {
    if let Some(Value::String(token)) = body.get_mut("clientToken")
        && token.len() == 36
    {
        *token = "<uuid>".to_owned();
    }
    python(&body)
}

fn python(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{name:?}: {}", python(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", "))
        }
        scalar => scalar.to_string().chars().fold(String::new(), |mut out, c| {
            let mut units = [0; 2];
            if c.is_ascii() {
                out.push(c);
            } else {
                c.encode_utf16(&mut units)
                    .iter()
                    .for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            out
        }),
    }
}

#[test]
fn arguments_are_parsed_as_by_the_aws_cli() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files");
    let home = directory.display().to_string();
    let variable = move |name: &str| match name {
        "HOME" => Some(home.clone()),
        "D" => Some("type".to_owned()),
        _ => None,
    };
    let files = ParamFiles { variable: &variable, directory: &directory };
    let mut differences = Vec::new();
    for line in include_str!("recorded.jsonl").lines() {
        let recorded: Recorded = serde_json::from_str(line).unwrap();
        let want = recorded.ours.unwrap_or(recorded.outcome);
        let got = outcome(&recorded.args, &files);
        if got != want {
            differences.push(format!("{:?}\n  got  {got:?}\n  want {want:?}", recorded.args));
        }
    }
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
}
