//! The end of reading: every spec is checked, and each resource is left once.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Desired, Fault, Ignored, Problem, Set};
use crate::mesh::diff;
use crate::model::check::{Depth, check as check_shape};
use crate::model::{Key, Verb, model};

/// Checks each of `desired` as the server will, and notes what it would refuse.
pub(super) fn check(desired: &[Desired], problems: &mut Vec<Problem>) {
    for wanted in desired {
        let mut input = wanted.key.members();
        input.insert("spec".to_owned(), wanted.spec.clone());
        let tags = wanted.tags.iter().map(|(key, value)| json!({"key": key, "value": value}));
        input.insert("tags".to_owned(), tags.collect());
        let shape = model().operation_for(Verb::Create, wanted.key.kind).input;
        for violation in check_shape(shape, &Value::Object(input), Depth::Server) {
            problems.push(Problem {
                origin: wanted.origin.clone(),
                subject: wanted.key.to_string(),
                fault: Fault::Invalid(violation),
            });
        }
    }
}

/// Leaves each resource once. Of two files the later one wins, with a note, as it would if they
/// were applied one by one; two different specs in one file are a problem.
pub(super) fn last_wins(set: &mut Set, problems: &mut Vec<Problem>) {
    let mut kept: Vec<Desired> = Vec::new();
    let mut places: HashMap<Key, usize> = HashMap::new();
    for wanted in std::mem::take(&mut set.desired) {
        let Some(place) = places.get(&wanted.key) else {
            places.insert(wanted.key.clone(), kept.len());
            kept.push(wanted);
            continue;
        };
        let earlier = &mut kept[*place];
        if same(earlier, &wanted) {
            continue;
        }
        if earlier.any_spec {
            *earlier = wanted;
            continue;
        }
        if earlier.origin.file == wanted.origin.file {
            problems.push(Problem {
                origin: wanted.origin,
                subject: String::new(),
                fault: Fault::Twice { key: wanted.key, first: earlier.origin.clone() },
            });
            continue;
        }
        let earlier = std::mem::replace(earlier, wanted);
        let later = &kept[*place].origin;
        set.ignored.push(Ignored {
            what: earlier.key.to_string(),
            why: format!("is replaced by a later file: {later}"),
            origin: earlier.origin,
        });
    }
    set.desired = kept;
}

/// Reports whether two desired states of a resource are equal. One that accepts any spec requires
/// less than one with a certain spec, so it does not replace an earlier one.
fn same(earlier: &Desired, later: &Desired) -> bool {
    let specs = || diff::changes(&earlier.key, &earlier.spec, &later.spec).is_empty();
    later.any_spec || (earlier.any_spec == later.any_spec && specs() && earlier.tags == later.tags)
}
