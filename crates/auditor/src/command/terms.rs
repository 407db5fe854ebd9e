//! `bellrope-audit terms`

use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::arg::{DeskArgs, NowArgs, SourceArgs};
use super::output::{About, OutputArgs};
use crate::check;
use crate::check::log::Options;
use crate::check::terms::{self, Received};

/// Arguments of `bellrope-audit terms`.
#[derive(Debug, Args)]
pub struct TermsArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    desk: DeskArgs,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl TermsArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let source = self.source.open()?;
        let subject = self.desk.subject(source.as_ref(), self.now.now())?;
        let keys = check::keys::run(&subject);
        let checks = match &keys.trusted {
            Some(trusted) => {
                let mut received = Received::default();
                // The bounds are worth what the logs are worth: both are in the report.
                let log = check::log::run(&subject, trusted, &Options::default(), &mut |logged| {
                    received.count(logged.entry);
                });
                vec![log, terms::run(&subject, trusted, &received)]
            }
            None => vec![terms::run_untrusted()],
        };
        let about = About::of(&subject, keys.trusted.as_ref());
        self.output.write(about, checks)
    }
}
