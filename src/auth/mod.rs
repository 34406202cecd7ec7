//! Who calls.
//!
//! A [`Caller`] is what is known of whoever makes a request: its account and its principal. The
//! server finds it out before it reads anything else of a request, and hands it on with the call,
//! for permissions, for ownership and for the history.
//!
//! [`file`] is what people write, [`disk`] reads and writes it, [`Accounts`] is made of it to be
//! asked, [`signature`] tells whether a key signed a request. Only [`disk`] does I/O.

mod accounts;
pub mod caller;
pub mod disk;
pub mod edit;
mod error;
pub mod file;
mod managed_policies;
mod principal;
pub mod signature;

pub use accounts::Accounts;
pub use caller::Caller;
pub use error::AuthError;
pub use principal::{PolicyDecision, Principal, PrincipalKind};
