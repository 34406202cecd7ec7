//! The page of the program itself: all commands in groups.

use clap::CommandFactory as _;

use super::page::{Block, Page, Term};
use super::{command, exit_codes};
use crate::cli::tree::{Cli, GROUPS};
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::{Kind, Verb, model};

/// Returns what there is to read first.
#[must_use]
pub(super) fn page() -> Page {
    let cli = Cli::command();
    let sections = Vec::new();
    let mut page = Page { name: String::new(), purpose: command::about(&cli), sections };
    page.section("Usage", vec![Block::Text("meshctl COMMAND [parameters] [options]".to_owned())]);
    page.section("Operations of App Mesh, as `aws appmesh` has them", vec![operations()]);
    for (title, names) in GROUPS {
        let about = |name: &&str| cli.find_subcommand(name).map(command::about).unwrap_or_default();
        let terms = names.iter().map(|name| Term::new(*name, about(name))).collect();
        page.section(title, vec![Block::Terms(terms)]);
    }
    page.section("Help", vec![Block::Text(HELP.to_owned())]);
    page.section(
        "Exit codes",
        vec![Block::Terms(vec![
            Term::new("operations", exit_codes::OPERATIONS),
            Term::new("others", exit_codes::VERBS),
        ])],
    );
    page
}

const HELP: &str = "`meshctl help COMMAND` tells about one of them, `meshctl help options` about \
    region, credentials, endpoint, output, and where commands go: to a store of this machine, \
    unless something else is said.";

/// A line per kind of resource, short enough for a screen: the shell's own braces.
fn operations() -> Block {
    let lines = Kind::ALL.into_iter().map(|kind| {
        let list = model().operation_for(Verb::List, kind).command();
        let others = of_kind(Some(kind)).into_iter().filter(|one| one.verb != Verb::List);
        let verbs: Vec<String> = others.map(|one| first_word(&one.command())).collect();
        let others = format!("{{{}}}-{}", verbs.join(","), kebab(kind.title()));
        format!("{others:48} {list}")
    });
    let tags = of_kind(None).into_iter().map(Operation::command).collect::<Vec<_>>().join(" ");
    Block::Code(lines.chain([tags]).collect::<Vec<_>>().join("\n"))
}

fn first_word(command: &str) -> String {
    command.split('-').next().unwrap_or_default().to_owned()
}

/// Returns the operations on a kind, or on tags, in the order of a resource's life.
pub(super) fn of_kind(kind: Option<Kind>) -> Vec<&'static Operation> {
    const LIFE: [Verb; 7] = [
        Verb::Create,
        Verb::Describe,
        Verb::List,
        Verb::Update,
        Verb::Delete,
        Verb::Tag,
        Verb::Untag,
    ];
    let on_kind = |operation: &&Operation| operation.kind() == kind;
    let mut operations: Vec<&Operation> = model().operations.values().filter(on_kind).collect();
    operations.sort_by_key(|operation| LIFE.iter().position(|verb| *verb == operation.verb));
    operations
}
