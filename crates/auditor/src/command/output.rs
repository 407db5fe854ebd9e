//! Writing the report.

use std::io;
use std::process::ExitCode;

use bellrope_protocol::encoding::encode_hex;
use clap::Args;

use super::CommandError;
use crate::check::{Subject, Trusted};
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

impl About {
    pub(super) fn of(subject: &Subject<'_>, trusted: Option<&Trusted>) -> Self {
        let base =
            |trusted: &Trusted| format!("{}/v1/desks/{}", trusted.base.host, trusted.base.desk);
        Self {
            made: subject.now,
            sources: vec![subject.source.name()],
            desk: Some(trusted.map_or_else(|| subject.desk.to_string(), base)),
            fingerprint: Some(encode_hex(subject.pin.fingerprint.as_bytes())),
        }
    }
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
