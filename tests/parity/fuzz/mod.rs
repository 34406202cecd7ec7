//! Random calls, run by the AWS CLI and by meshctl.
//!
//! A case depends only on the seed and its number, so it can be repeated alone. `make test` runs a
//! sample, `make soak` many more; [`Plan::from_environment`] names the variables.

mod arguments;
mod case;
mod queries;
mod responses;
mod text;
mod values;
mod written;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use case::Case;

use super::official::{Call, Official};
use super::outcome::Outcome;
use super::stub::Stub;
use crate::support::random::volume;
use crate::support::sandbox::CommandOutput;
use crate::support::tools;

/// The cases to run.
struct Plan {
    seed: u64,
    cases: Vec<u64>,
    /// How many differences are printed.
    shown: usize,
}

impl Plan {
    /// Reads `MESHCTL_FUZZ_SEED` [default: 2019], `MESHCTL_FUZZ_COUNT` (how many cases) [default:
    /// 500], `MESHCTL_FUZZ_CASE` (only that case) and `MESHCTL_FUZZ_SHOWN` [default: 25].
    fn from_environment() -> Self {
        let cases = match volume("MESHCTL_FUZZ_CASE", u64::MAX) {
            u64::MAX => (0..volume("MESHCTL_FUZZ_COUNT", 500)).collect(),
            case => vec![case],
        };
        let shown = usize::try_from(volume("MESHCTL_FUZZ_SHOWN", 25)).unwrap();
        Self { seed: volume("MESHCTL_FUZZ_SEED", 2019), cases, shown }
    }
}

/// Runs `work` for all cases, on all processors; each worker has a service and an AWS CLI. Returns the
/// differences that it finds; an error is a program that does not end.
fn on_all(
    plan: &Plan,
    work: impl Fn(&mut Bench, &Case) -> Result<Option<String>, String> + Sync,
) -> Vec<String> {
    let next = AtomicU64::new(0);
    let worker = || {
        let mut bench = Bench { official: Official::start(), stub: Stub::start() };
        let mut differences = Vec::new();
        loop {
            let at = usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap();
            let Some(index) = plan.cases.get(at) else { break differences };
            let case = Case::new(plan.seed, *index);
            if let Some(difference) = work(&mut bench, &case).unwrap_or_else(Some) {
                let seed = plan.seed;
                differences.push(format!(
                    "case {index}, repeat with: MESHCTL_FUZZ_SEED={seed} MESHCTL_FUZZ_CASE={index} \
                     make fuzz-cli\n{case}{difference}"
                ));
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|threads| {
        let running: Vec<_> = (0..workers).map(|_| threads.spawn(worker)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// The programs and the service of one worker.
struct Bench {
    official: Official,
    stub: Stub,
}

impl Bench {
    /// Runs the case with `run` and returns the outcome.
    fn outcome(
        stub: &Stub,
        case: &Case,
        run: impl FnOnce(&Call) -> Result<CommandOutput, String>,
    ) -> Result<Outcome, String> {
        let directory = tempfile::tempdir().unwrap();
        let call = case.call(directory.path(), &format!("http://{}", stub.address()));
        stub.expect(&case.responses);
        let output = run(&call)?;
        Ok(Outcome::new(output, stub.requests(), directory.path()))
    }

    fn official(&mut self, case: &Case) -> Result<Outcome, String> {
        Self::outcome(&self.stub, case, |call| Ok(self.official.run(call)))
    }

    fn program(&self, case: &Case, program: &Path) -> Result<Outcome, String> {
        Self::outcome(&self.stub, case, |call| call.run(program))
    }
}

fn assert_none(differences: &[String], plan: &Plan) {
    let shown = differences.len().min(plan.shown);
    assert!(
        differences.is_empty(),
        "{} of {} cases differ:\n\n{}",
        differences.len(),
        plan.cases.len(),
        differences[..shown].join("\n")
    );
}

#[test]
#[ignore = "needs aws: make test"]
fn random_calls_match_the_aws_cli() {
    let plan = Plan::from_environment();
    let differences = on_all(&plan, |bench, case| {
        let theirs = bench.official(case)?;
        let ours = bench.program(case, Path::new(env!("CARGO_BIN_EXE_meshctl")))?;
        Ok(theirs.difference(&ours))
    });
    assert_none(&differences, &plan);
}

/// [`Official`] behaves as the AWS CLI itself.
#[test]
#[ignore = "needs aws: make test"]
fn forked_aws_cli_matches_the_plain_one() {
    let plan = Plan { seed: 40, cases: (0..40).collect(), shown: 3 };
    let differences = on_all(&plan, |bench, case| {
        let forked = bench.official(case)?;
        let plain = bench.program(case, &tools::aws())?;
        Ok((forked != plain).then(|| format!("  forked {forked:?}\n  plain  {plain:?}\n")))
    });
    assert_none(&differences, &plan);
}
