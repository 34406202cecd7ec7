//! State of the world, message by message, against `meshctl serve`.

use envoy_types::pb::envoy::config::cluster::v3::Cluster;
use envoy_types::pb::envoy::config::route::v3::RouteConfiguration;
use envoy_types::pb::envoy::service::discovery::v3::{DiscoveryRequest, DiscoveryResponse};
use prost::Message;
use serde_json::{Value, json};

use super::ads::{CLUSTERS, LISTENERS, ROUTES, StateOfTheWorld};
use crate::support::http::Http;
use crate::support::{Sandbox, Server, until};

const DJ: &str = "mesh/dj-app/virtualNode/dj";
/// The tables that dj's listeners name: where it calls, and where it is called.
const TABLES: [&str; 2] = ["rds_egress_http_9080", "rds_ingress_http_9080"];

fn served() -> (Sandbox, Server) {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    (home, server)
}

fn decoded<T: Message + Default>(response: &DiscoveryResponse) -> Vec<T> {
    let resources = response.resources.iter();
    resources.map(|any| T::decode(any.value.as_slice()).unwrap()).collect()
}

/// The names of the clusters that lead to jazz, sorted.
fn jazz(response: &DiscoveryResponse) -> Vec<String> {
    assert_eq!(response.type_url, CLUSTERS);
    let names = decoded::<Cluster>(response).into_iter().map(|cluster| cluster.name);
    let mut names: Vec<String> = names.filter(|name| name.contains("jazz")).collect();
    names.sort();
    names
}

fn cluster(node: &str) -> String {
    format!("cds_egress_dj-app_{node}_http_9080")
}

/// Where the routes of a response send jazz's calls, with weights.
fn split(response: &DiscoveryResponse) -> Vec<(String, u32)> {
    use envoy_types::pb::envoy::config::route::v3::route::Action;
    use envoy_types::pb::envoy::config::route::v3::route_action::ClusterSpecifier;
    assert_eq!(response.type_url, ROUTES);
    let tables: Vec<RouteConfiguration> = decoded(response);
    let hosts = tables.iter().flat_map(|table| &table.virtual_hosts);
    let routes = hosts.flat_map(|host| &host.routes);
    let actions = routes.filter_map(|route| match route.action.as_ref()? {
        Action::Route(action) => action.cluster_specifier.clone(),
        _ => None,
    });
    let targets = actions.flat_map(|action| match action {
        ClusterSpecifier::Cluster(name) => vec![(name, 100)],
        ClusterSpecifier::WeightedClusters(weighted) => {
            let pairs = weighted.clusters.into_iter();
            pairs.map(|one| (one.name, one.weight.map_or(0, |weight| weight.value))).collect()
        }
        other => panic!("{other:?}"),
    });
    let mut targets: Vec<_> = targets.filter(|(name, _)| name.contains("jazz")).collect();
    targets.sort();
    targets.dedup();
    targets
}

/// The state of the only proxy, once `wanted` says that it is what is waited for.
fn status(server: &Server, wanted: impl Fn(&Value) -> bool) -> Value {
    until("the proxy's state", || match server.proxies().as_slice() {
        [proxy] if wanted(proxy) => Ok(proxy.clone()),
        proxies => Err(json!(proxies).to_string()),
    })
}

fn settled(proxy: &Value) -> bool {
    proxy["acknowledged"] == proxy["translated"]
}

/// A stream on which a proxy has taken all that there is.
fn synced(server: &Server) -> StateOfTheWorld {
    let mut stream = StateOfTheWorld::of(server, DJ, CLUSTERS);
    let clusters = stream.next();
    stream.accept(&clusters, &[]);
    stream.ask(LISTENERS, &[]);
    let listeners = stream.next();
    stream.accept(&listeners, &[]);
    stream.ask(ROUTES, &TABLES);
    let routes = stream.next();
    stream.accept(&routes, &TABLES);
    stream
}

#[test]
fn a_proxy_is_sent_what_its_node_needs_and_its_acknowledgement_is_seen() {
    let (home, server) = served();
    let mut stream = StateOfTheWorld::of(&server, DJ, CLUSTERS);
    let clusters = stream.next();
    assert_eq!(jazz(&clusters), [cluster("jazz-v1")]);
    let waiting = status(&server, |proxy| proxy["types"]["CDS"]["sent"].is_string());
    assert_ne!(waiting["types"]["CDS"]["acknowledged"], waiting["types"]["CDS"]["sent"]);
    assert_eq!(home.line("proxy status").code, 2);
    drop(stream);

    let _stream = synced(&server);
    let proxy = status(&server, settled);
    for (field, want) in
        [("nodeId", DJ), ("resource", DJ), ("mesh", "dj-app"), ("virtualNode", "dj")]
    {
        assert_eq!(proxy[field], want, "{field}: {proxy}");
    }
    for kind in ["CDS", "LDS", "RDS"] {
        let state = &proxy["types"][kind];
        assert_eq!(state["sent"], state["acknowledged"], "{kind}: {proxy}");
    }
    home.line("proxy status").ok();
}

#[test]
fn an_unknown_node_is_refused_by_name_with_status_3() {
    let (_home, server) = served();
    for (id, want) in [
        ("mesh/dj-app/virtualNode/ghost", "ghost"),
        ("mesh/ghost/virtualNode/dj", "mesh `ghost` not found"),
        ("nonsense", "invalid node id `nonsense`: expected mesh/MESH/virtualNode/NODE"),
    ] {
        let status = StateOfTheWorld::of(&server, id, CLUSTERS).end_or_next().unwrap_err();
        assert_eq!(status.code(), tonic::Code::InvalidArgument, "{id}: {status}");
        assert!(status.message().contains(want), "{id}: {status}");
    }
    let stream = StateOfTheWorld::open(&server);
    stream.send(DiscoveryRequest { type_url: CLUSTERS.to_owned(), ..Default::default() });
    let status = { stream }.end_or_next().unwrap_err();
    assert_eq!(status.code(), tonic::Code::InvalidArgument, "{status}");
    assert_eq!(server.proxies(), Vec::<Value>::new());
}

#[test]
fn an_envoy_of_a_virtual_gateway_is_refused_with_a_reason() {
    let (home, server) = served();
    let spec = r#"{"listeners":[{"portMapping":{"port":9080,"protocol":"http"}}]}"#;
    let gateway = ["create-virtual-gateway", "--mesh-name", "dj-app", "--virtual-gateway-name"];
    home.run(gateway.iter().copied().chain(["edge", "--spec", spec])).ok();
    let id = "mesh/dj-app/virtualGateway/edge";
    let want = "`edge` of mesh `dj-app` is a virtual gateway, which is not served yet";
    let status = StateOfTheWorld::of(&server, id, CLUSTERS).end_or_next().unwrap_err();
    assert_eq!((status.code() as i32, status.message()), (3, want));
    let log = server.log();
    let line = log.lines().find(|line| line.contains(want)).expect("the refusal is logged");
    assert!(line.contains("WARN") && line.contains(id), "{line}");
    assert_eq!(server.proxies(), Vec::<Value>::new());
}

#[test]
fn proxy_status_shows_the_proxies_of_one_resource() {
    let (home, server) = served();
    let _dj = synced(&server);
    let mut jazz = StateOfTheWorld::of(&server, "mesh/dj-app/virtualNode/jazz-v1", CLUSTERS);
    jazz.next();
    for (filter, want) in [
        ("", &["mesh/dj-app/virtualNode/dj", "mesh/dj-app/virtualNode/jazz-v1"][..]),
        ("--virtual-node jazz-v1", &["mesh/dj-app/virtualNode/jazz-v1"]),
        ("--mesh dj-app --virtual-node-name dj", &["mesh/dj-app/virtualNode/dj"]),
        ("--mesh other --virtual-node dj", &[]),
        ("--virtual-gateway dj", &[]),
    ] {
        let shown = home.line(&format!("proxy status --output json {filter}"));
        let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
        let proxies = shown["proxies"].as_array().unwrap().iter();
        let resources: Vec<&str> =
            proxies.map(|proxy| proxy["resource"].as_str().unwrap()).collect();
        assert_eq!(resources, want, "{filter}");
    }
    home.line("proxy status --virtual-node dj --virtual-gateway edge").refused(252);
}

#[test]
fn a_rejection_is_reported_and_what_was_rejected_is_not_sent_again() {
    let (home, server) = served();
    let mut stream = StateOfTheWorld::of(&server, DJ, CLUSTERS);
    let first = stream.next();
    let why = format!("{}: no such cluster type", cluster("jazz-v1"));
    stream.reject(&first, &why);
    let rest = stream.next();
    assert_eq!(jazz(&rest), Vec::<String>::new(), "all but what is named in the rejection");
    assert_eq!(rest.resources.len(), first.resources.len() - 1);
    stream.accept(&rest, &[]);
    let proxy = status(&server, |proxy| proxy["types"]["CDS"]["rejected"].is_string());
    assert_eq!(proxy["types"]["CDS"]["rejected"], json!(why));
    let metrics = Http::new().get(&format!("{}/metrics", server.ready.admin)).unwrap().body;
    for line in [
        "meshctl_proxies 1",
        "meshctl_proxies_rejecting 1",
        "meshctl_xds_pushes_total{type=\"CDS\"} 2",
        "meshctl_xds_rejections_total{type=\"CDS\"} 1",
        "meshctl_xds_pushes_total{type=\"LDS\"} 0",
    ] {
        assert!(metrics.lines().any(|one| one == line), "{line}: {metrics}");
    }
    let said = home.line("proxy status");
    assert_eq!(said.code, 2);
    assert!(
        said.stdout.ends_with(&format!("\nvirtualnode/dj rejected CDS: {why}\n")),
        "{}",
        said.stdout
    );

    home.line("canary --service jazz --to v2 --weight 10 --timeout 0s").ok();
    let next = stream.next();
    assert_eq!(jazz(&next), [cluster("jazz-v2")], "what was rejected stays away");
}

#[test]
fn a_canary_that_a_proxy_rejects_says_so() {
    let (home, server) = served();
    let stream = synced(&server);
    status(&server, settled);
    let rejecting = std::thread::spawn(move || {
        let mut stream = stream;
        let clusters = stream.next();
        stream.reject(&clusters, "too many clusters");
        stream
    });
    let said = home.line("canary --service jazz --to v2 --weight 10").refused(1);
    let want = format!(
        "error: the weights are updated, but {DJ} rejected its configuration: too many clusters\n\
         hint: `meshctl proxy status` shows the state of each proxy\n"
    );
    assert_eq!(said, want);
    rejecting.join().unwrap();
}

#[test]
fn a_canary_ends_with_7_when_a_proxy_does_not_answer() {
    let (home, server) = served();
    let _silent = synced(&server);
    status(&server, settled);
    let line = "canary --service jazz --to v2 --weight 10 --timeout 200ms";
    let said = home.line(line).refused(7);
    let start =
        "error: the weights are updated, but mesh/dj-app/virtualNode/dj did not acknowledge";
    assert!(said.starts_with(start), "{said}");
}

#[test]
fn a_reconnecting_proxy_with_a_version_and_no_nonce_is_sent_all_again() {
    let (_home, server) = served();
    let mut stream = StateOfTheWorld::of(&server, DJ, CLUSTERS);
    let first = stream.next();
    stream.accept(&first, &[]);
    drop(stream);
    let mut again = StateOfTheWorld::open(&server);
    again.send(DiscoveryRequest {
        version_info: first.version_info.clone(),
        node: super::ads::node(DJ),
        type_url: CLUSTERS.to_owned(),
        ..Default::default()
    });
    let second = again.next();
    assert_eq!(second.version_info, first.version_info, "a version is what its content is");
    assert_eq!(jazz(&second), jazz(&first));
}

/// Sets the weights of jazz's route.
fn set_weights(home: &Sandbox, weights: &[(&str, u8)]) {
    let targets: Vec<Value> = weights
        .iter()
        .map(|(node, weight)| json!({"virtualNode": node, "weight": weight}))
        .collect();
    let wish = json!({"meshName": "dj-app", "virtualRouterName": "jazz-router",
        "routeName": "jazz-route", "spec": {"httpRoute": {"match": {"prefix": "/"},
        "action": {"weightedTargets": targets}}}});
    home.run_with_stdin(["apply", "-f", "-"], &wish.to_string()).ok();
}

#[test]
fn what_is_new_is_made_before_routes_name_it_and_what_is_old_goes_last() {
    let (home, server) = served();
    let mut stream = synced(&server);
    status(&server, settled);
    set_weights(&home, &[("jazz-v2", 100)]);

    let added = stream.next();
    assert_eq!(jazz(&added), [cluster("jazz-v1"), cluster("jazz-v2")], "both, and first");
    stream.accept(&added, &[]);
    let routes = stream.next();
    assert_eq!(split(&routes), [(cluster("jazz-v2"), 100)], "then the routes");
    assert!(decoded::<RouteConfiguration>(&routes).iter().any(|table| table.name == TABLES[0]));
    stream.accept(&routes, &TABLES);
    let removed = stream.next();
    assert_eq!(jazz(&removed), [cluster("jazz-v2")], "the old one goes last");
    stream.accept(&removed, &[]);
    status(&server, settled);
}

#[test]
fn a_stopping_server_ends_its_streams_with_status_0() {
    let (_home, server) = served();
    let mut stream = synced(&server);
    status(&server, settled);
    assert_eq!(server.terminate().code(), Some(0));
    assert!(matches!(stream.end_or_next(), Ok(None)));
}
