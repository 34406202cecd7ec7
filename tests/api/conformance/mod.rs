//! Every constraint of the model at every path of an operation's input where it applies: valid values
//! are accepted, and each kind of invalid value is rejected with its path
//! (`docs/behaviour/api.md#validation-messages`). Generated from the model, sent to a real server
//! over HTTP.

pub(crate) mod fixture;
pub(crate) mod input_path;
pub(crate) mod minimal;
mod typed_specs;
pub(crate) mod values;

use meshctl::model::model;
use meshctl::model::shape::Location;

use fixture::Fixture;
use input_path::{InputPath, input_paths};
use values::{InvalidValue, invalid, valid};

/// Minimum number of values to send, and of those that are accepted: fewer would mean that paths are
/// missing, or that valid values are rejected for another reason.
const MINIMUM: (usize, usize) = (9_600, 700);

#[test]
fn every_constraint_is_enforced_at_every_path() {
    let fixture = Fixture::new();
    let (mut sent, mut accepted) = (0, 0);
    for operation in model().operations.values() {
        for input_path in input_paths(operation) {
            for value in valid(&input_path) {
                let (response, input) = fixture.send(&input_path, value);
                let rejected =
                    matches!(&*response.code, "BadRequestException" | "SerializationException");
                assert!(
                    !rejected && response.status < 500,
                    "{} {} accepts {input}, but: {} {}",
                    operation.name,
                    input_path.dotted(),
                    response.code,
                    response.message()
                );
                sent += 1;
                accepted += usize::from(response.status == 200);
            }
            for InvalidValue { value, at, code } in invalid(&input_path) {
                let (response, input) = fixture.send(&input_path, value);
                let named = response.message().contains(&format!("'{at}'"));
                assert!(
                    response.code == code && named,
                    "{} {} rejects {input} with {code} at '{at}', but: {} {}",
                    operation.name,
                    input_path.dotted(),
                    response.code,
                    response.message()
                );
                sent += 1;
            }
        }
    }
    assert!(
        sent >= MINIMUM.0 && accepted >= MINIMUM.1,
        "{sent} values were sent, {accepted} accepted"
    );
}

#[test]
fn input_paths_cover_all_members() {
    let of = |name: &str| input_paths(model().operation(name).unwrap());
    let paths = |name: &str| of(name).iter().map(InputPath::dotted).collect::<Vec<_>>();
    assert_eq!(
        paths("CreateMesh"),
        [
            "clientToken",
            "meshName",
            "spec",
            "spec.egressFilter",
            "spec.egressFilter.type",
            "spec.serviceDiscovery",
            "spec.serviceDiscovery.ipPreference",
            "tags",
            "tags[0]",
            "tags[0].key",
            "tags[0].value",
        ]
    );
    let queries = of("ListRoutes").iter().filter(|p| p.location == Location::QueryString).count();
    assert_eq!(queries, 3, "limit, meshOwner, nextToken");
}
