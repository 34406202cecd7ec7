//! From the options of an operation to its input.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use uuid::Uuid;

use super::command::Command;
use super::error::{Conflict, UsageError};
use super::globals::Globals;
use super::input;
use super::paging::{LIMIT, Pages, Paging, PagingError, TOKEN};
use super::param_files::ParamFiles;
use super::skeleton::{self, Skeleton};
use super::value::{self, Foreign};
use super::violation::{ValueStyle, botocore_message};
use crate::aws_cli::python;
use crate::model::check::{Depth, check};
use crate::model::model;
use crate::model::name::kebab;
use crate::model::operation::Operation;

/// Where the AWS CLI puts options of pages: a member that no operation has, so that they are
/// refused where pages are not followed.
const PAGING: &str = "PaginationConfig";

const NOT_POSITIVE: &str =
    "warning: Non-positive values for --max-items may result in undefined behavior.";

/// A call with all that it needs, not yet checked against the model.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// What to call.
    pub operation: &'static Operation,
    /// Members in the model's order, then those that only `--cli-input-…` had, then a client
    /// token if one was made.
    pub input: Map<String, Value>,
    /// Options that are not about this operation.
    pub globals: Globals,
    /// What to do about pages; nothing for operations that have none.
    pub paging: Paging,
    /// What to print in place of a call.
    pub skeleton: Option<Skeleton>,
    /// Members whose flag had JSON: errors show their objects in another way than others.
    from_json: HashSet<String>,
    /// What was given where the input has `null`, by its path.
    foreign: HashMap<String, Foreign>,
}

impl Command {
    /// Reads all values, files included, and puts them together. `warn` is told what to say on
    /// stderr, whatever comes of the rest.
    ///
    /// # Errors
    ///
    /// The first value in the model's order that cannot be read, or options that do not go
    /// together.
    pub fn read(
        mut self,
        files: &ParamFiles<'_>,
        warn: &mut dyn FnMut(&'static str),
    ) -> Result<Invocation, UsageError> {
        let shape = self.operation.input_shape();
        let mut paging = self.paging();
        let manual = [LIMIT, TOKEN].iter().any(|name| self.given.contains_key(&kebab(name)));
        paging.auto &= !(self.globals.no_paginate || manual);
        paging.consistent(self.operation)?;
        let (mut input, mut from_json, mut foreign) = (Map::new(), HashSet::new(), HashMap::new());
        for (name, member) in &shape.members {
            let name = (*name).to_owned();
            let flag = kebab(&name);
            if let Some(words) = self.given.shift_remove(&flag) {
                let flag = format!("--{flag}");
                let value = value::read(&flag, model().shape(member.shape), words, files)?;
                if value.is_json {
                    from_json.insert(name.clone());
                }
                foreign.extend(value.foreign.map(|foreign| (name.clone(), foreign)));
                input.insert(name, value.value);
            }
        }
        if paging.max_items.is_some_and(|most| most <= 0) {
            warn(NOT_POSITIVE);
        }
        if paging.is_given() {
            input.insert(PAGING.to_owned(), Map::new().into());
        }
        let (json, yaml) = (self.one(input::JSON), self.one(input::YAML));
        let given: HashSet<String> = input.keys().cloned().collect();
        let further = input::merge(&mut input, json, yaml, files)?;
        foreign.extend(further.into_iter().filter(|(path, _)| !given.contains(top(path))));
        paging.auto &= ![LIMIT, TOKEN].iter().any(|name| input.contains_key(*name));
        let skeleton = self.one(skeleton::OPTION).and_then(|value| Skeleton::named(&value));
        // No pages are followed where only a skeleton is shown.
        if paging.auto && skeleton != Some(Skeleton::Output) {
            input.shift_remove(PAGING);
        }
        for (name, _) in shape.members.iter().filter(|(_, member)| member.token) {
            input.entry(*name).or_insert_with(|| Uuid::new_v4().to_string().into());
        }
        let (operation, globals) = (self.operation, self.globals);
        Ok(Invocation { operation, input, globals, paging, skeleton, from_json, foreign })
    }

    fn paging(&mut self) -> Paging {
        let mut number = |flag| self.one(flag).and_then(|value| python::int(&value));
        Paging {
            page_size: number("page-size"),
            max_items: number("max-items"),
            starting_token: self.one("starting-token"),
            auto: self.operation.page.is_some(),
        }
    }

    fn one(&mut self, flag: &str) -> Option<String> {
        self.given.shift_remove(flag).and_then(|mut words| words.pop())
    }
}

/// The member of the input that a path leads into.
fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}

impl Paging {
    fn is_given(&self) -> bool {
        self.starting_token.is_some() || self.page_size.is_some() || self.max_items.is_some()
    }

    /// Refuses options that need pages to be followed when they are not. As with AWS CLI v2, those
    /// that Python takes for false are overlooked.
    fn consistent(&self, operation: &Operation) -> Result<(), UsageError> {
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
            Err(UsageError::Conflict(Conflict::Unpaged(given)))
        }
    }
}

impl Invocation {
    /// Begins the walk over the pages of the result; nothing if one request is all there is.
    ///
    /// # Errors
    ///
    /// [`PagingError::BadToken`].
    pub fn pages(&self) -> Result<Option<Pages>, PagingError> {
        let key = self.operation.page.filter(|_| self.paging.auto);
        key.map(|key| Pages::new(key, &self.paging, &self.input)).transpose()
    }

    fn value_style(&self, path: &str) -> ValueStyle {
        match self.foreign.get(path) {
            Some(Foreign { text, class }) => ValueStyle::Python(text.clone(), class),
            None if self.from_json.contains(top(path)) => ValueStyle::OrderedDict,
            None => ValueStyle::Dict,
        }
    }

    /// Checks the input of the first request against the model, as far as AWS CLI v2 does.
    ///
    /// # Errors
    ///
    /// [`UsageError::Check`] with all violations.
    pub fn check(&self) -> Result<(), UsageError> {
        let pages = self.pages().ok().flatten();
        let input = pages.as_ref().and_then(Pages::request).unwrap_or(&self.input);
        check_input(self.operation, input, |path| self.value_style(path))
    }
}

/// Checks the input of a further request of `operation`, as far as AWS CLI v2 does: the page token
/// may not be a string.
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
