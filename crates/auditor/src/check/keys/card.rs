//! Reads every card from the first to the newest.

use bellrope_bundle::Log;
use bellrope_protocol::card::{Pin, SignedCard, VerifiedCard};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::note::Day;
use bellrope_transparency::checkpoint::SignedCheckpoint;
use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::tile::{Layer, TILE_WIDTH, Tile};

use super::history::History;
use super::{CARD_HASH, CARD_MISSING, CARD_SIGNATURE, PINNED, SERIAL};
use crate::check::{InForce, Subject, Trusted};
use crate::finding::{Check, said};
use crate::source::Item;

/// Reads the cards, and what they come to.
pub(super) fn read(subject: &Subject<'_>, check: &mut Check) -> Option<Trusted> {
    let size = claimed_size(subject, check)?;
    let mut reading = Reading {
        subject,
        size,
        bundle: None,
        newest: None,
        history: History::default(),
        cards: Vec::new(),
    };
    for serial in 1..=size {
        if !reading.read(serial, check) && serial < size {
            // A log that claims millions of cards and has none must not be asked for each.
            reading.read(size, check);
            break;
        }
    }
    reading.finish(check)
}

/// Reads how many cards the log claims; its signature is the check `log`'s.
fn claimed_size(subject: &Subject<'_>, check: &mut Check) -> Option<u64> {
    let item = Item::Checkpoint { log: Log::Cards };
    let checkpoint = match subject.source.read(&subject.desk, item) {
        Err(err) => Err(said(&err)),
        Ok(None) => Err("there is no card log here".to_owned()),
        Ok(Some(bytes)) => SignedCheckpoint::parse(&bytes).map_err(|err| said(&err)),
    };
    match checkpoint {
        Ok(checkpoint) => Some(checkpoint.unverified_head().size),
        Err(why) => {
            check.could_not("cards", why);
            None
        }
    }
}

struct Reading<'a> {
    subject: &'a Subject<'a>,
    size: u64,
    /// The entries of the bundle that was read last, and its index.
    bundle: Option<(u64, Vec<Entry>)>,
    newest: Option<VerifiedCard>,
    history: History,
    cards: Vec<InForce>,
}

impl Reading<'_> {
    /// Reads and judges one card; false if the source does not have it.
    fn read(&mut self, serial: u64, check: &mut Check) -> bool {
        let place = format!("cards/{serial}");
        let item = Item::Card { serial };
        let bytes = match self.subject.source.read(&self.subject.desk, item) {
            Err(err) => {
                check.could_not(place, said(&err));
                return false;
            }
            Ok(None) => {
                check.find(&CARD_MISSING, place, "a card", "none");
                return false;
            }
            Ok(Some(bytes)) => bytes,
        };
        if let Some(card) = self.verify(serial, &bytes, &place, check) {
            self.take(serial, card, &place, check);
        }
        true
    }

    /// Verifies a card against the pin and those before it. spec: §4 K1, K2, K6
    fn verify(
        &self,
        serial: u64,
        bytes: &[u8],
        place: &str,
        check: &mut Check,
    ) -> Option<VerifiedCard> {
        let signed = SignedCard::parse(bytes);
        let verified = signed.map_err(|err| said(&err)).and_then(|card| {
            let pin = self.pin(card.unverified_card().serial);
            card.verify(&pin).map_err(|err| said(&err))
        });
        match verified {
            Ok(card) if card.card().serial != serial => {
                check.find(&SERIAL, place, serial, card.card().serial);
                None
            }
            Ok(card) => Some(card),
            Err(err) => {
                let expected = "a card signed by the pinned desk, its roots in succession";
                check.find(&CARD_SIGNATURE, place, expected, err);
                None
            }
        }
    }

    /// Returns what a card of a serial must fit: the auditor's pin, and the card before it.
    fn pin(&self, serial: u64) -> Pin {
        let given = &self.subject.pin;
        let mut pin = Pin {
            host: given.host.clone(),
            desk: Some(self.subject.desk.clone()),
            ..Pin::new(given.fingerprint)
        };
        if serial >= given.least_serial {
            pin.succession.clone_from(&given.succession);
        }
        if let Some(before) = &self.newest {
            let card = before.card();
            pin.host = pin.host.or_else(|| Some(card.host.clone()));
            if card.succession.len() > pin.succession.len() {
                pin.succession.clone_from(&card.succession);
            }
        }
        pin
    }

    /// Holds a card against its entry and against its predecessors, and keeps what it promises.
    fn take(&mut self, serial: u64, card: VerifiedCard, place: &str, check: &mut Check) {
        let entry = self.entry(serial - 1, check);
        if let Some(entry) = entry
            && entry.body != card.hash()
        {
            let (expected, found) = (encode_hex(&entry.body), encode_hex(&card.hash()));
            check.find(&CARD_HASH, place, expected, found);
        }
        self.hold_against_pinned(&card, place, check);
        let logged = entry.map_or(card.card().made, |entry| entry.epoch.into());
        self.history.take(card.card(), logged, check);
        self.cards.push(InForce {
            serial,
            logged,
            replies: card.card().replies,
            replies_days: card.card().windows.replies_days,
            epoch_secs: card.card().relay.epoch_secs,
        });
        self.newest = Some(card);
    }

    fn hold_against_pinned(&self, card: &VerifiedCard, place: &str, check: &mut Check) {
        let pinned = self.subject.card.as_ref();
        if let Some(pinned) = pinned.filter(|p| p.card().serial == card.card().serial)
            && pinned.as_bytes() != card.as_bytes()
        {
            let (expected, found) = (encode_hex(&pinned.hash()), encode_hex(&card.hash()));
            check.find(&PINNED, place, expected, found);
        }
    }

    /// Returns an entry of the card log; what is wrong with the bundle is the check `log`'s.
    fn entry(&mut self, index: u64, check: &mut Check) -> Option<Entry> {
        let bundle = index / u64::from(TILE_WIDTH);
        if self.bundle.as_ref().is_none_or(|(read, _)| *read != bundle) {
            let tile = Tile::in_log(Layer::Entries, bundle, self.size)?;
            let item = Item::Tile {
                log: Log::Cards,
                tile,
            };
            let read = self.subject.source.read(&self.subject.desk, item);
            let entries = match read {
                Ok(bytes) => parse_bundle(&bytes.unwrap_or_default(), tile.width()).ok(),
                Err(err) => {
                    check.could_not(item, said(&err));
                    None
                }
            };
            self.bundle = Some((bundle, entries.unwrap_or_default()));
        }
        let position = usize::try_from(index % u64::from(TILE_WIDTH)).ok()?;
        self.bundle.as_ref()?.1.get(position).copied()
    }

    fn finish(self, check: &mut Check) -> Option<Trusted> {
        let pinned = self.subject.pin.least_serial;
        if pinned > self.size {
            let expected = format!("at least {pinned} cards, as the card file has that serial");
            check.find(&PINNED, "cards", expected, self.size);
        }
        let Some(newest) = self.newest else {
            check.could_not("the desk", "no card of it verifies");
            return None;
        };
        let newest = newest.card().clone();
        self.history.finish(&newest, self.subject.now, check);
        check.fact("cards", self.cards.len());
        check.fact("newest card", newest.serial);
        check.fact("valid until", Day::of(newest.not_after));
        check.fact("weekly keys in all cards", self.history.weeks());
        check.fact(
            "witnesses",
            format!(
                "{}, quorum {}",
                newest.witnesses.keys.len(),
                newest.witnesses.quorum
            ),
        );
        Some(Trusted {
            base: newest.base(),
            newest,
            cards: self.cards,
        })
    }
}
