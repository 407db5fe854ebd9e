//! A proof in the reporter's hand, from what was downloaded: no request follows from a wish to have
//! one.
//!
//! Spec: docs/protocol.md §11.7.

use bellrope_protocol::card::SignedCard;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::letter_proof::{ConfirmProof, LetterProof, Place};
use bellrope_transparency::log_note::{ConfirmNote, LogNote as _, NoteKeys};
use bellrope_transparency::tree::{Hash, InclusionProof, SuffixHashes};

use crate::mailbox::OwnLetter;
use crate::view::DeskView;

/// Makes the proof that a letter is in the log of a view; with the desk's confirmation if that
/// covers it. The proof is verified before it is returned.
///
/// # Errors
///
/// [`ProveError`], for a letter of another view.
pub fn prove(view: &DeskView, letter: &OwnLetter) -> Result<LetterProof, ProveError> {
    let logged = view
        .intake()
        .find(|logged| logged.index == letter.entry)
        .ok_or(ProveError)?;
    let leaves: Vec<Hash> = view.intake().map(|entry| entry.entry.leaf_hash()).collect();
    let window = SuffixHashes {
        start: view.intake_start,
        prefix: &view.intake_prefix,
        leaves: &leaves,
    };
    let place = Place {
        index: letter.entry,
        inclusion: inclusion(&window, letter.entry, view.intake_checkpoint.head().size)?,
        checkpoint: view.intake_checkpoint.clone(),
    };
    let confirm = confirm_proof(view, &window, letter.entry);
    let card = SignedCard::parse(view.card_bytes()).map_err(|_| ProveError)?;
    finish(view, logged.entry, card, place, confirm)
}

fn finish(
    view: &DeskView,
    entry: Entry,
    card: SignedCard,
    place: Place,
    confirm: Option<ConfirmProof>,
) -> Result<LetterProof, ProveError> {
    let proof = LetterProof::new(entry, card, place, confirm).map_err(|_| ProveError)?;
    let verified = proof.clone().verify(view.fingerprint());
    verified.map(|_| proof).map_err(|_| ProveError)
}

fn inclusion(
    window: &SuffixHashes<'_>,
    index: u64,
    size: u64,
) -> Result<InclusionProof, ProveError> {
    InclusionProof::make(window, index, size).map_err(|_| ProveError)
}

/// Proves that the desk confirmed the entry, if it did and the window reaches back that far.
fn confirm_proof(view: &DeskView, window: &SuffixHashes<'_>, index: u64) -> Option<ConfirmProof> {
    let note = view.confirm.clone()?;
    let confirm = ConfirmNote::verify_by(note.clone(), &NoteKeys::push(view.card())).ok()?;
    let inclusion = inclusion(window, index, confirm.size).ok()?;
    Some(ConfirmProof { note, inclusion })
}

/// The letter is not one of the view's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("letter is not in the log of this view")]
pub struct ProveError;
