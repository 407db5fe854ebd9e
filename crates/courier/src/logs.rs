//! The three logs of a desk: fetched, and held against their own checkpoints.

use std::collections::BTreeMap;

use bellrope_bundle::{Log, LogView, Member, NoteKind, Window};
use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::{Card, SignedCard};
use bellrope_protocol::note::{LineError, Lines, SignedNote, VerifierKey};
use bellrope_protocol::tag::body_hash;
use bellrope_transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use bellrope_transparency::log_note::{
    Batch, BatchNote, ConfirmNote, LOG_NOTE_MAX_LEN, LogNote, Page, RepliesNote, page_of,
    verify_run,
};
use bellrope_transparency::tile::{Tile, bundles_of_window, tiles_for_prefix};
use bellrope_transparency::tree::TreeHead;

use crate::error::CourierError;
use crate::relay::Relay;

/// Attempts at a log that grows while it is fetched.
const ATTEMPTS: u32 = 5;
/// Cards that are brought, the newest: a vault that was restored knows its own again by them. Half a
/// year of weekly cards.
const CARDS: u64 = 32;

/// What was fetched of the logs, and what it says.
pub(crate) struct Logs {
    /// Everything but bodies.
    pub(crate) members: BTreeMap<Member, Vec<u8>>,
    pub(crate) card: Card,
    /// Entries of the reply log.
    pub(crate) replies: u64,
    /// Up to where the desk has confirmed the intake log.
    pub(crate) confirmed: u64,
    /// Entries of the intake log.
    pub(crate) intake: u64,
    /// The end of the intake log, from the first batch that is not confirmed.
    pub(crate) window: Window,
    /// The batches that are not confirmed.
    pub(crate) batches: Vec<BatchNote>,
}

/// Fetches the logs of a desk.
pub(crate) fn fetch(relay: &Relay, desk: &DeskName) -> Result<Logs, CourierError> {
    let mut fetching = Fetching {
        relay,
        members: BTreeMap::new(),
    };
    let card = fetching.patiently(|it| it.card_log(desk))?;
    let replies = fetching.patiently(|it| it.reply_log(&card))?;
    // Before the log's checkpoint, so that it is never ahead of it.
    let confirmed = fetching.confirmed()?;
    // A desk without one has none to recognise.
    fetching.get(Member::Board)?;
    let intake = fetching.patiently(|it| it.intake_log(&card, confirmed))?;
    Ok(Logs {
        members: fetching.members,
        card,
        replies,
        confirmed,
        intake: intake.size,
        window: intake.window,
        batches: intake.batches,
    })
}

struct Fetching<'a> {
    relay: &'a Relay,
    members: BTreeMap<Member, Vec<u8>>,
}

struct Intake {
    size: u64,
    window: Window,
    batches: Vec<BatchNote>,
}

impl Fetching<'_> {
    /// Fetches a log again when a part of it is gone because the log has grown meanwhile.
    fn patiently<T>(
        &mut self,
        mut fetch: impl FnMut(&mut Self) -> Result<T, CourierError>,
    ) -> Result<T, CourierError> {
        let before = self.members.clone();
        for _ in 1..ATTEMPTS {
            match fetch(self) {
                Err(CourierError::Outgrown { .. }) => self.members.clone_from(&before),
                done => return done,
            }
        }
        fetch(self)
    }

    /// Fetches the card log whole and the newest cards; returns the newest.
    // spec: §4, K3 and K4 as far as they need no pin
    fn card_log(&mut self, desk: &DeskName) -> Result<Card, CourierError> {
        let log = Log::Cards;
        let member = Member::Checkpoint { log };
        let checkpoint = self.need(member)?;
        let size = unverified_size(&checkpoint).ok_or(CourierError::Malformed { member })?;
        if size == 0 {
            return Err(CourierError::Absent {
                what: "a card of the desk".to_owned(),
            });
        }
        let card = self.need(Member::Card { serial: size })?;
        let card = SignedCard::parse(&card).map_err(|source| CourierError::Card {
            serial: size,
            source,
        })?;
        let key = card.unverified_card().cards_log_verifier();
        let head = self.head(log, &key)?;
        let window = self.entries(log, 0, &head)?;
        if window.entries.last().map(|entry| entry.body) != Some(card.hash()) {
            return Err(CourierError::CardHash { serial: size });
        }
        let card = card.unverified_card().clone();
        if card.desk != *desk {
            return Err(CourierError::CardDesk { serial: size });
        }
        self.earlier_cards(size, &window)?;
        Ok(card)
    }

    /// Fetches the cards before the newest that a restored vault may have forgotten.
    // spec: §14, Inward
    fn earlier_cards(&mut self, size: u64, window: &Window) -> Result<(), CourierError> {
        for serial in size.saturating_sub(CARDS) + 1..size {
            let card = self.need(Member::Card { serial })?;
            let entry = usize::try_from(serial - 1 - window.start)
                .ok()
                .and_then(|position| window.entries.get(position));
            if entry.map(|entry| entry.body) != Some(body_hash(&card)) {
                return Err(CourierError::CardHash { serial });
            }
        }
        Ok(())
    }

    /// Fetches the reply log whole; returns its size.
    fn reply_log(&mut self, card: &Card) -> Result<u64, CourierError> {
        let log = Log::Replies;
        self.need(Member::Checkpoint { log })?;
        let head = self.head(log, &card.replies_log_verifier())?;
        let page = |page| Member::ReplyNotes { page };
        self.notes::<RepliesNote>(page, &head, 0)?;
        self.entries(log, 0, &head)?;
        Ok(head.size)
    }

    /// Fetches the intake log from the first batch that the desk has not confirmed.
    fn intake_log(&mut self, card: &Card, confirmed: u64) -> Result<Intake, CourierError> {
        let log = Log::Intake;
        self.need(Member::Checkpoint { log })?;
        let key = card.intake_log_verifier();
        let head = self.head(log, &key)?;
        let size = head.size;
        if confirmed > size {
            return Err(CourierError::Rollback { confirmed, size });
        }
        self.notes::<BatchNote>(|page| Member::BatchNotes { page }, &head, confirmed)?;
        let notes = LogView::new(&self.members, log).notes(NoteKind::Batches)?;
        let mut batches: Vec<BatchNote> = verify_run(notes.notes, &key.into(), notes.first_number)
            .map_err(|source| CourierError::Run { log, source })?;
        let end = batches.last().map_or(0, Batch::end);
        if end != size {
            return Err(CourierError::NotesEnd { log, end, size });
        }
        batches.retain(|batch| batch.end() > confirmed);
        let first = batches.first().map_or(confirmed, |batch| batch.first);
        let window = self.entries(log, first.min(confirmed), &head)?;
        Ok(Intake {
            size,
            window,
            batches,
        })
    }

    /// Fetches the newest confirmation; returns its size, 0 without one.
    ///
    /// It is not verified: an older push key may have signed it. A relay that lies about it makes
    /// a bundle that the desk refuses.
    fn confirmed(&mut self) -> Result<u64, CourierError> {
        let Some(bytes) = self.get(Member::Confirm)? else {
            return Ok(0);
        };
        let member = Member::Confirm;
        SignedNote::parse(&bytes, LOG_NOTE_MAX_LEN)
            .ok()
            .and_then(|note| unverified::<ConfirmNote>(&note).ok())
            .map(|confirm| confirm.size)
            .ok_or(CourierError::Malformed { member })
    }

    /// Verifies a checkpoint that was fetched.
    fn head(&self, log: Log, key: &VerifierKey) -> Result<TreeHead, CourierError> {
        let checkpoint: SignedCheckpoint = LogView::new(&self.members, log).checkpoint()?;
        let verified = checkpoint
            .verify(key)
            .map_err(|source| CourierError::Checkpoint { log, source })?;
        Ok(verified.head())
    }

    /// Fetches pages of notes, from the one with the note that covers entry `from` to the newest,
    /// without those of batches after the checkpoint.
    fn notes<N: Batch>(
        &mut self,
        member: impl Fn(u64) -> Member,
        head: &TreeHead,
        from: u64,
    ) -> Result<(), CourierError> {
        let newest = self.relay.fetch_newest_page(member(0))?;
        let newest = parse_page::<N>(&newest.unwrap_or_default(), member(0))?;
        let Some(last) = newest.last() else {
            return Ok(());
        };
        for number in (0..=page_of(last.number())).rev() {
            let member = member(number);
            let bytes = self.need(member)?;
            let notes = parse_page::<N>(&bytes, member)?;
            let kept = notes.iter().filter(|note| note.end() <= head.size).count();
            self.members.remove(&member);
            if kept > 0 {
                self.members.insert(member, first_notes(&bytes, kept));
            }
            if notes.first().is_some_and(|note| note.first() <= from) {
                break;
            }
        }
        Ok(())
    }

    /// Fetches the entries from the entry bundle of `start` on, and the tiles before them.
    fn entries(&mut self, log: Log, start: u64, head: &TreeHead) -> Result<Window, CourierError> {
        let bundles = bundles_of_window(start, head.size);
        let start = bundles.first().map_or(head.size, |tile| tile.index() * 256);
        let tiles = tiles_for_prefix(start - start % 256, head.size);
        for tile in tiles.into_iter().chain(bundles) {
            self.tile(log, tile)?;
        }
        Ok(LogView::new(&self.members, log).window(head)?)
    }

    /// Fetches a tile, cut out of the full one if that has come meanwhile.
    // spec: C2SP tlog-tiles, "Partial Tiles"
    fn tile(&mut self, log: Log, tile: Tile) -> Result<(), CourierError> {
        let member = Member::Tile { log, tile };
        if self.get(member)?.is_some() {
            return Ok(());
        }
        let full = Member::Tile {
            log,
            tile: tile.to_full(),
        };
        let len = usize::try_from(member.limit().max).unwrap_or(usize::MAX);
        match self.relay.fetch(full)? {
            Some(bytes) if !tile.is_full() && bytes.len() >= len => {
                self.members.insert(member, bytes[..len].to_vec());
                Ok(())
            }
            _ => Err(CourierError::Outgrown { member }),
        }
    }

    fn get(&mut self, member: Member) -> Result<Option<Vec<u8>>, CourierError> {
        let bytes = self.relay.fetch(member)?;
        if let Some(bytes) = &bytes {
            self.members.insert(member, bytes.clone());
        }
        Ok(bytes)
    }

    fn need(&mut self, member: Member) -> Result<Vec<u8>, CourierError> {
        self.get(member)?.ok_or(CourierError::Absent {
            what: member.to_string(),
        })
    }
}

/// Reads a log's size out of a checkpoint that nobody has verified.
fn unverified_size(checkpoint: &[u8]) -> Option<u64> {
    let note = SignedNote::parse(checkpoint, checkpoint.len()).ok()?;
    let checkpoint = Checkpoint::parse_text(note.unverified_text()).ok()?;
    Some(checkpoint.head().size)
}

/// Reads a note that nobody has verified.
fn unverified<N: LogNote>(note: &SignedNote) -> Result<N, LineError> {
    N::read(&mut Lines::open(note.unverified_text(), N::KIND)?)
}

fn parse_page<N: Batch>(bytes: &[u8], member: Member) -> Result<Vec<N>, CourierError> {
    let malformed = CourierError::Malformed { member };
    let Ok(page) = Page::parse(bytes) else {
        return Err(malformed);
    };
    let notes: Result<Vec<N>, _> = page.notes().iter().map(unverified).collect();
    notes.map_err(|_| malformed)
}

/// Returns the bytes of the first notes of a page that parses.
fn first_notes(page: &[u8], count: usize) -> Vec<u8> {
    const NOTE_LINES: usize = 9;
    let lines = page.split_inclusive(|byte| *byte == b'\n');
    lines.take(count * NOTE_LINES).flatten().copied().collect()
}
