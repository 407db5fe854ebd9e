//! `manifest.json`: every file of the build with its SHA-256 and its length, sorted by path.
//!
//! The configuration that a desk signs names the SHA-256 of this file.

use bellrope_page::{FORMAT, MANIFEST_PATH};
use serde::{Deserialize, Serialize};

use crate::place::{Place, files_below, read, write};
use crate::stamp::sha256;

/// A build, file by file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: String,
    /// The files.
    pub(crate) files: Vec<Listed>,
}

/// One file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    /// Its path below the build's folder.
    pub(crate) path: String,
    /// Its SHA-256, in hex.
    pub(crate) sha256: String,
    /// Its length, in bytes.
    pub(crate) len: u64,
}

/// Lists the build's files and writes the list beside them.
pub(crate) fn write_for(place: &Place) -> Result<Manifest, String> {
    let mut files = Vec::new();
    for (path, file) in files_below(&place.out)? {
        let bytes = read(&file)?;
        files.push(Listed {
            path,
            sha256: sha256(&bytes),
            len: bytes.len() as u64,
        });
    }
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        files,
    };
    let json = serde_json::to_string(&manifest).map_err(|err| format!("no manifest: {err}"))?;
    write(
        &place.out.join(MANIFEST_PATH),
        format!("{json}\n").as_bytes(),
    )?;
    Ok(manifest)
}

/// Says whether the build's files are those that its manifest lists.
pub(crate) fn holds(place: &Place) -> bool {
    let Ok(Ok(manifest)) =
        read(&place.out.join(MANIFEST_PATH)).map(|json| serde_json::from_slice::<Manifest>(&json))
    else {
        return false;
    };
    let is_there = |listed: &Listed| {
        read(&place.out.join(&listed.path)).is_ok_and(|bytes| sha256(&bytes) == listed.sha256)
    };
    let count = files_below(&place.out).map_or(0, |files| files.len());
    count == manifest.files.len() + 1 && manifest.files.iter().all(is_there)
}
