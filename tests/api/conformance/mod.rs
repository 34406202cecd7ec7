//! Every constraint of the model, at every location in an operation's input where it applies: valid
//! values are accepted, each kind of invalid value is rejected with the path of its location
//! (`docs/behaviour/api.md#validation-messages`). Generated from the model, sent to a real server
//! over HTTP.

pub(crate) mod least;
pub(crate) mod place;
mod typed_specs;
pub(crate) mod value;
pub(crate) mod world;

use meshctl::model::model;
use meshctl::model::shape::Location;

use place::{Place, places};
use value::{Wrong, valid, wrong};
use world::World;

/// How many values are sent, and how many of them are answered with a resource, at the least: fewer
/// would mean that places were lost, or that something else stands in the way of valid values.
const LEAST: (usize, usize) = (9_600, 700);

#[test]
fn every_constraint_holds_at_every_place() {
    let world = World::new();
    let (mut sent, mut taken) = (0, 0);
    for operation in model().operations.values() {
        for place in places(operation) {
            for value in valid(&place) {
                let (reply, input) = world.send(&place, value);
                let refused =
                    matches!(&*reply.code, "BadRequestException" | "SerializationException");
                assert!(
                    !refused && reply.status < 500,
                    "{} {} takes {input}, but: {} {}",
                    operation.name,
                    place.path(),
                    reply.code,
                    reply.message()
                );
                sent += 1;
                taken += usize::from(reply.status == 200);
            }
            for Wrong { value, at, code } in wrong(&place) {
                let (reply, input) = world.send(&place, value);
                let named = reply.message().contains(&format!("'{at}'"));
                assert!(
                    reply.code == code && named,
                    "{} {} refuses {input} with {code} at '{at}', but: {} {}",
                    operation.name,
                    place.path(),
                    reply.code,
                    reply.message()
                );
                sent += 1;
            }
        }
    }
    assert!(sent >= LEAST.0 && taken >= LEAST.1, "{sent} values were sent, {taken} taken");
}

#[test]
fn the_places_are_all_there_are() {
    let of = |name: &str| places(model().operation(name).unwrap());
    let paths = |name: &str| of(name).iter().map(Place::path).collect::<Vec<_>>();
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
