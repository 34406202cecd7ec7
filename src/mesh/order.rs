//! The order in which resources can be created and deleted.

use crate::model::{Key, Kind};

/// Sorts `items` so that referenced resources come before those that refer to them: meshes, nodes,
/// routers, routes, services, gateways, gateway routes; within a kind by name.
///
/// Backends are ignored: they can refer to missing resources and form cycles
/// (`docs/behaviour/api.md#referential-integrity`).
pub fn creation<T>(items: &mut [T], key: impl Fn(&T) -> &Key) {
    items.sort_by(|a, b| (key(a).kind, key(a)).cmp(&(key(b).kind, key(b))));
}

/// Splits `keys` into the phases of a deletion. The resources of one phase can be deleted
/// concurrently; no resource in a later phase refers to one in an earlier phase. Services are
/// deleted before routes, so that a service does not lose its routes while clients still use it.
#[must_use]
pub fn deletion(keys: impl IntoIterator<Item = Key>) -> Vec<Vec<Key>> {
    let mut phases: Vec<Vec<Key>> = vec![Vec::new(); PHASES.len()];
    for key in keys {
        let phase = PHASES.iter().position(|kinds| kinds.contains(&key.kind));
        phases[phase.expect("PHASES has every kind: a test counts them")].push(key);
    }
    phases.retain(|phase| !phase.is_empty());
    for phase in &mut phases {
        phase.sort();
    }
    phases
}

const PHASES: [&[Kind]; 6] = [
    &[Kind::GatewayRoute],
    &[Kind::VirtualService, Kind::VirtualGateway],
    &[Kind::Route],
    &[Kind::VirtualRouter],
    &[Kind::VirtualNode],
    &[Kind::Mesh],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_phase_before_the_kinds_that_it_refers_to() {
        let phase = |kind| PHASES.iter().position(|kinds| kinds.contains(&kind)).unwrap();
        assert_eq!(PHASES.iter().map(|kinds| kinds.len()).sum::<usize>(), Kind::ALL.len());
        for (before, after) in [
            (Kind::GatewayRoute, Kind::VirtualService),
            (Kind::GatewayRoute, Kind::VirtualGateway),
            (Kind::VirtualService, Kind::VirtualRouter),
            (Kind::VirtualService, Kind::VirtualNode),
            (Kind::Route, Kind::VirtualRouter),
            (Kind::Route, Kind::VirtualNode),
            (Kind::VirtualNode, Kind::Mesh),
        ] {
            assert!(phase(before) < phase(after), "{before} goes before {after}");
        }
    }

    #[test]
    fn creation_is_by_kind_then_name() {
        let mut keys = vec![
            Key::child(Kind::Route, "m", "r", "all"),
            Key::member(Kind::VirtualNode, "m", "b"),
            Key::mesh("m"),
            Key::member(Kind::VirtualNode, "m", "a"),
        ];
        creation(&mut keys, |key| key);
        let shown: Vec<String> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["mesh/m", "virtualnode/a", "virtualnode/b", "route/r/all"]);
    }
}
