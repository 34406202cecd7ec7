//! The output room from outside.

mod jmespath;
mod speed;
