//! Scans an argument list as Python's argparse does, on which the AWS CLI is built.
//!
//! This module does not know operations: given a [`Grammar`], it sorts arguments into flags with
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
pub(super) enum Takes {
    Nothing,
    One,
    /// One, or none, which then stands for this one.
    Optional(&'static str),
    /// All words up to the next flag; there may be none.
    Many,
    /// No value; the scan ends here, whatever follows.
    End,
}

/// Which values are refused while scanning. Everything else about a value comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepts {
    Anything,
    OneOf(&'static [&'static str]),
    Integer,
}

/// One flag.
#[derive(Debug, Clone)]
pub(super) struct Flag {
    /// Without the two dashes in front.
    pub(super) name: Cow<'static, str>,
    pub(super) takes: Takes,
    pub(super) accepts: Accepts,
    pub(super) required: bool,
    /// Not to be abbreviated: a flag of our own, which must not make one of AWS's ambiguous.
    pub(super) whole: bool,
}

/// What an argument list may consist of: these flags, and one word.
#[derive(Debug)]
pub(super) struct Grammar<'a> {
    pub(super) flags: &'a [Flag],
}

/// An argument list, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scanned {
    /// Values by flag name; of a repeated flag the last.
    pub(super) given: IndexMap<String, Vec<String>>,
    /// The first word that is no flag's value.
    pub(super) word: Option<String>,
    /// What was not understood, in order.
    pub(super) rest: Vec<String>,
    /// Whether a flag ended the scan early.
    pub(super) ended: bool,
}

impl Scanned {
    /// Returns the single value of a flag that takes one.
    pub(super) fn one(&mut self, name: &str) -> Option<String> {
        self.given.get_mut(name).and_then(Vec::pop)
    }
}

/// What one argument is, seen by itself.
enum Mark<'a> {
    Word,
    /// `--`, after which everything is a word.
    Dashes,
    /// Something with a dash that is no flag here.
    Unknown,
    Flag {
        flag: &'a Flag,
        value: Option<&'a str>,
    },
    /// The beginning of several flags.
    Ambiguous(Vec<&'a str>),
}

impl Grammar<'_> {
    /// Sorts `args`.
    ///
    /// # Errors
    ///
    /// The first thing that argparse would stop at, in the order of the arguments.
    pub(super) fn scan(&self, args: &[String]) -> Result<Scanned, ScanError> {
        let marks = self.marks(args);
        let mut scanned = Scanned::default();
        let mut at = 0;
        while at < args.len() {
            let (arg, mark) = (&args[at], &marks[at]);
            at += 1;
            match mark {
                Mark::Word if scanned.word.is_none() => {
                    scanned.word = Some(arg.clone());
                    // argparse drops dashes on either side of the word it takes.
                    if matches!(marks.get(at), Some(Mark::Dashes)) {
                        at += 1;
                    }
                }
                Mark::Dashes if scanned.word.is_none() => {}
                Mark::Word | Mark::Dashes | Mark::Unknown => scanned.rest.push(arg.clone()),
                Mark::Ambiguous(candidates) => {
                    let candidates =
                        candidates.iter().map(|name| format!("--{name}")).collect::<Vec<_>>();
                    return Err(ScanError::Ambiguous { option: arg.clone(), candidates });
                }
                Mark::Flag { flag, value: None } if flag.takes == Takes::End => {
                    scanned.ended = true;
                    return Ok(scanned);
                }
                Mark::Flag { flag, value: Some(value) } => {
                    let values = flag.attached(value)?;
                    scanned.given.insert(flag.name.to_string(), values);
                }
                Mark::Flag { flag, value: None } => {
                    let words =
                        marks[at..].iter().take_while(|mark| matches!(mark, Mark::Word)).count();
                    let values = flag.following(&args[at..at + words])?;
                    at += if matches!(flag.takes, Takes::Optional(_)) {
                        words.min(1)
                    } else {
                        values.len()
                    };
                    scanned.given.insert(flag.name.to_string(), values);
                }
            }
        }
        Ok(scanned)
    }

    /// Returns the word alone, whatever is wrong with the flags around it.
    pub(super) fn word<'a>(&self, args: &'a [String]) -> Option<&'a str> {
        let marks = self.marks(args);
        let mut at = 0;
        while let Some(mark) = marks.get(at) {
            match mark {
                Mark::Word => return Some(&args[at]),
                Mark::Flag { flag, value: None }
                    if flag.takes == Takes::One
                        && matches!(marks.get(at + 1), Some(Mark::Word)) =>
                {
                    at += 2;
                }
                _ => at += 1,
            }
        }
        None
    }

    /// Returns the required flags that were not given, in their order.
    pub(super) fn missing(&self, scanned: &Scanned) -> Vec<String> {
        self.flags
            .iter()
            .filter(|flag| flag.required && !scanned.given.contains_key(flag.name.as_ref()))
            .map(|flag| format!("--{}", flag.name))
            .collect()
    }

    fn marks<'a>(&'a self, args: &'a [String]) -> Vec<Mark<'a>> {
        let mut only_words = false;
        args.iter()
            .map(|arg| match arg.as_str() {
                _ if only_words => Mark::Word,
                "--" => {
                    only_words = true;
                    Mark::Dashes
                }
                arg => self.mark(arg),
            })
            .collect()
    }

    fn mark<'a>(&'a self, arg: &'a str) -> Mark<'a> {
        if !arg.starts_with('-') || arg == "-" {
            return Mark::Word;
        }
        if let Some(long) = arg.strip_prefix("--") {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (long, None),
            };
            if let Some(flag) = self.flags.iter().find(|flag| flag.name == name) {
                return Mark::Flag { flag, value };
            }
            let begun: Vec<&Flag> = self
                .flags
                .iter()
                .filter(|flag| !flag.whole && flag.name.starts_with(name))
                .collect();
            match begun[..] {
                [] => {}
                [flag] => return Mark::Flag { flag, value },
                _ => return Mark::Ambiguous(begun.iter().map(|flag| flag.name.as_ref()).collect()),
            }
        }
        if looks_negative(arg) || arg.contains(' ') { Mark::Word } else { Mark::Unknown }
    }
}

impl Flag {
    pub(super) fn required(self, required: bool) -> Self {
        Self { required, ..self }
    }

    /// The values of `--flag=value`.
    fn attached(&self, value: &str) -> Result<Vec<String>, ScanError> {
        match self.takes {
            Takes::Nothing | Takes::End => {
                Err(ScanError::Ignored { option: self.name.to_string(), value: value.to_owned() })
            }
            Takes::One | Takes::Optional(_) | Takes::Many => {
                self.check(value)?;
                Ok(vec![value.to_owned()])
            }
        }
    }

    /// The values of `--flag` out of the words that follow it.
    fn following(&self, words: &[String]) -> Result<Vec<String>, ScanError> {
        let values = match (self.takes, words) {
            (Takes::Nothing | Takes::End, _) => &[],
            (Takes::One, []) => {
                return Err(ScanError::NoValue { option: self.name.to_string() });
            }
            (Takes::Optional(default), []) => return Ok(vec![default.to_owned()]),
            (Takes::One | Takes::Optional(_), words) => &words[..1],
            (Takes::Many, words) => words,
        };
        values.iter().try_for_each(|value| self.check(value))?;
        Ok(values.to_vec())
    }

    fn check(&self, value: &str) -> Result<(), ScanError> {
        let option = || self.name.to_string();
        match self.accepts {
            Accepts::OneOf(choices) if !choices.contains(&value) => Err(ScanError::BadChoice {
                argument: format!("--{}", self.name),
                value: value.to_owned(),
                close: close_matches(value, choices.iter().copied()),
            }),
            Accepts::Integer if python::int(value).is_none() => {
                Err(ScanError::NotInteger { option: option(), value: value.to_owned() })
            }
            _ => Ok(()),
        }
    }
}

/// `-1`, `-.5` and all that begins so: a value, not a flag.
fn looks_negative(arg: &str) -> bool {
    let digits = arg.strip_prefix('-').unwrap_or(arg);
    digits.strip_prefix('.').unwrap_or(digits).starts_with(|c: char| c.is_ascii_digit())
}
