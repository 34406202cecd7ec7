//! The tree of a parsed query.

use serde_json::Value;

/// One step of a query. Every node maps the current value to another.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// The current value itself: `@`, or the unwritten right side of a projection.
    Current,
    /// A member of an object.
    Field(String),
    /// An element of an array; negative numbers count from the end.
    Index(i64),
    /// Some elements of an array: start, stop, step.
    Slice([Option<i64>; 3]),
    /// A value written in the query.
    Literal(Value),
    /// One node after the other: `a.b`, `a | b`.
    Chain(Vec<Node>),
    /// Indexes after one another: `a[0][1]`. It evaluates as a chain; the parser must tell it
    /// apart, since a slice right after an index is no projection.
    Indexed(Vec<Node>),
    /// `left == right` and its like.
    Comparison(Comparator, Box<Node>, Box<Node>),
    /// The first that counts as true, else the last: `a || b`.
    Or(Vec<Node>),
    /// The first that counts as false, else the last: `a && b`.
    And(Vec<Node>),
    /// `!node`.
    Not(Box<Node>),
    /// The second for each element of the first.
    Projection(Box<Node>, Box<Node>),
    /// The second for each value of the object that the first is.
    ValueProjection(Box<Node>, Box<Node>),
    /// A projection of those elements for which the condition holds.
    Filter(Box<Filter>),
    /// One level of nested arrays less.
    Flatten(Box<Node>),
    /// `[a, b]`.
    List(Vec<Node>),
    /// `{name: a}`, in the order written.
    Hash(Vec<(String, Node)>),
    /// `name(arguments)`.
    Call(String, Vec<Node>),
    /// `&node`: an argument that the function evaluates itself.
    Reference(Box<Node>),
}

impl Node {
    /// Returns `self` and, after it, `next`.
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
pub(super) struct Filter {
    /// Gives the array.
    pub(super) base: Node,
    /// Says which elements.
    pub(super) condition: Node,
    /// What becomes of each.
    pub(super) each: Node,
}

/// How two values are compared.
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
    /// Returns it as it is written.
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
