//! The AWS SDK for Rust against the server: all 38 operations and every value of every spec member. The
//! SDK parses strictly: a missing member, a wrong type, or a union without exactly one member fails
//! the call.

use aws_sdk_appmesh::Client;
use aws_sdk_appmesh::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_appmesh::types::{ResourceMetadata, TagRef};
use meshctl::model::{Kind, Verb, model};
use serde_json::{Value, json};

use super::conformance::fixture;
use super::conformance::input_path::input_paths;
use super::conformance::values::valid;
use crate::support::api::{ACCOUNT, Remote};
use crate::support::{Sandbox, Server};

fn start() -> (Sandbox, Server, Client) {
    let mut home = Sandbox::new();
    home.set("AWS_REGION", "us-west-2");
    let server = Server::start(&home, &["--in-memory", "--account-id", ACCOUNT]);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-west-2"))
        .endpoint_url(&server.ready.api)
        .credentials_provider(Credentials::new("id", "secret", None, None, "test"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    (home, server, Client::from_conf(config))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Describes a resource of `kind` with the SDK and returns its debug output.
async fn described(client: &Client, kind: Kind, names: &Value) -> String {
    let name = |member: &str| names[member].as_str().unwrap().to_owned();
    let (mesh, name_of_it) = (name("meshName"), name(kind.name_member()));
    let failed = |error: &dyn std::fmt::Debug| format!("failed: {error:?}");
    macro_rules! shown {
        ($call:expr) => {
            $call.send().await.map_or_else(|error| failed(&error), |answer| format!("{answer:?}"))
        };
    }
    match kind {
        Kind::Mesh => shown!(client.describe_mesh().mesh_name(mesh)),
        Kind::VirtualNode => {
            shown!(client.describe_virtual_node().mesh_name(mesh).virtual_node_name(name_of_it))
        }
        Kind::VirtualRouter => {
            shown!(client.describe_virtual_router().mesh_name(mesh).virtual_router_name(name_of_it))
        }
        Kind::Route => {
            let call = client.describe_route().mesh_name(mesh).route_name(name_of_it);
            shown!(call.virtual_router_name(name("virtualRouterName")))
        }
        Kind::VirtualService => {
            shown!(
                client.describe_virtual_service().mesh_name(mesh).virtual_service_name(name_of_it)
            )
        }
        Kind::VirtualGateway => {
            shown!(
                client.describe_virtual_gateway().mesh_name(mesh).virtual_gateway_name(name_of_it)
            )
        }
        Kind::GatewayRoute => {
            let call =
                client.describe_gateway_route().mesh_name(mesh).gateway_route_name(name_of_it);
            shown!(call.virtual_gateway_name(name("virtualGatewayName")))
        }
    }
}

#[test]
fn every_value_of_every_spec_is_parsed() {
    let (_home, server, client) = start();
    let remote = Remote::of(&server);
    fixture::seed(|operation, input| remote.call(operation, input));
    let (runtime, mut read) = (runtime(), 0);
    for kind in Kind::ALL {
        let operation = model().operation_for(Verb::Create, kind);
        let all = input_paths(operation)
            .into_iter()
            .filter(|input_path| input_path.dotted().starts_with("spec"));
        let values = all.flat_map(|input_path| {
            let values = valid(&input_path);
            values.into_iter().map(move |value| (input_path.clone(), value))
        });
        for (index, (input_path, value)) in values.enumerate() {
            let mut input = fixture::input(&input_path, value);
            input[kind.name_member()] = json!(format!("p{index}"));
            if remote.call(operation.name, &input).status != 200 {
                // A reference to a long name is a reference to a missing resource.
                continue;
            }
            let shown = runtime.block_on(described(&client, kind, &input));
            let wrong = shown.starts_with("failed") || shown.contains("Unknown");
            assert!(!wrong, "{}: {shown}", input_path.dotted());
            read += 1;
        }
    }
    assert!(read > 500, "{read} specs were read");
}

fn version(metadata: Option<ResourceMetadata>) -> i64 {
    metadata.unwrap().version
}

#[test]
fn responses_of_all_38_operations_are_parsed() {
    let (_home, server, client) = start();
    let remote = Remote::of(&server);
    fixture::seed(|operation, input| remote.call(operation, input));
    let route = json!({"meshName": "m", "virtualRouterName": "t", "routeName": "a", "spec":
        {"tcpRoute": {"action": {"weightedTargets": [{"virtualNode": "t", "weight": 1}]}}}});
    assert_eq!(remote.call("CreateRoute", &route).status, 200);
    let gateway_route = json!({"meshName": "m", "virtualGatewayName": "http", "gatewayRouteName": "a",
        "spec": {"httpRoute": {"match": {"prefix": "/"}, "action":
            {"target": {"virtualService": {"virtualServiceName": "t"}}}}}});
    assert_eq!(remote.call("CreateGatewayRoute", &gateway_route).status, 200);
    runtime().block_on(async {
        tags(&client).await;
        children(&client).await;
        members(&client).await;
        mesh(&client).await;
    });
}

/// Reads the spec of an existing route and gateway route; creates, updates, lists and deletes another
/// one with it.
async fn children(client: &Client) {
    let (m, r, g) = ("m", "t", "http");
    let of = || client.describe_route().mesh_name(m).virtual_router_name(r).route_name("a");
    let spec = of().send().await.unwrap().route.unwrap().spec.unwrap();
    let new = client.create_route().mesh_name(m).virtual_router_name(r).route_name("b");
    let made = new.spec(spec.clone()).send().await.unwrap().route.unwrap();
    assert_eq!(version(made.metadata), 1);
    let new = client.update_route().mesh_name(m).virtual_router_name(r).route_name("b");
    let made = new.spec(spec).send().await.unwrap().route.unwrap();
    assert_eq!(version(made.metadata), 2);
    let listed = client.list_routes().mesh_name(m).virtual_router_name(r);
    let pages = listed.into_paginator().page_size(1).items().send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 2);
    let gone = client.delete_route().mesh_name(m).virtual_router_name(r).route_name("b");
    assert_eq!(version(gone.send().await.unwrap().route.unwrap().metadata), 3);

    let of = client.describe_gateway_route().mesh_name(m).virtual_gateway_name(g);
    let of = of.gateway_route_name("a").send().await.unwrap().gateway_route.unwrap();
    let spec = of.spec.unwrap();
    let new = client.create_gateway_route().mesh_name(m).virtual_gateway_name(g);
    let new = new.gateway_route_name("b").spec(spec.clone()).send().await.unwrap();
    assert_eq!(version(new.gateway_route.unwrap().metadata), 1);
    let new = client.update_gateway_route().mesh_name(m).virtual_gateway_name(g);
    let new = new.gateway_route_name("b").spec(spec).send().await.unwrap();
    assert_eq!(version(new.gateway_route.unwrap().metadata), 2);
    let listed = client.list_gateway_routes().mesh_name(m).virtual_gateway_name(g);
    let pages = listed.into_paginator().page_size(1).items().send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 2);
    let gone = client.delete_gateway_route().mesh_name(m).virtual_gateway_name(g);
    let gone = gone.gateway_route_name("b").send().await.unwrap();
    assert_eq!(version(gone.gateway_route.unwrap().metadata), 3);
}

/// The same for the kinds whose parent is the mesh; their calls differ only in names.
async fn members(client: &Client) {
    macro_rules! life {
        ($describe:ident, $create:ident, $update:ident, $list:ident, $delete:ident,
         $name:ident, $member:ident, $left:expr) => {
            let of = client.$describe().mesh_name("m").$name("n").send().await.unwrap();
            let spec = of.$member.unwrap().spec.unwrap();
            let new = client.$create().mesh_name("m").$name("new").spec(spec.clone());
            assert_eq!(version(new.send().await.unwrap().$member.unwrap().metadata), 1);
            let new = client.$update().mesh_name("m").$name("new").spec(spec);
            assert_eq!(version(new.send().await.unwrap().$member.unwrap().metadata), 2);
            let pages = client.$list().mesh_name("m").into_paginator().page_size(1).items().send();
            let names = pages.collect::<Result<Vec<_>, _>>().await.unwrap().len();
            assert_eq!(names, $left + 1, stringify!($list));
            let gone = client.$delete().mesh_name("m").$name("new").send().await.unwrap();
            assert_eq!(version(gone.$member.unwrap().metadata), 3);
        };
    }
    life!(
        describe_virtual_node,
        create_virtual_node,
        update_virtual_node,
        list_virtual_nodes,
        delete_virtual_node,
        virtual_node_name,
        virtual_node,
        2
    );
    life!(
        describe_virtual_router,
        create_virtual_router,
        update_virtual_router,
        list_virtual_routers,
        delete_virtual_router,
        virtual_router_name,
        virtual_router,
        2
    );
    life!(
        describe_virtual_service,
        create_virtual_service,
        update_virtual_service,
        list_virtual_services,
        delete_virtual_service,
        virtual_service_name,
        virtual_service,
        2
    );
    life!(
        describe_virtual_gateway,
        create_virtual_gateway,
        update_virtual_gateway,
        list_virtual_gateways,
        delete_virtual_gateway,
        virtual_gateway_name,
        virtual_gateway,
        4
    );
}

async fn mesh(client: &Client) {
    let spec = client.describe_mesh().mesh_name("m").send().await.unwrap().mesh.unwrap().spec;
    let new = client.create_mesh().mesh_name("new").set_spec(spec.clone());
    assert_eq!(version(new.send().await.unwrap().mesh.unwrap().metadata), 1);
    let new = client.update_mesh().mesh_name("new").set_spec(spec);
    assert_eq!(version(new.send().await.unwrap().mesh.unwrap().metadata), 2);
    let pages = client.list_meshes().into_paginator().page_size(1).items().send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 2);
    let gone = client.delete_mesh().mesh_name("new").send().await.unwrap().mesh.unwrap();
    assert_eq!(version(gone.metadata), 2, "a mesh keeps its version");
    let error = client.delete_mesh().mesh_name("new").send().await.unwrap_err();
    assert!(error.into_service_error().is_not_found_exception());
}

async fn tags(client: &Client) {
    let tag = |key: &str| TagRef::builder().key(key).value("").build().unwrap();
    let new = client.tag_resource().resource_arn(fixture::ARN).tags(tag("x")).tags(tag("y"));
    new.send().await.unwrap();
    client.untag_resource().resource_arn(fixture::ARN).tag_keys("x").send().await.unwrap();
    let listed = client.list_tags_for_resource().resource_arn(fixture::ARN);
    let pages = listed.into_paginator().page_size(1).items().send();
    let tags = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(tags, [tag("n"), tag("y")]);
}
