//! Parses an argument list into an operation and its options. Values are not parsed yet.

use std::borrow::Cow;
use std::ffi::OsString;

use indexmap::{IndexMap, IndexSet};

use super::close::close_matches;
use super::error::{ScanError, UsageError};
use super::globals::{self, Globals};
use super::scan::{ArgGrammar, FlagArity, FlagSpec, ValueCheck};
use super::{input, skeleton};
use crate::model::model;
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::Form;

/// The optional word before an operation, which makes `alias aws=meshctl` work.
const SERVICE: &str = "appmesh";

/// A parsed argument list.
#[derive(Debug)]
pub enum ParsedArgs {
    /// `--version`; it takes precedence over any error.
    Version,
    /// Help on an operation, or the overview.
    Help(Option<&'static Operation>),
    /// A call of an operation.
    Operation(Box<OperationArgs>),
}

/// An operation and its options as given.
#[derive(Debug)]
pub struct OperationArgs {
    /// The operation.
    pub operation: &'static Operation,
    /// The global options.
    pub globals: Globals,
    /// Values by flag name, without dashes.
    pub(super) values: IndexMap<String, Vec<String>>,
}

/// Converts arguments to strings.
///
/// # Errors
///
/// [`UsageError::NotUtf8`] for an argument that is not UTF-8.
pub fn utf8_args(args: impl IntoIterator<Item = OsString>) -> Result<Vec<String>, UsageError> {
    args.into_iter()
        .map(|arg| {
            arg.into_string().map_err(|arg| UsageError::NotUtf8(arg.to_string_lossy().into_owned()))
        })
        .collect()
}

/// Returns the first word that is not the value of an option, as every level of the command line
/// determines it: an operation, or the name of another command. A leading `appmesh` is skipped.
#[must_use]
pub fn first_word(args: &[String]) -> Option<&str> {
    let flags = globals::flags();
    let grammar = ArgGrammar { flags: &flags };
    let word = grammar.word(args)?;
    if word != SERVICE {
        return Some(word);
    }
    let at = args.iter().position(|arg| arg == SERVICE)?;
    grammar.word(&args[at + 1..])
}

/// Returns whether the AWS CLI would treat `args`, without the program name, as a call of App Mesh.
#[must_use]
pub fn is_for_app_mesh(args: &[String]) -> bool {
    let flags = globals::flags();
    ArgGrammar { flags: &flags }.word(args) == Some(SERVICE)
}

/// Returns whether `word` is the command-line name of an operation (`create-mesh`).
#[must_use]
pub fn is_operation(word: &str) -> bool {
    operation(word).is_some()
}

/// Returns the operation with the command-line name `word`.
#[must_use]
pub fn operation(word: &str) -> Option<&'static Operation> {
    model().operations.values().find(|operation| operation.command() == word)
}

/// An argument list whose global options are parsed.
#[derive(Debug)]
pub struct GlobalsParsed {
    /// The global options.
    pub globals: Globals,
    word: Option<String>,
    rest: Vec<String>,
}

/// Options that the AWS CLI parses before all others, even if the rest of the command line is
/// invalid.
const EARLY_OPTIONS: [&str; 2] = ["profile", "debug"];

/// Parses the global options of an argument list without the program name. Returns `None` for
/// `--version`.
///
/// # Errors
///
/// The first error that AWS CLI v2 reports: exit code 252, or 255 for a timeout that is not an
/// integer.
pub fn parse_globals(args: &[String]) -> Result<Option<GlobalsParsed>, UsageError> {
    parse_early_options(args)?;
    let flags = globals::flags();
    let mut scanned = ArgGrammar { flags: &flags }.scan(args)?;
    if scanned.ended {
        return Ok(None);
    }
    let globals = Globals::of(&mut scanned)?;
    if scanned.word.as_deref() == Some(SERVICE) {
        scanned = ArgGrammar { flags: &[] }.scan(&scanned.unrecognized)?;
    }
    Ok(Some(GlobalsParsed { globals, word: scanned.word, rest: scanned.unrecognized }))
}

/// Parses only [`EARLY_OPTIONS`].
fn parse_early_options(args: &[String]) -> Result<(), ScanError> {
    let flags = globals::flags();
    let first = EARLY_OPTIONS.map(|name| flags.iter().find(|flag| flag.name == name).cloned());
    let first: Vec<FlagSpec> = first.into_iter().flatten().collect();
    ArgGrammar { flags: &first }.scan(args).map(drop)
}

/// Returns the options that determine how errors are printed, as far as the argument list can be
/// parsed. The profile is included only if all global options are valid. `None` if the AWS CLI
/// exits before it reads these options.
#[must_use]
pub fn error_globals(args: &[String]) -> Option<Globals> {
    parse_early_options(args).ok()?;
    let Ok(mut scanned) = (ArgGrammar { flags: &globals::flags() }).scan(args) else {
        return Some(Globals::default());
    };
    let (error_format, color) = (scanned.one("cli-error-format"), scanned.one("color"));
    let profile = scanned.one("profile").filter(|_| parse_globals(args).is_ok());
    Some(Globals { error_format, color, profile, ..Globals::default() })
}

impl GlobalsParsed {
    /// Parses the operation and its options. `others` are the names of other commands, used only as
    /// suggestions for a mistyped operation.
    ///
    /// # Errors
    ///
    /// The errors that AWS CLI v2 reports before it reads parameter values. It checks its
    /// configuration before that, which is left to the caller.
    pub fn parse_operation(self, others: &[&str]) -> Result<ParsedArgs, UsageError> {
        let Some(word) = self.word else {
            if requests_help(&self.rest) {
                return Ok(ParsedArgs::Help(None));
            }
            return Err(ScanError::Required(vec!["operation".to_owned()]).into());
        };
        if word == "help" {
            // Only an operation name is significant here; AWS CLI v2 ignores other words, too.
            return Ok(ParsedArgs::Help(self.rest.first().and_then(|word| operation(word))));
        }
        let Some(operation) = operation(&word) else {
            let known: Vec<String> = model().operations.values().map(Operation::command).collect();
            let known = known.iter().map(String::as_str).chain(others.iter().copied());
            let close = close_matches(&word, known);
            let argument = "operation".to_owned();
            return Err(ScanError::BadChoice { argument, value: word, close }.into());
        };
        options(operation, self.globals, &self.rest)
    }
}

/// Parses a whole argument list without the program name: [`parse_globals`], then
/// [`GlobalsParsed::parse_operation`].
///
/// # Errors
///
/// As in those.
pub fn parse(args: &[String], others: &[&str]) -> Result<ParsedArgs, UsageError> {
    match parse_globals(args)? {
        Some(globals) => globals.parse_operation(others),
        None => Ok(ParsedArgs::Version),
    }
}

fn options(
    operation: &'static Operation,
    globals: Globals,
    args: &[String],
) -> Result<ParsedArgs, UsageError> {
    if args == ["help"] || requests_help(args) {
        return Ok(ParsedArgs::Help(Some(operation)));
    }
    let flags = flags(operation);
    let grammar = ArgGrammar { flags: &flags };
    let mut scanned = grammar.scan(args)?;
    let missing = grammar.missing(&scanned);
    if !missing.is_empty() && !may_omit_required(args) {
        return Err(ScanError::Required(missing).into());
    }
    match scanned.word.take() {
        Some(word) if word == "help" => return Ok(ParsedArgs::Help(Some(operation))),
        // AWS CLI v2 ignores one empty word.
        Some(word) if !word.is_empty() => scanned.unrecognized.push(word),
        _ => {}
    }
    if !scanned.unrecognized.is_empty() {
        let corrections = corrections(&scanned.unrecognized, &flags);
        return Err(UsageError::UnknownOptions { options: scanned.unrecognized, corrections });
    }
    Ok(ParsedArgs::Operation(Box::new(OperationArgs {
        operation,
        globals,
        values: scanned.values,
    })))
}

/// Returns whether `args` contain `--help` or `-h` before `--`, which the AWS CLI does not have.
fn requests_help(args: &[String]) -> bool {
    args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--help" || arg == "-h")
}

/// Returns whether required members may be omitted. AWS CLI v2 looks for the full option names,
/// with the value as a separate argument.
fn may_omit_required(args: &[String]) -> bool {
    let at = |option: &str| args.iter().position(|arg| arg.strip_prefix("--") == Some(option));
    let skeleton = at(skeleton::OPTION).map(|at| args.get(at + 1).map(String::as_str));
    skeleton.is_some_and(|value| value != Some("output"))
        || at(input::JSON).is_some()
        || at(input::YAML).is_some()
}

/// Returns the options that the unknown ones may be misspellings of.
fn corrections(options: &[String], flags: &[FlagSpec]) -> Vec<(String, String)> {
    let globals = globals::flags();
    let known = || flags.iter().chain(&globals).map(|flag| flag.name.as_ref());
    let names = options.iter().filter_map(|option| option.strip_prefix("--")?.split('=').next());
    names
        .collect::<IndexSet<_>>()
        .into_iter()
        .filter_map(|name| {
            close_matches(name, known()).into_iter().next().map(|known| (name.to_owned(), known))
        })
        .collect()
}

/// Returns the flags of an operation: its members in the model's order, then those of every
/// operation.
fn flags(operation: &Operation) -> Vec<FlagSpec> {
    let members = operation.input_shape().members.iter().map(|(name, member)| {
        let many = model().shape(member.shape).form == Form::List;
        flag(kebab(name), if many { FlagArity::Many } else { FlagArity::One }, ValueCheck::Anything)
            .required(member.required)
    });
    let inputs =
        [input::JSON, input::YAML].map(|option| flag(option, FlagArity::One, ValueCheck::Anything));
    let paging = [
        flag("starting-token", FlagArity::One, ValueCheck::Anything),
        flag("page-size", FlagArity::One, ValueCheck::Integer),
        flag("max-items", FlagArity::One, ValueCheck::Integer),
    ];
    let skeleton = flag(
        skeleton::OPTION,
        FlagArity::Optional(skeleton::VALUES[0]),
        ValueCheck::OneOf(&skeleton::VALUES),
    );
    members
        .chain(inputs)
        .chain(paging.into_iter().filter(|_| operation.page.is_some()))
        .chain([skeleton])
        .collect()
}

fn flag(name: impl Into<Cow<'static, str>>, arity: FlagArity, check: ValueCheck) -> FlagSpec {
    FlagSpec { name: name.into(), arity, check, required: false, exact_name: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn first_word_skips_options() {
        let cases = [
            ("list-meshes", Some("list-meshes")),
            ("--output text apply -f x", Some("apply")),
            ("--output=text --debug canary", Some("canary")),
            ("--context aws list-meshes", Some("list-meshes")),
            ("--region us-west-2 appmesh --output text list-meshes", Some("list-meshes")),
            ("appmesh", None),
            ("--output", None),
            ("", None),
        ];
        for (line, want) in cases {
            assert_eq!(first_word(&args(line)), want, "case: {line}");
        }
    }

    #[test]
    fn the_service_must_be_the_first_word() {
        for line in
            ["appmesh", "appmesh list-meshes", "--region us-west-2 appmesh x", "--debug appmesh"]
        {
            assert!(is_for_app_mesh(&args(line)), "case: {line}");
        }
        for line in ["", "s3 ls appmesh", "--region appmesh s3 ls", "--version", "help"] {
            assert!(!is_for_app_mesh(&args(line)), "case: {line}");
        }
    }

    #[test]
    fn every_operation_has_a_command() {
        for (name, operation) in &model().operations {
            let parsed = parse(&args(&format!("appmesh {} help", operation.command())), &[]);
            assert!(matches!(parsed, Ok(ParsedArgs::Help(Some(found))) if found.name == *name));
        }
        assert!(!is_operation("apply"));
    }

    #[test]
    fn meshctl_options_do_not_change_abbreviations() {
        let Ok(ParsedArgs::Operation(command)) =
            parse(&args("list-meshes --col on --context aws --data /d"), &[])
        else {
            panic!("it is a command");
        };
        assert_eq!(command.globals.color.as_deref(), Some("on"));
        assert_eq!(command.globals.context.as_deref(), Some("aws"));
        assert_eq!(command.globals.data, Some("/d".into()));
        assert!(parse(&args("list-meshes --contex aws"), &[]).is_err());
    }

    #[test]
    fn suggestions_include_workflow_commands() {
        let error = parse(&args("cannary"), &["apply", "canary"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "argument operation: Found invalid choice 'cannary'\n\nMaybe you meant:\n\n  * canary"
        );
    }

    #[test]
    fn help_and_version_take_precedence_over_errors() {
        for line in ["help", "--help", "-h", "--output json help"] {
            assert!(matches!(parse(&args(line), &[]), Ok(ParsedArgs::Help(None))), "case: {line}");
        }
        for line in [
            "create-route help",
            "help create-route",
            "create-route -h",
            "create-route --spec x --help",
        ] {
            assert!(
                matches!(parse(&args(line), &[]), Ok(ParsedArgs::Help(Some(_)))),
                "case: {line}"
            );
        }
        for line in ["--version", "nonsense --version --x"] {
            assert!(matches!(parse(&args(line), &[]), Ok(ParsedArgs::Version)), "case: {line}");
        }
    }
}
