use serde_json::json;

use super::*;
use crate::model::Kind;

fn names(names: &[&str]) -> Vec<Name> {
    names.iter().map(|name| Name::from(*name)).collect()
}

fn route(targets: Value) -> DescribedResource {
    DescribedResource {
        key: Key::child(Kind::Route, "m", "jazz-router", "all"),
        spec: json!({
            "priority": 7,
            "httpRoute": {
                "match": {"prefix": "/"},
                "action": {"weightedTargets": targets},
                "timeout": {"perRequest": {"value": 0, "unit": "s"}},
            },
        }),
        version: 3,
    }
}

fn reachable(ports: &[u16]) -> VirtualNodeSpec {
    let listeners: Vec<Value> = ports
        .iter()
        .map(|port| json!({"portMapping": {"port": port, "protocol": "http"}}))
        .collect();
    serde_json::from_value(json!({
        "listeners": listeners, "serviceDiscovery": {"dns": {"hostname": "h"}},
    }))
    .unwrap()
}

#[test]
fn service_accepts_full_and_short_names() {
    let mesh = Name::from("m");
    let known = names(&["jazz.prod.svc.cluster.local", "metal.prod", "metal.test", "pop"]);
    let cases = [
        ("jazz", Ok("jazz.prod.svc.cluster.local")),
        ("jazz.prod.svc.cluster.local", Ok("jazz.prod.svc.cluster.local")),
        ("pop", Ok("pop")),
        ("metal", Err("`metal` matches several virtual services: `metal.prod`, `metal.test`")),
        ("jaz", Err("mesh `m` has no virtual service `jaz`")),
        ("", Err("mesh `m` has no virtual service ``")),
    ];
    for (given, want) in cases {
        let got = service(&mesh, given, &known);
        let got = got.as_ref().map(Name::as_str).map_err(ToString::to_string);
        assert_eq!(got, want.map_err(str::to_owned), "{given}");
    }
}

#[test]
fn node_accepts_full_names_and_versions() {
    let (mesh, service) = (Name::from("m"), Name::from("jazz.prod.svc.cluster.local"));
    let cases: [(&str, &[&str], Result<&str, &str>); 5] = [
        ("v2", &["jazz-v1", "jazz-v2"], Ok("jazz-v2")),
        ("jazz-v2", &["jazz-v2"], Ok("jazz-v2")),
        ("v2", &["v2", "jazz-v2"], Ok("v2")),
        ("v2", &["jazz-v2_prod"], Ok("jazz-v2_prod")),
        ("v3", &["jazz-v1"], Err("mesh `m` has no virtual node `v3` or `jazz-v3`")),
    ];
    for (given, known, want) in cases {
        let got = node(&mesh, given, &service, &names(known));
        let got = got.as_ref().map(Name::as_str).map_err(ToString::to_string);
        assert_eq!(got, want.map_err(str::to_owned), "{given} of {known:?}");
    }
}

#[test]
fn other_targets_keep_their_proportion() {
    type Shares = &'static [(&'static str, u8)];
    let cases: [(Shares, u8, Shares); 8] = [
        (&[("v1", 100)], 10, &[("v1", 90), ("v2", 10)]),
        (&[("v1", 1)], 10, &[("v1", 90), ("v2", 10)]),
        (&[("v1", 90), ("v2", 10)], 50, &[("v1", 50), ("v2", 50)]),
        (&[("a", 60), ("b", 30), ("v2", 10)], 0, &[("a", 67), ("b", 33), ("v2", 0)]),
        (&[("a", 1), ("b", 1), ("c", 1)], 0, &[("a", 34), ("b", 33), ("c", 33), ("v2", 0)]),
        (&[("v1", 90), ("v2", 10)], 100, &[("v1", 0), ("v2", 100)]),
        (&[("v1", 0), ("v2", 100)], 30, &[("v1", 70), ("v2", 30)]),
        (&[("v2", 1)], 100, &[("v2", 100)]),
    ];
    for (before, weight, want) in cases {
        let targets: Vec<Value> =
            before.iter().map(|(n, w)| json!({"virtualNode": n, "weight": w})).collect();
        let shift = shift(&route(targets.into()), &Name::from("v2"), &reachable(&[80]), weight);
        let after = shift.unwrap().after;
        let after: Vec<(&str, u8)> = after.iter().map(|(n, w)| (n.as_str(), *w)).collect();
        assert_eq!(after, want, "{before:?} to {weight}");
    }
}

#[test]
fn shift_changes_only_weights() {
    let before = route(json!([{"virtualNode": "v1", "weight": 100, "port": 80}]));
    let shift = shift(&before, &Name::from("v2"), &reachable(&[80, 81]), 10).unwrap();
    let want = route(json!([
        {"virtualNode": "v1", "weight": 90, "port": 80},
        {"virtualNode": "v2", "weight": 10, "port": 80},
    ]));
    assert_eq!(shift.spec, want.spec);
}

#[test]
fn shift_reports_why_a_route_cannot_change() {
    let one = || route(json!([{"virtualNode": "v1", "weight": 100}]));
    let only = route(json!([{"virtualNode": "v2", "weight": 1}]));
    let cases = [
        (
            one(),
            reachable(&[80, 81]),
            1,
            "`v2` has several listeners and route/jazz-router/all does not specify a port",
        ),
        (
            one(),
            VirtualNodeSpec::default(),
            1,
            "virtual node `v2` has no service discovery, so no \
                                                traffic can reach it",
        ),
        (
            only,
            reachable(&[80]),
            50,
            "`v2` is the only target of route/jazz-router/all, so the remaining traffic has \
             nowhere to go",
        ),
    ];
    for (route, node, weight, want) in cases {
        let got = shift(&route, &Name::from("v2"), &node, weight).unwrap_err();
        assert_eq!(got.to_string(), want);
    }
}

#[test]
fn apportioned_parts_add_up_to_the_total() {
    for total in 0..=100 {
        for weights in [vec![1], vec![0, 0], vec![100, 1], vec![7, 11, 13, 17], vec![1; 10]] {
            let parts = apportion(total, &weights);
            assert_eq!(parts.iter().sum::<u8>(), total, "{total} over {weights:?}");
        }
    }
}
