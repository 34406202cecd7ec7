//! Renders a page as Markdown, for `docs/reference/`.

use super::page::{Block, Page, Section, Term};

/// Renders `page` under a heading of `level` (1 for `#`).
#[must_use]
pub fn render(page: &Page, level: usize) -> String {
    let heading = "#".repeat(level);
    let mut text = format!("{heading} {}\n\n{}.\n", page.command(), escape(&page.summary));
    for section in &page.sections {
        text.push_str(&format!("\n{heading}# {}\n", escape(&section.title)));
        render_section(&mut text, section);
    }
    text
}

fn render_section(text: &mut String, section: &Section) {
    for block in &section.blocks {
        text.push('\n');
        match block {
            Block::Text(paragraph) => text.push_str(&format!("{}\n", escape(paragraph))),
            Block::Code(lines) => text.push_str(&format!("```sh\n{}\n```\n", lines.trim_end())),
            Block::Terms(terms) => terms.iter().for_each(|term| render_term(text, term)),
        }
    }
}

fn render_term(text: &mut String, term: &Term) {
    let Term { depth, name, text: description } = term;
    let indent = "  ".repeat(*depth);
    let colon = if description.is_empty() { "" } else { ": " };
    text.push_str(&format!("{indent}- `{name}`{colon}{}\n", escape(description)));
}

/// Escapes characters with a meaning in Markdown, except in backticks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for c in text.chars() {
        code ^= c == '`';
        if !code && matches!(c, '*' | '_' | '<' | '[' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_characters_are_escaped_outside_code() {
        let cases =
            [("a_b <c> [d] *", "a\\_b \\<c> \\[d] \\*"), ("`a_b` c_d", "`a_b` c\\_d"), ("é", "é")];
        for (text, want) in cases {
            assert_eq!(escape(text), want);
        }
    }

    #[test]
    fn members_are_nested_lists() {
        let terms = vec![
            Term::new("--spec", "structure"),
            Term { depth: 1, name: "a".to_owned(), text: String::new() },
        ];
        let section = Section { title: "T".to_owned(), blocks: vec![Block::Terms(terms)] };
        let page =
            Page { name: "x".to_owned(), summary: "Does x".to_owned(), sections: vec![section] };
        let want = "# meshctl x\n\nDoes x.\n\n## T\n\n- `--spec`: structure\n  - `a`\n";
        assert_eq!(render(&page, 1), want);
    }
}
