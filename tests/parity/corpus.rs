//! The corpus of scenarios that is kept outside of this repository, with the harness that runs
//! them (`../shared/clidiff`): against what AWS CLI 2.38.5 was recorded to do, and beside the
//! AWS CLI itself.

use std::path::PathBuf;
use std::process::Command;

use regex::Regex;

use crate::support::{in_project, tools};

/// How many harnesses run at a time: more than there are processors, since some scenarios wait.
const SHARDS: usize = 4;

/// A way to run the corpus.
struct Run {
    /// What the harness compares with.
    reference: Vec<String>,
    /// The App Mesh on our side.
    server: String,
    /// The scenarios to run.
    scenarios: Vec<String>,
}

fn clidiff(file: &str) -> PathBuf {
    let path = in_project("../shared/clidiff").join(file);
    assert!(path.is_file(), "{} is not there", path.display());
    path
}

/// The ids of the scenarios that `is_wanted`, but those where a different choice is defensible.
fn scenarios(is_wanted: fn(&serde_json::Value) -> bool) -> Vec<String> {
    let text = std::fs::read_to_string(clidiff("corpus-public.yaml")).unwrap();
    let all: Vec<serde_json::Value> = serde_saphyr::from_str(&text).unwrap();
    let wanted = all.iter().filter(|scenario| scenario["tier"] != "quirk" && is_wanted(scenario));
    wanted.map(|scenario| scenario["id"].as_str().unwrap().to_owned()).collect()
}

/// Runs the harness over some scenarios and returns how many passed.
fn harness(run: &Run, ids: &[&String]) -> Result<usize, String> {
    let names: Vec<String> = ids.iter().map(|id| regex::escape(id)).collect();
    let ours = format!("{} --endpoint-url {{url}}", env!("CARGO_BIN_EXE_meshctl"));
    let mut command = Command::new(tools::python());
    command.arg(clidiff("clidiff.py")).args(&run.reference);
    command.args(["--serve-ours", &run.server, "--ours", &ours, "--full", "--quiet"]);
    command
        .args(["--only", &format!("^({})$", names.join("|"))])
        .arg(clidiff("corpus-public.yaml"));
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = || format!("{said}{}", String::from_utf8_lossy(&output.stderr));
    let counts = Regex::new(r"(?m)^(\d+) passed, (\d+) failed$").unwrap();
    match counts.captures(&said) {
        Some(counts) if output.status.success() => Ok(counts[1].parse().unwrap()),
        _ => Err(complaint()),
    }
}

/// Runs all scenarios, several harnesses at a time; all must pass.
fn all_pass(run: &Run) {
    let results = std::thread::scope(|threads| {
        let shard = |first: usize| {
            let ids: Vec<&String> = run.scenarios.iter().skip(first).step_by(SHARDS).collect();
            threads.spawn(move || harness(run, &ids))
        };
        let running: Vec<_> = (0..SHARDS).map(shard).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let complaints: Vec<&str> =
        results.iter().filter_map(|result| result.as_ref().err()).map(String::as_str).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert_eq!(results.into_iter().flatten().sum::<usize>(), run.scenarios.len());
}

fn real_aws() -> String {
    format!("{} --endpoint-url {{url}} appmesh", tools::aws().display())
}

#[test]
fn the_corpus_passes_against_what_was_recorded() {
    let golden = clidiff("golden-public.json").display().to_string();
    all_pass(&Run {
        reference: vec!["--golden".to_owned(), golden],
        server: "ref".to_owned(),
        scenarios: scenarios(|_| true),
    });
}

/// The scenarios in which the answers are canned.
#[test]
fn the_corpus_passes_beside_the_aws_cli() {
    all_pass(&Run {
        reference: ["--serve-aws", "ref", "--aws", &real_aws()].map(str::to_owned).to_vec(),
        server: "ref".to_owned(),
        scenarios: scenarios(|scenario| scenario.get("stub").is_some()),
    });
}

/// The scenarios that need an App Mesh: ours, for both.
#[test]
fn the_corpus_passes_beside_the_aws_cli_on_our_own_server() {
    let server = format!(
        "{} serve --in-memory --listen 127.0.0.1:{{port}} --xds-listen 127.0.0.1:0 \
         --admin-listen 127.0.0.1:0",
        env!("CARGO_BIN_EXE_meshctl")
    );
    all_pass(&Run {
        reference: ["--serve-aws", &server, "--aws", &real_aws()].map(str::to_owned).to_vec(),
        server: server.clone(),
        scenarios: scenarios(|scenario| scenario.get("stub").is_none()),
    });
}
