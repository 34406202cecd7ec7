//! How a server ends: no more comes in, what is under way is finished, and then it goes.

use std::time::Duration;

use crate::signals::Signals;
use crate::value_parser::duration;

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one object a line.
    Json,
}

/// How a server runs and ends.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Operation")]
pub(super) struct Stopping {
    /// Time for what is under way when the server is told to stop; a second signal ends it at once
    #[arg(long, value_name = "TIME", default_value = "25s", allow_negative_numbers = true,
          value_parser = duration)]
    pub(super) drain_timeout: Duration,
    /// Form of the log on stderr; `json` has a line for each request to the API too
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    pub(super) log_format: LogFormat,
}

impl Stopping {
    /// Waits until what is under way has `finished`, or its time is over, or somebody is
    /// impatient.
    pub(super) async fn finish(&self, finished: impl Future<Output = ()>, signals: &mut Signals) {
        tokio::select! {
            () = finished => {}
            () = tokio::time::sleep(self.drain_timeout) => {
                tracing::warn!("connections were still open and are cut");
            }
            () = signals.next() => tracing::warn!("told again to stop: connections are cut"),
        }
    }
}

/// Lets the process have as many open files as the system allows it: each connection is one.
pub(super) fn raise_open_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the number of open files stays as it is");
    }
}
