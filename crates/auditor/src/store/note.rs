//! What in the database is signed, and by whom.

use std::collections::BTreeMap;

use bellrope_protocol::base::{Base, DeskName, Host};
use bellrope_protocol::card::{Ed25519PublicKey, Pin, SignedCard};
use bellrope_protocol::note::{KeyName, SignedNote, VerifierKey};
use bellrope_transparency::checkpoint::SignedCheckpoint;
use bellrope_transparency::log_note::{
    BatchNote, Board, ConfirmNote, LOG_NOTE_MAX_LEN, LogNote as _, NoteKeys, PrunedNote,
    RepliesNote,
};
use bellrope_transparency::tree::{Hash, TreeHead};

use super::table::{INTAKE, LogId, REPLIES};

/// Whose signatures are looked for.
#[derive(Debug, Clone)]
pub struct Signers {
    /// The relay's host.
    pub host: Host,
    /// The relay's log key.
    pub log: Ed25519PublicKey,
    /// The relay's receipt key, which the cards must name too.
    pub receipt: Ed25519PublicKey,
    /// Length of an epoch, in seconds.
    pub epoch_secs: u32,
    /// Desks by number, with the push keys of their newest cards.
    pub desks: BTreeMap<u32, Desk>,
}

/// A desk, as the database names it.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Its short name.
    pub name: DeskName,
    /// The push keys that its newest card names.
    pub push: Option<NoteKeys>,
}

/// A batch, of letters or of replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub number: u64,
    /// Its first entry.
    pub first: u64,
    /// How many it has.
    pub count: u32,
    /// The epoch at whose end it was sealed, or the end of its day.
    pub epoch: u64,
    /// The root over its entries.
    pub root: Hash,
}

impl Signers {
    fn base(&self, desk: u32) -> Option<Base> {
        let desk = self.desks.get(&desk)?;
        Some(Base::new(self.host.clone(), desk.name.clone()))
    }

    /// Returns the log key under a log's origin.
    #[must_use]
    pub fn log_key(&self, log: LogId) -> Option<VerifierKey> {
        let base = self.base(log.desk)?;
        let origin = KeyName::new(format!("{base}/{}", log.name())).ok()?;
        Some(self.log.verifier(origin))
    }

    fn push_keys(&self, desk: u32) -> Option<&NoteKeys> {
        self.desks.get(&desk)?.push.as_ref()
    }

    /// Reads a checkpoint that the log key has signed. `None` if it is none.
    #[must_use]
    pub fn checkpoint(&self, log: LogId, bytes: &[u8]) -> Option<TreeHead> {
        let signed = SignedCheckpoint::parse(bytes).ok()?;
        let verified = signed.verify(&self.log_key(log)?).ok()?;
        // Nothing but the checkpoint: no lines of extension, one spelling.
        let plain = verified.checkpoint().extensions().is_empty()
            && verified.as_signed().to_string().as_bytes() == bytes;
        plain.then(|| verified.head())
    }

    /// Reads the note of a batch: the relay's for letters, the desk's for replies.
    #[must_use]
    pub fn batch(&self, log: LogId, bytes: &[u8]) -> Option<Batch> {
        let note = only_note(bytes)?;
        match log.kind {
            INTAKE => {
                let note = BatchNote::verify(note, &self.log_key(log)?).ok()?;
                Some(Batch {
                    number: note.number,
                    first: note.first,
                    count: note.count,
                    epoch: note.epoch.into(),
                    root: note.root,
                })
            }
            REPLIES => {
                let note = RepliesNote::verify_by(note, self.push_keys(log.desk)?).ok()?;
                let origin = format!("{}/replies", self.base(log.desk)?);
                (note.origin.as_str() == origin).then(|| Batch {
                    number: note.number,
                    first: note.first,
                    count: note.count,
                    epoch: note.day.end_secs(),
                    root: note.root,
                })
            }
            _ => None,
        }
    }

    /// Reads the note that a batch's bodies are gone.
    #[must_use]
    pub fn pruned(&self, log: LogId, bytes: &[u8]) -> Option<PrunedNote> {
        let note = only_note(bytes)?;
        PrunedNote::verify(note, &self.log_key(log)?).ok()
    }

    /// Reads a desk's confirmation.
    #[must_use]
    pub fn confirm(&self, desk: u32, bytes: &[u8]) -> Option<ConfirmNote> {
        let note = only_note(bytes)?;
        let confirm = ConfirmNote::verify_by(note, self.push_keys(desk)?).ok()?;
        let origin = format!("{}/intake", self.base(desk)?);
        (confirm.origin.as_str() == origin).then_some(confirm)
    }

    /// Reads a board of a desk; returns its number.
    #[must_use]
    pub fn board(&self, desk: u32, bytes: &[u8]) -> Option<u64> {
        let note = only_note_of(bytes, Board::MAX_LEN)?;
        let board = Board::verify_by(note, self.push_keys(desk)?).ok()?;
        let origin = format!("{}/board", self.base(desk)?);
        (board.origin.as_str() == origin).then_some(board.number)
    }

    /// Reads a card of a desk, signed by the root that it names itself: whether that root is the
    /// desk's is told by its fingerprint, see `keys`.
    #[must_use]
    pub fn card(&self, desk: u32, bytes: &[u8]) -> Option<(u64, NoteKeys, String)> {
        let base = self.base(desk)?;
        let signed = SignedCard::parse(bytes).ok()?;
        let pin = Pin {
            host: Some(base.host.clone()),
            desk: Some(base.desk.clone()),
            ..Pin::new(signed.unverified_card().founding.fingerprint())
        };
        let verified = signed.verify(&pin).ok()?;
        let card = verified.card();
        let relay = &card.relay;
        if (relay.log, relay.receipt, relay.epoch_secs) != (self.log, self.receipt, self.epoch_secs)
        {
            return None;
        }
        let fingerprint = bellrope_protocol::encoding::encode_hex(pin.fingerprint.as_bytes());
        Some((card.serial, NoteKeys::push(card), fingerprint))
    }
}

/// Reads a note with one signature and nothing around it.
fn only_note(bytes: &[u8]) -> Option<SignedNote> {
    only_note_of(bytes, LOG_NOTE_MAX_LEN)
}

fn only_note_of(bytes: &[u8], max_len: usize) -> Option<SignedNote> {
    let note = SignedNote::parse(bytes, max_len).ok()?;
    (note.signatures().len() == 1 && note.to_string().as_bytes() == bytes).then_some(note)
}
