//! Random operations against the server and against a simple oracle, which must agree on every
//! response: errors, versions, ids, pages, tags, retries.
//!
//! The oracle is a map in memory and a second, simple implementation of the service's rules. To add a
//! rule, add it to `rules.rs`. A failure prints its seed and the shortest sequence that still fails.
//! `MESHCTL_ORACLE_SEED` sets the first seed, `MESHCTL_ORACLE_STEPS` the number of steps.

mod answer;
mod rules;
mod shape;
mod step;
mod world;

use std::sync::Arc;

use meshctl::store::{Sqlite, data_directory};

use crate::support::Api;
use crate::support::random::{Random, volume};
use step::Step;
use world::World;

/// Steps of one run, which starts with nothing.
const STEPS: usize = 2_500;

/// Steps at random; now and then one of the last ones comes again, as from a client that tries
/// again.
fn steps(seed: u64, length: usize) -> Vec<Step> {
    let mut random = Random(seed);
    let mut steps: Vec<Step> = Vec::new();
    for at in 0..length {
        let back = random.below(80) + 1;
        let again = (back <= at.min(8)).then(|| steps[at - back].clone());
        steps.push(again.unwrap_or_else(|| Step::any(&mut random)));
    }
    steps
}

/// Goes the steps, and says at which the server and the oracle differ, and how.
fn differs(api: &Api, steps: &[Step]) -> Option<(usize, String)> {
    let mut world = World::default();
    for (at, step) in steps.iter().enumerate() {
        if let Err(why) = world.step(api, step) {
            return Some((at, why));
        }
    }
    None
}

/// Takes out steps, many at a time and then fewer, as long as what is left still fails.
fn fewest(steps: &[Step]) -> Vec<Step> {
    let mut left = steps.to_vec();
    let mut chunk = left.len() / 2;
    while chunk > 0 {
        let mut at = 0;
        while at < left.len() {
            let mut fewer = left.clone();
            fewer.drain(at..(at + chunk).min(left.len()));
            match differs(&Api::in_memory(), &fewer) {
                Some((last, _)) => left = fewer[..=last].to_vec(),
                None => at += chunk,
            }
        }
        chunk /= 2;
    }
    left
}

fn check(seed: u64) {
    let steps = steps(seed, STEPS);
    if let Some((at, why)) = differs(&Api::in_memory(), &steps) {
        let fewest = fewest(&steps[..=at]);
        let (_, still) = differs(&Api::in_memory(), &fewest).unwrap_or((at, why));
        let shown: Vec<String> = fewest.iter().map(|step| format!("  {step:?}")).collect();
        panic!("seed {seed}, after {at} steps; the fewest:\n{}\n{still}", shown.join("\n"));
    }
}

/// The seed of the first run.
fn first_seed() -> u64 {
    volume("MESHCTL_ORACLE_SEED", 20_190_125)
}

#[test]
fn random_steps_match_the_oracle() {
    let runs = volume("MESHCTL_ORACLE_STEPS", 20_000).div_ceil(u64::try_from(STEPS).unwrap());
    let first = first_seed();
    std::thread::scope(|threads| {
        for half in 0..2 {
            threads.spawn(move || (half..runs).step_by(2).for_each(|run| check(first + run)));
        }
    });
}

#[test]
fn a_store_on_disk_answers_as_the_oracle_says() {
    let home = tempfile::tempdir().unwrap();
    let lock = data_directory::lock(home.path(), false).unwrap().expect("the folder is ours");
    let store = Sqlite::open(&home.path().join("store.db"), lock).unwrap();
    let seed = first_seed();
    let differs = differs(&Api::on(Arc::new(store)), &steps(seed, 2_000));
    assert_eq!(differs, None, "seed {seed}");
}

#[test]
fn runs_visit_what_they_are_for() {
    let api = Api::in_memory();
    let mut world = World::default();
    for step in steps(first_seed(), STEPS) {
        world.step(&api, &step).unwrap();
    }
    for (what, least) in [
        ("", 700),
        ("replay", 5),
        ("BadRequestException", 50),
        ("ConflictException", 50),
        ("NotFoundException", 100),
        ("ResourceInUseException", 20),
        ("TooManyTagsException", 5),
        ("ForbiddenException", 5),
        ("AccessDeniedException", 5),
        ("another page", 20),
    ] {
        let seen = world.seen.get(what).copied().unwrap_or_default();
        assert!(seen >= least, "`{what}` was seen {seen} times: {:?}", world.seen);
    }
}
