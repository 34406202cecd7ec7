//! Logging and shutdown flags, and graceful shutdown.

use std::time::Duration;

use super::logging::LogFormat;
use crate::signals::Signals;
use crate::value_parser::duration;

/// Logging and shutdown flags of `meshctl serve`.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Logging and shutdown")]
pub(super) struct ShutdownArgs {
    /// Log format on stderr; `json` also logs each API request
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    pub(super) log_format: LogFormat,
    /// How long to wait for in-flight requests on shutdown; a second signal exits immediately
    #[arg(long, value_name = "TIME", default_value = "25s", allow_negative_numbers = true,
          value_parser = duration)]
    pub(super) drain_timeout: Duration,
}

impl ShutdownArgs {
    /// Waits until `drained` completes, the drain timeout passes, or another signal arrives.
    pub(super) async fn drain(&self, drained: impl Future<Output = ()>, signals: &mut Signals) {
        tokio::select! {
            () = drained => {}
            () = tokio::time::sleep(self.drain_timeout) => {
                tracing::warn!("drain timeout: closing the remaining connections");
            }
            () = signals.next() => {
                tracing::warn!("second signal: closing the remaining connections");
            }
        }
    }
}
