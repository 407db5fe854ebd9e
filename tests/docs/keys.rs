//! `keys/` holds public keys and fingerprints, and nothing that could be private.

use std::fs;

use bellrope_protocol::encoding::decode_base64;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::note::VerifierKey;

use crate::root;

/// Words of private keys, whatever else is in the line.
const PRIVATE: [&str; 4] = [
    "AGE-SECRET-KEY",
    "PRIVATE KEY",
    "PRIVATE+KEY",
    "BEGIN OPENSSH",
];
/// Lengths of seeds and of secret keys.
const SECRET_LENS: [usize; 2] = [32, 64];

/// Says what in a text looks like a private key.
fn private_part(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    if let Some(word) = PRIVATE.iter().find(|word| upper.contains(**word)) {
        return Some((*word).to_owned());
    }
    let in_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=-_".contains(c);
    text.split(|c: char| !in_base64(c)).find_map(|word| {
        // A verifier key has its key behind the last plus.
        let parts = [word, word.rsplit('+').next().unwrap_or(word)];
        let is_secret = parts.iter().any(|part| is_secret(part));
        is_secret.then(|| "bytes as long as a secret".to_owned())
    })
}

fn is_secret(word: &str) -> bool {
    if word.len().is_multiple_of(2) && word.chars().all(|c| c.is_ascii_hexdigit()) {
        return SECRET_LENS.contains(&(word.len() / 2));
    }
    let standard = word
        .trim_end_matches('=')
        .replace('-', "+")
        .replace('_', "/");
    let padded = format!("{standard}{}", "=".repeat((4 - standard.len() % 4) % 4));
    // Bits left over in the last character do not make it less of a key.
    let canonical = |last: char| {
        let mut padded = padded.clone();
        if let Some(at) = padded.find('=').map(|at| at.saturating_sub(1)) {
            padded.replace_range(at..=at, &last.to_string());
        }
        decode_base64(&padded)
    };
    let lens = [decode_base64(&padded), canonical('A')];
    lens.into_iter()
        .flatten()
        .any(|bytes| SECRET_LENS.contains(&bytes.len()))
}

/// Checks one file by the kind that its name says.
fn check(name: &str, text: &str) -> Result<(), String> {
    if let Some(part) = private_part(text) {
        return Err(format!("has {part}"));
    }
    let line = text.strip_suffix('\n').ok_or("does not end its line")?;
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("md") => Ok(()),
        Some("vkey") => line
            .parse::<VerifierKey>()
            .map(drop)
            .map_err(|err| err.to_string()),
        Some("txt") => line
            .parse::<Fingerprint>()
            .map(drop)
            .map_err(|err| err.to_string()),
        _ => Err("is of no kind that may be here".to_owned()),
    }
}

#[test]
fn keys_are_public() {
    let files = harness::files_below(&root().join("keys"));
    assert!(!files.is_empty());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let checked = check(&path.to_string_lossy(), &text);
        assert_eq!(checked, Ok(()), "{}", path.display());
    }
}

#[test]
fn check_refuses_what_could_be_private() {
    use bellrope_protocol::encoding::{encode_base64, encode_hex};
    use bellrope_protocol::note::SignerKey;

    let signer = SignerKey::from_seed("relay.example/log".parse().unwrap(), &[7; 32]);
    let public = format!("{}\n", signer.verifier());
    assert_eq!(check("log.vkey", &public), Ok(()));
    assert_eq!(
        check(
            "mid.txt",
            "0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567\n"
        ),
        Ok(())
    );
    assert_eq!(check("README.md", "# Public keys\n"), Ok(()));
    for (name, text) in [
        ("log.vkey", "relay.example/log+00000000+AAAA\n".to_owned()),
        ("mid.txt", "0123 4567\n".to_owned()),
        ("log.key", public),
        ("README.md", "AGE-SECRET-KEY-PQ-1QQQQ\n".to_owned()),
        ("README.md", "-----BEGIN PRIVATE KEY-----\n".to_owned()),
        (
            "README.md",
            "PRIVATE+KEY+relay.example/log+0badcafe+AAAA\n".to_owned(),
        ),
        ("README.md", format!("seed: {}\n", encode_hex(&[0xa7; 32]))),
        ("README.md", format!("seed: {}\n", encode_hex(&[0xa7; 64]))),
        (
            "README.md",
            format!("seed: {}\n", encode_base64(&[0xa7; 32])),
        ),
        (
            "README.md",
            format!("seed: {}\n", encode_base64(&[0xfb; 64])),
        ),
        (
            "README.md",
            format!("{}\n", encode_base64(&[0xfb; 32]).trim_end_matches('=')),
        ),
        (
            "README.md",
            format!("{}\n", encode_base64(&[0xfb; 32]).replace('+', "-")),
        ),
    ] {
        assert!(check(name, &text).is_err(), "{name}: {text}");
    }
}
