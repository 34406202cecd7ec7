//! The stages of the tutorial, as data.

/// A stage: its title and what happens in it.
pub(super) struct Stage {
    pub(super) title: &'static str,
    /// Whether requests go on all the while, to see that none fails.
    pub(super) under_load: bool,
    pub(super) steps: &'static [Step],
}

/// One thing that happens.
pub(super) enum Step {
    /// The story is told.
    Say(&'static str),
    /// A command is run and shown.
    Command(&'static [&'static str]),
    /// Applications start, each with its Envoy.
    Start(&'static [&'static str]),
    /// Requests are sent to a service, and must spread as the weights say.
    Measure { service: &'static str, weights: &'static [(&'static str, u8)] },
}

pub(super) const JAZZ: &str = "jazz.prod.svc.cluster.local:9080";
pub(super) const METAL: &str = "metal.prod.svc.cluster.local:9080";

use Step::{Command, Measure, Say, Start};

/// Parts 2, 5 and 6 of the tutorial, and its cleaning up.
pub(super) const STAGES: [Stage; 4] = [
    Stage {
        title: "A control plane with nothing in it (part 2)",
        under_load: false,
        steps: &[Command(&["list-meshes"]), Command(&["iam", "check", "--for", "readonly"])],
    },
    Stage {
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
    Stage {
        title: "Version 2, as canaries and under load (part 6)",
        under_load: true,
        steps: &[
            Command(&["apply", "-f", "5_canary/jazz_v2.yaml"]),
            Command(&["apply", "-f", "5_canary/metal_v2.yaml"]),
            Start(&["jazz-v2", "metal-v2"]),
            Command(&["canary", "--service", "jazz", "--to", "v2", "--weight", "10"]),
            Command(&["canary", "--service", "metal", "--to", "v2", "--weight", "50"]),
            Measure { service: JAZZ, weights: &[("jazz-v1", 90), ("jazz-v2", 10)] },
            Measure { service: METAL, weights: &[("metal-v1", 50), ("metal-v2", 50)] },
            Say("The tutorial's own files say the same, so applying them changes nothing:"),
            Command(&["apply", "-f", "5_canary"]),
        ],
    },
    Stage {
        title: "Cleaning up",
        under_load: false,
        steps: &[
            Command(&["cleanup", "--mesh", "dj-app", "--dry-run"]),
            Command(&["cleanup", "--mesh", "dj-app", "--yes"]),
            Command(&["list-meshes"]),
        ],
    },
];
