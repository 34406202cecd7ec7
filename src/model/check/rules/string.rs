//! Rules about strings, in addition to the lengths, patterns and enumerations of the model.

use crate::model::{arn, name};

/// The strings to which a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AppliesTo {
    /// All strings of a shape.
    Shape(&'static str),
    /// A member of a structure: the shape of the structure, and the member.
    Member(&'static str, &'static str),
    /// A top-level member of an operation's input.
    Input(&'static str),
}

struct StringRule {
    applies_to: AppliesTo,
    is_valid: fn(&str) -> bool,
    constraint: &'static str,
}

const fn rule(
    applies_to: AppliesTo,
    is_valid: fn(&str) -> bool,
    constraint: &'static str,
) -> StringRule {
    StringRule { applies_to, is_valid, constraint }
}

const PLAIN: &str = "Member must not contain / or a control character";
const SEGMENT: &str = "Member must not be . or .., which clients remove from URLs";
const BEGINS: &str = "Member must begin with /";
const NO_PORT: &str = "Member must be a host name without a port";

/// The documented values of `httpRetryEvents` (`docs/behaviour/api.md#route-rules`).
const RETRY_EVENTS: [&str; 4] = ["server-error", "gateway-error", "client-error", "stream-error"];

const RULES: &[StringRule] = &[
    rule(AppliesTo::Shape("ResourceName"), name::has_valid_characters, PLAIN),
    rule(AppliesTo::Shape("ResourceName"), name::is_path_segment, SEGMENT),
    rule(
        AppliesTo::Member("CreateMeshInput", "meshName"),
        |name| arn::mesh_owner(&format!("mesh/{name}")).is_none(),
        "Member must not end with @ and an account ID, which ARNs use for meshes of other accounts",
    ),
    // The model does not constrain names of virtual services, and backends may be ARNs.
    rule(
        AppliesTo::Input("virtualServiceName"),
        |name| !name.is_empty(),
        "Member must not be empty",
    ),
    rule(
        AppliesTo::Input("virtualServiceName"),
        |name| name.chars().count() <= name::MAX_LENGTH,
        "Member must have length less than or equal to 255",
    ),
    rule(AppliesTo::Input("virtualServiceName"), name::has_valid_characters, PLAIN),
    rule(AppliesTo::Input("virtualServiceName"), name::is_path_segment, SEGMENT),
    rule(
        AppliesTo::Shape("HttpRetryPolicyEvent"),
        |event| RETRY_EVENTS.contains(&event),
        "Member must satisfy enum value set: [server-error, gateway-error, client-error, \
         stream-error]",
    ),
    rule(AppliesTo::Shape("ExactHostName"), without_port, NO_PORT),
    rule(AppliesTo::Shape("SuffixHostname"), without_port, NO_PORT),
    rule(AppliesTo::Member("HttpRouteMatch", "prefix"), absolute, BEGINS),
    rule(AppliesTo::Member("HttpPathMatch", "exact"), absolute, BEGINS),
    rule(AppliesTo::Member("HttpGatewayRouteMatch", "prefix"), absolute, BEGINS),
    rule(
        AppliesTo::Member("HttpGatewayRouteMatch", "prefix"),
        |prefix| !RESERVED_PREFIXES.iter().any(|reserved| prefix.starts_with(reserved)),
        "Member must not begin with the reserved prefixes /aws-appmesh and /aws-app-mesh",
    ),
    rule(
        AppliesTo::Member("GrpcGatewayRouteMatch", "serviceName"),
        |service| service != "aws.appmesh" && !service.starts_with("aws.app-mesh"),
        "Member must not be one of the reserved services aws.appmesh and aws.app-mesh*",
    ),
    rule(AppliesTo::Member("HttpGatewayRoutePathRewrite", "exact"), absolute, BEGINS),
    rule(
        AppliesTo::Member("HttpGatewayRoutePrefixRewrite", "value"),
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

/// Returns the constraints that a string of the shape named `shape` violates.
pub(in crate::model::check) fn of_shape(
    shape: &str,
    text: &str,
) -> impl Iterator<Item = &'static str> {
    violated(move |rule| matches!(rule, AppliesTo::Shape(name) if name == shape), text)
}

/// Returns the constraints that a string violates as member `member` of a structure of `shape`.
pub(in crate::model::check) fn of_member(
    shape: &str,
    member: &str,
    text: &str,
) -> impl Iterator<Item = &'static str> {
    let applies = move |rule: AppliesTo| match rule {
        AppliesTo::Shape(_) => false,
        AppliesTo::Member(structure, name) => structure == shape && name == member,
        AppliesTo::Input(name) => name == member && shape.ends_with("Input"),
    };
    violated(applies, text)
}

fn violated(applies: impl Fn(AppliesTo) -> bool, text: &str) -> impl Iterator<Item = &'static str> {
    let rules = RULES.iter().filter(move |rule| applies(rule.applies_to));
    rules.filter(move |rule| !(rule.is_valid)(text)).map(|rule| rule.constraint)
}
