//! What strings may hold, beyond lengths, patterns and enumerations of the model.

use crate::model::{arn, name};

/// Which strings a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// All of a shape.
    Shape(&'static str),
    /// Those that are a member of a structure: its shape, and the member.
    Member(&'static str, &'static str),
    /// Those that are a member of an operation's input itself.
    Input(&'static str),
}

struct Row {
    of: Of,
    holds: fn(&str) -> bool,
    constraint: &'static str,
}

const fn row(of: Of, holds: fn(&str) -> bool, constraint: &'static str) -> Row {
    Row { of, holds, constraint }
}

const PLAIN: &str = "Member must not contain / or a control character";
const SEGMENT: &str = "Member must not be . or .., which clients take out of addresses";
const BEGINS: &str = "Member must begin with /";
const NO_PORT: &str = "Member must be a host name without a port";

/// The documented values of `httpRetryEvents` (`docs/behaviour/api.md#route-rules`).
const RETRY_EVENTS: [&str; 4] = ["server-error", "gateway-error", "client-error", "stream-error"];

const ROWS: &[Row] = &[
    row(Of::Shape("ResourceName"), name::is_plain, PLAIN),
    row(Of::Shape("ResourceName"), name::is_segment, SEGMENT),
    row(
        Of::Member("CreateMeshInput", "meshName"),
        |name| arn::mesh_owner(&format!("mesh/{name}")).is_none(),
        "Member must not end with @ and an account id, as meshes of other accounts do in ARNs",
    ),
    // The model leaves names of virtual services open; backends may be ARNs, and stay so.
    row(Of::Input("virtualServiceName"), |name| !name.is_empty(), "Member must not be empty"),
    row(
        Of::Input("virtualServiceName"),
        |name| name.chars().count() <= name::LONGEST,
        "Member must have length less than or equal to 255",
    ),
    row(Of::Input("virtualServiceName"), name::is_plain, PLAIN),
    row(Of::Input("virtualServiceName"), name::is_segment, SEGMENT),
    row(
        Of::Shape("HttpRetryPolicyEvent"),
        |event| RETRY_EVENTS.contains(&event),
        "Member must satisfy enum value set: [server-error, gateway-error, client-error, \
         stream-error]",
    ),
    row(Of::Shape("ExactHostName"), without_port, NO_PORT),
    row(Of::Shape("SuffixHostname"), without_port, NO_PORT),
    row(Of::Member("HttpRouteMatch", "prefix"), absolute, BEGINS),
    row(Of::Member("HttpPathMatch", "exact"), absolute, BEGINS),
    row(Of::Member("HttpGatewayRouteMatch", "prefix"), absolute, BEGINS),
    row(
        Of::Member("HttpGatewayRouteMatch", "prefix"),
        |prefix| !RESERVED_PREFIXES.iter().any(|reserved| prefix.starts_with(reserved)),
        "Member must not begin with the reserved prefixes /aws-appmesh and /aws-app-mesh",
    ),
    row(
        Of::Member("GrpcGatewayRouteMatch", "serviceName"),
        |service| service != "aws.appmesh" && !service.starts_with("aws.app-mesh"),
        "Member must not be one of the reserved services aws.appmesh and aws.app-mesh*",
    ),
    row(Of::Member("HttpGatewayRoutePathRewrite", "exact"), absolute, BEGINS),
    row(
        Of::Member("HttpGatewayRoutePrefixRewrite", "value"),
        |value| value.starts_with('/') && value.ends_with('/'),
        "Member must begin and end with /",
    ),
];

/// Path prefixes that App Mesh reserves on gateways (`docs/behaviour/api.md#gateway-rules`).
const RESERVED_PREFIXES: [&str; 2] = ["/aws-appmesh", "/aws-app-mesh"];

fn absolute(path: &str) -> bool {
    path.starts_with('/')
}

fn without_port(host: &str) -> bool {
    !host.contains(':')
}

/// Returns what a string of the shape called `shape` breaks.
pub(in crate::model::check) fn of_shape(
    shape: &str,
    text: &str,
) -> impl Iterator<Item = &'static str> {
    broken(move |of| matches!(of, Of::Shape(name) if name == shape), text)
}

/// Returns what a string breaks that is the member `member` of a structure of `shape`.
pub(in crate::model::check) fn of_member(
    shape: &str,
    member: &str,
    text: &str,
) -> impl Iterator<Item = &'static str> {
    let about = move |of| match of {
        Of::Shape(_) => false,
        Of::Member(of, name) => of == shape && name == member,
        Of::Input(name) => name == member && shape.ends_with("Input"),
    };
    broken(about, text)
}

fn broken(about: impl Fn(Of) -> bool, text: &str) -> impl Iterator<Item = &'static str> {
    let rows = ROWS.iter().filter(move |row| about(row.of));
    rows.filter(move |row| !(row.holds)(text)).map(|row| row.constraint)
}
