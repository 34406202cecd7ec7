//! Completions for shells, from the tree of all commands. The tree is for this alone: operations
//! are read by [`super::aws`].

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, CommandFactory as _, ValueHint};
use clap_complete::Shell;

use super::help::{members, operation, options};
use super::tree::{Cli, commands};
use crate::model::model;
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::Form;

/// Returns the completions of all commands for `shell`.
#[must_use]
pub fn script(shell: Shell) -> String {
    let mut text = Vec::new();
    let mut tree = whole();
    clap_complete::generate(shell, &mut tree, "meshctl", &mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if shell == Shell::Fish {
        tree.get_subcommands().for_each(|command| text.push_str(&words_in_fish(command)));
    }
    text
}

/// What clap_complete leaves out for fish: the values of arguments that are no options.
fn words_in_fish(command: &Command) -> String {
    let words = command.get_positionals().flat_map(|word| word.get_possible_values());
    let words: Vec<String> = words.map(|value| value.get_name().to_owned()).collect();
    let name = command.get_name();
    match words.as_slice() {
        [] => String::new(),
        words => format!(
            "complete -c meshctl -n \"__fish_meshctl_using_subcommand {name}\" -f -a \"{}\"\n",
            words.join(" ")
        ),
    }
}

/// The commands, the operations with their flags, and help.
fn whole() -> Command {
    let operations = model().operations.values().map(Operation::command);
    let names = operations.chain(commands().into_iter().map(str::to_owned));
    let names: Vec<String> = names.chain(["options".to_owned()]).collect();
    let topic = PossibleValuesParser::new(names);
    let help = Command::new("help").about("Tell about a command, or about all of them");
    let help = help.arg(Arg::new("command").value_parser(topic.clone()));
    let cli = Cli::command();
    let known: Vec<String> = cli.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    // Options of operations may stand before the operation too.
    let before = globals().filter(|arg| !known.iter().any(|known| arg.get_id() == known));
    let before: Vec<Arg> = before.filter(|arg| arg.get_id() != "version").collect();
    // `--output` has more values with operations than with commands. zsh takes those of the root.
    let formats = globals().find(|arg| arg.get_id() == "output");
    let shows = cli.get_arguments().find(|arg| arg.get_id() == "output").cloned();
    let cli = cli.mut_arg("output", |arg| formats.map_or(arg, |formats| formats.global(true)));
    let cli = cli.mut_subcommands(|verb| verb.args(shows.clone()));
    cli.mut_subcommand("man", |man| man.mut_arg("command", |arg| arg.value_parser(topic)))
        .args(before)
        .subcommands(model().operations.values().map(of_operation))
        .subcommand(help)
}

fn globals() -> impl Iterator<Item = Arg> {
    options::all().map(|(option, value, about)| {
        let arg = flag(option.name.to_owned(), value, about, option.values);
        match option.name {
            "ca-bundle" | "data" => arg.value_hint(ValueHint::AnyPath),
            _ => arg,
        }
    })
}

fn of_operation(operation: &Operation) -> Command {
    let members = members::parameters(operation).map(|(name, member)| {
        let shape = model().shape(member.shape);
        let arg = flag(kebab(name), "VALUE", &members::about(operation, name), &shape.values);
        match shape.form {
            Form::Structure => arg.value_hint(ValueHint::AnyPath),
            Form::List => arg.num_args(0..),
            _ => arg,
        }
    });
    let more = operation::paging(operation).iter().chain(&operation::INPUTS);
    let more = more.map(|(name, value, about)| match *name {
        crate::aws_cli::args::skeleton::OPTION => {
            flag((*name).to_owned(), value, about, &crate::aws_cli::args::skeleton::VALUES)
        }
        "cli-input-json" | "cli-input-yaml" => {
            flag((*name).to_owned(), value, about, &[]).value_hint(ValueHint::AnyPath)
        }
        _ => flag((*name).to_owned(), value, about, &[]),
    });
    Command::new(operation.command())
        .about(operation::purpose(operation))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args(members.chain(more).chain(globals()))
}

fn flag(name: String, value: &str, about: &str, values: &[&'static str]) -> Arg {
    // The ids are those of clap's own globals, whose place these take.
    let arg = Arg::new(name.replace('-', "_")).long(name).help(about.to_owned());
    match (value, values) {
        ("", _) => arg.action(ArgAction::SetTrue),
        (value, []) => arg.value_name(value.to_owned()),
        (value, values) => arg
            .value_name(value.to_owned())
            .value_parser(PossibleValuesParser::new(values.to_vec())),
    }
}
