//! The overview page: all commands in groups.

use clap::CommandFactory as _;

use super::page::{Block, Page, Term};
use super::{command, exit_codes};
use crate::cli::tree::{Cli, GROUPS};
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::{Kind, Verb, model};

/// Returns the overview page.
#[must_use]
pub(super) fn page() -> Page {
    let cli = Cli::command();
    let sections = Vec::new();
    let mut page = Page { name: String::new(), summary: command::summary(&cli), sections };
    page.section("Usage", vec![Block::Text("meshctl COMMAND [parameters] [options]".to_owned())]);
    page.section("App Mesh operations, as in `aws appmesh`", vec![operations()]);
    for (title, names) in GROUPS {
        let summary =
            |name: &&str| cli.find_subcommand(name).map(command::summary).unwrap_or_default();
        let terms = names.iter().map(|name| Term::new(*name, summary(name))).collect();
        page.section(title, vec![Block::Terms(terms)]);
    }
    page.section("Help", vec![Block::Text(HELP.to_owned())]);
    page.section(
        "Exit codes",
        vec![Block::Terms(vec![
            Term::new("operations", exit_codes::OPERATIONS),
            Term::new("other commands", exit_codes::COMMANDS),
        ])],
    );
    page
}

const HELP: &str = "Run `meshctl help COMMAND` for details of a command, and `meshctl help options` \
    for region, credentials, endpoint and output. By default, commands use the local store.";

/// Returns one line per kind, in the brace syntax of shells, so that the page fits on a screen.
fn operations() -> Block {
    let lines = Kind::ALL.into_iter().map(|kind| {
        let list = model().operation_for(Verb::List, kind).command();
        let others =
            of_kind(Some(kind)).into_iter().filter(|operation| operation.verb != Verb::List);
        let verbs: Vec<String> = others.map(|operation| first_word(&operation.command())).collect();
        let others = format!("{{{}}}-{}", verbs.join(","), kebab(kind.title()));
        format!("{others:48} {list}")
    });
    let tags = of_kind(None).into_iter().map(Operation::command).collect::<Vec<_>>().join(" ");
    Block::Code(lines.chain([tags]).collect::<Vec<_>>().join("\n"))
}

fn first_word(command: &str) -> String {
    command.split('-').next().unwrap_or_default().to_owned()
}

/// Returns the operations of a kind, or of tags, in the order of a resource's life cycle.
pub(super) fn of_kind(kind: Option<Kind>) -> Vec<&'static Operation> {
    const LIFE_CYCLE: [Verb; 7] = [
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
    operations.sort_by_key(|operation| LIFE_CYCLE.iter().position(|verb| *verb == operation.verb));
    operations
}
