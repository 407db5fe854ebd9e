//! Developer commands that cargo alone cannot do. `cargo run -p xtask -- layers` checks that
//! arrows point at what is known, and that offline and pure crates hold no network code.

#![expect(clippy::print_stdout, reason = "a command's result")]

mod layer;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo run -p xtask -- layers";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    match (words.next().as_deref(), words.next()) {
        (Some("layers"), None) => layers(),
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
