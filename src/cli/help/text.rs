//! A page on the screen: plain text without escape codes, as wide as asked for.

use super::page::{Block, Page, Section, Term};

/// Columns for the names of terms, at most; a longer one gets a line of its own.
const NAMES: usize = 32;

/// Lays `page` out in lines of at most `width` columns, where words allow it.
#[must_use]
pub fn render(page: &Page, width: usize) -> String {
    let mut text = String::new();
    hang(&mut text, "", &page.purpose, 0, width);
    for section in &page.sections {
        text.push('\n');
        render_section(&mut text, section, width);
    }
    text
}

fn render_section(text: &mut String, section: &Section, width: usize) {
    text.push_str(&section.title);
    text.push_str(":\n");
    for (at, block) in section.blocks.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        match block {
            Block::Text(paragraph) => hang(text, "  ", paragraph, 2, width),
            Block::Code(lines) => lines.lines().for_each(|line| {
                text.push_str(format!("  {line}").trim_end());
                text.push('\n');
            }),
            Block::Terms(terms) => render_terms(text, terms, width),
        }
    }
}

fn render_terms(text: &mut String, terms: &[Term], width: usize) {
    let lead = |term: &Term| format!("{}{}", "  ".repeat(term.depth + 1), term.name);
    let lengths = terms.iter().map(|term| lead(term).chars().count());
    let column = lengths.filter(|length| *length <= NAMES).max().unwrap_or(0) + 2;
    for term in terms {
        let lead = lead(term);
        if term.text.is_empty() {
            text.push_str(&lead);
            text.push('\n');
        } else if lead.chars().count() + 2 > column {
            text.push_str(&lead);
            text.push('\n');
            hang(text, &" ".repeat(column), &term.text, column, width);
        } else {
            hang(text, &format!("{lead:column$}"), &term.text, column, width);
        }
    }
}

/// Writes the words of `paragraph` after `lead`; further lines begin at `indent`.
fn hang(text: &mut String, lead: &str, paragraph: &str, indent: usize, width: usize) {
    let mut line = lead.to_owned();
    let mut empty = true;
    for word in paragraph.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > width {
            text.push_str(&line);
            text.push('\n');
            line = " ".repeat(indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    text.push_str(&line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_in_columns_and_are_wrapped() {
        let page = Page {
            name: "x".to_owned(),
            purpose: "Does x".to_owned(),
            sections: vec![Section {
                title: "Options".to_owned(),
                blocks: vec![
                    Block::Terms(vec![
                        Term::new("--spec", "what it is to be, in words"),
                        Term { depth: 1, name: "a".to_owned(), text: "string".to_owned() },
                        Term::new("--a-name-longer-than-the-column-of-names", "so it is"),
                    ]),
                    Block::Code("a\n\n  b".to_owned()),
                ],
            }],
        };
        let want = "\
Does x

Options:
  --spec  what it is
          to be, in
          words
    a     string
  --a-name-longer-than-the-column-of-names
          so it is

  a

    b
";
        assert_eq!(render(&page, 20), want);
    }
}
