//! Writing the report: as text on the terminal, as JSON and HTML into files.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_bundle::durable::write_bytes;
use bellrope_protocol::encoding::encode_hex;
use clap::Args;

use super::CommandError;
use super::arg::LangArg;
use crate::check::{Subject, Trusted};
use crate::finding::Check;
use crate::report::{FORMAT, Report, to_html, to_json, write_text};

/// What to write beside the text on the terminal.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Writes the report as JSON too: what an auditor signs and programs read.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes the report as one HTML file too: for people, printable, without scripts.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Language of the HTML.
    #[arg(long, value_enum, default_value = "en", requires = "html")]
    lang: LangArg,
}

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
        self.write_report(&make(about, checks))
    }

    /// Writes a report that is made, and gives the exit status.
    pub(super) fn write_report(&self, report: &Report) -> Result<ExitCode, CommandError> {
        if let Some(file) = &self.json {
            let json = to_json(report).map_err(|source| CommandError::Json { source })?;
            write_file(file, &json)?;
        }
        if let Some(file) = &self.html {
            write_file(file, to_html(report, self.lang.into()).as_bytes())?;
        }
        write_text(report, &mut io::stdout().lock())
            .map_err(|source| CommandError::Write { source })?;
        Ok(ExitCode::from(report.outcome.code()))
    }
}

/// Makes the report of some checks.
pub(super) fn make(about: About, checks: Vec<Check>) -> Report {
    Report {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made: about.made,
        sources: about.sources,
        desk: about.desk,
        fingerprint: about.fingerprint,
        outcome: Report::outcome_of(&checks),
        checks,
    }
}

/// Writes a file whole, or leaves what was there.
pub(super) fn write_file(file: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    write_bytes(file, bytes).map_err(|source| CommandError::WriteFile { source })
}
