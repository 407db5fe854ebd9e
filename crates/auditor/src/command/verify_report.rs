//! `bellrope-audit verify-report`: whether an auditor signed this report.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_protocol::note::{Day, VerifierKey};
use clap::Args;

use super::CommandError;
use super::error::print_refusal;
use crate::report::AuditNote;

/// Arguments of `bellrope-audit verify-report`.
#[derive(Debug, Args)]
pub struct VerifyReportArgs {
    /// The auditor's public key, as `bellrope-audit key` printed it.
    #[arg(long, value_name = "VKEY")]
    key: VerifierKey,
    /// The signed note.
    #[arg(long, value_name = "FILE")]
    note: PathBuf,
    /// The report in JSON.
    #[arg(value_name = "REPORT")]
    report: PathBuf,
}

impl VerifyReportArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let note = read(&self.note, "note")?;
        let report = read(&self.report, "report")?;
        let note = match AuditNote::verify(&note, &self.key, &report) {
            Ok(note) => note,
            Err(err) => {
                print_refusal(&err);
                return Ok(ExitCode::from(1));
            }
        };
        let name = self.key.name();
        let desk = note.desk.as_deref().unwrap_or("no desk");
        let (day, word) = (Day::of(note.made), note.outcome.word());
        writeln!(
            io::stdout().lock(),
            "{name} signed this report of {day} about {desk}: {word}"
        )
        .map_err(|source| CommandError::Write { source })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn read(file: &Path, what: &'static str) -> Result<Vec<u8>, CommandError> {
    fs::read(file).map_err(|source| CommandError::ReadFile { what, source })
}
