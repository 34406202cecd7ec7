//! What there is to read about a command, in no particular markup: the one source of help on the
//! screen, of the reference pages and of the man pages.

/// What there is to read about one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The command without the program's name (`create-route`); empty for the program itself.
    pub name: String,
    /// What it does, in one line without a period.
    pub purpose: String,
    /// In the order in which they are read.
    pub sections: Vec<Section>,
}

/// A part of a page under a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The title, without markup.
    pub title: String,
    /// In the order in which they are read.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, to be wrapped.
    Text(String),
    /// Lines to be left as they are: a command, JSON.
    Code(String),
    /// Things and what they are.
    Terms(Vec<Term>),
}

/// A thing and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// How deep it lies in the thing before it: 0 for a flag, 1 for a member of its value.
    pub depth: usize,
    /// The thing as it is typed.
    pub name: String,
    /// What it is, in one paragraph; may be empty.
    pub text: String,
}

impl Page {
    /// Returns the command as it is typed: `meshctl create-route`.
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
    /// Makes one that lies in no other.
    pub(super) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { depth: 0, name: name.into(), text: text.into() }
    }
}
