//! `bellrope-audit keys`

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::arg::{DeskArgs, NowArgs, SourceArgs};
use super::output::{About, OutputArgs};
use crate::check;
use crate::check::keys::{Keys, RelayPublic};

/// Arguments of `bellrope-audit keys`.
#[derive(Debug, Args)]
pub struct KeysArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    desk: DeskArgs,
    #[command(flatten)]
    pub(super) options: KeysOptions,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// What the check of the keys is told beside source and desk.
#[derive(Debug, Args)]
pub(crate) struct KeysOptions {
    /// The relay's `relay.pub`: its keys must be those of the desk's card.
    #[arg(long, value_name = "FILE")]
    relay_pub: Option<PathBuf>,
    /// A folder that must hold public keys and nothing else, such as keys/ of the sources.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
}

impl KeysOptions {
    /// Adds to the check of the cards what was given beside them.
    pub(super) fn check(&self, keys: &mut Keys) -> Result<(), CommandError> {
        let relay = self.relay_pub.as_deref().map(read_relay).transpose()?;
        match (&relay, &keys.trusted) {
            (None, _) => keys
                .check
                .left_out("relay.pub", "the relay's file (--relay-pub)"),
            (Some(relay), Some(trusted)) => {
                check::keys::check_relay(trusted, relay, &mut keys.check);
            }
            (Some(_), None) => {
                keys.check
                    .could_not("relay.pub", "no card verifies to hold it against");
            }
        }
        match &self.keys {
            None => keys
                .check
                .left_out("a folder of public keys", "the folder (--keys)"),
            Some(folder) => {
                check::keys::check_folder(folder, keys.trusted.as_ref(), &mut keys.check);
            }
        }
        Ok(())
    }
}

fn read_relay(file: &std::path::Path) -> Result<RelayPublic, CommandError> {
    let bytes = fs::read(file).map_err(|source| CommandError::ReadFile {
        what: "relay.pub",
        source,
    })?;
    serde_json::from_slice(&bytes).map_err(|source| CommandError::RelayPublic { source })
}

impl KeysArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let source = self.source.open()?;
        let subject = self.desk.subject(source.as_ref(), self.now.now())?;
        let mut keys = check::keys::run(&subject);
        self.options.check(&mut keys)?;
        let about = About::of(&subject, keys.trusted.as_ref());
        self.output.write(about, vec![keys.check])
    }
}
