//! A desk's year in a trail that follows every rule, to be broken one rule at a time.

use bellrope_protocol::base::Base;
use bellrope_protocol::key::{Fingerprint, FoundingRoot};
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::time::{DAY_SECS, Day};
use bellrope_trail::{Act, Actor, Chain, Entry, Key, SignedEntry, StaffId, export, key_note};

/// 2026-01-05, a Monday, 09:00 UTC.
pub(crate) const START: u64 = 1_767_603_600;

pub(crate) const ANNA: Actor = Actor::Person(ANNA_ID);
pub(crate) const ANNA_ID: StaffId = StaffId::from_bytes([0, 0, 0, 1]);
pub(crate) const BRAM: Actor = Actor::Person(BRAM_ID);
pub(crate) const BRAM_ID: StaffId = StaffId::from_bytes([0, 0, 0, 2]);
pub(crate) const CORA: Actor = Actor::Person(StaffId::from_bytes([0, 0, 0, 3]));

pub(crate) const CASE: &str = "4821-0937";
pub(crate) const OTHER: &str = "1111-2222";
const PROPOSAL: &str = "00000000000000aa";
const NAME: &str = "00000000000000bb";

/// What a desk wrote down, before it is signed.
pub(crate) struct World {
    pub(crate) entries: Vec<Entry>,
    /// When the trail was exported, in Unix seconds.
    pub(crate) exported: u64,
    pub(crate) signer: SignerKey,
}

/// Returns the time of a day of the year, from 0, in Unix seconds.
pub(crate) fn on(day: u64) -> u64 {
    START + day * DAY_SECS
}

pub(crate) fn day(day: u64) -> Day {
    Day::of(on(day))
}

pub(crate) fn base() -> Base {
    Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
}

pub(crate) fn root(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().root_key_name(), &[seed; 32])
}

pub(crate) fn signer(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().trail_key_name(), &[seed; 32])
}

pub(crate) fn fingerprint() -> Fingerprint {
    FoundingRoot::from_bytes(*root(1).verifier().public()).fingerprint()
}

impl World {
    /// A year in which nothing is wrong.
    pub(crate) fn good() -> Self {
        let mut world = Self {
            entries: Vec::new(),
            exported: on(400),
            signer: signer(2),
        };
        world.found();
        world.work();
        world.give_a_name();
        world.delete();
        world.go_on();
        world
    }

    pub(crate) fn add(&mut self, day: u64, by: Actor, act: Act) {
        self.entries.push(Entry::new(on(day), by, act));
    }

    /// Adds an entry about [`CASE`].
    pub(crate) fn case(&mut self, day: u64, by: Actor, act: Act) {
        let entry = Entry::new(on(day), by, act);
        self.entries.push(entry.case(CASE.parse().unwrap()));
    }

    /// Tells one thing more of the last entry.
    pub(crate) fn with(&mut self, key: Key, value: impl ToString) -> &mut Self {
        let last = self.entries.pop().unwrap();
        self.entries.push(last.with(key, value.to_string()));
        self
    }

    pub(crate) fn whom(&mut self, id: StaffId) {
        let last = self.entries.pop().unwrap();
        self.entries.push(last.whom(id));
    }

    fn found(&mut self) {
        self.add(0, ANNA, Act::VaultFounded);
        self.add(0, ANNA, Act::PersonAdded);
        self.with(Key::Role, "custodian").whom(BRAM_ID);
        self.add(0, ANNA, Act::StatementAccepted);
        self.add(0, BRAM, Act::StatementAccepted);
        self.add(0, ANNA, Act::RecoveryMade);
        self.with(Key::Need, 2).with(Key::Of, 3);
        self.add(0, Actor::Desk, Act::WeekMade);
        self.with(Key::Week, day(0));
        self.add(1, Actor::Desk, Act::BundleImported);
        self.with(Key::Root, "0f".repeat(32))
            .with(Key::Size, 32)
            .with(Key::Letters, 1)
            .with(Key::Covers, 30)
            .with(Key::Unverified, 1);
        self.add(1, ANNA, Act::BackupMade);
        self.with(Key::Size, 32);
        self.add(1, Actor::Desk, Act::BundleConfirmed);
        self.with(Key::Size, 32);
    }

    fn work(&mut self) {
        self.case(1, Actor::Desk, Act::CaseOpened);
        self.case(1, Actor::Desk, Act::TermSet);
        self.with(Key::Term, "acknowledge").with(Key::Due, day(8));
        self.case(1, Actor::Desk, Act::TermSet);
        self.with(Key::Term, "feedback").with(Key::Due, day(91));
        self.case(1, ANNA, Act::Assigned);
        self.whom(BRAM_ID);
        self.case(2, BRAM, Act::InterestNone);
        self.case(2, BRAM, Act::CaseRead);
        self.case(3, Actor::Desk, Act::TermMet);
        self.with(Key::Term, "acknowledge");
        self.case(4, BRAM, Act::AttachmentExported);
        self.with(Key::To, "authority").with(Key::Ground, "hearing");
        self.add(4, BRAM, Act::Printed);
        self.with(Key::To, "board").with(Key::Ground, "meeting");
        self.add(45, Actor::Desk, Act::WeekDestroyed);
        self.with(Key::Week, day(0));
        self.case(91, Actor::Desk, Act::TermMet);
        self.with(Key::Term, "feedback");
    }

    fn give_a_name(&mut self) {
        self.case(92, BRAM, Act::IdentityAsked);
        self.with(Key::Proposal, NAME)
            .with(Key::Reason, "0f".repeat(32));
        self.case(93, ANNA, Act::IdentityApproved);
        self.with(Key::Proposal, NAME);
        self.case(93, BRAM, Act::IdentityOpened);
        self.with(Key::Proposal, NAME);
    }

    fn delete(&mut self) {
        self.case(94, BRAM, Act::HoldSet);
        self.with(Key::Reason, "0f".repeat(32));
        self.case(200, BRAM, Act::HoldLifted);
        self.with(Key::Reason, "0f".repeat(32));
        self.case(201, Actor::Desk, Act::DeletionDue);
        self.case(201, BRAM, Act::Proposed);
        self.with(Key::Proposal, PROPOSAL)
            .with(Key::What, "case-deleted");
        self.case(202, ANNA, Act::Approved);
        self.with(Key::Proposal, PROPOSAL);
        self.case(202, ANNA, Act::Executed);
        self.with(Key::Proposal, PROPOSAL)
            .with(Key::What, "case-deleted");
        self.case(202, ANNA, Act::DeletionBegun);
        self.with(Key::Proposal, PROPOSAL);
        self.case(202, ANNA, Act::CaseDeleted);
        self.with(Key::Proposal, PROPOSAL);
    }

    fn go_on(&mut self) {
        self.add(360, ANNA, Act::RecoveryDrill);
        self.with(Key::Count, 2);
        self.add(361, BRAM, Act::PersonLeft);
        self.whom(BRAM_ID);
    }

    /// Takes out the one entry of this act; answers where it was.
    pub(crate) fn take(&mut self, act: Act) -> usize {
        let place = self.place(act);
        self.entries.remove(place);
        place
    }

    /// Where the first entry of an act is.
    pub(crate) fn place(&self, act: Act) -> usize {
        let place = self.entries.iter().position(|entry| entry.act == act);
        place.unwrap_or_else(|| panic!("no {act}"))
    }

    /// Changes the first entry of an act.
    pub(crate) fn change(&mut self, act: Act, change: impl FnOnce(&mut Entry)) {
        let place = self.place(act);
        change(&mut self.entries[place]);
    }

    pub(crate) fn signed(&self) -> Vec<SignedEntry> {
        let mut chain = Chain::EMPTY;
        let entries = self.entries.iter();
        entries
            .map(|entry| chain.append(entry, &self.signer).unwrap())
            .collect()
    }

    /// Exports the trail.
    pub(crate) fn file(&self) -> String {
        self.file_of(&self.signed())
    }

    /// Exports entries under a head of their own.
    pub(crate) fn file_of(&self, entries: &[SignedEntry]) -> String {
        let key = key_note::vouch(&root(1), &self.signer, START).unwrap();
        let end = entries.last().map_or(Chain::EMPTY, Chain::after);
        let head = end.head(self.exported, &self.signer).unwrap();
        export(&key, &head, entries)
    }
}
