//! The examples in the help of workflow commands work as printed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use meshctl::cli::tree::commands;

use super::shell_session::{
    Network, STOP_ALL, STOP_LAST, ShellLine, clone_with_examples, run_lines,
};
use crate::support::{Moto, Sandbox};

/// Preparation for the examples of each page.
const PREPARATION: [(&str, &str); 21] = [
    ("apply", FILES),
    ("auth", ""),
    ("auth add-key", ""),
    ("aws-shim", ""),
    ("backup", PROD),
    ("canary", DJ_APP),
    ("cleanup", DJ_APP),
    ("completion", ""),
    ("context", ""),
    ("demo", ""),
    ("envoy bootstrap", SERVED),
    ("envoy run", SERVED),
    ("history", DJ_APP),
    ("iam check", USER),
    ("iam grant", ROLE),
    ("iam policy", ""),
    ("man", ""),
    ("proxy status", DJ_APP),
    ("restore", "meshctl apply -f examples/djapp; meshctl backup mesh.backup; rm -r $DATA"),
    ("rollback", VERSIONS),
    ("serve", ""),
];

const DJ_APP: &str = "meshctl apply -f examples/djapp";
const SERVED: &str = "meshctl apply -f examples/djapp; meshctl serve &";
const PROD: &str =
    "export AWS_REGION=us-west-2 AWS_ACCESS_KEY_ID=AKIA1 AWS_SECRET_ACCESS_KEY=secret
    meshctl context set prod http://127.0.0.1:9470; meshctl serve &";
const VERSIONS: &str = "meshctl apply -f examples/djapp
    for weight in 10 20 30; do meshctl canary --service jazz --to v2 --weight $weight; done";
const FILES: &str = r#"cp examples/djapp/4*/mesh.yaml . && cp examples/djapp/4*/nodes*.yaml nodes.yaml
    mkdir bin && echo '#!/bin/sh
    test "$*" = "get virtualnodes -A -o yaml" && cat nodes.yaml' > bin/kubectl
    chmod +x bin/kubectl && meshctl apply -f mesh.yaml"#;
const ROLE: &str = r#"aws iam create-role --role-name my-worker-role --assume-role-policy-document \
        '{"Version": "2012-10-17", "Statement": []}' &&
    aws iam create-instance-profile --instance-profile-name my-nodegroup &&
    aws iam add-role-to-instance-profile --instance-profile-name my-nodegroup \
        --role-name my-worker-role"#;
const USER: &str = r#"aws iam create-user --user-name dj &&
    aws iam put-user-policy --user-name dj --policy-name all --policy-document \
        '{"Version": "2012-10-17",
          "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}' &&
    key=$(aws iam create-access-key --user-name dj --output text \
        --query 'AccessKey.[AccessKeyId,SecretAccessKey]') &&
    export AWS_ACCESS_KEY_ID=${key%%[[:space:]]*} AWS_SECRET_ACCESS_KEY=${key##*[[:space:]]}"#;

/// The examples of each page of a command or subcommand.
static PAGES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let home = Sandbox::new();
    let mut pages = BTreeMap::new();
    let mut names: Vec<String> = commands().iter().map(|command| (*command).to_owned()).collect();
    while let Some(name) = names.pop() {
        let help = home.line(&format!("{name} --help")).ok();
        // A line with deeper indentation continues a description.
        let inner = section(&help, "Commands:").filter_map(|line| line.strip_prefix("  "));
        let inner = inner.map(|line| line.split(' ').next().unwrap());
        names.extend(
            inner.filter(|one| !["", "help"].contains(one)).map(|inner| format!("{name} {inner}")),
        );
        let mut examples: Vec<String> = Vec::new();
        for line in section(&help, "Examples:") {
            match examples.last_mut() {
                Some(last) if last.ends_with('\\') => *last += &format!("\n{line}"),
                _ => examples.push(line.trim_start().to_owned()),
            }
        }
        if !examples.is_empty() {
            pages.insert(name, examples);
        }
    }
    pages
});

/// Returns the lines below a title, up to the next empty line.
fn section<'a>(help: &'a str, title: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let below = help.split_once(&format!("\n{title}\n")).map_or("", |(_, below)| below);
    below.lines().take_while(|line| !line.is_empty())
}

/// Returns whether a line starts a process that runs until it is stopped.
fn runs_in_background(line: &str) -> bool {
    ["meshctl serve", "envoy run", "envoy -c", "--keep"].iter().any(|word| line.contains(word))
}

/// Runs the examples of `page` after their preparation.
fn run_examples(home: &Sandbox, page: &str, network: Network) {
    let (_, preparation) = PREPARATION.iter().find(|(name, _)| *name == page).unwrap();
    let line = |line: &str| ShellLine { line: line.to_owned(), shown: Vec::new() };
    let mut lines = vec![line(if preparation.is_empty() { ":" } else { preparation })];
    for example in &PAGES[page] {
        // Generated access keys do not have the ID of the example.
        if example.contains("AKIAEXAMPLE") {
            lines.push(line("sed -i 's/\"AKIA[A-Z0-9]*\"/\"AKIAEXAMPLE\"/' $DATA/auth.json"));
        }
        if runs_in_background(example) {
            lines.push(line(&format!("{example} &")));
            lines.push(line(STOP_LAST));
        } else {
            lines.push(line(example));
        }
    }
    lines.push(line(STOP_ALL));
    run_lines(home, "$HOME/.local/share/meshctl", &lines, network);
}

#[test]
fn every_page_with_examples_has_a_preparation() {
    let known: Vec<&str> = PREPARATION.iter().map(|(page, _)| *page).collect();
    assert_eq!(PAGES.keys().collect::<Vec<_>>(), known);
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn the_examples_work() {
    let tested_below = ["demo", "aws-shim", "iam check", "iam grant"];
    for (page, _) in PREPARATION.iter().filter(|(page, _)| !tested_below.contains(page)) {
        run_examples(&clone_with_examples(), page, Network::Isolated);
    }
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn the_demo_examples_work() {
    run_examples(&Sandbox::new(), "demo", Network::Isolated);
}

#[test]
#[ignore = "needs aws, envoy, moto_server: make test"]
fn the_examples_that_call_aws_work() {
    for page in ["aws-shim", "iam check", "iam grant"] {
        let moto = Moto::start();
        let mut home = clone_with_examples();
        for service in ["IAM", "STS"] {
            let url = format!("http://{}", moto.address);
            home.set(&format!("AWS_ENDPOINT_URL_{service}"), &url);
        }
        home.set("AWS_REGION", "us-west-2");
        home.set("AWS_ACCESS_KEY_ID", "AKIAROOT");
        home.set("AWS_SECRET_ACCESS_KEY", "secret");
        run_examples(&home, page, Network::Shared);
    }
}
