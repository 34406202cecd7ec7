//! What the service refuses, written a second time: references, deletions, ports.

use std::collections::BTreeMap;

use serde_json::Value;

use super::step::{At, ENTRANCE, GATEWAY, Kind, MESH, NODE, ROUTE, ROUTER, SERVICE};
use super::world::{Refusal, Thing};
use crate::support::api::ACCOUNT;

pub(super) type Things = BTreeMap<At, Thing>;

fn list<'a>(value: &'a Value, pointer: &str) -> Vec<&'a Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten().collect()
}

/// The one member of a route's spec, and what it holds.
fn rule(spec: &Value) -> (&str, &Value) {
    let (kind, rule) = spec.as_object().unwrap().iter().next().unwrap();
    (kind, rule)
}

fn beside<'a>(
    things: &'a Things,
    mesh: &'a str,
    kind: &'static Kind,
) -> impl Iterator<Item = (&'a At, &'a Thing)> {
    things.iter().filter(move |(at, _)| at.mesh == mesh && at.kind == kind)
}

fn named<'a>(things: &'a Things, mesh: &str, kind: &'static Kind, name: &str) -> Option<&'a Thing> {
    let mut all = things.iter().filter(|(at, _)| at.mesh == mesh && at.kind == kind);
    all.find(|(at, _)| at.name == name).map(|(_, thing)| thing)
}

/// What `spec` names that must be there, in order.
fn mentions(kind: &'static Kind, spec: &Value) -> Vec<(&'static Kind, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match kind.title {
        "Route" => {
            let targets = list(rule(spec).1, "/action/weightedTargets");
            targets.iter().map(|target| (&NODE, text(&target["virtualNode"]))).collect()
        }
        "VirtualService" => {
            let provider = &spec["provider"];
            let node = provider["virtualNode"]["virtualNodeName"].as_str();
            let router = provider["virtualRouter"]["virtualRouterName"].as_str();
            let node = node.map(|name| (&NODE, name.to_owned()));
            node.into_iter().chain(router.map(|name| (&ROUTER, name.to_owned()))).collect()
        }
        "GatewayRoute" => {
            let target = &rule(spec).1["action"]["target"]["virtualService"];
            vec![(&SERVICE, text(&target["virtualServiceName"]))]
        }
        _ => Vec::new(),
    }
}

/// Everything that `spec` names is there.
pub(super) fn mentioned(things: &Things, at: &At, spec: &Value) -> Result<(), Refusal> {
    for (kind, name) in mentions(at.kind, spec) {
        if named(things, at.mesh, kind, &name).is_none() {
            let text = format!("{} with name {name} is missing", kind.title);
            return Err(Refusal::new(404, "NotFoundException", text));
        }
    }
    Ok(())
}

/// Nothing needs `at` any more.
pub(super) fn deletable(things: &Things, at: &At) -> Result<(), Refusal> {
    let At { mesh, kind, name, .. } = at;
    let title = kind.title;
    let holders = |holder: &'static Kind| -> Vec<&str> {
        let needs = |thing: &Thing| {
            mentions(holder, &thing.spec).iter().any(|(of, other)| *of == *kind && other == name)
        };
        beside(things, mesh, holder).filter(|(_, one)| needs(one)).map(|(at, _)| at.name).collect()
    };
    let child =
        |of: &'static Kind| beside(things, mesh, of).any(|(child, _)| child.parent == *name);
    let start = format!("{title} with name {name} cannot be deleted because it");
    let text = if *kind == &MESH {
        let members = [&SERVICE, &GATEWAY, &ROUTER, &NODE];
        let left = members.into_iter().find(|kind| beside(things, mesh, kind).next().is_some());
        left.map(|Kind { title, .. }| {
            format!(
                "Mesh {mesh} for account {ACCOUNT} has active {title}s, please delete {title}s \
                 before deleting the Mesh"
            )
        })
    } else if *kind == &ROUTER && child(&ROUTE) {
        Some(format!("{start} has active Routes"))
    } else if *kind == &GATEWAY && child(&ENTRANCE) {
        Some(format!("{start} has active GatewayRoutes"))
    } else if *kind == &SERVICE && !holders(&ENTRANCE).is_empty() {
        let names = holders(&ENTRANCE).join(", ");
        Some(format!(
            "VirtualService {name} is being referenced in the following: GATEWAY_ROUTE: [{names}]"
        ))
    } else if !holders(&SERVICE).is_empty() {
        Some(format!("{start} is a VirtualService provider"))
    } else if *kind == &NODE && !holders(&ROUTE).is_empty() {
        Some(format!("{start} is the target of one or more routes."))
    } else {
        None
    };
    text.map_or(Ok(()), |text| Err(Refusal::new(409, "ResourceInUseException", text)))
}

fn listening(spec: &Value) -> Vec<(u64, &str)> {
    list(spec, "/listeners")
        .into_iter()
        .map(|listener| {
            let mapping = &listener["portMapping"];
            (mapping["port"].as_u64().unwrap(), mapping["protocol"].as_str().unwrap())
        })
        .collect()
}

/// A port that is given is one of those listened on, and is given when there are several.
fn chosen(port: Option<u64>, listening: &[(u64, &str)]) -> bool {
    match port {
        _ if listening.is_empty() => true,
        Some(port) => listening.iter().any(|(at, _)| *at == port),
        None => listening.len() == 1,
    }
}

/// A route or gateway route fits what its parent listens on.
fn fits(route: &Value, parent: &Value) -> bool {
    let (kind, rule) = rule(route);
    let port = rule["match"]["port"].as_u64();
    let listening = listening(parent);
    let matched = listening.iter().filter(|(at, _)| port.is_none_or(|port| port == *at));
    chosen(port, &listening)
        && matched.into_iter().all(|(_, protocol)| kind == format!("{protocol}Route"))
}

/// Ports and protocols in `things`, where `at` shall have `spec`, are in order; `before` is the
/// spec that it had.
pub(super) fn in_order(things: &Things, at: &At, spec: &Value, before: Option<&Value>) -> bool {
    let spec_of = |kind: &'static Kind, name: &str| {
        let own = at.kind == kind && at.name == name;
        if own { Some(spec) } else { named(things, at.mesh, kind, name).map(|one| &one.spec) }
    };
    let children = |kind: &'static Kind, parent: &'static Kind| {
        let all = beside(things, at.mesh, kind).filter(move |(child, _)| *child != at);
        let all = all.map(|(child, thing)| (child.parent, &thing.spec));
        let own = (at.kind == kind).then_some((at.parent, spec));
        all.chain(own).map(move |(name, route)| (name, route, spec_of(parent, name).unwrap()))
    };
    let routes_fit = children(&ROUTE, &ROUTER).all(|(_, route, router)| fits(route, router))
        && children(&ENTRANCE, &GATEWAY).all(|(_, route, gateway)| fits(route, gateway));
    let targets_fit = children(&ROUTE, &ROUTER).all(|(_, route, _)| {
        list(rule(route).1, "/action/weightedTargets").iter().all(|target| {
            let node = spec_of(&NODE, target["virtualNode"].as_str().unwrap()).unwrap();
            chosen(target["port"].as_u64(), &listening(node))
        })
    });
    let gone = |port: u64| {
        let before = before.map(listening).unwrap_or_default();
        let there = |listening: &[(u64, &str)]| listening.iter().any(|(at, _)| *at == port);
        there(&before) && !there(&listening(spec))
    };
    let bereft = match at.kind.title {
        "VirtualNode" => children(&ROUTE, &ROUTER).any(|(_, route, _)| {
            list(rule(route).1, "/action/weightedTargets").iter().any(|target| {
                target["virtualNode"] == at.name && target["port"].as_u64().is_some_and(gone)
            })
        }),
        "VirtualRouter" => {
            let ends = before.is_some_and(|before| !listening(before).is_empty());
            let none = listening(spec).is_empty();
            ends && none && children(&ROUTE, &ROUTER).any(|(parent, ..)| parent == at.name)
        }
        _ => false,
    };
    let entrances_fit = before.is_none_or(|before| entrances_fit(things, at, spec, before));
    let answered = at.kind != &ENTRANCE || answers(things, at, spec);
    routes_fit && targets_fit && !bereft && entrances_fit && answered
}

/// Gateway routes whose services `at` provides lose no port, and say one when several come.
fn entrances_fit(things: &Things, at: &At, spec: &Value, before: &Value) -> bool {
    if at.kind != &NODE && at.kind != &ROUTER {
        return true;
    }
    let (before, after) = (listening(before), listening(spec));
    let there = |listening: &[(u64, &str)], port| listening.iter().any(|(at, _)| *at == port);
    beside(things, at.mesh, &ENTRANCE).all(|(_, route)| {
        let (_, service) = mentions(&ENTRANCE, &route.spec).remove(0);
        let service = named(things, at.mesh, &SERVICE, &service).unwrap();
        let provider = mentions(&SERVICE, &service.spec);
        let ours = provider.first().is_some_and(|(kind, name)| *kind == at.kind && name == at.name);
        let fits = match rule(&route.spec).1["action"]["target"]["port"].as_u64() {
            None => after.len() < 2 || before.len() > 1,
            Some(port) if before.is_empty() => after.is_empty() || there(&after, port),
            Some(port) => there(&after, port) || !there(&before, port),
        };
        !ours || fits
    })
}

/// What stands behind a gateway route's service listens on the port that it sends to.
fn answers(things: &Things, at: &At, spec: &Value) -> bool {
    let (_, service) = mentions(&ENTRANCE, spec).remove(0);
    let service = named(things, at.mesh, &SERVICE, &service).unwrap();
    let providers = mentions(&SERVICE, &service.spec);
    providers.first().is_none_or(|(kind, name)| {
        let provider = named(things, at.mesh, kind, name).unwrap();
        chosen(rule(spec).1["action"]["target"]["port"].as_u64(), &listening(&provider.spec))
    })
}
