//! The command line of the relay.

use std::process::ExitCode;

use bellrope_relay::command;

fn main() -> ExitCode {
    command::main()
}
