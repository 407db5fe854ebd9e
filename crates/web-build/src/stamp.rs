//! What a build was made of, as one hash: nothing is built twice for nothing.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_protocol::encoding::encode_hex;
use sha2::{Digest as _, Sha256};

use crate::manifest;
use crate::place::{Place, files_below, read, write};
use crate::toolchain::Toolchain;

/// Folders and files that a build is made of.
const INPUTS: [&str; 13] = [
    "Cargo.lock",
    "Cargo.toml",
    "crates/metadata/Cargo.toml",
    "crates/metadata/src",
    "crates/protocol/src",
    "crates/reporter/src",
    "crates/reporter-web/Cargo.toml",
    "crates/reporter-web/build/package-lock.json",
    "crates/reporter-web/page",
    "crates/reporter-web/src",
    "crates/transparency/src",
    "crates/web-build/src",
    "rust-toolchain.toml",
];

/// Hashes everything that the result follows from.
pub(crate) fn of_inputs(place: &Place, toolchain: &Toolchain) -> Result<String, String> {
    let mut hash = Sha256::new();
    hash.update(&toolchain.version);
    for input in INPUTS {
        let path = place.root.join(input);
        let files = if path.is_dir() {
            files_below(&path)?
        } else if path.is_file() {
            vec![(String::new(), path)]
        } else {
            continue;
        };
        for (name, file) in files {
            hash.update(format!("\n{input} {name} {}", sha256(&read(&file)?)));
        }
    }
    Ok(encode_hex(&hash.finalize()))
}

/// Says whether the last build was of these inputs and is still whole.
pub(crate) fn is_current(place: &Place, stamp: &str) -> bool {
    let kept = read(&path(place)).unwrap_or_default();
    kept == stamp.as_bytes() && manifest::holds(place)
}

/// Remembers what the build was made of.
pub(crate) fn keep(place: &Place, stamp: &str) -> Result<(), String> {
    write(&path(place), stamp.as_bytes())
}

/// The stamp is beside the result: what is in there is served.
fn path(place: &Place) -> PathBuf {
    place.out.with_extension("stamp")
}

/// Writes the SHA-256 of bytes in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    encode_hex(&Sha256::digest(bytes))
}

/// Writes the SHA-256 of bytes as browsers want it (`integrity`, Content-Security-Policy).
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}
