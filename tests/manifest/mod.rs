//! The example manifests: the tutorial's mesh in three formats, stage by stage and as a whole.

use std::collections::BTreeMap;
use std::path::PathBuf;

use meshctl::commands::apply::plan::{ApplyAction, plan};
use meshctl::commands::apply::report::AppliedResource;
use meshctl::manifest::{Defaults, ManifestSet, read, source};
use meshctl::model::Key;
use serde_json::Value;

const FORMATS: [&str; 3] = ["djapp", "djapp-v1beta2", "djapp-json"];

fn examples(path: &str) -> ManifestSet {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples").join(path);
    let texts = source::read_files(&[path]).expect("the examples can be read");
    read(&texts, &Defaults::default()).expect("the examples are valid")
}

/// Applies `path` to `live` and returns the report.
fn apply(path: &str, live: &mut BTreeMap<Key, Value>) -> Vec<String> {
    let plan = plan(examples(path).desired, live).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut rows = Vec::new();
    for step in plan.steps {
        rows.push(AppliedResource::new(&step, false).line());
        if step.action != ApplyAction::Unchanged {
            live.insert(step.key, step.spec);
        }
    }
    rows
}

#[test]
fn applying_all_stages_of_the_tutorial_leaves_nothing_to_change() {
    let mut live = BTreeMap::new();
    let four = "djapp/4_create_initial_mesh_components";
    let five = "djapp/5_canary";
    let stages: [(&str, &[&str]); 9] = [
        ("djapp/1_create_the_initial_architecture", &[]),
        (&format!("{four}/mesh.yaml"), &["mesh/dj-app created"]),
        (
            &format!("{four}/nodes_representing_physical_services.yaml"),
            &[
                "virtualnode/dj created",
                "virtualnode/jazz-v1 created",
                "virtualnode/metal-v1 created",
            ],
        ),
        (
            &format!("{four}/virtual-services.yaml"),
            &[
                "virtualrouter/jazz-router created",
                "virtualrouter/metal-router created",
                "route/jazz-router/jazz-route created",
                "route/metal-router/metal-route created",
                "virtualservice/jazz.prod.svc.cluster.local created",
                "virtualservice/metal.prod.svc.cluster.local created",
            ],
        ),
        (&format!("{four}/metal_and_jazz_placeholder_services.yaml"), &[]),
        (&format!("{five}/jazz_v2.yaml"), &["virtualnode/jazz-v2 created"]),
        (
            &format!("{five}/jazz_service_update.yaml"),
            &[
                "virtualrouter/jazz-router unchanged",
                "route/jazz-router/jazz-route configured",
                "virtualservice/jazz.prod.svc.cluster.local unchanged",
            ],
        ),
        (&format!("{five}/metal_v2.yaml"), &["virtualnode/metal-v2 created"]),
        (
            &format!("{five}/metal_service_update.yaml"),
            &[
                "virtualrouter/metal-router unchanged",
                "route/metal-router/metal-route configured",
                "virtualservice/metal.prod.svc.cluster.local unchanged",
            ],
        ),
    ];
    for (path, want) in stages {
        assert_eq!(apply(path, &mut live), want, "{path}");
    }
    for format in FORMATS {
        let rows = apply(format, &mut live);
        assert_eq!(rows.len(), 12, "{format}");
        for row in rows {
            assert!(row.ends_with(" unchanged"), "{format}: {row}");
        }
    }
}

#[test]
fn all_formats_create_the_same_mesh() {
    let mut meshes = FORMATS.map(|format| {
        let mut live = BTreeMap::new();
        let rows = apply(format, &mut live);
        assert!(rows.iter().all(|row| row.ends_with(" created")), "{rows:?}");
        live
    });
    let weights = |live: &BTreeMap<Key, Value>, path: &str| {
        let route = &live[&Key::from_path(path).unwrap()];
        let targets = route["httpRoute"]["action"]["weightedTargets"].as_array().cloned().unwrap();
        targets.iter().map(|target| target["weight"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    for live in &meshes {
        assert_eq!(
            weights(live, "mesh/dj-app/virtualRouter/jazz-router/route/jazz-route"),
            [90, 10]
        );
        assert_eq!(
            weights(live, "mesh/dj-app/virtualRouter/metal-router/route/metal-route"),
            [50, 50]
        );
    }
    meshes.rotate_left(1);
    assert_eq!(meshes[0], meshes[1]);
    assert_eq!(meshes[1], meshes[2]);
}

#[test]
fn other_kubernetes_objects_are_ignored_with_a_note() {
    let mut notes: Vec<String> = examples("djapp")
        .ignored
        .into_iter()
        .map(|note| {
            format!("{} {}", note.subject, note.reason.split(':').next().unwrap_or_default())
        })
        .collect();
    notes.sort();
    let mut want = vec![
        "Mesh/dj-app spec.serviceDiscoveryType is not part of the App Mesh API".to_owned(),
        "Namespace/prod is not part of App Mesh".to_owned(),
        "route/jazz-router/jazz-route is replaced by a later file".to_owned(),
        "route/metal-router/metal-route is replaced by a later file".to_owned(),
    ];
    for name in ["dj", "jazz-v1", "metal-v1", "jazz-v2", "metal-v2"] {
        want.push(format!("Deployment/prod/{name} is not part of App Mesh"));
        want.push(format!("Service/prod/{name} is not part of App Mesh"));
    }
    want.extend(
        ["jazz", "metal"].map(|name| format!("Service/prod/{name} is not part of App Mesh")),
    );
    want.sort();
    assert_eq!(notes, want);
}
