//! Delta, message by message, against `meshctl serve`.

use envoy_types::pb::envoy::service::discovery::v3::DeltaDiscoveryResponse;
use serde_json::{Value, json};

use super::ads::{CLUSTERS, Delta, LISTENERS, ROUTES};
use crate::support::{Sandbox, Server, until};

const DJ: &str = "mesh/dj-app/virtualNode/dj";
const TABLES: [&str; 2] = ["rds_egress_http_9080", "rds_ingress_http_9080"];

/// Names and versions of what was sent.
fn sent(response: &DeltaDiscoveryResponse) -> Vec<(&str, &str)> {
    let mut sent: Vec<_> = response
        .resources
        .iter()
        .map(|resource| (resource.name.as_str(), resource.version.as_str()))
        .collect();
    sent.sort_unstable();
    sent
}

fn names(response: &DeltaDiscoveryResponse) -> Vec<&str> {
    sent(response).into_iter().map(|(name, _)| name).collect()
}

fn jazz(response: &DeltaDiscoveryResponse) -> Vec<&str> {
    names(response).into_iter().filter(|name| name.contains("jazz")).collect()
}

fn settled(server: &Server) -> Value {
    until("the proxy's acknowledgement", || match server.proxies().as_slice() {
        [proxy] if proxy["acknowledged"] == proxy["translated"] => Ok(proxy.clone()),
        proxies => Err(json!(proxies).to_string()),
    })
}

fn synced(server: &Server) -> Delta {
    let mut stream = Delta::of(server, DJ, CLUSTERS, &[]);
    let clusters = stream.next();
    stream.answer(&clusters, None);
    stream.ask(LISTENERS, &[]);
    let listeners = stream.next();
    stream.answer(&listeners, None);
    stream.ask(ROUTES, &TABLES);
    let routes = stream.next();
    stream.answer(&routes, None);
    settled(server);
    stream
}

#[test]
fn only_what_changes_is_sent_and_what_goes_is_named_last() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let mut stream = synced(&server);
    let wish = json!({"meshName": "dj-app", "virtualRouterName": "jazz-router",
        "routeName": "jazz-route", "spec": {"httpRoute": {"match": {"prefix": "/"},
        "action": {"weightedTargets": [{"virtualNode": "jazz-v2", "weight": 1}]}}}});
    home.run_with_stdin(["apply", "-f", "-"], &wish.to_string()).ok();

    let added = stream.next();
    assert_eq!(added.type_url, CLUSTERS);
    assert_eq!(names(&added), ["cds_egress_dj-app_jazz-v2_http_9080"]);
    assert_eq!(added.removed_resources, Vec::<String>::new());
    stream.answer(&added, None);
    let routes = stream.next();
    assert_eq!((routes.type_url.as_str(), names(&routes)), (ROUTES, vec![TABLES[0]]));
    stream.answer(&routes, None);
    let removed = stream.next();
    assert_eq!(removed.type_url, CLUSTERS);
    assert_eq!(removed.removed_resources, ["cds_egress_dj-app_jazz-v1_http_9080"]);
    assert_eq!(names(&removed), Vec::<&str>::new());
    stream.answer(&removed, None);
    settled(&server);
}

#[test]
fn a_rejection_is_reported_and_what_was_rejected_is_not_sent_again() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let mut stream = Delta::of(&server, DJ, CLUSTERS, &[]);
    let first = stream.next();
    assert_eq!(jazz(&first), ["cds_egress_dj-app_jazz-v1_http_9080"]);
    stream.answer(&first, Some("no such cluster type"));
    until("the rejection", || match server.proxies().as_slice() {
        [proxy] if proxy["types"]["CDS"]["rejected"] == "no such cluster type" => Ok(()),
        proxies => Err(json!(proxies).to_string()),
    });
    home.line("canary --service jazz --to v2 --weight 10 --timeout 0s").ok();
    let next = stream.next();
    assert!(jazz(&next).contains(&"cds_egress_dj-app_jazz-v2_http_9080"), "{:?}", names(&next));
}

#[test]
fn a_reconnecting_proxy_is_sent_only_what_it_has_not_kept() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let mut stream = Delta::of(&server, DJ, CLUSTERS, &[]);
    let first = stream.next();
    drop(stream);
    let mut kept = sent(&first);
    assert!(kept.len() > 1, "{kept:?}");
    let (missing, _) = kept.pop().unwrap();
    kept.push(("cds_of_yesterday", "1"));
    let mut again = Delta::of(&server, DJ, CLUSTERS, &kept);
    let next = again.next();
    assert_eq!(names(&next), [missing]);
    again.answer(&next, None);
    // What is not wanted any more goes once it is sure that no route names it.
    let rest = if next.removed_resources.is_empty() { again.next() } else { next };
    assert_eq!(rest.removed_resources, ["cds_of_yesterday"]);
}

#[test]
fn an_unknown_node_is_refused_by_name_with_status_3() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let id = "mesh/dj-app/virtualNode/ghost";
    let status = Delta::of(&server, id, CLUSTERS, &[]).end_or_next().unwrap_err();
    assert_eq!(status.code(), tonic::Code::InvalidArgument, "{status}");
    assert!(status.message().contains("`ghost`"), "{status}");
}
