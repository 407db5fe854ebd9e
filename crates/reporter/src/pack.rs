//! Attachments: one ustar archive, sealed as a parcel, block by block, in constant memory.
//!
//! Spec: docs/protocol.md §10.

use std::collections::BTreeSet;
use std::fmt;

use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::parcel::{
    BlockAddress, ParcelKey, ParcelPlan, ParcelSealer, PlanError, SealError,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// Length of an archive's records, in bytes.
const RECORD_LEN: usize = 512;
/// Longest name of a file in the archive, in bytes: what every ustar reader takes.
pub const NAME_MAX_LEN: usize = 100;
/// Most bytes of content that are taken at a time.
pub const CONTENT_MAX_LEN: usize = 65_536;

/// One file to attach.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name in the archive: without folders.
    pub name: String,
    /// Its length, in bytes.
    pub len: u64,
}

impl fmt::Debug for Attachment {
    /// Prints the length only: a file's name may say who the reporter is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

/// What a packing needs or gives next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Content of a file, from where it was left: at least one byte, at most `max_len`.
    Content {
        /// The file, by its place in the list.
        file: usize,
        /// Most bytes to give.
        max_len: usize,
    },
    /// A block is ready: see [`Packing::block`].
    Block,
    /// All blocks have been given out.
    Done,
}

/// One block, ready to be stored.
#[derive(Clone, Copy)]
pub struct PackedBlock<'a> {
    /// Its place in the parcel, from 0.
    pub index: u32,
    /// Where it is stored.
    pub address: BlockAddress,
    /// Its bytes.
    pub bytes: &'a [u8; BLOCK_LEN],
}

/// Packs attachments into the blocks of one parcel.
///
/// Ask [`Packing::step`] until it says [`Step::Done`], then call [`Packing::finish`]. Memory is two
/// blocks and little more, whatever the files are.
pub struct Packing {
    files: Vec<Attachment>,
    sealer: ParcelSealer,
    blocks: u32,
    /// Archive bytes that are not sealed yet.
    waiting: Zeroizing<Vec<u8>>,
    taken: usize,
    place: Place,
    block: Box<[u8; BLOCK_LEN]>,
    index: u32,
    address: BlockAddress,
}

/// How far the archive has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Header { file: usize },
    Content { file: usize, left: u64 },
    Trailer,
    Padding,
}

impl Packing {
    /// Plans the parcel of these files, in this order.
    ///
    /// # Errors
    ///
    /// [`PackError::Name`] for a name that is empty, a path, too long or there twice;
    /// [`PackError::Plan`] if the files do not fit into the largest parcel.
    pub fn new(files: Vec<Attachment>, rng: &mut impl CryptoRng) -> Result<Self, PackError> {
        check_names(&files)?;
        let plan = plan(&files)?;
        Ok(Self {
            files,
            sealer: ParcelSealer::new(plan, rng),
            blocks: plan.blocks(),
            waiting: Zeroizing::new(Vec::with_capacity(CONTENT_MAX_LEN + 2 * RECORD_LEN)),
            taken: 0,
            place: Place::Header { file: 0 },
            block: Box::new([0; BLOCK_LEN]),
            index: 0,
            address: BlockAddress::from_bytes([0; 16]),
        })
    }

    /// Returns the number of blocks that there will be.
    #[must_use]
    pub fn blocks(&self) -> u32 {
        self.blocks
    }

    /// Returns the block that [`Step::Block`] announced.
    #[must_use]
    pub fn block(&self) -> PackedBlock<'_> {
        PackedBlock {
            index: self.index,
            address: self.address,
            bytes: &self.block,
        }
    }

    /// Goes on as far as it can.
    ///
    /// # Errors
    ///
    /// [`PackError::Seal`], which would be a fault of this crate; [`PackError::Name`] as above.
    pub fn step(&mut self) -> Result<Step, PackError> {
        loop {
            if self.seal_waiting()? {
                return Ok(Step::Block);
            }
            match self.place {
                Place::Header { file } => self.write_header(file)?,
                Place::Content { file, left: 0 } => self.end_file(file),
                Place::Content { file, left } => {
                    let max_len = usize::try_from(left).unwrap_or(CONTENT_MAX_LEN);
                    let max_len = max_len.min(CONTENT_MAX_LEN);
                    return Ok(Step::Content { file, max_len });
                }
                Place::Trailer => {
                    self.waiting.resize(2 * RECORD_LEN, 0);
                    self.place = Place::Padding;
                }
                Place::Padding => return self.pad(),
            }
        }
    }

    /// Gives the content that [`Step::Content`] asked for.
    ///
    /// # Errors
    ///
    /// [`PackError::NotAsked`] if there was no such question or the content is too long;
    /// [`PackError::Ended`] if it is empty: the file is shorter than it was said to be.
    pub fn give(&mut self, content: &[u8]) -> Result<(), PackError> {
        let Place::Content { file, left } = self.place else {
            return Err(PackError::NotAsked);
        };
        if content.is_empty() {
            return Err(PackError::Ended { file });
        }
        let len = content.len() as u64;
        if len > left || content.len() > CONTENT_MAX_LEN || !self.waiting.is_empty() {
            return Err(PackError::NotAsked);
        }
        self.waiting.extend_from_slice(content);
        self.place = Place::Content {
            file,
            left: left - len,
        };
        Ok(())
    }

    /// Ends the parcel and returns its key, for the letter.
    ///
    /// # Errors
    ///
    /// [`PackError::Seal`] if blocks are still to come.
    pub fn finish(self) -> Result<ParcelKey, PackError> {
        Ok(self.sealer.finish()?)
    }

    /// Seals what waits; says whether a block became ready.
    fn seal_waiting(&mut self) -> Result<bool, PackError> {
        let mut rest = &self.waiting[self.taken..];
        let before = rest.len();
        if let Some(block) = self.sealer.push(&mut rest)? {
            self.block.copy_from_slice(block.bytes);
            (self.index, self.address) = (block.index, block.address);
            self.taken += before - rest.len();
            return Ok(true);
        }
        self.waiting.clear();
        self.taken = 0;
        Ok(false)
    }

    fn pad(&mut self) -> Result<Step, PackError> {
        let Some(block) = self.sealer.pad()? else {
            return Ok(Step::Done);
        };
        self.block.copy_from_slice(block.bytes);
        (self.index, self.address) = (block.index, block.address);
        Ok(Step::Block)
    }

    fn write_header(&mut self, file: usize) -> Result<(), PackError> {
        let Some(attachment) = self.files.get(file) else {
            self.place = Place::Trailer;
            return Ok(());
        };
        let header = header(attachment).ok_or(PackError::Name { file })?;
        self.waiting.extend_from_slice(&header);
        self.place = Place::Content {
            file,
            left: attachment.len,
        };
        Ok(())
    }

    /// Fills the last record of a file up with zeros.
    fn end_file(&mut self, file: usize) {
        let over = self
            .files
            .get(file)
            .map_or(0, |f| f.len % RECORD_LEN as u64);
        if over > 0 {
            let fill = RECORD_LEN - usize::try_from(over).unwrap_or(0);
            self.waiting.resize(fill, 0);
        }
        self.place = Place::Header { file: file + 1 };
    }
}

impl fmt::Debug for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Packing").finish_non_exhaustive()
    }
}

/// Chooses the name of a file in the archive: its own, shortened if needed with its ending kept,
/// and told apart from the names that are there already.
#[must_use]
pub fn archive_name(wished: &str, taken: &[Attachment]) -> String {
    let clean: String = wished
        .chars()
        .map(|c| {
            if matches!(c, '/' | '\\') || c.is_control() {
                '_'
            } else {
                c
            }
        })
        .collect();
    let (stem, ending) = match clean.rsplit_once('.') {
        _ if matches!(clean.as_str(), "" | "." | "..") => ("file", String::new()),
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 16 => {
            (stem, format!(".{ending}"))
        }
        _ => (clean.as_str(), String::new()),
    };
    let names = (1u32..).map(|number| {
        let ending = match number {
            1 => ending.clone(),
            _ => format!("-{number}{ending}"),
        };
        format!("{}{ending}", cut(stem, NAME_MAX_LEN - ending.len()))
    });
    let is_free = |name: &String| taken.iter().all(|file| &file.name != name);
    names.into_iter().find(is_free).unwrap_or_default()
}

/// Cuts text to at most `max_len` bytes, between characters.
fn cut(text: &str, max_len: usize) -> &str {
    &text[..text.floor_char_boundary(max_len)]
}

fn check_names(files: &[Attachment]) -> Result<(), PackError> {
    let mut seen = BTreeSet::new();
    for (file, attachment) in files.iter().enumerate() {
        let name = attachment.name.as_str();
        let is_path = name.contains(['/', '\\', '\0']) || matches!(name, "" | "." | "..");
        if is_path || name.len() > NAME_MAX_LEN || !seen.insert(name) {
            return Err(PackError::Name { file });
        }
    }
    Ok(())
}

fn plan(files: &[Attachment]) -> Result<ParcelPlan, PackError> {
    let record = RECORD_LEN as u64;
    let len = files.iter().fold(2 * record, |len, file| {
        let content = file.len.div_ceil(record).saturating_mul(record);
        len.saturating_add(record).saturating_add(content)
    });
    Ok(ParcelPlan::new(len)?)
}

/// Writes the ustar header of one file: no owner, no time.
// spec: §10 P1
fn header(file: &Attachment) -> Option<[u8; RECORD_LEN]> {
    let mut header = tar::Header::new_ustar();
    header.set_path(&file.name).ok()?;
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(file.len);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_cksum();
    Some(*header.as_bytes())
}

/// Why attachments cannot be packed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// A name is empty, a path, longer than [`NAME_MAX_LEN`], or there twice.
    #[error("attachment {file} has a name that cannot be in the archive")]
    Name {
        /// The file, by its place in the list, from 0.
        file: usize,
    },
    /// The files do not fit into the largest parcel.
    #[error("attachments do not fit into a parcel")]
    Plan(#[from] PlanError),
    /// A file ended before the length that it was said to have.
    #[error("attachment {file} is shorter than it was when it was chosen")]
    Ended {
        /// The file, by its place in the list, from 0.
        file: usize,
    },
    /// Content was given without a question, or more than was asked for.
    #[error("more content was given than was asked for")]
    NotAsked,
    /// The parcel cannot be sealed on.
    #[error("cannot seal the parcel")]
    Seal(#[from] SealError),
}

#[cfg(test)]
mod tests;
