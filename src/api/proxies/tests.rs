use std::collections::BTreeMap;

use tokio_util::sync::CancellationToken;

use super::*;
use crate::api::Identity;
use crate::api::respond::ResponseBody;
use crate::auth::file::AccountsFile;
use crate::auth::{Accounts, Caller};
use crate::model::extension::TypeStatus;
use crate::model::quotas::Quotas;
use crate::store::Memory;
use crate::xds::proxies::{ProxyRegistry, RegistryEntry};

const REGION: &str = "us-west-2";

/// A server with a registry, and the token that shuts it down.
struct TestServer {
    app: App,
    registry: ProxyRegistry,
    stop: CancellationToken,
}

impl TestServer {
    fn new() -> Self {
        let stop = CancellationToken::new();
        let registry = ProxyRegistry::new(Quotas::default(), stop.clone());
        let identity = Identity { account: AccountId::local(), region: REGION.to_owned() };
        let app = App::new(Arc::new(Memory::default()), identity);
        Self { app: App { proxies: registry.proxies(), ..app }, registry, stop }
    }

    /// Connects a proxy that has acknowledged revision 1.
    fn connect(&self, resource: &str) -> RegistryEntry {
        let proxy = Proxy {
            stream: 0,
            node_id: resource.to_owned(),
            mesh_owner: None,
            resource: Key::from_path(resource).unwrap(),
            envoy_version: String::new(),
            address: String::new(),
            connected_ms: 0,
            acknowledged: Revision(1),
            translated: Revision(1),
            sources: BTreeMap::new(),
            types: BTreeMap::new(),
            problems: Vec::new(),
        };
        self.registry.register(proxy).unwrap()
    }

    fn root(&self) -> AuthContext {
        let caller = Caller::root(&self.app.identity.account, REGION);
        AuthContext { caller: Arc::new(caller), accounts: None }
    }

    /// A user who may describe the node `mine` of mesh `m`, and nothing else.
    fn user(&self) -> AuthContext {
        let account = &self.app.identity.account;
        let resource = format!("arn:aws:appmesh:{REGION}:{account}:mesh/m/virtualNode/mine");
        let policy = json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "appmesh:DescribeVirtualNode", "Resource": resource}});
        let user = json!({"policies": [policy]});
        let file = json!({"accounts": {account.as_str(): {"users": {"u": user}}}});
        let file: AccountsFile = serde_json::from_value(file).unwrap();
        let accounts = Accounts::new(&file, REGION, |_| panic!("no file is named")).unwrap();
        let principal = accounts.principal(&format!("arn:aws:iam::{account}:user/u"));
        let root = Caller::root(account, REGION);
        let caller = Caller { principal: principal.cloned(), ..root };
        AuthContext { caller: Arc::new(caller), accounts: None }
    }
}

/// Returns the names of the listed resources.
fn names(response: Result<ApiResponse, ApiError>) -> Vec<String> {
    let ResponseBody::Json(body) = response.unwrap().body else { panic!("not JSON") };
    let proxies = body["proxies"].as_array().unwrap().iter();
    proxies.map(|proxy| proxy["virtualNode"].as_str().unwrap().to_owned()).collect()
}

/// Returns whether a request has no response within a moment.
async fn is_waiting(request: impl Future<Output = Result<ApiResponse, ApiError>>) -> bool {
    tokio::time::timeout(Duration::from_millis(30), request).await.is_err()
}

fn acknowledge(entry: &RegistryEntry, revision: u64) {
    entry.update(|proxy| {
        proxy.translated = Revision(revision);
        proxy.acknowledged = Revision(revision);
    });
}

#[tokio::test]
async fn the_query_selects_the_proxies() {
    let server = TestServer::new();
    let _proxies = ["mesh/m/virtualNode/a", "mesh/m/virtualNode/b", "mesh/other/virtualNode/a"]
        .map(|resource| server.connect(resource));
    let root = server.root();
    let own = format!("meshOwner={}", root.caller.account);
    for (query, want) in [
        ("", vec!["a", "b", "a"]),
        ("mesh=m", vec!["a", "b"]),
        ("resource=mesh%2Fm%2FvirtualNode%2Fb", vec!["b"]),
        (&own, vec!["a", "b", "a"]),
        ("meshOwner=444455556666&revision=9&wait=10s", vec![]),
        ("mesh=m&revision=9", vec!["a", "b"]),
        ("mesh=m&revision=9&wait=0", vec!["a", "b"]),
        ("mesh=m&revision=1&wait=10s", vec!["a", "b"]),
        ("mesh=absent&revision=9&wait=10s", vec![]),
    ] {
        assert_eq!(names(list(&server.app, &root, query).await), want, "{query}");
    }
    for query in
        ["wait=5s", "revision=x", "revision=1&wait=soon", "resource=m", "meshOwner=m", "a=b"]
    {
        let error = list(&server.app, &root, query).await.unwrap_err();
        assert_eq!(error.code, "BadRequestException", "{query}");
    }
}

#[tokio::test]
async fn a_wait_ends_when_all_proxies_have_acknowledged() {
    let server = TestServer::new();
    let [first, second] =
        ["mesh/m/virtualNode/a", "mesh/m/virtualNode/b"].map(|one| server.connect(one));
    let other = server.connect("mesh/other/virtualNode/c");
    let root = server.root();
    let mut waiting = Box::pin(list(&server.app, &root, "mesh=m&revision=2&wait=10s"));
    assert!(is_waiting(&mut waiting).await);
    acknowledge(&first, 2);
    acknowledge(&other, 1);
    assert!(is_waiting(&mut waiting).await);
    acknowledge(&second, 3);
    assert_eq!(names(waiting.await), ["a", "b"]);
}

#[tokio::test]
async fn a_wait_ends_when_a_proxy_rejects_or_the_last_pending_one_disconnects() {
    let server = TestServer::new();
    let [rejecting, gone] =
        ["mesh/m/virtualNode/a", "mesh/m/virtualNode/b"].map(|one| server.connect(one));
    let root = server.root();
    let query = "mesh=m&revision=2&wait=10s";
    let mut waiting = Box::pin(list(&server.app, &root, query));
    assert!(is_waiting(&mut waiting).await);
    rejecting.update(|proxy| {
        proxy.translated = Revision(2);
        let rejected = TypeStatus { rejected: Some("no".to_owned()), ..TypeStatus::default() };
        proxy.types.insert("CDS".to_owned(), rejected);
    });
    assert_eq!(names(waiting.await), ["a", "b"]);
    acknowledge(&rejecting, 2);
    let mut waiting = Box::pin(list(&server.app, &root, query));
    assert!(is_waiting(&mut waiting).await);
    drop(gone);
    assert_eq!(names(waiting.await), ["a"]);
}

#[tokio::test]
async fn a_wait_ends_at_its_deadline_and_when_the_server_shuts_down() {
    let server = TestServer::new();
    let _pending = server.connect("mesh/m/virtualNode/a");
    let root = server.root();
    let response = list(&server.app, &root, "revision=2&wait=20ms").await;
    assert_eq!(names(response), ["a"]);
    let short = App { request_timeout: Duration::from_millis(40), ..server.app.clone() };
    let response = list(&short, &root, "revision=2&wait=1h").await;
    assert_eq!(names(response), ["a"], "half of the timeout of a request");
    let mut waiting = Box::pin(list(&server.app, &root, "revision=2&wait=10s"));
    assert!(is_waiting(&mut waiting).await);
    server.stop.cancel();
    assert_eq!(names(waiting.await), ["a"]);
}

#[tokio::test]
async fn a_caller_neither_sees_nor_waits_for_what_it_may_not_describe() {
    let server = TestServer::new();
    let [mine, hidden] =
        ["mesh/m/virtualNode/mine", "mesh/m/virtualNode/hidden"].map(|one| server.connect(one));
    let user = server.user();
    assert_eq!(names(list(&server.app, &user, "").await), ["mine"]);
    let mut waiting = Box::pin(list(&server.app, &user, "revision=2&wait=10s"));
    assert!(is_waiting(&mut waiting).await);
    hidden.update(|proxy| {
        proxy.translated = Revision(2);
        let rejected = TypeStatus { rejected: Some("no".to_owned()), ..TypeStatus::default() };
        proxy.types.insert("CDS".to_owned(), rejected);
    });
    assert!(is_waiting(&mut waiting).await, "its rejection is hidden");
    acknowledge(&mine, 2);
    assert_eq!(names(waiting.await), ["mine"], "`hidden` is still pending");
    let resource = "resource=mesh%2Fm%2FvirtualNode%2Fhidden&revision=9&wait=10s";
    assert_eq!(names(list(&server.app, &user, resource).await), [""; 0], "at once");
}
