//! Global options: those allowed before and after any operation
//! (`docs/behaviour/aws-cli.md#global-options`).

use std::borrow::Cow;
use std::path::PathBuf;
use std::time::Duration;

use super::error::{OptionConflict, UsageError};
use super::scan::{FlagArity, FlagSpec, ScannedArgs, ValueCheck};
use crate::aws_cli::output::{Expression, Format};
use crate::aws_cli::python;

/// Values of `--cli-error-format`, in AWS's order.
pub const ERROR_FORMATS: [&str; 6] = ["legacy", "json", "yaml", "text", "table", "enhanced"];

/// The global options as given. An option that is `None` may be set by the environment or the
/// configuration files, which are not read here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Globals {
    /// `--debug`: log to stderr.
    pub debug: bool,
    /// `--endpoint-url`; has a scheme.
    pub endpoint_url: Option<String>,
    /// `--no-verify-ssl`.
    pub no_verify_ssl: bool,
    /// `--no-paginate`.
    pub no_paginate: bool,
    /// `--output`: one of [`Format::NAMES`].
    pub output: Option<String>,
    /// `--query`.
    pub query: Option<Expression>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--region`.
    pub region: Option<String>,
    /// `--color`: `on`, `off` or `auto`.
    pub color: Option<String>,
    /// `--no-sign-request`.
    pub no_sign_request: bool,
    /// `--ca-bundle`.
    pub ca_bundle: Option<PathBuf>,
    /// `--no-cli-pager`.
    pub no_pager: bool,
    /// `--cli-read-timeout`.
    pub read_timeout: Option<Timeout>,
    /// `--cli-connect-timeout`.
    pub connect_timeout: Option<Timeout>,
    /// `--cli-error-format`: one of [`ERROR_FORMATS`].
    pub error_format: Option<String>,
    /// `--context`, an option of meshctl: the control plane to use.
    pub context: Option<String>,
    /// `--data`, an option of meshctl: the local data directory.
    pub data: Option<PathBuf>,
}

/// A network timeout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeout {
    /// No limit: `0`.
    Never,
    /// A limit.
    After(Duration),
    /// Negative, in seconds. It is rejected only when a connection is made.
    Negative(i64),
}

/// Name, number of values, allowed values, and whether it is an option of meshctl. In AWS's order,
/// which determines the order of candidates for an ambiguous option.
const TABLE: [(&str, FlagArity, ValueCheck, bool); 21] = [
    ("debug", FlagArity::Nothing, ValueCheck::Anything, false),
    ("endpoint-url", FlagArity::One, ValueCheck::Anything, false),
    ("no-verify-ssl", FlagArity::Nothing, ValueCheck::Anything, false),
    ("no-paginate", FlagArity::Nothing, ValueCheck::Anything, false),
    ("output", FlagArity::One, ValueCheck::OneOf(&Format::NAMES), false),
    ("query", FlagArity::One, ValueCheck::Anything, false),
    ("profile", FlagArity::One, ValueCheck::Anything, false),
    ("region", FlagArity::One, ValueCheck::Anything, false),
    ("color", FlagArity::One, ValueCheck::OneOf(&["on", "off", "auto"]), false),
    ("no-sign-request", FlagArity::Nothing, ValueCheck::Anything, false),
    ("ca-bundle", FlagArity::One, ValueCheck::Anything, false),
    ("cli-read-timeout", FlagArity::One, ValueCheck::Anything, false),
    ("cli-connect-timeout", FlagArity::One, ValueCheck::Anything, false),
    (
        "cli-binary-format",
        FlagArity::One,
        ValueCheck::OneOf(&["base64", "raw-in-base64-out"]),
        false,
    ),
    ("no-cli-pager", FlagArity::Nothing, ValueCheck::Anything, false),
    ("cli-auto-prompt", FlagArity::Nothing, ValueCheck::Anything, false),
    ("no-cli-auto-prompt", FlagArity::Nothing, ValueCheck::Anything, false),
    ("cli-error-format", FlagArity::One, ValueCheck::OneOf(&ERROR_FORMATS), false),
    ("version", FlagArity::End, ValueCheck::Anything, false),
    ("context", FlagArity::One, ValueCheck::Anything, true),
    ("data", FlagArity::One, ValueCheck::Anything, true),
];

/// A global option, for help and completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlobalOption {
    /// Without dashes.
    pub name: &'static str,
    /// Whether it takes a value.
    pub takes_value: bool,
    /// The allowed values; empty if any value is allowed.
    pub values: &'static [&'static str],
}

/// Returns the global options, in AWS's order; those of meshctl are last.
pub fn global_options() -> impl Iterator<Item = GlobalOption> {
    TABLE.iter().map(|&(name, arity, check, _)| GlobalOption {
        name,
        takes_value: arity == FlagArity::One,
        values: match check {
            ValueCheck::OneOf(values) => values,
            ValueCheck::Anything | ValueCheck::Integer => &[],
        },
    })
}

pub(super) fn flags() -> Vec<FlagSpec> {
    TABLE
        .iter()
        .map(|&(name, arity, check, exact_name)| FlagSpec {
            name: Cow::Borrowed(name),
            arity,
            check,
            required: false,
            exact_name,
        })
        .collect()
}

impl Globals {
    /// FlagArity the options out of a scan, and makes the checks that come before all others.
    pub(super) fn of(scanned: &mut ScannedArgs) -> Result<Self, UsageError> {
        let has = |name: &str| scanned.values.contains_key(name);
        if has("cli-auto-prompt") && has("no-cli-auto-prompt") {
            return Err(UsageError::Conflict(OptionConflict::PromptOnAndOff));
        }
        if has("cli-auto-prompt") {
            return Err(UsageError::Conflict(OptionConflict::PromptUnsupported));
        }
        let mut globals = Self {
            debug: has("debug"),
            no_verify_ssl: has("no-verify-ssl"),
            no_paginate: has("no-paginate"),
            no_sign_request: has("no-sign-request"),
            no_pager: has("no-cli-pager"),
            ..Self::default()
        };
        globals.query = scanned.one("query").map(expression).transpose()?;
        globals.color = scanned.one("color");
        globals.endpoint_url = scanned.one("endpoint-url").map(with_scheme).transpose()?;
        globals.read_timeout = timeout(scanned.one("cli-read-timeout"))?;
        globals.connect_timeout = timeout(scanned.one("cli-connect-timeout"))?;
        globals.output = scanned.one("output");
        globals.profile = scanned.one("profile");
        globals.region = scanned.one("region");
        globals.ca_bundle = scanned.one("ca-bundle").map(PathBuf::from);
        globals.error_format = scanned.one("cli-error-format");
        globals.context = scanned.one("context");
        globals.data = scanned.one("data").map(PathBuf::from);
        Ok(globals)
    }

    /// Makes the checks that AWS CLI v2 makes when it creates a client, after all values have been
    /// read.
    ///
    /// # Errors
    ///
    /// [`UsageError::NegativeTimeout`].
    pub fn check(&self) -> Result<(), UsageError> {
        for (which, timeout) in [("connect", self.connect_timeout), ("read", self.read_timeout)] {
            if let Some(Timeout::Negative(seconds)) = timeout {
                return Err(UsageError::NegativeTimeout(which, seconds));
            }
        }
        Ok(())
    }
}

fn expression(query: String) -> Result<Expression, UsageError> {
    Expression::parse(&query)
        .map_err(|source| UsageError::BadQuery { query, source: Box::new(source) })
}

/// Rejects a URL without a scheme. As in the AWS CLI, the host of `localhost:80` counts as a scheme
/// here; the client rejects it later.
fn with_scheme(url: String) -> Result<String, UsageError> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if valid { Ok(url) } else { Err(UsageError::MissingScheme(url)) }
}

fn timeout(seconds: Option<String>) -> Result<Option<Timeout>, UsageError> {
    let Some(seconds) = seconds else {
        return Ok(None);
    };
    match python::int(&seconds) {
        Some(0) => Ok(Some(Timeout::Never)),
        Some(number) => {
            Ok(Some(u64::try_from(number).map_or(Timeout::Negative(number), |number| {
                Timeout::After(Duration::from_secs(number))
            })))
        }
        None => Err(UsageError::NotInteger(seconds)),
    }
}
