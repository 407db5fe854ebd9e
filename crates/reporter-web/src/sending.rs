//! One letter with its files, from content to sealed: blocks first, one at a time, then the letter.

use std::rc::Rc;

use bellrope_protocol::age::Identity;
use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::parcel::ParcelKey;
use bellrope_reporter::compose::{ComposeError, Correspondent};
use bellrope_reporter::pack::{Attachment, Packing, Step};
use bellrope_reporter::post::{BlockPost, Stored};
use bellrope_reporter::view::DeskView;
use bellrope_reporter::{Request, Response};
use rand_core::CryptoRng;
use serde::Serialize;

use crate::fault::Fault;
use crate::letter::Letter;
use crate::posting::Posting;

/// What a sending needs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(
    tag = "need",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Need {
    /// Content of a file, from where it was left: at least one byte, at most `max_len`.
    Content {
        /// The file, by its place in the list.
        file: usize,
        /// Most bytes to give.
        max_len: usize,
    },
    /// A request about a block: see [`Sending::request`].
    Store {
        /// Bytes stored so far.
        done: u64,
        /// Bytes that there will be.
        total: u64,
    },
    /// Everything is stored: see [`Sending::seal`].
    Seal,
}

/// A letter that is being prepared. Nothing of it has left the device before its first request.
pub struct Sending {
    view: Rc<DeskView>,
    writer: Correspondent,
    letter: Letter,
    parcel: Parcel,
}

/// How far the files are.
enum Parcel {
    None,
    Packing(Box<Packed>),
    Key(ParcelKey),
}

struct Packed {
    packing: Packing,
    post: BlockPost,
    stored: u32,
    /// Whether a block is ready and not stored yet.
    waits: bool,
}

impl Sending {
    /// Checks that everything can be sealed, by sealing it once into nothing: the letter, the number
    /// of its files' blocks, the week's key, the generator.
    ///
    /// # Errors
    ///
    /// `too-long`, `week`, `files`, `files-too-large`: nothing has left the device.
    pub(crate) fn new(
        view: Rc<DeskView>,
        writer: Correspondent,
        letter: Letter,
        files: Vec<Attachment>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, Fault> {
        let parcel = Parcel::of(&view, files, rng)?;
        let sending = Self {
            view,
            writer,
            letter,
            parcel,
        };
        sending.rehearse(rng)?;
        Ok(sending)
    }

    /// Seals the letter with a stand-in for its parcel's key, and throws it away.
    fn rehearse(&self, rng: &mut impl CryptoRng) -> Result<(), Fault> {
        let stand_in = |blocks| {
            let identity = Identity::from_seed(&[0; 32]);
            ParcelKey::from_parts(identity, &[0; 32], blocks, [0; 32])
        };
        let parcel = match &self.parcel {
            Parcel::Packing(packed) => Some(packed.packing.blocks()),
            Parcel::None | Parcel::Key(_) => None,
        };
        let parcel = parcel.map(stand_in).transpose();
        let parcel = parcel.map_err(ComposeError::from)?;
        let Letter { body, language } = self.letter.clone();
        self.writer.seal(body, language, parcel, rng)?;
        Ok(())
    }

    /// Returns the number of blocks that there will be.
    #[must_use]
    pub fn blocks(&self) -> u32 {
        match &self.parcel {
            Parcel::None => 0,
            Parcel::Packing(packed) => packed.packing.blocks(),
            Parcel::Key(key) => key.blocks(),
        }
    }

    /// Says what is needed next; the same again as long as it was not given.
    ///
    /// # Errors
    ///
    /// `files`, which would be a fault of the machines.
    pub fn need(&mut self) -> Result<Need, Fault> {
        let Parcel::Packing(packed) = &mut self.parcel else {
            return Ok(Need::Seal);
        };
        if packed.waits {
            return Ok(packed.progress());
        }
        match packed.packing.step()? {
            Step::Content { file, max_len } => Ok(Need::Content { file, max_len }),
            Step::Block => {
                packed.waits = true;
                Ok(packed.progress())
            }
            Step::Done => {
                self.parcel = std::mem::replace(&mut self.parcel, Parcel::None).finish()?;
                Ok(Need::Seal)
            }
        }
    }

    /// Gives the content that [`Need::Content`] asked for.
    ///
    /// # Errors
    ///
    /// `file-changed` if it is empty: the file is shorter than it was; `files` if it is too much.
    pub fn give(&mut self, content: &[u8]) -> Result<(), Fault> {
        match &mut self.parcel {
            Parcel::Packing(packed) if !packed.waits => Ok(packed.packing.give(content)?),
            _ => Err(Fault::new("files")),
        }
    }

    /// Returns the request that [`Need::Store`] speaks of: for a grant, or to store a block.
    ///
    /// # Errors
    ///
    /// `files` if no block is ready.
    pub fn request(&mut self) -> Result<Request, Fault> {
        match &mut self.parcel {
            Parcel::Packing(packed) if packed.waits => {
                let block = packed.packing.block();
                Ok(packed.post.request(block.address, block.bytes))
            }
            _ => Err(Fault::new("files")),
        }
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    ///
    /// `relay-full`, `relay-status`, `block-conflict`, `view`.
    pub fn answer(&mut self, response: &Response) -> Result<(), Fault> {
        let Parcel::Packing(packed) = &mut self.parcel else {
            return Err(Fault::new("files"));
        };
        if packed.post.answer(response)? == Stored::Yes {
            packed.stored += 1;
            packed.waits = false;
        }
        Ok(())
    }

    /// Seals the letter, once every block is stored.
    ///
    /// # Errors
    ///
    /// `files` if blocks are still to come; what beginning to send can end with.
    // spec: §10 P5
    pub fn seal(self, rng: &mut impl CryptoRng) -> Result<Posting, Fault> {
        let parcel = match self.parcel {
            Parcel::None => None,
            Parcel::Key(key) => Some(key),
            Parcel::Packing(_) => return Err(Fault::new("files")),
        };
        let Letter { body, language } = self.letter;
        let sealed = self.writer.seal(body, language, parcel, rng)?;
        Ok(Posting::new(self.view, sealed))
    }
}

impl std::fmt::Debug for Sending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

impl Parcel {
    fn of(
        view: &DeskView,
        files: Vec<Attachment>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, Fault> {
        if files.is_empty() {
            return Ok(Self::None);
        }
        Ok(Self::Packing(Box::new(Packed {
            packing: Packing::new(files, rng)?,
            post: BlockPost::new(view.card().desk.clone()),
            stored: 0,
            waits: false,
        })))
    }

    fn finish(self) -> Result<Self, Fault> {
        match self {
            Self::Packing(packed) => Ok(Self::Key(packed.packing.finish()?)),
            other => Ok(other),
        }
    }
}

impl Packed {
    fn progress(&self) -> Need {
        let bytes = |blocks: u32| u64::from(blocks) * BLOCK_LEN as u64;
        Need::Store {
            done: bytes(self.stored),
            total: bytes(self.packing.blocks()),
        }
    }
}
