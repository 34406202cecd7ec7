//! Conditions of a statement: an operator, a condition key, and values.

mod compare;
mod operator;

use super::context::Lookup;
use super::pattern::{Substitution, UnresolvedVariable};
use super::truth::Truth;
use compare::Comparison;
use operator::{Operator, SetOperator};

/// A condition; all conditions of a statement must hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    /// The operator, or the name of an unknown operator.
    operator: Result<Operator, String>,
    key: String,
    values: Vec<String>,
}

impl Condition {
    pub(super) fn new(operator: &str, key: &str, values: Vec<String>) -> Self {
        let operator = Operator::parse(operator).ok_or_else(|| operator.to_owned());
        Self { operator, key: key.to_owned(), values }
    }

    /// Returns the key and the values.
    pub(super) fn strings(&self) -> impl Iterator<Item = &str> {
        self.values.iter().chain([&self.key]).map(String::as_str)
    }

    pub(super) fn holds(&self, substitution: &Substitution<'_>) -> Truth {
        let operator = match &self.operator {
            Ok(operator) => operator,
            Err(name) => {
                return Truth::unknown(format!("unknown condition operator `{name}`"));
            }
        };
        let found = substitution.context.lookup(&self.key);
        if found == Lookup::Unknown {
            return Truth::unknown(format!("the value of `{}` is not known", self.key));
        }
        let Some(comparison) = operator.comparison else {
            return self.null(&found);
        };
        let matches = |actual: &String| self.matches(operator, comparison, actual, substitution);
        match (operator.set, found) {
            (SetOperator::One, Lookup::Present([actual])) => matches(actual),
            (SetOperator::One, Lookup::Present(_)) => Truth::unknown(format!(
                "`{}` has several values, but the operator is not a set operator",
                self.key
            )),
            (SetOperator::One, _) => (operator.if_exists || operator.negated).into(),
            (SetOperator::All, Lookup::Present(actual)) => Truth::all(actual.iter().map(matches)),
            (SetOperator::All, _) => Truth::Yes,
            (SetOperator::Any, Lookup::Present(actual)) => Truth::any(actual.iter().map(matches)),
            (SetOperator::Any, _) if operator.if_exists => Truth::unknown(format!(
                "the result of `ForAnyValue` with `IfExists` without `{}` is not documented",
                self.key
            )),
            (SetOperator::Any, _) => Truth::No,
        }
    }

    /// Evaluates `Null`: `true` requires the key to be absent, `false` to be present.
    fn null(&self, found: &Lookup<'_>) -> Truth {
        Truth::any(self.values.iter().map(|value| match value.to_lowercase().as_str() {
            "true" => (*found == Lookup::Absent).into(),
            "false" => (*found != Lookup::Absent).into(),
            _ => Truth::unknown(format!("`Null` requires `true` or `false`, not `{value}`")),
        }))
    }
}

impl Condition {
    /// Compares a request value with the values of the condition: it must match any of them, or none if
    /// the operator is negated.
    fn matches(
        &self,
        operator: &Operator,
        comparison: Comparison,
        actual: &str,
        substitution: &Substitution<'_>,
    ) -> Truth {
        let matched = Truth::any(self.values.iter().map(|text| match substitution.pattern(text) {
            Ok(pattern) => comparison.holds(pattern, text, actual),
            Err(UnresolvedVariable::Absent(_)) if !operator.negated => Truth::No,
            Err(unresolved) => Truth::Unknown(unresolved.reason()),
        }));
        if operator.negated { matched.not() } else { matched }
    }
}
