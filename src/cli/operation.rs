//! Runs one of the 38 operations: parse, check, send, print, in the order and with the messages of
//! AWS CLI v2.
//!
//! Parsing and printing are in [`crate::aws_cli`]. The order of the steps and the loops over the
//! pages imitate the AWS CLI too, but they call the API through [`crate::client`], so they are here.

use std::path::Path;

use serde_json::{Map, Value};

use super::{block_on, failure, help, print_text, settings, show_help, table_style, tree};
use crate::aws_cli::args::{self, Invocation, PageIterator, ParamFiles, ParsedArgs, Skeleton};
use crate::aws_cli::config::ConfigError;
use crate::aws_cli::output::printer::{PageBuffer, ResponsePrinter};
use crate::aws_cli::output::{Expression, Format, PagedOutput, TableStyle, TimestampFormat, json};
use crate::client::settings::{variable, variable_as_set};
use crate::client::{Api, ClientError, EncodedResponse, Settings, Target};
use crate::error::{CliError, ErrorKind, ErrorStyle, note};
use crate::model::Operation;
use crate::serve;

/// Runs an operation with `args`, without the program name, and returns the exit code.
pub(super) fn main(args: &[String]) -> u8 {
    match run(args) {
        Ok(()) => 0,
        // As AWS CLI v2: an empty line, which is already printed, and no message.
        Err(error) if error.kind == ErrorKind::Interrupted => {
            error.kind.code(ErrorStyle::Operation)
        }
        Err(error) => failure::report(&error, args),
    }
}

fn run(args: &[String]) -> Result<(), CliError> {
    let Some(start) = args::parse_globals(args)? else {
        return print_text(&format!("{}\n", help::version()));
    };
    let globals = start.globals.clone();
    let parsed = start.parse_operation(&tree::commands());
    if let Ok(ParsedArgs::Help(operation)) = &parsed {
        return show_help(&operation.map_or_else(help::overview, help::for_operation));
    }
    // Configuration errors take precedence over errors in the operation and its options.
    let settings = settings(&globals);
    let timestamps = timestamp_format(&settings)?;
    let ParsedArgs::Operation(command) = parsed? else { return Ok(()) };
    let files = ParamFiles { variable: &variable, directory: Path::new("") };
    let invocation = command.read(&files, &mut |warning| note(&format!("{warning}\n")))?;
    let query = globals.query.as_ref();
    match invocation.skeleton {
        Some(Skeleton::Input) => {
            let input = args::skeleton::input(invocation.operation);
            return print_text(&format!("{}\n", json::pretty(&input)));
        }
        Some(Skeleton::YamlInput) => {
            return print_text(&args::skeleton::yaml_input(invocation.operation));
        }
        Some(Skeleton::Output) => {
            return print_output_skeleton(&invocation, &settings, query, timestamps);
        }
        None => {}
    }
    tree::log(globals.debug);
    block_on(async {
        tokio::select! {
            // Installs the signal handler before anything is sent.
            biased;
            _ = tokio::signal::ctrl_c() => {
                print_text("\n")?;
                Err(CliError::new(ErrorKind::Interrupted, "interrupted"))
            }
            done = call(&invocation, &settings, query, timestamps) => done,
        }
    })?
}

/// Returns the configured timestamp format. A missing profile is reported later, and only if the
/// profile is needed.
fn timestamp_format(settings: &Settings) -> Result<TimestampFormat, CliError> {
    let profile = match settings.aws_profile() {
        Ok(profile) => profile,
        Err(ConfigError::NoProfile(_)) => return Ok(TimestampFormat::local()),
        Err(error) => return Err(error.into()),
    };
    let configured = profile.get("cli_timestamp_format");
    Ok(configured.map_or_else(|| Ok(TimestampFormat::local()), str::parse)?)
}

/// Prints an example response, in the format and through the query of a real one.
fn print_output_skeleton(
    invocation: &Invocation,
    settings: &Settings,
    query: Option<&Expression>,
    timestamps: TimestampFormat,
) -> Result<(), CliError> {
    let operation = invocation.operation;
    let printer = printer(invocation, settings, query, timestamps)?;
    Api::check(settings, &Api::target(settings)?)?;
    invocation.globals.check()?;
    invocation.check()?;
    let mut response = args::skeleton::output(operation);
    let body = match operation.payload {
        Some(name) => response[name].take(),
        None => response,
    };
    printer.print_response(operation, body)
}

async fn call(
    invocation: &Invocation,
    settings: &Settings,
    query: Option<&Expression>,
    timestamps: TimestampFormat,
) -> Result<(), CliError> {
    let (printer, target) = match printer_and_target(invocation, settings, query, timestamps) {
        Ok(found) => found,
        Err(error) => {
            // An invalid region takes precedence over a missing profile or services section.
            Api::check_explicit_region(settings)?;
            return Err(error);
        }
    };
    // The region is checked before the input, and the input before credentials.
    Api::check(settings, &target)?;
    invocation.globals.check()?;
    if invocation.paging.auto {
        // For a single response, an unknown format is reported only after the response.
        printer.format.clone()?;
    }
    let pages = invocation.pages()?;
    invocation.check()?;
    let api = Api::connect_to(target, settings, serve::in_process)?;
    let operation = invocation.operation;
    let Some(mut pages) = pages else {
        let body = api.call(operation, &invocation.input).await?.body;
        return printer.print_response(operation, body);
    };
    if printer.is_by_page() {
        print_each_page(&api, operation, &mut pages, &printer).await?;
        return printer.print_resume_token(operation, &pages);
    }
    let buffer = read_all_pages(&api, operation, &mut pages, &printer).await?;
    printer.print_pages(operation, &pages, buffer)
}

fn printer_and_target<'a>(
    invocation: &Invocation,
    settings: &Settings,
    query: Option<&'a Expression>,
    timestamps: TimestampFormat,
) -> Result<(ResponsePrinter<'a>, Target), CliError> {
    let printer = printer(invocation, settings, query, timestamps)?;
    Ok((printer, Api::target(settings)?))
}

fn printer<'a>(
    invocation: &Invocation,
    settings: &Settings,
    query: Option<&'a Expression>,
    timestamps: TimestampFormat,
) -> Result<ResponsePrinter<'a>, CliError> {
    let (globals, profile) = (&invocation.globals, settings.aws_profile()?);
    let name = globals
        .output
        .clone()
        .or_else(|| variable_as_set("AWS_DEFAULT_OUTPUT"))
        .or_else(|| profile.get("output").map(str::to_owned));
    let format = name.map_or(Ok(Format::default()), |name| name.parse());
    let output = PagedOutput::new(globals.no_pager, Some(profile))?;
    // On stdout colors are reset after each piece; a pager gets them without resets.
    let style = TableStyle { resets: !output.is_paged(), ..table_style(globals) };
    Ok(ResponsePrinter { format, query, timestamps, style, output: output.into() })
}

/// Prints each page before it requests the next one: the reader of `… | head -1` may need no more.
async fn print_each_page(
    api: &Api,
    operation: &Operation,
    pages: &mut PageIterator,
    printer: &ResponsePrinter<'_>,
) -> Result<(), CliError> {
    while let Some(input) = pages.request() {
        args::check_further(operation, input)?;
        let response = api.send(operation, input).await?;
        let page = pages.take(parse_page(printer, operation, response)?)?;
        if !printer.print_page(operation, page)? {
            break;
        }
    }
    Ok(())
}

/// Reads all pages. If the token in a response is enough to request the next page, that request is
/// sent before the response is parsed and formatted.
async fn read_all_pages(
    api: &Api,
    operation: &Operation,
    pages: &mut PageIterator,
    printer: &ResponsePrinter<'_>,
) -> Result<PageBuffer, CliError> {
    let mut buffer = printer.page_buffer(operation);
    let mut prefetched = None;
    while let Some(input) = pages.request() {
        let response = match prefetched.take() {
            Some(response) => response,
            None => {
                args::check_further(operation, input)?;
                api.send(operation, input).await?
            }
        };
        let ahead = pages.ahead(response.next_token());
        let prefetch = async {
            match &ahead {
                Some(input) => Some(api.send(operation, input).await),
                None => None,
            }
        };
        let parse = async {
            // Lets the request leave first.
            tokio::task::yield_now().await;
            buffer.add(pages.take(parse_page(printer, operation, response)?)?);
            Ok::<_, CliError>(())
        };
        let (next, parsed) = tokio::join!(prefetch, parse);
        parsed?;
        if pages.request() == ahead.as_ref() {
            prefetched = next.transpose()?;
        }
    }
    Ok(buffer)
}

fn parse_page(
    printer: &ResponsePrinter<'_>,
    operation: &Operation,
    response: EncodedResponse,
) -> Result<Map<String, Value>, CliError> {
    match printer.parse(operation, response.read()?.body)? {
        Value::Object(page) => Ok(page),
        _ => {
            let (operation, why) = (operation.name.to_owned(), "it is not an object".to_owned());
            Err(ClientError::InvalidResponse { operation, why }.into())
        }
    }
}
