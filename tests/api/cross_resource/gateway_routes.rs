//! Rules about gateway routes and the providers of their virtual services.

use serde_json::json;

use super::{Mesh, NONE, gateway_route, listeners, node, provider};

#[test]
fn a_gateway_route_requires_a_target_port_if_the_provider_has_several_listeners() {
    let mesh = Mesh::new();
    let a = "virtualGateway/g/gatewayRoute/a";
    let two = [(80, "http"), (81, "http")];
    mesh.ok("Create", "virtualGateway/g", listeners(&[(80, "http")]));
    mesh.ok("Create", "virtualNode/n", node(&two));
    mesh.ok("Create", "virtualRouter/r", listeners(&two));
    mesh.ok("Create", "virtualService/s", json!({}));
    mesh.ok("Create", a, gateway_route(None, Some(7)));
    for (kind, title) in [("virtualNode", "VirtualNode n"), ("virtualRouter", "VirtualRouter r")] {
        let name = &title[title.len() - 1..];
        mesh.ok("Update", "virtualService/s", provider(kind, name));
        mesh.bad(
            "Update",
            a,
            gateway_route(None, None),
            &format!(
                "Gateway route must define a target port because the {title} that provides its \
                 Virtual Service has multiple listeners"
            ),
        );
        mesh.bad(
            "Update",
            a,
            gateway_route(None, Some(7)),
            &format!(
                "Gateway route a sends to port 7, which the {title} that provides its Virtual \
                 Service does not listen on"
            ),
        );
        mesh.ok("Update", a, gateway_route(None, Some(81)));
    }
}

#[test]
fn providers_keep_the_target_ports_of_gateway_routes() {
    let a = "virtualGateway/g/gatewayRoute/a";
    for (kind, title, provider_name) in [
        ("virtualNode", "VirtualNode", "Virtual Node"),
        ("virtualRouter", "VirtualRouter", "Virtual Router"),
    ] {
        let mesh = Mesh::new();
        let path = format!("{kind}/p");
        let on = |ports: &[u16]| {
            let all: Vec<(u16, &str)> = ports.iter().map(|port| (*port, "http")).collect();
            if kind == "virtualNode" { node(&all) } else { listeners(&all) }
        };
        mesh.ok("Create", "virtualGateway/g", listeners(&[(80, "http")]));
        mesh.ok("Create", &path, on(&[80]));
        mesh.ok("Create", "virtualService/s", provider(kind, "p"));
        mesh.ok("Create", a, gateway_route(None, None));
        // The single port may change if the gateway route does not specify a port.
        mesh.ok("Update", &path, on(&[81]));
        mesh.bad(
            "Update",
            &path,
            on(&[81, 82]),
            &format!(
                "All Gateway Routes to Virtual Services that this {provider_name} provides must define a \
                 target port before adding multiple listeners to this {provider_name}. 1 Route(s) are \
                 missing port. Listing up to 5 route names: [a]"
            ),
        );
        mesh.ok("Update", a, gateway_route(None, Some(81)));
        mesh.ok("Update", &path, on(&[81, 82]));
        let removed = format!(
            "Gateway route a sends to port 81, which the {title} p that provides its Virtual \
             Service would not listen on"
        );
        mesh.bad("Update", &path, on(&[82]), &removed);
        mesh.bad("Update", &path, on(&[]), &removed);
        // Gateway routes of other services do not matter.
        mesh.ok("Update", "virtualService/s", json!({}));
        mesh.ok("Update", &path, on(&[82]));
        mesh.ok("Update", "virtualService/s", provider(kind, "p"));
        mesh.ok("Delete", a, NONE);
        mesh.ok("Update", &path, on(&[]));
    }
}
