//! `meshctl OPERATION …`: parses an argument list into the checked input of an operation, exactly
//! like AWS CLI v2 (`docs/behaviour/aws-cli.md`).
//!
//! The flags of the 38 operations come from the model; there is no code per operation. Parsing has
//! three steps, so that the caller can make other checks in between, in AWS's order:
//!
//! 1. [`parse_globals`]: the global options; then the caller checks its configuration;
//!    [`GlobalsParsed::parse_operation`]: words and options, like argparse ([`OperationArgs`]);
//! 2. [`OperationArgs::read`]: values, files and whole inputs ([`Invocation`]); then the region;
//! 3. [`Invocation::check`]: the input against the model; then credentials, then the network.
//!
//! clap is not used, because abbreviations, options in any position, empty lists and the error
//! messages all follow argparse. Nothing here uses the network or prints. Files are read only for
//! `file://` values.

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
    GlobalsParsed, OperationArgs, ParsedArgs, error_globals, first_word, is_for_app_mesh,
    is_operation, operation, parse, parse_globals, utf8_args,
};
pub use error::UsageError;
pub use globals::{ERROR_FORMATS, GlobalOption, Globals, Timeout, global_options};
pub use invocation::{Invocation, check_further};
pub use paging::{PageIterator, PagingOptions};
pub use param_files::ParamFiles;
pub use skeleton::Skeleton;
pub use violation::{ValueStyle, botocore_message};
