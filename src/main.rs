//! Entry point of the `meshctl` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    meshctl::cli::main(std::env::args_os())
}
