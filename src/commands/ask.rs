//! A question to whoever sits at the terminal.

use std::io::{self, IsTerminal as _, Stdin};

use dialoguer::Confirm;
use dialoguer::console::Term;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::oneshot;

use crate::error::{note, plain};

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// `y`, and a line's end.
    Yes,
    /// Anything else.
    No,
    /// There is no terminal, so nobody was asked.
    Unasked,
}

/// Asks `question`, to be answered by `y` and a line's end: a key that was pressed too early does
/// nothing by itself.
///
/// A signal can end the command while it asks, and leaves the terminal as it was.
pub async fn confirm(question: &str) -> Answer {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Answer::Unasked;
    }
    let mut asking = Asking { stdin: io::stdin(), before: tcgetattr(io::stdin()).ok() };
    let prompt = plain(question);
    let (tell, told) = oneshot::channel();
    // It waits for keys, and so must not be where signals are heard. When a signal has ended the
    // command it can be left waiting for a key that nobody presses: then it ends with the process.
    std::thread::spawn(move || {
        let question = Confirm::new().with_prompt(prompt).default(false).wait_for_newline(true);
        // Nobody wants to know any more once a signal has ended the command.
        tell.send(question.interact().unwrap_or(false)).ok();
    });
    let yes = told.await.unwrap_or(false);
    // The question has put everything right by itself.
    asking.before = None;
    if yes { Answer::Yes } else { Answer::No }
}

/// A question that is asked, and how the terminal was before.
struct Asking {
    stdin: Stdin,
    before: Option<Termios>,
}

impl Drop for Asking {
    fn drop(&mut self) {
        let Some(before) = &self.before else { return };
        // Keys come one by one, unseen, while the question is asked. What is said next begins a line
        // of its own.
        tcsetattr(&self.stdin, OptionalActions::Now, before).ok();
        drop(Term::stderr().show_cursor());
        note("\n");
    }
}
