//! A question to whoever sits at the terminal.

use std::io::{self, IsTerminal as _};

use tokio::sync::oneshot;

use crate::error::{note, plain};

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// `y` or `yes`.
    Yes,
    /// Anything else, or the end of the input.
    No,
    /// There is no terminal, so nobody was asked.
    Unasked,
}

/// Asks `question`, to be answered by `y` or `yes` in a line of its own: a key that was pressed too
/// early does nothing.
///
/// The terminal is left as it is, and reads the line by itself. So Ctrl-C is a signal as ever, and
/// nothing has to be put right when one ends the command.
pub async fn confirm(question: &str) -> Answer {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Answer::Unasked;
    }
    note(&format!("{} [y/N] ", plain(question)));
    let mut line = Line { is_ended: false };
    let (tell, told) = oneshot::channel();
    // It can be left waiting for a line that nobody types: then it ends with the process.
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = io::stdin().read_line(&mut text).map(|_| text);
        // Nobody wants to know any more once a signal has ended the command.
        drop(tell.send(read.unwrap_or_default()));
    });
    let text = told.await.unwrap_or_default();
    line.is_ended = text.ends_with('\n');
    if is_yes(&text) { Answer::Yes } else { Answer::No }
}

fn is_yes(text: &str) -> bool {
    ["y", "yes"].iter().any(|yes| text.trim().eq_ignore_ascii_case(yes))
}

/// The line with the question in it. What is said next begins a new one, also after a signal.
struct Line {
    is_ended: bool,
}

impl Drop for Line {
    fn drop(&mut self) {
        if !self.is_ended {
            note("\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        for text in ["y\n", "yes\n", "Y\n", "YES\r\n", " y \n", "y"] {
            assert!(is_yes(text), "{text:?}");
        }
        for text in ["", "\n", "n\n", "no\n", "ye\n", "yy\n", "yes please\n"] {
            assert!(!is_yes(text), "{text:?}");
        }
    }
}
