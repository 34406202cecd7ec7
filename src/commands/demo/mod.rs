//! `meshctl demo`: the tutorial, end to end, on this machine and with real Envoys.
//!
//! Each stage runs the commands that a user would type, shows them with what they say, and then
//! sends requests through dj's Envoy and counts who answered.

mod apps;
mod manifests;
mod stages;
mod traffic;
mod world;

use std::path::PathBuf;

use serde::Serialize;
use serde_json::json;

use self::stages::{STAGES, Stage, Step};
use self::traffic::Tally;
use self::world::World;
use super::Report;
use super::envoy::binary;
use crate::error::{CliError, ErrorKind};
use crate::output::print;
use crate::signals::Signals;
use crate::value_parser::integer_in;

/// Run the App Mesh tutorial on this machine, with real Envoys
///
/// Starts a control plane of its own, the five applications of the tutorial and an Envoy beside
/// each, walks through the stages and measures where requests go. Needs no rights and leaves
/// nothing behind.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl demo
  meshctl demo --stage 2 --keep

Exit codes: 0 all went as the tutorial says, 1 something did not, 7 interrupted")]
pub struct Args {
    /// Go up to this stage only, 1 to 4
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          value_parser = integer_in::<u8>(1..=4, 2))]
    stage: Option<u8>,
    /// Leave everything running until Ctrl-C, with lines to try
    #[arg(long)]
    keep: bool,
    /// Envoy to run, instead of the one on the PATH
    #[arg(long, value_name = "FILE", env = "MESHCTL_ENVOY")]
    envoy: Option<PathBuf>,
}

/// Requests to each service at each stage.
const REQUESTS: usize = 1000;

/// How far a measured share may lie from its weight, in percentage points.
const TOLERANCE: f64 = 3.5;

/// How many times a thousand requests are sent before a share that is off counts as wrong. Envoy
/// draws lots for each request: a thousand at 50 % are off by more than 3.5 points once in forty
/// times, all of three thousand once in ten thousand.
const ROUNDS: usize = 3;

/// What was measured at one stage.
#[derive(Debug, Serialize)]
struct Measured {
    stage: usize,
    service: &'static str,
    weights: Vec<(&'static str, u8)>,
    tally: Tally,
    ok: bool,
}

/// Runs it. `quiet` keeps the story to itself, for a caller that wants the data alone.
///
/// # Errors
///
/// An error that says what went otherwise than in the tutorial.
pub async fn run(args: &Args, quiet: bool) -> Result<Report, CliError> {
    let envoy = binary::find(args.envoy.as_deref())?;
    let last = usize::from(args.stage.unwrap_or(u8::MAX)).min(STAGES.len());
    let mut signals = Signals::listen().map_err(|error| failed(error.into()))?;
    let mut demo = Demo::new(World::new(envoy).map_err(failed)?, Told { quiet });
    let mut outcome = tokio::select! {
        // First, so that what it does to a command that runs does not pass for a failure.
        biased;
        () = signals.next() => Err(interrupted()),
        outcome = demo.play(&STAGES[..last], args.keep) => outcome,
    };
    if args.keep && outcome.is_ok() {
        outcome = demo.told.say(&demo.to_try(last > 2));
        if outcome.is_ok() {
            tokio::select! {
                // This is how it is meant to end.
                () = signals.next() => {}
                why = demo.world.broken() => outcome = Err(failed(why)),
            }
        }
    }
    let Demo { world, measured, background, .. } = demo;
    let ended = world.end().await.map_err(failed);
    outcome.and(ended)?;
    let ok = measured.iter().all(|one| one.ok) && background.failed == 0;
    let text = if ok { "\nall as the tutorial says\n" } else { "\nnot all as the tutorial says\n" };
    let data = json!({"ok": ok, "measured": measured, "duringShifts": background});
    let code = if ok { 0 } else { ErrorKind::Failed.code(crate::error::ErrorStyle::Command) };
    Ok(Report::new(text.to_owned(), data).ending(code))
}

fn failed(error: anyhow::Error) -> CliError {
    CliError::new(ErrorKind::Failed, format!("{error:#}"))
}

fn interrupted() -> CliError {
    CliError::new(ErrorKind::TimedOut, "interrupted; all that ran is ended")
}

/// Tells the story as it happens.
#[derive(Debug, Clone, Copy)]
struct Told {
    quiet: bool,
}

impl Told {
    fn say(self, text: &str) -> Result<(), CliError> {
        if self.quiet {
            return Ok(());
        }
        print::stdout(text)?;
        Ok(())
    }
}

struct Demo {
    world: World,
    told: Told,
    measured: Vec<Measured>,
    background: Tally,
}

impl Demo {
    fn new(world: World, told: Told) -> Self {
        Self { world, told, measured: Vec::new(), background: Tally::default() }
    }

    async fn play(&mut self, stages: &'static [Stage], keep: bool) -> Result<(), CliError> {
        self.world.serve().await.map_err(failed)?;
        for (at, stage) in stages.iter().enumerate() {
            // What is kept is there to be looked at, so the last stage, which deletes, is not run.
            if keep && at + 1 == STAGES.len() {
                break;
            }
            self.told.say(&format!("\n== {}. {}\n", at + 1, stage.title))?;
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

    /// Sends requests to both services until stopped, to see whether any fails meanwhile.
    fn load(&self) -> (tokio_util::sync::CancellationToken, impl Future<Output = Tally> + use<>) {
        let stop = tokio_util::sync::CancellationToken::new();
        let mut tasks = tokio::task::JoinSet::new();
        for service in [stages::JAZZ, stages::METAL] {
            let (egress, stop) = (self.world.egress(), stop.clone());
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
        self.told
            .say(&format!("\nmeanwhile {total} requests were sent, {failed} failed{why}\n"))?;
        self.background.add(tally);
        Ok(())
    }

    async fn step(&mut self, stage: usize, step: &'static Step) -> Result<(), CliError> {
        // Without its server the demo would go on and tell of other troubles.
        self.world.check().map_err(failed)?;
        match step {
            Step::Say(text) => self.told.say(&format!("\n{text}\n")),
            Step::Command(args) => {
                self.told.say(&format!("\n$ meshctl {}\n", args.join(" ")))?;
                let said = self.world.run(args).await.map_err(failed)?;
                self.told.say(&said.stdout)?;
                if said.code != 0 {
                    let text = format!(
                        "`meshctl {}` ended with {}: {}",
                        args.join(" "),
                        said.code,
                        said.stderr.trim()
                    );
                    return Err(CliError::new(ErrorKind::Failed, text));
                }
                self.told.say(&said.stderr)
            }
            Step::Start(names) => {
                self.told
                    .say(&format!("\nstarting {}, each with its Envoy\n", names.join(", ")))?;
                self.world.start(names).await.map_err(failed)
            }
            Step::Measure { service, weights } => self.measure(stage, service, weights).await,
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
            tally.add(traffic::send(self.world.egress(), service, REQUESTS).await);
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
        self.told.say(&text)?;
        if !ok {
            let off = || format!("a share is more than {TOLERANCE} points off");
            let why = tally.failure.clone().unwrap_or_else(off);
            self.told.say(&format!("  NOT AS IT SHOULD BE: {why}\n"))?;
        }
        self.measured.push(Measured { stage, service, weights: weights.to_vec(), tally, ok });
        Ok(())
    }

    fn to_try(&self, versions: bool) -> String {
        let egress = self.world.egress();
        let data = self.world.folder().join("data");
        let canary = "meshctl canary --service jazz --to v2 --weight 50\n  ";
        let canary = if versions { canary } else { "" };
        format!(
            "\nAll of it is running. In another terminal:\n\n  \
             curl -H 'Host: {}' http://{egress}/\n  \
             curl -H 'Host: {}' http://{egress}/\n  \
             export MESHCTL_DATA={}\n  \
             {canary}meshctl proxy status\n\nCtrl-C ends it.\n",
            stages::JAZZ,
            stages::METAL,
            data.display()
        )
    }
}
