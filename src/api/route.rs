//! From method and path to an operation.

use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::error::ApiError;
use crate::model::{Operation, model};

/// An operation and the segments of its path.
struct Route {
    operation: &'static Operation,
    segments: Vec<&'static str>,
}

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let split = |operation: &'static Operation| Route {
        operation,
        segments: operation.uri.split('/').collect(),
    };
    model().operations.values().map(split).collect()
});

/// Finds the operation with this `method` and raw `path`, and the members in the path. The path is
/// matched before it is decoded, so a name can contain an encoded `/`.
///
/// # Errors
///
/// `UnknownOperationException` if there is none, `BadRequestException` if a segment is not UTF-8.
pub(super) fn find(
    method: &str,
    path: &str,
) -> Result<(&'static Operation, Map<String, Value>), ApiError> {
    let given: Vec<&str> = path.split('/').collect();
    let route = ROUTES.iter().find(|route| {
        route.operation.method == method
            && route.segments.len() == given.len()
            && route
                .segments
                .iter()
                .zip(&given)
                .all(|(want, got)| label(want).is_some() && !got.is_empty() || want == got)
    });
    let route = route.ok_or_else(ApiError::unknown_operation)?;
    let mut members = Map::new();
    for (want, got) in route.segments.iter().zip(given) {
        if let Some(name) = label(want) {
            let text = percent_decode_str(got)
                .decode_utf8()
                .map_err(|_| ApiError::bad_request(format!("{name} is not UTF-8")))?;
            members.insert(name.to_owned(), text.into_owned().into());
        }
    }
    Ok((route.operation, members))
}

fn label(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn find_matches_the_request_of_every_operation() {
        for operation in model().operations.values() {
            let mut input = Map::new();
            for (name, member) in &operation.input_shape().members {
                if member.location == crate::model::shape::Location::Uri {
                    input.insert((*name).to_owned(), json!("a/b é"));
                }
            }
            let wire = operation.to_request(&input);
            let (found, members) = find(wire.method, &wire.target).unwrap();
            assert_eq!((found.name, members), (operation.name, input));
        }
    }

    #[test]
    fn find_rejects_other_paths() {
        for (method, path) in [
            ("GET", "/"),
            ("POST", "/v20190125/meshes"),
            ("GET", "/v20190125/meshes/"),
            ("GET", "/v20190125/meshes/m/virtualRouters/r/routes"),
            ("GET", "/v20190125/meshes/m/virtualNodes/n/x"),
        ] {
            assert_eq!(find(method, path).unwrap_err().code, "UnknownOperationException", "{path}");
        }
    }
}
