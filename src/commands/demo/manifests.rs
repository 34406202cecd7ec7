//! The manifests of the tutorial, embedded in the binary.

use std::path::Path;

/// Directory, file name and content.
const FILES: [(&str, &str, &str); 7] = [
    (
        MESH,
        "mesh.yaml",
        include_str!("../../../examples/djapp/4_create_initial_mesh_components/mesh.yaml"),
    ),
    (
        MESH,
        "nodes_representing_physical_services.yaml",
        include_str!(
            "../../../examples/djapp/4_create_initial_mesh_components/nodes_representing_physical_services.yaml"
        ),
    ),
    (
        MESH,
        "virtual-services.yaml",
        include_str!(
            "../../../examples/djapp/4_create_initial_mesh_components/virtual-services.yaml"
        ),
    ),
    (CANARY, "jazz_v2.yaml", include_str!("../../../examples/djapp/5_canary/jazz_v2.yaml")),
    (CANARY, "metal_v2.yaml", include_str!("../../../examples/djapp/5_canary/metal_v2.yaml")),
    (
        CANARY,
        "jazz_service_update.yaml",
        include_str!("../../../examples/djapp/5_canary/jazz_service_update.yaml"),
    ),
    (
        CANARY,
        "metal_service_update.yaml",
        include_str!("../../../examples/djapp/5_canary/metal_service_update.yaml"),
    ),
];

const MESH: &str = "4_create_initial_mesh_components";
const CANARY: &str = "5_canary";

/// Writes the manifests to the directories of their stages, in `directory`.
pub(super) fn write(directory: &Path) -> std::io::Result<()> {
    for (stage, name, content) in FILES {
        let stage = directory.join(stage);
        std::fs::create_dir_all(&stage)?;
        std::fs::write(stage.join(name), content)?;
    }
    Ok(())
}
