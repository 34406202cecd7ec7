//! Operations: what can be asked of the service, and how each travels over HTTP.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::kind::Kind;
use super::model;
use super::shape::{Location, Shape};

/// One of the 38 operations.
#[derive(Debug, Deserialize)]
pub struct Operation {
    /// API name, such as `CreateRoute`. It is also the IAM action after `appmesh:`.
    #[serde(skip)]
    pub name: &'static str,
    /// What it does.
    pub verb: Verb,
    #[serde(rename = "kind")]
    kind: Subject,
    /// HTTP method: `GET`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Path with `{member}` segments.
    pub uri: &'static str,
    /// Name of the input shape.
    pub input: &'static str,
    /// Name of the shape that the response body has.
    pub output: &'static str,
    /// Member under which clients show the body (`route`), when the body is the resource itself.
    #[serde(default, borrow)]
    pub payload: Option<&'static str>,
    /// Member that holds the items of a page, for the eight operations that have pages.
    #[serde(default, borrow)]
    pub page: Option<&'static str>,
    /// Exceptions that the operation is documented to raise.
    #[serde(borrow)]
    pub errors: Vec<&'static str>,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// Makes a resource.
    Create,
    /// Reads one resource.
    Describe,
    /// Replaces the spec of a resource.
    Update,
    /// Removes a resource.
    Delete,
    /// Reads a page of resources, or of tags.
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

/// What SDKs leave as it is in a path segment or a query value; the rest is percent-encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes `text` as the AWS SDKs do for path segments and query values (`/` included).
#[must_use]
pub fn encode(text: &str) -> String {
    encode_bytes(text.as_bytes())
}

/// Percent-encodes bytes that need be no text, as [`encode`] does.
#[must_use]
pub fn encode_bytes(bytes: &[u8]) -> String {
    percent_encode(bytes, ENCODED).to_string()
}

/// An HTTP request without host: what an operation and its input come to.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationRequest {
    /// `GET`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Path and query, percent-encoded.
    pub target: String,
    /// JSON body; operations that are not `PUT` have none.
    pub body: Option<Value>,
}

impl Operation {
    /// Returns the kind of resource it is about; the three tag operations have none.
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

    /// Returns its name on the command line: `create-route`.
    #[must_use]
    pub fn command(&self) -> String {
        super::name::kebab(self.name)
    }

    /// Returns the shape of its input.
    #[must_use]
    pub fn input_shape(&self) -> &'static Shape {
        model().shape(self.input)
    }

    /// Returns the IAM action that it needs: `appmesh:CreateRoute`.
    #[must_use]
    pub fn iam_action(&self) -> String {
        format!("appmesh:{}", self.name)
    }

    /// Lays `input` out as an HTTP request.
    ///
    /// Members with a place in the path or the query go there, all others into the body of a
    /// `PUT`. A missing path member leaves an empty segment: check the input first.
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
    fn wire_puts_members_where_the_model_says() {
        let input = json!({
            "meshName": "a b/c", "meshOwner": "123456789012",
            "virtualRouterName": "r", "routeName": "é", "spec": {"priority": 0},
        });
        let wire = model().operation("UpdateRoute").unwrap().to_request(input.as_object().unwrap());
        assert_eq!(
            wire,
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
