//! Everything that imitates AWS CLI v2: how it reads arguments, what it prints, and Python's
//! spelling of values in its messages.
//!
//! The imitation is complete and frozen: its tests hold it to the real program. Nothing that
//! meshctl adds to App Mesh belongs here, and a reader who came for the mesh can skip it.

pub mod args;
pub mod config;
pub mod output;
pub mod python;
