//! The AWS configuration files (`~/.aws/config` and `~/.aws/credentials`), read as botocore reads
//! them, and the profile chosen in them.
//!
//! The SDK's own reader follows different rules, so [`Profile::for_sdk`] hands it the files
//! rewritten.

mod configparser;
mod error;
mod files;
mod profile;

pub use error::ConfigError;
pub use profile::{ConfigFile, Profile};
