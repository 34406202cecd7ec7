//! Verbs against the real things, or what stands in for them.

#![allow(clippy::unwrap_used)]

mod iam;
