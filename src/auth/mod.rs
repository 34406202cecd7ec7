//! Who calls.
//!
//! A [`Caller`] is what is known of whoever makes a request: its account and its principal. The
//! server finds it out before it reads anything else of a request, and hands it on with the call,
//! for permissions, for ownership and for the history.

mod caller;

pub use caller::Caller;
