//! `bellrope-preview`: shows what a file from a stranger holds, as pixels and text, behind a lock-down.
//!
//! Run by the desk: the file on standard input, the answer on standard output, no arguments. It does
//! nothing before it is locked down, and nothing at all where that fails.

use std::io;
use std::panic;
use std::process::ExitCode;

use bellrope_preview::UNPROTECTED;
use bellrope_preview::child::{self, lockdown};

/// The input was too long, or a pipe broke.
const REFUSED: u8 = 1;

fn main() -> ExitCode {
    if let Err(err) = lockdown::lock_down() {
        eprintln!("bellrope-preview: {err}: it is run by bellrope-desk, never by hand");
        return ExitCode::from(UNPROTECTED);
    }
    // A converter that panics is caught; what it would say quotes the file.
    panic::set_hook(Box::new(|_| {}));
    match child::run(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(REFUSED),
    }
}
