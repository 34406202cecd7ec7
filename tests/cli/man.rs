//! Manual pages.

use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, tools};

fn run(home: &Sandbox, program: &std::path::Path, args: &[String]) -> CommandOutput {
    run_with_input(
        home.command(program).env("LC_ALL", "C.UTF-8").env("MANWIDTH", "80").args(args),
        "",
    )
}

#[test]
#[ignore = "needs groff: make test"]
fn every_page_is_formatted_without_warnings() {
    let home = Sandbox::new();
    let directory = home.home().join("man1");
    home.run(["man", "--out", directory.to_str().unwrap()]).ok();
    let mut pages: Vec<String> = std::fs::read_dir(&directory)
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .collect();
    pages.sort();
    // The overview, one page per command, and the page of options.
    assert_eq!(pages.len(), 1 + 38 + meshctl::cli::tree::commands().len() + 1);
    let groff = tools::program("groff");
    let args = ["-man", "-Tutf8", "-ww", "-z"].map(str::to_owned).into_iter();
    let output = run(&home, &groff, &args.chain(pages).collect::<Vec<_>>());
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
}

#[test]
#[ignore = "needs man: make test"]
fn man_shows_the_page_of_help() {
    let home = Sandbox::new();
    let page = home.line("man create-mesh").ok();
    let page = home.file("meshctl-create-mesh.1", &page);
    let shown = run(&home, &tools::program("man"), &["-l".to_owned(), page]).ok();
    let words: Vec<&str> = shown.split_whitespace().collect();
    for word in ["meshctl-create-mesh", "--mesh-name", "egressFilter", "appmesh:CreateMesh"] {
        assert!(words.contains(&word), "{word} is not in\n{shown}");
    }
    assert_eq!(home.line("man nonsense").refused(252).lines().count(), 2);
}
