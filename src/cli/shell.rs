//! Words as a POSIX shell reads them.

/// Returns `word` as it has to be typed: as it is, or in single quotes.
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
    fn only_what_a_shell_would_read_otherwise_is_quoted() {
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
