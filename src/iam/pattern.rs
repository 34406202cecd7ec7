//! Wildcard patterns and policy variables.

use super::context::{Lookup, RequestContext};

/// An element of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PatternToken {
    /// `*`: any string, also empty.
    Any,
    /// `*` in the middle of an ARN segment: any string without a colon.
    Segment,
    /// `?`: any character.
    One,
    /// This character.
    Char(char),
}

/// A string with wildcards, after variable substitution. Wildcards in the value of a variable are
/// literal characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<PatternToken>);

/// Why a policy variable has no value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum UnresolvedVariable {
    /// The request does not have this key.
    Absent(String),
    /// The value is unknown, for this reason.
    Unknown(String),
}

impl UnresolvedVariable {
    pub(super) fn reason(self) -> String {
        match self {
            Self::Absent(key) => format!("the request does not have the condition key `{key}`"),
            Self::Unknown(why) => why,
        }
    }
}

/// Substitution of policy variables by condition keys of a request.
pub(super) struct Substitution<'a> {
    pub(super) context: &'a RequestContext,
    /// Whether the policy version supports variables.
    pub(super) variables: bool,
}

impl Substitution<'_> {
    /// Parses a pattern and replaces `${key}`, `${key, 'default'}`, `${*}`, `${?}` and `${$}`.
    pub(super) fn pattern(&self, text: &str) -> Result<Pattern, UnresolvedVariable> {
        if !self.variables {
            return Ok(Pattern::plain(text));
        }
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((variable, tail)) = after.split_once('}') else {
                return Err(UnresolvedVariable::Unknown(format!("`{text}` has an unclosed `${{`")));
            };
            tokens.extend(before.chars().map(wildcard));
            tokens.extend(value(variable, self.context)?.chars().map(PatternToken::Char));
            rest = tail;
        }
        tokens.extend(rest.chars().map(wildcard));
        Ok(Pattern(tokens))
    }
}

impl Pattern {
    /// Parses a pattern without variables.
    pub(super) fn plain(text: &str) -> Self {
        Self(text.chars().map(wildcard).collect())
    }

    /// Returns the pattern with wildcards as literal characters, for operators without wildcards.
    pub(super) fn literal(self) -> String {
        let char = |token| match token {
            PatternToken::Any | PatternToken::Segment => '*',
            PatternToken::One => '?',
            PatternToken::Char(char) => char,
        };
        self.0.into_iter().map(char).collect()
    }

    /// Limits `*` to its ARN segment, unless it is at the end of the segment or in the last one.
    pub(super) fn arn(mut self) -> Self {
        let mut colons = 0;
        for at in 0..self.0.len() {
            let ends = self.0.get(at + 1).is_none_or(|next| *next == PatternToken::Char(':'));
            match self.0[at] {
                PatternToken::Char(':') => colons += 1,
                PatternToken::Any if colons < 5 && !ends => self.0[at] = PatternToken::Segment,
                _ => {}
            }
        }
        self
    }

    /// Returns whether the pattern matches the whole string; case-sensitive.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.covers(&Self(text.chars().map(PatternToken::Char).collect()))
    }

    /// Returns whether each of the six parts of `arn` matches the corresponding part of the pattern, as
    /// in `ArnLike`. `None` if the pattern does not have six parts; an `arn` without six parts does not
    /// match.
    pub(super) fn matches_arn(&self, arn: &str) -> Option<bool> {
        let parts: Vec<&[PatternToken]> =
            self.0.splitn(6, |token| *token == PatternToken::Char(':')).collect();
        if parts.len() != 6 {
            return None;
        }
        let texts: Vec<&str> = arn.splitn(6, ':').collect();
        let fits = |(part, text): (&&[PatternToken], &&str)| Self(part.to_vec()).matches(text);
        Some(texts.len() == 6 && parts.iter().zip(&texts).all(fits))
    }

    /// Returns whether the pattern matches every string that `other` matches. False negatives are
    /// possible for unusual patterns (`**`, `*?`); false positives are not.
    pub(super) fn covers(&self, other: &Self) -> bool {
        walk(&self.0, &other.0, |mine, theirs| match mine {
            PatternToken::Any => Advance::Other,
            PatternToken::Segment
                if theirs == PatternToken::Char(':') || theirs == PatternToken::Any =>
            {
                Advance::Fail
            }
            PatternToken::Segment => Advance::Other,
            PatternToken::One if matches!(theirs, PatternToken::One | PatternToken::Char(_)) => {
                Advance::Both
            }
            PatternToken::Char(_) if mine == theirs => Advance::Both,
            PatternToken::One | PatternToken::Char(_) => Advance::Fail,
        })
    }

    /// Returns whether some string matches both patterns. False positives are possible for patterns
    /// that overlap only across ARN segments.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let star =
            |token: &PatternToken| matches!(token, PatternToken::Any | PatternToken::Segment);
        let (mine, theirs) = (&self.0, &other.0);
        // reach[j]: some string matches both `mine[i..]` and `theirs[j..]`.
        let mut reach = vec![false; theirs.len() + 1];
        for i in (0..=mine.len()).rev() {
            let below = std::mem::replace(&mut reach, vec![false; theirs.len() + 1]);
            for j in (0..=theirs.len()).rev() {
                let (a, b) = (mine.get(i), theirs.get(j));
                reach[j] = match (a, b) {
                    (None, None) => true,
                    (Some(a), _) if star(a) => below[j] || (b.is_some() && reach[j + 1]),
                    (_, Some(b)) if star(b) => reach[j + 1] || (a.is_some() && below[j]),
                    (Some(PatternToken::One), Some(_)) | (Some(_), Some(PatternToken::One)) => {
                        below[j + 1]
                    }
                    (Some(a), Some(b)) => a == b && below[j + 1],
                    _ => false,
                };
            }
        }
        reach[0]
    }
}

/// How to continue after comparing two tokens.
enum Advance {
    /// Advance both patterns.
    Both,
    /// Advance the other pattern; a wildcard consumes its token.
    Other,
    /// The tokens do not match.
    Fail,
}

/// Matches both from the left, with all possible lengths for each `*` of `mine`.
fn walk(
    mine: &[PatternToken],
    theirs: &[PatternToken],
    compare: impl Fn(PatternToken, PatternToken) -> Advance,
) -> bool {
    let mut reachable = vec![false; theirs.len() + 1];
    reachable[0] = true;
    for token in mine {
        let mut next = vec![false; theirs.len() + 1];
        let star = matches!(token, PatternToken::Any | PatternToken::Segment);
        for at in 0..=theirs.len() {
            if reachable[at] && star {
                next[at] = true;
            }
            if at == theirs.len() {
                break;
            }
            match compare(*token, theirs[at]) {
                Advance::Both if reachable[at] => next[at + 1] = true,
                Advance::Other if reachable[at] || next[at] => next[at + 1] = true,
                _ => {}
            }
        }
        reachable = next;
    }
    reachable[theirs.len()]
}

fn wildcard(char: char) -> PatternToken {
    match char {
        '*' => PatternToken::Any,
        '?' => PatternToken::One,
        char => PatternToken::Char(char),
    }
}

/// Returns the value of `${variable}`.
fn value(variable: &str, context: &RequestContext) -> Result<String, UnresolvedVariable> {
    if matches!(variable, "*" | "?" | "$") {
        return Ok(variable.to_owned());
    }
    let (key, default) = match variable.split_once(',') {
        Some((key, default)) => (key.trim(), Some(default.trim())),
        None => (variable.trim(), None),
    };
    match context.lookup(key) {
        Lookup::Present([value]) => Ok(value.clone()),
        Lookup::Present(_) => {
            Err(UnresolvedVariable::Unknown(format!("`{key}` has several values")))
        }
        Lookup::Unknown => {
            Err(UnresolvedVariable::Unknown(format!("the value of `{key}` is not known")))
        }
        Lookup::Absent => {
            let quoted = |text: &str| Some(text.strip_prefix('\'')?.strip_suffix('\'')?.to_owned());
            default.and_then(quoted).ok_or_else(|| UnresolvedVariable::Absent(key.to_owned()))
        }
    }
}
