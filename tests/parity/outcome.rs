//! What came of a call, as far as a script can tell.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::stub::Asked;
use crate::support::sandbox::Said;

/// What a program did.
#[derive(Debug, PartialEq)]
pub(super) struct Outcome {
    said: Said,
    asked: Vec<Asked>,
}

/// Python's own words where the AWS CLI stumbles over an answer or a token.
static CRASH: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        r"'\w+' object has no attribute",
        r"'\w+' object is not (iterable|subscriptable)",
        r"pop expected at most 1 argument",
        r"int\(\) argument must be",
        r"'utf-8' codec can't decode",
        r"string index out of range",
        r"maximum recursion depth exceeded",
    ];
    Regex::new(&format!(r"^aws: \[ERROR\]: .*({})", words.join("|"))).unwrap()
});

/// How Python shows an expression that is the argument of a function, and how we do.
static EXPRESSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<jmespath\.visitor\._Expression object at 0x[0-9a-f]+>").unwrap()
});

/// The usage lines, also folded or in quotes.
static USAGE: LazyLock<Regex> = LazyLock::new(|| {
    let whole = r#"usage:\s+\w+\s+\[options\].*?<(subcommand|operation)>\s+help(\\n)?\s*"?"#;
    Regex::new(&format!(r"(?s){whole}|usage: aws \[--profile PROFILE\] \[--debug\]")).unwrap()
});

/// What is as long as it needs to be.
static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"([- ])[- ]+").unwrap());

impl Outcome {
    /// Masks the directory that it ran in, which is another for each program.
    pub(super) fn new(said: Said, asked: Vec<Asked>, directory: &Path) -> Self {
        let masked = |text: &str| text.replace(&directory.display().to_string(), "DIRECTORY");
        let (stdout, stderr) = (masked(&said.stdout), masked(&said.stderr));
        Self { said: Said { stdout, stderr, code: said.code }, asked }
    }

    /// Returns in what another program did otherwise, if it did, but for what is meant to be so.
    pub(super) fn difference(&self, ours: &Self) -> Option<String> {
        if self.is_excused(ours) { None } else { self.any_difference(ours) }
    }

    /// Returns in what another program did otherwise, if it did.
    pub(super) fn any_difference(&self, ours: &Self) -> Option<String> {
        let mut differences = String::new();
        let mut compare = |what: &str, theirs: String, ours: String| {
            if theirs != ours {
                differences.push_str(&format!("  {what}\n    aws  {theirs}\n    ours {ours}\n"));
            }
        };
        compare("exit code", self.said.code.to_string(), ours.said.code.to_string());
        compare("stdout", format!("{:?}", self.said.stdout), format!("{:?}", ours.said.stdout));
        compare("stderr", format!("{:?}", self.message()), format!("{:?}", ours.message()));
        // A page may have been asked for while the one before it turned out to be unreadable.
        let ahead = self.said.code == 255 && ours.asked.len() == self.asked.len() + 1;
        let asked = if ahead { &ours.asked[..self.asked.len()] } else { &ours.asked[..] };
        compare("requests", format!("{:?}", self.asked), format!("{asked:?}"));
        (!differences.is_empty()).then_some(differences)
    }

    /// The differences that `docs/reference/aws-cli.md` gives reasons for: where the AWS CLI
    /// crashes, shows an answer that is none, or Python's own object for an expression.
    fn is_excused(&self, ours: &Self) -> bool {
        let crashed = self.message().iter().any(|line| CRASH.is_match(line));
        // A query can give one object twice, which the AWS CLI then writes once, with an anchor.
        let anchored = self.said.stdout.contains("&id001")
            && (self.said.code, &self.asked) == (ours.said.code, &ours.asked);
        let refused = ["the answer has ", "cannot be understood", "an expression reference (`&`)"];
        let refused = refused.iter().any(|words| ours.said.stderr.contains(words));
        anchored || (crashed && ours.said.code != 0) || (refused && ours.said.code == 255)
    }

    /// Stderr without the program's name, its usage lines and empty lines, which are its own.
    fn message(&self) -> Vec<String> {
        let text = self.said.stderr.replace("\nmeshctl: [ERROR]:", "\naws: [ERROR]:");
        let text = EXPRESSION.replace_all(&text, "an expression");
        let text = USAGE.replace_all(&text, "");
        let is_table = text.starts_with("---");
        let mut message = Vec::new();
        for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
            // How wide a table is, the usage lines decide as well.
            let line = if is_table { RUN.replace_all(line, "$1") } else { line.into() };
            message.push(line.into_owned());
        }
        message
    }
}
