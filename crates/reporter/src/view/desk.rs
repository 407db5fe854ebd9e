//! A desk as everybody sees it, once everything was fetched and verified.
//!
//! Spec: docs/protocol.md §4, §11.4, §11.5.

use std::collections::BTreeMap;
use std::fmt;

use bellrope_protocol::card::{Card, VerifiedCard};
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::note::SignedNote;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::{DAY_SECS, Day};
use bellrope_transparency::checkpoint::VerifiedCheckpoint;
use bellrope_transparency::cosignature::Standing;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::RepliesNote;
use bellrope_transparency::tree::Hash;

use super::card::policy;
use super::error::FreshnessError;
use super::published::PublishedBoard;
use super::window::Body;

/// A desk as everybody sees it, verified. Nothing in it is secret.
pub struct DeskView {
    pub(super) card: VerifiedCard,
    pub(super) cards_checkpoint: VerifiedCheckpoint,
    pub(super) replies_checkpoint: VerifiedCheckpoint,
    pub(super) replies_until: Option<Day>,
    pub(crate) intake_checkpoint: VerifiedCheckpoint,
    /// The newest confirmation, if it is the desk's.
    pub(crate) confirm: Option<SignedNote>,
    pub(super) board: PublishedBoard,
    pub(super) replies_whole: bool,
    pub(crate) intake_start: u64,
    /// The subtrees before the window.
    pub(crate) intake_prefix: Vec<Hash>,
    pub(super) intake: Vec<Entry>,
    pub(super) replies: Vec<ReplyDay>,
    pub(super) pruned: usize,
    pub(super) log_time: u64,
}

/// An entry of the intake log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedLetter {
    /// Its index.
    pub index: u64,
    /// The entry.
    pub entry: Entry,
}

/// A reply and its entry, whose hash is that of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedReply<'a> {
    /// Its index in the reply log.
    pub index: u64,
    /// The day of its batch.
    pub day: Day,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// Its tag.
    pub tag: Tag,
    /// The sealed reply, 4,096 bytes.
    pub body: &'a [u8],
}

impl DeskView {
    /// Returns the key card.
    #[must_use]
    pub fn card(&self) -> &Card {
        self.card.card()
    }

    /// Returns the signed card, to keep as a file.
    #[must_use]
    pub fn card_bytes(&self) -> &[u8] {
        self.card.as_bytes()
    }

    /// Returns the desk's fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.card().founding.fingerprint()
    }

    /// Returns the log time, in Unix seconds (§11.5).
    #[must_use]
    pub fn log_time(&self) -> u64 {
        self.log_time
    }

    /// Returns how many batches of the reply window were pruned because their day had left it.
    #[must_use]
    pub fn pruned_batches(&self) -> usize {
        self.pruned
    }

    /// Returns the day of the newest batch of replies, or `None` before the first: what was
    /// answered later cannot be here, and a relay that keeps replies back ends the log earlier.
    #[must_use]
    pub fn replies_until(&self) -> Option<Day> {
        self.replies_until
    }

    /// Returns the desk's newest board.
    #[must_use]
    pub fn board(&self) -> &PublishedBoard {
        &self.board
    }

    /// Says whether all replies that were ever published are in the window.
    #[must_use]
    pub fn has_all_replies(&self) -> bool {
        self.replies_whole && self.pruned == 0
    }

    /// Returns the entries of the intake window, oldest first.
    pub fn intake(&self) -> impl Iterator<Item = LoggedLetter> + '_ {
        let entries = self.intake.iter().copied();
        (self.intake_start..)
            .zip(entries)
            .map(|(index, entry)| LoggedLetter { index, entry })
    }

    /// Returns the replies of the window, oldest first.
    pub fn replies(&self) -> impl Iterator<Item = LoggedReply<'_>> + '_ {
        self.replies.iter().flat_map(|day| {
            let bodies = day.entries.iter().zip(day.bodies.chunks_exact(REPLY_LEN));
            (day.first..)
                .zip(bodies)
                .map(|(index, (entry, body))| LoggedReply {
                    index,
                    day: day.day,
                    hash: entry.body,
                    tag: Tag::from_bytes(entry.tag),
                    body,
                })
        })
    }

    /// Evaluates the witnesses of the intake log at `now` (Unix seconds), with the card's age for
    /// "confirmed".
    // spec: §2, §11.4
    #[must_use]
    pub fn confirmation(&self, now: u64) -> Standing {
        self.standing(&self.intake_checkpoint, now)
    }

    /// Evaluates the witnesses of the reply log in the same way. Without them the desk's notes say
    /// that nothing was forged, and nobody says that this is all there is.
    // spec: §2, §11.4
    #[must_use]
    pub fn replies_confirmation(&self, now: u64) -> Standing {
        self.standing(&self.replies_checkpoint, now)
    }

    /// Evaluates the witnesses of the card log in the same way. Without them nobody says that this
    /// is the desk's newest card.
    // spec: §2, §4 K3, §11.4
    #[must_use]
    pub fn cards_confirmation(&self, now: u64) -> Standing {
        self.standing(&self.cards_checkpoint, now)
    }

    fn standing(&self, checkpoint: &VerifiedCheckpoint, now: u64) -> Standing {
        let evaluated = policy(self.card(), self.card().witnesses.confirm_secs)
            .ok()
            .and_then(|policy| policy.evaluate(checkpoint, now).ok());
        // Card and cosignatures were verified before; nothing is claimed if that should not hold.
        evaluated.unwrap_or(Standing::NoWitnessYet)
    }

    /// Checks at `now` (Unix seconds) that the log is recent enough to read it as today's.
    ///
    /// # Errors
    ///
    /// [`FreshnessError::Stale`], [`FreshnessError::Ahead`].
    // spec: §11.5
    pub fn check_clock(&self, now: u64) -> Result<(), FreshnessError> {
        let log_time = self.log_time;
        if log_time > now.saturating_add(DAY_SECS) {
            return Err(FreshnessError::Ahead { log_time, now });
        }
        if now.saturating_sub(log_time) > self.card().witnesses.report_secs {
            return Err(FreshnessError::Stale { log_time, now });
        }
        Ok(())
    }

    /// Checks at `now` (Unix seconds) that something may be sent on the strength of this view: the
    /// clock, and enough recent witnesses of the card log and the intake log.
    ///
    /// # Errors
    ///
    /// [`FreshnessError`], by variant.
    // spec: §4 K3, §11.4, §11.5
    pub fn check_fresh(&self, now: u64) -> Result<(), FreshnessError> {
        self.check_clock(now)?;
        let quorum = self.card().witnesses.quorum;
        let refused = |count| FreshnessError::Witnesses { count, quorum };
        let policy = policy(self.card(), self.card().witnesses.report_secs);
        let policy = policy.map_err(|_| refused(0))?;
        for checkpoint in [&self.cards_checkpoint, &self.intake_checkpoint] {
            match policy.evaluate(checkpoint, now).map_err(|_| refused(0))? {
                Standing::Short(short) => return Err(refused(short.count)),
                Standing::Met(_) | Standing::NoWitnessYet => {}
            }
        }
        Ok(())
    }
}

impl fmt::Debug for DeskView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeskView")
            .field("fingerprint", &self.fingerprint())
            .field("log_time", &self.log_time)
            .finish_non_exhaustive()
    }
}

/// The replies of one day.
pub(super) struct ReplyDay {
    first: u64,
    day: Day,
    entries: Vec<Entry>,
    bodies: Vec<u8>,
}

/// Sorts the bodies of the window by day.
pub(super) fn reply_days(
    start: u64,
    entries: Vec<Entry>,
    notes: Vec<RepliesNote>,
    mut bodies: BTreeMap<u64, Body>,
) -> Vec<ReplyDay> {
    let entries = entries.as_slice();
    notes
        .into_iter()
        .filter_map(|note| {
            let Some(Body::Whole(bodies)) = bodies.remove(&note.number) else {
                return None;
            };
            let begin = usize::try_from(note.first.checked_sub(start)?).ok()?;
            let end = begin.checked_add(usize::try_from(note.count).ok()?)?;
            let entries = entries.get(begin..end)?.to_vec();
            Some(ReplyDay {
                first: note.first,
                day: note.day,
                entries,
                bodies,
            })
        })
        .collect()
}
