//! Where answers go: to stdout, or through a pager where a person looks on.

use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};

use crate::aws_cli::python::os_error;
use crate::error::{ErrorKind, Explain};
use crate::output::print::{self, PrintError, Reader};

/// A program that shows text page by page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    words: Vec<String>,
    /// Whether someone has asked for it: if not, it may be missing.
    wanted: bool,
}

/// Why a pager cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PagerError {
    /// A quote that is not closed in what is configured.
    #[error("No closing quotation")]
    Quotation,
    /// It cannot be started.
    #[error(
        "Unable to redirect output to pager. Received the following error when opening pager:\n\
         {}\n\nLearn more about configuring the output pager by running \"meshctl help options\".",
        os_error(source, program)
    )]
    Start {
        /// The first of its words.
        program: String,
        /// Why not.
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
    /// Reads the line that configures a pager, as a shell splits it into words; without one it is
    /// `less`. An empty line is no pager.
    ///
    /// # Errors
    ///
    /// [`PagerError::Quotation`].
    pub fn configured(line: Option<&str>) -> Result<Option<Self>, PagerError> {
        let words = shlex::split(line.unwrap_or("less")).ok_or(PagerError::Quotation)?;
        Ok((!words.is_empty()).then_some(Self { words, wanted: line.is_some() }))
    }

    fn start(&self) -> Result<Option<Child>, PagerError> {
        let (program, args) = self.words.split_first().expect("a pager has a first word");
        let mut command = Command::new(program);
        if std::env::var_os("LESS").is_none() {
            // Leave at the end of a short text, show colors, and keep the screen: as AWS CLI v2.
            command.env("LESS", "FRX");
        }
        match command.args(args).stdin(Stdio::piped()).spawn() {
            Ok(child) => Ok(Some(child)),
            Err(_) if !self.wanted => Ok(None),
            Err(source) => Err(PagerError::Start { program: program.clone(), source }),
        }
    }
}

/// What takes the answers of one command. A pager is started with the first of them, and waited
/// for at the end.
#[derive(Debug, Default)]
pub struct Screen {
    pager: Option<Pager>,
    running: Option<Child>,
    /// What stdout gets after all else.
    last: Option<&'static str>,
}

/// An answer was not shown.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// There is no pager.
    #[error(transparent)]
    Pager(#[from] PagerError),
    /// Stdout, or the pager, takes nothing.
    #[error(transparent)]
    Print(#[from] PrintError),
}

impl Explain for ScreenError {
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

impl Screen {
    /// Makes one that shows answers through `pager`, if there is one.
    #[must_use]
    pub fn new(pager: Option<Pager>) -> Self {
        Self { pager, running: None, last: None }
    }

    /// Tells whether answers go through a pager.
    #[must_use]
    pub fn is_paged(&self) -> bool {
        self.pager.is_some() || self.running.is_some()
    }

    /// Lets `text` be the last that stdout gets, after the pager has ended.
    pub fn end_with(&mut self, text: &'static str) {
        self.last = Some(text);
    }

    /// Shows `text` as it is, and tells whether anyone still reads.
    ///
    /// # Errors
    ///
    /// [`ScreenError`].
    pub fn show(&mut self, text: &str) -> Result<Reader, ScreenError> {
        if let Some(pager) = self.pager.take() {
            self.running = pager.start()?;
        }
        Ok(match self.running.as_mut().and_then(|pager| pager.stdin.as_mut()) {
            Some(stdin) => print::to(stdin, text)?,
            None => print::stdout(text)?,
        })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(mut pager) = self.running.take() {
            // What it ends with says nothing: people leave a pager as they like.
            drop(pager.stdin.take().map(|mut stdin| stdin.flush()));
            drop(pager.wait());
        }
        // What cannot be printed any more has been told before.
        drop(self.last.map(print::stdout));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_words_and_an_empty_one_is_no_pager() {
        let words = |line| Pager::configured(line).unwrap().map(|pager| pager.words);
        let of = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(words(Some("less -S 'a b'")), of(&["less", "-S", "a b"]));
        assert_eq!(words(None), of(&["less"]));
        assert_eq!(words(Some("")), None);
        assert_eq!(words(Some("  ")), None);
        let error = Pager::configured(Some("\"x")).unwrap_err();
        assert_eq!(error.to_string(), "No closing quotation");
    }

    #[test]
    fn only_a_pager_that_was_asked_for_must_be_there() {
        let pager = |wanted| Pager { words: vec!["/no/such/pager".to_owned()], wanted };
        assert!(pager(false).start().unwrap().is_none());
        assert!(matches!(pager(true).start(), Err(PagerError::Start { .. })));
    }
}
