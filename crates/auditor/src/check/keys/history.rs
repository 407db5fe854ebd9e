//! What cards must keep to from one to the next. Grows with the number of cards alone.

use std::collections::BTreeMap;

use bellrope_protocol::card::Card;
use bellrope_protocol::limit::WEEK_SECS;
use bellrope_protocol::note::Day;
use bellrope_protocol::time::{DAY_SECS, week};
use sha2::{Digest as _, Sha256};

use super::{
    AUTHENTICATION, EXPIRED, GAP, MADE, PUSH, RELAY_CHANGED, REPEATED, REPLY_COUNT, SHARED,
    WEEK_CHANGED, WEEKS_FEW, shown,
};
use crate::finding::Check;

/// Weekly keys that must be left at least, the current one included.
const LEAST_WEEKS: usize = 2;
/// Days of notice of a higher reply count (docs/protocol.md §8).
const NOTICE_DAYS: u32 = 7;

/// What the cards so far have said.
#[derive(Debug, Default)]
pub(super) struct History {
    last: Option<Card>,
    /// Hashes of the recipients of each week.
    weeks: BTreeMap<u64, [u8; 32]>,
    /// The week of each recipient.
    recipients: BTreeMap<[u8; 32], u64>,
    authentication: BTreeMap<u32, [u8; 32]>,
    /// The number of each authentication key.
    numbers: BTreeMap<[u8; 32], u32>,
    /// Push keys and roots, and the card since which each is left behind, if it is.
    signers: BTreeMap<(&'static str, [u8; 32]), Option<u64>>,
}

impl History {
    /// Returns how many weeks have a key.
    pub(super) fn weeks(&self) -> usize {
        self.weeks.len()
    }

    /// Takes the next card, which was logged at `logged` (Unix seconds).
    pub(super) fn take(&mut self, card: &Card, logged: u64, check: &mut Check) {
        let place = format!("card {}", card.serial);
        if let Some(last) = &self.last {
            hold_against(last, card, logged, &place, check);
        }
        hold_apart(card, &place, check);
        self.take_weeks(card, &place, check);
        self.take_authentication(card, &place, check);
        self.take_signer("push key", *card.push.as_bytes(), card.serial, check);
        self.take_signer("root", *card.root.as_bytes(), card.serial, check);
        self.last = Some(card.clone());
    }

    fn take_weeks(&mut self, card: &Card, place: &str, check: &mut Check) {
        for intake in &card.intake {
            let key: [u8; 32] = Sha256::digest(intake.recipient.to_string()).into();
            let week = Day::of(intake.week);
            if *self.weeks.entry(intake.week).or_insert(key) != key {
                let place = format!("{place}, week of {week}");
                check.find(&WEEK_CHANGED, place, "the key of earlier cards", "another");
            }
            let first = *self.recipients.entry(key).or_insert(intake.week);
            if first != intake.week {
                let place = format!("{place}, weekly key of {week}");
                let found = format!("the key of {}", Day::of(first));
                check.find(&REPEATED, place, "a key of its own", found);
            }
        }
    }

    fn take_authentication(&mut self, card: &Card, place: &str, check: &mut Check) {
        for key in &card.authentication {
            let (number, bytes) = (key.number(), *key.as_bytes());
            let place = format!("{place}, authentication key {number}");
            if *self.authentication.entry(number).or_insert(bytes) != bytes {
                check.find(
                    &AUTHENTICATION,
                    &place,
                    "the key of earlier cards",
                    "another",
                );
            }
            let first = *self.numbers.entry(bytes).or_insert(number);
            if first != number {
                let found = format!("the key of number {first}");
                check.find(&REPEATED, place, "a key of its own", found);
            }
        }
    }

    /// Takes a push key or root: one that was replaced must not come back.
    fn take_signer(&mut self, what: &'static str, key: [u8; 32], serial: u64, check: &mut Check) {
        for ((kind, known), left) in &mut self.signers {
            if *kind == what && *known != key && left.is_none() {
                *left = Some(serial);
            }
        }
        let left = self.signers.entry((what, key)).or_insert(None);
        if let Some(since) = left.take() {
            let place = format!("card {serial}, {what}");
            let found = format!("one that card {since} had left behind");
            check.find(&REPEATED, place, "the current or a new key", found);
        }
    }

    /// Judges the newest card at `now` (Unix seconds).
    pub(super) fn finish(&self, newest: &Card, now: u64, check: &mut Check) {
        let place = format!("card {}", newest.serial);
        if newest.not_after < now {
            let expected = format!("valid on {}", Day::of(now));
            let found = format!("expired on {}", Day::of(newest.not_after));
            check.find(&EXPIRED, &place, expected, found);
        }
        let current = week(now);
        let left = newest.intake.iter().filter(|i| i.week >= current).count();
        if left < LEAST_WEEKS {
            let expected = format!("{LEAST_WEEKS} or more weekly keys left");
            check.find(&WEEKS_FEW, place, expected, left);
        }
        check.fact("weekly keys left", left);
    }
}

fn hold_against(last: &Card, card: &Card, logged: u64, place: &str, check: &mut Check) {
    if card.made < last.made {
        let expected = format!("made at {} or later, as card {}", last.made, last.serial);
        check.find(&MADE, place, expected, card.made);
    }
    if last.not_after < logged {
        let expected = format!("a card by {}", Day::of(last.not_after));
        check.find(
            &GAP,
            place,
            expected,
            format!("logged on {}", Day::of(logged)),
        );
    }
    if (card.relay.log, card.relay.receipt) != (last.relay.log, last.relay.receipt) {
        let expected = format!("the relay keys of card {}", last.serial);
        let found = format!(
            "log {}, receipt {}",
            shown(&card.relay.log),
            shown(&card.relay.receipt)
        );
        check.find(&RELAY_CHANGED, place, expected, found);
    }
    // spec: §11.1 N2
    if !card.hands_on_push_keys(last) {
        let expected = format!(
            "the push keys of card {}, what each signed with it",
            last.serial
        );
        check.find(&PUSH, place, expected, "another list");
    }
    hold_counts(last, card, place, check);
}

/// The number of replies a day only rises, and with notice. spec: §8
fn hold_counts(last: &Card, card: &Card, place: &str, check: &mut Check) {
    let made = Day::of(card.made);
    let first_free = made.plus(NOTICE_DAYS);
    let mut day = made;
    // The counts before notice could take effect are those promised before.
    while day < first_free {
        let (expected, found) = (last.replies.count_on(day), card.replies.count_on(day));
        if expected != found {
            let place = format!("{place}, replies on {day}");
            check.find(&REPLY_COUNT, place, expected, found);
            return;
        }
        day = day.next();
    }
    let before = last.replies.count_on(first_free);
    let after = card.replies.count_on(first_free);
    let least = card
        .replies
        .next
        .map_or(after, |next| next.count.min(after));
    if least < before {
        let place = format!("{place}, replies after {first_free}");
        check.find(&REPLY_COUNT, place, format!("{before} or more"), least);
    }
}

/// Keys of different purposes must differ, and no log may be its own witness.
fn hold_apart(card: &Card, place: &str, check: &mut Check) {
    let mut keys = vec![
        ("root", *card.root.as_bytes()),
        ("push key", *card.push.as_bytes()),
        ("log key", *card.relay.log.as_bytes()),
        ("receipt key", *card.relay.receipt.as_bytes()),
    ];
    keys.extend(
        card.witnesses
            .keys
            .iter()
            .map(|key| ("witness", *key.public())),
    );
    for (position, (what, key)) in keys.iter().enumerate() {
        if let Some((other, _)) = keys[..position].iter().find(|(_, known)| known == key) {
            let place = format!("{place}, {what}");
            check.find(
                &SHARED,
                place,
                "a key of its own",
                format!("that of the {other}"),
            );
        }
    }
}

/// Weeks are whole days, so a day names one.
const _: () = assert!(WEEK_SECS.is_multiple_of(DAY_SECS));
