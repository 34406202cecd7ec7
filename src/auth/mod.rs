//! Authentication: accounts, principals, access keys and signatures.
//!
//! A [`Caller`] is the authenticated sender of a request: its account and its principal. The server
//! determines it before it reads anything else of a request and passes it on with the call, for
//! authorization, ownership and the history.
//!
//! [`file`] is the format of the accounts file, [`disk`] reads and writes the file, [`Accounts`] is
//! its indexed form, and [`signature`] verifies signatures. Only [`disk`] does I/O.

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
