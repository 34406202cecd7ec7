//! Gateway routes: what they rewrite.

use super::{Broken, Members, member};

/// A prefix that is written over ends where a segment of the path ends. What the new one must be
/// is in [`super::text`].
pub(super) fn prefix_can_be_rewritten(route: &Members) -> Option<Broken> {
    let new = &member(route, "action")["rewrite"]["prefix"]["value"];
    let matched = &member(route, "match")["prefix"];
    let open = new.is_string() && matched.as_str().is_some_and(|prefix| !prefix.ends_with('/'));
    let words = "Member must end with / when the prefix is rewritten";
    open.then(|| Broken::new("match.prefix", matched, words))
}
