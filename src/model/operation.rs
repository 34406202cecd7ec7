//! API operations and their HTTP bindings.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::kind::Kind;
use super::model;
use super::shape::{Location, Shape};

/// One of the 38 API operations.
#[derive(Debug, Deserialize)]
pub struct Operation {
    /// API name, such as `CreateRoute`; also the IAM action without its prefix `appmesh:`.
    #[serde(skip)]
    pub name: &'static str,
    /// The verb of the operation.
    pub verb: Verb,
    #[serde(rename = "kind")]
    kind: Subject,
    /// HTTP method: `GET`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Path with `{member}` segments.
    pub uri: &'static str,
    /// Name of the input shape.
    pub input: &'static str,
    /// Name of the shape of the response body.
    pub output: &'static str,
    /// Member under which clients show the body (`route`), if the body is the resource itself.
    #[serde(default, borrow)]
    pub payload: Option<&'static str>,
    /// Member that holds the items of a page, for the eight paginated operations.
    #[serde(default, borrow)]
    pub page: Option<&'static str>,
    /// Documented exceptions of the operation.
    #[serde(borrow)]
    pub errors: Vec<&'static str>,
}

/// What an operation does to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// Creates a resource.
    Create,
    /// Reads one resource.
    Describe,
    /// Replaces the spec of a resource.
    Update,
    /// Removes a resource.
    Delete,
    /// Reads a page of resources or tags.
    List,
    /// Adds or overwrites tags.
    Tag,
    /// Removes tags.
    Untag,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Subject {
    Mesh,
    VirtualNode,
    VirtualRouter,
    Route,
    VirtualService,
    VirtualGateway,
    GatewayRoute,
    Tags,
}

/// Characters to percent-encode in path segments and query values: all but the unreserved ones.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes a string as the AWS SDKs do in path segments and query values; `/` is encoded.
#[must_use]
pub fn encode(text: &str) -> String {
    encode_bytes(text.as_bytes())
}

/// Percent-encodes bytes that may not be UTF-8, as [`encode`] does.
#[must_use]
pub fn encode_bytes(bytes: &[u8]) -> String {
    percent_encode(bytes, ENCODED).to_string()
}

/// The HTTP request of an operation, without host and headers.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationRequest {
    /// `GET`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Path and query, percent-encoded.
    pub target: String,
    /// JSON body; only `PUT` requests have one.
    pub body: Option<Value>,
}

impl Operation {
    /// Returns the kind of resource that it operates on; `None` for the three tag operations.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        Some(match self.kind {
            Subject::Mesh => Kind::Mesh,
            Subject::VirtualNode => Kind::VirtualNode,
            Subject::VirtualRouter => Kind::VirtualRouter,
            Subject::Route => Kind::Route,
            Subject::VirtualService => Kind::VirtualService,
            Subject::VirtualGateway => Kind::VirtualGateway,
            Subject::GatewayRoute => Kind::GatewayRoute,
            Subject::Tags => return None,
        })
    }

    /// Returns the name on the command line: `create-route`.
    #[must_use]
    pub fn command(&self) -> String {
        super::name::kebab(self.name)
    }

    /// Returns the shape of the input.
    #[must_use]
    pub fn input_shape(&self) -> &'static Shape {
        model().shape(self.input)
    }

    /// Returns the IAM action that it requires: `appmesh:CreateRoute`.
    #[must_use]
    pub fn iam_action(&self) -> String {
        format!("appmesh:{}", self.name)
    }

    /// Serializes `input` as an HTTP request.
    ///
    /// Members bound to the path or the query are placed there, all others in the body of a `PUT`.
    /// A missing path member leaves an empty segment: check the input first.
    #[must_use]
    pub fn to_request(&self, input: &Map<String, Value>) -> OperationRequest {
        let shape = self.input_shape();
        let mut path = self.uri.to_owned();
        let mut query = String::new();
        let mut body = Map::new();
        for (name, value) in input {
            let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            match shape.members.get(name.as_str()).map_or(Location::Body, |member| member.location)
            {
                Location::Uri => path = path.replace(&format!("{{{name}}}"), &encode(&text())),
                Location::QueryString => {
                    query.push(if query.is_empty() { '?' } else { '&' });
                    query.push_str(&format!("{name}={}", encode(&text())));
                }
                Location::Body => {
                    body.insert(name.clone(), value.clone());
                }
            }
        }
        let body = (self.method == "PUT").then_some(Value::Object(body));
        OperationRequest { method: self.method, target: path + &query, body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_are_serialized_to_their_locations() {
        let input = json!({
            "meshName": "a b/c", "meshOwner": "123456789012",
            "virtualRouterName": "r", "routeName": "é", "spec": {"priority": 0},
        });
        let request =
            model().operation("UpdateRoute").unwrap().to_request(input.as_object().unwrap());
        assert_eq!(
            request,
            OperationRequest {
                method: "PUT",
                target: "/v20190125/meshes/a%20b%2Fc/virtualRouter/r/routes/%C3%A9\
                         ?meshOwner=123456789012"
                    .into(),
                body: Some(json!({"spec": {"priority": 0}})),
            }
        );
    }
}
