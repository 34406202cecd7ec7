//! Random calls, run by the AWS CLI and by meshctl.
//!
//! All that is random comes from a seed and the number of the case, so a case is the same
//! wherever and with whatever others it runs. The variables of [`Plan::chosen`] choose others.

mod answers;
mod arguments;
mod case;
mod queries;
mod text;
mod values;
mod written;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use case::Case;

use super::official::{Call, Official};
use super::outcome::Outcome;
use super::stub::Stub;
use crate::support::sandbox::Said;
use crate::support::tools;

/// Which cases are run.
struct Plan {
    seed: u64,
    cases: Vec<u64>,
    /// How many differences are shown in full.
    shown: usize,
}

impl Plan {
    /// The cases of every run of the tests, or those that the environment asks for:
    /// `MESHCTL_FUZZ_SEED`, and `MESHCTL_FUZZ_COUNT` for how many or `MESHCTL_FUZZ_CASE` for one.
    fn chosen() -> Self {
        let number = |name: &str| {
            let text = std::env::var(name).ok()?;
            Some(text.parse::<u64>().unwrap_or_else(|error| panic!("{name}: {error}")))
        };
        let seed = number("MESHCTL_FUZZ_SEED").unwrap_or(2019);
        let cases = match number("MESHCTL_FUZZ_CASE") {
            Some(case) => vec![case],
            None => (0..number("MESHCTL_FUZZ_COUNT").unwrap_or(2000)).collect(),
        };
        let shown = std::env::var("MESHCTL_FUZZ_SHOWN").map_or(25, |text| text.parse().unwrap());
        Self { seed, cases, shown }
    }
}

/// Does `work` for all cases, on all processors; each worker has its own service and its own
/// AWS CLI. Returns what it says of the cases that are not as they should be; an error is a program
/// that does not end.
fn on_all(
    plan: &Plan,
    work: impl Fn(&mut Bench, &Case) -> Result<Option<String>, String> + Sync,
) -> Vec<String> {
    let next = AtomicU64::new(0);
    let worker = || {
        let mut bench = Bench { official: Official::start(), stub: Stub::start() };
        let mut complaints = Vec::new();
        loop {
            let at = usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap();
            let Some(index) = plan.cases.get(at) else { break complaints };
            let case = Case::new(plan.seed, *index);
            if let Some(complaint) = work(&mut bench, &case).unwrap_or_else(Some) {
                let seed = plan.seed;
                complaints.push(format!(
                    "case {index}, again with: MESHCTL_FUZZ_SEED={seed} MESHCTL_FUZZ_CASE={index} \
                     make fuzz-cli\n{case}{complaint}"
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

/// What a worker has.
struct Bench {
    official: Official,
    stub: Stub,
}

impl Bench {
    /// Lets `run` run the case, and returns what came of it.
    fn outcome(
        stub: &Stub,
        case: &Case,
        run: impl FnOnce(&Call) -> Result<Said, String>,
    ) -> Result<Outcome, String> {
        let directory = tempfile::tempdir().unwrap();
        let call = case.call(directory.path(), &format!("http://{}", stub.address()));
        stub.expect(&case.answers);
        let said = run(&call)?;
        Ok(Outcome::new(said, stub.asked(), directory.path()))
    }

    fn official(&mut self, case: &Case) -> Result<Outcome, String> {
        Self::outcome(&self.stub, case, |call| Ok(self.official.run(call)))
    }

    fn program(&self, case: &Case, program: &Path) -> Result<Outcome, String> {
        Self::outcome(&self.stub, case, |call| call.run(program))
    }
}

fn assert_none(complaints: &[String], plan: &Plan) {
    let shown = complaints.len().min(plan.shown);
    assert!(
        complaints.is_empty(),
        "{} of {} cases differ:\n\n{}",
        complaints.len(),
        plan.cases.len(),
        complaints[..shown].join("\n")
    );
}

#[test]
#[ignore = "needs aws: make test"]
fn random_calls_come_out_as_with_the_aws_cli() {
    let plan = Plan::chosen();
    let complaints = on_all(&plan, |bench, case| {
        let theirs = bench.official(case)?;
        let ours = bench.program(case, Path::new(env!("CARGO_BIN_EXE_meshctl")))?;
        Ok(theirs.difference(&ours))
    });
    assert_none(&complaints, &plan);
}

/// What [`Official`] runs is what its users run.
#[test]
#[ignore = "needs aws: make test"]
fn the_forked_aws_cli_is_the_plain_one() {
    let plan = Plan { seed: 40, cases: (0..40).collect(), shown: 3 };
    let complaints = on_all(&plan, |bench, case| {
        let forked = bench.official(case)?;
        let plain = bench.program(case, &tools::aws())?;
        Ok((forked != plain).then(|| format!("  forked {forked:?}\n  plain  {plain:?}\n")))
    });
    assert_none(&complaints, &plan);
}
