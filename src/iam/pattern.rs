//! Patterns with `*` and `?`, and the variables in them.

use super::context::{Lookup, RequestContext};

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// `*`: any text, also none.
    Any,
    /// `*` in the middle of an ARN's segment: any text without a colon.
    Segment,
    /// `?`: one character.
    One,
    Char(char),
}

/// A text with wildcards, variables filled in. What a variable stands for is plain text, even
/// where it holds a `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Token>);

/// Why the variables of a text cannot be filled in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unfilled {
    /// The request lacks the key.
    Absent(String),
    /// Nobody knows.
    Unknown(String),
}

impl Unfilled {
    pub(super) fn why(self) -> String {
        match self {
            Self::Absent(key) => format!("the request has no `{key}` to fill in"),
            Self::Unknown(why) => why,
        }
    }
}

/// What variables stand for.
pub(super) struct Filling<'a> {
    pub(super) context: &'a RequestContext,
    /// Whether the document has variables at all.
    pub(super) variables: bool,
}

impl Filling<'_> {
    /// Reads a text, filling in `${key}`, `${key, 'default'}`, `${*}`, `${?}` and `${$}`.
    pub(super) fn fill(&self, text: &str) -> Result<Pattern, Unfilled> {
        if !self.variables {
            return Ok(Pattern::plain(text));
        }
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((variable, tail)) = after.split_once('}') else {
                return Err(Unfilled::Unknown(format!("`{text}` has a `${{` without its `}}`")));
            };
            tokens.extend(before.chars().map(wildcard));
            tokens.extend(value(variable, self.context)?.chars().map(Token::Char));
            rest = tail;
        }
        tokens.extend(rest.chars().map(wildcard));
        Ok(Pattern(tokens))
    }
}

impl Pattern {
    /// Reads a text without variables.
    pub(super) fn plain(text: &str) -> Self {
        Self(text.chars().map(wildcard).collect())
    }

    /// Makes wildcards plain characters again, for operators that have none.
    pub(super) fn literal(self) -> String {
        let char = |token| match token {
            Token::Any | Token::Segment => '*',
            Token::One => '?',
            Token::Char(char) => char,
        };
        self.0.into_iter().map(char).collect()
    }

    /// Holds `*` to its segment of an ARN, unless it ends the segment or stands in the last.
    pub(super) fn arn(mut self) -> Self {
        let mut colons = 0;
        for at in 0..self.0.len() {
            let ends = self.0.get(at + 1).is_none_or(|next| *next == Token::Char(':'));
            match self.0[at] {
                Token::Char(':') => colons += 1,
                Token::Any if colons < 5 && !ends => self.0[at] = Token::Segment,
                _ => {}
            }
        }
        self
    }

    /// Whether it matches the whole of `text`, letter case included.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.covers(&Self(text.chars().map(Token::Char).collect()))
    }

    /// Whether each of the six parts of `arn` matches its own part of the pattern, as `ArnLike`
    /// wants it. Nothing when the pattern has not six parts; an `arn` that has not never matches.
    pub(super) fn matches_arn(&self, arn: &str) -> Option<bool> {
        let parts: Vec<&[Token]> = self.0.splitn(6, |token| *token == Token::Char(':')).collect();
        if parts.len() != 6 {
            return None;
        }
        let texts: Vec<&str> = arn.splitn(6, ':').collect();
        let fits = |(part, text): (&&[Token], &&str)| Self(part.to_vec()).matches(text);
        Some(texts.len() == 6 && parts.iter().zip(&texts).all(fits))
    }

    /// Whether it matches every text that `other` matches. May say no for patterns that are
    /// written in an unusual way (`**`, `*?`), never yes wrongly.
    pub(super) fn covers(&self, other: &Self) -> bool {
        walk(&self.0, &other.0, |mine, theirs| match mine {
            Token::Any => Step::Swallow,
            Token::Segment if theirs == Token::Char(':') || theirs == Token::Any => Step::Fail,
            Token::Segment => Step::Swallow,
            Token::One if matches!(theirs, Token::One | Token::Char(_)) => Step::Both,
            Token::Char(_) if mine == theirs => Step::Both,
            Token::One | Token::Char(_) => Step::Fail,
        })
    }

    /// Whether some text matches both. May say yes for two patterns that only meet across the
    /// segments of an ARN.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let star = |token: &Token| matches!(token, Token::Any | Token::Segment);
        let (mine, theirs) = (&self.0, &other.0);
        // reach[j]: the rest of `mine` and `theirs[j..]` have a text in common.
        let mut reach = vec![false; theirs.len() + 1];
        for i in (0..=mine.len()).rev() {
            let below = std::mem::replace(&mut reach, vec![false; theirs.len() + 1]);
            for j in (0..=theirs.len()).rev() {
                let (a, b) = (mine.get(i), theirs.get(j));
                reach[j] = match (a, b) {
                    (None, None) => true,
                    (Some(a), _) if star(a) => below[j] || (b.is_some() && reach[j + 1]),
                    (_, Some(b)) if star(b) => reach[j + 1] || (a.is_some() && below[j]),
                    (Some(Token::One), Some(_)) | (Some(_), Some(Token::One)) => below[j + 1],
                    (Some(a), Some(b)) => a == b && below[j + 1],
                    _ => false,
                };
            }
        }
        reach[0]
    }
}

enum Step {
    /// Both go on.
    Both,
    /// Theirs goes on, mine stays.
    Swallow,
    Fail,
}

/// Walks both from the left; a star of mine that took too little is tried again with more.
fn walk(mine: &[Token], theirs: &[Token], step: impl Fn(Token, Token) -> Step) -> bool {
    let mut open = vec![false; theirs.len() + 1];
    open[0] = true;
    for token in mine {
        let mut next = vec![false; theirs.len() + 1];
        let star = matches!(token, Token::Any | Token::Segment);
        for at in 0..=theirs.len() {
            if open[at] && star {
                next[at] = true;
            }
            if at == theirs.len() {
                break;
            }
            match step(*token, theirs[at]) {
                Step::Both if open[at] => next[at + 1] = true,
                Step::Swallow if open[at] || next[at] => next[at + 1] = true,
                _ => {}
            }
        }
        open = next;
    }
    open[theirs.len()]
}

fn wildcard(char: char) -> Token {
    match char {
        '*' => Token::Any,
        '?' => Token::One,
        char => Token::Char(char),
    }
}

/// Returns what stands in a text for `${variable}`.
fn value(variable: &str, context: &RequestContext) -> Result<String, Unfilled> {
    if matches!(variable, "*" | "?" | "$") {
        return Ok(variable.to_owned());
    }
    let (key, default) = match variable.split_once(',') {
        Some((key, default)) => (key.trim(), Some(default.trim())),
        None => (variable.trim(), None),
    };
    match context.lookup(key) {
        Lookup::Present([value]) => Ok(value.clone()),
        Lookup::Present(_) => Err(Unfilled::Unknown(format!("`{key}` has several values"))),
        Lookup::Unknown => Err(Unfilled::Unknown(format!("the value of `{key}` is not known"))),
        Lookup::Absent => {
            let quoted = |text: &str| Some(text.strip_prefix('\'')?.strip_suffix('\'')?.to_owned());
            default.and_then(quoted).ok_or_else(|| Unfilled::Absent(key.to_owned()))
        }
    }
}
