//! Every test that is not beside the code it tests: one binary, so that it links once.

mod generated;
mod output;
