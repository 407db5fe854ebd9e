//! Which blocks the desk surely has, so that they are not brought again.
//!
//! A stick can be lost. So a block counts as delivered only when the desk has confirmed a size
//! of the intake log that every bundle with that size or more, made by this courier, carried the
//! block with. Until then it is brought again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bellrope_bundle::durable;
use bellrope_protocol::encoding::encode_hex;
use serde::{Deserialize, Serialize};

use crate::error::CourierError;

/// The blocks brought so far, kept in the state folder.
#[derive(Debug)]
pub(crate) struct Brought {
    file: Option<PathBuf>,
    kept: Kept,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// Size of the intake log in the last bundle.
    last_size: Option<u64>,
    /// By address in hex: the confirmed size from which on the desk surely has the block.
    sure_at: BTreeMap<String, u64>,
}

impl Brought {
    /// Reads what a state folder says; nothing was brought if there is none.
    pub(crate) fn open(state: Option<&Path>) -> Result<Self, CourierError> {
        let file = state.map(|folder| folder.join("brought.json"));
        let kept = match file.as_deref().map(fs::read) {
            None => Kept::default(),
            Some(Err(err)) if err.kind() == io::ErrorKind::NotFound => Kept::default(),
            Some(Err(source)) => {
                return Err(CourierError::State {
                    action: "read",
                    source,
                });
            }
            Some(Ok(bytes)) => serde_json::from_slice(&bytes)
                .map_err(|source| CourierError::StateForm { source })?,
        };
        Ok(Self { file, kept })
    }

    /// Returns those of the relay's blocks that must be brought when the desk has confirmed a
    /// size.
    pub(crate) fn missing(&self, listed: &[[u8; 16]], confirmed: u64) -> BTreeSet<[u8; 16]> {
        let is_delivered = |address: &[u8; 16]| {
            let sure_at = self.kept.sure_at.get(&encode_hex(address));
            sure_at.is_some_and(|size| *size <= confirmed)
        };
        let missing = listed.iter().filter(|address| !is_delivered(address));
        missing.copied().collect()
    }

    /// Keeps that a bundle with an intake log of `size` entries carried `blocks`, and forgets
    /// what the relay no longer lists.
    pub(crate) fn keep(
        &mut self,
        size: u64,
        blocks: &BTreeSet<[u8; 16]>,
        listed: &[[u8; 16]],
    ) -> Result<(), CourierError> {
        // An earlier bundle of the same size came without the new blocks, and may be the one
        // that is imported.
        let sure_at = match self.kept.last_size {
            Some(last) if last == size => size + 1,
            _ => size,
        };
        let listed: BTreeSet<String> = listed.iter().map(|address| encode_hex(address)).collect();
        self.kept
            .sure_at
            .retain(|address, _| listed.contains(address));
        for address in blocks {
            self.kept
                .sure_at
                .entry(encode_hex(address))
                .or_insert(sure_at);
        }
        self.kept.last_size = Some(size);
        self.save()
    }

    fn save(&self) -> Result<(), CourierError> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let bytes =
            serde_json::to_vec(&self.kept).map_err(|source| CourierError::StateForm { source })?;
        durable::write_bytes(file, &bytes).map_err(CourierError::SaveState)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [u8; 16] = [1; 16];
    const Y: [u8; 16] = [2; 16];

    fn set(blocks: &[[u8; 16]]) -> BTreeSet<[u8; 16]> {
        blocks.iter().copied().collect()
    }

    #[test]
    fn missing_names_a_block_until_the_desk_confirms_its_bundle() {
        let mut brought = Brought::open(None).unwrap();
        assert_eq!(brought.missing(&[X], 0), set(&[X]));
        brought.keep(100, &set(&[X]), &[X]).unwrap();
        assert_eq!(
            brought.missing(&[X], 99),
            set(&[X]),
            "the stick may be lost"
        );
        assert_eq!(brought.missing(&[X], 100), set(&[]));
        assert_eq!(brought.missing(&[X], 200), set(&[]));
    }

    #[test]
    fn missing_names_a_block_that_came_after_a_bundle_of_the_same_size() {
        let mut brought = Brought::open(None).unwrap();
        brought.keep(100, &set(&[X]), &[X]).unwrap();
        brought.keep(100, &set(&[X, Y]), &[X, Y]).unwrap();
        // The first of the two bundles may be the one imported and confirmed.
        assert_eq!(brought.missing(&[X, Y], 100), set(&[Y]));
        assert_eq!(brought.missing(&[X, Y], 101), set(&[]));
    }

    #[test]
    fn keep_survives_and_forgets_what_the_relay_no_longer_has() {
        let folder = tempfile::tempdir().unwrap();
        let mut brought = Brought::open(Some(folder.path())).unwrap();
        brought.keep(100, &set(&[X]), &[X]).unwrap();
        let mut again = Brought::open(Some(folder.path())).unwrap();
        assert_eq!(again.missing(&[X], 100), set(&[]));
        again.keep(200, &set(&[Y]), &[Y]).unwrap();
        let last = Brought::open(Some(folder.path())).unwrap();
        assert_eq!(last.missing(&[X, Y], 200), set(&[X]));
    }

    #[test]
    fn open_refuses_a_malformed_state() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("brought.json"), "{").unwrap();
        assert!(matches!(
            Brought::open(Some(folder.path())),
            Err(CourierError::StateForm { .. })
        ));
    }
}
