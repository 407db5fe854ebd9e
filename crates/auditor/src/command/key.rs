//! `bellrope-audit key`: the auditor's own key, to sign reports with.
//!
//! The file is one line in the form that the tools of the Go checksum database use,
//! `PRIVATE+KEY+<name>+<key id>+<base64 of 01 ‖ seed>`, for its owner alone.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_bundle::durable::write_bytes;
use bellrope_protocol::encoding::{decode_base64, encode_base64};
use bellrope_protocol::note::{Algorithm, KeyName, SignerKey};
use clap::Args;
use zeroize::{Zeroize as _, Zeroizing};

use super::CommandError;

/// What begins the file.
const PREFIX: &str = "PRIVATE+KEY+";

/// Arguments of `bellrope-audit key`.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// Your name in signatures: a URL without scheme, such as auditor.example/2026.
    #[arg(long)]
    name: KeyName,
    /// Where the private key goes. It must not exist yet; keep it to yourself.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl KeyArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        if self.to.exists() {
            return Err(CommandError::KeyExists);
        }
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|_| CommandError::Randomness)?;
        let key = SignerKey::from_seed(self.name, &seed);
        write_bytes(&self.to, write_key(&key).as_bytes())
            .map_err(|source| CommandError::WriteFile { source })?;
        writeln!(io::stdout().lock(), "{}", key.verifier())
            .map_err(|source| CommandError::Write { source })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn write_key(key: &SignerKey) -> Zeroizing<String> {
    let mut material = Zeroizing::new([Algorithm::Ed25519.byte(); 33]);
    material[1..].copy_from_slice(key.expose_secret());
    let mut encoded = encode_base64(&*material);
    let id = key.verifier().id();
    let line = Zeroizing::new(format!("{PREFIX}{}+{id}+{encoded}\n", key.name()));
    encoded.zeroize();
    line
}

/// Reads the auditor's private key.
pub(super) fn read_key(file: &Path) -> Result<SignerKey, CommandError> {
    let text = fs::read_to_string(file).map(Zeroizing::new);
    let text = text.map_err(|source| CommandError::ReadFile {
        what: "auditor's key",
        source,
    })?;
    parse_key(text.trim_end_matches(['\r', '\n'])).ok_or(CommandError::Key)
}

fn parse_key(line: &str) -> Option<SignerKey> {
    let mut parts = line.strip_prefix(PREFIX)?.splitn(3, '+');
    let (name, id, material) = (parts.next()?, parts.next()?, parts.next()?);
    let material = Zeroizing::new(decode_base64(material).ok()?);
    let (algorithm, seed) = material.split_first()?;
    let seed: &[u8; 32] = seed.try_into().ok()?;
    let key = SignerKey::from_seed(name.parse().ok()?, seed);
    let fits = *algorithm == Algorithm::Ed25519.byte() && key.verifier().id().to_string() == id;
    fits.then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_key_reads_what_write_key_wrote_and_nothing_else() {
        let key = SignerKey::from_seed("auditor.example/2026".parse().unwrap(), &[7; 32]);
        let line = write_key(&key);
        let line = line.trim_end();
        assert_eq!(parse_key(line).unwrap().verifier(), key.verifier());
        for wrong in [
            line.replace("2026", "2027"),
            line.replace("PRIVATE", "private"),
            line[..line.len() - 4].to_owned(),
            String::new(),
        ] {
            assert!(parse_key(&wrong).is_none(), "{wrong}");
        }
    }
}
