//! The shells of the screens: other programs, which lie beside this one and know a window or a socket.

use std::env;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use bellrope_desk::shell::LangArg;
use bellrope_desk::text::Lang;

use super::args::Show;
use super::error::CliError;

/// The program that has the window.
pub(crate) const WINDOW: &str = "bellrope-desk-window";
/// The program that serves a browser.
pub(crate) const SERVE: &str = "bellrope-desk-serve";

/// What was said before the command and holds for the shell too.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Common {
    pub(crate) lang: LangArg,
    pub(crate) clock_behind: u32,
}

/// Becomes the program of a shell, if it is there.
pub(crate) fn become_shell(
    name: &'static str,
    vault: &Path,
    common: Common,
    show: Show,
) -> Result<(), CliError> {
    let program = beside(name).ok_or(CliError::NoShell { name })?;
    let mut command = Command::new(&program);
    command.arg("--vault").arg(vault);
    command.args(["--lang", Lang::from(common.lang).as_str()]);
    if let Some(minutes) = show.lock_after {
        command.args(["--lock-after", &minutes.to_string()]);
    }
    if common.clock_behind > 0 {
        command.args(["--clock-behind", &common.clock_behind.to_string()]);
    }
    // Comes back only if it cannot begin.
    let source = command.exec();
    Err(CliError::Io {
        file: program,
        source,
    })
}

/// Finds a program in the folder of this one.
fn beside(name: &str) -> Option<PathBuf> {
    let program = env::current_exe().ok()?.with_file_name(name);
    program.is_file().then_some(program)
}
