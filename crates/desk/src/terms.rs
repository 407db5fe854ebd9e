//! The board of terms: what is overdue and what is due, over every clock of every case (R075–R080).
//!
//! In scope: the terms of the cases there are, from the register alone, and a calendar of them that
//! says nothing else (R078). Out of scope: how a term is reckoned; that is
//! [`bellrope_casework::term`].

use bellrope_casework::term::{
    self, CaseDays, Clock, Deadline, Entry, Group, Term, TermKind, terms_of,
};
use bellrope_casework::vocabulary::Lang;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::bytes::SecretKey;
use crate::case::{CaseNumber, Register};
use crate::configuration;
use crate::trail;
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// Whose terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Of every case.
    Team,
    /// Of the cases that whoever has the vault open may read.
    Own,
}

/// A line of the board.
pub type Row = (Group, Deadline<CaseNumber>);

/// Lists what is still to be done, most urgent first.
///
/// # Errors
///
/// [`VaultError`].
pub fn board(vault: &Vault, scope: Scope, now: u64) -> Result<Vec<Row>, VaultError> {
    let terms = all(&vault.read()?, scope)?;
    let deadlines = terms.into_iter().map(|(deadline, _)| deadline);
    Ok(term::board(deadlines, term::local_day(now)))
}

/// Lists the terms of one case, those that were met or ended included.
///
/// # Errors
///
/// [`VaultError`].
pub fn of_case(vault: &Vault, number: &CaseNumber) -> Result<Vec<Term>, VaultError> {
    let reading = vault.read()?;
    let promises = configuration::promises(&reading)?;
    let line = Register::find(&reading, number)?;
    Ok(line.map_or_else(Vec::new, |line| terms(&line, &promises)))
}

/// Lists every term of every case, each with its place among those of its kind in the case.
fn all(
    records: &impl Records,
    scope: Scope,
) -> Result<Vec<(Deadline<CaseNumber>, usize)>, VaultError> {
    let promises = configuration::promises(records)?;
    let me = records.vault().me().ok();
    let mut all = Vec::new();
    for line in records.all::<Register>()? {
        if line.slot.is_none() || scope == Scope::Own && !is_of(&line, me) {
            continue;
        }
        let terms = terms(&line, &promises);
        for (at, term) in terms.iter().enumerate() {
            let place = terms[..at].iter().filter(|it| it.kind == term.kind).count();
            let (number, term) = (line.number.clone(), *term);
            all.push((Deadline { number, term }, place));
        }
    }
    Ok(all)
}

fn is_of(line: &Register, me: Option<PersonId>) -> bool {
    me.is_some_and(|me| line.readers.contains(&me))
}

/// Returns the terms of a case: of the law, promised, aftercare, tasks.
fn terms(line: &Register, promises: &term::Promises) -> Vec<Term> {
    let course = &line.course;
    let clock = course.clock.map(|set| (set.clock, set.start, set.met));
    let days = CaseDays {
        received: line.received,
        can_be_told: line.can_be_told(),
        kind: line.class.kind(),
        acknowledged: line.acknowledged,
        feedback: course.feedback,
        told: &course.told,
        ended: line.ended(),
        suspended: line.suspended(),
        clock,
    };
    let mut terms = terms_of(&days, promises);
    terms.extend(line.aftercare_terms());
    terms.extend(line.tasks.iter().map(|task| Term {
        kind: TermKind::Task,
        due: task.due,
        done: task.end.map(|(_, day)| day),
        stopped: None,
    }));
    terms
}

/// What the ids of calendar events are made from: random, so that they say nothing of a case, and
/// kept, so that a later file replaces the events of an earlier one.
#[derive(Serialize, Deserialize)]
struct EventKey {
    key: SecretKey,
}

impl Record for EventKey {
    const TABLE: &'static str = "event-keys";
}

fn event_key(change: &Change<'_>, rng: &mut impl CryptoRng) -> Result<EventKey, VaultError> {
    if let Some(found) = change.find("key")? {
        return Ok(found);
    }
    let key = EventKey {
        key: SecretKey(SecretBytes::generate(rng)),
    };
    change.put("key", &key, rng)?;
    Ok(key)
}

impl EventKey {
    fn id(&self, deadline: &Deadline<CaseNumber>, place: usize) -> [u8; 16] {
        let name = format!("{}/{}/{place}", deadline.number, deadline.term.kind);
        let hash = Sha256::new().chain_update(self.key.0.expose_secret());
        let hash: [u8; 32] = hash.chain_update(name).finalize().into();
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        id
    }
}

/// Writes what is still to be done as a calendar (RFC 5545): numbers of cases and kinds of terms,
/// nothing else. The export stands in the trail with the hash of the file.
///
/// # Errors
///
/// [`VaultError`].
pub fn calendar(
    vault: &mut Vault,
    scope: Scope,
    lang: Lang,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<String, VaultError> {
    vault.change(|change| {
        let key = event_key(change, rng)?;
        let today = term::local_day(now);
        let mut terms = all(change, scope)?;
        terms.retain(|(deadline, _)| Group::of(deadline.term.state(today)).is_some());
        terms.sort_by(|(a, _), (b, _)| (a.term.due, &a.number).cmp(&(b.term.due, &b.number)));
        let entries: Vec<Entry<'_>> = terms
            .iter()
            .map(|(deadline, place)| Entry {
                uid: key.id(deadline, *place),
                number: deadline.number.as_str(),
                term: deadline.term,
            })
            .collect();
        // To the day: when somebody works is nobody's business.
        let text = term::calendar(&entries, Day::of(now).start_secs(), lang);
        let entry = trail::entry(change, now, Act::CalendarExported)
            .with(Key::To, "calendar")
            .with(Key::Count, entries.len())
            .with(Key::File, encode_hex(&Sha256::digest(&text)));
        trail::append(change, &entry, rng)?;
        Ok(text)
    })
}

/// A clock that somebody set on a case besides those that every case has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct SetClock {
    pub(crate) clock: Clock,
    pub(crate) start: Day,
    pub(crate) met: Option<Day>,
}
