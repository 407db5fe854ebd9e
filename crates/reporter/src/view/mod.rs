//! What everybody downloads, and what is left of it when it has been verified.
//!
//! [`Download`] asks in one fixed order: the list of desks, the card log, the reply log, the intake
//! log. What it asks follows from public, signed things only. Nothing is asked "since" a time, and it
//! never stops early because something was found: there is no case code here at all.
//!
//! Spec: docs/protocol.md §4, §11, §15.

mod card;
mod error;
mod log;

use std::collections::BTreeMap;
use std::fmt;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::{Card, Pin, SignedCard, VerifiedCard};
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::{DAY_SECS, Day};
use bellrope_transparency::checkpoint::VerifiedCheckpoint;
use bellrope_transparency::cosignature::Standing;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{BatchNote, RepliesNote};
use serde::Deserialize;

use crate::request::{Request, Response};
use card::{CardDownload, LoggedCard, policy, verify_card};
pub use error::{CardError, DesksError, FreshnessError, LogError, LogFault, ViewError};
use log::{Body, LogDownload, LogWindow, Plan};

/// How often a log is fetched again, as a whole, when it grew under our hands.
const MAX_RESTARTS: u32 = 3;
/// Greatest length of the list of desks, in bytes.
const DESKS_MAX_LEN: usize = 1 << 20;

/// Verifies a card file that the reporter was given and trusts: its own signatures, nothing else.
///
/// # Errors
///
/// [`CardError::Malformed`], [`CardError::Card`].
pub fn open_card_file(bytes: &[u8]) -> Result<VerifiedCard, CardError> {
    let claimed = SignedCard::parse(bytes)?;
    let pin = Pin::new(claimed.unverified_card().founding.fingerprint());
    verify_card(bytes, &pin)
}

/// Fetches a desk's logs.
///
/// ```text
/// while let Some(request) = download.request() { download.answer(send(request))? }
/// let view = download.finish()?;
/// ```
pub struct Download {
    pin: Pin,
    stage: Stage,
    card: Option<LoggedCard>,
    replies: Option<LogWindow<RepliesNote>>,
    intake: Option<LogWindow<BatchNote>>,
    restarts: u32,
    done: usize,
}

enum Stage {
    Desks,
    Cards(CardDownload),
    Replies(LogDownload<RepliesNote>),
    Intake(LogDownload<BatchNote>),
    Done,
}

/// How far a download is. The end is known better as it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Requests answered.
    pub done: usize,
    /// Requests known to be left.
    pub left: usize,
}

impl Download {
    /// Begins to fetch what there is of the pinned desk.
    #[must_use]
    pub fn new(pin: Pin) -> Self {
        Self {
            pin,
            stage: Stage::Desks,
            card: None,
            replies: None,
            intake: None,
            restarts: 0,
            done: 0,
        }
    }

    /// Returns the next request, or `None` when everything is there.
    #[must_use]
    pub fn request(&self) -> Option<Request> {
        match &self.stage {
            // Asked even if a card file names the desk: both kinds of pin look alike.
            Stage::Desks => Some(Request::get("desks", DESKS_MAX_LEN)),
            Stage::Cards(cards) => cards.request(),
            Stage::Replies(log) => log.request(),
            Stage::Intake(log) => log.request(),
            Stage::Done => None,
        }
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    ///
    /// [`ViewError`]: the download is over.
    pub fn answer(&mut self, response: Response) -> Result<(), ViewError> {
        self.done += 1;
        match &mut self.stage {
            Stage::Desks => {
                let desk = find_desk(response, &self.pin)?;
                self.stage = Stage::Cards(CardDownload::new(desk));
            }
            Stage::Cards(cards) => cards.answer(response)?,
            Stage::Replies(log) => match log.answer(response) {
                Err(err) if err.fault == LogFault::Moved && self.restarts < MAX_RESTARTS => {
                    self.restarts += 1;
                    log.restart();
                }
                result => result?,
            },
            Stage::Intake(log) => match log.answer(response) {
                Err(err) if err.fault == LogFault::Moved && self.restarts < MAX_RESTARTS => {
                    self.restarts += 1;
                    log.restart();
                }
                result => result?,
            },
            Stage::Done => return Err(ViewError::NotAsked),
        }
        if self.request().is_none() {
            self.advance()?;
        }
        Ok(())
    }

    /// Says how far the download is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let left = match &self.stage {
            Stage::Desks => 1,
            Stage::Cards(cards) => cards.left(),
            Stage::Replies(log) => log.left(),
            Stage::Intake(log) => log.left(),
            Stage::Done => 0,
        };
        Progress {
            done: self.done,
            left,
        }
    }

    /// Verifies the part that is complete, and goes on to the next.
    // spec: §15, the order
    fn advance(&mut self) -> Result<(), ViewError> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Cards(cards) => {
                let card = cards.verify(&self.pin)?;
                self.stage = Stage::Replies(LogDownload::new(plan_replies(card.card.card())));
                self.card = Some(card);
            }
            Stage::Replies(log) => {
                let window = log.verify()?;
                let refused = |fault| LogError {
                    log: "replies",
                    fault,
                };
                window.check_bodies().map_err(refused)?;
                if let Some(logged) = &self.card {
                    let card = logged.card.card();
                    window.check_counts(card).map_err(refused)?;
                    self.stage = Stage::Intake(LogDownload::new(plan_intake(card)));
                }
                self.replies = Some(window);
            }
            Stage::Intake(log) => self.intake = Some(log.verify()?),
            Stage::Desks | Stage::Done => {}
        }
        Ok(())
    }

    /// Returns the verified view.
    ///
    /// # Errors
    ///
    /// [`ViewError::Unfinished`] if not everything is there; [`CardError::Expired`] (K5); a fault
    /// that only all logs together show.
    pub fn finish(self) -> Result<DeskView, ViewError> {
        let left = self.progress().left;
        let (Some(LoggedCard { card, checkpoint }), Some(replies), Some(intake)) =
            (self.card, self.replies, self.intake)
        else {
            return Err(ViewError::Unfinished { left });
        };
        let log_time = log_time(card.card(), &intake)?;
        // spec: §4 K5
        card.check_unexpired(log_time).map_err(CardError::from)?;
        let pruned = check_pruned(&replies, card.card(), log_time)?;
        policy(card.card(), u64::MAX)
            .map_err(CardError::from)?
            .newest(&replies.checkpoint)
            .map_err(|err| LogError {
                log: "replies",
                fault: err.into(),
            })?;
        Ok(DeskView {
            card,
            cards_checkpoint: checkpoint,
            replies_checkpoint: replies.checkpoint,
            replies_until: replies.notes.last().map(|note| note.day),
            intake_checkpoint: intake.checkpoint,
            intake_start: intake.start,
            intake: intake.entries,
            replies: reply_days(
                replies.start,
                replies.entries,
                replies.notes,
                replies.bodies,
            ),
            pruned,
            log_time,
        })
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("progress", &self.progress())
            .finish_non_exhaustive()
    }
}

/// One desk of the relay's list; a hint, all of it is verified by the card.
#[derive(Deserialize)]
struct Listed {
    desk: DeskName,
    fingerprint: String,
}

/// Finds the pinned desk in the list. The name that a card file gives is held against the card, not
/// used here: whatever the relay lists, both kinds of pin go on alike.
// spec: §15
fn find_desk(response: Response, pin: &Pin) -> Result<DeskName, ViewError> {
    let body = response.into_body().map_err(DesksError::from)?;
    let desks: Vec<Listed> = serde_json::from_slice(&body).map_err(|_| DesksError::Malformed)?;
    let count = desks.len();
    let is_pinned = |listed: &Listed| listed.fingerprint.parse() == Ok(pin.fingerprint);
    let listed = desks.into_iter().find(is_pinned);
    Ok(listed.ok_or(DesksError::Absent { count })?.desk)
}

fn plan_replies(card: &Card) -> Plan {
    Plan {
        log: "replies",
        desk: card.desk.clone(),
        key: card.replies_log_verifier(),
        note_key: card.push_verifier(),
        window: card.windows.replies_days.into(),
        every_page: true,
        bodies: true,
    }
}

fn plan_intake(card: &Card) -> Plan {
    let days = u64::from(card.windows.intake_days);
    Plan {
        log: "intake",
        desk: card.desk.clone(),
        key: card.intake_log_verifier(),
        note_key: card.intake_log_verifier(),
        window: days * DAY_SECS / u64::from(card.relay.epoch_secs.max(1)),
        every_page: false,
        bodies: false,
    }
}

/// Finds the log time: the newest cosignature, or what the newest batch says, or when the card was
/// made.
// spec: §11.5
fn log_time(card: &Card, intake: &LogWindow<BatchNote>) -> Result<u64, ViewError> {
    let fault = |fault| LogError {
        log: "intake",
        fault,
    };
    let newest = policy(card, u64::MAX)
        .map_err(CardError::from)?
        .newest(&intake.checkpoint)
        .map_err(|err| fault(LogFault::from(err)))?;
    let batch = intake.notes.last().map(|note| u64::from(note.epoch));
    Ok(newest.or(batch).unwrap_or(card.made))
}

/// Counts the batches that the relay says it pruned; each must have left the window by its day.
// spec: §12.3
fn check_pruned(
    replies: &LogWindow<RepliesNote>,
    card: &Card,
    log_time: u64,
) -> Result<usize, ViewError> {
    let today = Day::of(log_time);
    let mut count = 0;
    for note in &replies.notes {
        if replies.bodies.get(&note.number) != Some(&Body::Pruned) {
            continue;
        }
        if today.days_since(note.day) < card.windows.replies_days {
            let fault = LogFault::BodyMissing { batch: note.number };
            return Err(LogError {
                log: "replies",
                fault,
            }
            .into());
        }
        count += 1;
    }
    Ok(count)
}

/// The replies of one day.
struct ReplyDay {
    first: u64,
    day: Day,
    entries: Vec<Entry>,
    bodies: Vec<u8>,
}

fn reply_days(
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

/// A desk as everybody sees it, verified. Nothing in it is secret.
pub struct DeskView {
    card: VerifiedCard,
    cards_checkpoint: VerifiedCheckpoint,
    replies_checkpoint: VerifiedCheckpoint,
    replies_until: Option<Day>,
    intake_checkpoint: VerifiedCheckpoint,
    intake_start: u64,
    intake: Vec<Entry>,
    replies: Vec<ReplyDay>,
    pruned: usize,
    log_time: u64,
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
