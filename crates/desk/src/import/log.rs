//! One log of a bundle: its checkpoint, its entries, and that it only grew.

use bellrope_bundle::{Log, LogView, Member, UnverifiedBundle, Window};
use bellrope_protocol::card::Card;
use bellrope_protocol::note::VerifierKey;
use bellrope_transparency::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use bellrope_transparency::cosignature::{Policy, Standing};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::tree::{Frontier, TreeHead};

use super::ImportError;
use crate::log_state::{self, LogState};
use crate::vault::Records;

/// A log whose checkpoint and growth were verified.
pub(super) struct VerifiedLog {
    pub(super) log: Log,
    /// The tree at the new checkpoint.
    pub(super) frontier: Frontier,
    /// The signed checkpoint; empty if the relay has none yet.
    pub(super) checkpoint: String,
    /// Size that the desk saw before.
    pub(super) seen: u64,
    /// Entries from `start` on; all of the new ones are among them.
    pub(super) entries: Vec<Entry>,
    /// Index of the first of them.
    pub(super) start: u64,
    /// Batches that the desk saw before.
    pub(super) batches_seen: u64,
    /// Witnesses that cosigned recently.
    pub(super) witnesses: usize,
    /// The newest cosignature, in Unix seconds.
    pub(super) cosigned: Option<u64>,
}

impl VerifiedLog {
    pub(super) fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Returns the entries with an index in `range`, as far as the bundle has them.
    pub(super) fn entries_in(&self, first: u64, end: u64) -> Option<&[Entry]> {
        let at = |index: u64| usize::try_from(index.checked_sub(self.start)?).ok();
        self.entries.get(at(first)?..at(end)?)
    }
}

/// How a log compares with what the desk saw.
pub(super) enum Compared {
    /// It is the same or grew.
    Grown(Box<VerifiedLog>),
    /// It is smaller, and was seen like that before.
    Older,
}

/// Verifies one log against the vault (B3, B4).
pub(super) fn verify(
    records: &impl Records,
    bundle: &UnverifiedBundle,
    card: &Card,
    log: Log,
    now: u64,
) -> Result<Compared, ImportError> {
    let state = LogState::load(records, log)?;
    let seen = state.frontier()?;
    let Some(bytes) = bundle.read(Member::Checkpoint { log })? else {
        return absent(log, &seen);
    };
    // spec: §14 B3
    let checkpoint = SignedCheckpoint::parse(&bytes)
        .map_err(|source| ImportError::Checkpoint { log, source })?
        .verify(&log_key(card, log))
        .map_err(|source| ImportError::Unsigned { log, source })?;
    let policy = policy_of(card)?;
    let witnesses = count_witnesses(&policy, &checkpoint, card, log, now)?;
    let cosigned = policy
        .newest(&checkpoint)
        .map_err(|source| ImportError::Cosignature { log, source })?;
    // spec: §14 B4
    let head = checkpoint.head();
    if head.size < seen.size() {
        return smaller(records, log, &head, &seen);
    }
    let window = LogView::new(bundle, log).window(&head)?;
    check_growth(log, &seen, &window)?;
    Ok(Compared::Grown(Box::new(VerifiedLog {
        log,
        frontier: window.frontier,
        checkpoint: checkpoint.to_string(),
        seen: seen.size(),
        entries: window.entries,
        start: window.start,
        batches_seen: state.batches,
        witnesses,
        cosigned,
    })))
}

/// The relay has no checkpoint of the log yet; fine if the desk saw none either.
fn absent(log: Log, seen: &Frontier) -> Result<Compared, ImportError> {
    if seen.size() > 0 {
        return Err(ImportError::NoCheckpoint { log });
    }
    Ok(Compared::Grown(Box::new(VerifiedLog {
        log,
        frontier: Frontier::new(),
        checkpoint: String::new(),
        seen: 0,
        entries: Vec::new(),
        start: 0,
        batches_seen: 0,
        witnesses: 0,
        cosigned: None,
    })))
}

fn smaller(
    records: &impl Records,
    log: Log,
    head: &TreeHead,
    seen: &Frontier,
) -> Result<Compared, ImportError> {
    if head.size == 0 || log_state::was_seen(records, log, head)? {
        return Ok(Compared::Older);
    }
    Err(ImportError::Rollback {
        log,
        size: head.size,
        seen: seen.size(),
    })
}

fn log_key(card: &Card, log: Log) -> VerifierKey {
    match log {
        Log::Cards => card.cards_log_verifier(),
        Log::Replies => card.replies_log_verifier(),
        Log::Intake => card.intake_log_verifier(),
    }
}

fn policy_of(card: &Card) -> Result<Policy, ImportError> {
    let witnesses = &card.witnesses;
    Ok(Policy::new(
        witnesses.keys.clone(),
        witnesses.quorum,
        witnesses.report_secs,
    )?)
}

fn count_witnesses(
    policy: &Policy,
    checkpoint: &VerifiedCheckpoint,
    card: &Card,
    log: Log,
    now: u64,
) -> Result<usize, ImportError> {
    let standing = policy
        .evaluate(checkpoint, now)
        .map_err(|source| ImportError::Cosignature { log, source })?;
    match standing {
        Standing::NoWitnessYet => Ok(0),
        Standing::Met(met) => Ok(met.count),
        Standing::Short(short) => Err(ImportError::Witnesses {
            log,
            count: short.count,
            quorum: card.witnesses.quorum,
        }),
    }
}

/// Checks that the window continues what the desk saw: the desk's own frontier must lie on the
/// way from the window's beginning to its end.
fn check_growth(log: Log, seen: &Frontier, window: &Window) -> Result<(), ImportError> {
    let fork = Err(ImportError::Fork {
        log,
        size: seen.size(),
    });
    if window.frontier.size() == seen.size() {
        return if window.frontier == *seen {
            Ok(())
        } else {
            fork
        };
    }
    let Some(overlap) = seen.size().checked_sub(window.start) else {
        return Err(ImportError::MissingEntries {
            log,
            first: seen.size(),
        });
    };
    let overlap = usize::try_from(overlap).unwrap_or(usize::MAX);
    let mut frontier = window.before.clone();
    frontier.extend(window.entries.iter().take(overlap).map(Entry::leaf_hash));
    if frontier == *seen { Ok(()) } else { fork }
}
