//! POSIX shell quoting.

/// Returns `word` as it must be typed in a shell: unchanged, or in single quotes.
pub(super) fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_with_special_characters_are_quoted() {
        let cases = [
            ("--mesh-name", "--mesh-name"),
            ("a=b,c/d", "a=b,c/d"),
            ("", "''"),
            ("{a}", "'{a}'"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
        ];
        for (word, want) in cases {
            assert_eq!(quote(word), want);
        }
    }
}
