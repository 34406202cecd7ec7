//! Connections to the xDS server: one client cannot block others.

use std::net::Ipv4Addr;

use super::wire::Wire;
use crate::support::{Sandbox, Server, until};

/// The HTTP/2 preface and empty settings.
const HELLO: &str = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0";

fn other() -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 0, 9)
}

/// Returns whether the server has sent bytes; an error if it closed the connection.
fn is_served(wire: &mut Wire) -> Result<bool, String> {
    let ended = wire.look();
    if wire.heard().is_empty() && ended {
        Err("closed".to_owned())
    } else {
        Ok(!wire.heard().is_empty())
    }
}

fn until_served(wire: &mut Wire) {
    until("an answer to the preface", || match is_served(wire)? {
        true => Ok(()),
        false => Err("no bytes received".to_owned()),
    });
}

fn served(address: Ipv4Addr, server: &Server) -> Wire {
    let mut wire = Wire::to_xds(address, server);
    wire.say(HELLO).unwrap();
    until_served(&mut wire);
    wire
}

#[test]
fn proxies_above_the_total_wait() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory", "--max-proxies", "2"]);
    let mut first = vec![served(Ipv4Addr::LOCALHOST, &server), served(other(), &server)];
    let mut third = Wire::to_xds(other(), &server);
    third.say(HELLO).unwrap();
    assert_eq!(is_served(&mut third), Ok(false));
    drop(first.pop());
    until_served(&mut third);
}

#[test]
fn connection_without_http2_preface_is_closed() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory", "--idle-timeout", "400ms"]);
    let mut silent = Wire::to_xds(Ipv4Addr::LOCALHOST, &server);
    let mut half = Wire::to_xds(Ipv4Addr::LOCALHOST, &server);
    half.say(&HELLO[..10]).unwrap();
    let mut speaks = served(other(), &server);
    silent.until_its_end();
    half.until_its_end();
    assert!(!speaks.look(), "one that has said it may be quiet");
}
