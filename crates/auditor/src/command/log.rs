//! `bellrope-audit log`

use std::path::PathBuf;
use std::process::ExitCode;

use bellrope_transparency::entry::Entry;
use clap::Args;

use super::CommandError;
use super::arg::{DeskArgs, NowArgs, SourceArgs};
use super::output::{About, OutputArgs};
use crate::check;
use crate::check::log::{Options, Schedule};
use crate::check::{Subject, Trusted};
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
    /// Days after which the relay says it deletes letters.
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    retention_days: u32,
    /// Days after the desk's confirmation after which it says it deletes them.
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    confirmed_days: u32,
}

impl LogOptions {
    /// Checks the logs, or says why that cannot be done; `each` is given every entry of the intake
    /// log.
    pub(super) fn check(
        &self,
        subject: &Subject<'_>,
        trusted: Option<&Trusted>,
        each: &mut dyn FnMut(u64, &Entry),
    ) -> Check {
        let Some(trusted) = trusted else {
            return check::log::run_untrusted();
        };
        check::log::run(subject, trusted, &self.options(), each)
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
        let trusted = keys.trusted.as_ref();
        let log = self.options.check(&subject, trusted, &mut |_, _| {});
        let about = About::of(&subject, keys.trusted.as_ref());
        self.output.write(about, vec![log])
    }
}
