//! The page of one of the 38 operations.

use super::page::{Block, Page, Term};
use super::{access, example, exit_codes, members};
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::Form;
use crate::model::{Verb, model};

/// Returns what there is to read about `operation`; all of it comes from the model.
#[must_use]
pub(crate) fn page(operation: &Operation) -> Page {
    let sections = Vec::new();
    let mut page = Page { name: operation.command(), purpose: purpose(operation), sections };
    page.section("Usage", vec![Block::Text(usage(operation))]);
    let mut parameters = vec![Block::Terms(members::terms(operation))];
    if takes_structures(operation) {
        let how = "Structures and lists are written in shorthand or as JSON, or `file://PATH` \
                   names a file that has them.";
        parameters.push(Block::Text(how.to_owned()));
    }
    page.section("Parameters", parameters);
    page.section("Pages", vec![Block::Terms(terms(paging(operation)))]);
    page.section(
        "Other options",
        vec![
            Block::Terms(terms(&INPUTS)),
            Block::Text("`meshctl help options` lists those of every command.".to_owned()),
        ],
    );
    page.section("Examples", examples(operation));
    let access = access::sentences(operation);
    page.section("Permission", vec![Block::Text(access.join(", "))]);
    page.section("Errors", vec![Block::Text(errors(operation))]);
    page.section("Exit codes", vec![Block::Text(exit_codes::OPERATIONS.to_owned())]);
    page
}

/// Options of every operation that stand for its input, with their values.
pub(crate) const INPUTS: [(&str, &str, &str); 3] = [
    ("cli-input-json", "JSON", "the whole input as JSON, or `file://PATH`; flags go before it"),
    ("cli-input-yaml", "YAML", "the whole input as YAML, or `file://PATH`; flags go before it"),
    (
        "generate-cli-skeleton",
        "KIND",
        "print an input to fill in (`input`, `yaml-input`) or a response (`output`), and send \
         nothing",
    ),
];

/// Options of operations with pages, with their values; none for others.
pub(crate) fn paging(
    operation: &Operation,
) -> &'static [(&'static str, &'static str, &'static str)] {
    if operation.page.is_none() {
        return &[];
    }
    &[
        ("max-items", "COUNT", "print at most so many items, and the token to go on with"),
        ("page-size", "COUNT", "ask for so many items a request, 1 to 100"),
        ("starting-token", "TOKEN", "go on where `--max-items` stopped"),
    ]
}

pub(super) fn terms(options: &[(&str, &str, &str)]) -> Vec<Term> {
    let term = |(name, value, about): &(&str, &str, &str)| {
        Term::new(format!("--{name} {value}").trim_end(), *about)
    };
    options.iter().map(term).collect()
}

/// Returns what an operation does, in one line.
#[must_use]
pub(crate) fn purpose(operation: &Operation) -> String {
    let kind = operation.kind().map(members::words);
    match (operation.verb, kind) {
        (Verb::List, Some(_)) => format!("List {}", plural(operation)),
        (Verb::List, None) => "List the tags of a resource".to_owned(),
        (Verb::Tag, _) => "Add or overwrite tags of a resource".to_owned(),
        (Verb::Untag, _) => "Remove tags of a resource".to_owned(),
        (Verb::Create, Some(kind)) => format!("Create a {kind}"),
        (Verb::Describe, Some(kind)) => format!("Describe a {kind}"),
        (Verb::Update, Some(kind)) => format!("Replace the spec of a {kind}"),
        (Verb::Delete, Some(kind)) => format!("Delete a {kind}"),
        (_, None) => operation.name.to_owned(),
    }
}

fn plural(operation: &Operation) -> String {
    kebab(operation.name.trim_start_matches("List")).replace('-', " ")
}

fn usage(operation: &Operation) -> String {
    let members = members::parameters(operation).filter(|(_, member)| member.required);
    let flags: Vec<String> = members.map(|(name, _)| format!("--{} VALUE", kebab(name))).collect();
    let flags = [flags.join(" "), "[options]".to_owned()];
    format!("meshctl {} {}", operation.command(), flags.join(" ").trim_start())
}

fn takes_structures(operation: &Operation) -> bool {
    let mut members = members::parameters(operation);
    members
        .any(|(_, member)| matches!(model().shape(member.shape).form, Form::Structure | Form::List))
}

fn examples(operation: &Operation) -> Vec<Block> {
    let mut calls = vec![Block::Code(example::in_shorthand(operation))];
    if !example::input(operation).is_empty() {
        calls.push(Block::Code(example::in_json(operation)));
    }
    calls
}

fn errors(operation: &Operation) -> String {
    let status = |name: &&str| model().exceptions.get(name).map_or(0, |exception| exception.status);
    let named: Vec<String> =
        operation.errors.iter().map(|name| format!("{name} ({})", status(name))).collect();
    named.join(", ")
}
