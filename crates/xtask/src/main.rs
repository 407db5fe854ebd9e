//! Developer commands that cargo alone cannot do. `cargo run -p xtask -- layers` checks that
//! arrows point at what is known, and that offline and pure crates hold no network code; `… -- web`
//! builds the page (crates/web-build, which this does not wait for otherwise).

#![expect(clippy::print_stdout, reason = "a command's result")]

mod layer;

use std::process::{Command, ExitCode};

const USAGE: &str = "usage: cargo run -p xtask -- layers | web [--help]";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    match (words.next().as_deref(), words.next()) {
        (Some("layers"), None) => layers(),
        (Some("web"), first) => web(first.into_iter().chain(words)),
        _ => {
            eprintln!("xtask: error: unknown command\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn layers() -> ExitCode {
    match layer::check() {
        Ok(faults) if faults.is_empty() => {
            println!("layers: {} crates keep their rules", layer::RULES.len());
            ExitCode::SUCCESS
        }
        Ok(faults) => {
            for fault in &faults {
                eprintln!("layers: error: {fault}");
            }
            ExitCode::from(1)
        }
        Err(error) => {
            eprintln!("layers: error: {error}");
            ExitCode::from(4)
        }
    }
}

/// Hands over to the crate that builds the page.
fn web(words: impl Iterator<Item = String>) -> ExitCode {
    let status = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "bellrope-web-build",
            "--",
        ])
        .args(words)
        .status();
    match status {
        Ok(status) => status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(4)
            .into(),
        Err(error) => {
            eprintln!("web: error: cannot run cargo: {error}");
            ExitCode::from(4)
        }
    }
}
