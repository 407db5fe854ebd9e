//! The slot file on its disk.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rand::Rng as _;
use rand::rngs::StdRng;

use super::{SLOT_LEN, Syncer};
use crate::durable;

/// What slots are written to: the file, or in tests one that fails.
pub trait Medium: Send + 'static {
    /// Returns the number of slots.
    fn count(&self) -> u32;

    /// Reads one slot.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    fn read(&self, position: u32, slot: &mut [u8; SLOT_LEN]) -> io::Result<()>;

    /// Overwrites one slot; durable after [`Syncer::sync`].
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    fn write(&mut self, position: u32, slot: &[u8; SLOT_LEN]) -> io::Result<()>;

    /// Opens the file again after an error.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    fn reopen(&mut self) -> io::Result<()>;

    /// Opens what makes its writes durable, for a thread of its own.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    fn syncer(&self) -> io::Result<impl Syncer + use<Self>>;

    /// Lets go of what reading every slot has left in memory.
    ///
    /// Reading or filling a file from end to end leaves it in the system's cache in pieces of up
    /// to 2 MiB, and a write to any part of such a piece costs the whole of it: measured, three
    /// times the letters a second without them.
    fn uncache(&self) {}

    /// Hides when the file was last written, as far as a file system lets.
    fn blur(&self);
}

/// The file of slots.
#[derive(Debug)]
pub struct SlotFile {
    path: PathBuf,
    file: File,
    count: u32,
}

impl SlotFile {
    /// Opens the file, or makes it with `count` slots of random bytes. A file with fewer is
    /// extended; one with more is used as it is, since its slots may hold letters.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers; `InvalidData` if the file is not a whole number of slots.
    pub fn open(path: &Path, count: u32, rng: &mut StdRng) -> io::Result<Self> {
        if !path.try_exists()? {
            create(path, count, rng)?;
        }
        let file = open(path)?;
        let found = slots_in(&file)?;
        if found < count {
            fill(&file, found..count, rng)?;
            file.sync_all()?;
        }
        Ok(Self {
            path: path.to_owned(),
            file,
            count: found.max(count),
        })
    }

    /// Opens a second handle for reading, which sees every write at once.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    pub fn reader(&self) -> io::Result<Self> {
        Ok(Self {
            path: self.path.clone(),
            file: File::open(&self.path)?,
            count: self.count,
        })
    }
}

impl Medium for SlotFile {
    fn count(&self) -> u32 {
        self.count
    }

    fn read(&self, position: u32, slot: &mut [u8; SLOT_LEN]) -> io::Result<()> {
        self.file.read_exact_at(slot, offset(position))
    }

    fn write(&mut self, position: u32, slot: &[u8; SLOT_LEN]) -> io::Result<()> {
        self.file.write_all_at(slot, offset(position))
    }

    fn syncer(&self) -> io::Result<impl Syncer + use<>> {
        // Opened, not duplicated: the system tells each opened file of a lost write once.
        Ok(Self {
            path: self.path.clone(),
            file: open(&self.path)?,
            count: self.count,
        })
    }

    fn reopen(&mut self) -> io::Result<()> {
        self.file = open(&self.path)?;
        Ok(())
    }

    fn uncache(&self) {
        // Advice: where it is not taken, writing is slower and nothing else.
        let _ = rustix::fs::fadvise(&self.file, 0, None, rustix::fs::Advice::DontNeed);
    }

    fn blur(&self) {
        // The change time cannot be set, but this call sets it to now: called all the time, it
        // tells only that the relay ran. Failure changes nothing that anyone relies on.
        let _ = self.file.set_modified(SystemTime::UNIX_EPOCH);
    }
}

impl Syncer for SlotFile {
    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn reopen(&mut self) -> io::Result<()> {
        self.file = open(&self.path)?;
        Ok(())
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path)
}

/// Makes the whole file under another name first, so that it is there entirely or not at all.
fn create(path: &Path, count: u32, rng: &mut StdRng) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&temporary)?;
    fill(&file, 0..count, rng)?;
    file.sync_all()?;
    durable::rename(&temporary, path)
}

fn fill(file: &File, positions: std::ops::Range<u32>, rng: &mut StdRng) -> io::Result<()> {
    let mut slot = Box::new([0; SLOT_LEN]);
    for position in positions {
        rng.fill_bytes(slot.as_mut_slice());
        file.write_all_at(slot.as_slice(), offset(position))?;
    }
    Ok(())
}

fn slots_in(file: &File) -> io::Result<u32> {
    let len = file.metadata()?.len();
    let slot = u64::try_from(SLOT_LEN).map_err(io::Error::other)?;
    // Half a slot at the end is an extension that did not finish: no letter was ever in it.
    u32::try_from(len / slot).map_err(io::Error::other)
}

fn offset(position: u32) -> u64 {
    u64::from(position) * SLOT_LEN as u64
}
