//! Sets of several documents and files.

use super::*;

fn router(listener: u16) -> String {
    format!(
        "{{meshName: m, virtualRouterName: r, spec: {{listeners: [{{portMapping: {{port: \
         {listener}, protocol: http}}}}]}}}}"
    )
}

#[test]
fn the_last_file_wins_with_a_note() {
    let (one, two) = (router(1), router(2));
    let set = set(&[("a.yaml", &one), ("b.yaml", &two)]).unwrap();
    let origin = |file: &str| Origin { file: file.into(), document: 1, line: Some(1) };
    let ports: Vec<&Value> =
        set.desired.iter().map(|d| &d.spec["listeners"][0]["portMapping"]["port"]).collect();
    assert_eq!(ports, [&json!(2)]);
    assert_eq!(set.desired[0].origin, origin("b.yaml"));
    let note = IgnoredPart {
        origin: origin("a.yaml"),
        subject: "virtualrouter/r".into(),
        reason: "is replaced by a later file: b.yaml, document 1 (line 1)".into(),
    };
    assert_eq!(set.ignored, [note]);
}

#[test]
fn equal_definitions_are_merged_without_a_note() {
    let one = router(1);
    let twice = format!("{one}\n---\n{one}");
    for files in [vec![("a.yaml", one.as_str()), ("b.yaml", &one)], vec![("a.yaml", &twice)]] {
        let set = set(&files).unwrap();
        assert_eq!((set.desired.len(), set.ignored.len()), (1, 0));
        assert_eq!(set.desired[0].origin.file, "a.yaml");
    }
}

#[test]
fn different_definitions_in_one_file_are_a_problem() {
    assert_eq!(
        error(&format!("{}\n---\n{}", router(1), router(2))),
        "f.yaml, document 2 (line 3): `virtualrouter/r` is defined twice in this file and differs from \
         f.yaml, document 1 (line 1)"
    );
}

#[test]
fn a_manifest_that_accepts_any_spec_does_not_override_a_spec() {
    let (any, specific) =
        ("{meshName: m}", "{meshName: m, spec: {egressFilter: {type: DROP_ALL}}}");
    for files in [[("a.yaml", any), ("b.yaml", specific)], [("a.yaml", specific), ("b.yaml", any)]]
    {
        let set = set(&files).unwrap();
        assert_eq!(set.desired[0].spec, json!({"egressFilter": {"type": "DROP_ALL"}}));
        assert_eq!((set.desired[0].any_spec, set.ignored.len()), (false, 0));
    }
}

#[test]
fn other_kubernetes_objects_are_noted() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: dj, namespace: prod}\n---\n\
                apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}";
    let set = set(&[("f.yaml", text)]).unwrap();
    assert_eq!(set.desired, []);
    let notes: Vec<String> = set
        .ignored
        .iter()
        .map(|note| format!("{}: {} {}", note.origin, note.subject, note.reason))
        .collect();
    assert_eq!(
        notes,
        [
            "f.yaml, document 1 (line 1): Deployment/prod/dj is not part of App Mesh",
            "f.yaml, document 2 (line 5): Namespace/prod is not part of App Mesh",
        ]
    );
}

#[test]
fn the_mesh_defaults_to_the_only_one_or_to_the_flag() {
    let node = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: VirtualNode\nmetadata: {name: n}";
    let plain = "{virtualServiceName: s, spec: {}}";
    let text = |file: &str, text: &str| SourceFile { path: file.into(), content: text.into() };
    let one = [text("m.yaml", "meshName: a"), text("n.yaml", node), text("s.yaml", plain)];
    let two = [text("m.yaml", "[{meshName: a}, {meshName: b}]"), text("n.yaml", node)];
    let given = Defaults { mesh: Some(Name::from("z")), namespace: Some("prod".into()) };

    let keys = |texts: &[SourceFile], defaults: &Defaults| -> Vec<String> {
        let set = read(texts, defaults).unwrap();
        set.desired.iter().map(|wanted| wanted.key.path()).collect()
    };
    assert_eq!(
        keys(&one, &Defaults::default()),
        ["mesh/a", "mesh/a/virtualNode/n_default", "mesh/a/virtualService/s"]
    );
    assert_eq!(keys(&two, &given), ["mesh/a", "mesh/b", "mesh/z/virtualNode/n_prod"]);
    assert_eq!(
        read(&two, &Defaults::default()).unwrap_err().to_string(),
        "n.yaml, document 1 (line 1): VirtualNode/n: it does not specify its mesh, and the files \
         define `a`, `b`"
    );
}

#[test]
fn thousands_of_documents_are_read() {
    let node = |at: usize| format!("---\nmeshName: m\nvirtualNodeName: n{at}\nspec: {{}}\n");
    let text: String = (0..5000).map(node).collect();
    assert_eq!(set(&[("f.yaml", &text)]).unwrap().desired.len(), 5000);
}
