//! From an argument list to an operation with its options; no value is looked at yet.

use std::borrow::Cow;
use std::ffi::OsString;

use indexmap::{IndexMap, IndexSet};

use super::close::close_matches;
use super::error::{ScanError, UsageError};
use super::globals::{self, Globals};
use super::scan::{Accepts, Flag, Grammar, Takes};
use super::{input, skeleton};
use crate::model::model;
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::Form;

/// The name that may stand before an operation, so that `alias aws=meshctl` works.
const SERVICE: &str = "appmesh";

/// What an argument list asks for.
#[derive(Debug)]
pub enum Parsed {
    /// `--version`, before anything that is wrong.
    Version,
    /// Help on an operation, or on everything.
    Help(Option<&'static Operation>),
    /// A call.
    Command(Box<Command>),
}

/// An operation with its options as they were given.
#[derive(Debug)]
pub struct Command {
    /// What to call.
    pub operation: &'static Operation,
    /// Options that are not about this operation.
    pub globals: Globals,
    /// Words by flag, without dashes.
    pub(super) given: IndexMap<String, Vec<String>>,
}

/// Returns arguments as text.
///
/// # Errors
///
/// [`UsageError::NotText`] for one that is not UTF-8, which nothing in a mesh can be.
pub fn utf8_args(args: impl IntoIterator<Item = OsString>) -> Result<Vec<String>, UsageError> {
    args.into_iter()
        .map(|arg| {
            arg.into_string().map_err(|arg| UsageError::NotText(arg.to_string_lossy().into_owned()))
        })
        .collect()
}

/// Returns the first word that is no option's value, as every level of the command line sees it:
/// an operation, or the name of another command. A leading `appmesh` is passed over.
#[must_use]
pub fn word(args: &[String]) -> Option<&str> {
    let flags = globals::flags();
    let grammar = Grammar { flags: &flags };
    let word = grammar.word(args)?;
    if word != SERVICE {
        return Some(word);
    }
    let at = args.iter().position(|arg| arg == SERVICE)?;
    grammar.word(&args[at + 1..])
}

/// Tells whether the AWS CLI would take `args`, without its own name, for a call of App Mesh.
#[must_use]
pub fn is_for_app_mesh(args: &[String]) -> bool {
    let flags = globals::flags();
    Grammar { flags: &flags }.word(args) == Some(SERVICE)
}

/// Tells whether `word` is an operation of App Mesh (`create-mesh`).
#[must_use]
pub fn is_operation(word: &str) -> bool {
    operation(word).is_some()
}

/// Returns the operation that is called `word` on the command line.
#[must_use]
pub fn operation(word: &str) -> Option<&'static Operation> {
    model().operations.values().find(|operation| operation.command() == word)
}

/// Where the words and options of an operation begin: the global options are read.
#[derive(Debug)]
pub struct Start {
    /// The options that are not about the operation.
    pub globals: Globals,
    word: Option<String>,
    rest: Vec<String>,
}

/// Options that the AWS CLI looks for before everything else, also in what is otherwise wrong.
const FIRST: [&str; 2] = ["profile", "debug"];

/// Reads the global options of an argument list, without the program's name; nothing if it asks
/// for the version.
///
/// # Errors
///
/// What AWS CLI v2 refuses first: exit code 252, or 255 for a time-out that is no number.
pub fn start(args: &[String]) -> Result<Option<Start>, UsageError> {
    first(args)?;
    let flags = globals::flags();
    let mut scanned = Grammar { flags: &flags }.scan(args)?;
    if scanned.ended {
        return Ok(None);
    }
    let globals = Globals::of(&mut scanned)?;
    if scanned.word.as_deref() == Some(SERVICE) {
        scanned = Grammar { flags: &[] }.scan(&scanned.rest)?;
    }
    Ok(Some(Start { globals, word: scanned.word, rest: scanned.rest }))
}

/// Reads [`FIRST`] alone.
fn first(args: &[String]) -> Result<(), ScanError> {
    let flags = globals::flags();
    let first = FIRST.map(|name| flags.iter().find(|flag| flag.name == name).cloned());
    let first: Vec<Flag> = first.into_iter().flatten().collect();
    Grammar { flags: &first }.scan(args).map(drop)
}

/// Returns what an argument list says about how errors are to be shown, as far as it can be read.
/// The profile counts only where all global options are right. Nothing at all where the AWS CLI
/// ends before it asks anyone how.
#[must_use]
pub fn error_globals(args: &[String]) -> Option<Globals> {
    first(args).ok()?;
    let Ok(mut scanned) = (Grammar { flags: &globals::flags() }).scan(args) else {
        return Some(Globals::default());
    };
    let (error_format, color) = (scanned.one("cli-error-format"), scanned.one("color"));
    let profile = scanned.one("profile").filter(|_| start(args).is_ok());
    Some(Globals { error_format, color, profile, ..Globals::default() })
}

impl Start {
    /// Reads the operation and its options. `others` are words that may stand where an operation
    /// does; they are only suggested for a mistyped one.
    ///
    /// # Errors
    ///
    /// What AWS CLI v2 refuses before it reads a value. It checks its configuration before; that
    /// is left to the caller.
    pub fn parsed(self, others: &[&str]) -> Result<Parsed, UsageError> {
        let Some(word) = self.word else {
            if asks_for_help(&self.rest) {
                return Ok(Parsed::Help(None));
            }
            return Err(ScanError::Required(vec!["operation".to_owned()]).into());
        };
        if word == "help" {
            // An operation that help is asked on; other words AWS CLI v2 takes no notice of.
            return Ok(Parsed::Help(self.rest.first().and_then(|word| operation(word))));
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

/// Reads a whole argument list, without the program's name: [`start`] and [`Start::parsed`].
///
/// # Errors
///
/// As those.
pub fn parse(args: &[String], others: &[&str]) -> Result<Parsed, UsageError> {
    match start(args)? {
        Some(start) => start.parsed(others),
        None => Ok(Parsed::Version),
    }
}

fn options(
    operation: &'static Operation,
    globals: Globals,
    args: &[String],
) -> Result<Parsed, UsageError> {
    if args == ["help"] || asks_for_help(args) {
        return Ok(Parsed::Help(Some(operation)));
    }
    let flags = flags(operation);
    let grammar = Grammar { flags: &flags };
    let mut scanned = grammar.scan(args)?;
    let missing = grammar.missing(&scanned);
    if !missing.is_empty() && !fills_in(args) {
        return Err(ScanError::Required(missing).into());
    }
    match scanned.word.take() {
        Some(word) if word == "help" => return Ok(Parsed::Help(Some(operation))),
        // AWS CLI v2 lets one empty word pass: it takes it for no word.
        Some(word) if !word.is_empty() => scanned.rest.push(word),
        _ => {}
    }
    if !scanned.rest.is_empty() {
        let meant = meant(&scanned.rest, &flags);
        return Err(UsageError::Unknown { options: scanned.rest, meant });
    }
    Ok(Parsed::Command(Box::new(Command { operation, globals, given: scanned.given })))
}

/// `--help` and `-h`, which the AWS CLI does not know. Up to `--`, and not where a value is.
fn asks_for_help(args: &[String]) -> bool {
    args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--help" || arg == "-h")
}

/// Whether required members may come from elsewhere, or are not needed. AWS CLI v2 looks for the
/// options as they are spelled in full, with their value in a word of its own.
fn fills_in(args: &[String]) -> bool {
    let at = |option: &str| args.iter().position(|arg| arg.strip_prefix("--") == Some(option));
    let skeleton = at(skeleton::OPTION).map(|at| args.get(at + 1).map(String::as_str));
    skeleton.is_some_and(|value| value != Some("output"))
        || at(input::JSON).is_some()
        || at(input::YAML).is_some()
}

/// The options that unknown ones may be misspellings of.
fn meant(options: &[String], flags: &[Flag]) -> Vec<(String, String)> {
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

/// The flags of an operation: its members in the model's order, then those of every operation.
fn flags(operation: &Operation) -> Vec<Flag> {
    let members = operation.input_shape().members.iter().map(|(name, member)| {
        let many = model().shape(member.shape).form == Form::List;
        flag(kebab(name), if many { Takes::Many } else { Takes::One }, Accepts::Anything)
            .required(member.required)
    });
    let inputs =
        [input::JSON, input::YAML].map(|option| flag(option, Takes::One, Accepts::Anything));
    let paging = [
        flag("starting-token", Takes::One, Accepts::Anything),
        flag("page-size", Takes::One, Accepts::Integer),
        flag("max-items", Takes::One, Accepts::Integer),
    ];
    let skeleton = flag(
        skeleton::OPTION,
        Takes::Optional(skeleton::VALUES[0]),
        Accepts::OneOf(&skeleton::VALUES),
    );
    members
        .chain(inputs)
        .chain(paging.into_iter().filter(|_| operation.page.is_some()))
        .chain([skeleton])
        .collect()
}

fn flag(name: impl Into<Cow<'static, str>>, takes: Takes, accepts: Accepts) -> Flag {
    Flag { name: name.into(), takes, accepts, required: false, whole: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_word_is_found_among_options() {
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
            assert_eq!(word(&args(line)), want, "case: {line}");
        }
    }

    #[test]
    fn the_service_is_the_first_word_that_is_no_value() {
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
    fn every_operation_is_known_by_its_command() {
        for (name, operation) in &model().operations {
            let parsed = parse(&args(&format!("appmesh {} help", operation.command())), &[]);
            assert!(matches!(parsed, Ok(Parsed::Help(Some(found))) if found.name == *name));
        }
        assert!(!is_operation("apply"));
    }

    #[test]
    fn options_of_our_own_leave_aws_abbreviations_alone() {
        let Ok(Parsed::Command(command)) =
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
    fn other_commands_are_suggested_too() {
        let error = parse(&args("cannary"), &["apply", "canary"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "argument operation: Found invalid choice 'cannary'\n\nMaybe you meant:\n\n  * canary"
        );
    }

    #[test]
    fn help_and_version_need_nothing_else_to_be_right() {
        for line in ["help", "--help", "-h", "--output json help"] {
            assert!(matches!(parse(&args(line), &[]), Ok(Parsed::Help(None))), "case: {line}");
        }
        for line in [
            "create-route help",
            "help create-route",
            "create-route -h",
            "create-route --spec x --help",
        ] {
            assert!(matches!(parse(&args(line), &[]), Ok(Parsed::Help(Some(_)))), "case: {line}");
        }
        for line in ["--version", "nonsense --version --x"] {
            assert!(matches!(parse(&args(line), &[]), Ok(Parsed::Version)), "case: {line}");
        }
    }
}
