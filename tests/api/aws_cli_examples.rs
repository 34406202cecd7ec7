//! The examples in the AWS CLI's documentation: commands and the responses of the real service. Each
//! is run with `meshctl` on a store that contains the resources that the example requires.

use regex::Regex;
use serde_json::{Value, json};

use crate::support::{Sandbox, tools};

/// One example of a page.
#[derive(Debug)]
struct Example {
    page: String,
    /// `create-route --cli-input-json file://create-route-grpc.json`
    command: String,
    /// Name and content of the files that the command reads.
    files: Vec<(String, String)>,
    /// Recorded output; `None` if the page does not show it.
    output: Option<Value>,
}

/// Expected number of examples, so that none is skipped.
const EXAMPLES: usize = 34;

/// Returns the code blocks of a page: the line before the block, and its lines without indentation.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut before = String::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("   ") {
            Some(code) if before.trim_end().ends_with("::") || inside => {
                if !inside {
                    found.push((before.clone(), String::new()));
                }
                inside = true;
                let (_, block) = found.last_mut().unwrap();
                block.push_str(code);
                block.push('\n');
            }
            _ if line.trim().is_empty() => {}
            _ => {
                inside = false;
                before = line.to_owned();
            }
        }
    }
    found
}

fn examples() -> Vec<Example> {
    let mut pages: Vec<_> = std::fs::read_dir(tools::aws_examples())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort();
    let mut found: Vec<Example> = Vec::new();
    for path in pages {
        let page = path.file_stem().unwrap().to_string_lossy().into_owned();
        // One page has a different route name in the ARN.
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("route/toVnServiceB\"", "route/toVnServiceB-weighted\"");
        for (before, block) in blocks(&text) {
            if let Some(command) = block.trim_start().strip_prefix("aws appmesh ") {
                let command = command.replace("\\\n", " ");
                let (page, files) = (page.clone(), Vec::new());
                found.push(Example { page, command, files, output: None });
            } else if before.starts_with("Contents of") {
                let name = before.trim_start_matches("Contents of").trim_end_matches("::");
                let name = name.trim_matches([' ', '`']).to_owned();
                found.last_mut().unwrap().files.push((name, block));
            } else if before.starts_with("Output") {
                let output = serde_json::from_str(&block).unwrap_or_else(|e| panic!("{page}: {e}"));
                found.last_mut().unwrap().output = Some(output);
            } else {
                panic!("{page}: a block after `{before}`");
            }
        }
    }
    found
}

/// Creates the resources that the example requires: those in its output, and their dependencies.
fn seed(home: &Sandbox, example: &Example) {
    let output = example.output.clone().unwrap_or_default();
    let (verb, _) = example.command.split_once('-').unwrap();
    for shown in output.as_object().into_iter().flat_map(|output| output.values()) {
        match (verb, shown) {
            ("describe" | "delete" | "update", resource) => create_as_shown(home, resource),
            ("list", Value::Array(items)) => {
                items
                    .iter()
                    .filter(|item| item["arn"].is_string())
                    .for_each(|item| create_as_shown(home, item));
            }
            _ => {}
        }
    }
    if example.page.contains("tag") {
        let tags = output["tags"].as_array().cloned().unwrap_or_default();
        create(home, &json!({"meshName": "app1", "tags": tags}));
    }
}

/// Creates a resource as shown in an output; an item of a list does not include the spec.
fn create_as_shown(home: &Sandbox, shown: &Value) {
    let mut input = json!({});
    for (name, value) in shown.as_object().unwrap() {
        if name.ends_with("Name") || name == "spec" {
            input[name] = value.clone();
        }
    }
    create(home, &input);
}

fn kind_of(input: &Value) -> &'static str {
    let kinds = [
        ("routeName", "route"),
        ("gatewayRouteName", "gateway-route"),
        ("virtualNodeName", "virtual-node"),
        ("virtualServiceName", "virtual-service"),
        ("virtualRouterName", "virtual-router"),
        ("virtualGatewayName", "virtual-gateway"),
        ("meshName", "mesh"),
    ];
    kinds.into_iter().find(|(name, _)| input[name].is_string()).unwrap().1
}

/// Creates a resource with `input`, with a minimal spec if it has none, and its dependencies first.
fn create(home: &Sandbox, input: &Value) {
    let mut input = input.clone();
    let kind = kind_of(&input);
    if input["spec"].is_null() && kind != "mesh" {
        let target = json!([{"virtualNode": "any", "weight": 1}]);
        input["spec"] = match kind {
            "route" => json!({"tcpRoute": {"action": {"weightedTargets": target}}}),
            _ => json!({}),
        };
    }
    run_with_dependencies(
        home,
        &format!("create-{kind}"),
        &["--cli-input-json".to_owned(), input.to_string()],
    );
}

/// Runs a command; if a resource is missing, creates it and runs the command again.
fn run_with_dependencies(home: &Sandbox, command: &str, args: &[String]) -> String {
    let missing =
        Regex::new(r"(Mesh|VirtualNode|VirtualRouter|VirtualService|Route) with name (\S+) is (missing|not present(?: under mesh (\S+))?)").unwrap();
    let mesh = Regex::new(r#"(?:"meshName" ?: ?"|--mesh-name,)([^",]+)"#).unwrap();
    for _ in 0..8 {
        let output = home.run([command.to_owned()].iter().chain(args));
        let Some(what) = missing.captures(&output.stderr) else { return output.ok() };
        let name = format!("{}{}Name", what[1][..1].to_lowercase(), &what[1][1..]);
        let mut input = json!({ name: &what[2] });
        if &what[1] != "Mesh" {
            let all = args.join(",");
            let files: Vec<String> = args
                .iter()
                .filter_map(|arg| arg.strip_prefix("file://"))
                .map(|file| std::fs::read_to_string(home.home().join(file)).unwrap())
                .collect();
            let all = all + &files.join(",");
            input["meshName"] = json!(mesh.captures(&all).unwrap()[1]);
        }
        create(home, &input);
    }
    panic!("{command} {args:?} still lacks a resource");
}

/// Members that the service did not always return in 2019, when the examples were recorded.
const LATER_MEMBERS: [&str; 5] =
    ["meshOwner", "resourceOwner", "createdAt", "lastUpdatedAt", "version"];

/// Masks values that depend on time and account, and removes members that were added later.
fn masked(value: &Value, recorded: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| {
                recorded.get(*name).is_some() || !LATER_MEMBERS.contains(&name.as_str())
            });
            let mask = |(name, value): (&String, &Value)| {
                let masked = match name.as_str() {
                    "uid" => json!("*"),
                    name if LATER_MEMBERS.contains(&name) => json!("*"),
                    "arn" => {
                        let parts: Vec<&str> = value.as_str().unwrap().splitn(6, ':').collect();
                        json!(parts[5])
                    }
                    // The service returned names of gRPC metadata in lowercase; meshctl preserves case.
                    "name" => json!(value.as_str().unwrap().to_lowercase()),
                    _ => masked(value, recorded.get(name).unwrap_or(&Value::Null)),
                };
                (name.clone(), masked)
            };
            Value::Object(kept.map(mask).collect())
        }
        Value::Array(items) => {
            let of = |at: usize| recorded.get(at).unwrap_or(&Value::Null);
            items.iter().enumerate().map(|(at, item)| masked(item, of(at))).collect()
        }
        other => other.clone(),
    }
}

#[test]
#[ignore = "needs aws-examples: make test"]
fn every_example_of_the_aws_cli_returns_the_recorded_response() {
    let examples = examples();
    assert_eq!(examples.len(), EXAMPLES);
    for example in examples {
        let mut home = Sandbox::new();
        home.set("AWS_REGION", "us-east-1");
        for (name, content) in &example.files {
            home.file(name, content);
        }
        seed(&home, &example);
        let command = example.command.replace("123456789012", "000000000000");
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        let output = run_with_dependencies(&home, &words[0], &words[1..]);
        let Some(recorded) = &example.output else {
            assert_eq!(output, "", "{}", example.page);
            continue;
        };
        let ours: Value = serde_json::from_str(&output).unwrap();
        let (ours, theirs) = (masked(&ours, recorded), masked(recorded, recorded));
        assert_eq!(ours, theirs, "{}: {}", example.page, example.command);
    }
}
