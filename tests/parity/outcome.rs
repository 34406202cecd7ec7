//! Outcomes of calls, as a script sees them.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::stub::RecordedRequest;
use crate::support::sandbox::CommandOutput;

/// Output, exit code and requests of a call.
#[derive(Debug, PartialEq)]
pub(super) struct Outcome {
    output: CommandOutput,
    requests: Vec<RecordedRequest>,
}

/// Python error messages of an AWS CLI that crashes on a response or a token.
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

/// How Python and meshctl print an expression that is a function argument.
static EXPRESSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<jmespath\.visitor\._Expression object at 0x[0-9a-f]+>").unwrap()
});

/// Usage lines, also wrapped or quoted.
static USAGE: LazyLock<Regex> = LazyLock::new(|| {
    let whole = r#"usage:\s+\w+\s+\[options\].*?<(subcommand|operation)>\s+help(\\n)?\s*"?"#;
    Regex::new(&format!(r"(?s){whole}|usage: aws \[--profile PROFILE\] \[--debug\]")).unwrap()
});

/// Runs of spaces and dashes, whose length depends on the content of a table.
static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"([- ])[- ]+").unwrap());

impl Outcome {
    /// Masks the working directory, which differs between the programs.
    pub(super) fn new(
        output: CommandOutput,
        requests: Vec<RecordedRequest>,
        directory: &Path,
    ) -> Self {
        let masked = |text: &str| text.replace(&directory.display().to_string(), "DIRECTORY");
        let (stdout, stderr) = (masked(&output.stdout), masked(&output.stderr));
        Self { output: CommandOutput { stdout, stderr, code: output.code }, requests }
    }

    /// Returns the difference from another outcome, except for intended differences.
    pub(super) fn difference(&self, ours: &Self) -> Option<String> {
        if self.is_excused(ours) { None } else { self.any_difference(ours) }
    }

    /// Returns the difference from another outcome.
    pub(super) fn any_difference(&self, ours: &Self) -> Option<String> {
        let mut differences = String::new();
        let mut compare = |what: &str, theirs: String, ours: String| {
            if theirs != ours {
                differences.push_str(&format!("  {what}\n    aws  {theirs}\n    ours {ours}\n"));
            }
        };
        compare("exit code", self.output.code.to_string(), ours.output.code.to_string());
        compare("stdout", format!("{:?}", self.output.stdout), format!("{:?}", ours.output.stdout));
        compare("stderr", format!("{:?}", self.message()), format!("{:?}", ours.message()));
        // meshctl may request a page before it finds that the previous one is unreadable.
        let ahead = self.output.code == 255 && ours.requests.len() == self.requests.len() + 1;
        let requests =
            if ahead { &ours.requests[..self.requests.len()] } else { &ours.requests[..] };
        compare("requests", format!("{:?}", self.requests), format!("{requests:?}"));
        (!differences.is_empty()).then_some(differences)
    }

    /// Whether `docs/reference/aws-cli.md` explains the difference: the AWS CLI crashes, prints an
    /// invalid response, or prints a Python object for an expression.
    fn is_excused(&self, ours: &Self) -> bool {
        let crashed = self.message().iter().any(|line| CRASH.is_match(line));
        // If a query returns an object twice, the AWS CLI prints an anchor and a reference.
        let anchored = self.output.stdout.contains("&id001")
            && (self.output.code, &self.requests) == (ours.output.code, &ours.requests);
        let refused = ["the response has ", "invalid response to", "an expression reference (`&`)"];
        let refused = refused.iter().any(|words| ours.output.stderr.contains(words));
        anchored || (crashed && ours.output.code != 0) || (refused && ours.output.code == 255)
    }

    /// Returns stderr without the program's name, usage lines and empty lines, which differ by
    /// design.
    fn message(&self) -> Vec<String> {
        let text = self.output.stderr.replace("\nmeshctl: [ERROR]:", "\naws: [ERROR]:");
        let text = EXPRESSION.replace_all(&text, "an expression");
        let text = USAGE.replace_all(&text, "");
        let is_table = text.starts_with("---");
        let mut message = Vec::new();
        for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
            // The width of a table also depends on the usage lines.
            let line = if is_table { RUN.replace_all(line, "$1") } else { line.into() };
            message.push(line.into_owned());
        }
        message
    }
}
