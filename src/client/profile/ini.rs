//! Files of sections and settings, read as Python's `configparser` reads them, since the AWS CLI
//! does: settings may be indented, `:` is as good as `=`, `# …` behind a value belongs to it, and
//! what is there twice is refused. The SDK's own reader differs in each of these.

use indexmap::IndexMap;
use indexmap::map::Entry;

/// The settings of a section by name, in lower case.
pub(super) type Section = IndexMap<String, Setting>;

/// What a setting is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Setting {
    /// A value; lines of it are parted by `\n`.
    Text(String),
    /// Settings of its own, on lines of their own.
    Nested(IndexMap<String, String>),
}

/// Reads a file; nothing if it is none that Python takes.
pub(super) fn read(text: &str) -> Option<IndexMap<String, Section>> {
    let mut reader = Reader::default();
    for line in text.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        reader.line(line)?;
    }
    let whole = |(name, settings): (String, IndexMap<String, Vec<String>>)| {
        let settings = settings.into_iter().map(|(name, lines)| Some((name, setting(&lines)?)));
        Some((name, settings.collect::<Option<Section>>()?))
    };
    reader.sections.into_iter().map(whole).collect()
}

/// What has been read so far: lines by setting, settings by section.
#[derive(Default)]
struct Reader {
    sections: IndexMap<String, IndexMap<String, Vec<String>>>,
    /// How far the last line was indented that began something.
    indent: usize,
}

impl Reader {
    fn line(&mut self, line: &str) -> Option<()> {
        let text = line.trim();
        if text.starts_with(['#', ';']) {
            return Some(());
        }
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let goes_on = text.is_empty() || indent > self.indent;
        let begun = self.sections.last_mut().and_then(|(_, settings)| settings.last_mut());
        match begun {
            Some((_, lines)) if goes_on => lines.push(text.to_owned()),
            _ if text.is_empty() => {}
            _ => {
                self.indent = indent;
                return self.begin(text);
            }
        }
        Some(())
    }

    /// Begins a section or a setting.
    fn begin(&mut self, text: &str) -> Option<()> {
        if let Some(name) = header(text) {
            return vacant(self.sections.entry(name.to_owned()), IndexMap::new());
        }
        let (name, value) = text.split_once(['=', ':'])?;
        let name = Some(name.trim_end().to_lowercase()).filter(|name| !name.is_empty())?;
        let (_, settings) = self.sections.last_mut()?;
        vacant(settings.entry(name), vec![value.trim_start().to_owned()])
    }
}

/// The name of the section that begins here; what is behind the last bracket does not count.
fn header(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    Some(&inner[..inner.rfind(']')?]).filter(|name| !name.is_empty())
}

fn vacant<V>(entry: Entry<'_, String, V>, value: V) -> Option<()> {
    match entry {
        Entry::Vacant(free) => {
            free.insert(value);
            Some(())
        }
        Entry::Occupied(_) => None,
    }
}

fn setting(lines: &[String]) -> Option<Setting> {
    let text = lines.join("\n");
    let text = text.trim_end();
    let Some(nested) = text.strip_prefix('\n') else {
        return Some(Setting::Text(text.to_owned()));
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

    /// Sections and settings on one line.
    fn shown(text: &str) -> String {
        let Some(sections) = read(text) else { return "refused".to_owned() };
        let setting = |(name, setting): (&String, &Setting)| match setting {
            Setting::Text(text) => format!("{name}={text:?}"),
            Setting::Nested(inner) => format!("{name}={inner:?}"),
        };
        let section = |(name, settings): (&String, &Section)| {
            let settings: Vec<String> = settings.iter().map(setting).collect();
            format!("[{name}] {}", settings.join(" "))
        };
        sections.iter().map(section).collect::<Vec<_>>().join(" ").trim_end().to_owned()
    }

    #[test]
    fn files_are_read_as_configparser_reads_them() {
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
            ("[a]\nb =\n  c\n", "refused"),
            ("[a]\nb = 1\nB = 2\n", "refused"),
            ("[a]\n[b]\n[a]\n", "refused"),
            ("b = 1\n", "refused"),
            ("\u{feff}[a]\n", "refused"),
            ("[a\n", "refused"),
            ("[]\n", "refused"),
            ("[a]\nb\n", "refused"),
            ("[a]\n= 1\n", "refused"),
        ];
        for (text, want) in cases {
            assert_eq!(shown(text), want, "case: {text:?}");
        }
    }
}
