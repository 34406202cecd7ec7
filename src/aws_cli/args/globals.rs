//! Global options: those allowed before and after any operation
//! (`docs/behaviour/aws-cli.md#global-options`).

use std::borrow::Cow;
use std::path::PathBuf;
use std::time::Duration;

use super::error::{Conflict, UsageError};
use super::scan::{Accepts, Flag, Scanned, Takes};
use crate::aws_cli::output::{Expression, Format};
use crate::aws_cli::python;

/// Values of `--cli-error-format`, in AWS's order.
pub const ERROR_FORMATS: [&str; 6] = ["legacy", "json", "yaml", "text", "table", "enhanced"];

/// The global options as they were given. What is `None` may still come from the environment or
/// the configuration file, which are not looked at here.
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
    /// `--context`, an option of our own: where commands go.
    pub context: Option<String>,
    /// `--data`, an option of our own: the local data directory.
    pub data: Option<PathBuf>,
}

/// How long to wait for the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeout {
    /// As long as it takes: `0`.
    Never,
    /// This long.
    After(Duration),
    /// Less than nothing: in seconds. It is refused only when a connection is wanted.
    Negative(i64),
}

/// Name, values, which values, and whether it is our own. In AWS's order, which shows in the list
/// of candidates for an ambiguous option.
const TABLE: [(&str, Takes, Accepts, bool); 21] = [
    ("debug", Takes::Nothing, Accepts::Anything, false),
    ("endpoint-url", Takes::One, Accepts::Anything, false),
    ("no-verify-ssl", Takes::Nothing, Accepts::Anything, false),
    ("no-paginate", Takes::Nothing, Accepts::Anything, false),
    ("output", Takes::One, Accepts::OneOf(&Format::NAMES), false),
    ("query", Takes::One, Accepts::Anything, false),
    ("profile", Takes::One, Accepts::Anything, false),
    ("region", Takes::One, Accepts::Anything, false),
    ("color", Takes::One, Accepts::OneOf(&["on", "off", "auto"]), false),
    ("no-sign-request", Takes::Nothing, Accepts::Anything, false),
    ("ca-bundle", Takes::One, Accepts::Anything, false),
    ("cli-read-timeout", Takes::One, Accepts::Anything, false),
    ("cli-connect-timeout", Takes::One, Accepts::Anything, false),
    ("cli-binary-format", Takes::One, Accepts::OneOf(&["base64", "raw-in-base64-out"]), false),
    ("no-cli-pager", Takes::Nothing, Accepts::Anything, false),
    ("cli-auto-prompt", Takes::Nothing, Accepts::Anything, false),
    ("no-cli-auto-prompt", Takes::Nothing, Accepts::Anything, false),
    ("cli-error-format", Takes::One, Accepts::OneOf(&ERROR_FORMATS), false),
    ("version", Takes::End, Accepts::Anything, false),
    ("context", Takes::One, Accepts::Anything, true),
    ("data", Takes::One, Accepts::Anything, true),
];

/// A global option, for those who speak of it rather than read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlobalOption {
    /// Without dashes.
    pub name: &'static str,
    /// Whether a value follows.
    pub takes_value: bool,
    /// The values there are; empty for any.
    pub values: &'static [&'static str],
}

/// Returns the global options, in AWS's order; our own come last.
pub fn global_options() -> impl Iterator<Item = GlobalOption> {
    TABLE.iter().map(|&(name, takes, accepts, _)| GlobalOption {
        name,
        takes_value: takes == Takes::One,
        values: match accepts {
            Accepts::OneOf(values) => values,
            Accepts::Anything | Accepts::Integer => &[],
        },
    })
}

pub(super) fn flags() -> Vec<Flag> {
    TABLE
        .iter()
        .map(|&(name, takes, accepts, whole)| Flag {
            name: Cow::Borrowed(name),
            takes,
            accepts,
            required: false,
            whole,
        })
        .collect()
}

impl Globals {
    /// Takes the options out of a scan and checks those that are checked before anything else.
    pub(super) fn of(scanned: &mut Scanned) -> Result<Self, UsageError> {
        let has = |name: &str| scanned.given.contains_key(name);
        if has("cli-auto-prompt") && has("no-cli-auto-prompt") {
            return Err(UsageError::Conflict(Conflict::Prompts));
        }
        if has("cli-auto-prompt") {
            return Err(UsageError::Conflict(Conflict::NoPrompts));
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

    /// Checks what AWS CLI v2 looks at only when it makes a client: after all values were read.
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

/// Refuses a URL without scheme. As with AWS, the host of `localhost:80` passes for a scheme
/// here; the client refuses it later.
fn with_scheme(url: String) -> Result<String, UsageError> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if valid { Ok(url) } else { Err(UsageError::NoScheme(url)) }
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
