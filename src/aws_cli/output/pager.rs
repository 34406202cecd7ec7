//! Where responses are printed: stdout, or a pager on a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::{Child, Command, Stdio};

use crate::aws_cli::config::Profile;
use crate::aws_cli::python::os_error;
use crate::error::{ErrorKind, Explain};
use crate::output::print::{self, OutputStatus, PrintError};

/// A program that shows text page by page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pager {
    words: Vec<String>,
    /// Whether the user configured it. The default pager need not be installed.
    configured: bool,
}

/// Why a pager cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PagerError {
    /// The configured command line has an unclosed quote.
    #[error("No closing quotation")]
    Quotation,
    /// It cannot be started.
    #[error(
        "Unable to redirect output to pager. Received the following error when opening pager:\n\
         {}\n\nLearn more about configuring the output pager by running \"meshctl help options\".",
        os_error(source, program)
    )]
    Start {
        /// The program name.
        program: String,
        /// The error of the operating system.
        source: io::Error,
    },
}

impl Explain for PagerError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Quotation => ErrorKind::Other,
            Self::Start { .. } => ErrorKind::Configuration,
        }
    }

    fn label(&self) -> Option<&'static str> {
        matches!(self, Self::Start { .. }).then_some("Pager")
    }
}

impl Pager {
    /// Splits a command line into words as a shell does; without one the pager is `less`. An empty
    /// command line means no pager.
    fn parse(line: Option<&str>) -> Result<Option<Self>, PagerError> {
        let words = shlex::split(line.unwrap_or("less")).ok_or(PagerError::Quotation)?;
        Ok((!words.is_empty()).then_some(Self { words, configured: line.is_some() }))
    }

    fn start(&self) -> Result<Option<Child>, PagerError> {
        let (program, args) = self.words.split_first().expect("a pager has a first word");
        let mut command = Command::new(program);
        if std::env::var_os("LESS").is_none() {
            // As the AWS CLI: exit if the text fits one screen, keep colors and the screen.
            command.env("LESS", "FRX");
        }
        match command.args(args).stdin(Stdio::piped()).spawn() {
            Ok(child) => Ok(Some(child)),
            Err(_) if !self.configured => Ok(None),
            Err(source) => Err(PagerError::Start { program: program.clone(), source }),
        }
    }
}

/// The output of one command: stdout, or a pager. The pager is started by the first write; when the
/// output is dropped, it waits for the pager to exit.
#[derive(Debug, Default)]
pub struct PagedOutput {
    pager: Option<Pager>,
    running: Option<Child>,
    /// Written to stdout at the end.
    trailer: Option<&'static str>,
}

/// Why output could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PagedOutputError {
    /// The pager cannot be used.
    #[error(transparent)]
    Pager(#[from] PagerError),
    /// Stdout, or the pager's stdin, cannot be written.
    #[error(transparent)]
    Print(#[from] PrintError),
}

impl Explain for PagedOutputError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Pager(error) => error.kind(),
            Self::Print(error) => error.kind(),
        }
    }

    fn label(&self) -> Option<&'static str> {
        match self {
            Self::Pager(error) => error.label(),
            Self::Print(error) => error.label(),
        }
    }

    fn is_meshctl_error(&self) -> bool {
        match self {
            Self::Pager(error) => error.is_meshctl_error(),
            Self::Print(error) => error.is_meshctl_error(),
        }
    }
}

impl PagedOutput {
    /// Returns the output for this process: a pager if stdout is a terminal and `no_pager` is not
    /// set. The first of `AWS_PAGER`, the profile's `cli_pager` and `PAGER` that is set determines
    /// the pager; the empty string disables it.
    ///
    /// # Errors
    ///
    /// [`PagerError::Quotation`].
    pub fn new(no_pager: bool, profile: Option<&Profile>) -> Result<Self, PagerError> {
        if no_pager || !io::stdout().is_terminal() {
            return Ok(Self::default());
        }
        let line = std::env::var("AWS_PAGER")
            .ok()
            .or_else(|| profile?.get("cli_pager").map(str::to_owned))
            .or_else(|| std::env::var("PAGER").ok());
        Ok(Self { pager: Pager::parse(line.as_deref())?, running: None, trailer: None })
    }

    /// Returns whether output goes through a pager.
    #[must_use]
    pub fn is_paged(&self) -> bool {
        self.pager.is_some() || self.running.is_some()
    }

    /// Writes `trailer` to stdout at the end, after the pager has exited.
    pub fn set_trailer(&mut self, trailer: &'static str) {
        self.trailer = Some(trailer);
    }

    /// Writes `text` and returns whether output is still being read.
    ///
    /// # Errors
    ///
    /// [`PagedOutputError`].
    pub fn write(&mut self, text: &str) -> Result<OutputStatus, PagedOutputError> {
        if let Some(pager) = self.pager.take() {
            self.running = pager.start()?;
        }
        Ok(match self.running.as_mut().and_then(|pager| pager.stdin.as_mut()) {
            Some(stdin) => print::write(stdin, text)?,
            None => print::stdout(text)?,
        })
    }
}

impl Drop for PagedOutput {
    fn drop(&mut self) {
        if let Some(mut pager) = self.running.take() {
            // The pager's exit status depends on how the user left it, so it is ignored.
            drop(pager.stdin.take().map(|mut stdin| stdin.flush()));
            drop(pager.wait());
        }
        // If stdout cannot be written, an earlier write has reported it.
        drop(self.trailer.map(print::stdout));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pager_command_lines_are_split_as_by_a_shell() {
        let words = |line| Pager::parse(line).unwrap().map(|pager| pager.words);
        let of = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(words(Some("less -S 'a b'")), of(&["less", "-S", "a b"]));
        assert_eq!(words(None), of(&["less"]));
        assert_eq!(words(Some("")), None);
        assert_eq!(words(Some("  ")), None);
        let error = Pager::parse(Some("\"x")).unwrap_err();
        assert_eq!(error.to_string(), "No closing quotation");
    }

    #[test]
    fn a_missing_pager_is_an_error_only_if_configured() {
        let pager = |configured| Pager { words: vec!["/no/such/pager".to_owned()], configured };
        assert!(pager(false).start().unwrap().is_none());
        assert!(matches!(pager(true).start(), Err(PagerError::Start { .. })));
    }
}
