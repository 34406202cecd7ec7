//! Shell completion scripts, from a clap tree of all commands. The tree is used only here: operations
//! are parsed by [`crate::aws_cli::args`].

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, CommandFactory as _, ValueHint};
use clap_complete::Shell;

use super::help::{members, operation, options};
use super::tree::{Cli, commands};
use crate::model::model;
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::Form;

/// Returns the completion script of all commands for `shell`.
#[must_use]
pub fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    let mut tree = command_tree();
    clap_complete::generate(shell, &mut tree, "meshctl", &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if shell == Shell::Fish {
        tree.get_subcommands().for_each(|command| script.push_str(&fish_positionals(command)));
    }
    script
}

/// Returns the completions of positional arguments, which clap_complete does not generate for fish.
fn fish_positionals(command: &Command) -> String {
    let values = command.get_positionals().flat_map(|arg| arg.get_possible_values());
    let values: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
    let name = command.get_name();
    match values.as_slice() {
        [] => String::new(),
        values => format!(
            "complete -c meshctl -n \"__fish_meshctl_using_subcommand {name}\" -f -a \"{}\"\n",
            values.join(" ")
        ),
    }
}

/// Returns the tree of workflow commands, operations with their flags, and `help`.
fn command_tree() -> Command {
    let operations = model().operations.values().map(Operation::command);
    let names = operations.chain(commands().into_iter().map(str::to_owned));
    let names: Vec<String> = names.chain(["options".to_owned()]).collect();
    let topic = PossibleValuesParser::new(names);
    let help = Command::new("help").about("Show help for a command, or an overview");
    let help = help.arg(Arg::new("command").value_parser(topic.clone()));
    let cli = Cli::command();
    let known: Vec<String> = cli.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    // Options of operations may also precede the operation.
    let before = globals().filter(|arg| !known.iter().any(|known| arg.get_id() == known));
    let before: Vec<Arg> = before.filter(|arg| arg.get_id() != "version").collect();
    // Operations accept more values of `--output` than workflow commands. zsh uses those of the root.
    let formats = globals().find(|arg| arg.get_id() == "output");
    let command_formats = cli.get_arguments().find(|arg| arg.get_id() == "output").cloned();
    let cli = cli.mut_arg("output", |arg| formats.map_or(arg, |formats| formats.global(true)));
    let cli = cli.mut_subcommands(|command| command.args(command_formats.clone()));
    cli.mut_subcommand("man", |man| man.mut_arg("command", |arg| arg.value_parser(topic)))
        .args(before)
        .subcommands(model().operations.values().map(operation_command))
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

fn operation_command(operation: &Operation) -> Command {
    let members = members::parameters(operation).map(|(name, member)| {
        let shape = model().shape(member.shape);
        let arg = flag(kebab(name), "VALUE", &members::description(operation, name), &shape.values);
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
        .about(operation::summary(operation))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args(members.chain(more).chain(globals()))
}

fn flag(name: String, value: &str, about: &str, values: &[&'static str]) -> Arg {
    // The IDs are those of the global options of the clap tree, which these replace.
    let arg = Arg::new(name.replace('-', "_")).long(name).help(about.to_owned());
    match (value, values) {
        ("", _) => arg.action(ArgAction::SetTrue),
        (value, []) => arg.value_name(value.to_owned()),
        (value, values) => arg
            .value_name(value.to_owned())
            .value_parser(PossibleValuesParser::new(values.to_vec())),
    }
}
