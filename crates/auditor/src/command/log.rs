//! `bellrope-audit log`

use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::arg::{DeskArgs, NowArgs, SourceArgs};
use super::output::{About, OutputArgs};
use crate::check::{self, Subject};

/// Arguments of `bellrope-audit log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    desk: DeskArgs,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl LogArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let source = self.source.open()?;
        let subject = Subject {
            source: source.as_ref(),
            desk: self.desk.desk.clone(),
            pin: self.desk.pin()?,
            now: self.now.now(),
        };
        let about = About {
            made: subject.now,
            sources: vec![source.name()],
            desk: Some(self.desk.desk.to_string()),
            fingerprint: Some(subject.pin.fingerprint.to_string()),
        };
        self.output.write(about, vec![check::log::run(&subject)])
    }
}
