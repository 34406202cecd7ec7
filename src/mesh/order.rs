//! The order in which resources can be made, and removed.

use crate::model::{Key, Kind};

/// Sorts `keys` so that what is referred to comes before what refers to it: meshes, nodes,
/// routers, routes, services, gateways, gateway routes; within a kind by name.
///
/// Backends are ignored: they may dangle and form cycles
/// (`docs/behaviour/api.md#referential-integrity`).
pub fn creation<T>(items: &mut [T], key: impl Fn(&T) -> &Key) {
    items.sort_by(|a, b| (key(a).kind, key(a)).cmp(&(key(b).kind, key(b))));
}

/// Splits `keys` into the phases of a deletion. What is in one phase can go at the same time;
/// nothing in a later phase refers to anything in an earlier one. Services go before routes, so
/// that no caller of a live name loses its routes first.
#[must_use]
pub fn deletion(keys: impl IntoIterator<Item = Key>) -> Vec<Vec<Key>> {
    let mut phases: Vec<Vec<Key>> = vec![Vec::new(); PHASES.len()];
    for key in keys {
        let phase = PHASES.iter().position(|kinds| kinds.contains(&key.kind));
        phases[phase.expect("PHASES holds every kind: a test counts them")].push(key);
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
    fn every_kind_has_one_phase_and_comes_before_what_it_refers_to() {
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
