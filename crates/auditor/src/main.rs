//! `bellrope-audit`: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    bellrope_auditor::command::run()
}
