//! `bellrope-desk`: the desk from a terminal. Everything it does is in the library; here are
//! commands, questions and what is printed.
//!
//! Prompts and progress go to standard error, results to standard output.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
