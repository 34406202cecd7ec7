//! Help page of a workflow command, from its clap definition.

use clap::{Arg, Command};

use super::page::{Block, Page, Section, Term};

/// Returns the page of `command` with its subcommands.
#[must_use]
pub(super) fn page(command: &Command) -> Page {
    let name = command.get_name();
    let mut sections = sections(command, name);
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        let path = format!("{name} {}", inner.get_name());
        let blocks = self::sections(inner, &path).into_iter().flat_map(|section| section.blocks);
        let summary = Block::Text(summary(inner));
        let blocks = [summary].into_iter().chain(blocks).collect();
        sections.push(Section { title: format!("meshctl {path}"), blocks });
    }
    Page { name: name.to_owned(), summary: summary(command), sections }
}

/// Returns the one-line summary of a command.
pub(super) fn summary(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

fn sections(command: &Command, path: &str) -> Vec<Section> {
    let mut page = Page { name: String::new(), summary: String::new(), sections: Vec::new() };
    page.section("Usage", vec![Block::Text(usage(command, path))]);
    if let Some(long) = command.get_long_about() {
        // The first paragraph is the summary, which is shown already.
        let paragraphs = long.to_string();
        let further = paragraphs.split("\n\n").skip(1);
        page.section("Description", further.map(|text| Block::Text(text.to_owned())).collect());
    }
    let shown = || command.get_arguments().filter(|arg| !arg.is_hide_set() && !is_help(arg));
    let arguments = shown().filter(|arg| arg.is_positional()).map(term).collect();
    page.section("Arguments", vec![Block::Terms(arguments)]);
    let options = shown().filter(|arg| !arg.is_positional()).map(term).collect();
    page.section("Options", vec![Block::Terms(options)]);
    let commands = command.get_subcommands().filter(|inner| !inner.is_hide_set());
    let commands = commands.map(|inner| Term::new(inner.get_name(), summary(inner))).collect();
    page.section("Commands", vec![Block::Terms(commands)]);
    if let Some(after) = command.get_after_help() {
        after.to_string().split("\n\n").for_each(|part| add_after_help(&mut page, part));
    }
    page.sections
}

/// Adds a paragraph of the text after the help as a section: `Examples:`, `Exit codes:` or notes.
fn add_after_help(page: &mut Page, paragraph: &str) {
    if let Some(lines) = paragraph.strip_prefix("Examples:\n") {
        let lines: Vec<&str> =
            lines.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        page.section("Examples", vec![Block::Code(lines.join("\n"))]);
    } else if let Some(codes) = paragraph.strip_prefix("Exit codes: ") {
        page.section("Exit codes", vec![Block::Text(codes.to_owned())]);
    } else {
        page.section("Notes", vec![Block::Text(paragraph.to_owned())]);
    }
}

fn usage(command: &Command, path: &str) -> String {
    let mut command = command.clone().bin_name(format!("meshctl {path}")).disable_help_flag(true);
    let text = command.render_usage().to_string();
    text.trim_start_matches("Usage:").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_help(arg: &Arg) -> bool {
    ["help", "version"].contains(&arg.get_id().as_str())
}

fn term(arg: &Arg) -> Term {
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let values = arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string);
    let values: Vec<String> = match arg.get_action().takes_values() {
        true => values.collect(),
        false => Vec::new(),
    };
    let name = format!("{} {}", names.join(", "), values.join(" ")).trim().to_owned();
    Term::new(name, description(arg))
}

/// Returns the help text of an argument with its possible values, default and variable.
fn description(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let flag = !arg.get_action().takes_values();
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !flag && !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let defaults = arg.get_default_values().iter().filter(|_| !flag);
    let defaults: Vec<String> =
        defaults.map(|value| value.to_string_lossy().into_owned()).collect();
    let variable = arg.get_env().map(|name| format!("env: {}", name.to_string_lossy()));
    let notes = [
        (!values.is_empty()).then(|| format!("one of {}", values.join(", "))),
        (!defaults.is_empty()).then(|| format!("default: {}", defaults.join(", "))),
        variable,
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    if notes.is_empty() { help } else { format!("{help} ({})", notes.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help::text;

    #[test]
    fn the_page_of_a_command_includes_its_subcommands() {
        let set = Command::new("set")
            .about("Set it")
            .arg(Arg::new("name").value_name("NAME").required(true).help("Which"));
        let command = Command::new("thing")
            .about("Look at things")
            .long_about("Look at things\n\nAll of them.")
            .arg(
                Arg::new("deep")
                    .long("deep")
                    .short('d')
                    .value_name("N")
                    .default_value("1")
                    .help("How deep"),
            )
            .subcommand(set)
            .after_help("Examples:\n  meshctl thing set a\n\nExit codes: 0 done");
        let want = "\
Look at things

Usage:
  meshctl thing [OPTIONS] [COMMAND]

Description:
  All of them.

Options:
  -d, --deep N  How deep (default: 1)

Commands:
  set  Set it

Examples:
  meshctl thing set a

Exit codes:
  0 done

meshctl thing set:
  Set it

  meshctl thing set <NAME>

  NAME  Which
";
        assert_eq!(text::render(&page(&command), 80), want);
    }
}
