//! `bellrope-audit witness`: a witness of logs, as a service or from time to time.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_protocol::note::KeyName;
use bellrope_witness::{
    AddError, Cosigned, InitError, OnceError, OpenError, ServeError, Source, Witness, cosign_once,
};
use clap::{Args, Subcommand};

use super::CommandError;

/// Arguments of `bellrope-audit witness`.
#[derive(Debug, Args)]
pub struct WitnessArgs {
    #[command(subcommand)]
    command: WitnessCommand,
}

/// What a witness does.
#[derive(Debug, Subcommand)]
enum WitnessCommand {
    /// Makes a witness: its key, its public half, a configuration that names no log yet.
    Init {
        #[command(flatten)]
        folder: Folder,
        /// Name of the witness in cosignatures: a URL without scheme, such as witness.example/1.
        #[arg(long)]
        name: KeyName,
    },
    /// Serves: logs post their checkpoints (add-checkpoint) and get them cosigned.
    Serve {
        #[command(flatten)]
        folder: Folder,
    },
    /// Fetches every log's checkpoint and proof by itself, cosigns it, and writes it to a folder.
    Once {
        #[command(flatten)]
        folder: Folder,
        #[command(flatten)]
        source: SourceArgs,
        /// Folder for the cosigned checkpoints, under the relay's own paths.
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
}

/// Where the witness is.
#[derive(Debug, Args)]
struct Folder {
    /// Folder of the witness: key, configuration, and what it has seen. Never restore an old copy.
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
}

/// Where to read from: one of them.
#[derive(Debug, Args)]
struct SourceArgs {
    #[command(flatten)]
    which: Which,
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
    /// A folder of files under the relay's own paths (v1/desks/…).
    #[arg(long, value_name = "DIR")]
    files: Option<PathBuf>,
}

impl SourceArgs {
    fn source(self) -> Source {
        match (self.which.relay, self.which.files) {
            (Some(url), _) => Source::Relay {
                url,
                proxy: self.proxy,
            },
            (None, files) => Source::Folder(files.unwrap_or_default()),
        }
    }
}

impl WitnessArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        Ok(self.command.run()?)
    }
}

impl WitnessCommand {
    fn run(self) -> Result<ExitCode, WitnessError> {
        match self {
            Self::Init { folder, name } => {
                let key = bellrope_witness::init(&folder.folder, &name)?;
                say(&format!("{key}\n"))?;
                Ok(ExitCode::SUCCESS)
            }
            Self::Serve { folder } => {
                bellrope_witness::serve(&folder.folder)?;
                Ok(ExitCode::SUCCESS)
            }
            Self::Once { folder, source, to } => once(&folder.folder, &source.source(), &to),
        }
    }
}

/// Cosigns every log that it can, and says of each how it went; the worst decides the exit code.
fn once(folder: &Path, source: &Source, to: &Path) -> Result<ExitCode, WitnessError> {
    let witness = Witness::open(folder)?;
    if witness.logs().next().is_none() {
        return Err(WitnessError::NoLog);
    }
    let mut worst = 0;
    for log in witness.logs() {
        match cosign_once(&witness, log, source, to) {
            Ok(cosigned) => say(&done(&cosigned))?,
            Err(error) => {
                let refused = chain(&error);
                say(&format!("{}: not cosigned: {refused}\n", log.name()))?;
                worst = worse(worst, code(&error));
            }
        }
    }
    Ok(ExitCode::from(worst))
}

fn done(cosigned: &Cosigned) -> String {
    let (origin, size) = (&cosigned.origin, cosigned.head.size);
    format!(
        "{origin}: cosigned size {size}, in {}\n",
        cosigned.file.display()
    )
}

/// Returns the exit code of docs/audit.md: the log is wrong, it could not be read, the machine failed.
fn code(error: &OnceError) -> u8 {
    match error {
        OnceError::Parse(_)
        | OnceError::Unsigned(_)
        | OnceError::Refused(AddError::Refused(_) | AddError::Unknown) => 1,
        OnceError::Fetch(_) | OnceError::Tile(_) | OnceError::Full(_) => 3,
        OnceError::Proxy => 2,
        _ => 4,
    }
}

/// A failure of the machine is worse than a wrong log, and that is worse than one that was not read.
fn worse(a: u8, b: u8) -> u8 {
    let rank = |code: u8| [0, 3, 1, 2, 4].iter().position(|it| *it == code);
    if rank(a) >= rank(b) { a } else { b }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text.push_str(": ");
        text.push_str(&source.to_string());
        cause = source.source();
    }
    text
}

fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Why a witness does not work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessError {
    /// The witness was not made.
    #[error(transparent)]
    Init(#[from] InitError),
    /// The witness cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The witness does not serve.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Nothing is to be witnessed.
    #[error("witness.toml names no log")]
    NoLog,
    /// Standard output failed.
    #[error("cannot write the result")]
    Write(#[from] io::Error),
}

impl WitnessError {
    /// Returns the exit code of docs/audit.md.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Init(InitError::Exists { .. })
            | Self::NoLog
            | Self::Open(OpenError::Config(_) | OpenError::Key(_) | OpenError::Locked { .. })
            | Self::Serve(ServeError::Open(
                OpenError::Config(_) | OpenError::Key(_) | OpenError::Locked { .. },
            )) => 2,
            _ => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_ranks_what_was_found_above_what_was_not_read() {
        assert_eq!(worse(0, 3), 3);
        assert_eq!(worse(3, 1), 1);
        assert_eq!(worse(1, 3), 1);
        assert_eq!(worse(1, 4), 4);
    }
}
