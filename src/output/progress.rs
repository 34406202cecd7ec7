//! A bar on stderr for what takes long, only where a person looks on.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar. Where stderr is not a terminal it does nothing, so callers need not ask. It
/// goes away when it is dropped; results are printed, never left in a bar.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// Shows a bar of `total` steps, none of them done.
    #[must_use]
    pub fn new(total: u64) -> Self {
        Self::on(total, io::stderr().is_terminal())
    }

    fn on(total: u64, terminal: bool) -> Self {
        let target =
            if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        // Without colour: the bar says nothing that the numbers do not.
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}");
        Self(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
    }

    /// Says what is going on, in a few words.
    pub fn say(&self, message: impl Into<String>) {
        self.0.set_message(message.into());
    }

    /// Counts `steps` more as done.
    pub fn advance(&self, steps: u64) {
        self.0.inc(steps);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_drawn_where_stderr_is_no_terminal() {
        let progress = Progress::on(3, false);
        progress.say("moving traffic");
        progress.advance(2);
        assert!(progress.0.is_hidden());
        assert_eq!((progress.0.position(), progress.0.length()), (2, Some(3)));
    }
}
