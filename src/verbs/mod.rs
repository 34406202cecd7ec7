//! Higher-level commands, one module each: arguments, a pure plan, then the acts.

pub mod iam;
