//! Help pages without markup: the source of help in the terminal, reference pages and manual pages.

/// The help page of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The command without the program name (`create-route`); empty for the overview.
    pub name: String,
    /// One-line summary, without a period.
    pub summary: String,
    /// Sections in order.
    pub sections: Vec<Section>,
}

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Title without markup.
    pub title: String,
    /// Blocks in order.
    pub blocks: Vec<Block>,
}

/// A block of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph; lines are wrapped.
    Text(String),
    /// Preformatted lines, such as a command or JSON.
    Code(String),
    /// A list of terms with descriptions.
    Terms(Vec<Term>),
}

/// A term with its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Nesting depth: 0 for a flag, 1 for a member of its value.
    pub depth: usize,
    /// The term as typed, such as `--mesh-name VALUE`.
    pub name: String,
    /// Description in one paragraph; may be empty.
    pub text: String,
}

impl Page {
    /// Returns the command with the program name: `meshctl create-route`.
    #[must_use]
    pub fn command(&self) -> String {
        format!("meshctl {}", self.name).trim_end().to_owned()
    }

    /// Adds a section, unless it is empty.
    pub(super) fn section(&mut self, title: &str, blocks: Vec<Block>) {
        let empty = |block: &Block| matches!(block, Block::Terms(terms) if terms.is_empty());
        if !blocks.iter().all(empty) {
            self.sections.push(Section { title: title.to_owned(), blocks });
        }
    }
}

impl Term {
    /// Creates a term at depth 0.
    pub(super) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { depth: 0, name: name.into(), text: text.into() }
    }
}
