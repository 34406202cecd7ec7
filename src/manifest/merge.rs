//! Checks the specs of all desired resources and keeps one definition of each.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Desired, IgnoredPart, ManifestSet, Problem, ProblemKind};
use crate::mesh::diff;
use crate::model::check::{Depth, check as check_shape};
use crate::model::{Key, Verb, model};

/// Checks `desired` as the server does, and adds what it would reject to `problems`.
pub(super) fn validate(desired: &[Desired], problems: &mut Vec<Problem>) {
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
                kind: ProblemKind::Invalid(violation),
            });
        }
    }
}

/// Keeps one definition of each resource: of different files the last one, with a note, as if they
/// were applied one by one. Two different definitions in one file are a problem.
pub(super) fn keep_last(set: &mut ManifestSet, problems: &mut Vec<Problem>) {
    let mut kept: Vec<Desired> = Vec::new();
    let mut positions: HashMap<Key, usize> = HashMap::new();
    for wanted in std::mem::take(&mut set.desired) {
        let Some(position) = positions.get(&wanted.key) else {
            positions.insert(wanted.key.clone(), kept.len());
            kept.push(wanted);
            continue;
        };
        let earlier = &mut kept[*position];
        if is_redundant(earlier, &wanted) {
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
                kind: ProblemKind::DefinedTwice { key: wanted.key, first: earlier.origin.clone() },
            });
            continue;
        }
        let earlier = std::mem::replace(earlier, wanted);
        let later = &kept[*position].origin;
        set.ignored.push(IgnoredPart {
            subject: earlier.key.to_string(),
            reason: format!("is replaced by a later file: {later}"),
            origin: earlier.origin,
        });
    }
    set.desired = kept;
}

/// Returns whether `later` changes nothing about `earlier`. A definition that accepts any spec does
/// not override a spec.
fn is_redundant(earlier: &Desired, later: &Desired) -> bool {
    let specs = || diff::changes(&earlier.key, &earlier.spec, &later.spec).is_empty();
    later.any_spec || (earlier.any_spec == later.any_spec && specs() && earlier.tags == later.tags)
}
