//! Prints the error of an operation in the format of `--cli-error-format`, `AWS_CLI_ERROR_FORMAT` or
//! the profile's `cli_error_format` (`docs/behaviour/aws-cli.md#errors`).
//!
//! This imitates the AWS CLI but reads the profile through [`crate::client`], so it is here and not
//! in [`crate::aws_cli`].

use serde_json::Value;

use super::{print_text, settings, table_style};
use crate::aws_cli::args::{self, Globals};
use crate::aws_cli::output::printer::final_reset;
use crate::aws_cli::output::{Format, TableStyle};
use crate::client::settings::variable;
use crate::error::{CliError, ErrorStyle, note};

/// Prints the error of an operation called with `args`, and returns the exit code.
pub(super) fn report(error: &CliError, args: &[String]) -> u8 {
    // As in the AWS CLI, options that cannot be parsed are ignored here.
    let Some(globals) = args::error_globals(args) else {
        return error.report(ErrorStyle::Operation);
    };
    let format = format_name(&globals);
    let structured = match format.as_deref() {
        None | Some("legacy") => None,
        Some(name) => name.parse().ok().and_then(|format| structured(error, format, &globals)),
    };
    match (structured, format.as_deref()) {
        (Some((text, reset)), _) => {
            note(&text);
            // The reset goes to stdout, as in the AWS CLI; a failure cannot be reported any more.
            drop(reset.map(print_text));
            error.kind.code(ErrorStyle::Operation)
        }
        (None, None | Some("legacy")) => error.report(ErrorStyle::Legacy),
        (None, Some(_)) => error.report(ErrorStyle::Operation),
    }
}

/// Returns the error in a structured format, and the reset of its colors; `None` if it is printed
/// as a line.
fn structured(
    error: &CliError,
    format: Format,
    globals: &Globals,
) -> Option<(String, Option<&'static str>)> {
    if matches!(format, Format::YamlStream | Format::Off) {
        return None;
    }
    let members = Value::Object(error.members()?);
    let style = TableStyle { resets: false, ..table_style(globals) };
    let text = format.render("error", &members, &style).ok()?;
    let reset = final_reset(&style).filter(|_| format == Format::Table);
    Some((text, reset))
}

/// Returns the name of the error format, `enhanced` by default; `None` if the profile cannot be
/// read.
fn format_name(globals: &Globals) -> Option<String> {
    let explicit = globals.error_format.clone().or_else(|| variable("AWS_CLI_ERROR_FORMAT"));
    if let Some(name) = explicit {
        return Some(name.to_lowercase());
    }
    let settings = settings(globals);
    let profile = settings.aws_profile().ok()?;
    Some(profile.get("cli_error_format").unwrap_or("enhanced").to_lowercase())
}
