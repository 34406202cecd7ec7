//! Errors and exit codes of operations if the service returns an error or cannot be reached.

use http::StatusCode;

use crate::support::sidecar::free_addresses;
use crate::support::{App, Sandbox};

/// A sandbox with credentials.
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
fn service_errors_are_printed_verbatim() {
    let message = "User: arn:aws:iam::111122223333:user/dj is not authorized to perform: \
                   appmesh:ListMeshes on resource: *";
    let body = format!(r#"{{"message": "{message}"}}"#);
    let denial = [("x-amzn-errortype", "AccessDeniedException:http://internal/")];
    let server = App::answering((StatusCode::FORBIDDEN, denial, body));
    let output = user().line(&format!("list-meshes --endpoint-url http://{}", server.address));
    let want = format!(
        "\nmeshctl: [ERROR]: An error occurred (AccessDeniedException) when calling the ListMeshes \
         operation: {message}\n"
    );
    assert_eq!(output.refused(254), want);
}

#[test]
fn an_unreachable_endpoint_is_named() {
    let [unused] = free_addresses();
    let mut home = user();
    home.set("AWS_MAX_ATTEMPTS", "1");
    let output = home.line(&format!("list-meshes --endpoint-url http://{unused}"));
    let want = format!(
        "\nmeshctl: [ERROR]: Could not connect to the endpoint URL: \
         \"http://{unused}/v20190125/meshes\"\n"
    );
    assert_eq!(output.refused(255), want);
}

#[test]
fn missing_region_and_credentials_are_named() {
    let server = App::start("unused");
    let line = format!("list-meshes --endpoint-url http://{}", server.address);
    let mut home = Sandbox::new();
    let output = home.line(&line).refused(253);
    assert!(output.contains("You must specify a region."), "{output}");
    home.set("AWS_REGION", "us-west-2");
    let output = home.line(&line).refused(253);
    assert!(output.contains("Unable to locate credentials."), "{output}");
}

#[test]
fn list_meshes_without_configuration_creates_nothing() {
    let home = Sandbox::new();
    assert_eq!(home.line("list-meshes").ok(), "{\n    \"meshes\": []\n}\n");
    assert_eq!(std::fs::read_dir(home.home()).unwrap().count(), 0);
}
