//! `meshctl apply` as it is typed.

use serde_json::json;

use crate::support::{Sandbox, example};

const DJ_APP: [&str; 12] = [
    "mesh/dj-app",
    "virtualnode/dj",
    "virtualnode/jazz-v1",
    "virtualnode/jazz-v2",
    "virtualnode/metal-v1",
    "virtualnode/metal-v2",
    "virtualrouter/jazz-router",
    "virtualrouter/metal-router",
    "route/jazz-router/jazz-route",
    "route/metal-router/metal-route",
    "virtualservice/jazz.prod.svc.cluster.local",
    "virtualservice/metal.prod.svc.cluster.local",
];

fn all(outcome: &str) -> String {
    DJ_APP.iter().map(|name| format!("{name} {outcome}\n")).collect()
}

#[test]
fn a_second_apply_changes_nothing() {
    let home = Sandbox::new();
    let apply = || home.run(["apply", "-f", &example("djapp")]);
    let first = apply();
    assert!(first.stderr.lines().all(|line| line.starts_with("note: ")), "{}", first.stderr);
    assert_eq!(first.ok(), all("created"));
    assert_eq!(apply().ok(), all("unchanged"));
    let again = home.run(["apply", "-f", &example("djapp"), "--output", "json"]).json();
    let outcomes = again["resources"].as_array().unwrap().iter().map(|one| &one["outcome"]);
    assert!(outcomes.eq([&json!("unchanged"); 12]), "{again}");
}

#[test]
fn a_dry_run_prints_the_same_and_changes_nothing() {
    let home = Sandbox::new();
    let output = home.run(["apply", "-f", &example("djapp"), "--dry-run"]).ok();
    assert_eq!(output, all("created (dry run)"));
    assert_eq!(home.line("list-meshes").json(), json!({"meshes": []}));
}

#[test]
fn other_spellings_of_the_same_mesh_are_unchanged() {
    let home = Sandbox::new();
    home.run(["apply", "-f", &example("djapp")]).ok();
    for spelling in ["djapp-json", "djapp-v1beta2"] {
        let output = home.run(["apply", "-f", &example(spelling)]).ok();
        let changed: Vec<&str> =
            output.lines().filter(|line| !line.ends_with(" unchanged")).collect();
        assert_eq!(changed, Vec::<&str>::new(), "{spelling}");
        assert_eq!(output.lines().count(), 12, "{spelling}");
    }
}

const NODE: &str = r#"{"meshName": "shop", "virtualNodeName": "web", "spec": {
    "listeners": [{"portMapping": {"port": 80, "protocol": "http"}}],
    "serviceDiscovery": {"dns": {"hostname": "web.prod"}}}}"#;

#[test]
fn apply_reads_standard_input() {
    let home = Sandbox::new();
    let input = format!("{{\"meshName\": \"shop\"}}\n---\n{NODE}");
    let output = home.run_with_stdin(["apply", "-f", "-"], &input);
    assert_eq!(output.ok(), "mesh/shop created\nvirtualnode/web created\n");
    let other = NODE.replace("80", "81");
    let output = home.run_with_stdin(["apply", "-f", "-"], &other);
    assert_eq!(output.ok(), "virtualnode/web configured\n");
    let port = "--query virtualNode.spec.listeners[0].portMapping.port";
    let node = "describe-virtual-node --mesh-name shop --virtual-node-name web";
    assert_eq!(home.line(&format!("{node} {port}")).ok(), "81\n");
}

#[test]
fn invalid_manifests_are_located_and_nothing_is_sent() {
    let mesh = "{\"meshName\": \"shop\"}";
    let node = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: VirtualNode\nmetadata:\n  name: web\n";
    let cases = [
        ("syntax", format!("{mesh}\n---\nspec: [\n"), 252, "bad.yaml, document 2"),
        (
            "no manifest",
            format!("{mesh}\n---\n{{\"a\": 1}}"),
            252,
            "bad.yaml, document 2 (line 3): this is neither an App Mesh resource nor a Kubernetes \
             object",
        ),
        (
            "an unknown member",
            format!("{mesh}\n---\n{}", NODE.replace("portMapping", "portMaping")),
            252,
            "bad.yaml, document 2 (line 3): VirtualNode/web: unknown field \
             `spec.listeners[0].portMaping`",
        ),
        (
            "a wrong type",
            format!("{mesh}\n---\n{}", NODE.replace("80", "\"http\"")),
            252,
            "bad.yaml, document 2 (line 3): virtualnode/web: ",
        ),
        (
            "an unknown kind",
            format!("{mesh}\n---\n{}", node.replace("VirtualNode", "VirtualToad")),
            252,
            "bad.yaml, document 2 (line 3): VirtualToad/web: `appmesh.k8s.aws/v1beta2` has no \
             kind `VirtualToad`",
        ),
        (
            "a missing target",
            format!(
                "{mesh}\n---\n{{\"meshName\": \"shop\", \"virtualServiceName\": \"web.prod\", \
                 \"spec\": {{\"provider\": {{\"virtualNode\": {{\"virtualNodeName\": \
                 \"ghost\"}}}}}}}}"
            ),
            1,
            "needs `virtualnode/ghost`, which neither exists nor is in the files",
        ),
        ("a missing mesh", NODE.to_owned(), 1, "hint: meshctl create-mesh --mesh-name shop"),
    ];
    for (case, text, code, want) in cases {
        let home = Sandbox::new();
        home.file("bad.yaml", &text);
        let output = home.line("apply -f bad.yaml").refused(code);
        assert!(output.starts_with("error: ") && output.contains(want), "{case}: {output}");
        assert_eq!(home.line("list-meshes").json(), json!({"meshes": []}), "{case}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let home = Sandbox::new();
    let want = "error: `ghost.yaml` cannot be read\n\
                caused by: No such file or directory (os error 2)\n\
                hint: `-f` accepts a file, a directory, or `-` for standard input\n";
    assert_eq!(home.line("apply -f ghost.yaml").refused(252), want);
}

/// A small file whose aliases expand to a very large document.
fn bomb() -> String {
    let level = |at: usize| {
        let above = at.checked_sub(1).map_or("lol".to_owned(), |above| format!("*a{above}"));
        format!("a{at}: &a{at} [{}]\n", vec![above; 9].join(","))
    };
    (0..12).map(level).collect()
}

#[test]
fn documents_that_exhaust_memory_are_rejected() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(5000), close.repeat(5000));
    let nested: String = (0..200).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
    let aliases = "a: &a 1\nb: [".to_owned() + &"*a,".repeat(10_001) + "]\n";
    let values = "a: [".to_owned() + &"1,".repeat(300_001) + "]\n";
    let cases = [
        ("bomb.yaml", bomb(), "aliases (`*name`) expand to more than 50000 values"),
        ("nested.yaml", nested, "nested deeper than 100 levels"),
        ("flow.yaml", deep("[", "]"), "nested too deep"),
        ("deep.json", deep("[", "]"), "nested too deep"),
        ("aliases.yaml", aliases, "more than 10000 aliases (`*name`)"),
        ("values.yaml", values, "more than 300000 values"),
        ("self.yaml", "a: &a [*a]\n".to_owned(), "contains an alias (`*name`) of itself"),
    ];
    let home = Sandbox::new();
    for (name, text, want) in cases {
        home.file(name, &text);
        let output = home.line(&format!("apply -f {name}")).refused(252);
        assert!(output.starts_with(&format!("error: {name}, document 1")), "{name}: {output}");
        assert!(output.contains(want), "{name}: {output}");
        assert!(!output.contains("::") && !output.contains(" { "), "no Rust types: {output}");
    }
}

#[test]
fn names_are_escaped_for_the_terminal() {
    let home = Sandbox::new();
    let long = "x".repeat(1 << 20);
    for (name, part) in [("\\u001b[31mred", "\\u{1b}[31mred"), (long.as_str(), "xxx")] {
        home.file("bad.json", &format!(r#"{{"meshName": "m", "{name}": 1}}"#));
        let output = home.line("apply -f bad.json").refused(252);
        assert!(output.contains(part), "{}", &output[..output.len().min(500)]);
        assert!(!output.contains('\u{1b}') && output.len() < 10_000, "{} bytes", output.len());
    }
    std::fs::create_dir(home.home().join("a b\nc")).unwrap();
    let file = home.file("a b\nc/m \u{1b}.json", r#"{"meshName": "m"}"#);
    assert_eq!(home.run(["apply", "-f", &file]).ok(), "mesh/m created\n");
    std::os::unix::fs::symlink("nowhere", home.home().join("a b\nc/link.yaml")).unwrap();
    let output = home.run(["apply", "-f", "a b\nc"]).refused(252);
    assert!(output.contains("c/link.yaml` cannot be read\n"), "a dangling link is named: {output}");
}
