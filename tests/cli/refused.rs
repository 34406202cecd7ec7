//! What operations say when the service refuses, or cannot be reached, and what they end with.

use http::StatusCode;

use crate::support::sidecar::free_addresses;
use crate::support::{App, Sandbox};

/// A user with credentials.
pub(super) fn user() -> Sandbox {
    let mut home = Sandbox::new();
    for (name, value) in [
        ("AWS_ACCESS_KEY_ID", "id"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_REGION", "us-west-2"),
    ] {
        home.set(name, value);
    }
    home
}

#[test]
fn a_denial_is_told_in_the_service_s_own_words() {
    let message = "User: arn:aws:iam::111122223333:user/dj is not authorized to perform: \
                   appmesh:ListMeshes on resource: *";
    let body = format!(r#"{{"message": "{message}"}}"#);
    let denial = [("x-amzn-errortype", "AccessDeniedException:http://internal/")];
    let server = App::answering((StatusCode::FORBIDDEN, denial, body));
    let said = user().line(&format!("list-meshes --endpoint-url http://{}", server.address));
    let want = format!(
        "\nmeshctl: [ERROR]: An error occurred (AccessDeniedException) when calling the ListMeshes \
         operation: {message}\n"
    );
    assert_eq!(said.refused(254), want);
}

#[test]
fn an_address_where_nobody_answers_is_named() {
    let [nobody] = free_addresses();
    let mut home = user();
    home.set("AWS_MAX_ATTEMPTS", "1");
    let said = home.line(&format!("list-meshes --endpoint-url http://{nobody}"));
    let want = format!(
        "\nmeshctl: [ERROR]: Could not connect to the endpoint URL: \
         \"http://{nobody}/v20190125/meshes\"\n"
    );
    assert_eq!(said.refused(255), want);
}

#[test]
fn without_region_or_credentials_it_says_which_is_missing() {
    let server = App::start("never asked");
    let line = format!("list-meshes --endpoint-url http://{}", server.address);
    let mut home = Sandbox::new();
    let said = home.line(&line).refused(253);
    assert!(said.contains("You must specify a region."), "{said}");
    home.set("AWS_REGION", "us-west-2");
    let said = home.line(&line).refused(253);
    assert!(said.contains("Unable to locate credentials."), "{said}");
}

#[test]
fn with_nothing_configured_there_are_no_meshes_and_nothing_is_made() {
    let home = Sandbox::new();
    assert_eq!(home.line("list-meshes").ok(), "{\n    \"meshes\": []\n}\n");
    assert_eq!(std::fs::read_dir(home.home()).unwrap().count(), 0);
}
