//! The courier between a relay and a desk.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::binary::{Tool, tool};
use crate::process::{Finished, Running};

/// A courier of one desk: a token and a state folder.
#[derive(Debug, Clone)]
pub struct Courier {
    /// The desk's short name.
    pub desk: String,
    /// The file with the token.
    pub token: PathBuf,
    /// The folder in which it remembers what was brought.
    pub state: PathBuf,
}

impl Courier {
    /// Returns the command that pulls into a bundle.
    #[must_use]
    pub fn pull_command(&self, relay: &str, to: &Path) -> Command {
        let mut command = tool(Tool::Courier);
        command
            .args([
                "pull",
                "--relay",
                relay,
                "--desk",
                &self.desk,
                "--token-file",
            ])
            .arg(&self.token)
            .arg("--to")
            .arg(to)
            .arg("--state")
            .arg(&self.state);
        command
    }

    /// Returns the command that pushes a bundle.
    #[must_use]
    pub fn push_command(&self, relay: &str, bundle: &Path) -> Command {
        let mut command = tool(Tool::Courier);
        command
            .args(["push", "--relay", relay, "--token-file"])
            .arg(&self.token)
            .arg(bundle);
        command
    }

    /// Pulls into a bundle.
    ///
    /// # Panics
    ///
    /// If the courier fails.
    #[track_caller]
    pub fn pull(&self, relay: &str, to: &Path) -> Finished {
        Running::start(&mut self.pull_command(relay, to))
            .finish()
            .succeeded()
    }

    /// Pushes a bundle.
    ///
    /// # Panics
    ///
    /// If the courier fails.
    #[track_caller]
    pub fn push(&self, relay: &str, bundle: &Path) -> Finished {
        Running::start(&mut self.push_command(relay, bundle))
            .finish()
            .succeeded()
    }
}
