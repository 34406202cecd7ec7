//! Conditions of a statement: an operator, a key, and the values to compare with.

mod compare;
mod operator;

use super::context::Lookup;
use super::pattern::{Filling, Unfilled};
use super::truth::Truth;
use compare::Comparison;
use operator::{Operator, Sets};

/// One key under one operator; all of a statement's must hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    /// The operator, or its name when it is none that is known.
    operator: Result<Operator, String>,
    key: String,
    values: Vec<String>,
}

impl Condition {
    pub(super) fn new(operator: &str, key: &str, values: Vec<String>) -> Self {
        let operator = Operator::parse(operator).ok_or_else(|| operator.to_owned());
        Self { operator, key: key.to_owned(), values }
    }

    /// Returns its key and its values.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().chain([&self.key]).map(String::as_str)
    }

    pub(super) fn holds(&self, filling: &Filling<'_>) -> Truth {
        let operator = match &self.operator {
            Ok(operator) => operator,
            Err(name) => {
                return Truth::unknown(format!("the condition operator `{name}` is not known"));
            }
        };
        let found = filling.context.lookup(&self.key);
        if found == Lookup::Unknown {
            return Truth::unknown(format!("the value of `{}` is not known", self.key));
        }
        let Some(comparison) = operator.comparison else {
            return self.null(&found);
        };
        let one = |actual: &String| self.matches(operator, comparison, actual, filling);
        match (operator.sets, found) {
            (Sets::One, Lookup::Present([actual])) => one(actual),
            (Sets::One, Lookup::Present(_)) => Truth::unknown(format!(
                "`{}` has several values, and the operator says nothing of sets",
                self.key
            )),
            (Sets::One, _) => (operator.if_exists || operator.negated).into(),
            (Sets::All, Lookup::Present(actual)) => Truth::all(actual.iter().map(one)),
            (Sets::All, _) => Truth::Yes,
            (Sets::Any, Lookup::Present(actual)) => Truth::any(actual.iter().map(one)),
            (Sets::Any, _) if operator.if_exists => Truth::unknown(format!(
                "what `ForAnyValue` with `IfExists` means without `{}` is not documented",
                self.key
            )),
            (Sets::Any, _) => Truth::No,
        }
    }

    /// `Null`: whether the key is absent, as the value `true` asks, or present.
    fn null(&self, found: &Lookup<'_>) -> Truth {
        Truth::any(self.values.iter().map(|value| match value.to_lowercase().as_str() {
            "true" => (*found == Lookup::Absent).into(),
            "false" => (*found != Lookup::Absent).into(),
            _ => Truth::unknown(format!("`Null` is compared with `{value}`")),
        }))
    }
}

impl Condition {
    /// Compares one value of the request with those of the condition: any of them, or none when
    /// the operator is negated.
    fn matches(
        &self,
        operator: &Operator,
        comparison: Comparison,
        actual: &str,
        filling: &Filling<'_>,
    ) -> Truth {
        let matched = Truth::any(self.values.iter().map(|text| match filling.fill(text) {
            Ok(pattern) => comparison.holds(pattern, text, actual),
            Err(Unfilled::Absent(_)) if !operator.negated => Truth::No,
            Err(unfilled) => Truth::Unknown(unfilled.why()),
        }));
        if operator.negated { matched.not() } else { matched }
    }
}
