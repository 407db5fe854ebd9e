//! B2–B7: what can be verified of a bundle before its letters are read.

use bellrope_bundle::{Log, LogView, Member, NoteKind, Notes, UnverifiedBundle};
use bellrope_protocol::card::{Card, Pin, SignedCard};
use bellrope_protocol::limit::LETTER_LEN;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{
    Batch as _, BatchNote, Board, ConfirmNote, LogNote as _, NoteKeys, PrunedNote, RepliesNote,
    verify_run,
};
use bellrope_transparency::tree::root_of;

use super::ImportError;
use super::log::{self, Compared, VerifiedLog};
use crate::board;
use crate::card;
use crate::key::Desk;
use crate::log_state::Progress;
use crate::reply_batch::{self, Batch};
use crate::vault::Records;

/// Length of a letter, as a position in a file.
const LETTER: u64 = LETTER_LEN as u64;

/// What a verified bundle is worth.
pub(super) enum Verdict {
    /// It brings something.
    New(Box<Verified>),
    /// It says what the desk knows.
    Same,
    /// It says less than the desk knows, and nothing else.
    Older,
}

/// A bundle of which B1–B7 hold, but for the hashes of its letters.
pub(super) struct Verified {
    pub(super) logs: [VerifiedLog; 3],
    /// The new batches of the intake log, in order.
    pub(super) intake_batches: Vec<IntakeBatch>,
    /// Batches of the intake log, all of them.
    pub(super) intake_batch_count: u64,
    /// Log time (docs/protocol.md §11.5), in Unix seconds.
    pub(super) log_time: u64,
    /// Reply batches that are published.
    pub(super) published: u64,
    /// Size of the published confirmation.
    pub(super) confirmed: u64,
    /// What the relay has of our boards; absent if the bundle does not say.
    pub(super) board: Option<PublishedBoard>,
    /// Cards of this desk that a restored vault had forgotten.
    pub(super) adopted_cards: Vec<SignedCard>,
    /// Reply batches of this desk that a restored vault had forgotten.
    pub(super) adopted_batches: Vec<Batch>,
}

impl Verified {
    pub(super) fn intake(&self) -> &VerifiedLog {
        &self.logs[2]
    }

    pub(super) fn letter_count(&self) -> u64 {
        self.intake().size() - self.intake().seen
    }
}

/// A new batch of letters.
pub(super) struct IntakeBatch {
    pub(super) note: BatchNote,
    pub(super) entries: Vec<Entry>,
    /// The relay says, signed, that it deleted the letters.
    pub(super) is_pruned: bool,
}

/// Verifies a bundle against the vault: all but the hashes of letters.
pub(super) fn verify(
    records: &impl Records,
    bundle: &UnverifiedBundle,
    now: u64,
) -> Result<Verdict, ImportError> {
    let card = card::newest(records)?;
    check_desk(bundle, &card)?;
    let compared = Log::ALL.map(|log| log::verify(records, bundle, &card, log, now));
    let [cards, replies, intake] = compared;
    let (Compared::Grown(cards), Compared::Grown(replies), Compared::Grown(intake)) =
        (cards?, replies?, intake?)
    else {
        return Ok(Verdict::Older);
    };
    let restored = Progress::load(records)?.restored;
    let adopted_cards = check_cards(records, bundle, &cards, restored)?;
    let newest = adopted_cards.last().map(SignedCard::unverified_card);
    let push = NoteKeys::push(newest.unwrap_or(&card));
    let replies_checked = check_replies(records, bundle, &push, &replies, restored)?;
    let intake_batches = check_batch_notes(bundle, &card, &intake)?;
    check_bodies(bundle, &intake_batches)?;
    let confirmed = check_confirm(bundle, &push)?;
    let logs = [*cards, *replies, *intake];
    let known = Progress::load(records)?;
    let board = check_board(records, bundle, &push, known.restored)?;
    let is_same = logs.iter().all(|log| log.size() == log.seen)
        && confirmed <= known.confirmed
        && board
            .as_ref()
            .is_none_or(|board| board.count == known.boards_published)
        && !known.restored;
    if is_same {
        return Ok(Verdict::Same);
    }
    Ok(Verdict::New(Box::new(Verified {
        log_time: log_time(&logs[2], &intake_batches, known.log_time),
        intake_batch_count: intake_batches
            .last()
            .map_or(logs[2].batches_seen, |batch| batch.note.number + 1),
        logs,
        intake_batches,
        published: replies_checked.published,
        confirmed,
        board,
        adopted_cards,
        adopted_batches: replies_checked.adopted,
    })))
}

fn check_desk(bundle: &UnverifiedBundle, card: &Card) -> Result<(), ImportError> {
    if bundle.desk().as_str() != card.desk.as_str() {
        return Err(ImportError::OtherDesk {
            found: bundle.desk().to_string(),
            expected: card.desk.to_string(),
        });
    }
    Ok(())
}

/// B2: every card is ours, and the card log holds just our cards, in order.
fn check_cards(
    records: &impl Records,
    bundle: &UnverifiedBundle,
    log: &VerifiedLog,
    restored: bool,
) -> Result<Vec<SignedCard>, ImportError> {
    // spec: §14 B2
    let mut adopted: Vec<SignedCard> = Vec::new();
    for member in bundle.members() {
        let Member::Card { serial } = member else {
            continue;
        };
        let bytes = bundle.read(member)?.unwrap_or_default();
        match card::signed(records, serial)? {
            Some(ours) if ours == bytes => {}
            None if restored => adopted.push(own_card(records, serial, &bytes)?),
            _ => return Err(ImportError::ForeignCard { serial }),
        }
    }
    for (serial, entry) in (log.start + 1..).zip(&log.entries) {
        let hash = match card::signed(records, serial)? {
            Some(ours) => Some(body_hash(&ours)),
            None => adopted
                .iter()
                .find(|card| card.unverified_card().serial == serial)
                .map(SignedCard::hash),
        };
        if hash != Some(entry.body) || entry.tag != Tag::ZERO.to_bytes() {
            return Err(ImportError::ForeignCard { serial });
        }
    }
    Ok(adopted)
}

/// Reads a card that a restored vault has forgotten; it must bear our own signature.
fn own_card(records: &impl Records, serial: u64, bytes: &[u8]) -> Result<SignedCard, ImportError> {
    let desk = Desk::load(records)?;
    let card = SignedCard::parse(bytes).map_err(|source| ImportError::Card { serial, source })?;
    let pin = Pin {
        host: Some(desk.base().host.clone()),
        desk: Some(desk.base().desk.clone()),
        least_serial: serial,
        ..Pin::new(desk.founding().fingerprint())
    };
    let verified = card.clone().verify(&pin);
    match verified {
        Ok(verified) if verified.card().serial == serial => Ok(card),
        _ => Err(ImportError::ForeignCard { serial }),
    }
}

struct CheckedReplies {
    published: u64,
    adopted: Vec<Batch>,
}

/// B5, B6: the reply log holds just our batches, as far as published, each with our note.
fn check_replies(
    records: &impl Records,
    bundle: &UnverifiedBundle,
    push: &NoteKeys,
    log: &VerifiedLog,
    restored: bool,
) -> Result<CheckedReplies, ImportError> {
    // spec: §14 B5
    let notes = LogView::new(bundle, Log::Replies).notes(NoteKind::Batches)?;
    let made = reply_batch::count(records)?;
    let mut published = log.batches_seen;
    let mut adopted = Vec::new();
    let mut end = match published.checked_sub(1) {
        Some(last) => reply_batch::find(records, last)?.map_or(0, |batch| batch.end()),
        None => 0,
    };
    while end < log.size() {
        let batch = if published < made {
            reply_batch::find(records, published)?
        } else if restored {
            adopt_batch(&notes, push, log, published)?
        } else {
            None
        };
        let batch = batch.ok_or(ImportError::ForeignReply { index: end })?;
        check_own_batch(log, &batch)?;
        end = batch.end();
        if published >= made {
            adopted.push(batch);
        }
        published += 1;
    }
    if end != log.size() {
        return Err(ImportError::ForeignReply { index: log.size() });
    }
    check_own_notes(records, &notes, &adopted)?;
    Ok(CheckedReplies { published, adopted })
}

fn check_own_batch(log: &VerifiedLog, batch: &Batch) -> Result<(), ImportError> {
    let foreign = |index| ImportError::ForeignReply { index };
    let logged = log
        .entries_in(batch.first, batch.end())
        .ok_or(foreign(log.size()))?;
    for (index, (ours, theirs)) in (batch.first..).zip(batch.entries()?.iter().zip(logged)) {
        if ours != theirs {
            return Err(foreign(index));
        }
    }
    Ok(())
}

/// B6: every reply note is, byte for byte, one that we signed.
fn check_own_notes(
    records: &impl Records,
    notes: &Notes,
    adopted: &[Batch],
) -> Result<(), ImportError> {
    for (number, note) in (notes.first_number..).zip(&notes.notes) {
        let ours = match reply_batch::find(records, number)? {
            Some(batch) => Some(batch.note),
            None => adopted
                .iter()
                .find(|batch| batch.number == number)
                .map(|batch| batch.note.clone()),
        };
        if ours.as_deref() != Some(note.to_string().as_str()) {
            return Err(ImportError::BatchNote {
                log: Log::Replies,
                number,
            });
        }
    }
    Ok(())
}

/// Reads a reply batch that a restored vault has forgotten; it must bear our own signature.
fn adopt_batch(
    notes: &Notes,
    push: &NoteKeys,
    log: &VerifiedLog,
    number: u64,
) -> Result<Option<Batch>, ImportError> {
    let position = number.checked_sub(notes.first_number);
    let position = position.and_then(|at| usize::try_from(at).ok());
    let Some(note) = position.and_then(|at| notes.notes.get(at)) else {
        return Ok(None);
    };
    let Ok(read) = RepliesNote::verify_by(note.clone(), push) else {
        return Ok(None);
    };
    let Some(entries) = log.entries_in(read.first, read.end()) else {
        return Ok(None);
    };
    let fits = read.number == number && root_of(entries.iter().map(Entry::leaf_hash)) == read.root;
    Ok(fits.then(|| Batch::adopt(&read, note.to_string(), entries)))
}

/// B6: the intake notes are signed, contiguous, and fit the entries; returns the new batches.
fn check_batch_notes(
    bundle: &UnverifiedBundle,
    card: &Card,
    log: &VerifiedLog,
) -> Result<Vec<IntakeBatch>, ImportError> {
    // spec: §14 B6
    let key = card.intake_log_verifier();
    let notes = LogView::new(bundle, Log::Intake).notes(NoteKind::Batches)?;
    let run: Vec<BatchNote> = verify_run(notes.notes, &key.into(), notes.first_number)
        .map_err(|source| ImportError::Notes { source })?;
    let pruned = pruned_batches(bundle, card)?;
    let mut end = log.seen;
    let mut number = log.batches_seen;
    let mut batches = Vec::new();
    for note in run {
        let misfit = ImportError::BatchNote {
            log: Log::Intake,
            number: note.number,
        };
        let Some(entries) = log.entries_in(note.first, note.end()) else {
            // Before the first entry of the bundle: nothing to hold it against.
            if note.end() <= log.start.max(log.seen) {
                continue;
            }
            return Err(misfit);
        };
        if root_of(entries.iter().map(Entry::leaf_hash)) != note.root {
            return Err(misfit);
        }
        if note.number < number {
            continue;
        }
        if note.number != number || note.first != end {
            return Err(misfit);
        }
        (end, number) = (note.end(), number + 1);
        batches.push(IntakeBatch {
            is_pruned: pruned.iter().any(|it| it.covers(&note)),
            entries: entries.to_vec(),
            note,
        });
    }
    if end != log.size() {
        return Err(ImportError::BatchNote {
            log: Log::Intake,
            number,
        });
    }
    Ok(batches)
}

/// Reads what the relay says, signed, that it has deleted.
fn pruned_batches(bundle: &UnverifiedBundle, card: &Card) -> Result<Vec<Pruned>, ImportError> {
    let notes = LogView::new(bundle, Log::Intake).notes(NoteKind::Pruned)?;
    let key = card.intake_log_verifier();
    let verify = |note| Ok(Pruned(PrunedNote::verify(note, &key)?));
    notes.notes.into_iter().map(verify).collect()
}

struct Pruned(PrunedNote);

impl Pruned {
    fn covers(&self, batch: &BatchNote) -> bool {
        let Self(note) = self;
        (note.number, note.first, note.count) == (batch.number, batch.first, batch.count)
    }
}

/// B7, first half: every new batch has its letters, all of them. That each is the one that was
/// logged is checked when it is read to be opened, still before anything is changed.
fn check_bodies(bundle: &UnverifiedBundle, batches: &[IntakeBatch]) -> Result<(), ImportError> {
    // spec: §14 B7
    for batch in batches {
        let number = batch.note.number;
        let expected = u64::from(batch.note.count) * LETTER;
        match bundle.len_of(Member::Batch { number }) {
            Some(len) if len == expected => {}
            Some(len) => {
                return Err(ImportError::BatchLength {
                    number,
                    len,
                    expected,
                });
            }
            None if batch.is_pruned => {}
            None => {
                return Err(ImportError::MissingLetters {
                    number,
                    first: batch.note.first,
                    last: batch.note.end() - 1,
                });
            }
        }
    }
    Ok(())
}

/// The published confirmation must be ours.
fn check_confirm(bundle: &UnverifiedBundle, push: &NoteKeys) -> Result<u64, ImportError> {
    let Some(bytes) = bundle.read(Member::Confirm)? else {
        return Ok(0);
    };
    let confirm = ConfirmNote::open_by(&bytes, push).map_err(|_| ImportError::ForeignConfirm)?;
    Ok(confirm.size)
}

/// A board of ours that the relay has.
pub(super) struct PublishedBoard {
    /// Boards that it has.
    pub(super) count: u64,
    /// The board, if a restored vault had forgotten it.
    pub(super) adopted: Option<Board>,
}

/// The published board must be ours: the last one that was made, or one before it; after a restore,
/// any that we signed.
fn check_board(
    records: &impl Records,
    bundle: &UnverifiedBundle,
    push: &NoteKeys,
    restored: bool,
) -> Result<Option<PublishedBoard>, ImportError> {
    let Some(bytes) = bundle.read(Member::Board)? else {
        return Ok(None);
    };
    let foreign = || ImportError::ForeignBoard;
    let found = Board::open_by(&bytes, push).map_err(|_| foreign())?;
    let last = board::last(records)?;
    if let Some(last) = last.as_ref().filter(|last| found.number < last.number) {
        // The last one is not published yet, or the bundle is older than it.
        let is_before = found.number + 1 == last.number;
        let is_ours = !is_before || last.previous == Some(found.hash());
        return if is_ours { Ok(None) } else { Err(foreign()) };
    }
    let is_known = last.as_ref() == Some(&found);
    if !is_known && !restored {
        return Err(foreign());
    }
    Ok(Some(PublishedBoard {
        count: found.number + 1,
        adopted: (!is_known).then_some(found),
    }))
}

/// The log time after this bundle (docs/protocol.md §11.5); it never goes back.
fn log_time(intake: &VerifiedLog, batches: &[IntakeBatch], before: u64) -> u64 {
    let newest = batches
        .last()
        .map_or(0, |batch| u64::from(batch.note.epoch));
    intake.cosigned.unwrap_or(newest).max(before)
}
