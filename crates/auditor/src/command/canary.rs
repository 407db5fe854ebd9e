//! `bellrope-audit canary`

use std::path::PathBuf;
use std::process::ExitCode;

use bellrope_protocol::card::Card;
use clap::Args;
use rand::SeedableRng as _;
use rand::rngs::{StdRng, SysRng};

use super::CommandError;
use super::arg::{DeskArgs, NowArgs};
use super::output::{About, OutputArgs};
use crate::canary::{CanarySubject, run, run_untrusted};
use crate::check;
use crate::finding::Check;
use crate::source::LiveSource;

/// Arguments of `bellrope-audit canary`.
#[derive(Debug, Args)]
pub struct CanaryArgs {
    /// The running relay: where it listens itself, or where the public reaches it, to try what
    /// stands before it too.
    #[arg(long, value_name = "URL")]
    relay: String,
    /// A proxy for all connections, such as socks5://127.0.0.1:9050 for Tor.
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    #[command(flatten)]
    desk: DeskArgs,
    /// Says that the relay and the desk are yours to test: a test report of three letters is filed
    /// there, which says in Dutch and English that it is one and withdraws itself.
    #[arg(long, required = true)]
    file_test_letters: bool,
    /// The relay's folder, of which every file is searched.
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// The relay's process, whose memory is searched: as its owner or as root.
    #[arg(long, value_name = "N")]
    pid: Option<u32>,
    /// A log file, of the relay or of what stands before it. May be given several times.
    #[arg(long, value_name = "FILE")]
    log: Vec<PathBuf>,
    /// The relay's unit, whose journal is searched.
    #[arg(long, value_name = "UNIT")]
    journal: Option<String>,
    /// Where the relay shows its health and metrics.
    #[arg(long, value_name = "URL")]
    management: Option<String>,
    /// A capture of the traffic that is being written, as by tcpdump -U. May be given several times.
    #[arg(long, value_name = "FILE")]
    capture: Vec<PathBuf>,
    /// Waits until the relay has sealed the epoch, up to an hour and more, and looks into files and
    /// logs only then.
    #[arg(long)]
    until_sealed: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl CanaryArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        debug_assert!(self.file_test_letters, "it is required");
        let now = NowArgs::default().now();
        let source = LiveSource::new(&self.relay, self.proxy.as_deref(), None)?;
        let subject = self.desk.subject(&source, now)?;
        let keys = check::keys::run(&subject);
        let about = About::of(&subject, keys.trusted.as_ref());
        let check = match &keys.trusted {
            Some(trusted) => self.check(&trusted.newest, now)?,
            None => run_untrusted(&keys.check),
        };
        self.output.write(about, vec![check])
    }

    fn check(&self, card: &Card, now: u64) -> Result<Check, CommandError> {
        let rng = StdRng::try_from_rng(&mut SysRng).map_err(|_| CommandError::Randomness)?;
        let subject = CanarySubject {
            relay: &self.relay,
            proxy: self.proxy.as_deref(),
            card,
            folder: &self.folder,
            pid: self.pid,
            logs: &self.log,
            journal: self.journal.as_deref(),
            management: self.management.as_deref(),
            captures: &self.capture,
            until_sealed: self.until_sealed,
            now,
        };
        Ok(run(&subject, rng)?)
    }
}
