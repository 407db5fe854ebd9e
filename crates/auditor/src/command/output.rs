//! Writing the report.

use std::io;
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use crate::finding::Check;
use crate::report::{FORMAT, Report, write_text};

/// What to write.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {}

/// What a report says of itself.
pub(super) struct About {
    pub(super) made: u64,
    pub(super) sources: Vec<String>,
    pub(super) desk: Option<String>,
    pub(super) fingerprint: Option<String>,
}

impl OutputArgs {
    /// Writes the report and gives the exit status.
    pub(super) fn write(&self, about: About, checks: Vec<Check>) -> Result<ExitCode, CommandError> {
        let report = Report {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made: about.made,
            sources: about.sources,
            desk: about.desk,
            fingerprint: about.fingerprint,
            outcome: Report::outcome_of(&checks),
            checks,
        };
        write_text(&report, &mut io::stdout().lock())
            .map_err(|source| CommandError::Write { source })?;
        Ok(ExitCode::from(report.outcome.code()))
    }
}
