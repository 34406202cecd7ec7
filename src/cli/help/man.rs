//! Renders a page as a manual page.

use roff::{Inline, Roff, bold, roman};

use super::page::{Block, Page, Section, Term};

/// Renders `page` in roff, as a manual page of section 1.
#[must_use]
pub fn render(page: &Page) -> String {
    let mut roff = Roff::new();
    let title = page.command().replace(' ', "-");
    let source = concat!("meshctl ", env!("CARGO_PKG_VERSION"));
    roff.control("TH", [title.to_ascii_uppercase().as_str(), "1", "", source, "meshctl"]);
    // No justification and no hyphenation: pages contain ARNs and JSON.
    roff.control("ad", ["l"]).control("nh", []);
    roff.control("SH", ["NAME"]);
    // The form that `apropos` requires.
    roff.text([roman(format!("{title} - {}", page.summary))]);
    for section in &page.sections {
        roff.control("SH", [section.title.to_uppercase().as_str()]);
        render_section(&mut roff, section);
    }
    ascii(&roff.to_roff())
}

/// Escapes non-ASCII characters, which groff would read byte by byte.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            BREAK => out.push_str("\\:"),
            c if c.is_ascii() => out.push(c),
            c => out.push_str(&format!("\\[u{:04X}]", u32::from(c))),
        }
    }
    out
}

fn render_section(roff: &mut Roff, section: &Section) {
    for (at, block) in section.blocks.iter().enumerate() {
        if at > 0 {
            roff.control("PP", []);
        }
        match block {
            Block::Text(paragraph) => {
                roff.text(inlines(paragraph));
            }
            Block::Code(lines) => {
                roff.control("RS", ["4"]).control("nf", []);
                lines.lines().for_each(|line| {
                    roff.text([roman(if line.is_empty() { " " } else { line })]);
                });
                roff.control("fi", []).control("RE", []);
            }
            Block::Terms(terms) => render_terms(roff, terms),
        }
    }
}

fn render_terms(roff: &mut Roff, terms: &[Term]) {
    let mut depth = 0;
    for term in terms {
        while depth < term.depth {
            roff.control("RS", ["4"]);
            depth += 1;
        }
        while depth > term.depth {
            roff.control("RE", []);
            depth -= 1;
        }
        roff.control("TP", ["4"]).text([bold(&term.name)]);
        roff.text(inlines(&term.text));
    }
    (0..depth).for_each(|_| {
        roff.control("RE", []);
    });
}

/// Marks a possible line break in a long word. Replaced by groff's escape in [`ascii`], since the roff
/// crate escapes all backslashes.
const BREAK: char = '\u{200b}';

/// Converts text in backticks to bold.
fn inlines(text: &str) -> Vec<Inline> {
    let breakable = |word: &str| match word.len() {
        0..40 => word.to_owned(),
        _ => word.replace('/', &format!("/{BREAK}")),
    };
    let text = text.split(' ').map(breakable).collect::<Vec<_>>().join(" ");
    let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    parts.map(|(at, part)| if at % 2 == 0 { roman(part) } else { bold(part) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_indented_and_leading_dots_are_escaped() {
        let terms = vec![
            Term::new("--spec", "`a` or b…"),
            Term { depth: 1, name: "a".to_owned(), text: "string".to_owned() },
        ];
        let blocks = vec![Block::Terms(terms), Block::Code(".x\\y".to_owned())];
        let section = Section { title: "Options".to_owned(), blocks };
        let page =
            Page { name: "x".to_owned(), summary: "Does x".to_owned(), sections: vec![section] };
        let text = render(&page);
        let body = text.split_once(".SH OPTIONS\n").unwrap().1;
        let want = ".TP 4\n\\fB\\-\\-spec\\fR\n\\fBa\\fR or b\\[u2026]\n.RS 4\n.TP 4\n\\fBa\\fR\nstring\n.RE\n\
                    .PP\n.RS 4\n.nf\n\\&.x\\\\y\n.fi\n.RE\n";
        assert_eq!(body, want);
    }
}
