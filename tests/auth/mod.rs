//! Who calls, and what they may do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod policies;
