//! Verbs against the real things, or what stands in for them.

mod iam;
