//! `bellrope-audit receipt`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::Pin;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::Fingerprint;
use clap::Args;

use super::CommandError;
use super::arg::NowArgs;
use super::output::{About, OutputArgs};
use crate::check::log::Options;
use crate::check::receipt::{self, HandedIn};
use crate::check::{self, Subject};
use crate::finding::Check;
use crate::source::{BundleSource, FileSource, LiveSource, Source, StoreSource};

/// Arguments of `bellrope-audit receipt`.
#[derive(Debug, Args)]
pub struct ReceiptArgs {
    /// Proofs that `bellrope prove` wrote, and receipts that `--receipt-to` saved.
    #[arg(required = true, value_name = "FILE")]
    handed_in: Vec<PathBuf>,
    /// The desk's fingerprint, 40 hex digits, from a poster or from keys/: not from whom handed in
    /// the files.
    #[arg(long, value_name = "HEX")]
    fingerprint: Fingerprint,
    /// The letter itself, 16,384 bytes, or as `bellrope seal` wrote it, 16,400: is it the one?
    #[arg(long, value_name = "FILE")]
    letter: Option<PathBuf>,
    /// The desk's short name at the relay; needed for receipts.
    #[arg(long, value_name = "NAME", requires = "Looked")]
    desk: Option<DeskName>,
    #[command(flatten)]
    looked: Looked,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// Where the promised entries are looked up. A proof needs none of it.
#[derive(Debug, Args)]
#[group(required = false, multiple = false, requires = "desk")]
struct Looked {
    /// A running relay.
    #[arg(long, value_name = "URL")]
    relay: Option<String>,
    /// The folder of a stopped relay, or a copy of it.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// A folder of files under the relay's own paths (v1/desks/…): an unpacked bundle or a mirror.
    #[arg(long, value_name = "DIR")]
    files: Option<PathBuf>,
    /// A bundle, as the courier pulled it.
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
}

impl Looked {
    fn open(&self) -> Result<Option<Box<dyn Source>>, CommandError> {
        if let Some(url) = &self.relay {
            return Ok(Some(Box::new(LiveSource::new(url, None, None)?)));
        }
        if let Some(folder) = &self.store {
            return Ok(Some(Box::new(StoreSource::open(folder)?)));
        }
        if let Some(folder) = &self.files {
            return Ok(Some(Box::new(FileSource::new(folder))));
        }
        match &self.bundle {
            Some(file) => Ok(Some(Box::new(BundleSource::open(file)?))),
            None => Ok(None),
        }
    }
}

impl ReceiptArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let files = read_files(&self.handed_in)?;
        let letter = self.read_letter()?;
        let now = self.now.now();
        let source = self.looked.open()?;
        let (Some(source), Some(desk)) = (source, self.desk.clone()) else {
            let about = About {
                made: now,
                sources: Vec::new(),
                desk: None,
                fingerprint: Some(encode_hex(self.fingerprint.as_bytes())),
            };
            let check = judge_alone(files, letter.as_deref(), self.fingerprint);
            return self.output.write(about, vec![check]);
        };
        let subject = Subject {
            source: source.as_ref(),
            desk,
            pin: Pin::new(self.fingerprint),
            card: None,
            now,
        };
        let checks = judge(&files, letter.as_deref(), &subject);
        self.output.write(About::of(&subject, None), checks)
    }

    fn read_letter(&self) -> Result<Option<Vec<u8>>, CommandError> {
        let Some(file) = &self.letter else {
            return Ok(None);
        };
        let mut letter = read_file(file, "letter")?;
        // What `seal` wrote ends in the tag.
        letter.truncate(bellrope_protocol::limit::LETTER_LEN);
        Ok(Some(letter))
    }
}

/// Checks proofs, which need nothing but the fingerprint; a receipt without a log stays open.
fn judge_alone(files: Vec<HandedIn>, letter: Option<&[u8]>, fingerprint: Fingerprint) -> Check {
    let mut check = Check::new("receipt");
    let (receipts, proofs): (Vec<HandedIn>, Vec<HandedIn>) =
        files.into_iter().partition(HandedIn::is_receipt);
    receipt::begin(&proofs, letter, fingerprint, None, &mut check);
    for file in receipts {
        let why = "a receipt needs --desk, and --relay, --store, --files or --bundle";
        check.could_not(file.place, why);
    }
    check
}

/// Checks files against a relay or a copy: the log is read whole, so that nobody learns which
/// entry was looked for.
fn judge(files: &[HandedIn], letter: Option<&[u8]>, subject: &Subject<'_>) -> Vec<Check> {
    let mut check = Check::new("receipt");
    let keys = check::keys::run(subject);
    let trusted = keys.trusted.as_ref();
    let mut promises = receipt::begin(files, letter, subject.pin.fingerprint, trusted, &mut check);
    let Some(trusted) = trusted.filter(|_| !promises.is_empty()) else {
        return vec![check];
    };
    let log = check::log::run(subject, trusted, &Options::default(), &mut |logged| {
        promises.see(logged)
    });
    let is_whole = log.could_not.is_empty();
    promises.judge(subject, trusted, is_whole, &mut check);
    vec![log, check]
}

/// Reads files that were handed in, and names them by their place on the command line.
pub(super) fn read_files(files: &[PathBuf]) -> Result<Vec<HandedIn>, CommandError> {
    let read = |(number, file): (usize, &PathBuf)| {
        Ok(HandedIn {
            place: format!("file {number}"),
            bytes: read_file(file, "file that was handed in")?,
        })
    };
    (1..).zip(files).map(read).collect()
}

fn read_file(file: &Path, what: &'static str) -> Result<Vec<u8>, CommandError> {
    fs::read(file).map_err(|source| CommandError::ReadFile { what, source })
}
