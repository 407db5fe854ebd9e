//! Who has the desk's keys, or only says so: cards, confirmations, boards, replies. The relay helps:
//! it logs whatever comes.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use bellrope_bundle::Log;
use bellrope_protocol::age::{Identity, Passphrase};
use bellrope_protocol::card::{Card as CardText, EarlierPush, Ed25519PublicKey, SignedCard};
use bellrope_protocol::limit::{REPLY_LEN, REPLY_PLAINTEXT_LEN};
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::reply;
use bellrope_protocol::tag::body_hash;
use bellrope_protocol::time::Day;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{
    Board as BoardText, ConfirmNote, LogNote as _, Mark, Monday, RepliesNote, Term,
};
use bellrope_transparency::tree::{Hash, root_of};
use harness::now;
use rand::RngExt as _;
use serde::Deserialize;

use super::record::{Cosigned, Records, log_key};
use super::{Act, fresh_rng, said};
use crate::field::Field;
use crate::honest::{DESK, DESK_NUMBER};
use crate::key;
use crate::mirror::Answer;

const DAY_SECS: u64 = 86_400;

/// Whose key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum By {
    /// The desk's own: a dishonest desk, or a thief of its vault.
    Desk,
    /// A key of somebody else, under the desk's name.
    Stranger,
}

impl By {
    fn push(self, field: &Field) -> SignerKey {
        match self {
            Self::Desk => key::push(&field.path("vault")),
            Self::Stranger => key::stranger(key::base().push_key_name()),
        }
    }

    fn root(self, field: &Field) -> SignerKey {
        match self {
            Self::Desk => key::root(&field.path("vault")),
            Self::Stranger => key::stranger(key::base().root_key_name()),
        }
    }
}

/// Makes another card out of the newest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Card {
    change: CardChange,
    by: By,
    /// Whether it is logged as the next one; else it is shown in the place of the newest.
    logged: bool,
    #[serde(default)]
    cosigned: Cosigned,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CardChange {
    /// Letters are sealed to keys of somebody else.
    IntakeKeys,
    /// Another key signs for the desk.
    PushKey,
    /// The same, and the key before it is not named any more.
    PushKeyDropped,
    /// The push key is the relay's receipt key.
    SharedKey,
    /// It names another log key.
    LogKey,
    /// It says that it is older than the one before.
    Backdated,
    /// It is not valid any more.
    Expired,
    /// From today on there are more replies.
    ReplyCount,
    /// The authentication key of the same number is another.
    Authentication,
    /// It asks for no witness.
    NoWitness,
    /// It is of another desk, root and all.
    OtherDesk,
    /// Nothing but its name.
    Name,
}

impl Act for Card {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let cards = &records.database.cards;
        let ((_, serial), newest) = cards.last_key_value().ok_or("there is no card")?;
        let newest = SignedCard::parse(newest).map_err(said)?;
        let mut card = newest.unverified_card().clone();
        let root = self.by.root(field);
        let push = card.push;
        self.change(&mut card, &root)?;
        if card.push != push && self.change != CardChange::PushKeyDropped {
            // As an honest card does, so that what was signed stays so.
            let earlier = EarlierPush {
                push,
                batches: records.notes(Log::Replies).len() as u64,
                confirmed: records.head(Log::Intake)?.size,
                boards: records.database.boards.len() as u64,
            };
            card.earlier.insert(0, earlier);
        }
        let serial = serial + u64::from(self.logged);
        card.serial = serial;
        let signed = SignedCard::sign(card, &root).map_err(said)?;
        let row = signed.as_bytes().to_vec();
        records.database.cards.insert((DESK_NUMBER, serial), row);
        if self.logged {
            let mut entries = records.entries(Log::Cards)?;
            entries.push(Entry {
                epoch: u32::try_from(now()).map_err(said)?,
                body: signed.hash(),
                tag: [0; 16],
            });
            records.put_entries(Log::Cards, &entries)?;
            records.sign(Log::Cards, &self.cosigned.keys(field))?;
        }
        field.tamper(|_| records.save())
    }
}

impl Card {
    fn change(&self, card: &mut CardText, root: &SignerKey) -> Result<(), String> {
        let mut rng = fresh_rng();
        let other = Ed25519PublicKey::of(&key::stranger(key::base().push_key_name()));
        card.root = Ed25519PublicKey::of(root);
        match self.change {
            CardChange::IntakeKeys => {
                for week in &mut card.intake {
                    week.recipient = Identity::generate(&mut rng).recipient().clone();
                }
            }
            CardChange::PushKey | CardChange::PushKeyDropped => card.push = other,
            CardChange::SharedKey => card.push = card.relay.receipt,
            CardChange::LogKey => card.relay.log = other,
            CardChange::Backdated => card.made -= DAY_SECS,
            CardChange::Expired => card.not_after = now() - 3_600,
            CardChange::ReplyCount => card.replies.count *= 2,
            CardChange::Authentication => {
                let number = card.authentication[0].number();
                let key = bellrope_protocol::key::AuthenticationKey::generate(number, &mut rng);
                card.authentication[0] = key.public();
            }
            CardChange::NoWitness => {
                card.witnesses.keys.clear();
                card.witnesses.quorum = 0;
            }
            CardChange::OtherDesk => {
                card.founding =
                    bellrope_protocol::key::FoundingRoot::from_bytes(*card.root.as_bytes());
            }
            CardChange::Name => card.names.en = "Integrity desk".to_owned(),
        }
        Ok(())
    }
}

/// Gives the newest card to a reader who keeps it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOut {}

impl Act for HandOut {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let records = Records::read(&field.store())?;
        let newest = records.database.cards.values().next_back();
        let newest = newest.ok_or("there is no card")?;
        fs::write(field.path("card"), newest).map_err(said)
    }
}

/// Publishes a confirmation of letters that the desk does not have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirm {
    change: ConfirmChange,
    by: By,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ConfirmChange {
    /// Of all that is logged.
    All,
    /// Of a log that there never was.
    OtherRoot,
    /// Of more than there is.
    Beyond,
}

impl Act for Confirm {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let mut head = records.head(Log::Intake)?;
        match self.change {
            ConfirmChange::All => {}
            ConfirmChange::OtherRoot => head.root = Hash::of_leaf(b"another"),
            ConfirmChange::Beyond => head.size += 16,
        }
        let note = ConfirmNote {
            origin: key::origin(Log::Intake),
            size: head.size,
            root: head.root,
        };
        let note = note.sign(&self.by.push(field)).map_err(said)?.to_string();
        let row = (DESK_NUMBER, head.size);
        records.database.confirms.insert(row, (now(), note));
        field.tamper(|_| records.save())
    }
}

/// Publishes another board.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Board {
    change: BoardChange,
    by: By,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum BoardChange {
    /// The first board again, its cases received a week earlier than they came.
    Earlier,
    /// The first board again, with a case that was acknowledged before it came.
    Impossible,
    /// The first board again, with thousands of cases that never were.
    Invented,
    /// A second board of the next day, on which a case is missing.
    Drop,
    /// A second board of the next day, on which what was in time is late.
    Late,
    /// A second board that does not follow from the first.
    Unchained,
    /// Another first board for who asks for the newest.
    Fork,
}

impl Act for Board {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let boards = &mut records.database.boards;
        let ((_, number), text) = boards.last_key_value().ok_or("there is no board")?;
        let push = key::push(&field.path("vault"));
        let before = BoardText::open(text.as_bytes(), &push.verifier()).map_err(said)?;
        let mut board = before.clone();
        let mut number = *number;
        self.change(&mut board)?;
        if matches!(
            self.change,
            BoardChange::Drop | BoardChange::Late | BoardChange::Unchained
        ) {
            number += 1;
            board.number = number;
            board.day = before.day.next();
            board.previous = Some(before.hash());
        }
        if self.change == BoardChange::Unchained {
            board.previous = Some(Hash::of_leaf(b"another"));
        }
        let signed = board.sign(&self.by.push(field)).map_err(said)?.to_string();
        if self.change == BoardChange::Fork {
            let answer = Answer {
                status: 200,
                body: signed.into_bytes(),
            };
            field
                .answers
                .insert(format!("/v1/desks/{DESK}/board"), answer);
            return Ok(());
        }
        boards.insert((DESK_NUMBER, number), signed);
        field.tamper(|_| records.save())
    }
}

impl Board {
    fn change(&self, board: &mut BoardText) -> Result<(), String> {
        let earlier = |monday: Monday| {
            Monday::of(Day::of(
                monday.first().start_secs().saturating_sub(7 * DAY_SECS),
            ))
        };
        let first = board.lines.first_mut().ok_or("the board is empty")?;
        match self.change {
            BoardChange::Earlier => {
                for line in &mut board.lines {
                    line.received = earlier(line.received);
                }
            }
            BoardChange::Impossible => {
                first.acknowledged = Term::Kept(earlier(first.received));
            }
            BoardChange::Invented | BoardChange::Fork => {
                let (line, mut rng) = (*first, fresh_rng());
                let count = if self.change == BoardChange::Fork {
                    1
                } else {
                    5_000
                };
                for _ in 0..count {
                    let mut line = line;
                    line.mark = Mark::from_bytes(rng.random());
                    board.lines.push(line);
                }
                board.lines.sort_by_key(|line| line.mark);
            }
            BoardChange::Drop => drop(board.lines.remove(0)),
            BoardChange::Late => first.feedback = Term::Late(first.received),
            BoardChange::Unchained => {}
        }
        Ok(())
    }
}

/// Changes the log of replies, with the relay's help.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reply {
    change: ReplyChange,
    by: By,
    #[serde(default)]
    cosigned: Cosigned,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ReplyChange {
    /// Each reply of the newest day is another.
    Exchange,
    /// There is a batch for the next day.
    Append,
    /// There is a batch for the day after the next: a day is missing.
    Skip,
    /// The newest day is taken back.
    Withhold,
    /// A day's replies are there again, as those of the next day.
    Replay,
    /// There is a batch of half as many for the next day.
    Few,
}

impl Act for Reply {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let (push, keys) = (key::push(&field.path("vault")), self.cosigned.keys(field));
        let (key, text) = newest_note(&records)?;
        let newest = RepliesNote::open(text.as_bytes(), &push.verifier()).map_err(said)?;
        let mut entries = records.entries(Log::Replies)?;
        let first = usize::try_from(newest.first).map_err(said)?;
        let bodies = fs::read(batch(&field.store(), newest.number)).map_err(said)?;
        let (number, day) = match self.change {
            ReplyChange::Exchange | ReplyChange::Withhold => {
                entries.truncate(first);
                (newest.number, newest.day)
            }
            ReplyChange::Skip => (newest.number + 1, newest.day.plus(2)),
            _ => (newest.number + 1, newest.day.next()),
        };
        records
            .database
            .batches
            .retain(|row, _| *row != key || number != newest.number);
        let bodies = match self.change {
            ReplyChange::Withhold => Vec::new(),
            ReplyChange::Replay => bodies,
            ReplyChange::Few => replies(bodies.len() / REPLY_LEN / 2)?,
            _ => replies(bodies.len() / REPLY_LEN)?,
        };
        let mut rng = fresh_rng();
        let own: Vec<Entry> = bodies
            .chunks(REPLY_LEN)
            .map(|body| Entry {
                epoch: u32::try_from(day.end_secs()).unwrap_or(u32::MAX),
                body: body_hash(body),
                tag: rng.random(),
            })
            .collect();
        if !own.is_empty() {
            let note = RepliesNote {
                origin: key::origin(Log::Replies),
                number,
                day,
                first: entries.len() as u64,
                count: u32::try_from(own.len()).map_err(said)?,
                root: root_of(own.iter().map(Entry::leaf_hash)),
            };
            let note = note.sign(&self.by.push(field)).map_err(said)?.to_string();
            records
                .database
                .batches
                .insert((key.0, key.1, number), note);
            entries.extend(own);
        }
        records.put_entries(Log::Replies, &entries)?;
        records.sign(Log::Replies, &keys)?;
        field.tamper(|store| {
            write_batch(&batch(store, number), &bodies)?;
            records.save()
        })
    }
}

fn newest_note(records: &Records) -> Result<((u32, u8, u64), String), String> {
    let (_, kind) = log_key(Log::Replies);
    let mut notes = records.database.batches.iter().rev();
    let newest = notes
        .find(|(key, _)| key.1 == kind)
        .ok_or("there are no replies")?;
    Ok((*newest.0, newest.1.clone()))
}

/// Seals replies that nobody can open.
fn replies(count: usize) -> Result<Vec<u8>, String> {
    let mut rng = fresh_rng();
    let mut bodies = Vec::new();
    for _ in 0..count {
        let passphrase = Passphrase::from_text("of nobody's case");
        let plaintext = [b' '; REPLY_PLAINTEXT_LEN];
        bodies.extend_from_slice(&reply::seal(&plaintext, &passphrase, &mut rng)[..]);
    }
    Ok(bodies)
}

fn batch(store: &Path, number: u64) -> std::path::PathBuf {
    store.join(format!("desks/{DESK}/replies/batch/{number}"))
}

fn write_batch(file: &Path, bodies: &[u8]) -> Result<(), String> {
    if bodies.is_empty() {
        return fs::remove_file(file).map_err(said);
    }
    fs::write(file, bodies).map_err(said)?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).map_err(said)
}
