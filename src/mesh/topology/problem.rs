//! Parts of a mesh that cannot be applied as configured.

use std::fmt;

use serde::Serialize;

use crate::model::Key;

/// A part of the mesh that cannot be applied as configured.
///
/// It is left out, and the rest of the mesh is applied. Where leaving it out would allow what the
/// configuration forbids, requests fail instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The resource to change.
    pub about: Key,
    /// What is wrong and what follows from it, without a full stop.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.about, self.text)
    }
}

/// A list of problems without duplicates, in the order found.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl From<Vec<Problem>> for Problems {
    fn from(problems: Vec<Problem>) -> Self {
        Self(problems)
    }
}

impl Problems {
    /// Adds a problem, unless it is in the list.
    pub fn add(&mut self, about: &Key, text: impl Into<String>) {
        let problem = Problem { about: about.clone(), text: text.into() };
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    /// Returns the problems in the order found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}
