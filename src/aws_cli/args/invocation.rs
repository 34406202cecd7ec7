//! Builds the input of an operation from its options.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use uuid::Uuid;

use super::command::OperationArgs;
use super::error::{OptionConflict, UsageError};
use super::globals::Globals;
use super::input;
use super::paging::{LIMIT, NEXT_TOKEN, PageIterator, PagingError, PagingOptions};
use super::param_files::ParamFiles;
use super::skeleton::{self, Skeleton};
use super::value::{self, PythonValue};
use super::violation::{ValueStyle, botocore_message};
use crate::aws_cli::python;
use crate::model::check::{Depth, check};
use crate::model::model;
use crate::model::name::kebab;
use crate::model::operation::Operation;

/// The member that holds pagination options in the AWS CLI. No operation has it, so the options are
/// rejected if pages are not read.
const PAGINATION_CONFIG: &str = "PaginationConfig";

const NOT_POSITIVE: &str =
    "warning: Non-positive values for --max-items may result in undefined behavior.";

/// A complete call, not yet checked against the model.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// The operation.
    pub operation: &'static Operation,
    /// Members in the model's order, then those that are only in `--cli-input-…`, then a client
    /// token if one was generated.
    pub input: Map<String, Value>,
    /// The global options.
    pub globals: Globals,
    /// The pagination options; all `None` for operations without pages.
    pub paging: PagingOptions,
    /// What to print instead of making the call.
    pub skeleton: Option<Skeleton>,
    /// Members whose flag was JSON: error messages print their objects differently.
    from_json: HashSet<String>,
    /// Python values that JSON cannot express, by path; the input has `null` there.
    python_values: HashMap<String, PythonValue>,
}

impl OperationArgs {
    /// Reads all values, including files, and builds the input. `warn` gets the warnings for
    /// stderr, even if there is an error later.
    ///
    /// # Errors
    ///
    /// The first invalid value in the model's order, or options that cannot be combined.
    pub fn read(
        mut self,
        files: &ParamFiles<'_>,
        warn: &mut dyn FnMut(&'static str),
    ) -> Result<Invocation, UsageError> {
        let shape = self.operation.input_shape();
        let mut paging = self.paging();
        let manual = [LIMIT, NEXT_TOKEN].iter().any(|name| self.values.contains_key(&kebab(name)));
        paging.auto &= !(self.globals.no_paginate || manual);
        paging.check_consistent(self.operation)?;
        let (mut input, mut from_json, mut python_values) =
            (Map::new(), HashSet::new(), HashMap::new());
        for (name, member) in &shape.members {
            let name = (*name).to_owned();
            let flag = kebab(&name);
            if let Some(words) = self.values.shift_remove(&flag) {
                let flag = format!("--{flag}");
                let value = value::read(&flag, model().shape(member.shape), words, files)?;
                if value.is_json {
                    from_json.insert(name.clone());
                }
                python_values.extend(value.python.map(|python| (name.clone(), python)));
                input.insert(name, value.value);
            }
        }
        if paging.max_items.is_some_and(|most| most <= 0) {
            warn(NOT_POSITIVE);
        }
        if paging.is_given() {
            input.insert(PAGINATION_CONFIG.to_owned(), Map::new().into());
        }
        let (json, yaml) = (self.one(input::JSON), self.one(input::YAML));
        let given: HashSet<String> = input.keys().cloned().collect();
        let from_whole_input = input::merge(&mut input, json, yaml, files)?;
        python_values
            .extend(from_whole_input.into_iter().filter(|(path, _)| !given.contains(top(path))));
        paging.auto &= ![LIMIT, NEXT_TOKEN].iter().any(|name| input.contains_key(*name));
        let skeleton = self.one(skeleton::OPTION).and_then(|value| Skeleton::parse(&value));
        // Pages are not read if only a skeleton is printed.
        if paging.auto && skeleton != Some(Skeleton::Output) {
            input.shift_remove(PAGINATION_CONFIG);
        }
        for (name, _) in shape.members.iter().filter(|(_, member)| member.token) {
            input.entry(*name).or_insert_with(|| Uuid::new_v4().to_string().into());
        }
        let (operation, globals) = (self.operation, self.globals);
        Ok(Invocation { operation, input, globals, paging, skeleton, from_json, python_values })
    }

    fn paging(&mut self) -> PagingOptions {
        let mut number = |flag| self.one(flag).and_then(|value| python::int(&value));
        PagingOptions {
            page_size: number("page-size"),
            max_items: number("max-items"),
            starting_token: self.one("starting-token"),
            auto: self.operation.page.is_some(),
        }
    }

    fn one(&mut self, flag: &str) -> Option<String> {
        self.values.shift_remove(flag).and_then(|mut words| words.pop())
    }
}

/// Returns the member of the input that a path starts with.
fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}

impl PagingOptions {
    fn is_given(&self) -> bool {
        self.starting_token.is_some() || self.page_size.is_some() || self.max_items.is_some()
    }

    /// Rejects options that need pages to be read when they are not. As in AWS CLI v2, values that
    /// are false in Python are ignored.
    fn check_consistent(&self, operation: &Operation) -> Result<(), UsageError> {
        let given: Vec<&'static str> = [
            (
                "--starting-token",
                self.starting_token.as_ref().is_some_and(|token| !token.is_empty()),
            ),
            ("--page-size", self.page_size.is_some_and(|size| size != 0)),
            ("--max-items", self.max_items.is_some_and(|most| most != 0)),
        ]
        .into_iter()
        .filter_map(|(option, given)| given.then_some(option))
        .collect();
        if self.auto || operation.page.is_none() || given.is_empty() {
            Ok(())
        } else {
            Err(UsageError::Conflict(OptionConflict::NoPaginate(given)))
        }
    }
}

impl Invocation {
    /// Returns an iterator over the pages of the result; `None` if there is only one request.
    ///
    /// # Errors
    ///
    /// [`PagingError::BadToken`].
    pub fn pages(&self) -> Result<Option<PageIterator>, PagingError> {
        let key = self.operation.page.filter(|_| self.paging.auto);
        key.map(|key| PageIterator::new(key, &self.paging, &self.input)).transpose()
    }

    fn value_style(&self, path: &str) -> ValueStyle {
        match self.python_values.get(path) {
            Some(PythonValue { text, class }) => ValueStyle::Python(text.clone(), class),
            None if self.from_json.contains(top(path)) => ValueStyle::OrderedDict,
            None => ValueStyle::Dict,
        }
    }

    /// Checks the input of the first request against the model, like AWS CLI v2.
    ///
    /// # Errors
    ///
    /// [`UsageError::Check`] with all violations.
    pub fn check(&self) -> Result<(), UsageError> {
        let pages = self.pages().ok().flatten();
        let input = pages.as_ref().and_then(PageIterator::request).unwrap_or(&self.input);
        check_input(self.operation, input, |path| self.value_style(path))
    }
}

/// Checks the input of a further request of `operation`, like AWS CLI v2: the page token may not be
/// a string.
///
/// # Errors
///
/// [`UsageError::Check`] with all violations.
pub fn check_further(operation: &Operation, input: &Map<String, Value>) -> Result<(), UsageError> {
    check_input(operation, input, |_| ValueStyle::OrderedDict)
}

fn check_input(
    operation: &Operation,
    input: &Map<String, Value>,
    style: impl Fn(&str) -> ValueStyle,
) -> Result<(), UsageError> {
    let found = check(operation.input, &Value::Object(input.clone()), Depth::Client);
    if found.is_empty() {
        return Ok(());
    }
    let messages = found.iter().map(|violation| botocore_message(violation, &style));
    Err(UsageError::Check(messages.collect()))
}
