//! Everything that imitates AWS CLI v2: its arguments ([`args`]), configuration files ([`config`]),
//! output ([`output`]), and Python's formatting of values in its messages ([`python`]).
//!
//! The imitation is complete and frozen: tests compare it with the real program. What meshctl adds
//! to App Mesh does not belong here, and no other module needs to be read together with it.

pub mod args;
pub mod config;
pub mod output;
pub mod python;
