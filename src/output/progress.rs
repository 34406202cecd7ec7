//! Progress bars on stderr, shown only on a terminal.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar. It does nothing if stderr is not a terminal, so callers need not check. It is
/// erased when dropped; results are printed, never left in a bar.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// Shows a bar with `total` steps, none of them done.
    #[must_use]
    pub fn new(total: u64) -> Self {
        Self::on(total, io::stderr().is_terminal())
    }

    fn on(total: u64, terminal: bool) -> Self {
        let target =
            if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        // No colors: the bar carries no information that the numbers do not.
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}");
        Self(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
    }

    /// Sets the message next to the bar: what is being done, in a few words.
    pub fn set_message(&self, message: impl Into<String>) {
        self.0.set_message(message.into());
    }

    /// Marks `steps` more steps as done.
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
    fn nothing_is_drawn_if_stderr_is_not_a_terminal() {
        let progress = Progress::on(3, false);
        progress.set_message("moving traffic");
        progress.advance(2);
        assert!(progress.0.is_hidden());
        assert_eq!((progress.0.position(), progress.0.length()), (2, Some(3)));
    }
}
