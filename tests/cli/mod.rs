//! The command line.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod command_examples;
mod completion;
mod configuration;
mod credentials;
mod environment;
mod guides;
mod help;
mod man;
mod never_panics;
mod operation_examples;
mod pager;
mod recorded_arguments;
mod service_errors;
mod shell_session;
mod shim;
mod store_errors;
mod timeouts;
mod tls;
