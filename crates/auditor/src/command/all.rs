//! `bellrope-audit all`: every check that what was given allows, as one report, signed if wished.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_protocol::note::SignerKey;
use clap::Args;

use super::CommandError;
use super::arg::{DeskArgs, NowArgs, SourceArgs};
use super::key::read_key;
use super::keys::KeysOptions;
use super::log::LogOptions;
use super::output::{About, OutputArgs, make, write_file};
use super::page::PageOptions;
use super::trail::check_file;
use crate::check;
use crate::check::log::Logged;
use crate::check::terms::Received;
use crate::report::{AuditNote, Report, to_json};
use crate::source::OpenStoreError;

/// Arguments of `bellrope-audit all`.
#[derive(Debug, Args)]
pub struct AllArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    desk: DeskArgs,
    #[command(flatten)]
    keys: KeysOptions,
    #[command(flatten)]
    log: LogOptions,
    #[command(flatten)]
    page: PageOptions,
    /// The audit trail that the desk exported: checked too, against the heads below --kept.
    #[arg(long, value_name = "FILE")]
    trail: Option<PathBuf>,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// Signs the report with your key, as `bellrope-audit key` made it. Needs --json: what is
    /// signed is that file.
    #[arg(long, value_name = "KEYFILE", requires_all = ["json", "note"])]
    sign: Option<PathBuf>,
    /// Where the signed note goes.
    #[arg(long, value_name = "FILE", requires = "sign")]
    note: Option<PathBuf>,
}

impl AllArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        // A key that cannot be read must not be found out after hours of checking.
        let key = self.sign.as_deref().map(read_key).transpose()?;
        let source = match (self.source.open(), self.source.store()) {
            // A database that cannot be read whole is what the check of the store is for.
            (Err(CommandError::Store(OpenStoreError::Database(_))), Some(folder)) => {
                return self.report_store(folder, key.as_ref());
            }
            (source, _) => source?,
        };
        let subject = self.desk.subject(source.as_ref(), self.now.now())?;
        let mut keys = check::keys::run(&subject);
        self.keys.check(&mut keys)?;
        let mut checks = Vec::new();
        checks.extend(self.source.store().map(crate::store::run));
        let trusted = keys.trusted.as_ref();
        let mut received = Received::default();
        let mut each = |logged: Logged<'_>| received.count(logged.entry);
        let log = self.log.check(&subject, &keys, &mut each)?;
        let terms = match trusted {
            Some(trusted) => check::terms::run(&subject, trusted, &received),
            None => check::terms::run_untrusted(),
        };
        let about = About::of(&subject, trusted);
        checks.push(keys.check);
        checks.extend(log);
        checks.push(terms);
        checks.extend(
            self.page
                .check(subject.pin.fingerprint, self.source.proxy())?,
        );
        if let Some(file) = &self.trail {
            let kept = self.log.kept();
            let answered = check_file(file, subject.pin.fingerprint, kept, subject.now)?;
            checks.push(answered.check);
        }
        self.report(&make(about, checks), key.as_ref())
    }

    fn report_store(
        &self,
        folder: &Path,
        key: Option<&SignerKey>,
    ) -> Result<ExitCode, CommandError> {
        let about = About {
            made: self.now.now(),
            sources: vec![format!("store {}", folder.display())],
            desk: None,
            fingerprint: None,
        };
        self.report(&make(about, vec![crate::store::run(folder)]), key)
    }

    fn report(&self, report: &Report, key: Option<&SignerKey>) -> Result<ExitCode, CommandError> {
        let code = self.output.write_report(report)?;
        if let (Some(key), Some(note)) = (key, &self.note) {
            sign(report, key, note)?;
        }
        Ok(code)
    }
}

fn sign(report: &Report, key: &SignerKey, to: &Path) -> Result<(), CommandError> {
    let json = to_json(report).map_err(|source| CommandError::Json { source })?;
    let note = AuditNote::of(report, &json).sign(key)?;
    write_file(to, note.to_string().as_bytes())
}
