//! Converts the spec of a manifest to an App Mesh spec, by the service model and a table per format
//! of the fields with another name or form.

use serde_json::{Map, Value, json};

use super::ProblemKind;
use super::scope::DocumentScope;
use crate::model::shape::Form;
use crate::model::{Arn, Kind, Shape, Verb, model};

/// The meaning of a field that the API does not have, or has in another form.
#[derive(Debug, Clone, Copy)]
enum FieldMeaning {
    /// The field of the API with this name.
    Named(&'static str),
    /// `{name, namespace}` of another custom resource, for its App Mesh name.
    Reference(Kind, &'static str),
    /// `NAME`, or `NAME.NAMESPACE` of a custom resource in another namespace.
    Dotted(Kind, &'static str),
    /// The ARN of a resource, for its name.
    Arn(Kind, &'static str),
    /// A duration in milliseconds.
    Millis(&'static str),
    /// A map, which is a list of `{key, value}` in the API.
    Pairs(&'static str),
    /// A field for the cluster only. It has no effect; the string is the reason.
    Cluster(&'static str),
}

/// The shape of the API, the field in it, and its meaning.
pub(super) struct FieldRow(&'static str, &'static str, FieldMeaning);

use FieldMeaning::{Arn as ArnOf, Cluster, Dotted, Millis, Named, Pairs, Reference};

const PODS: &str = "selects pods and is not part of the App Mesh API";
const LABELS: &str = "selects by labels and is not part of the App Mesh API; use references and \
                      `--mesh`";

/// The plain format has the fields of the API.
pub(super) const PLAIN: &[FieldRow] = &[];

/// The custom resources of 2019.
pub(super) const V1BETA1: &[FieldRow] = &[
    FieldRow("MeshSpec", "serviceDiscoveryType", Cluster("is not part of the App Mesh API")),
    FieldRow("DnsServiceDiscovery", "hostName", Named("hostname")),
    FieldRow("ServiceDiscovery", "cloudMap", Named("awsCloudMap")),
    FieldRow("AwsCloudMapServiceDiscovery", "attributes", Pairs("attributes")),
    FieldRow("RouteSpec", "http", Named("httpRoute")),
    FieldRow("RouteSpec", "http2", Named("http2Route")),
    FieldRow("RouteSpec", "grpc", Named("grpcRoute")),
    FieldRow("RouteSpec", "tcp", Named("tcpRoute")),
    FieldRow("WeightedTarget", "virtualNodeName", Dotted(Kind::VirtualNode, "virtualNode")),
    FieldRow("HttpRetryPolicy", "perRetryTimeoutMillis", Millis("perRetryTimeout")),
    FieldRow("GrpcRetryPolicy", "perRetryTimeoutMillis", Millis("perRetryTimeout")),
];

/// The custom resources since 2020.
pub(super) const V1BETA2: &[FieldRow] = &[
    FieldRow("MeshSpec", "namespaceSelector", Cluster(LABELS)),
    FieldRow("MeshSpec", "meshServiceDiscovery", Named("serviceDiscovery")),
    FieldRow("VirtualNodeSpec", "podSelector", Cluster(PODS)),
    FieldRow("VirtualGatewaySpec", "podSelector", Cluster(PODS)),
    FieldRow("VirtualGatewaySpec", "namespaceSelector", Cluster(LABELS)),
    FieldRow("VirtualGatewaySpec", "gatewayRouteSelector", Cluster(LABELS)),
    FieldRow(
        "VirtualServiceBackend",
        "virtualServiceRef",
        Reference(Kind::VirtualService, "virtualServiceName"),
    ),
    FieldRow(
        "VirtualServiceBackend",
        "virtualServiceARN",
        ArnOf(Kind::VirtualService, "virtualServiceName"),
    ),
    FieldRow("WeightedTarget", "virtualNodeRef", Reference(Kind::VirtualNode, "virtualNode")),
    FieldRow("WeightedTarget", "virtualNodeARN", ArnOf(Kind::VirtualNode, "virtualNode")),
    FieldRow(
        "VirtualNodeServiceProvider",
        "virtualNodeRef",
        Reference(Kind::VirtualNode, "virtualNodeName"),
    ),
    FieldRow(
        "VirtualNodeServiceProvider",
        "virtualNodeARN",
        ArnOf(Kind::VirtualNode, "virtualNodeName"),
    ),
    FieldRow(
        "VirtualRouterServiceProvider",
        "virtualRouterRef",
        Reference(Kind::VirtualRouter, "virtualRouterName"),
    ),
    FieldRow(
        "VirtualRouterServiceProvider",
        "virtualRouterARN",
        ArnOf(Kind::VirtualRouter, "virtualRouterName"),
    ),
    FieldRow(
        "GatewayRouteVirtualService",
        "virtualServiceRef",
        Reference(Kind::VirtualService, "virtualServiceName"),
    ),
    FieldRow(
        "GatewayRouteVirtualService",
        "virtualServiceARN",
        ArnOf(Kind::VirtualService, "virtualServiceName"),
    ),
    FieldRow("ListenerTlsAcmCertificate", "certificateARN", Named("certificateArn")),
    FieldRow("VirtualGatewayListenerTlsAcmCertificate", "certificateARN", Named("certificateArn")),
    FieldRow(
        "TlsValidationContextAcmTrust",
        "certificateAuthorityARNs",
        Named("certificateAuthorityArns"),
    ),
    FieldRow(
        "VirtualGatewayTlsValidationContextAcmTrust",
        "certificateAuthorityARNs",
        Named("certificateAuthorityArns"),
    ),
    FieldRow(
        "VirtualGatewayListener",
        "logging",
        Cluster("is not sent to App Mesh; use `spec.logging`"),
    ),
];

/// Returns the name of the shape of the specs of `kind`.
pub(super) fn spec_shape(kind: Kind) -> &'static str {
    let input = model().shape(model().operation_for(Verb::Create, kind).input);
    input.members.get("spec").map_or("", |spec| spec.shape)
}

/// Converts `value`, at `path` of a manifest, to the form of the API's `shape`.
///
/// Nulls are removed. A field that neither `rows` nor the shape has is a problem. A value of
/// another type is not changed: the check of the whole spec reports it.
pub(super) fn convert(
    rows: &[FieldRow],
    shape: &'static str,
    value: &Value,
    path: &str,
    scope: &mut DocumentScope<'_>,
) -> Value {
    let form = model().shape(shape);
    match (form.form, value) {
        (Form::Structure, Value::Object(members)) => {
            let mut out = Map::new();
            for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                let path = format!("{path}.{name}");
                let row = rows.iter().find(|row| row.0 == shape && row.1 == name);
                let converted = match (row, form.members.get(name.as_str())) {
                    (Some(FieldRow(.., Cluster(why))), _) => {
                        scope.ignore_field(&path, why);
                        continue;
                    }
                    (Some(FieldRow(.., meaning)), _) => {
                        let value = translate(rows, (form, *meaning), value, &path, scope);
                        value.map(|value| (meaning.member(), value))
                    }
                    (None, Some(member)) => {
                        let value = convert(rows, member.shape, value, &path, scope);
                        Some((name.as_str(), value))
                    }
                    (None, None) => {
                        let known = known(rows, shape, form);
                        scope.problem(ProblemKind::Unknown { path: path.clone(), known });
                        None
                    }
                };
                let Some((name, value)) = converted else { continue };
                if out.insert(name.to_owned(), value).is_some() {
                    scope.malformed(&path, "omitted: another field has already set the same value");
                }
            }
            Value::Object(out)
        }
        (Form::List, Value::Array(items)) => {
            let element = form.element.unwrap_or_default();
            let each = items.iter().enumerate();
            each.map(|(at, item)| convert(rows, element, item, &format!("{path}[{at}]"), scope))
                .collect()
        }
        _ => value.clone(),
    }
}

impl FieldMeaning {
    /// Returns the field of the API that it sets.
    fn member(&self) -> &'static str {
        match self {
            Named(name) | Millis(name) | Pairs(name) => name,
            Reference(_, name) | Dotted(_, name) | ArnOf(_, name) => name,
            Cluster(_) => "",
        }
    }
}

/// Converts a field of `shape` by its `meaning`. Adds a problem and returns nothing if it is
/// invalid.
fn translate(
    rows: &[FieldRow],
    (shape, meaning): (&'static Shape, FieldMeaning),
    value: &Value,
    path: &str,
    scope: &mut DocumentScope<'_>,
) -> Option<Value> {
    match meaning {
        Named(name) => {
            let shape = shape.members.get(name).map_or("", |member| member.shape);
            Some(convert(rows, shape, value, path, scope))
        }
        Reference(kind, _) => scope.reference(kind, value, path).map(|name| name.as_str().into()),
        Dotted(kind, _) => {
            let parts = value.as_str().and_then(|text| text.rsplit_once('.'));
            let resolved = parts.map(|(name, space)| scope.names.resolve(kind, space, name));
            // The dot can also be part of the name.
            let found = resolved.and_then(|(name, known)| known.then_some(name));
            Some(found.map_or_else(|| value.clone(), |name| name.as_str().into()))
        }
        ArnOf(kind, _) => {
            let arn = value.as_str().and_then(|text| text.parse::<Arn>().ok());
            let Some(arn) = arn.filter(|arn| arn.key.kind == kind) else {
                scope.malformed(path, &format!("the ARN of a {kind}"));
                return None;
            };
            Some(arn.key.name.as_str().into())
        }
        Millis(_) => Some(json!({"unit": "ms", "value": value})),
        Pairs(_) => {
            let pairs = value.as_object().map(|pairs| {
                pairs.iter().map(|(key, value)| json!({"key": key, "value": value})).collect()
            });
            Some(pairs.unwrap_or_else(|| value.clone()))
        }
        Cluster(_) => None,
    }
}

fn known(rows: &[FieldRow], shape: &str, form: &Shape) -> Vec<String> {
    let rows = rows.iter().filter(|row| row.0 == shape).map(|row| row.1);
    let mut known: Vec<String> =
        form.members.keys().copied().chain(rows).map(str::to_owned).collect();
    known.sort();
    known.dedup();
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_map_to_fields_of_the_api() {
        for FieldRow(shape, member, meaning) in V1BETA1.iter().chain(V1BETA2) {
            let shape = model().shapes.get(shape).unwrap_or_else(|| panic!("no shape {shape}"));
            match meaning {
                Cluster(_) => assert!(!shape.members.contains_key(member), "{member}"),
                _ => assert!(shape.members.contains_key(meaning.member()), "{member}"),
            }
        }
    }
}
