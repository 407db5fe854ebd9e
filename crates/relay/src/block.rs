//! Blocks of parcels: files by address, in one folder for each epoch of arrival.
//!
//! Nothing says which blocks belong together, or to which letter; so they go by the same rule as
//! letters (docs/decisions/003-blocks-have-no-orphans.md).

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bellrope_protocol::base::DeskName;
use bellrope_protocol::encoding::{decode_hex_array, encode_hex};
use bellrope_protocol::limit::BLOCK_LEN;

use crate::durable;
use crate::folder::Folder;
use crate::space::Space;

/// Length of an address, in bytes.
pub const ADDRESS_LEN: usize = 16;
/// An address: 16 bytes, hex in paths.
pub type Address = [u8; ADDRESS_LEN];

const BLOCK_BYTES: u64 = BLOCK_LEN as u64;

/// The blocks of one desk.
#[derive(Debug)]
pub struct Blocks {
    folder: PathBuf,
    places: Mutex<HashMap<Address, Place>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Being written.
    Draft,
    /// Stored, in the folder of this epoch.
    Stored(u32),
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored now.
    Stored,
    /// The same bytes were there already.
    Same,
    /// Other bytes are there.
    Different,
    /// Somebody else is writing it.
    Busy,
    /// There is no room.
    Full,
}

impl Blocks {
    /// Finds the blocks of a desk and books their room.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    pub fn open(folder: &Folder, desk: &DeskName, space: &Space) -> io::Result<Self> {
        let folder = folder.blocks(desk);
        durable::folder(&folder)?;
        let mut places = HashMap::new();
        for (epoch, path) in epochs_in(&folder)? {
            durable::sweep(&path)?;
            for file in fs::read_dir(&path)? {
                let name = file?.file_name();
                if let Some(address) = name.to_str().and_then(|name| decode_hex_array(name).ok()) {
                    places.insert(address, Place::Stored(epoch));
                    space.count_block(BLOCK_BYTES);
                }
            }
        }
        Ok(Self {
            folder,
            places: Mutex::new(places),
        })
    }

    /// Stores a block, or finds that it is there; blocks the thread until it is durable.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers; nothing is stored then.
    pub fn put(
        &self,
        address: Address,
        block: &[u8],
        epoch: u32,
        space: &Space,
    ) -> io::Result<Outcome> {
        match self.draft(address) {
            Some(Place::Draft) => return Ok(Outcome::Busy),
            Some(Place::Stored(epoch)) => return self.compare(address, epoch, block),
            None => {}
        }
        let outcome = self.write(address, block, epoch, space);
        let mut places = self.lock();
        if let Ok(Outcome::Stored) = outcome {
            places.insert(address, Place::Stored(epoch));
        } else {
            places.remove(&address);
        }
        outcome
    }

    /// Returns what is at an address; if nothing is, it is taken.
    fn draft(&self, address: Address) -> Option<Place> {
        let mut places = self.lock();
        let found = places.get(&address).copied();
        if found.is_none() {
            places.insert(address, Place::Draft);
        }
        found
    }

    fn compare(&self, address: Address, epoch: u32, block: &[u8]) -> io::Result<Outcome> {
        let stored = fs::read(self.path(address, epoch))?;
        Ok(if stored == block {
            Outcome::Same
        } else {
            Outcome::Different
        })
    }

    fn write(
        &self,
        address: Address,
        block: &[u8],
        epoch: u32,
        space: &Space,
    ) -> io::Result<Outcome> {
        if !space.book_block(BLOCK_BYTES) {
            return Ok(Outcome::Full);
        }
        let written = durable::folder(&self.folder.join(epoch.to_string()))
            .and_then(|()| durable::write(&self.path(address, epoch), block));
        if written.is_err() {
            space.drop_block(BLOCK_BYTES);
        }
        written.map(|()| Outcome::Stored)
    }

    /// Returns the path of a stored block.
    #[must_use]
    pub fn find(&self, address: &Address) -> Option<PathBuf> {
        match self.lock().get(address).copied() {
            Some(Place::Stored(epoch)) => Some(self.path(*address, epoch)),
            _ => None,
        }
    }

    /// Returns the addresses of all stored blocks, sorted.
    #[must_use]
    pub fn addresses(&self) -> Vec<Address> {
        let places = self.lock();
        let stored = places.iter().filter(|(_, place)| **place != Place::Draft);
        let mut addresses: Vec<Address> = stored.map(|(address, _)| *address).collect();
        drop(places);
        addresses.sort_unstable();
        addresses
    }

    /// Deletes every block that came in an epoch up to and including `epoch`.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers; what is left goes the next time.
    pub fn prune(&self, epoch: u32, space: &Space) -> io::Result<()> {
        for (found, path) in epochs_in(&self.folder)? {
            if found > epoch {
                continue;
            }
            let mut places = self.lock();
            let before = places.len();
            places.retain(|_, place| *place != Place::Stored(found));
            let gone = before - places.len();
            drop(places);
            durable::remove_folder(&path)?;
            space.drop_block(BLOCK_BYTES * gone as u64);
        }
        Ok(())
    }

    fn path(&self, address: Address, epoch: u32) -> PathBuf {
        self.folder
            .join(epoch.to_string())
            .join(encode_hex(&address))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Address, Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lists the folders of epochs.
fn epochs_in(folder: &Path) -> io::Result<Vec<(u32, PathBuf)>> {
    let mut epochs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(epoch) = name.and_then(|name| name.parse().ok()) {
            epochs.push((epoch, path));
        }
    }
    Ok(epochs)
}

#[cfg(test)]
mod tests;
