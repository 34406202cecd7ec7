//! Help page of an operation.

use super::page::{Block, Page, Term};
use super::{access, example, exit_codes, members};
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::Form;
use crate::model::{Verb, model};

/// Returns the page of `operation`, built from the model.
#[must_use]
pub(crate) fn page(operation: &Operation) -> Page {
    let sections = Vec::new();
    let mut page = Page { name: operation.command(), summary: summary(operation), sections };
    page.section("Usage", vec![Block::Text(usage(operation))]);
    let mut parameters = vec![Block::Terms(members::terms(operation))];
    if takes_structures(operation) {
        let syntax = "Structures and lists are given in shorthand syntax, as JSON, or as \
                      `file://PATH` to read them from a file.";
        parameters.push(Block::Text(syntax.to_owned()));
    }
    page.section("Parameters", parameters);
    page.section("Pagination", vec![Block::Terms(terms(paging(operation)))]);
    page.section(
        "Other options",
        vec![
            Block::Terms(terms(&INPUTS)),
            Block::Text(
                "Run `meshctl help options` for the options of every operation.".to_owned(),
            ),
        ],
    );
    page.section("Examples", examples(operation));
    let permissions = access::permissions(operation);
    page.section("Permissions", vec![Block::Text(permissions.join(", "))]);
    page.section("Errors", vec![Block::Text(errors(operation))]);
    page.section("Exit codes", vec![Block::Text(exit_codes::OPERATIONS.to_owned())]);
    page
}

/// Options of every operation for its whole input: name, value, description.
pub(crate) const INPUTS: [(&str, &str, &str); 3] = [
    ("cli-input-json", "JSON", "Input as JSON, or `file://PATH`; other flags take precedence"),
    ("cli-input-yaml", "YAML", "Input as YAML, or `file://PATH`; other flags take precedence"),
    (
        "generate-cli-skeleton",
        "KIND",
        "Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) \
         without sending a request",
    ),
];

/// Options of paginated operations: name, value, description; empty for others.
pub(crate) fn paging(
    operation: &Operation,
) -> &'static [(&'static str, &'static str, &'static str)] {
    if operation.page.is_none() {
        return &[];
    }
    &[
        (
            "max-items",
            "COUNT",
            "Maximum number of items to print; if there are more, a token is printed",
        ),
        ("page-size", "COUNT", "Number of items per request, 1 to 100"),
        ("starting-token", "TOKEN", "Token printed by an earlier command, to continue from there"),
    ]
}

pub(super) fn terms(options: &[(&str, &str, &str)]) -> Vec<Term> {
    let term = |(name, value, about): &(&str, &str, &str)| {
        Term::new(format!("--{name} {value}").trim_end(), *about)
    };
    options.iter().map(term).collect()
}

/// Returns the one-line summary of an operation.
#[must_use]
pub(crate) fn summary(operation: &Operation) -> String {
    let kind = operation.kind().map(members::kind_name);
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
