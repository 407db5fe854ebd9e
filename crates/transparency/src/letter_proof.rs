//! A proof for the reporter's hand: that one entry is in a desk's public intake log, checkable by
//! anyone who knows the desk's fingerprint, without the relay and without the case code.
//!
//! # Wire format
//!
//! A C2SP tlog-proof ([`crate::proof`]) of the entry, whose extra data is
//!
//! ```text
//! bellrope/1 proof⏎
//! <entry, 106 hex digits>⏎
//! <length of the card> <length of the confirmation, or 0>⏎
//! card ‖ confirmation ‖ its hashes in base64, one a line
//! ```
//!
//! Every byte is checked: nobody can add a line that means something to somebody else. What it
//! gives away is that its holder knows which entry is a letter.
//!
//! Spec: docs/protocol.md §11.7.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_protocol::card::{Card, ParseCardError, Pin, SignedCard, VerifyCardError};
use bellrope_protocol::encoding::{decode_hex_array, encode_hex};
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::note::{KeyName, ParseNoteError, SignedNote, VerifierKey};
use bellrope_protocol::time::Day;

use crate::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use crate::entry::{Entry, EntryError};
use crate::log_note::{ConfirmNote, LOG_NOTE_MAX_LEN, LogNote as _, LogNoteError, NoteKeys};
use crate::proof::{LogProof, ParseProofError, VerifyProofError};
use crate::tree::{Hash, InclusionProof, ProofError};

#[cfg(test)]
mod tests;

/// What the extra data begins with.
const FIRST_LINE: &str = "bellrope/1 proof\n";

/// A proof of a letter, not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterProof {
    entry: Entry,
    card: SignedCard,
    confirm: Option<ConfirmProof>,
    proof: LogProof,
}

/// The desk's confirmation, and the hashes that lead from the entry to its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmProof {
    /// The signed note.
    pub note: SignedNote,
    /// The hashes.
    pub inclusion: InclusionProof,
}

/// What leads from the entry to the checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The entry's index.
    pub index: u64,
    /// The hashes.
    pub inclusion: InclusionProof,
    /// The checkpoint, with its cosignatures.
    pub checkpoint: VerifiedCheckpoint,
}

impl LetterProof {
    /// Puts a proof together. Signatures of the checkpoint that are neither the log's nor those of
    /// a witness of the card are left out, for nobody could check them.
    ///
    /// # Errors
    ///
    /// [`ParseProofError::Checkpoint`] if no signature is left.
    pub fn new(
        entry: Entry,
        card: SignedCard,
        place: Place,
        confirm: Option<ConfirmProof>,
    ) -> Result<Self, ParseProofError> {
        let checkpoint = without_strangers(&place.checkpoint, card.unverified_card())?;
        let extra = write_extra(&entry, &card, confirm.as_ref());
        let proof = LogProof::new(place.index, place.inclusion, checkpoint, Some(extra));
        Ok(Self {
            entry,
            card,
            confirm,
            proof,
        })
    }

    /// Parses a proof of at most [`PROOF_MAX_LEN`](crate::proof::PROOF_MAX_LEN) bytes.
    ///
    /// # Errors
    ///
    /// [`ParseLetterProofError`], by the first rule that does not hold.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseLetterProofError> {
        let proof = LogProof::parse(bytes)?;
        let extra = proof
            .unverified_extra()
            .ok_or(ParseLetterProofError::Extra)?;
        let Extra {
            entry,
            card,
            confirm,
        } = read_extra(extra)?;
        // One spelling: what was read writes the same.
        if write_extra(&entry, &card, confirm.as_ref()) != extra {
            return Err(ParseLetterProofError::Extra);
        }
        Ok(Self {
            entry,
            card,
            confirm,
            proof,
        })
    }

    /// Returns the fingerprint of the desk that the proof claims: to name it, not to believe.
    #[must_use]
    pub fn unverified_fingerprint(&self) -> Fingerprint {
        self.card.unverified_card().founding.fingerprint()
    }

    /// Verifies the proof under the fingerprint of a desk, which must come from elsewhere.
    ///
    /// # Errors
    ///
    /// [`VerifyLetterProofError`], by variant.
    // spec: §11.7 V1–V4
    pub fn verify(self, fingerprint: Fingerprint) -> Result<ProvenLetter, VerifyLetterProofError> {
        // spec: V1
        let card = self.card.verify(&Pin::new(fingerprint))?;
        let card = card.card();
        // spec: V2
        let leaf = self.entry.leaf_hash();
        let included = self.proof.verify(leaf, &card.intake_log_verifier())?;
        // spec: V3
        let witnesses = cosigned(&included.checkpoint, card)?;
        // spec: V4
        let confirmed = match self.confirm {
            Some(confirm) => Some(confirm.verify(leaf, included.index, card)?),
            None => None,
        };
        Ok(ProvenLetter {
            entry: self.entry,
            index: included.index,
            size: included.checkpoint.head().size,
            card: card.clone(),
            witnesses,
            confirmed,
        })
    }
}

impl fmt::Display for LetterProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.proof.fmt(f)
    }
}

impl ConfirmProof {
    /// Verifies that the desk confirmed the entry; returns the size that it confirmed.
    fn verify(self, leaf: Hash, index: u64, card: &Card) -> Result<u64, VerifyLetterProofError> {
        let confirm = ConfirmNote::verify_by(self.note, &NoteKeys::push(card))?;
        if confirm.origin != *card.intake_log_verifier().name() {
            return Err(VerifyLetterProofError::OtherLog);
        }
        self.inclusion
            .verify(leaf, index, &confirm.head())
            .map_err(VerifyLetterProofError::ConfirmInclusion)?;
        Ok(confirm.size)
    }
}

/// An entry that is in the intake log of a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenLetter {
    /// The entry: hash of the letter, its tag, the end of its epoch.
    pub entry: Entry,
    /// Its index in the log.
    pub index: u64,
    /// The size of the log in the checkpoint of the proof.
    pub size: u64,
    /// The desk's card that the proof was checked with.
    pub card: Card,
    /// The witnesses that cosigned the checkpoint, earliest first.
    pub witnesses: Vec<Cosigned>,
    /// The size up to which the desk said that it had everything; above the index.
    pub confirmed: Option<u64>,
}

/// A witness that saw the log with the entry in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// When it said so, in Unix seconds.
    pub time: u64,
    /// Its name.
    pub witness: KeyName,
}

impl ProvenLetter {
    /// Returns the day on which the letter was logged, by the relay's own word: that of the last
    /// second of its epoch (UTC).
    #[must_use]
    pub fn day(&self) -> Day {
        Day::of(u64::from(self.entry.epoch).saturating_sub(1))
    }
}

/// Lists the witnesses of a checkpoint; every signature must be the log's or one of theirs.
fn cosigned(
    checkpoint: &VerifiedCheckpoint,
    card: &Card,
) -> Result<Vec<Cosigned>, VerifyLetterProofError> {
    let note = checkpoint.as_signed();
    let log = card.intake_log_verifier();
    let mut found = Vec::new();
    for signature in note.signatures() {
        if log.matches(signature) {
            continue;
        }
        let refused = || VerifyLetterProofError::Cosignature {
            name: signature.name().clone(),
        };
        let witness = witness_of(card, |key| key.matches(signature)).ok_or_else(refused)?;
        let time = witness
            .verify(note.unverified_text(), signature)
            .map_err(|_| refused())?;
        found.extend(time.map(|time| Cosigned {
            time,
            witness: witness.name().clone(),
        }));
    }
    found.sort_by_key(|cosigned| cosigned.time);
    Ok(found)
}

fn witness_of(card: &Card, is_it: impl Fn(&VerifierKey) -> bool) -> Option<&VerifierKey> {
    card.witnesses.keys.iter().find(|key| is_it(key))
}

/// Writes a checkpoint without the signatures of keys that the card does not name.
fn without_strangers(
    checkpoint: &VerifiedCheckpoint,
    card: &Card,
) -> Result<SignedCheckpoint, ParseProofError> {
    let note = checkpoint.as_signed();
    let text = note.to_string();
    let (head, signatures) = text.split_once("\n\n").unwrap_or((&text, ""));
    let log = card.intake_log_verifier();
    let kept: String = note
        .signatures()
        .iter()
        .zip(signatures.split_inclusive('\n'))
        .filter(|(signature, _)| {
            log.matches(signature) || witness_of(card, |key| key.matches(signature)).is_some()
        })
        .map(|(_, line)| line)
        .collect();
    let note = format!("{head}\n\n{kept}");
    Ok(SignedCheckpoint::parse(note.as_bytes())?)
}

struct Extra {
    entry: Entry,
    card: SignedCard,
    confirm: Option<ConfirmProof>,
}

fn write_extra(entry: &Entry, card: &SignedCard, confirm: Option<&ConfirmProof>) -> Vec<u8> {
    let note = confirm.map(|confirm| confirm.note.to_string());
    let note = note.unwrap_or_default();
    let entry = encode_hex(&entry.to_bytes());
    let lengths = format!("{} {}", card.as_bytes().len(), note.len());
    let mut extra = format!("{FIRST_LINE}{entry}\n{lengths}\n").into_bytes();
    extra.extend_from_slice(card.as_bytes());
    extra.extend_from_slice(note.as_bytes());
    for hash in confirm.iter().flat_map(|confirm| &confirm.inclusion.0) {
        extra.extend_from_slice(format!("{hash}\n").as_bytes());
    }
    extra
}

fn read_extra(extra: &[u8]) -> Result<Extra, ParseLetterProofError> {
    let text = str::from_utf8(extra).map_err(|_| ParseLetterProofError::Extra)?;
    let refused = ParseLetterProofError::Extra;
    let parts = text.strip_prefix(FIRST_LINE).and_then(|rest| {
        let (entry, rest) = rest.split_once('\n')?;
        let (lengths, rest) = rest.split_once('\n')?;
        let (card, confirm) = lengths.split_once(' ')?;
        let (card, rest) = rest.split_at_checked(card.parse().ok()?)?;
        let (confirm, hashes) = rest.split_at_checked(confirm.parse().ok()?)?;
        Some((entry, card, confirm, hashes))
    });
    let (entry, card, confirm, hashes) = parts.ok_or(refused)?;
    let entry: [u8; Entry::LEN] =
        decode_hex_array(entry).map_err(|_| ParseLetterProofError::Extra)?;
    Ok(Extra {
        entry: Entry::parse(&entry)?,
        card: SignedCard::parse(card.as_bytes())?,
        confirm: read_confirm(confirm, hashes)?,
    })
}

fn read_confirm(note: &str, hashes: &str) -> Result<Option<ConfirmProof>, ParseLetterProofError> {
    if note.is_empty() {
        let is_end = hashes.is_empty();
        return is_end.then_some(None).ok_or(ParseLetterProofError::Extra);
    }
    let hash = |line: &str| {
        let bytes = STANDARD.decode(line).ok()?;
        Some(Hash::from_bytes(bytes.try_into().ok()?))
    };
    let hashes: Option<Vec<Hash>> = hashes.lines().map(hash).collect();
    Ok(Some(ConfirmProof {
        note: SignedNote::parse(note.as_bytes(), LOG_NOTE_MAX_LEN)?,
        inclusion: InclusionProof(hashes.ok_or(ParseLetterProofError::Extra)?),
    }))
}

/// Why bytes are not a proof of a letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseLetterProofError {
    /// It is not a log proof.
    #[error("not a log proof")]
    Proof(#[from] ParseProofError),
    /// The extra data is missing or malformed.
    #[error("proof has no entry, card and confirmation of this version")]
    Extra,
    /// The entry is malformed.
    #[error("proof has a malformed entry")]
    Entry(#[from] EntryError),
    /// The card is malformed.
    #[error("proof has a malformed card")]
    Card(#[from] ParseCardError),
    /// The confirmation is not a signed note.
    #[error("proof has a malformed confirmation")]
    Confirm(#[from] ParseNoteError),
}

/// Why a proof of a letter does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyLetterProofError {
    /// The card is not that of the desk with this fingerprint (V1).
    #[error("card of the proof is not the desk's")]
    Card(#[from] VerifyCardError),
    /// The checkpoint is not the log's, or the entry is not in it (V2).
    #[error("entry is not proven to be in the desk's log")]
    Proof(#[from] VerifyProofError),
    /// A cosignature does not verify, or is of nobody that the card names (V3).
    #[error("signature of {name} on the checkpoint cannot be verified")]
    Cosignature {
        /// The name of its key.
        name: KeyName,
    },
    /// The confirmation is not the desk's (V4).
    #[error("confirmation of the proof is not the desk's")]
    Confirm(#[from] LogNoteError),
    /// The confirmation is about another log (V4).
    #[error("confirmation of the proof is about another log")]
    OtherLog,
    /// The entry is not in what the desk confirmed (V4).
    #[error("entry is not proven to be in what the desk confirmed")]
    ConfirmInclusion(#[source] ProofError),
}
