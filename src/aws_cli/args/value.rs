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

/// A parsed value.
pub(super) struct ParamValue {
    pub(super) value: Value,
    /// Whether it was JSON.
    pub(super) is_json: bool,
    /// The Python value if JSON cannot express it; `value` is then `null`.
    pub(super) python: Option<PythonValue>,
}

/// A Python value that JSON cannot express, and that no parameter accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PythonValue {
    /// Its `str()`.
    pub(super) text: String,
    /// Its class.
    pub(super) class: &'static str,
}

/// Parses the words given for a flag as a value of `shape`. `flag` includes the dashes.
pub(super) fn read(
    flag: &str,
    shape: &'static Shape,
    mut words: Vec<String>,
    files: &ParamFiles<'_>,
) -> Result<ParamValue, UsageError> {
    if let (Form::String, [word]) = (shape.form, &words[..])
        && let Some(path) = word.strip_prefix("fileb://")
    {
        let (_, bytes) = files.bytes(word, path).map_err(|error| UsageError::value(flag, error))?;
        let python = Some(PythonValue { text: bytes_repr(&bytes), class: "bytes" });
        return Ok(ParamValue { value: Value::Null, is_json: false, python });
    }
    if let [word] = &mut words[..]
        && let Some(content) =
            files.content(word).map_err(|error| UsageError::value(flag, error))?
    {
        *word = content;
    }
    let parser = ValueParser { flag, files };
    let is_json = words.first().is_some_and(|word| starts_as_json(word));
    let value = match (shape.form, &words[..]) {
        (Form::List, words) => parser.list(shape, words),
        (_, []) => Ok(Value::Null),
        (Form::Structure, [word, ..]) if starts_as_json(word) => parser.object(word),
        (Form::Structure, [word, ..]) => parser.shorthand(shape, word),
        (Form::Integer | Form::Long, [word, ..]) => {
            int(word).map(Value::from).ok_or_else(|| UsageError::NotInteger(word.clone()))
        }
        (Form::String | Form::Boolean | Form::Timestamp, [word, ..]) => {
            Ok(Value::String(word.clone()))
        }
    }?;
    Ok(ParamValue { value, is_json, python: None })
}

struct ValueParser<'a> {
    flag: &'a str,
    files: &'a ParamFiles<'a>,
}

impl ValueParser<'_> {
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
            Some(first) if starts_as_json(first) => {
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
            Err(UsageError::value(self.flag, ValueError::NotObject(word.to_owned())))
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

fn starts_as_json(word: &str) -> bool {
    word.trim_start().starts_with(['{', '['])
}
