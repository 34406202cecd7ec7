//! Path expansion like Python's, for paths in values and of the AWS CLI's own files.

/// Expands `~` and `$NAME` or `${NAME}` like Python's `expanduser` and `expandvars`: variables that
/// are not set, and home directories of other users, are left unchanged.
#[must_use]
pub fn expand(path: &str, variable: impl Fn(&str) -> Option<String>) -> String {
    let path = match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => variable("HOME")
            .map_or_else(|| path.to_owned(), |home| home.trim_end_matches('/').to_owned() + rest),
        _ => path.to_owned(),
    };
    let mut out = String::with_capacity(path.len());
    let mut rest = path.as_str();
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let (name, length) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((name, _)) => (name, name.len() + 2),
            None => {
                let end = after
                    .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                    .unwrap_or(after.len());
                (&after[..end], end)
            }
        };
        match variable(name).filter(|_| !name.is_empty()) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&rest[at..=at + length]),
        }
        rest = &after[length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expand_replaces_home_and_variables() {
        let variable = |name: &str| match name {
            "HOME" => Some("/home/me/".to_owned()),
            "DIR" => Some("specs".to_owned()),
            _ => None,
        };
        let cases = [
            ("~/a", "/home/me/a"),
            ("~", "/home/me"),
            ("~other/a", "~other/a"),
            ("$DIR/a", "specs/a"),
            ("${DIR}s/a", "specss/a"),
            ("$NOPE/a", "$NOPE/a"),
            ("${NOPE}/${", "${NOPE}/${"),
            ("a$", "a$"),
            ("$/é$DIR", "$/éspecs"),
        ];
        for (path, want) in cases {
            assert_eq!(expand(path, variable), want, "case: {path}");
        }
    }
}
