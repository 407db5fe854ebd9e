//! A desk and its relay in memory: the same formats and signatures as the real ones, a clock that
//! is set by hand, a seeded generator. Tests change it, or the files that it serves, and see
//! whether the auditor notices.

#![allow(dead_code, reason = "each test crate uses its part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "fixtures fail by panicking"
)]

mod files;
mod log;

pub(crate) use files::Files;
pub(crate) use log::Log;

use std::collections::BTreeMap;

use bellrope_auditor::check::log::Options;
use bellrope_auditor::check::{self, Subject};
use bellrope_auditor::finding::Check;
use bellrope_auditor::source::{Bodies, Confirmed, Item, Source};
use bellrope_bundle::Log as LogName;
use bellrope_protocol::age::Identity;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{
    Card, DeskNames, EarlierPush, Ed25519PublicKey, IntakeRecipient, Pin, RelayKeys, ReplyCount,
    SignedCard, Windows, WitnessPolicy,
};
use bellrope_protocol::key::{AuthenticationKey, FoundingRoot};
use bellrope_protocol::limit::{LETTER_LEN, REPLY_LEN, WEEK_SECS};
use bellrope_protocol::note::{CosignerKey, KeyName, SignerKey};
use bellrope_protocol::tag::body_hash;
use bellrope_protocol::time::{Day, week};
use bellrope_transparency::entry::{Entry, write_bundle};
use bellrope_transparency::log_note::{
    ConfirmNote, LogNote as _, PruneReason, PrunedNote, RepliesNote,
};
use bellrope_transparency::tile::{Edge, Layer, Tile};
use bellrope_transparency::tree::{Hash, TreeHead, root_of};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// Length of an epoch, in seconds.
pub(crate) const EPOCH_SECS: u32 = 3_600;
/// 2026-11-23, a Monday, 12:00 UTC.
pub(crate) const NOON: u64 = 1_795_435_200;
/// A day, in seconds.
pub(crate) const DAY: u64 = 86_400;

/// A desk and its relay.
pub(crate) struct World {
    pub(crate) rng: StdRng,
    pub(crate) now: u64,
    pub(crate) base: Base,
    pub(crate) root: SignerKey,
    pub(crate) push: SignerKey,
    pub(crate) receipt: SignerKey,
    pub(crate) witnesses: Vec<CosignerKey>,
    /// Seconds by which witnesses lag behind.
    pub(crate) lag_secs: u64,
    pub(crate) card: Card,
    pub(crate) signed_cards: Vec<SignedCard>,
    pub(crate) cards: Log,
    pub(crate) intake: Log,
    pub(crate) replies: Log,
    pub(crate) confirms: Vec<Confirmed>,
}

impl World {
    /// Founds a desk at [`NOON`] and logs its first card; nothing else is there yet.
    pub(crate) fn founded() -> Self {
        let mut world = Self::without_card();
        world.publish_card();
        world
    }

    /// A desk with three batches of letters and replies of three days.
    pub(crate) fn busy() -> Self {
        let mut world = Self::founded();
        for count in [16, 32, 16] {
            world.seal(count);
        }
        for _ in 0..3 {
            world.publish_day();
            world.now += DAY;
        }
        world.seal(16);
        world
    }

    fn without_card() -> Self {
        let mut rng = StdRng::seed_from_u64(7);
        let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
        let root = SignerKey::from_seed(base.root_key_name(), &rng.random());
        let push = SignerKey::from_seed(base.push_key_name(), &rng.random());
        let receipt = SignerKey::from_seed(base.receipt_key_name(), &rng.random());
        let log_seed: [u8; 32] = rng.random();
        let log = |name: KeyName| Log::new(SignerKey::from_seed(name, &log_seed));
        let (cards, intake) = (log(base.cards_key_name()), log(base.intake_key_name()));
        let replies = log(base.replies_key_name());
        let authentication = AuthenticationKey::generate(1, &mut rng);
        let card = Card {
            desk: base.desk.clone(),
            host: base.host.clone(),
            names: DeskNames {
                nl: "Meldpunt".into(),
                en: "Desk".into(),
            },
            serial: 0,
            made: NOON - 60,
            not_after: week(NOON) + 8 * WEEK_SECS - 1,
            founding: FoundingRoot::from_bytes(*root.verifier().public()),
            root: Ed25519PublicKey::of(&root),
            succession: Vec::new(),
            authentication: vec![authentication.public()],
            intake: weeks(NOON, &mut rng),
            push: Ed25519PublicKey::of(&push),
            earlier: Vec::new(),
            windows: Windows {
                replies_days: 120,
                intake_days: 120,
            },
            replies: ReplyCount {
                count: 16,
                next: None,
            },
            relay: RelayKeys {
                log: Ed25519PublicKey::of(&intake.key),
                receipt: Ed25519PublicKey::of(&receipt),
                epoch_secs: EPOCH_SECS,
            },
            witnesses: WitnessPolicy {
                keys: Vec::new(),
                quorum: 0,
                report_secs: 604_800,
                confirm_secs: 86_400,
            },
            ended: Vec::new(),
            work: None,
        };
        Self {
            rng,
            now: NOON,
            base,
            root,
            push,
            receipt,
            witnesses: Vec::new(),
            lag_secs: 0,
            card,
            signed_cards: Vec::new(),
            cards,
            intake,
            replies,
            confirms: Vec::new(),
        }
    }

    /// Signs `card` with the next serial and logs it.
    pub(crate) fn publish_card(&mut self) {
        self.card.serial += 1;
        let signed = SignedCard::sign(self.card.clone(), &self.root).unwrap();
        self.log_card(signed);
    }

    /// Puts another push key into `card`, for what is signed from now on; returns the replaced one.
    pub(crate) fn replace_push(&mut self, seed: u8) -> SignerKey {
        let replaced = EarlierPush {
            push: self.card.push,
            batches: self.replies.notes.len() as u64,
            confirmed: self.intake.entries.len() as u64,
            boards: 0,
        };
        self.card.earlier.insert(0, replaced);
        let next = SignerKey::from_seed(self.base.push_key_name(), &[seed; 32]);
        self.card.push = Ed25519PublicKey::of(&next);
        std::mem::replace(&mut self.push, next)
    }

    /// Logs a card, whatever it says.
    pub(crate) fn log_card(&mut self, signed: SignedCard) {
        self.cards.entries.push(Entry {
            epoch: self.epoch(),
            body: signed.hash(),
            tag: [0; 16],
        });
        self.signed_cards.push(signed);
    }

    /// Gives the next card keys for eight weeks from now on; those of weeks that it has stay.
    pub(crate) fn rotate(&mut self) {
        let fresh = weeks(self.now, &mut self.rng);
        let old = std::mem::take(&mut self.card.intake);
        let kept = |new: IntakeRecipient| {
            let of = old.iter().find(|old| old.week == new.week);
            of.cloned().unwrap_or(new)
        };
        self.card.intake = fresh.into_iter().map(kept).collect();
        self.card.made = self.now;
        self.card.not_after = week(self.now) + 8 * WEEK_SECS - 1;
        self.publish_card();
    }

    /// Lets `count` witnesses cosign from now on, all of them asked for.
    pub(crate) fn appoint_witnesses(&mut self, count: u8) {
        let cosigner = |number| {
            let name = KeyName::new(format!("witness{number}.example/w")).unwrap();
            CosignerKey::from_seed(name, &[number; 32])
        };
        self.witnesses = (0..count).map(cosigner).collect();
        self.card.witnesses.keys = self.witnesses.iter().map(CosignerKey::verifier).collect();
        self.card.witnesses.quorum = count.into();
        self.publish_card();
    }

    /// The end of the epoch that is under way.
    pub(crate) fn epoch(&self) -> u32 {
        let epoch = u64::from(EPOCH_SECS);
        u32::try_from((self.now / epoch + 1) * epoch).unwrap()
    }

    /// Seals an epoch of `count` letters.
    pub(crate) fn seal(&mut self, count: usize) {
        self.seal_with(count, |entries, _| {
            entries.sort_by_key(|(entry, _)| entry.body);
        });
    }

    /// Seals an epoch of `count` letters, after a change.
    pub(crate) fn seal_with(
        &mut self,
        count: usize,
        change: impl FnOnce(&mut Vec<(Entry, Vec<u8>)>, u32),
    ) {
        let epoch = self.epoch();
        let mut letters: Vec<(Entry, Vec<u8>)> =
            (0..count).map(|_| self.body(LETTER_LEN, epoch)).collect();
        change(&mut letters, epoch);
        let count = letters.len();
        let (entries, bodies): (Vec<Entry>, Vec<Vec<u8>>) = letters.into_iter().unzip();
        self.intake.entries.extend(entries);
        let note = self.intake.batch_note(epoch, count);
        self.intake.notes.push(note);
        self.intake.note_batch(count);
        self.intake.bodies.push(Some(bodies.concat()));
        self.now = epoch.into();
    }

    /// Adds entries without bodies: for logs too long to have any.
    pub(crate) fn seal_entries(&mut self, count: usize) {
        let epoch = self.epoch();
        let mut entries: Vec<Entry> = (0..count)
            .map(|_| Entry {
                epoch,
                body: self.rng.random(),
                tag: self.rng.random(),
            })
            .collect();
        entries.sort_by_key(|entry| entry.body);
        self.intake.entries.extend(entries);
        let note = self.intake.batch_note(epoch, count);
        self.intake.notes.push(note);
        self.intake.note_batch(count);
        self.intake.bodies.push(None);
        self.now = epoch.into();
    }

    /// Publishes the replies of the day that it is, as many as the card says.
    pub(crate) fn publish_day(&mut self) {
        let day = Day::of(self.now);
        self.publish(day, self.card.replies.count_on(day) as usize);
    }

    /// Publishes replies of a day.
    pub(crate) fn publish(&mut self, day: Day, count: usize) {
        let epoch = u32::try_from(day.end_secs()).unwrap();
        let replies: Vec<_> = (0..count).map(|_| self.body(REPLY_LEN, epoch)).collect();
        let (entries, bodies): (Vec<Entry>, Vec<Vec<u8>>) = replies.into_iter().unzip();
        let note = RepliesNote {
            origin: self.replies.key.name().clone(),
            number: self.replies.notes.len() as u64,
            day,
            first: self.replies.entries.len() as u64,
            count: u32::try_from(count).unwrap(),
            root: root_of(entries.iter().map(Entry::leaf_hash)),
        };
        self.replies.entries.extend(entries);
        let note = note.sign(&self.push).unwrap().to_string();
        self.replies.notes.push(note);
        self.replies.note_batch(count);
        self.replies.bodies.push(Some(bodies.concat()));
    }

    fn body(&mut self, len: usize, epoch: u32) -> (Entry, Vec<u8>) {
        let mut body = vec![0; len];
        self.rng.fill(body.as_mut_slice());
        let entry = Entry {
            epoch,
            body: body_hash(&body),
            tag: self.rng.random(),
        };
        (entry, body)
    }

    /// Deletes the bodies of the next batch of letters, and says so.
    pub(crate) fn prune_intake(&mut self, reason: PruneReason, day: Day) {
        prune(&mut self.intake, reason, day);
    }

    /// Deletes the bodies of the next batch of replies, and says so.
    pub(crate) fn prune_replies(&mut self, day: Day) {
        prune(&mut self.replies, PruneReason::Age, day);
    }

    /// Confirms the intake log below `size`.
    pub(crate) fn confirm(&mut self, size: usize, accepted: Option<u64>) {
        let head = self.intake.head_at(size);
        self.confirm_root(head, accepted);
    }

    /// Confirms any head.
    pub(crate) fn confirm_root(&mut self, head: TreeHead, accepted: Option<u64>) {
        let note = ConfirmNote {
            origin: self.intake.key.name().clone(),
            size: head.size,
            root: head.root,
        };
        let note = note.sign(&self.push).unwrap().to_string().into_bytes();
        self.confirms.push(Confirmed { note, accepted });
    }

    /// The files that the relay shows.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files {
            files: BTreeMap::new(),
            confirms: self.confirms.clone(),
            bodies: Bodies::All,
        };
        for (serial, card) in (1..).zip(&self.signed_cards) {
            files.put(Item::Card { serial }, card.as_bytes().to_vec());
        }
        self.put_log(LogName::Cards, &self.cards, &mut files);
        self.put_log(LogName::Replies, &self.replies, &mut files);
        self.put_log(LogName::Intake, &self.intake, &mut files);
        files
    }

    fn put_log(&self, name: LogName, log: &Log, files: &mut Files) {
        let item = Item::Checkpoint { log: name };
        files.put(item, self.cosigned(log).into_bytes());
        let mut edge = Edge::new();
        for (index, bundle) in (0..).zip(log.entries.chunks(256)) {
            let width = u16::try_from(bundle.len()).unwrap();
            let tile = Tile::new(Layer::Entries, index, width).unwrap();
            files.put(
                Item::Tile { log: name, tile },
                write_bundle(bundle).unwrap(),
            );
        }
        for written in edge.append(log.entries.iter().map(Entry::leaf_hash)) {
            let tile = written.tile;
            files.put(Item::Tile { log: name, tile }, written.bytes);
        }
        for (page, notes) in (0..).zip(log.notes.chunks(256)) {
            files.put(Item::Notes { log: name, page }, notes.concat().into_bytes());
        }
        for (page, notes) in (0..).zip(log.pruned.chunks(256)) {
            files.put(
                Item::Pruned { log: name, page },
                notes.concat().into_bytes(),
            );
        }
        for (number, body) in (0..).zip(&log.bodies) {
            if let Some(body) = body {
                files.put(Item::Batch { log: name, number }, body.clone());
            }
        }
    }

    /// A log's checkpoint with the cosignatures of all witnesses.
    pub(crate) fn cosigned(&self, log: &Log) -> String {
        let mut checkpoint = log.sign(log.head());
        let text = checkpoint.checkpoint().to_string();
        for witness in &self.witnesses {
            let cosignature = witness.cosign(&text, self.now - self.lag_secs);
            checkpoint.add(cosignature).unwrap();
        }
        checkpoint.to_string()
    }

    /// What an auditor checks who knows the fingerprint.
    pub(crate) fn subject<'a>(&self, source: &'a dyn Source) -> Subject<'a> {
        Subject {
            source,
            desk: self.base.desk.clone(),
            pin: Pin::new(self.card.founding.fingerprint()),
            card: None,
            now: self.now,
        }
    }

    /// Checks the cards as these files show them.
    pub(crate) fn check_keys(&self, files: &Files) -> Check {
        check::keys::run(&self.subject(files)).check
    }

    /// Checks the logs as these files show them.
    pub(crate) fn check_log(&self, files: &Files, options: &Options<'_>) -> Check {
        let subject = self.subject(files);
        let keys = check::keys::run(&subject);
        match &keys.trusted {
            Some(trusted) => check::log::run(&subject, trusted, options, &mut |_| {}),
            None => check::log::run_untrusted(&keys.check),
        }
    }
}

/// Recipients of the week of a time and the next seven.
fn weeks(now: u64, rng: &mut StdRng) -> Vec<IntakeRecipient> {
    (0..8)
        .map(|number| IntakeRecipient {
            week: week(now) + number * WEEK_SECS,
            recipient: Identity::generate(rng).recipient().clone(),
        })
        .collect()
}

fn prune(log: &mut Log, reason: PruneReason, day: Day) {
    let number = log.pruned.len();
    let (first, count) = log.batches[number];
    let note = PrunedNote {
        origin: log.key.name().clone(),
        number: number as u64,
        first,
        count,
        reason,
        day,
    };
    log.pruned.push(note.sign(&log.key).unwrap().to_string());
    log.bodies[number] = None;
}

/// The kinds that were found, each once, sorted.
pub(crate) fn kinds(check: &Check) -> Vec<&str> {
    let mut kinds: Vec<&str> = check.findings.iter().map(|f| f.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Panics unless exactly these kinds were found and everything could be checked.
#[track_caller]
pub(crate) fn assert_found(check: &Check, expected: &[&str]) {
    assert_eq!(kinds(check), expected, "{:#?}", check.findings);
    assert!(check.could_not.is_empty(), "{:#?}", check.could_not);
}

/// A root that no log here has.
pub(crate) fn another_root() -> Hash {
    Hash::from_bytes([9; 32])
}
