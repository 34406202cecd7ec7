//! Envoys at a server that asks who calls.

use std::sync::Arc;

use aws_credential_types::Credentials;
use envoy_types::pb::envoy::config::core::v3::Node;
use futures_util::FutureExt as _;
use http::Request;
use http::request::Parts;
use meshctl::auth::Accounts;
use meshctl::auth::file::File;
use meshctl::server::{Door, Identity, streams};
use meshctl::xds::admission::Admit;
use meshctl::xds::identity::Identity as Proxy;
use serde_json::{Value, json};
use tokio::sync::watch;
use tonic::Status;

use super::{key, user};
use crate::support::api::ACCOUNT;
use crate::support::{Sandbox, Server, Sidecar, Signer, until};

const STREAM: &str =
    "/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources";
const OTHER: &str = "444455556666";

fn envoys(id: &str) -> Value {
    json!({"keys": [key(id)], "policies": ["AWSAppMeshEnvoyAccess"]})
}

fn accounts(shared: bool) -> Arc<Accounts> {
    let share = json!({"owner": ACCOUNT, "mesh": "shop", "with": OTHER});
    let file = json!({
        "accounts": {
            ACCOUNT: {"users": {"envoy": envoys("AKIAENVOY"), "dj": user("AKIADJ")}},
            OTHER: {"users": {"envoy": envoys("AKIAOTHER")}},
        },
        "shares": if shared { vec![share] } else { Vec::new() },
    });
    let file: File = serde_json::from_value(file).unwrap();
    Arc::new(Accounts::new(&file, "us-west-2", |_| panic!("no file is named")).unwrap())
}

fn door() -> (Admit, watch::Sender<Arc<Accounts>>) {
    let (tell, told) = watch::channel(accounts(true));
    let identity = Identity { account: ACCOUNT.parse().unwrap(), region: "us-west-2".to_owned() };
    (streams::admit(Door::Guarded(told), identity, true), tell)
}

fn proxy(id: &str) -> Proxy {
    Proxy::read(&Node { id: id.to_owned(), ..Default::default() }).unwrap()
}

fn head(signer: Option<&Signer>) -> Parts {
    let request = Request::post(STREAM).body(String::new()).unwrap();
    signer.map_or(request.clone(), |signer| signer.signed(request)).into_parts().0
}

/// Asks for a stream; returns whose mesh it follows, or the status and its text.
fn asked(admit: &Admit, signer: Option<&str>, id: &str) -> Result<Option<String>, (i32, String)> {
    let signer = signer.map(Signer::new);
    let pass = admit(&head(signer.as_ref()), &proxy(id));
    let said = |status: Status| (status.code() as i32, status.message().to_owned());
    pass.map(|pass| pass.owner.map(|owner| owner.to_string())).map_err(said)
}

#[test]
fn a_stream_needs_a_signature_and_a_permission_for_its_node() {
    let (admit, _tell) = door();
    let node = "mesh/shop/virtualNode/n";
    let arn = |account: &str, mesh: &str| {
        format!("arn:aws:appmesh:us-west-2:{account}:mesh/{mesh}/virtualNode/n")
    };
    let refused = |arn: &str| {
        Err((7, format!("Unauthorized to perform appmesh:StreamAggregatedResources for {arn}.")))
    };
    let own = arn(ACCOUNT, "shop");
    let shared = arn(OTHER, &format!("shop@{ACCOUNT}"));
    let closed = arn(OTHER, &format!("closed@{ACCOUNT}"));
    let cases = [
        (Some("AKIAENVOY"), node, Ok(None)),
        (Some("AKIAENVOY"), own.as_str(), Ok(None)),
        (None, node, Err((16, "Missing Authentication Token".to_owned()))),
        (
            Some("AKIANOBODY"),
            node,
            Err((16, "The security token included in the request is invalid.".to_owned())),
        ),
        (Some("AKIADJ"), node, refused(&own)),
        (Some("AKIAOTHER"), &own, refused(&own)),
        (Some("AKIAOTHER"), node, Ok(Some(OTHER.to_owned()))),
        (Some("AKIAOTHER"), &shared, Ok(None)),
        (Some("AKIAOTHER"), &closed, refused(&closed)),
    ];
    for (signer, id, want) in cases {
        assert_eq!(asked(&admit, signer, id), want, "{signer:?} {id}");
    }
}

#[test]
fn a_stream_ends_when_the_mesh_is_shared_no_longer() {
    let (admit, tell) = door();
    let id = format!("mesh/shop@{ACCOUNT}/virtualNode/n");
    let signer = Signer::new("AKIAOTHER");
    let mut pass = admit(&head(Some(&signer)), &proxy(&id)).unwrap();
    assert!((&mut pass.ends).now_or_never().is_none());
    tell.send_replace(accounts(true));
    assert!((&mut pass.ends).now_or_never().is_none(), "nothing has changed for it");
    tell.send_replace(accounts(false));
    let status = (&mut pass.ends).now_or_never().unwrap();
    assert_eq!(status.code() as i32, 7);
}

#[test]
fn a_real_envoy_signs_its_stream_over_tls_and_one_without_a_key_is_not_served() {
    let mut home = Sandbox::with_dj_app();
    let add = "auth add-key --file auth.json --output json --user";
    let own = "--account 000000000000";
    let envoy = home.line(&format!("{add} envoy {own} --policy AWSAppMeshEnvoyAccess")).json();
    let reader = home.line(&format!("{add} reader {own} --policy AWSAppMeshReadOnly")).json();
    let server = Server::start(&home, &["--auth", "auth.json", "--tls-self-signed"]);
    let keys = |home: &mut Sandbox, key: &Value| {
        let text = |name: &str| key[name].as_str().unwrap().to_owned();
        let (id, secret) = (text("accessKeyId"), text("secretAccessKey"));
        home.set("AWS_ACCESS_KEY_ID", &id);
        home.set("AWS_SECRET_ACCESS_KEY", &secret);
        Credentials::new(id, secret, None, None, "test")
    };
    keys(&mut home, &envoy);
    let _sidecar = Sidecar::start(&home, "dj", &[]).ready();
    keys(&mut home, &reader);
    let said = home.line("proxy status --output json").json();
    let nodes: Vec<&Value> =
        said["proxies"].as_array().unwrap().iter().map(|one| &one["virtualNode"]).collect();
    assert_eq!(nodes, ["dj"]);
    // Another account's mesh of the same name has a node that this one's has not.
    let other =
        home.line(&format!("{add} ops --account {OTHER} --policy AdministratorAccess")).json();
    keys(&mut home, &other);
    until("the other account", || match home.line("create-mesh --mesh-name dj-app") {
        said if said.code == 0 => Ok(()),
        said => Err(said.stderr),
    });
    home.line("create-virtual-node --mesh-name dj-app --virtual-node-name solo --spec {}").ok();
    let _solo = Sidecar::start(&home, "solo", &[]).ready();
    keys(&mut home, &reader);
    // The reader's key is good, but not for this.
    let _other = Sidecar::start(&home, "jazz-v1", &[]);
    until("the refusal", || {
        let log = server.log();
        let text = "Unauthorized to perform appmesh:StreamAggregatedResources for \
                    arn:aws:appmesh:us-west-2:000000000000:mesh/dj-app/virtualNode/jazz-v1.";
        if log.contains(text) { Ok(()) } else { Err(log) }
    });
}
