//! Suggestions for a mistyped word, chosen like Python's `difflib.get_close_matches`.

use std::collections::HashMap;

/// Minimum similarity of two words: AWS CLI v2's setting.
const MIN_SIMILARITY: f64 = 0.8;
/// Maximum number of suggestions.
const MAX_SUGGESTIONS: usize = 3;

/// Returns the words of `known` that are most similar to `word`, best first.
pub(super) fn close_matches<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = known
        .map(|candidate| (similarity(candidate, word), candidate))
        .filter(|(score, _)| *score >= MIN_SIMILARITY)
        .collect();
    // Ties are sorted in reverse alphabetical order, as by Python's `nlargest` of pairs.
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    scored.into_iter().take(MAX_SUGGESTIONS).map(|(_, word)| word.to_owned()).collect()
}

/// Returns twice the number of characters in common runs, divided by the total number of
/// characters: 1 for equal words, 0 for words without a common character.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let longer = a.len().max(b.len());
    let shorter = a.len().min(b.len());
    // Words whose lengths differ this much cannot be similar. It also bounds the work for a long
    // word.
    if longer > 2 * shorter {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss)]
    let ratio = 2.0 * common(&a, &b) as f64 / (a.len() + b.len()) as f64;
    ratio
}

/// Returns the number of characters in the longest common run, in what remains on its left and on
/// its right, and so on.
fn common(a: &[char], b: &[char]) -> usize {
    let (from_a, from_b, length) = longest_run(a, b);
    if length == 0 {
        return 0;
    }
    length
        + common(&a[..from_a], &b[..from_b])
        + common(&a[from_a + length..], &b[from_b + length..])
}

/// Returns where the longest common run starts in both, the first of several, and its length.
fn longest_run(a: &[char], b: &[char]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    let mut ending: HashMap<usize, usize> = HashMap::new();
    for (i, c) in a.iter().enumerate() {
        let mut ending_here = HashMap::new();
        for (j, _) in b.iter().enumerate().filter(|(_, d)| c == *d) {
            let length = 1 + j.checked_sub(1).and_then(|j| ending.get(&j)).copied().unwrap_or(0);
            ending_here.insert(j, length);
            if length > best.2 {
                best = (i + 1 - length, j + 1 - length, length);
            }
        }
        ending = ending_here;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::close_matches;

    #[test]
    fn suggestions_are_those_of_difflib() {
        // From Python 3.11: difflib.get_close_matches(word, known, cutoff=0.8).
        let known = [
            "list-meshes",
            "list-routes",
            "list-virtual-nodes",
            "list-virtual-routers",
            "list-virtual-services",
            "describe-mesh",
            "describe-route",
        ];
        let cases: [(&str, &[&str]); 5] = [
            ("list-meshs", &["list-meshes"]),
            ("zzz", &[]),
            ("list-virtual-node", &["list-virtual-nodes", "list-virtual-routers"]),
            ("list-virtual-", &["list-virtual-nodes"]),
            ("", &[]),
        ];
        for (word, want) in cases {
            assert_eq!(close_matches(word, known.into_iter()), want, "case: {word}");
        }
    }
}
