//! Blocks: kept as they came, ciphertext, until a letter claims them.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use bellrope_bundle::durable;
use bellrope_bundle::{Member, UnverifiedBundle};

use super::ImportError;
use crate::attachment::block_path;
use crate::vault::BLOCKS;

/// What became of the blocks of a bundle.
#[derive(Default)]
pub(super) struct Stored {
    pub(super) new: u64,
    pub(super) differing: u64,
}

/// Stores the blocks that are new, durably. Nobody can tell a good block from a bad one before
/// a letter names its parcel: the first that came to an address stays.
pub(super) fn store_all(vault: &Path, bundle: &UnverifiedBundle) -> Result<Stored, ImportError> {
    let io = |source| ImportError::Block { source };
    let mut stored = Stored::default();
    for member in bundle.members() {
        let Member::Block { address } = member else {
            continue;
        };
        let bytes = bundle.read(member)?.unwrap_or_default();
        let path = block_path(vault, &address);
        match fs::read(&path) {
            Ok(held) if held == bytes => {}
            Ok(_) => stored.differing += 1,
            Err(err) if err.kind() == io::ErrorKind::NotFound => {
                write(&path, &bytes).map_err(io)?;
                stored.new += 1;
            }
            Err(err) => return Err(io(err)),
        }
    }
    if stored.new > 0 {
        durable::sync_folder(&vault.join(BLOCKS)).map_err(io)?;
    }
    Ok(stored)
}

/// Stores a block of a practice vault, durable once its vault is.
pub(crate) fn store(vault: &Path, address: &[u8; 16], bytes: &[u8]) -> io::Result<()> {
    fs::write(block_path(vault, address), bytes)
}

/// Writes a block under a temporary name, syncs it, and gives it its name. The folder is synced
/// once for all.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = path.with_extension("partial");
    let mut file = File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&partial, path)
}
