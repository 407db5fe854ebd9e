//! `bellrope-audit store`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::arg::NowArgs;
use super::output::{About, OutputArgs};
use crate::store;

/// Arguments of `bellrope-audit store`.
#[derive(Debug, Args)]
pub struct StoreArgs {
    #[command(flatten)]
    pub(super) options: StoreOptions,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// What the check of the store is told.
#[derive(Debug, Args)]
pub(crate) struct StoreOptions {
    /// The relay's folder: of a relay that is stopped, or a copy that keeps times (`cp -a`).
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
}

impl StoreArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let about = About {
            made: self.now.now(),
            sources: vec![self.options.folder.display().to_string()],
            desk: None,
            fingerprint: None,
        };
        let check = store::run(&self.options.folder);
        self.output.write(about, vec![check])
    }
}
