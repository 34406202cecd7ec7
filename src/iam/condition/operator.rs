//! Names of condition operators and what they stand for.

use std::cmp::Ordering;

use super::compare::Comparison;

/// A condition operator, taken apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Operator {
    pub(super) sets: Sets,
    /// What two values are compared by; `Null` compares none.
    pub(super) comparison: Option<Comparison>,
    pub(super) negated: bool,
    pub(super) if_exists: bool,
}

/// How many of a key's values must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sets {
    /// The only one: no prefix.
    One,
    /// All: `ForAllValues:`.
    All,
    /// At least one: `ForAnyValue:`.
    Any,
}

/// Every operator by its lower-case name: the comparison, and whether it is negated.
const OPERATORS: [(&str, Comparison, bool); 26] = {
    use Comparison as C;
    use Ordering::{Equal, Greater, Less};
    const UP_TO: &[Ordering] = &[Less, Equal];
    const FROM: &[Ordering] = &[Greater, Equal];
    [
        ("stringequals", C::Text, false),
        ("stringnotequals", C::Text, true),
        ("stringequalsignorecase", C::TextAnyCase, false),
        ("stringnotequalsignorecase", C::TextAnyCase, true),
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
        ("binaryequals", C::Text, false),
        ("ipaddress", C::Address, false),
        ("notipaddress", C::Address, true),
        ("arnequals", C::Arn, false),
        ("arnlike", C::Arn, false),
        ("arnnotequals", C::Arn, true),
        ("arnnotlike", C::Arn, true),
    ]
};

impl Operator {
    /// Reads a name, with its prefix for sets and its `IfExists`; nothing if it is none.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let (sets, name) = match name.split_once(':') {
            Some(("forallvalues", name)) => (Sets::All, name),
            Some(("foranyvalue", name)) => (Sets::Any, name),
            Some(_) => return None,
            None => (Sets::One, name.as_str()),
        };
        if name == "null" {
            let null = Self { sets, comparison: None, negated: false, if_exists: false };
            return (sets == Sets::One).then_some(null);
        }
        let (name, if_exists) = match name.strip_suffix("ifexists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (_, comparison, negated) = OPERATORS.into_iter().find(|(known, ..)| *known == name)?;
        Some(Self { sets, comparison: Some(comparison), negated, if_exists })
    }
}
