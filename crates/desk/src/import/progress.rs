//! How far the logs are once a bundle was imported.

use bellrope_bundle::Log;
use rand_core::CryptoRng;

use super::ImportError;
use super::verify::Verified;
use crate::board;
use crate::card;
use crate::log_state::{self, LogState, Progress};
use crate::reply_batch;
use crate::vault::Change;

/// Remembers how far the logs are now.
pub(super) fn move_on(
    change: &Change<'_>,
    verified: &Verified,
    rng: &mut impl CryptoRng,
) -> Result<(), ImportError> {
    for log in &verified.logs {
        let batches = match log.log {
            Log::Intake => verified.intake_batch_count,
            Log::Replies => verified.published,
            Log::Cards => 0,
        };
        let state = LogState::new(&log.frontier, log.checkpoint.clone(), batches);
        state.store(change, log.log, rng)?;
        log_state::put_seen(change, log.log, &log.frontier.head(), rng)?;
    }
    for adopted in &verified.adopted_cards {
        card::store(change, adopted, rng)?;
    }
    for adopted in &verified.adopted_batches {
        reply_batch::store(change, adopted, rng)?;
    }
    let mut progress = Progress::load(change)?;
    for number in progress.batches_published..verified.published {
        reply_batch::forget_post(change, number)?;
    }
    progress.log_time = verified.log_time;
    progress.confirmed = progress.confirmed.max(verified.confirmed);
    progress.cards_published = verified.logs[0].size();
    progress.batches_published = verified.published;
    if let Some(published) = &verified.board {
        progress.boards_published = published.count;
        if let Some(adopted) = &published.adopted {
            board::store(change, adopted, rng)?;
        }
    }
    progress.restored = false;
    Ok(progress.store(change, rng)?)
}
