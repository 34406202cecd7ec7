//! `meshctl demo`: runs the tutorial end to end, locally and with real Envoys.
//!
//! Each stage runs the commands that a user would type, prints them with their output, then sends
//! requests through dj's Envoy and counts the responses of each application.

mod apps;
mod environment;
mod manifests;
mod report;
mod stages;
mod traffic;

use std::path::PathBuf;

use self::environment::DemoEnvironment;
use self::report::{DemoReport, Measurement};
use self::stages::{DemoStage, DemoStep, STAGES};
use self::traffic::Tally;
use super::envoy::binary;
use crate::error::{CliError, ErrorKind};
use crate::output::print;
use crate::signals::Signals;
use crate::value_parser::integer_in;

/// Run the App Mesh tutorial locally, with real Envoys
///
/// Starts a separate control plane, the five applications of the tutorial and an Envoy sidecar for
/// each, runs the stages and measures where requests go. Needs no privileges and removes everything
/// at the end.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl demo
  meshctl demo --stage 2 --keep

Exit codes: 0 every step matched the tutorial, 1 some did not, 7 interrupted")]
pub struct Args {
    /// Stop after this stage, 1 to 4
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          value_parser = integer_in::<u8>(1..=4, 2))]
    stage: Option<u8>,
    /// Keep everything running until Ctrl-C and print commands to try
    #[arg(long)]
    keep: bool,
    /// Envoy binary to run [default: the first `envoy` on PATH]
    #[arg(long, value_name = "FILE", env = "MESHCTL_ENVOY")]
    envoy: Option<PathBuf>,
}

/// Requests to each service at each stage.
const REQUESTS: usize = 1000;

/// Maximum difference between a measured share and its weight, in percentage points.
const TOLERANCE: f64 = 3.5;

/// Maximum number of rounds of [`REQUESTS`] before a share outside the tolerance counts as wrong.
/// Envoy chooses a target at random for each request: a thousand requests at 50 % miss the
/// tolerance once in 40 runs, three thousand once in 10,000.
const ROUNDS: usize = 3;

/// Runs the demo. `quiet` prints nothing while it runs, for `--output json`.
///
/// # Errors
///
/// An error if a process does not start, a command fails, or the demo is interrupted. Shares that
/// differ from the tutorial are reported, not an error.
pub async fn run(args: &Args, quiet: bool) -> Result<DemoReport, CliError> {
    let envoy = binary::find(args.envoy.as_deref())?;
    let last = usize::from(args.stage.unwrap_or(u8::MAX)).min(STAGES.len());
    let mut signals = Signals::listen().map_err(|error| failed(error.into()))?;
    let mut demo = Demo::new(DemoEnvironment::new(envoy).map_err(failed)?, Narrator { quiet });
    let mut outcome = tokio::select! {
        // Signals first: otherwise a command that the signal ended would count as failed.
        biased;
        () = signals.next() => Err(interrupted()),
        outcome = demo.play(&STAGES[..last], args.keep) => outcome,
    };
    if args.keep && outcome.is_ok() {
        outcome = demo.narrator.print(&demo.suggestions(last > 2));
        if outcome.is_ok() {
            tokio::select! {
                // Ctrl-C is the expected end of `--keep`.
                () = signals.next() => {}
                why = demo.environment.failure() => outcome = Err(failed(why)),
            }
        }
    }
    let Demo { environment, measured, background, .. } = demo;
    let ended = environment.end().await.map_err(failed);
    outcome.and(ended)?;
    Ok(DemoReport::new(measured, background))
}

fn failed(error: anyhow::Error) -> CliError {
    CliError::new(ErrorKind::Failed, format!("{error:#}"))
}

fn interrupted() -> CliError {
    CliError::new(ErrorKind::TimedOut, "interrupted; all processes were stopped")
}

/// Prints what happens, as it happens.
#[derive(Debug, Clone, Copy)]
struct Narrator {
    quiet: bool,
}

impl Narrator {
    fn print(self, text: &str) -> Result<(), CliError> {
        if self.quiet {
            return Ok(());
        }
        print::stdout(text)?;
        Ok(())
    }
}

struct Demo {
    environment: DemoEnvironment,
    narrator: Narrator,
    measured: Vec<Measurement>,
    background: Tally,
}

impl Demo {
    fn new(environment: DemoEnvironment, narrator: Narrator) -> Self {
        Self { environment, narrator, measured: Vec::new(), background: Tally::default() }
    }

    async fn play(&mut self, stages: &'static [DemoStage], keep: bool) -> Result<(), CliError> {
        self.environment.serve().await.map_err(failed)?;
        for (at, stage) in stages.iter().enumerate() {
            // The last stage deletes everything, so it is skipped with --keep.
            if keep && at + 1 == STAGES.len() {
                break;
            }
            self.narrator.print(&format!("\n== {}. {}\n", at + 1, stage.title))?;
            let shift = stage.under_load.then(|| self.load());
            let mut result = Ok(());
            for step in stage.steps {
                result = self.step(at + 1, step).await;
                if result.is_err() {
                    break;
                }
            }
            if let Some((stop, load)) = shift {
                stop.cancel();
                self.count_load(load.await)?;
            }
            result?;
        }
        Ok(())
    }

    /// Sends requests to both services until stopped, to verify that none fails.
    fn load(&self) -> (tokio_util::sync::CancellationToken, impl Future<Output = Tally> + use<>) {
        let stop = tokio_util::sync::CancellationToken::new();
        let mut tasks = tokio::task::JoinSet::new();
        for service in [stages::JAZZ, stages::METAL] {
            let (egress, stop) = (self.environment.egress(), stop.clone());
            tasks.spawn(async move { traffic::send_until(egress, service, stop).await });
        }
        let all = async move {
            let mut all = Tally::default();
            while let Some(tally) = tasks.join_next().await {
                all.add(tally.unwrap_or_else(|error| Tally::failed(error.to_string())));
            }
            all
        };
        (stop, all)
    }

    fn count_load(&mut self, tally: Tally) -> Result<(), CliError> {
        let why = tally.failure.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let (total, failed) = (tally.total(), tally.failed);
        self.narrator
            .print(&format!("\n{total} requests were sent meanwhile, {failed} failed{why}\n"))?;
        self.background.add(tally);
        Ok(())
    }

    async fn step(&mut self, stage: usize, step: &'static DemoStep) -> Result<(), CliError> {
        // If the server has ended, report that instead of its consequences.
        self.environment.check().map_err(failed)?;
        match step {
            DemoStep::Print(text) => self.narrator.print(&format!("\n{text}\n")),
            DemoStep::Command(args) => {
                self.narrator.print(&format!("\n$ meshctl {}\n", args.join(" ")))?;
                let output = self.environment.run(args).await.map_err(failed)?;
                self.narrator.print(&output.stdout)?;
                if output.code != 0 {
                    let text = format!(
                        "`meshctl {}` exited with code {}: {}",
                        args.join(" "),
                        output.code,
                        output.stderr.trim()
                    );
                    return Err(CliError::new(ErrorKind::Failed, text));
                }
                self.narrator.print(&output.stderr)
            }
            DemoStep::Start(names) => {
                self.narrator.print(&format!(
                    "\nstarting {}, each with an Envoy sidecar\n",
                    names.join(", ")
                ))?;
                self.environment.start(names).await.map_err(failed)
            }
            DemoStep::Measure { service, weights } => self.measure(stage, service, weights).await,
        }
    }

    async fn measure(
        &mut self,
        stage: usize,
        service: &'static str,
        weights: &'static [(&'static str, u8)],
    ) -> Result<(), CliError> {
        let mut tally = Tally::default();
        let mut ok = false;
        for _ in 0..ROUNDS {
            tally.add(traffic::send(self.environment.egress(), service, REQUESTS).await);
            ok = tally.failed == 0
                && weights.iter().all(|(app, weight)| {
                    (tally.percent(app) - f64::from(*weight)).abs() <= TOLERANCE
                });
            if ok || tally.failed > 0 {
                break;
            }
        }
        let mut text = format!(
            "\n{} requests through dj's Envoy to http://{service}/, {} failed\n",
            tally.total(),
            tally.failed
        );
        for (app, weight) in weights {
            let count = tally.answers.get(app).copied().unwrap_or(0);
            let percent = tally.percent(app);
            text.push_str(&format!("  {app:<9} {count:>5}  {percent:>5.1} %  (weight {weight})\n"));
        }
        self.narrator.print(&text)?;
        if !ok {
            let off = || {
                format!(
                    "a share differs from its weight by more than {TOLERANCE} percentage points"
                )
            };
            let why = tally.failure.clone().unwrap_or_else(off);
            self.narrator.print(&format!("  FAILED: {why}\n"))?;
        }
        self.measured.push(Measurement { stage, service, weights: weights.to_vec(), tally, ok });
        Ok(())
    }

    fn suggestions(&self, versions: bool) -> String {
        let egress = self.environment.egress();
        let data = self.environment.directory().join("data");
        let canary = "meshctl canary --service jazz --to v2 --weight 50\n  ";
        let canary = if versions { canary } else { "" };
        format!(
            "\nEverything is running. In another terminal:\n\n  \
             curl -H 'Host: {}' http://{egress}/\n  \
             curl -H 'Host: {}' http://{egress}/\n  \
             export MESHCTL_DATA={}\n  \
             {canary}meshctl proxy status\n\nPress Ctrl-C to stop.\n",
            stages::JAZZ,
            stages::METAL,
            data.display()
        )
    }
}
