//! `pull`: from the relay to a bundle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::time::{SystemTime, UNIX_EPOCH};

use bellrope_bundle::{Member, Window};
use bellrope_protocol::card::Card;
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN};
use bellrope_protocol::time::week;
use bellrope_transparency::log_note::{Batch as _, BatchNote, page_of};
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest as _, Sha256};

use crate::args;
use crate::brought::Brought;
use crate::error::{CourierError, say, warn};
use crate::logs::{self, Logs};
use crate::relay::Relay;
use crate::spool::{Spool, Spooled};

/// Intake weeks below which the desk should hurry to make a new card.
const FEW_WEEKS: usize = 2;

/// Fetches what the desk does not have yet, checks it, and writes it as one bundle.
pub(crate) fn run(args: &args::Pull) -> Result<(), CourierError> {
    let relay = Relay::new(&args.connection, &args.desk)?;
    let state = args.state.as_deref();
    let spool = Spool::open(state, &args.to)?;
    let mut brought = Brought::open(state)?;

    let logs = logs::fetch(&relay, &args.desk)?;
    // After the logs: a letter that is in them has its blocks in this list.
    let listed = relay.fetch_block_list()?;
    let missing = brought.missing(&listed, logs.confirmed);
    let bodies = fetch_bodies(&relay, &spool, &logs, &missing)?;
    let pruned = fetch_pruned(&relay, &bodies.pruned)?;

    let small = logs.members.iter().chain(&pruned);
    write(args, small, &bodies.spooled)?;
    brought.keep(logs.intake, &missing, &listed)?;
    spool.clear()?;
    report(&logs, &bodies, listed.len())
}

/// Bodies that were fetched, and batches of which there are none left.
#[derive(Default)]
struct Bodies {
    spooled: BTreeMap<Member, Spooled>,
    pruned: Vec<BatchNote>,
}

fn fetch_bodies(
    relay: &Relay,
    spool: &Spool,
    logs: &Logs,
    blocks: &BTreeSet<[u8; 16]>,
) -> Result<Bodies, CourierError> {
    let letters: u64 = logs
        .batches
        .iter()
        .map(|batch| u64::from(batch.count))
        .sum();
    let total = letters * LETTER_LEN as u64 + blocks.len() as u64 * BLOCK_LEN as u64;
    let bar = progress_bar(total);
    let mut bodies = Bodies::default();
    for batch in &logs.batches {
        match fetch_batch(relay, spool, &logs.window, batch, &bar)? {
            Some(spooled) => drop(bodies.spooled.insert(spooled.member(), spooled)),
            None => bodies.pruned.push(batch.clone()),
        }
    }
    for address in blocks {
        let member = Member::Block { address: *address };
        let mut spooled = spool.member(member, BLOCK_LEN as u64)?;
        bar.inc(spooled.have());
        match relay.fetch_to(&mut spooled, &bar) {
            Ok(true) => drop(bodies.spooled.insert(member, spooled)),
            // Pruned since the list was made.
            Ok(false) | Err(CourierError::Absent { .. }) => {}
            Err(err) => return Err(err),
        }
    }
    bar.finish_and_clear();
    Ok(bodies)
}

/// Fetches the letters of a batch, each of them the one that its entry names; `None` if they have
/// been pruned.
fn fetch_batch(
    relay: &Relay,
    spool: &Spool,
    window: &Window,
    batch: &BatchNote,
    bar: &ProgressBar,
) -> Result<Option<Spooled>, CourierError> {
    let member = Member::Batch {
        number: batch.number,
    };
    let (len, limit) = (u64::from(batch.count) * LETTER_LEN as u64, member.limit());
    if !limit.admits(len) {
        return Err(CourierError::Length {
            what: member.to_string(),
            len,
            expected: limit.to_string(),
        });
    }
    let mut spooled = spool.member(member, len)?;
    let is_resumed = spooled.have() > 0;
    bar.inc(spooled.have());
    if !relay.fetch_to(&mut spooled, bar)? {
        return Ok(None);
    }
    match check_letters(spooled.reader()?, window, batch) {
        // What an earlier pull left may be of another relay: once more from the beginning.
        Err(CourierError::LetterHash { .. }) if is_resumed => {
            spooled.restart()?;
            relay.fetch_to(&mut spooled, bar)?;
            check_letters(spooled.reader()?, window, batch)?;
        }
        checked => checked?,
    }
    Ok(Some(spooled))
}

/// Checks the letters of a batch against the entries of the log.
fn check_letters(file: File, window: &Window, batch: &BatchNote) -> Result<(), CourierError> {
    let mut letters = BufReader::with_capacity(16 * LETTER_LEN, file);
    let mut letter = [0; LETTER_LEN];
    for index in batch.first..batch.end() {
        letters
            .read_exact(&mut letter)
            .map_err(|source| CourierError::State {
                action: "read",
                source,
            })?;
        let entry = index
            .checked_sub(window.start)
            .and_then(|at| window.entries.get(usize::try_from(at).ok()?));
        let hash: [u8; 32] = Sha256::digest(letter).into();
        if entry.map(|entry| entry.body) != Some(hash) {
            return Err(CourierError::LetterHash { index });
        }
    }
    Ok(())
}

/// Fetches the pages of pruned notes if bodies are gone that the desk has not confirmed.
fn fetch_pruned(
    relay: &Relay,
    batches: &[BatchNote],
) -> Result<BTreeMap<Member, Vec<u8>>, CourierError> {
    let mut pages = BTreeMap::new();
    let (Some(first), Some(last)) = (batches.first(), batches.last()) else {
        return Ok(pages);
    };
    warn(&format!(
        "letters {} to {} were pruned before the desk had them; the relay's notes say why",
        first.first,
        last.end() - 1
    ));
    // Prunings are no more than batches; a relay that lies may have pages without end.
    for page in 0..=page_of(last.number) {
        let member = Member::PrunedNotes { page };
        match relay.fetch(member)? {
            Some(bytes) => pages.insert(member, bytes),
            None => break,
        };
    }
    Ok(pages)
}

fn write<'a>(
    args: &args::Pull,
    small: impl Iterator<Item = (&'a Member, &'a Vec<u8>)>,
    spooled: &BTreeMap<Member, Spooled>,
) -> Result<(), CourierError> {
    let small: BTreeMap<Member, &Vec<u8>> = small.map(|(member, body)| (*member, body)).collect();
    let members: BTreeSet<Member> = small.keys().chain(spooled.keys()).copied().collect();
    bellrope_bundle::write(&args.to, args.desk.clone(), |bundle| {
        for member in members {
            if let Some(body) = small.get(&member) {
                bundle.add(member, body)?;
            } else if let Some(body) = spooled.get(&member) {
                bundle.add_from(member, body.len(), body.reader()?)?;
            }
        }
        Ok(())
    })
}

fn report(logs: &Logs, bodies: &Bodies, listed: usize) -> Result<(), CourierError> {
    let blocks = bodies
        .spooled
        .keys()
        .filter(|member| matches!(member, Member::Block { .. }))
        .count();
    let batches = bodies.spooled.len() - blocks;
    let letters: u64 = bodies.spooled.values().map(Spooled::len).sum::<u64>();
    let letters = (letters - blocks as u64 * BLOCK_LEN as u64) / LETTER_LEN as u64;
    say(&format!("card: serial {}", logs.card.serial))?;
    say(&format!("replies: {} in the log", logs.replies))?;
    say(&format!(
        "letters: {letters} brought in {batches} batches, {} in the log, {} confirmed",
        logs.intake, logs.confirmed
    ))?;
    say(&format!("blocks: {blocks} brought, {listed} on the relay"))?;
    warn_of_few_weeks(&logs.card);
    Ok(())
}

fn warn_of_few_weeks(card: &Card) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let this_week = week(now.map_or(0, |since| since.as_secs()));
    let left = weeks_left(card.intake.iter().map(|intake| intake.week), this_week);
    if left < FEW_WEEKS {
        warn(&format!(
            "{left} intake weeks are left in the card; bring the desk's next card soon"
        ));
    }
}

/// Counts the weeks from this one on.
fn weeks_left(weeks: impl Iterator<Item = u64>, this_week: u64) -> usize {
    weeks.filter(|week| *week >= this_week).count()
}

fn progress_bar(total: u64) -> ProgressBar {
    // Hidden by itself where standard error is no terminal.
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}") {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_left_counts_this_one_and_the_later_ones() {
        let weeks = [100, 200, 300];
        for (this_week, left) in [(50, 3), (100, 3), (200, 2), (300, 1), (400, 0)] {
            assert_eq!(weeks_left(weeks.into_iter(), this_week), left);
        }
    }
}
