//! Help on operations, from the model.

use std::fmt::Write as _;

use clap::CommandFactory as _;

use super::tree::Cli;
use crate::model::name::kebab;
use crate::model::shape::{Form, Shape};
use crate::model::{Kind, Operation, Verb, model};

/// Returns the line that `--version` prints.
pub(super) fn version() -> String {
    format!("meshctl/{} App Mesh API 2019-01-25", env!("CARGO_PKG_VERSION"))
}

/// Returns how many columns the terminal has; 80 where that is not known.
pub(super) fn terminal_width() -> u16 {
    comfy_table::Table::new().width().unwrap_or(80)
}

/// Returns the help on everything: the verbs, then the operations by kind.
pub(super) fn all() -> String {
    let mut text = Cli::command().render_help().to_string();
    text.push_str("\nApp Mesh operations, as `aws appmesh` has them:\n");
    for kind in Kind::ALL {
        let mut names: Vec<String> = model()
            .operations
            .values()
            .filter(|operation| operation.kind() == Some(kind))
            .map(Operation::command)
            .collect();
        names.sort();
        let _ = writeln!(text, "  {:<15} {}", kind.title(), names.join(" "));
    }
    let tags = model().operations.values().filter(|operation| operation.kind().is_none());
    let tags: Vec<String> = tags.map(Operation::command).collect();
    let _ = writeln!(text, "  {:<15} {}", "Tags", tags.join(" "));
    text.push_str("\n`meshctl OPERATION help` tells about one of them.\n");
    text
}

/// Returns what an operation does, in one line.
pub(super) fn purpose(operation: &Operation) -> String {
    match (operation.verb, operation.kind()) {
        (Verb::List, Some(kind)) => format!("Lists {}", kind.plural()),
        (Verb::List, None) => "Lists the tags of a resource".to_owned(),
        (Verb::Tag, _) => "Adds or overwrites tags of a resource".to_owned(),
        (Verb::Untag, _) => "Removes tags of a resource".to_owned(),
        (Verb::Create, Some(kind)) => format!("Creates a {kind}"),
        (Verb::Describe, Some(kind)) => format!("Describes a {kind}"),
        (Verb::Update, Some(kind)) => format!("Replaces the spec of a {kind}"),
        (Verb::Delete, Some(kind)) => format!("Deletes a {kind}"),
        (_, None) => operation.name.to_owned(),
    }
}

/// Returns the help on one operation.
pub(super) fn operation(operation: &Operation) -> String {
    let mut text = format!(
        "{}\n\nUsage: meshctl {} [options]\n\nIAM action: {}\n\nOptions:\n",
        purpose(operation),
        operation.command(),
        operation.iam_action()
    );
    for (name, member) in &operation.input_shape().members {
        if operation.page.is_some() && ["limit", "nextToken"].contains(name) {
            continue;
        }
        let required = if member.required { " (required)" } else { "" };
        let shape = model().shape(member.shape);
        let flag = format!("--{}", kebab(name));
        let _ = writeln!(text, "  {flag:<24} {}{required}", described(shape));
    }
    if operation.page.is_some() {
        text.push_str(
            "  --max-items              integer: stop after so many items\n  \
             --page-size              integer: items per request, 1 to 100\n  \
             --starting-token         string: go on where --max-items stopped\n",
        );
    }
    text.push_str(
        "  --cli-input-json         string: the whole input as JSON, or file://PATH\n  \
         --cli-input-yaml         string: the whole input as YAML, or file://PATH\n  \
         --generate-cli-skeleton  input | yaml-input | output: print a form to fill in\n",
    );
    text
}

fn described(shape: &Shape) -> String {
    let kind = match shape.form {
        Form::Structure => "structure: JSON, shorthand or file://PATH",
        Form::List => "list: JSON, shorthand or words",
        Form::String => "string",
        Form::Integer | Form::Long => "integer",
        Form::Boolean => "boolean",
        Form::Timestamp => "timestamp",
    };
    let unit = match shape.form {
        Form::String => " characters",
        Form::List => " elements",
        _ => "",
    };
    let range = match (shape.min, shape.max) {
        (Some(min), Some(max)) if min == max => format!(", {min}{unit}"),
        (Some(min), Some(max)) => format!(", {min} to {max}{unit}"),
        (Some(min), None) => format!(", at least {min}{unit}"),
        _ => String::new(),
    };
    format!("{kind}{range}")
}
