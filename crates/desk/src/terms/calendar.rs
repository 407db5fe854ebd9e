//! The calendar of terms: a file for other programs, with numbers of cases and kinds of terms and
//! nothing else (R078).

use std::fs;
use std::path::Path;

use bellrope_bundle::durable::{self, DurableError};
use bellrope_casework::term::{self, Entry, Group};
use bellrope_casework::vocabulary::Lang;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Placed, Scope, all};
use crate::bytes::SecretKey;
use crate::errand::Ground;
use crate::trail;
use crate::vault::{Record, Records as _, Vault, VaultError};

/// What the ids of calendar events are made from: random, so that they say nothing of a case, and
/// kept, so that a later file replaces the events of an earlier one.
#[derive(Serialize, Deserialize)]
struct EventKey {
    key: SecretKey,
}

impl Record for EventKey {
    const TABLE: &'static str = "event-keys";
}

impl EventKey {
    fn draw(rng: &mut impl CryptoRng) -> Self {
        Self {
            key: SecretKey(SecretBytes::generate(rng)),
        }
    }

    fn id(&self, term: &Placed) -> [u8; 16] {
        let Placed { deadline, place } = term;
        let name = format!("{}/{}/{place}", deadline.number, deadline.term.kind);
        let mut id = [0; 16];
        // HMAC takes a key of any length.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.key.0.expose_secret()) {
            mac.update(name.as_bytes());
            id.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        }
        id
    }
}

/// A calendar that is not yet in the trail.
struct Drawn {
    text: String,
    events: usize,
    /// Present if it was drawn for this calendar.
    new_key: Option<EventKey>,
}

impl Drawn {
    fn draw(
        vault: &Vault,
        scope: Scope,
        lang: Lang,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        let reading = vault.read()?;
        let found: Option<EventKey> = reading.find("key")?;
        let is_new = found.is_none();
        let key = found.unwrap_or_else(|| EventKey::draw(rng));
        let today = term::local_day(now);
        let mut terms = all(&reading, scope)?;
        terms.retain(|it| Group::of(it.deadline.term.state(today)).is_some());
        terms.sort_by(|a, b| {
            let order = |it: &Placed| (it.deadline.term.due, it.deadline.term.kind);
            (order(a), &a.deadline.number).cmp(&(order(b), &b.deadline.number))
        });
        let entry = |placed| Entry {
            uid: key.id(placed),
            number: placed.deadline.number.as_str(),
            term: placed.deadline.term,
        };
        let entries: Vec<Entry<'_>> = terms.iter().map(entry).collect();
        // To the day: when somebody works is nobody's business.
        let text = term::calendar(&entries, Day::of(now).start_secs(), lang);
        Ok(Self {
            text,
            events: terms.len(),
            new_key: is_new.then_some(key),
        })
    }

    /// Enters the export in the trail, with the hash of the file.
    fn enter(
        &self,
        vault: &mut Vault,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        vault.change(|change| {
            if let Some(key) = &self.new_key {
                change.put("key", key, rng)?;
            }
            let entry = trail::entry(change, now, Act::CalendarExported)
                .with(Key::Ground, Ground::Planning.as_str())
                .with(Key::To, "calendar")
                .with(Key::Count, self.events)
                .with(Key::File, encode_hex(&Sha256::digest(&self.text)));
            trail::append(change, &entry, rng)
        })
    }
}

/// Returns what is still to be done as a calendar (RFC 5545), to be handed to whoever asked for it:
/// numbers of cases and kinds of terms, nothing else. It stands in the trail with its hash.
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
    let drawn = Drawn::draw(vault, scope, lang, now, rng)?;
    drawn.enter(vault, now, rng)?;
    Ok(drawn.text)
}

/// Writes the same to a file, and returns how many events it has. The file is there whole and in
/// the trail, or not at all; what stood there is replaced.
///
/// # Errors
///
/// [`CalendarError`], by variant.
pub fn export_calendar(
    vault: &mut Vault,
    scope: Scope,
    lang: Lang,
    to: &Path,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, CalendarError> {
    let drawn = Drawn::draw(vault, scope, lang, now, rng)?;
    durable::write_bytes(to, drawn.text.as_bytes())?;
    // What the trail does not tell of must not lie there.
    let entered = drawn.enter(vault, now, rng);
    entered.inspect_err(|_| drop(fs::remove_file(to)))?;
    Ok(drawn.events)
}

/// Why there is no calendar.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The file cannot be written.
    #[error("cannot write the calendar")]
    Write(#[from] DurableError),
}
