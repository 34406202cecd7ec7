//! Envoys at a server with authentication.

use std::sync::Arc;
use std::time::Duration;

use aws_credential_types::Credentials;
use envoy_types::pb::envoy::config::core::v3::Node;
use futures_util::FutureExt as _;
use http::Request;
use http::request::Parts;
use meshctl::api::{Authn, Identity, streams};
use meshctl::auth::Accounts;
use meshctl::auth::file::AccountsFile;
use meshctl::model::Key;
use meshctl::store::{Memory, Resource, Store, Tag};
use meshctl::xds::identity::ProxyIdentity;
use meshctl::xds::stream_auth::{StreamAuthorizer, StreamPermit};
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
    let file: AccountsFile = serde_json::from_value(file).unwrap();
    Arc::new(Accounts::new(&file, "us-west-2", |_| panic!("no file is named")).unwrap())
}

fn authn() -> (StreamAuthorizer, watch::Sender<Arc<Accounts>>) {
    let (admit, sender, _) = authorizer_for(accounts(true));
    (admit, sender)
}

/// A authn for `accounts`, what changes them, and where the resources are.
fn authorizer_for(
    accounts: Arc<Accounts>,
) -> (StreamAuthorizer, watch::Sender<Arc<Accounts>>, Arc<dyn Store>) {
    let (sender, receiver) = watch::channel(accounts);
    let identity = Identity { account: ACCOUNT.parse().unwrap(), region: "us-west-2".to_owned() };
    let store: Arc<dyn Store> = Arc::new(Memory::default());
    let judge = streams::StreamPolicy { store: Arc::clone(&store), identity };
    (streams::authorizer(Authn::Accounts(receiver), judge, true), sender, store)
}

/// Accounts in which the user `envoy` has `keys` and `policies`.
fn one(keys: &Value, policies: &Value) -> Arc<Accounts> {
    let envoy = json!({"keys": keys, "policies": policies});
    let file = json!({"accounts": {ACCOUNT: {"users": {"envoy": envoy}}}});
    let file: AccountsFile = serde_json::from_value(file).unwrap();
    Arc::new(Accounts::new(&file, "us-west-2", |_| panic!("no file is named")).unwrap())
}

fn proxy(id: &str) -> ProxyIdentity {
    ProxyIdentity::from_node(&Node { id: id.to_owned(), ..Default::default() }).unwrap()
}

fn head(signer: Option<&Signer>) -> Parts {
    let request = Request::post(STREAM).body(String::new()).unwrap();
    signer.map_or(request.clone(), |signer| signer.signed(request)).into_parts().0
}

/// Asks for a stream; returns whose mesh it follows, or the status and its text.
async fn asked(
    admit: &StreamAuthorizer,
    signer: Option<&str>,
    id: &str,
) -> Result<Option<String>, (i32, String)> {
    let signer = signer.map(Signer::new);
    let pass = admit(Arc::new(head(signer.as_ref())), proxy(id)).await;
    let said = |status: Status| (status.code() as i32, status.message().to_owned());
    pass.map(|pass| pass.mesh_owner.map(|owner| owner.to_string())).map_err(said)
}

/// Has a stream for the node `n`, signed with the key `id`.
async fn passed(admit: &StreamAuthorizer, id: &str) -> StreamPermit {
    let head = head(Some(&Signer::new(id)));
    admit(Arc::new(head), proxy("mesh/shop/virtualNode/n")).await.unwrap()
}

#[tokio::test]
async fn stream_needs_a_signature_and_a_permission_for_its_node() {
    let (admit, _tell) = authn();
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
    let gateway = own.replace("virtualNode/n", "virtualGateway/g");
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
        (Some("AKIADJ"), "mesh/shop/virtualGateway/g", refused(&gateway)),
    ];
    for (signer, id, want) in cases {
        assert_eq!(asked(&admit, signer, id).await, want, "{signer:?} {id}");
    }
}

#[tokio::test]
async fn stream_ends_when_its_access_key_is_revoked_despite_other_keys() {
    let policies = json!(["AWSAppMeshEnvoyAccess"]);
    let (first, second) = (key("AKIAFIRST"), key("AKIASECOND"));
    let changed = json!({"id": "AKIAFIRST", "secret": "another"});
    let (admit, sender, _) = authorizer_for(one(&json!([first, second]), &policies));
    for (case, keys, is_over) in [
        ("the other is revoked", json!([first]), false),
        ("a third comes", json!([first, key("AKIATHIRD")]), false),
        ("it has another secret", json!([changed, second]), true),
        ("it is revoked", json!([second]), true),
    ] {
        sender.send_replace(one(&json!([first, second]), &policies));
        let mut pass = passed(&admit, "AKIAFIRST").await;
        assert!((&mut pass.revoked).now_or_never().is_none(), "{case}");
        sender.send_replace(one(&keys, &policies));
        let ended = (&mut pass.revoked).now_or_never().map(|status| status.code() as i32);
        assert_eq!(ended, is_over.then_some(16), "{case}");
    }
}

#[tokio::test]
async fn stream_ends_when_its_access_key_expires() {
    let end = jiff::Timestamp::now() + Duration::from_secs(2);
    let mut short = key("AKIASHORT");
    short["expires"] = json!(end.to_string());
    let keys = json!([short, key("AKIALONG")]);
    let (admit, _tell, _) = authorizer_for(one(&keys, &json!(["AWSAppMeshEnvoyAccess"])));
    let (short, mut long) = (passed(&admit, "AKIASHORT").await, passed(&admit, "AKIALONG").await);
    let status = tokio::time::timeout(Duration::from_secs(30), short.revoked).await.unwrap();
    let want = (16, "The security token included in the request is expired");
    assert_eq!((status.code() as i32, status.message()), want);
    assert!(jiff::Timestamp::now() >= end);
    assert!((&mut long.revoked).now_or_never().is_none(), "the other key stays valid");
}

#[tokio::test]
async fn stream_is_authorized_by_the_tags_and_the_owner_of_its_node() {
    let statement = |condition: Value| {
        json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "appmesh:StreamAggregatedResources", "Resource": "*",
        "Condition": {"StringEquals": condition}}})
    };
    let music = statement(json!({"aws:ResourceTag/team": "music"}));
    let (admit, sender, store) = authorizer_for(one(&json!([key("AKIAENVOY")]), &json!([music])));
    let node = "mesh/shop/virtualNode/n";
    let arn = format!("arn:aws:appmesh:us-west-2:{ACCOUNT}:{node}");
    let refused = |arn: &str| {
        Err((7, format!("Unauthorized to perform appmesh:StreamAggregatedResources for {arn}.")))
    };
    assert_eq!(asked(&admit, Some("AKIAENVOY"), node).await, refused(&arn), "there is no node");
    for (team, want) in [("art", refused(&arn)), ("music", Ok(None))] {
        put(&*store, json!({"key": "team", "value": team}), Value::Null).await;
        assert_eq!(asked(&admit, Some("AKIAENVOY"), node).await, want, "{team}");
    }
    let mut pass = passed(&admit, "AKIAENVOY").await;
    put(&*store, json!({"key": "team", "value": "art"}), Value::Null).await;
    sender.send_modify(|_| {});
    let status = (&mut pass.revoked).now_or_never().unwrap();
    assert_eq!(status.code() as i32, 7, "its tag has changed");
}

#[tokio::test]
async fn node_in_a_shared_mesh_is_authorized_by_its_own_arn() {
    let (admit, sender, store) = authorizer_for(accounts(true));
    let id = format!("mesh/shop@{ACCOUNT}/virtualNode/n");
    let own = format!("arn:aws:appmesh:us-west-2:{OTHER}:*");
    let policy = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "appmesh:StreamAggregatedResources", "Resource": own}});
    let share = json!({"owner": ACCOUNT, "mesh": "shop", "with": OTHER});
    let envoy = json!({"keys": [key("AKIAOTHER")], "policies": [policy]});
    let file = json!({"accounts": {OTHER: {"users": {"envoy": envoy}}}, "shares": [share]});
    let file: AccountsFile = serde_json::from_value(file).unwrap();
    sender.send_replace(Arc::new(Accounts::new(&file, "us-west-2", |_| panic!()).unwrap()));
    put(&*store, json!({"key": "k", "value": "v"}), json!(OTHER)).await;
    assert_eq!(asked(&admit, Some("AKIAOTHER"), &id).await, Ok(None), "its own node");
    put(&*store, json!({"key": "k", "value": "v"}), Value::Null).await;
    let refused = asked(&admit, Some("AKIAOTHER"), &id).await.unwrap_err();
    let arn = format!("arn:aws:appmesh:us-west-2:{ACCOUNT}:mesh/shop/virtualNode/n");
    assert_eq!(refused.1.rsplit(' ').next(), Some(format!("{arn}.").as_str()));
}

/// Stores the node `n` with a tag, and an owner if it is not the mesh's.
async fn put(store: &dyn Store, tag: Value, owner: Value) {
    let key = Key::from_path("mesh/shop/virtualNode/n").unwrap();
    let tag = Tag {
        key: tag["key"].as_str().unwrap().to_owned(),
        value: tag["value"].as_str().unwrap().to_owned(),
    };
    let node = Resource {
        key,
        uid: "u".to_owned(),
        version: 1,
        created_ms: 0,
        updated_ms: 0,
        owner: serde_json::from_value(owner).unwrap(),
        spec: json!({}),
        tags: vec![tag],
    };
    store.commit(Vec::new(), vec![node.put()]).await.unwrap();
}

#[tokio::test]
async fn stream_ends_when_the_mesh_is_no_longer_shared() {
    let (admit, sender) = authn();
    let id = format!("mesh/shop@{ACCOUNT}/virtualNode/n");
    let signer = Signer::new("AKIAOTHER");
    let mut pass = admit(Arc::new(head(Some(&signer))), proxy(&id)).await.unwrap();
    assert!((&mut pass.revoked).now_or_never().is_none());
    sender.send_replace(accounts(true));
    assert!((&mut pass.revoked).now_or_never().is_none(), "nothing has changed for it");
    sender.send_replace(accounts(false));
    let status = (&mut pass.revoked).now_or_never().unwrap();
    assert_eq!(status.code() as i32, 7);
}

#[test]
#[ignore = "needs envoy: make test"]
fn real_envoy_signs_its_stream_over_tls_and_an_unsigned_one_is_rejected() {
    let mut home = Sandbox::with_dj_app();
    let add = "auth add-key --file auth.json --output json --user";
    let own = "--account 000000000000";
    let envoy = home.line(&format!("{add} envoy {own} --policy AWSAppMeshEnvoyAccess")).json();
    let reader = home.line(&format!("{add} reader {own} --policy AWSAppMeshReadOnly")).json();
    // Its second statement turns on a tag that no node has.
    let statement = |action: &str, condition: Value| json!({"Effect": "Allow", "Action": action, "Resource": "*", "Condition": condition});
    let tagged = json!({"StringEquals": {"aws:ResourceTag/team": "music"}});
    let statements = json!([statement("appmesh:Describe*", json!({})), statement("*", tagged)]);
    let policy = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    home.file("by-tags.json", &policy);
    let by_tags = home.line(&format!("{add} tagger {own} --policy by-tags.json")).json();
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
    for key in [&by_tags, &reader] {
        keys(&mut home, key);
        let said = home.line("proxy status --output json").json();
        let nodes: Vec<&Value> =
            said["proxies"].as_array().unwrap().iter().map(|one| &one["virtualNode"]).collect();
        assert_eq!(nodes, ["dj"]);
    }
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
