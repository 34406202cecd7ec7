//! Condition operators and their names.

use std::cmp::Ordering;

use super::compare::Comparison;

/// A parsed condition operator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Operator {
    pub(super) set: SetOperator,
    /// How values are compared; `None` for `Null`.
    pub(super) comparison: Option<Comparison>,
    pub(super) negated: bool,
    pub(super) if_exists: bool,
}

/// The set operator: how many values of a multivalued key must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SetOperator {
    /// No prefix: the key must have a single value.
    One,
    /// `ForAllValues:`.
    All,
    /// `ForAnyValue:`.
    Any,
}

/// All operators: lowercase name, comparison, and whether it is negated.
const OPERATORS: [(&str, Comparison, bool); 26] = {
    use Comparison as C;
    use Ordering::{Equal, Greater, Less};
    const UP_TO: &[Ordering] = &[Less, Equal];
    const FROM: &[Ordering] = &[Greater, Equal];
    [
        ("stringequals", C::String, false),
        ("stringnotequals", C::String, true),
        ("stringequalsignorecase", C::StringIgnoreCase, false),
        ("stringnotequalsignorecase", C::StringIgnoreCase, true),
        ("stringlike", C::Like, false),
        ("stringnotlike", C::Like, true),
        ("numericequals", C::Number(&[Equal]), false),
        ("numericnotequals", C::Number(&[Equal]), true),
        ("numericlessthan", C::Number(&[Less]), false),
        ("numericlessthanequals", C::Number(UP_TO), false),
        ("numericgreaterthan", C::Number(&[Greater]), false),
        ("numericgreaterthanequals", C::Number(FROM), false),
        ("dateequals", C::Date(&[Equal]), false),
        ("datenotequals", C::Date(&[Equal]), true),
        ("datelessthan", C::Date(&[Less]), false),
        ("datelessthanequals", C::Date(UP_TO), false),
        ("dategreaterthan", C::Date(&[Greater]), false),
        ("dategreaterthanequals", C::Date(FROM), false),
        ("bool", C::Bool, false),
        ("binaryequals", C::String, false),
        ("ipaddress", C::Address, false),
        ("notipaddress", C::Address, true),
        ("arnequals", C::Arn, false),
        ("arnlike", C::Arn, false),
        ("arnnotequals", C::Arn, true),
        ("arnnotlike", C::Arn, true),
    ]
};

impl Operator {
    /// Parses an operator name with set prefix and `IfExists` suffix; `None` if it is unknown.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let (set, name) = match name.split_once(':') {
            Some(("forallvalues", name)) => (SetOperator::All, name),
            Some(("foranyvalue", name)) => (SetOperator::Any, name),
            Some(_) => return None,
            None => (SetOperator::One, name.as_str()),
        };
        if name == "null" {
            let null = Self { set, comparison: None, negated: false, if_exists: false };
            return (set == SetOperator::One).then_some(null);
        }
        let (name, if_exists) = match name.strip_suffix("ifexists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (_, comparison, negated) = OPERATORS.into_iter().find(|(known, ..)| *known == name)?;
        Some(Self { set, comparison: Some(comparison), negated, if_exists })
    }
}
