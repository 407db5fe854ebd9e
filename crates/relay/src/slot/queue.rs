//! The queue before the writer thread: what may be asked of it.

use std::sync::mpsc::{Sender, channel};

use bellrope_protocol::limit::{LETTER_LEN, TAG_LEN};
use bytes::Bytes;
use tokio::sync::oneshot;

use super::LetterHash;

/// How the tag of a letter that is known already is held against the one that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagRule {
    /// The sender chose the tag: another one for the same letter is a conflict.
    Sent,
    /// The relay drew the tag: the one that the letter has already stands.
    Drawn,
}

/// A letter to store, of the right form.
pub struct Post {
    /// The desk's number.
    pub desk: u32,
    /// The letter.
    pub letter: Letter,
    /// Its hash.
    pub hash: LetterHash,
    /// Its tag.
    pub tag: [u8; TAG_LEN],
    /// Whose the tag is.
    pub tag_rule: TagRule,
}

/// A letter's bytes, of the right length.
#[derive(Debug, Clone)]
pub struct Letter(Bytes);

impl Letter {
    /// Takes the bytes; `None` if they are not [`LETTER_LEN`].
    #[must_use]
    pub fn new(bytes: Bytes) -> Option<Self> {
        (bytes.len() == LETTER_LEN).then_some(Self(bytes))
    }

    /// Returns the bytes; `None` never, since the length was checked.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8; LETTER_LEN]> {
        self.0.first_chunk()
    }
}

/// A letter is durable: what its receipt says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// The end of its epoch.
    pub epoch: u32,
    /// Its tag.
    pub tag: [u8; TAG_LEN],
}

/// Why a letter is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not of the form of a letter.
    Form,
    /// No slot is free.
    Full,
    /// The same letter is here under another tag.
    Conflict,
    /// The disk failed; it may work again.
    Broken,
}

/// What becomes of a letter.
pub type Answer = Result<Entered, Refusal>;

/// A letter that waits, as a sealing takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Its slot.
    pub position: u32,
    /// SHA-256 of the letter.
    pub body: [u8; 32],
    /// Its tag.
    pub tag: [u8; TAG_LEN],
    /// The end of the epoch that its receipt promised.
    pub epoch: u32,
}

/// An entry that is in the log now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// SHA-256 of the letter.
    pub body: [u8; 32],
    /// Its index in the log.
    pub index: u64,
}

/// What the writer thread is asked.
pub(super) enum Request {
    Post(Box<Post>, oneshot::Sender<Answer>),
    Take {
        desk: u32,
        epoch: u32,
        answer: Sender<Vec<Taken>>,
    },
    Settle {
        desk: u32,
        logged: Vec<Logged>,
        window_start: u64,
        answer: Sender<()>,
    },
    Probe(Sender<bool>),
    Count(Sender<usize>),
    Stop,
}

/// The way to the writer thread. Clones lead to the same one.
#[derive(Clone)]
pub struct Queue {
    pub(super) sender: Sender<Request>,
}

/// The writer thread is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("slot writer has stopped")]
pub struct QueueError;

impl Queue {
    /// Stores a letter; answers when it is durable.
    ///
    /// # Errors
    ///
    /// [`QueueError`] when the writer has stopped: the letter may or may not be stored.
    pub async fn post(&self, post: Post) -> Result<Answer, QueueError> {
        let (answer, asked) = oneshot::channel();
        self.send(Request::Post(Box::new(post), answer))?;
        asked.await.map_err(|_| QueueError)
    }

    /// Lists the letters of a desk whose epoch ends at or before `epoch`. They stay.
    ///
    /// # Errors
    ///
    /// [`QueueError`] when the writer has stopped.
    pub fn take(&self, desk: u32, epoch: u32) -> Result<Vec<Taken>, QueueError> {
        self.ask(|answer| Request::Take {
            desk,
            epoch,
            answer,
        })
    }

    /// Says that entries are in the log: their slots are wiped, and the letters stay known.
    /// Entries before `window_start` are forgotten.
    ///
    /// # Errors
    ///
    /// [`QueueError`] when the writer has stopped.
    pub fn settle(
        &self,
        desk: u32,
        logged: Vec<Logged>,
        window_start: u64,
    ) -> Result<(), QueueError> {
        self.ask(|answer| Request::Settle {
            desk,
            logged,
            window_start,
            answer,
        })
    }

    /// Says whether the slot file works; tries to mend it first if it did not.
    ///
    /// # Errors
    ///
    /// [`QueueError`] when the writer has stopped.
    pub fn probe(&self) -> Result<bool, QueueError> {
        self.ask(Request::Probe)
    }

    /// Returns the number of letters that wait, of all desks.
    ///
    /// # Errors
    ///
    /// [`QueueError`] when the writer has stopped.
    pub fn count(&self) -> Result<usize, QueueError> {
        self.ask(Request::Count)
    }

    /// Ends the writer thread after what has queued.
    pub fn stop(&self) {
        // Already gone is as good.
        let _ = self.send(Request::Stop);
    }

    /// Asks and waits; blocks, so never on an async worker.
    fn ask<T>(&self, request: impl FnOnce(Sender<T>) -> Request) -> Result<T, QueueError> {
        let (answer, asked) = channel();
        self.send(request(answer))?;
        asked.recv().map_err(|_| QueueError)
    }

    fn send(&self, request: Request) -> Result<(), QueueError> {
        self.sender.send(request).map_err(|_| QueueError)
    }
}
