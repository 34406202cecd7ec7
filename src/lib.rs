//! meshctl
pub mod error;
pub mod model;
pub mod output;
pub mod store;
