//! The syntax tree of a query.

use serde_json::Value;

/// A node of a query. It maps the current value to another value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// The current value: `@`, or the omitted right side of a projection.
    Current,
    /// A member of an object.
    Field(String),
    /// An element of an array; negative numbers count from the end.
    Index(i64),
    /// A slice of an array: start, stop, step.
    Slice([Option<i64>; 3]),
    /// A literal value.
    Literal(Value),
    /// Several nodes in sequence: `a.b`, `a | b`.
    Chain(Vec<Node>),
    /// Several indexes in sequence: `a[0][1]`. It evaluates like a chain; the parser needs the
    /// difference, because a slice right after an index is not a projection.
    Indexed(Vec<Node>),
    /// `left == right`, and the other comparisons.
    Comparison(Comparator, Box<Node>, Box<Node>),
    /// The first value that is true, else the last: `a
    ///
    /// b`.
    Or(Vec<Node>),
    /// The first value that is false, else the last: `a && b`.
    And(Vec<Node>),
    /// `!node`.
    Not(Box<Node>),
    /// Applies the second node to each element of the first.
    Projection(Box<Node>, Box<Node>),
    /// Applies the second node to each value of the object that the first one returns.
    ValueProjection(Box<Node>, Box<Node>),
    /// A projection of the elements that satisfy a condition.
    Filter(Box<FilterParts>),
    /// Removes one level of nested arrays.
    Flatten(Box<Node>),
    /// `[a, b]`.
    List(Vec<Node>),
    /// `{name: a}`, in the order of the query.
    Hash(Vec<(String, Node)>),
    /// `name(arguments)`.
    Call(String, Vec<Node>),
    /// `&node`: an argument that the function evaluates.
    Reference(Box<Node>),
}

impl Node {
    /// Returns `self` followed by `next`.
    pub(super) fn then(self, next: Self) -> Self {
        match self {
            Self::Chain(nodes) => Self::Chain(longer(nodes, next)),
            first => Self::Chain(vec![first, next]),
        }
    }

    /// Returns `self || next`.
    pub(super) fn or(self, next: Self) -> Self {
        match self {
            Self::Or(nodes) => Self::Or(longer(nodes, next)),
            first => Self::Or(vec![first, next]),
        }
    }

    /// Returns `self && next`.
    pub(super) fn and(self, next: Self) -> Self {
        match self {
            Self::And(nodes) => Self::And(longer(nodes, next)),
            first => Self::And(vec![first, next]),
        }
    }
}

fn longer(mut nodes: Vec<Node>, next: Node) -> Vec<Node> {
    nodes.push(next);
    nodes
}

/// The parts of a [`Node::Filter`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FilterParts {
    /// Returns the array.
    pub(super) base: Node,
    /// The condition.
    pub(super) condition: Node,
    /// Applied to each element that satisfies the condition.
    pub(super) each: Node,
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparator {
    /// Returns the operator as written in a query.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}
