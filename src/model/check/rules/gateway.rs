//! Rules about gateway routes.

use super::{Members, RuleViolation, member};

/// A matched prefix that is rewritten must end at the end of a path segment. The rule about the
/// new prefix is in [`super::string`].
pub(super) fn rewritten_prefix_ends_with_slash(route: &Members) -> Option<RuleViolation> {
    let new = &member(route, "action")["rewrite"]["prefix"]["value"];
    let matched = &member(route, "match")["prefix"];
    let violated = new.is_string() && matched.as_str().is_some_and(|prefix| !prefix.ends_with('/'));
    let constraint = "Member must end with / when the prefix is rewritten";
    violated.then(|| RuleViolation::new("match.prefix", matched, constraint))
}
