//! Formats errors of operations according to `--cli-error-format`, `AWS_CLI_ERROR_FORMAT` or the
//! profile's `cli_error_format` (`docs/behaviour/aws-cli.md#errors`).

use serde_json::Value;

use super::{operation, settings};
use crate::aws_cli::args::{self, Globals};
use crate::aws_cli::output::{Format, Look};
use crate::client::settings::variable;
use crate::error::{CliError, ErrorStyle, note};

/// Shows the error of a call with `args`, and returns the exit code.
pub(super) fn report(error: &CliError, args: &[String]) -> u8 {
    // Options that cannot be read say nothing, as with AWS.
    let Some(globals) = args::error_globals(args) else {
        return error.report(ErrorStyle::Operation);
    };
    let named = named(&globals);
    let structured = match named.as_deref() {
        None | Some("legacy") => None,
        Some(name) => name.parse().ok().and_then(|format| laid_out(error, format, &globals)),
    };
    match (structured, named.as_deref()) {
        (Some((text, last)), _) => {
            note(&text);
            // It goes to stdout, as with AWS; an error of it would have no one to be told.
            drop(last.map(super::show));
            error.kind.code(ErrorStyle::Operation)
        }
        (None, None | Some("legacy")) => error.report(ErrorStyle::Legacy),
        (None, Some(_)) => error.report(ErrorStyle::Operation),
    }
}

/// The error in one of the formats that there are for it, and what ends its colours; nothing if it
/// is shown as a line.
fn laid_out(
    error: &CliError,
    format: Format,
    globals: &Globals,
) -> Option<(String, Option<&'static str>)> {
    if matches!(format, Format::YamlStream | Format::Off) {
        return None;
    }
    let members = Value::Object(error.members()?);
    let look = Look { resets: false, ..operation::look(globals) };
    let text = format.render("error", &members, &look).ok()?;
    let last = operation::last_reset(&look).filter(|_| format == Format::Table);
    Some((text, last))
}

/// The format that is asked for, `enhanced` if none is; nothing if the configuration that says it
/// cannot be read.
fn named(globals: &Globals) -> Option<String> {
    let said = globals.error_format.clone().or_else(|| variable("AWS_CLI_ERROR_FORMAT"));
    if let Some(name) = said {
        return Some(name.to_lowercase());
    }
    let settings = settings(globals);
    let profile = settings.aws_profile().ok()?;
    Some(profile.get("cli_error_format").unwrap_or("enhanced").to_lowercase())
}
