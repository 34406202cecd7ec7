//! `meshctl OPERATION …`: from an argument list to the validated input of an AWS operation, exactly
//! as AWS CLI v2 parses it (`docs/behaviour/aws-cli.md`).
//!
//! The flags of the 38 operations come from the model; there is no code per operation. It goes in
//! three steps, so that the caller can check other things in between, in AWS's order:
//!
//! 1. [`start`]: the global options; then the caller checks its configuration;
//!    [`Start::parsed`]: words and options, like argparse ([`Command`]);
//! 2. [`Command::read`]: values, files and whole inputs ([`Invocation`]); then the region;
//! 3. [`Invocation::check`]: the input against the model; then credentials, then the network.
//!
//! clap is not used here, since abbreviations, options anywhere, lists of zero words and the error
//! texts all follow argparse. Nothing here speaks to the network or prints; files named by
//! `file://` are read.

mod close;
mod command;
mod convert;
mod dates;
pub mod error;
mod globals;
mod input;
mod invocation;
pub mod json;
pub mod paging;
mod param_files;
mod scan;
pub mod shorthand;
pub mod skeleton;
mod value;
mod violation;

pub use command::{
    Command, Parsed, Start, error_globals, is_for_app_mesh, is_operation, operation, parse, start,
    utf8_args, word,
};
pub use error::UsageError;
pub use globals::{ERROR_FORMATS, GlobalOption, Globals, Timeout, global_options};
pub use invocation::{Invocation, check_further};
pub use paging::{Pages, Paging};
pub use param_files::ParamFiles;
pub use skeleton::Skeleton;
pub use violation::{ValueStyle, botocore_message};
