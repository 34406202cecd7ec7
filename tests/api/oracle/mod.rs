//! Random operations against the server and against a simple oracle, which must agree on every
//! response: errors, versions, ids, pages, tags, retries.
//!
//! The oracle is a map in memory and a second, simple implementation of the service's rules. It must
//! not use code of the server. A failure prints its seed and the shortest sequence of calls that still
//! fails. `MESHCTL_ORACLE_SEED` sets the first seed, `MESHCTL_ORACLE_STEPS` the number of calls.
//!
//! To add a rule of the API to the oracle:
//!
//! 1. Make random calls violate it often enough: `call.rs` generates specs from few names, ports and
//!    protocols. A spec that violates a rule about itself belongs to `invalid_spec`.
//! 2. Write the rule:
//!    * about a reference that must exist: add the reference to `references` in `rules.rs`;
//!    * about deletion: `check_not_in_use` in `rules.rs`, which returns the service's message;
//!    * about ports and protocols: `ports_are_consistent` in `rules.rs`, which returns `false` (any
//!      `BadRequestException` of the server then matches);
//!    * about names, owners, tags, tokens or pages: the checks in `state.rs`, in the order of
//!      `docs/behaviour/api.md#order-of-checks`.
//! 3. If the rule changes what is stored or returned, change `response.rs` (effect of a call) or
//!    `rendering.rs` (JSON of a resource).
//! 4. If the rule has a new error code, add it with a minimum count to `random_calls_cover_all_outcomes`
//!    below, so that a change of the generator cannot disable the rule.
//! 5. Run `cargo test --test all api::oracle`. If it fails before the server implements the rule, the
//!    oracle enforces it.

mod call;
mod rendering;
mod response;
mod rules;
mod state;

use std::sync::Arc;

use meshctl::store::{Sqlite, data_directory};

use crate::support::Api;
use crate::support::random::{Random, volume};
use call::ApiCall;
use state::Oracle;

/// Number of calls in a run, which starts with an empty store.
const CALLS_PER_RUN: usize = 2_500;

/// Returns random calls. Some repeat one of the last calls, as a client that retries.
fn calls(seed: u64, length: usize) -> Vec<ApiCall> {
    let mut random = Random(seed);
    let mut calls: Vec<ApiCall> = Vec::new();
    for index in 0..length {
        let back = random.below(80) + 1;
        let retry = (back <= index.min(8)).then(|| calls[index - back].clone());
        calls.push(retry.unwrap_or_else(|| ApiCall::any(&mut random)));
    }
    calls
}

/// Runs the calls; returns the index of the first one on which server and oracle differ, and how.
fn first_difference(api: &Api, calls: &[ApiCall]) -> Option<(usize, String)> {
    let mut oracle = Oracle::default();
    for (index, call) in calls.iter().enumerate() {
        if let Err(difference) = oracle.check(api, call) {
            return Some((index, difference));
        }
    }
    None
}

/// Removes calls in chunks of decreasing size as long as the rest still fails.
fn shrink(calls: &[ApiCall]) -> Vec<ApiCall> {
    let mut left = calls.to_vec();
    let mut chunk = left.len() / 2;
    while chunk > 0 {
        let mut at = 0;
        while at < left.len() {
            let mut fewer = left.clone();
            fewer.drain(at..(at + chunk).min(left.len()));
            match first_difference(&Api::in_memory(), &fewer) {
                Some((last, _)) => left = fewer[..=last].to_vec(),
                None => at += chunk,
            }
        }
        chunk /= 2;
    }
    left
}

fn check(seed: u64) {
    let calls = calls(seed, CALLS_PER_RUN);
    if let Some((index, difference)) = first_difference(&Api::in_memory(), &calls) {
        let shrunk = shrink(&calls[..=index]);
        let shrunk_difference = first_difference(&Api::in_memory(), &shrunk);
        let (_, difference) = shrunk_difference.unwrap_or((index, difference));
        let lines: Vec<String> = shrunk.iter().map(|call| format!("  {call:?}")).collect();
        panic!(
            "seed {seed}, call {index}; the shortest sequence:\n{}\n{difference}",
            lines.join("\n")
        );
    }
}

/// The seed of the first run.
fn first_seed() -> u64 {
    volume("MESHCTL_ORACLE_SEED", 20_190_125)
}

#[test]
fn random_calls_match_the_oracle() {
    let runs =
        volume("MESHCTL_ORACLE_STEPS", 20_000).div_ceil(u64::try_from(CALLS_PER_RUN).unwrap());
    let first = first_seed();
    std::thread::scope(|threads| {
        for half in 0..2 {
            threads.spawn(move || (half..runs).step_by(2).for_each(|run| check(first + run)));
        }
    });
}

#[test]
fn random_calls_on_sqlite_match_the_oracle() {
    let home = tempfile::tempdir().unwrap();
    let lock =
        data_directory::lock(home.path(), false).unwrap().expect("the directory is not locked");
    let store = Sqlite::open(&home.path().join("store.db"), lock).unwrap();
    let seed = first_seed();
    let difference = first_difference(&Api::on(Arc::new(store)), &calls(seed, 2_000));
    assert_eq!(difference, None, "seed {seed}");
}

#[test]
fn random_calls_cover_all_outcomes() {
    let api = Api::in_memory();
    let mut oracle = Oracle::default();
    for call in calls(first_seed(), CALLS_PER_RUN) {
        oracle.check(&api, &call).unwrap();
    }
    for (outcome, minimum) in [
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
        let count = oracle.outcomes.get(outcome).copied().unwrap_or_default();
        assert!(count >= minimum, "`{outcome}` occurred {count} times: {:?}", oracle.outcomes);
    }
}
