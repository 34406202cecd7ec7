//! Argument lists that were given to AWS CLI 2.38.5, and what it did with them.
//!
//! `recorded.jsonl` has one call per line: arguments, exit code, stderr (the usage lines masked)
//! and the request that was sent (generated tokens masked). A call with `ours` is one where
//! another outcome was chosen; the field says which.

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
    let wire = invocation.operation.to_request(input);
    Ok(Outcome { target: Some(wire.target), body: wire.body.map(masked), ..Outcome::default() })
}

/// Python's layout of the body, with a generated token masked.
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
fn arguments_are_read_as_aws_reads_them() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files");
    let home = directory.display().to_string();
    let variable = move |name: &str| match name {
        "HOME" => Some(home.clone()),
        "D" => Some("type".to_owned()),
        _ => None,
    };
    let files = ParamFiles { variable: &variable, directory: &directory };
    let mut wrong = Vec::new();
    for line in include_str!("recorded.jsonl").lines() {
        let recorded: Recorded = serde_json::from_str(line).unwrap();
        let want = recorded.ours.unwrap_or(recorded.outcome);
        let got = outcome(&recorded.args, &files);
        if got != want {
            wrong.push(format!("{:?}\n  got  {got:?}\n  want {want:?}", recorded.args));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
