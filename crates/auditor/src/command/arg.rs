//! Arguments that several subcommands share: what to read, whom to trust, what to write.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::{Pin, SignedCard, VerifiedCard};
use bellrope_protocol::key::Fingerprint;
use clap::{Args, ValueEnum};

use super::CommandError;
use crate::check::Subject;
use crate::source::{BundleSource, FileSource, LiveSource, Source, StoreSource};
use crate::text::Lang;

/// Where to read from: one of them.
#[derive(Debug, Args)]
pub(crate) struct SourceArgs {
    #[command(flatten)]
    which: Which,
    /// A file with the desk's token, as `bellrope-relay desk` wrote it: then the bodies of letters
    /// are read too. Without it the relay is read as anybody can.
    #[arg(long, value_name = "FILE", requires = "relay")]
    token_file: Option<PathBuf>,
    /// A proxy for all connections, such as socks5://127.0.0.1:9050 for Tor.
    #[arg(long, value_name = "URL", requires = "relay")]
    proxy: Option<String>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// A running relay.
    #[arg(long, value_name = "URL")]
    relay: Option<String>,
    /// The folder of a stopped relay, or a copy of it.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// A folder of files under the relay's own paths (v1/desks/…): a mirror, or an unpacked bundle
    /// that holds the logs from their beginning.
    #[arg(long, value_name = "DIR")]
    files: Option<PathBuf>,
    /// A bundle, as the courier pulled it. What it does not carry cannot be checked.
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
}

impl SourceArgs {
    /// Returns the folder of a relay, if that is what is read.
    pub(super) fn store(&self) -> Option<&Path> {
        self.which.store.as_deref()
    }

    /// Returns the proxy for all connections, if there is one.
    pub(super) fn proxy(&self) -> Option<&str> {
        self.proxy.as_deref()
    }

    /// Opens the source.
    pub(super) fn open(&self) -> Result<Box<dyn Source>, CommandError> {
        if let Some(url) = &self.which.relay {
            let live = LiveSource::new(url, self.proxy.as_deref(), self.token_file.as_deref())?;
            return Ok(Box::new(live));
        }
        if let Some(folder) = &self.which.store {
            return Ok(Box::new(StoreSource::open(folder)?));
        }
        if let Some(file) = &self.which.bundle {
            return Ok(Box::new(BundleSource::open(file)?));
        }
        let folder = self.which.files.as_deref().unwrap_or(Path::new("."));
        Ok(Box::new(FileSource::new(folder)))
    }
}

/// Which desk, and by what it is known to be the right one.
#[derive(Debug, Args)]
pub(crate) struct DeskArgs {
    /// The desk's short name at the relay.
    #[arg(long, value_name = "NAME")]
    pub(super) desk: DeskName,
    #[command(flatten)]
    pinned: Pinned,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Pinned {
    /// The desk's fingerprint, 40 hex digits, from a poster or from keys/.
    #[arg(long, value_name = "HEX")]
    fingerprint: Option<Fingerprint>,
    /// A card of the desk that you were given and trust. Later cards must go on with it.
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
}

impl DeskArgs {
    /// Reads the card file, if one is pinned.
    fn card(&self) -> Result<Option<VerifiedCard>, CommandError> {
        let Some(file) = &self.pinned.card else {
            return Ok(None);
        };
        let bytes = fs::read(file).map_err(|source| CommandError::ReadFile {
            what: "card",
            source,
        })?;
        let card = SignedCard::parse(&bytes)?;
        // The file is what is trusted: it is held against its own founding root.
        let own = Pin::new(card.unverified_card().founding.fingerprint());
        Ok(Some(card.verify(&own)?))
    }

    /// Makes the subject of a check.
    pub(super) fn subject<'a>(
        &self,
        source: &'a dyn Source,
        now: u64,
    ) -> Result<Subject<'a>, CommandError> {
        let card = self.card()?;
        let pin = match (&card, self.pinned.fingerprint) {
            (Some(card), _) => Pin::of(card),
            (None, Some(fingerprint)) => Pin::new(fingerprint),
            (None, None) => return Err(CommandError::NoPin),
        };
        Ok(Subject {
            source,
            desk: self.desk.clone(),
            pin,
            card,
            now,
        })
    }
}

/// What time it is for the auditor.
#[derive(Debug, Default, Args)]
pub(crate) struct NowArgs {
    /// Judges ages as of this Unix second instead of the machine's clock: to repeat an audit.
    #[arg(long, value_name = "SECONDS")]
    now: Option<u64>,
}

impl NowArgs {
    /// Returns the time, in Unix seconds.
    pub(super) fn now(&self) -> u64 {
        let by_clock = SystemTime::now().duration_since(UNIX_EPOCH);
        self.now
            .unwrap_or_else(|| by_clock.map_or(0, |since| since.as_secs()))
    }
}

/// A language, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Nl => Self::Dutch,
            LangArg::En => Self::English,
        }
    }
}
