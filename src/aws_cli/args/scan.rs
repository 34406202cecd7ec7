//! Scans an argument list as Python's argparse does, on which the AWS CLI is built.
//!
//! This module does not know operations: given a [`ArgGrammar`], it sorts arguments into flags with
//! their values, one positional word, and unrecognized arguments. The AWS CLI runs argparse once
//! per level (global flags, then the operation's flags over the remaining arguments), and so does
//! [`super::command`]; this determines which flags are allowed where
//! (`docs/behaviour/aws-cli.md#command-line`).

use std::borrow::Cow;

use indexmap::IndexMap;

use super::close::close_matches;
use super::error::ScanError;
use crate::aws_cli::python;

/// How many values a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlagArity {
    Nothing,
    One,
    /// One, or none, which stands for this value.
    Optional(&'static str),
    /// All words up to the next flag; may be none.
    Many,
    /// No value; the scan ends here, whatever follows.
    End,
}

/// Which values are checked while scanning. All other checks come later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueCheck {
    Anything,
    OneOf(&'static [&'static str]),
    Integer,
}

/// One flag.
#[derive(Debug, Clone)]
pub(super) struct FlagSpec {
    /// Without the two dashes.
    pub(super) name: Cow<'static, str>,
    pub(super) arity: FlagArity,
    pub(super) check: ValueCheck,
    pub(super) required: bool,
    /// Cannot be abbreviated: an option of meshctl, which must not make an abbreviation of AWS's
    /// options ambiguous.
    pub(super) exact_name: bool,
}

/// What an argument list may contain: these flags, and one word.
#[derive(Debug)]
pub(super) struct ArgGrammar<'a> {
    pub(super) flags: &'a [FlagSpec],
}

/// The arguments by type.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ScannedArgs {
    /// Values by flag name; of a repeated flag the last.
    pub(super) values: IndexMap<String, Vec<String>>,
    /// The first word that is not a value of a flag.
    pub(super) word: Option<String>,
    /// Unrecognized arguments, in order.
    pub(super) unrecognized: Vec<String>,
    /// Whether a flag ended the scan early.
    pub(super) ended: bool,
}

impl ScannedArgs {
    /// FlagArity the value of a flag with one value.
    pub(super) fn one(&mut self, name: &str) -> Option<String> {
        self.values.get_mut(name).and_then(Vec::pop)
    }
}

/// The type of one argument, seen without its neighbors.
enum ArgKind<'a> {
    Word,
    /// `--`, after which every argument is a word.
    Dashes,
    /// An argument with a dash that is not a flag.
    Unknown,
    Flag {
        flag: &'a FlagSpec,
        value: Option<&'a str>,
    },
    /// An abbreviation of several flags.
    Ambiguous(Vec<&'a str>),
}

impl ArgGrammar<'_> {
    /// Scans `args`.
    ///
    /// # Errors
    ///
    /// The first error that argparse reports, in the order of the arguments.
    pub(super) fn scan(&self, args: &[String]) -> Result<ScannedArgs, ScanError> {
        let kinds = self.kinds(args);
        let mut scanned = ScannedArgs::default();
        let mut at = 0;
        while at < args.len() {
            let (arg, kind) = (&args[at], &kinds[at]);
            at += 1;
            match kind {
                ArgKind::Word if scanned.word.is_none() => {
                    scanned.word = Some(arg.clone());
                    // argparse drops the dashes on either side of the word it takes.
                    if matches!(kinds.get(at), Some(ArgKind::Dashes)) {
                        at += 1;
                    }
                }
                ArgKind::Dashes if scanned.word.is_none() => {}
                ArgKind::Word | ArgKind::Dashes | ArgKind::Unknown => {
                    scanned.unrecognized.push(arg.clone())
                }
                ArgKind::Ambiguous(candidates) => {
                    let candidates =
                        candidates.iter().map(|name| format!("--{name}")).collect::<Vec<_>>();
                    return Err(ScanError::Ambiguous { option: arg.clone(), candidates });
                }
                ArgKind::Flag { flag, value: None } if flag.arity == FlagArity::End => {
                    scanned.ended = true;
                    return Ok(scanned);
                }
                ArgKind::Flag { flag, value: Some(value) } => {
                    let values = flag.attached(value)?;
                    scanned.values.insert(flag.name.to_string(), values);
                }
                ArgKind::Flag { flag, value: None } => {
                    let words =
                        kinds[at..].iter().take_while(|kind| matches!(kind, ArgKind::Word)).count();
                    let values = flag.following(&args[at..at + words])?;
                    at += if matches!(flag.arity, FlagArity::Optional(_)) {
                        words.min(1)
                    } else {
                        values.len()
                    };
                    scanned.values.insert(flag.name.to_string(), values);
                }
            }
        }
        Ok(scanned)
    }

    /// Returns only the word, whatever errors the flags have.
    pub(super) fn word<'a>(&self, args: &'a [String]) -> Option<&'a str> {
        let kinds = self.kinds(args);
        let mut at = 0;
        while let Some(kind) = kinds.get(at) {
            match kind {
                ArgKind::Word => return Some(&args[at]),
                ArgKind::Flag { flag, value: None }
                    if flag.arity == FlagArity::One
                        && matches!(kinds.get(at + 1), Some(ArgKind::Word)) =>
                {
                    at += 2;
                }
                _ => at += 1,
            }
        }
        None
    }

    /// Returns the required flags that are missing, in order.
    pub(super) fn missing(&self, scanned: &ScannedArgs) -> Vec<String> {
        self.flags
            .iter()
            .filter(|flag| flag.required && !scanned.values.contains_key(flag.name.as_ref()))
            .map(|flag| format!("--{}", flag.name))
            .collect()
    }

    fn kinds<'a>(&'a self, args: &'a [String]) -> Vec<ArgKind<'a>> {
        let mut only_words = false;
        args.iter()
            .map(|arg| match arg.as_str() {
                _ if only_words => ArgKind::Word,
                "--" => {
                    only_words = true;
                    ArgKind::Dashes
                }
                arg => self.kind(arg),
            })
            .collect()
    }

    fn kind<'a>(&'a self, arg: &'a str) -> ArgKind<'a> {
        if !arg.starts_with('-') || arg == "-" {
            return ArgKind::Word;
        }
        if let Some(long) = arg.strip_prefix("--") {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (long, None),
            };
            if let Some(flag) = self.flags.iter().find(|flag| flag.name == name) {
                return ArgKind::Flag { flag, value };
            }
            let begun: Vec<&FlagSpec> = self
                .flags
                .iter()
                .filter(|flag| !flag.exact_name && flag.name.starts_with(name))
                .collect();
            match begun[..] {
                [] => {}
                [flag] => return ArgKind::Flag { flag, value },
                _ => {
                    return ArgKind::Ambiguous(
                        begun.iter().map(|flag| flag.name.as_ref()).collect(),
                    );
                }
            }
        }
        if looks_negative(arg) || arg.contains(' ') { ArgKind::Word } else { ArgKind::Unknown }
    }
}

impl FlagSpec {
    pub(super) fn required(self, required: bool) -> Self {
        Self { required, ..self }
    }

    /// Returns the values of `--flag=value`.
    fn attached(&self, value: &str) -> Result<Vec<String>, ScanError> {
        match self.arity {
            FlagArity::Nothing | FlagArity::End => {
                Err(ScanError::Ignored { option: self.name.to_string(), value: value.to_owned() })
            }
            FlagArity::One | FlagArity::Optional(_) | FlagArity::Many => {
                self.check(value)?;
                Ok(vec![value.to_owned()])
            }
        }
    }

    /// Returns the values of `--flag` among the words that follow it.
    fn following(&self, words: &[String]) -> Result<Vec<String>, ScanError> {
        let values = match (self.arity, words) {
            (FlagArity::Nothing | FlagArity::End, _) => &[],
            (FlagArity::One, []) => {
                return Err(ScanError::NoValue { option: self.name.to_string() });
            }
            (FlagArity::Optional(default), []) => return Ok(vec![default.to_owned()]),
            (FlagArity::One | FlagArity::Optional(_), words) => &words[..1],
            (FlagArity::Many, words) => words,
        };
        values.iter().try_for_each(|value| self.check(value))?;
        Ok(values.to_vec())
    }

    fn check(&self, value: &str) -> Result<(), ScanError> {
        let option = || self.name.to_string();
        match self.check {
            ValueCheck::OneOf(choices) if !choices.contains(&value) => Err(ScanError::BadChoice {
                argument: format!("--{}", self.name),
                value: value.to_owned(),
                close: close_matches(value, choices.iter().copied()),
            }),
            ValueCheck::Integer if python::int(value).is_none() => {
                Err(ScanError::NotInteger { option: option(), value: value.to_owned() })
            }
            _ => Ok(()),
        }
    }
}

/// Returns whether `arg` starts like a negative number, such as `-1` or `-.5`: a value, not a flag.
fn looks_negative(arg: &str) -> bool {
    let digits = arg.strip_prefix('-').unwrap_or(arg);
    digits.strip_prefix('.').unwrap_or(digits).starts_with(|c: char| c.is_ascii_digit())
}
