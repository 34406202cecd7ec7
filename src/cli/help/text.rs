//! Renders a page as plain text of a given width.

use super::page::{Block, Page, Section, Term};

/// Maximum width of the column of term names; a longer name is on a separate line.
const MAX_NAME_WIDTH: usize = 32;

/// Renders `page` in lines of at most `width` columns; longer words are not broken.
#[must_use]
pub fn render(page: &Page, width: usize) -> String {
    let mut text = String::new();
    hang(&mut text, "", &page.summary, 0, width);
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
    let column = lengths.filter(|length| *length <= MAX_NAME_WIDTH).max().unwrap_or(0) + 2;
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

/// Appends `paragraph` after `lead`; wrapped lines are indented by `indent`.
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
    fn terms_are_aligned_and_wrapped() {
        let page = Page {
            name: "x".to_owned(),
            summary: "Does x".to_owned(),
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
