//! Output formats and queries, called as a library.

mod jmespath;
mod speed;
