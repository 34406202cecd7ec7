//! How documents and files add up.

use super::*;

fn router(listener: u16) -> String {
    format!(
        "{{meshName: m, virtualRouterName: r, spec: {{listeners: [{{portMapping: {{port: \
         {listener}, protocol: http}}}}]}}}}"
    )
}

#[test]
fn of_two_files_the_later_wins_with_a_note() {
    let (one, two) = (router(1), router(2));
    let set = set(&[("a.yaml", &one), ("b.yaml", &two)]).unwrap();
    let origin = |file: &str| Origin { file: file.into(), document: 1, line: Some(1) };
    let ports: Vec<&Value> =
        set.desired.iter().map(|d| &d.spec["listeners"][0]["portMapping"]["port"]).collect();
    assert_eq!(ports, [&json!(2)]);
    assert_eq!(set.desired[0].origin, origin("b.yaml"));
    let note = Ignored {
        origin: origin("a.yaml"),
        what: "virtualrouter/r".into(),
        why: "is replaced by a later file: b.yaml, document 1 (line 1)".into(),
    };
    assert_eq!(set.ignored, [note]);
}

#[test]
fn the_same_twice_is_once_and_needs_no_note() {
    let one = router(1);
    let twice = format!("{one}\n---\n{one}");
    for files in [vec![("a.yaml", one.as_str()), ("b.yaml", &one)], vec![("a.yaml", &twice)]] {
        let set = set(&files).unwrap();
        assert_eq!((set.desired.len(), set.ignored.len()), (1, 0));
        assert_eq!(set.desired[0].origin.file, "a.yaml");
    }
}

#[test]
fn two_specs_in_one_file_are_a_problem() {
    assert_eq!(
        error(&format!("{}\n---\n{}", router(1), router(2))),
        "f.yaml, document 2 (line 3): `virtualrouter/r` is in this file twice, and differs from \
         f.yaml, document 1 (line 1)"
    );
}

#[test]
fn a_manifest_for_any_spec_does_not_undo_one_for_a_certain_spec() {
    let (any, certain) = ("{meshName: m}", "{meshName: m, spec: {egressFilter: {type: DROP_ALL}}}");
    for files in [[("a.yaml", any), ("b.yaml", certain)], [("a.yaml", certain), ("b.yaml", any)]] {
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
        .map(|note| format!("{}: {} {}", note.origin, note.what, note.why))
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
fn what_names_no_mesh_is_in_the_only_one_or_in_the_default() {
    let node = "apiVersion: appmesh.k8s.aws/v1beta2\nkind: VirtualNode\nmetadata: {name: n}";
    let plain = "{virtualServiceName: s, spec: {}}";
    let text = |file: &str, text: &str| Text { file: file.into(), text: text.into() };
    let one = [text("m.yaml", "meshName: a"), text("n.yaml", node), text("s.yaml", plain)];
    let two = [text("m.yaml", "[{meshName: a}, {meshName: b}]"), text("n.yaml", node)];
    let given = Defaults { mesh: Some(Name::from("z")), namespace: Some("prod".into()) };

    let keys = |texts: &[Text], defaults: &Defaults| -> Vec<String> {
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
        "n.yaml, document 1 (line 1): VirtualNode/n: nothing says which mesh it belongs to: the \
         files have `a`, `b`"
    );
}

#[test]
fn thousands_of_documents_are_read() {
    let node = |at: usize| format!("---\nmeshName: m\nvirtualNodeName: n{at}\nspec: {{}}\n");
    let text: String = (0..5000).map(node).collect();
    assert_eq!(set(&[("f.yaml", &text)]).unwrap().desired.len(), 5000);
}
