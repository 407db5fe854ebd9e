//! `bellrope-audit trail`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::Fingerprint;
use clap::Args;

use super::CommandError;
use super::arg::NowArgs;
use super::output::{About, OutputArgs};
use crate::check::trail::{self, Answered, Asked};

/// Arguments of `bellrope-audit trail`.
#[derive(Debug, Args)]
pub struct TrailArgs {
    /// The trail that the desk exported.
    #[arg(value_name = "FILE")]
    trail: PathBuf,
    /// The desk's fingerprint, 40 hex digits, from a poster or from keys/: not from the desk.
    #[arg(long, value_name = "HEX")]
    fingerprint: Fingerprint,
    /// A folder of yours with the heads of earlier exports. This trail is held against all of them,
    /// and its head is added.
    #[arg(long, value_name = "DIR")]
    kept: Option<PathBuf>,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl TrailArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let now = self.now.now();
        let Answered { check, base } =
            check_file(&self.trail, self.fingerprint, self.kept.as_deref(), now)?;
        let about = About {
            made: now,
            sources: vec!["an exported trail".to_owned()],
            desk: base.map(|base| base.to_string()),
            fingerprint: Some(encode_hex(self.fingerprint.as_bytes())),
        };
        self.output.write(about, vec![check])
    }
}

/// Reads an exported trail and checks it.
pub(super) fn check_file(
    file: &Path,
    fingerprint: Fingerprint,
    kept: Option<&Path>,
    now: u64,
) -> Result<Answered, CommandError> {
    let what = "exported trail";
    let bytes = fs::read(file).map_err(|source| CommandError::ReadFile { what, source })?;
    Ok(trail::run(&Asked {
        file: &bytes,
        fingerprint,
        kept,
        now,
    }))
}
