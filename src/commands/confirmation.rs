//! Asks for confirmation on the terminal.

use std::io::{self, IsTerminal as _, Stdin};

use dialoguer::Confirm;
use dialoguer::console::Term;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::oneshot;

use crate::error::{note, plain};

/// Result of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// `y` and Enter.
    Yes,
    /// Anything else.
    No,
    /// stdin or stderr is not a terminal, so the question was not asked.
    NoTerminal,
}

/// Asks `question`; the answer is `y` and Enter, so that a key pressed too early has no effect.
///
/// Dropping the future, as a signal does, restores the terminal.
pub async fn ask(question: &str) -> Confirmation {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Confirmation::NoTerminal;
    }
    let mut terminal = TerminalGuard { stdin: io::stdin(), before: tcgetattr(io::stdin()).ok() };
    let prompt = plain(question);
    let (sender, receiver) = oneshot::channel();
    // Reading keys blocks, so it runs on its own thread: this one handles signals. If a signal
    // ends the command, the thread may still wait for a key; it ends with the process.
    std::thread::spawn(move || {
        let question = Confirm::new().with_prompt(prompt).default(false).wait_for_newline(true);
        // The receiver is gone if a signal has ended the command.
        sender.send(question.interact().unwrap_or(false)).ok();
    });
    let yes = receiver.await.unwrap_or(false);
    // The question restores the terminal by itself.
    terminal.before = None;
    if yes { Confirmation::Yes } else { Confirmation::No }
}

/// Restores the terminal when a question is abandoned.
struct TerminalGuard {
    stdin: Stdin,
    before: Option<Termios>,
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        let Some(before) = &self.before else { return };
        // The question reads keys one by one without echo. The newline separates it from the next
        // message.
        tcsetattr(&self.stdin, OptionalActions::Now, before).ok();
        drop(Term::stderr().show_cursor());
        note("\n");
    }
}
