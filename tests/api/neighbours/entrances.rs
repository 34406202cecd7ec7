//! Gateway routes and what stands behind their virtual services.

use serde_json::json;

use super::{Mesh, NONE, entrance, listeners, node, provider};

#[test]
fn a_gateway_route_says_which_port_of_several_it_sends_to() {
    let mesh = Mesh::new();
    let a = "virtualGateway/g/gatewayRoute/a";
    let two = [(80, "http"), (81, "http")];
    mesh.ok("Create", "virtualGateway/g", listeners(&[(80, "http")]));
    mesh.ok("Create", "virtualNode/n", node(&two));
    mesh.ok("Create", "virtualRouter/r", listeners(&two));
    mesh.ok("Create", "virtualService/s", json!({}));
    mesh.ok("Create", a, entrance(None, Some(7)));
    for (kind, title) in [("virtualNode", "VirtualNode n"), ("virtualRouter", "VirtualRouter r")] {
        let name = &title[title.len() - 1..];
        mesh.ok("Update", "virtualService/s", provider(kind, name));
        mesh.bad(
            "Update",
            a,
            entrance(None, None),
            &format!(
                "Gateway route must define a target port because the {title} that provides its \
                 Virtual Service has multiple listeners"
            ),
        );
        mesh.bad(
            "Update",
            a,
            entrance(None, Some(7)),
            &format!(
                "Gateway route a sends to port 7, which the {title} that provides its Virtual \
                 Service does not listen on"
            ),
        );
        mesh.ok("Update", a, entrance(None, Some(81)));
    }
}

#[test]
fn what_provides_for_a_gateway_route_keeps_the_port_that_it_sends_to() {
    let a = "virtualGateway/g/gatewayRoute/a";
    for (kind, title, who) in [
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
        mesh.ok("Create", a, entrance(None, None));
        // Which one port it is does not matter to whoever names none.
        mesh.ok("Update", &path, on(&[81]));
        mesh.bad(
            "Update",
            &path,
            on(&[81, 82]),
            &format!(
                "All Gateway Routes to Virtual Services that this {who} provides must define a \
                 target port before adding multiple listeners to this {who}. 1 Route(s) are \
                 missing port. Listing up to 5 route names: [a]"
            ),
        );
        mesh.ok("Update", a, entrance(None, Some(81)));
        mesh.ok("Update", &path, on(&[81, 82]));
        let going = format!(
            "Gateway route a sends to port 81, which the {title} p that provides its Virtual \
             Service would not listen on"
        );
        mesh.bad("Update", &path, on(&[82]), &going);
        mesh.bad("Update", &path, on(&[]), &going);
        // Another service's gateway routes are no concern of it.
        mesh.ok("Update", "virtualService/s", json!({}));
        mesh.ok("Update", &path, on(&[82]));
        mesh.ok("Update", "virtualService/s", provider(kind, "p"));
        mesh.ok("Delete", a, NONE);
        mesh.ok("Update", &path, on(&[]));
    }
}
