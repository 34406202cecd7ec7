//! From a manifest's spec to an App Mesh spec: one walk over the service model, and a table of
//! what each format has under another name or in another form.

use serde_json::{Map, Value, json};

use super::Fault;
use super::scope::Scope;
use crate::model::shape::Form;
use crate::model::{Arn, Kind, Shape, Verb, model};

/// What a member stands for that the API does not have under that name.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    /// The same, under the API's name.
    Named(&'static str),
    /// `{name, namespace}` of another custom resource, whose App Mesh name it stands for.
    Reference(Kind, &'static str),
    /// `NAME`, or `NAME.NAMESPACE` of a custom resource in another namespace.
    Dotted(Kind, &'static str),
    /// The ARN of a resource, whose name it stands for.
    Arn(Kind, &'static str),
    /// A duration in milliseconds.
    Millis(&'static str),
    /// A map, which the API has as a list of `{key, value}`.
    Pairs(&'static str),
    /// A field that only a Kubernetes cluster uses; the reason why it is ignored.
    Cluster(&'static str),
}

/// In which shape of the API, which member, and what it stands for.
pub(super) struct Row(&'static str, &'static str, Meaning);

use Meaning::{Arn as ArnOf, Cluster, Dotted, Millis, Named, Pairs, Reference};

const PODS: &str = "selects pods, which App Mesh does not know";
const SPACES: &str = "selects by labels, which App Mesh does not know; references and `--mesh` \
                      say what belongs together";

/// The plain format uses the API's names.
pub(super) const PLAIN: &[Row] = &[];

/// The custom resources of 2019.
pub(super) const V1BETA1: &[Row] = &[
    Row("MeshSpec", "serviceDiscoveryType", Cluster("is not part of the App Mesh API")),
    Row("DnsServiceDiscovery", "hostName", Named("hostname")),
    Row("ServiceDiscovery", "cloudMap", Named("awsCloudMap")),
    Row("AwsCloudMapServiceDiscovery", "attributes", Pairs("attributes")),
    Row("RouteSpec", "http", Named("httpRoute")),
    Row("RouteSpec", "http2", Named("http2Route")),
    Row("RouteSpec", "grpc", Named("grpcRoute")),
    Row("RouteSpec", "tcp", Named("tcpRoute")),
    Row("WeightedTarget", "virtualNodeName", Dotted(Kind::VirtualNode, "virtualNode")),
    Row("HttpRetryPolicy", "perRetryTimeoutMillis", Millis("perRetryTimeout")),
    Row("GrpcRetryPolicy", "perRetryTimeoutMillis", Millis("perRetryTimeout")),
];

/// The custom resources from 2020 on.
pub(super) const V1BETA2: &[Row] = &[
    Row("MeshSpec", "namespaceSelector", Cluster(SPACES)),
    Row("MeshSpec", "meshServiceDiscovery", Named("serviceDiscovery")),
    Row("VirtualNodeSpec", "podSelector", Cluster(PODS)),
    Row("VirtualGatewaySpec", "podSelector", Cluster(PODS)),
    Row("VirtualGatewaySpec", "namespaceSelector", Cluster(SPACES)),
    Row("VirtualGatewaySpec", "gatewayRouteSelector", Cluster(SPACES)),
    Row(
        "VirtualServiceBackend",
        "virtualServiceRef",
        Reference(Kind::VirtualService, "virtualServiceName"),
    ),
    Row(
        "VirtualServiceBackend",
        "virtualServiceARN",
        ArnOf(Kind::VirtualService, "virtualServiceName"),
    ),
    Row("WeightedTarget", "virtualNodeRef", Reference(Kind::VirtualNode, "virtualNode")),
    Row("WeightedTarget", "virtualNodeARN", ArnOf(Kind::VirtualNode, "virtualNode")),
    Row(
        "VirtualNodeServiceProvider",
        "virtualNodeRef",
        Reference(Kind::VirtualNode, "virtualNodeName"),
    ),
    Row(
        "VirtualNodeServiceProvider",
        "virtualNodeARN",
        ArnOf(Kind::VirtualNode, "virtualNodeName"),
    ),
    Row(
        "VirtualRouterServiceProvider",
        "virtualRouterRef",
        Reference(Kind::VirtualRouter, "virtualRouterName"),
    ),
    Row(
        "VirtualRouterServiceProvider",
        "virtualRouterARN",
        ArnOf(Kind::VirtualRouter, "virtualRouterName"),
    ),
    Row(
        "GatewayRouteVirtualService",
        "virtualServiceRef",
        Reference(Kind::VirtualService, "virtualServiceName"),
    ),
    Row(
        "GatewayRouteVirtualService",
        "virtualServiceARN",
        ArnOf(Kind::VirtualService, "virtualServiceName"),
    ),
    Row("ListenerTlsAcmCertificate", "certificateARN", Named("certificateArn")),
    Row("VirtualGatewayListenerTlsAcmCertificate", "certificateARN", Named("certificateArn")),
    Row(
        "TlsValidationContextAcmTrust",
        "certificateAuthorityARNs",
        Named("certificateAuthorityArns"),
    ),
    Row(
        "VirtualGatewayTlsValidationContextAcmTrust",
        "certificateAuthorityARNs",
        Named("certificateAuthorityArns"),
    ),
    Row(
        "VirtualGatewayListener",
        "logging",
        Cluster("was never sent to App Mesh; `spec.logging` is"),
    ),
];

/// Returns the name of the shape that the specs of `kind` have.
pub(super) fn spec_shape(kind: Kind) -> &'static str {
    let input = model().shape(model().operation_for(Verb::Create, kind).input);
    input.members.get("spec").map_or("", |spec| spec.shape)
}

/// Turns `value`, found at `path` of a manifest, into the form that the API's `shape` has.
///
/// Nulls are left out. What neither `rows` nor the shape knows is noted as a problem; what is of
/// another type than the shape stays as it is, for the check of the whole spec to find.
pub(super) fn convert(
    rows: &[Row],
    shape: &'static str,
    value: &Value,
    path: &str,
    scope: &mut Scope<'_>,
) -> Value {
    let form = model().shape(shape);
    match (form.form, value) {
        (Form::Structure, Value::Object(members)) => {
            let mut out = Map::new();
            for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                let path = format!("{path}.{name}");
                let row = rows.iter().find(|row| row.0 == shape && row.1 == name);
                let place = match (row, form.members.get(name.as_str())) {
                    (Some(Row(.., Cluster(why))), _) => {
                        scope.skip_member(&path, why);
                        continue;
                    }
                    (Some(Row(.., meaning)), _) => {
                        let value = translate(rows, (form, *meaning), value, &path, scope);
                        value.map(|value| (meaning.member(), value))
                    }
                    (None, Some(member)) => {
                        let value = convert(rows, member.shape, value, &path, scope);
                        Some((name.as_str(), value))
                    }
                    (None, None) => {
                        let known = known(rows, shape, form);
                        scope.problem(Fault::Unknown { path: path.clone(), known });
                        None
                    }
                };
                let Some((name, value)) = place else { continue };
                if out.insert(name.to_owned(), value).is_some() {
                    scope
                        .malformed(&path, "omitted: another field next to it has the same meaning");
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

impl Meaning {
    /// The member of the API that it fills.
    fn member(&self) -> &'static str {
        match self {
            Named(name) | Millis(name) | Pairs(name) => name,
            Reference(_, name) | Dotted(_, name) | ArnOf(_, name) => name,
            Cluster(_) => "",
        }
    }
}

/// Translates a member of `shape` that has a special `meaning`. Returns none, and records the
/// problem, if it is invalid.
fn translate(
    rows: &[Row],
    (shape, meaning): (&'static Shape, Meaning),
    value: &Value,
    path: &str,
    scope: &mut Scope<'_>,
) -> Option<Value> {
    match meaning {
        Named(name) => {
            let shape = shape.members.get(name).map_or("", |member| member.shape);
            Some(convert(rows, shape, value, path, scope))
        }
        Reference(kind, _) => scope.reference(kind, value, path).map(|name| name.as_str().into()),
        Dotted(kind, _) => {
            let place = value.as_str().and_then(|text| text.rsplit_once('.'));
            let there = place.map(|(name, space)| scope.names.resolve(kind, space, name));
            // A dot may as well be part of the name.
            let found = there.and_then(|(name, known)| known.then_some(name));
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

fn known(rows: &[Row], shape: &str, form: &Shape) -> Vec<String> {
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
    fn each_row_stands_for_a_member_that_the_api_has() {
        for Row(shape, member, meaning) in V1BETA1.iter().chain(V1BETA2) {
            let shape = model().shapes.get(shape).unwrap_or_else(|| panic!("no shape {shape}"));
            match meaning {
                Cluster(_) => assert!(!shape.members.contains_key(member), "{member}"),
                _ => assert!(shape.members.contains_key(meaning.member()), "{member}"),
            }
        }
    }
}
