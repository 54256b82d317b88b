//! The `rumeur` command.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run_program(std::env::args_os().collect()).into()
}
