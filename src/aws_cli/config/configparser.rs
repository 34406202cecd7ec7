//! Parses files of sections and settings as Python's `configparser` does, because the AWS CLI uses
//! it: settings may be indented, `:` separates like `=`, `# …` after a value is part of the value,
//! and duplicates are errors. The SDK's own reader differs in each of these.

use indexmap::IndexMap;
use indexmap::map::Entry;

/// The settings of a section by lower-case name.
pub(super) type Section = IndexMap<String, Setting>;

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Setting {
    /// A string; its lines are separated by `\n`.
    Plain(String),
    /// Nested settings, one on each line.
    Nested(IndexMap<String, String>),
}

/// Parses a file; `None` if Python would reject it.
pub(super) fn parse(file: &str) -> Option<IndexMap<String, Section>> {
    let mut parser = ConfigParser::default();
    for line in file.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        parser.line(line)?;
    }
    let section = |(name, settings): (String, IndexMap<String, Vec<String>>)| {
        let settings = settings.into_iter().map(|(name, lines)| Some((name, setting(&lines)?)));
        Some((name, settings.collect::<Option<Section>>()?))
    };
    parser.sections.into_iter().map(section).collect()
}

/// What has been parsed so far: lines by setting, settings by section.
#[derive(Default)]
struct ConfigParser {
    sections: IndexMap<String, IndexMap<String, Vec<String>>>,
    /// Indentation of the last line that started a section or setting, in characters.
    indent: usize,
}

impl ConfigParser {
    fn line(&mut self, line: &str) -> Option<()> {
        let content = line.trim();
        if content.starts_with(['#', ';']) {
            return Some(());
        }
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let continues = content.is_empty() || indent > self.indent;
        let current = self.sections.last_mut().and_then(|(_, settings)| settings.last_mut());
        match current {
            Some((_, lines)) if continues => lines.push(content.to_owned()),
            _ if content.is_empty() => {}
            _ => {
                self.indent = indent;
                return self.start(content);
            }
        }
        Some(())
    }

    /// Starts a section or a setting.
    fn start(&mut self, content: &str) -> Option<()> {
        if let Some(name) = header(content) {
            return insert_new(self.sections.entry(name.to_owned()), IndexMap::new());
        }
        let (name, value) = content.split_once(['=', ':'])?;
        let name = Some(name.trim_end().to_lowercase()).filter(|name| !name.is_empty())?;
        let (_, settings) = self.sections.last_mut()?;
        insert_new(settings.entry(name), vec![value.trim_start().to_owned()])
    }
}

/// Returns the section name in a header line; what follows the last bracket is ignored.
fn header(content: &str) -> Option<&str> {
    let inner = content.strip_prefix('[')?;
    Some(&inner[..inner.rfind(']')?]).filter(|name| !name.is_empty())
}

/// Inserts `value`; `None` if the entry exists already.
fn insert_new<V>(entry: Entry<'_, String, V>, value: V) -> Option<()> {
    match entry {
        Entry::Vacant(entry) => {
            entry.insert(value);
            Some(())
        }
        Entry::Occupied(_) => None,
    }
}

fn setting(lines: &[String]) -> Option<Setting> {
    let value = lines.join("\n");
    let value = value.trim_end();
    let Some(nested) = value.strip_prefix('\n') else {
        return Some(Setting::Plain(value.to_owned()));
    };
    let lines = nested.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let pair = |line: &str| {
        let (name, value) = line.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    lines.map(pair).collect::<Option<_>>().map(Setting::Nested)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses `file` and prints sections and settings on one line.
    fn dump(file: &str) -> String {
        let Some(sections) = parse(file) else { return "rejected".to_owned() };
        let setting = |(name, setting): (&String, &Setting)| match setting {
            Setting::Plain(value) => format!("{name}={value:?}"),
            Setting::Nested(inner) => format!("{name}={inner:?}"),
        };
        let section = |(name, settings): (&String, &Section)| {
            let settings: Vec<String> = settings.iter().map(setting).collect();
            format!("[{name}] {}", settings.join(" "))
        };
        sections.iter().map(section).collect::<Vec<_>>().join(" ").trim_end().to_owned()
    }

    #[test]
    fn files_are_parsed_as_by_pythons_configparser() {
        // From Python's RawConfigParser(default_section=None), and botocore's _parse_nested.
        let cases = [
            ("", ""),
            ("# c\n; d\n[a]\nB = 1\n", r#"[a] b="1""#),
            ("[a]\n  b = 1\nc: 2=3\n", r#"[a] b="1" c="2=3""#),
            ("  [a]\nb = 1\n  c = 2\n", r#"[a] b="1\nc = 2""#),
            ("[a]\nb = 1 # x\nc = 2;y\n", r##"[a] b="1 # x" c="2;y""##),
            ("[a]\nb = 1\n\n  # c\n  2\n\n[d] e\n", r#"[a] b="1\n\n2" [d]"#),
            ("[a]\nb =\n  c = 1\n  d = 2=3\n\n", r#"[a] b={"c": "1", "d": "2=3"}"#),
            ("[a]\nb =\n[c] ]\n", r#"[a] b="" [c] ]"#),
            ("[a]\r\nb = 1\rc = 2\r\n", r#"[a] b="1" c="2""#),
            ("[a]\nb =\n  c\n", "rejected"),
            ("[a]\nb = 1\nB = 2\n", "rejected"),
            ("[a]\n[b]\n[a]\n", "rejected"),
            ("b = 1\n", "rejected"),
            ("\u{feff}[a]\n", "rejected"),
            ("[a\n", "rejected"),
            ("[]\n", "rejected"),
            ("[a]\nb\n", "rejected"),
            ("[a]\n= 1\n", "rejected"),
        ];
        for (file, want) in cases {
            assert_eq!(dump(file), want, "case: {file:?}");
        }
    }
}
