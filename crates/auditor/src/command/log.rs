//! `bellrope-audit log`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::arg::{DeskArgs, NowArgs, SourceArgs};
use super::output::{About, OutputArgs};
use super::receipt::read_files;
use crate::check;
use crate::check::Subject;
use crate::check::keys::Keys;
use crate::check::log::{Logged, Options, Schedule};
use crate::check::receipt;
use crate::finding::Check;

/// Arguments of `bellrope-audit log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    desk: DeskArgs,
    #[command(flatten)]
    pub(super) options: LogOptions,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// What the check of the logs is told beside source and desk.
#[derive(Debug, Args)]
pub(crate) struct LogOptions {
    /// Your own folder of earlier checkpoints: the logs are held against all of them, and what is
    /// seen now is added, so that next year's audit checks this year's.
    #[arg(long, value_name = "DIR")]
    kept: Option<PathBuf>,
    /// A receipt that a reporter handed in: was the promise kept? May be given several times.
    #[arg(long, value_name = "FILE")]
    receipt: Vec<PathBuf>,
    /// Days after which the relay says it deletes letters.
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    retention_days: u32,
    /// Days after the desk's confirmation after which it says it deletes them.
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    confirmed_days: u32,
}

impl LogOptions {
    /// Returns the auditor's own folder.
    pub(super) fn kept(&self) -> Option<&Path> {
        self.kept.as_deref()
    }

    /// Checks the logs, or says why that cannot be done, and the receipts that were handed in;
    /// `each` is given every entry of the intake log.
    pub(super) fn check(
        &self,
        subject: &Subject<'_>,
        keys: &Keys,
        each: &mut dyn FnMut(Logged<'_>),
    ) -> Result<Vec<Check>, CommandError> {
        let files = read_files(&self.receipt)?;
        let mut receipts = Check::new("receipt");
        let trusted = keys.trusted.as_ref();
        let fingerprint = subject.pin.fingerprint;
        let mut promises = receipt::begin(&files, None, fingerprint, trusted, &mut receipts);
        let mut log = match trusted {
            None => check::log::run_untrusted(&keys.check),
            Some(trusted) => {
                let mut see = |logged: Logged<'_>| {
                    each(logged);
                    promises.see(logged);
                };
                check::log::run(subject, trusted, &self.options(), &mut see)
            }
        };
        if files.is_empty() {
            log.left_out("receipts", "those that reporters hand in (--receipt)");
            return Ok(vec![log]);
        }
        if let Some(trusted) = trusted {
            let is_whole = log.could_not.is_empty();
            promises.judge(subject, trusted, is_whole, &mut receipts);
        }
        Ok(vec![log, receipts])
    }

    fn options(&self) -> Options<'_> {
        Options {
            kept: self.kept.as_deref(),
            schedule: Schedule {
                retention_days: self.retention_days,
                confirmed_days: self.confirmed_days,
            },
        }
    }
}

impl LogArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let source = self.source.open()?;
        let subject = self.desk.subject(source.as_ref(), self.now.now())?;
        let keys = check::keys::run(&subject);
        let checks = self.options.check(&subject, &keys, &mut |_| {})?;
        let about = About::of(&subject, keys.trusted.as_ref());
        self.output.write(about, checks)
    }
}
