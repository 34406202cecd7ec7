//! The stages of the tutorial, as data.

/// A stage of the tutorial.
pub(super) struct DemoStage {
    pub(super) title: &'static str,
    /// Whether requests are sent throughout the stage, to verify that none fails.
    pub(super) under_load: bool,
    pub(super) steps: &'static [DemoStep],
}

/// One step of a stage.
pub(super) enum DemoStep {
    /// Prints an explanation.
    Print(&'static str),
    /// Runs a command and prints it with its output.
    Command(&'static [&'static str]),
    /// Starts applications with their Envoys.
    Start(&'static [&'static str]),
    /// Sends requests to a service and compares the responses with the weights.
    Measure { service: &'static str, weights: &'static [(&'static str, u8)] },
}

pub(super) const JAZZ: &str = "jazz.prod.svc.cluster.local:9080";
pub(super) const METAL: &str = "metal.prod.svc.cluster.local:9080";

use DemoStep::{Command, Measure, Print, Start};

/// Parts 2, 5 and 6 of the tutorial, and the cleanup.
pub(super) const STAGES: [DemoStage; 4] = [
    DemoStage {
        title: "An empty control plane (part 2)",
        under_load: false,
        steps: &[Command(&["list-meshes"]), Command(&["iam", "check", "--for", "readonly"])],
    },
    DemoStage {
        title: "DJ App on the mesh (part 5)",
        under_load: false,
        steps: &[
            Command(&["apply", "-f", "4_create_initial_mesh_components/mesh.yaml"]),
            Command(&["list-meshes", "--query", "meshes[].meshName", "--output", "text"]),
            Command(&[
                "apply",
                "-f",
                "4_create_initial_mesh_components/nodes_representing_physical_services.yaml",
            ]),
            Command(&["apply", "-f", "4_create_initial_mesh_components/virtual-services.yaml"]),
            Start(&["dj", "metal-v1", "jazz-v1"]),
            Command(&["proxy", "status"]),
            Measure { service: JAZZ, weights: &[("jazz-v1", 100)] },
            Measure { service: METAL, weights: &[("metal-v1", 100)] },
        ],
    },
    DemoStage {
        title: "Canaries of version 2, under load (part 6)",
        under_load: true,
        steps: &[
            Command(&["apply", "-f", "5_canary/jazz_v2.yaml"]),
            Command(&["apply", "-f", "5_canary/metal_v2.yaml"]),
            Start(&["jazz-v2", "metal-v2"]),
            Command(&["canary", "--service", "jazz", "--to", "v2", "--weight", "10"]),
            Command(&["canary", "--service", "metal", "--to", "v2", "--weight", "50"]),
            Measure { service: JAZZ, weights: &[("jazz-v1", 90), ("jazz-v2", 10)] },
            Measure { service: METAL, weights: &[("metal-v1", 50), ("metal-v2", 50)] },
            Print(
                "The files of the tutorial have the same weights, so applying them changes nothing:",
            ),
            Command(&["apply", "-f", "5_canary"]),
        ],
    },
    DemoStage {
        title: "Cleanup",
        under_load: false,
        steps: &[
            Command(&["cleanup", "--mesh", "dj-app", "--dry-run"]),
            Command(&["cleanup", "--mesh", "dj-app", "--yes"]),
            Command(&["list-meshes"]),
        ],
    },
];
