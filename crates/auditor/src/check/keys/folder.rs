//! A folder that must hold public keys and nothing else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bellrope_protocol::encoding::decode_base64;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::note::VerifierKey;

use super::{FINGERPRINT, NOT_PUBLIC, PRIVATE, RELAY, shown};
use crate::check::Trusted;
use crate::finding::{Check, said};

/// Words of private keys, whatever else is in the line.
const PRIVATE_WORDS: [&str; 6] = [
    "AGE-SECRET-KEY",
    "AGE-PLUGIN-",
    "PRIVATE KEY",
    "PRIVATE+KEY",
    "BEGIN OPENSSH",
    "PUTTY-USER-KEY-FILE",
];
/// Lengths of seeds and of secret keys.
const SECRET_LENS: [usize; 2] = [32, 64];
/// Greatest length of a file of public keys, in bytes.
const FILE_MAX_LEN: u64 = 1 << 20;

/// Checks every file below a folder; with a trusted desk, also that what the folder says of it
/// is so: `desks/<desk>.txt`, `logs/<host>.vkey`.
pub fn check_folder(folder: &Path, trusted: Option<&Trusted>, check: &mut Check) {
    let mut files = Vec::new();
    if let Err(err) = list(folder, &mut files) {
        return check.could_not("the folder of public keys", said(&err));
    }
    files.sort();
    for file in &files {
        let name = file.strip_prefix(folder).unwrap_or(file);
        match read(file) {
            Ok(bytes) => check_file(&name.to_string_lossy(), &bytes, trusted, check),
            Err(err) => check.could_not(name.display(), said(&err)),
        }
    }
    check.fact("files in the folder of public keys", files.len());
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(file)?.len() > FILE_MAX_LEN {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("file is longer than {FILE_MAX_LEN} bytes"),
        ));
    }
    fs::read(file)
}

fn check_file(name: &str, bytes: &[u8], trusted: Option<&Trusted>, check: &mut Check) {
    if let Some(part) = private_part(bytes) {
        return check.find(&PRIVATE, name, "public keys only", part);
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return check.find(&NOT_PUBLIC, name, "text", "other bytes");
    };
    let line = text.strip_suffix('\n').unwrap_or(text);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("md") => {}
        Some("vkey") => match line.parse::<VerifierKey>() {
            Ok(key) => check_verifier(name, &key, trusted, check),
            Err(err) => check.find(&NOT_PUBLIC, name, "a verifier key", said(&err)),
        },
        Some("txt") => match line.parse::<Fingerprint>() {
            Ok(fingerprint) => check_fingerprint(name, &fingerprint, trusted, check),
            Err(err) => check.find(&NOT_PUBLIC, name, "a fingerprint", said(&err)),
        },
        _ => check.find(&NOT_PUBLIC, name, "a .vkey, .txt or .md file", "another"),
    }
}

fn check_verifier(name: &str, key: &VerifierKey, trusted: Option<&Trusted>, check: &mut Check) {
    let Some(trusted) = trusted else { return };
    let log = trusted.newest.relay.log;
    if name == format!("logs/{}.vkey", trusted.base.host) && key.public() != log.as_bytes() {
        let found = bellrope_protocol::encoding::encode_base64(key.public());
        check.find(&RELAY, name, shown(&log), found);
    }
}

fn check_fingerprint(
    name: &str,
    fingerprint: &Fingerprint,
    trusted: Option<&Trusted>,
    check: &mut Check,
) {
    let Some(trusted) = trusted else { return };
    let expected = trusted.newest.founding.fingerprint();
    if name == format!("desks/{}.txt", trusted.base.desk) && *fingerprint != expected {
        check.find(&FINGERPRINT, name, expected, fingerprint);
    }
}

/// Says what in a file looks like a private key. It never repeats it.
fn private_part(bytes: &[u8]) -> Option<&'static str> {
    if SECRET_LENS.contains(&bytes.len()) && str::from_utf8(bytes).is_err() {
        return Some("a file of as many bytes as a secret has");
    }
    let text = String::from_utf8_lossy(bytes);
    let upper = text.to_uppercase();
    if PRIVATE_WORDS.iter().any(|word| upper.contains(word)) {
        return Some("the words of a private key");
    }
    let in_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=-_".contains(c);
    let mut words = text.split(|c: char| !in_base64(c));
    let is_secret = words.any(|word| {
        // A verifier key has its key behind the last plus.
        let parts = [word, word.rsplit('+').next().unwrap_or(word)];
        parts.iter().any(|part| is_secret(part))
    });
    is_secret.then_some("a text of as many bytes as a secret has")
}

fn is_secret(word: &str) -> bool {
    if word.len().is_multiple_of(2) && word.bytes().all(|b| b.is_ascii_hexdigit()) {
        return SECRET_LENS.contains(&(word.len() / 2));
    }
    let digits = word.trim_end_matches('=');
    let standard = digits.replace('-', "+").replace('_', "/");
    // Bits left over in the last character do not make it less of a key.
    let whole = standard.len() / 4 * 4;
    let (head, tail) = standard.split_at(whole);
    let tail_len = match tail.len() {
        2 => 1,
        3 => 2,
        _ => 0,
    };
    let Ok(bytes) = decode_base64(head) else {
        return false;
    };
    let is_digit = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    tail.bytes().all(is_digit) && SECRET_LENS.contains(&(bytes.len() + tail_len))
}
