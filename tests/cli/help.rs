//! Help in the terminal.

use insta::assert_snapshot;
use meshctl::cli::help::example;
use meshctl::model::name::kebab;
use meshctl::model::{Operation, Shape, model};

use crate::support::Sandbox;

fn help(line: &str) -> String {
    Sandbox::new().line(line).ok()
}

#[test]
fn the_overview_has_every_command() {
    let text = help("help");
    // The workflow commands are listed by their tree.
    let (operations, commands) = text.split_once("\nWorkflows:\n").unwrap();
    let (_, rest) = commands.split_once("\nHelp:\n").unwrap();
    assert_snapshot!("overview", format!("{operations}\n…\n\nHelp:\n{rest}"));
    for line in ["--help", "-h"] {
        assert_eq!(help(line), text, "case: {line}");
    }
    // `{create,describe}-mesh` stands for two commands, as in a shell.
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        match word.strip_prefix('{').and_then(|word| word.split_once('}')) {
            Some((verbs, kind)) => {
                words.extend(verbs.split(',').map(|verb| verb.to_owned() + kind))
            }
            None => words.push(word.to_owned()),
        }
    }
    let operations = model().operations.values().map(Operation::command);
    for name in operations.chain(meshctl::cli::tree::commands().into_iter().map(str::to_owned)) {
        assert!(words.contains(&name), "case: {name}");
    }
    assert!(text.lines().count() <= 60, "the overview must fit on a screen");
}

#[test]
fn no_arguments_is_a_usage_error_with_the_overview() {
    let output = Sandbox::new().line("");
    assert_eq!(output.refused(252), help("help"));
}

#[test]
fn operation_pages_match_their_snapshots() {
    assert_snapshot!("create_mesh", help("create-mesh help"));
    assert_snapshot!("list_routes", help("list-routes help"));
    assert_snapshot!("create_virtual_service", help("create-virtual-service help"));
    assert_snapshot!("tag_resource", help("tag-resource help"));
}

#[test]
fn all_forms_of_the_help_option_are_equivalent() {
    let text = help("create-route help");
    for line in ["create-route --help", "create-route -h", "help create-route"] {
        assert_eq!(help(line), text, "case: {line}");
    }
    let text = help("canary --help");
    assert_eq!(help("help canary"), text);
    assert_snapshot!("options", help("help options"));
}

#[test]
fn help_for_an_unknown_command_is_an_error() {
    let home = Sandbox::new();
    let want = "error: there is no command `nope`\nhint: list the commands with `meshctl help`\n";
    for line in ["help nope", "man nope"] {
        let done = home.line(line);
        assert_eq!((done.code, done.stderr.as_str()), (252, want), "case: {line}");
    }
}

/// Collects the members and enumerated values of a shape.
fn collect_names(shape: &'static Shape, out: &mut Vec<String>) {
    out.extend(shape.values.iter().map(|value| (*value).to_owned()));
    if let Some(element) = shape.element {
        collect_names(model().shape(element), out);
    }
    for (name, member) in &shape.members {
        out.push((*name).to_owned());
        collect_names(model().shape(member.shape), out);
    }
}

#[test]
fn operation_pages_contain_everything_in_the_model() {
    let home = Sandbox::new();
    for operation in model().operations.values() {
        let case = operation.command();
        let text = home.line(&format!("{case} help")).ok();
        assert!(!text.contains('\u{1b}'), "case: {case}");
        let words: Vec<&str> = text.split([' ', '\n', ',', '`', '=', '{', '[', ')']).collect();
        let mut wanted = vec![operation.iam_action(), "--cli-input-json".to_owned()];
        for (name, member) in &operation.input_shape().members {
            if operation.page.is_some() && ["limit", "nextToken"].contains(name) {
                continue;
            }
            wanted.push(format!("--{}", kebab(name)));
            collect_names(model().shape(member.shape), &mut wanted);
        }
        wanted.extend(operation.errors.iter().map(|name| (*name).to_owned()));
        for word in wanted {
            assert!(words.contains(&word.as_str()), "case: {case}: {word}");
        }
        for call in [example::in_shorthand(operation), example::in_json(operation)] {
            let call: Vec<&str> = call.lines().collect();
            let shown: Vec<&str> = text.lines().map(str::trim_start).collect();
            let trimmed: Vec<&str> = call.iter().map(|line| line.trim_start()).collect();
            let is_shown = shown.windows(trimmed.len()).any(|lines| lines == trimmed);
            let empty = operation.input_shape().members.values().all(|member| !member.required);
            assert!(is_shown || empty, "case: {case}: {call:?}");
        }
    }
}

#[test]
fn help_is_wrapped_at_columns() {
    let mut home = Sandbox::new();
    home.set("COLUMNS", "60");
    for line in ["help", "help options", "create-route help", "apply --help", "iam check --help"] {
        let text = home.line(line).ok();
        // Commands and words are not wrapped.
        let prose = text.lines().take_while(|line| !line.starts_with("Examples"));
        let prose = prose.filter(|line| !line.starts_with("  {"));
        let long: Vec<&str> = prose
            .filter(|line| line.chars().count() > 60 && line.split_whitespace().count() > 1)
            .collect();
        assert_eq!(long, Vec::<&str>::new(), "case: {line}");
    }
    // Help is at most 100 columns wide.
    let text = home.line("create-route help").ok();
    home.set("COLUMNS", "4000");
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max();
    let prose = home.line("help options").ok();
    assert!((90..=100).contains(&widest(&prose).unwrap()), "{prose}");
    assert_ne!(home.line("create-route help").ok(), text);
}
