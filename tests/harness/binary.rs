//! Where the binaries are.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of util-linux: has a process killed when the thread that started it is gone, so that nothing
/// is left even of a test that was killed itself.
const SETPRIV: &str = "/usr/bin/setpriv";

/// A tool of Bellrope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// `bellrope`
    Reporter,
    /// `bellrope-relay`
    Relay,
    /// `bellrope-desk`
    Desk,
    /// `bellrope-courier`
    Courier,
    /// `bellrope-audit`
    Auditor,
}

impl Tool {
    /// Every tool.
    pub const ALL: [Self; 5] = [
        Self::Reporter,
        Self::Relay,
        Self::Desk,
        Self::Courier,
        Self::Auditor,
    ];

    /// Returns the name of the binary.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reporter => "bellrope",
            Self::Relay => "bellrope-relay",
            Self::Desk => "bellrope-desk",
            Self::Courier => "bellrope-courier",
            Self::Auditor => "bellrope-audit",
        }
    }
}

/// Returns a command that runs a tool without anything of this process's environment.
///
/// The binary is taken from `BELLROPE_BIN_DIR`, or from where cargo put it: beside this
/// executable.
///
/// # Panics
///
/// If there is no such binary.
#[must_use]
pub fn tool(tool: Tool) -> Command {
    let path = folder().join(tool.name());
    assert!(
        path.is_file(),
        "no {} here: cargo build --workspace --bins",
        path.display()
    );
    let mut command = match Path::new(SETPRIV) {
        setpriv if setpriv.is_file() => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "KILL"]).arg(path);
            command
        }
        _ => Command::new(path),
    };
    command.env_clear();
    command
}

/// Returns the folder with the binaries.
///
/// # Panics
///
/// If this process has no executable.
#[must_use]
pub fn folder() -> PathBuf {
    if let Some(folder) = env::var_os("BELLROPE_BIN_DIR") {
        return folder.into();
    }
    let executable = env::current_exe().expect("a process has an executable");
    let folder = executable.parent().expect("an executable is in a folder");
    // Tests are one folder below the binaries.
    let folder = match folder.file_name() {
        Some(name) if name == "deps" => folder.parent().unwrap_or(folder),
        _ => folder,
    };
    folder.to_owned()
}
