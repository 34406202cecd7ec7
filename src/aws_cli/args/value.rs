//! Parses the value of one flag according to the model
//! (`docs/behaviour/aws-cli.md#parameter-values`).

use serde_json::Value;

use super::convert::convert;
use super::error::{UsageError, ValueError};
use super::param_files::ParamFiles;
use super::{json, shorthand};
use crate::aws_cli::python::{bytes_repr, int};
use crate::model::model;
use crate::model::shape::{Form, Shape};

/// A value that was read.
pub(super) struct Read {
    pub(super) value: Value,
    /// Whether it was written as JSON.
    pub(super) is_json: bool,
    /// What it is to Python, where JSON has no such thing; the value is then `null`.
    pub(super) foreign: Option<Foreign>,
}

/// Something of Python's that no parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Its `str()`.
    pub(super) text: String,
    /// Its class.
    pub(super) class: &'static str,
}

/// Reads the words given for a flag as a value of `shape`. `flag` is its name with dashes.
pub(super) fn read(
    flag: &str,
    shape: &'static Shape,
    mut words: Vec<String>,
    files: &ParamFiles<'_>,
) -> Result<Read, UsageError> {
    if let (Form::String, [word]) = (shape.form, &words[..])
        && let Some(path) = word.strip_prefix("fileb://")
    {
        let (_, bytes) = files.bytes(word, path).map_err(|error| UsageError::value(flag, error))?;
        let foreign = Some(Foreign { text: bytes_repr(&bytes), class: "bytes" });
        return Ok(Read { value: Value::Null, is_json: false, foreign });
    }
    if let [word] = &mut words[..]
        && let Some(content) =
            files.content(word).map_err(|error| UsageError::value(flag, error))?
    {
        *word = content;
    }
    let reader = Reader { flag, files };
    let is_json = words.first().is_some_and(|word| begins_as_json(word));
    let value = match (shape.form, &words[..]) {
        (Form::List, words) => reader.list(shape, words),
        (_, []) => Ok(Value::Null),
        (Form::Structure, [word, ..]) if begins_as_json(word) => reader.object(word),
        (Form::Structure, [word, ..]) => reader.shorthand(shape, word),
        (Form::Integer | Form::Long, [word, ..]) => {
            int(word).map(Value::from).ok_or_else(|| UsageError::NotInteger(word.clone()))
        }
        (Form::String | Form::Boolean | Form::Timestamp, [word, ..]) => {
            Ok(Value::String(word.clone()))
        }
    }?;
    Ok(Read { value, is_json, foreign: None })
}

struct Reader<'a> {
    flag: &'a str,
    files: &'a ParamFiles<'a>,
}

impl Reader<'_> {
    fn list(&self, shape: &Shape, words: &[String]) -> Result<Value, UsageError> {
        let element = model().shape(shape.element.expect("a list has an element shape"));
        if let [word] = words
            && word.trim_start().starts_with('[')
        {
            return self.json(word);
        }
        let items = match words.first() {
            _ if element.form != Form::Structure => {
                return Ok(words.iter().map(|word| Value::String(word.clone())).collect());
            }
            // The first word decides for all of them.
            Some(first) if begins_as_json(first) => {
                words.iter().map(|word| self.object(word)).collect::<Result<Vec<_>, _>>()
            }
            _ => words.iter().map(|word| self.shorthand(element, word)).collect(),
        };
        items.map(Value::Array)
    }

    fn object(&self, word: &str) -> Result<Value, UsageError> {
        if word.trim_start().starts_with('{') {
            self.json(word)
        } else {
            Err(UsageError::value(self.flag, ValueError::NoObject(word.to_owned())))
        }
    }

    fn json(&self, word: &str) -> Result<Value, UsageError> {
        json::parse(word).map_err(|source| {
            UsageError::value(self.flag, ValueError::Json { source, text: word.to_owned() })
        })
    }

    fn shorthand(&self, shape: &'static Shape, word: &str) -> Result<Value, UsageError> {
        let members = shorthand::parse(word, self.files)
            .map_err(|error| UsageError::value(self.flag, error))?;
        let mut value = Value::Object(members);
        convert(&mut value, shape)?;
        Ok(value)
    }
}

fn begins_as_json(word: &str) -> bool {
    word.trim_start().starts_with(['{', '['])
}
