//! What everybody downloads, and what is left of it when it has been verified.
//!
//! [`Download`] asks in one fixed order: the list of desks, the card log, the reply log, the intake
//! log. What it asks follows from public, signed things only. Nothing is asked "since" a time, and it
//! never stops early because something was found: there is no case code here at all.
//!
//! Spec: docs/protocol.md §4, §11, §15.

mod card;
mod desk;
mod error;
mod log;
mod published;
mod window;

use std::fmt;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::{Card, Pin, SignedCard, VerifiedCard};
use bellrope_protocol::time::{DAY_SECS, Day};
use bellrope_transparency::log_note::{BatchNote, NoteKeys, RepliesNote};
use serde::Deserialize;

use crate::request::{Request, Response};
use card::{CardDownload, LoggedCard, policy, verify_card};
use desk::reply_days;
pub use desk::{DeskView, LoggedLetter, LoggedReply};
pub use error::{CardError, DesksError, FreshnessError, LogError, LogFault, ViewError};
use log::{LogDownload, Plan};
pub use published::{BoardRefusal, PublishedBoard};
use published::{Published, optional, read_board, read_confirm};
use window::{Body, LogWindow};

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
    confirm: Option<Vec<u8>>,
    intake: Option<LogWindow<BatchNote>>,
    board: Option<Vec<u8>>,
    restarts: u32,
    done: usize,
    /// Bytes of answers in the part that is under way.
    bytes: u64,
}

enum Stage {
    Desks,
    Cards(CardDownload),
    Replies(LogDownload<RepliesNote>),
    Confirm,
    Intake(LogDownload<BatchNote>),
    Board,
    Done,
}

/// How far a download is. The end is known better as it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is fetched now.
    pub part: Part,
    /// Requests answered.
    pub done: usize,
    /// Requests of this part known to be left.
    pub left: usize,
    /// Bytes that came of this part.
    pub bytes_done: u64,
    /// Bytes known to be left of it: of tiles, entries and replies, not of short notes.
    pub bytes_left: u64,
}

/// The parts of a download, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The list of desks.
    Desks,
    /// The card log and the newest card.
    Cards,
    /// The reply log and the replies.
    Replies,
    /// The newest confirmation, the intake log, the newest board.
    Intake,
    /// Nothing is left to fetch.
    Done,
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
            confirm: None,
            intake: None,
            board: None,
            restarts: 0,
            done: 0,
            bytes: 0,
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
            Stage::Confirm => self.published(Published::Confirm),
            Stage::Intake(log) => log.request(),
            Stage::Board => self.published(Published::Board),
            Stage::Done => None,
        }
    }

    fn published(&self, what: Published) -> Option<Request> {
        let logged = self.card.as_ref()?;
        Some(what.request(logged.card.card()))
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    ///
    /// [`ViewError`]: the download is over.
    pub fn answer(&mut self, response: Response) -> Result<(), ViewError> {
        self.done += 1;
        self.bytes += response.body.len() as u64;
        match &mut self.stage {
            Stage::Desks => {
                let desk = find_desk(response, &self.pin)?;
                self.stage = Stage::Cards(CardDownload::new(desk));
                self.bytes = 0;
            }
            Stage::Cards(cards) => cards.answer(response)?,
            Stage::Replies(log) => match log.answer(response) {
                Err(err) if err.fault == LogFault::Moved && self.restarts < MAX_RESTARTS => {
                    self.restarts += 1;
                    log.restart();
                }
                result => result?,
            },
            Stage::Confirm => {
                self.confirm = optional(response)?;
                self.stage = self.begin_intake();
            }
            Stage::Intake(log) => match log.answer(response) {
                Err(err) if err.fault == LogFault::Moved && self.restarts < MAX_RESTARTS => {
                    self.restarts += 1;
                    log.restart();
                }
                result => result?,
            },
            Stage::Board => {
                self.board = optional(response)?;
                self.stage = Stage::Done;
            }
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
        let (part, left, bytes_left) = match &self.stage {
            Stage::Desks => (Part::Desks, 1, 0),
            Stage::Cards(cards) => (Part::Cards, cards.left(), 0),
            Stage::Replies(log) => (Part::Replies, log.left(), log.bytes_left()),
            // The board is asked for after the log.
            Stage::Confirm => (Part::Intake, 3, 0),
            Stage::Intake(log) => (Part::Intake, log.left() + 1, log.bytes_left()),
            Stage::Board => (Part::Intake, 1, 0),
            Stage::Done => (Part::Done, 0, 0),
        };
        Progress {
            part,
            done: self.done,
            left,
            bytes_done: self.bytes,
            bytes_left,
        }
    }

    /// Verifies the part that is complete, and goes on to the next.
    // spec: §15, the order
    fn advance(&mut self) -> Result<(), ViewError> {
        // The board still belongs to the part of the intake log.
        if !matches!(self.stage, Stage::Intake(_)) {
            self.bytes = 0;
        }
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
                }
                self.stage = Stage::Confirm;
                self.replies = Some(window);
            }
            Stage::Intake(log) => {
                self.intake = Some(log.verify()?);
                self.stage = Stage::Board;
            }
            Stage::Desks | Stage::Confirm | Stage::Board | Stage::Done => {}
        }
        Ok(())
    }

    fn begin_intake(&self) -> Stage {
        match &self.card {
            Some(logged) => Stage::Intake(LogDownload::new(plan_intake(logged.card.card()))),
            None => Stage::Done,
        }
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
        let confirm = read_confirm(self.confirm.as_deref(), card.card(), &intake)?;
        Ok(DeskView {
            board: read_board(self.board.as_deref(), card.card()),
            confirm,
            card,
            cards_checkpoint: checkpoint,
            replies_checkpoint: replies.checkpoint,
            replies_until: replies.notes.last().map(|note| note.day),
            replies_whole: replies.notes.is_empty() || replies.bodies.contains_key(&0),
            intake_checkpoint: intake.checkpoint,
            intake_start: intake.start,
            intake_prefix: intake.prefix,
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
        note_keys: NoteKeys::push(card),
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
        note_keys: card.intake_log_verifier().into(),
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
