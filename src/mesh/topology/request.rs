//! Conditions on requests (`docs/behaviour/envoy.md#route-matching`).

use serde::Serialize;

use super::{HttpMethod, HttpScheme};

/// Conditions on an HTTP request; gRPC calls are HTTP requests.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestMatch {
    /// Whether only gRPC calls match.
    pub grpc: bool,
    /// The path without its query. That of a gRPC call is `/SERVICE/METHOD`.
    pub path: PathMatch,
    /// The method; any without it.
    pub method: Option<HttpMethod>,
    /// The scheme; any without it.
    pub scheme: Option<HttpScheme>,
    /// Headers, or the metadata of a gRPC call.
    pub headers: Vec<HeaderMatch>,
    /// Query parameters.
    pub query_parameters: Vec<QueryParameterMatch>,
}

/// A condition on the path of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PathMatch {
    /// It is equal.
    Exact(String),
    /// It starts with a string, at a `/` or not.
    Prefix(String),
    /// All of it matches an RE2 expression, which may not compile.
    Regex(String),
}

/// A condition on a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeaderMatch {
    /// Name of the header.
    pub name: String,
    /// Whether the condition must not hold.
    pub invert: bool,
    /// The condition.
    pub value: ValueMatch,
}

/// A condition on the value of a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ValueMatch {
    /// The header exists.
    Present,
    /// The value is equal.
    Exact(String),
    /// The value starts with a string.
    Prefix(String),
    /// The value ends with a string.
    Suffix(String),
    /// All of the value matches an RE2 expression, which may not compile.
    Regex(String),
    /// The value is an integer from `start` to below `end`.
    Range {
        /// Smallest integer.
        start: i64,
        /// The integer after the largest.
        end: i64,
    },
}

/// A condition on a query parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryParameterMatch {
    /// Name of the parameter.
    pub name: String,
    /// Its value; without it, the parameter must exist.
    pub exact: Option<String>,
}

impl Default for RequestMatch {
    /// Returns the match of every request.
    fn default() -> Self {
        Self {
            grpc: false,
            path: PathMatch::Prefix("/".to_owned()),
            method: None,
            scheme: None,
            headers: Vec::new(),
            query_parameters: Vec::new(),
        }
    }
}
