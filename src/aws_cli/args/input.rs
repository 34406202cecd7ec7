//! `--cli-input-json` and `--cli-input-yaml`: the whole input in one value
//! (`docs/behaviour/aws-cli.md#whole-inputs`).

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::dates;
use super::error::{OptionConflict, UsageError, ValueError};
use super::json;
use super::param_files::ParamFiles;
use super::value::PythonValue;
use crate::aws_cli::python::type_name;

/// The option for an input in JSON.
pub(super) const JSON: &str = "cli-input-json";
/// The option for an input in YAML.
pub(super) const YAML: &str = "cli-input-yaml";

/// Adds to `input` the members of a whole input that it does not have: flags take precedence,
/// member by member. Returns the Python values in the whole input that JSON cannot express, by
/// path; they are `null` in `input`.
pub(super) fn merge(
    input: &mut Map<String, Value>,
    json: Option<String>,
    yaml: Option<String>,
    files: &ParamFiles<'_>,
) -> Result<HashMap<String, PythonValue>, UsageError> {
    let (option, given) = match (json, yaml) {
        (Some(_), Some(_)) => return Err(UsageError::Conflict(OptionConflict::TwoInputs)),
        (Some(json), None) => (JSON, json),
        (None, Some(yaml)) => (YAML, yaml),
        (None, None) => return Ok(HashMap::new()),
    };
    // AWS names the option with dashes in some messages and without in others.
    let flag = format!("--{option}");
    let content = files.any_content(&given).map_err(|error| UsageError::value(&flag, error))?;
    let text = content.unwrap_or(given);
    let mut dates = HashMap::new();
    let whole = if option == JSON {
        json::parse(&text).map_err(|_| UsageError::value(option, ValueError::InputJson))?
    } else {
        let mut whole =
            read_yaml(&text).map_err(|()| UsageError::value(option, ValueError::InputYaml))?;
        dates = dates::extract(&text, &mut whole)?;
        whole
    };
    let Value::Object(members) = whole else {
        let class = dates.get("").map_or_else(|| type_name(&whole), |date| date.class);
        return Err(UsageError::value(&flag, ValueError::InputNotMap(class)));
    };
    for (name, value) in members {
        input.entry(name).or_insert(value);
    }
    Ok(dates)
}

/// Parses YAML 1.2: `yes` is a string, and a duplicate key is an error.
fn read_yaml(text: &str) -> Result<Value, ()> {
    let options = serde_saphyr::options! { strict_booleans: true, reject_unsupported_tags: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|_| ())
}
