//! Who has the relay's keys: every lie about the intake log, properly signed.
//!
//! With `cosigned = "with"` the witness helps; without it, what is new has no cosignature.

use std::fs;

use bellrope_bundle::Log;
use bellrope_protocol::card::SignedCard;
use bellrope_protocol::letter;
use bellrope_protocol::limit::LETTER_PLAINTEXT_LEN;
use bellrope_protocol::note::{Day, KeyName};
use bellrope_protocol::tag::body_hash;
use bellrope_transparency::checkpoint::Checkpoint as CheckpointText;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{BatchNote, LogNote as _, PruneReason, PrunedNote};
use bellrope_transparency::tree::{Hash, TreeHead};
use harness::now;
use rand::{Rng as _, RngExt as _};
use serde::Deserialize;

use super::record::{Cosigned, Records, log_key, numbers_of};
use super::{Act, LogName, fresh_rng, said};
use crate::field::Field;
use crate::honest::DESK;
use crate::key;

/// Changes the log in one letter: the one that a receipt was given for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Letter {
    change: LetterChange,
    #[serde(default)]
    cosigned: Cosigned,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LetterChange {
    /// It is left out.
    Drop,
    /// A cover stands in its place.
    Exchange,
    /// It has another tag, so that its reporter does not find it.
    Retag,
    /// It is logged a second time, in the place of a cover of the next batch.
    Repeat,
    /// It changes places with its neighbour.
    Swap,
    /// It claims to have been promised a day ago.
    HoldBack,
    /// It claims an epoch that is still to come.
    Advance,
    /// Nothing of it but its body is logged: it has the tag of its neighbour.
    BorrowTag,
}

impl Act for Letter {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let (batch, place) = records.place_of(&field.promised())?;
        let letter = records.intake[batch].letters[place].clone();
        let neighbour = if place == 0 { 1 } else { place - 1 };
        let letters = &mut records.intake[batch].letters;
        match self.change {
            LetterChange::Drop => drop(letters.remove(place)),
            LetterChange::Exchange => letters[place] = cover(&records.database, letter.0.epoch)?,
            LetterChange::Retag => letters[place].0.tag = fresh_rng().random(),
            LetterChange::BorrowTag => letters[place].0.tag = letters[neighbour].0.tag,
            LetterChange::Swap => letters.swap(place, neighbour),
            LetterChange::HoldBack => letters[place].0.epoch -= 86_400,
            LetterChange::Advance => letters[place].0.epoch += 3_600,
            LetterChange::Repeat => {
                let next = records
                    .intake
                    .get_mut(batch + 1)
                    .ok_or("there is no later batch")?;
                let (entry, body) = letter;
                let epoch = next.epoch;
                next.letters[0] = (Entry { epoch, ..entry }, body);
                next.letters.sort_by_key(|(entry, _)| entry.body);
            }
        }
        if let LetterChange::Exchange = self.change {
            let letters = &mut records.intake[batch].letters;
            letters.sort_by_key(|(entry, _)| entry.body);
        }
        remake(field, &mut records, self.cosigned)
    }
}

/// Seals a letter that says nothing.
fn cover(
    database: &crate::database::Database,
    epoch: u32,
) -> Result<(Entry, Option<Vec<u8>>), String> {
    let mut rng = fresh_rng();
    let card = database
        .cards
        .values()
        .next_back()
        .ok_or("there is no card")?;
    let card = SignedCard::parse(card).map_err(said)?;
    let week = card.unverified_card().recipient_at(now());
    let recipient = &week.ok_or("the card has no key for this week")?.recipient;
    let mut plaintext = Box::new([b' '; LETTER_PLAINTEXT_LEN]);
    rng.fill_bytes(&mut plaintext[..64]);
    let body = letter::seal(&plaintext, recipient, &mut rng).to_vec();
    let entry = Entry {
        epoch,
        body: body_hash(&body),
        tag: rng.random(),
    };
    Ok((entry, Some(body)))
}

/// Puts the intake log together again and signs it.
fn remake(field: &Field, records: &mut Records, cosigned: Cosigned) -> Result<(), String> {
    let keys = cosigned.keys(field);
    field.tamper(|store| {
        records.make_intake(store, &keys)?;
        records.save()
    })
}

/// Changes a whole batch, the newest but one: what comes after it then belongs to no other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Batch {
    change: BatchChange,
    #[serde(default)]
    cosigned: Cosigned,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum BatchChange {
    /// The covers are left out: three letters remain.
    Unpad,
    /// The letters stand in the order in which they came.
    Unsort,
    /// It is joined with the one after it.
    Join,
    /// It comes after the one that followed it.
    Reorder,
    /// It claims to have been sealed before the one before it.
    Backdate,
    /// It claims to be of tomorrow and the day after.
    Postdate,
}

impl Act for Batch {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let place = records
            .intake
            .len()
            .checked_sub(2)
            .ok_or("too few batches")?;
        let before = records.intake[place - 1].epoch;
        let batch = &mut records.intake[place];
        match self.change {
            BatchChange::Unpad => batch.letters.truncate(3),
            BatchChange::Unsort => batch.letters.reverse(),
            BatchChange::Backdate => batch.epoch = before - 1,
            BatchChange::Postdate => {
                records.intake.last_mut().ok_or("too few batches")?.epoch += 2 * 86_400;
            }
            BatchChange::Reorder => records.intake.swap(place, place + 1),
            BatchChange::Join => {
                let after = records.intake.remove(place + 1);
                let batch = &mut records.intake[place];
                batch.epoch = after.epoch;
                batch.letters.extend(after.letters);
                batch.letters.sort_by_key(|(entry, _)| entry.body);
            }
        }
        remake(field, &mut records, self.cosigned)
    }
}

/// Takes the newest batches back: the log ends before the letter that the receipt is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RollBack {
    #[serde(default)]
    cosigned: Cosigned,
}

impl Act for RollBack {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let (batch, _) = records.place_of(&field.promised())?;
        records.intake.truncate(batch);
        remake(field, &mut records, self.cosigned)
    }
}

/// Signs a checkpoint that is not that of the log.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Checkpoint {
    log: LogName,
    change: CheckpointChange,
    #[serde(default)]
    cosigned: Cosigned,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CheckpointChange {
    /// A root over something else.
    Root,
    /// One entry more than there are.
    Size,
    /// A line that no reader needs: a mark by which one is known.
    Extension,
    /// The right one, signed by a key of somebody else.
    Stranger,
    /// The right one, under the name of another log.
    Origin,
}

impl Act for Checkpoint {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let log: Log = self.log.into();
        let mut records = Records::read(&field.store())?;
        let honest = records.head(log)?;
        let keys = self.cosigned.keys(field);
        let head = match self.change {
            CheckpointChange::Root => TreeHead {
                root: Hash::of_leaf(b"another"),
                ..honest
            },
            CheckpointChange::Size => TreeHead {
                size: honest.size + 1,
                ..honest
            },
            _ => honest,
        };
        let (mut origin, mut signer) = (key::origin(log), keys.log(log));
        if self.change == CheckpointChange::Origin {
            origin = other_origin()?;
            signer = bellrope_protocol::note::SignerKey::from_seed(
                origin.clone(),
                signer.expose_secret(),
            );
        }
        if self.change == CheckpointChange::Stranger {
            signer = key::stranger(origin.clone());
        }
        let mut checkpoint = CheckpointText::new(origin, head);
        if self.change == CheckpointChange::Extension {
            let text = format!("{checkpoint}for reader 4711\n");
            checkpoint = CheckpointText::parse_text(&text).map_err(said)?;
        }
        records.publish(log, &checkpoint, &signer, keys.witness.as_ref())?;
        field.tamper(|_| records.save())
    }
}

/// The origin of a log of a desk that is not there.
fn other_origin() -> Result<KeyName, String> {
    let base = key::base();
    KeyName::new(format!("{}/v1/desks/other/intake", base.host)).map_err(said)
}

/// Changes the witness's cosignature on the intake log.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cosignature {
    change: CosignatureChange,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CosignatureChange {
    /// It is left out.
    Strip,
    /// It is the one on the log of replies.
    Borrow,
    /// It is of somebody under the witness's name.
    Forge,
}

impl Act for Cosignature {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let published = &mut records.database.published;
        let other = published
            .get(&log_key(Log::Replies))
            .ok_or("no reply log")?;
        let other = other.1.lines().last().ok_or("no cosignature")?.to_owned();
        let (_, note) = published.get_mut(&log_key(Log::Intake)).ok_or("no log")?;
        let text = format!("{}\n", note.split_once("\n\n").ok_or("no signature")?.0);
        let mut lines: Vec<String> = note.lines().map(str::to_owned).collect();
        let own = lines.pop().ok_or("no cosignature")?;
        if !own.contains(field.honest.witness.name().as_str()) {
            return Err("the last signature is not the witness's".to_owned());
        }
        match self.change {
            CosignatureChange::Strip => {}
            CosignatureChange::Borrow => lines.push(other),
            CosignatureChange::Forge => lines.push(forged(field, &own, &text)?),
        }
        *note = format!("{}\n", lines.join("\n"));
        field.tamper(|_| records.save())
    }
}

/// Cosigns with another key under the same name and key id.
fn forged(field: &Field, own: &str, text: &str) -> Result<String, String> {
    use bellrope_protocol::encoding::{decode_base64, encode_base64};
    let name = field.honest.witness.name().clone();
    let other = bellrope_protocol::note::CosignerKey::from_seed(name, &[13; 32]);
    let (head, own) = own.rsplit_once(' ').ok_or("no signature")?;
    let own = decode_base64(own).map_err(said)?;
    let cosignature = other.cosign(text, now());
    let forged = [&own[..4], cosignature.bytes()].concat();
    Ok(format!("{head} {}", encode_base64(&forged)))
}

/// Deletes letters before they are due, and signs that it did.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delete {
    reason: Reason,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Reason {
    Age,
    Confirmed,
}

impl Act for Delete {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let (letter, _) = records.place_of(&field.promised())?;
        let notes = records.notes(Log::Intake);
        let (desk, kind) = log_key(Log::Intake);
        let keys = Cosigned::Without.keys(field);
        let first = records
            .database
            .pruned
            .keys()
            .filter(|key| key.1 == kind)
            .count();
        for (number, note) in notes.iter().enumerate().take(letter + 1).skip(first) {
            let numbers = numbers_of(note).ok_or("a batch note is malformed")?;
            let note = PrunedNote {
                origin: key::origin(Log::Intake),
                number: number as u64,
                first: numbers.first,
                count: numbers.count,
                reason: match self.reason {
                    Reason::Age => PruneReason::Age,
                    Reason::Confirmed => PruneReason::Confirmed,
                },
                day: Day::of(now()),
            };
            let note = note.sign(&keys.log(Log::Intake)).map_err(said)?;
            let row = (desk, kind, number as u64);
            records.database.pruned.insert(row, note.to_string());
        }
        field.tamper(|store| {
            for number in first..=letter {
                let file = store.join(format!("desks/{DESK}/intake/batch/{number}"));
                fs::remove_file(file).map_err(said)?;
            }
            records.save()
        })
    }
}

/// Keeps letters that were due: the notes about them are taken back, the bodies are as they were
/// in an earlier copy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keep {
    /// Whether the signed notes that say that they are deleted stay.
    notes: bool,
}

impl Act for Keep {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let (_, kind) = log_key(Log::Intake);
        let of_log = |key: &(u32, u8, u64)| key.1 == kind;
        let deleted: Vec<u64> = records
            .database
            .pruned
            .keys()
            .filter(|key| of_log(key))
            .map(|key| key.2)
            .collect();
        let folder = format!("desks/{DESK}/intake/batch");
        let earlier = field.path("earlier").join(&folder);
        if !self.notes {
            records.database.pruned.retain(|key, _| !of_log(key));
        }
        field.tamper(|store| {
            let mut kept = 0;
            for number in &deleted {
                let number = number.to_string();
                let to = store.join(&folder).join(&number);
                kept += usize::from(fs::copy(earlier.join(&number), to).is_ok());
            }
            match (kept == deleted.len(), self.notes) {
                (false, _) => Err("the earlier copy does not have them all".to_owned()),
                (true, true) => Ok(()),
                (true, false) => records.save(),
            }
        })
    }
}

/// Changes the newest batch note and signs it again; nothing else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    change: NoteChange,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum NoteChange {
    /// It names another root.
    Root,
    /// It covers letters that were never logged.
    Count,
    /// It is signed by a key of somebody else.
    Stranger,
}

impl Act for Note {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let relay = Cosigned::Without.keys(field).log(Log::Intake);
        let key = records.database.batches.keys().rfind(|key| key.1 == 0);
        let key = *key.ok_or("there is no note")?;
        let text = &records.database.batches[&key];
        let mut note = BatchNote::open(text.as_bytes(), &relay.verifier()).map_err(said)?;
        let mut signer = relay;
        match self.change {
            NoteChange::Root => note.root = Hash::of_leaf(b"another"),
            NoteChange::Count => note.count += 16,
            NoteChange::Stranger => signer = key::stranger(key::origin(Log::Intake)),
        }
        let signed = note.sign(&signer).map_err(said)?.to_string();
        records.database.batches.insert(key, signed);
        field.tamper(|_| records.save())
    }
}
