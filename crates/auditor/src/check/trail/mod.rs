//! A desk's audit trail (docs/trail.md): whether it is whole and unchanged, and what an auditor asks
//! of it without reading a case: R201, R204.
//!
//! The questions are answered only for a trail that verifies; of another, every fault is named and
//! nothing that it says is believed.

mod bundle;
mod case;
mod four_eyes;
mod key;
mod kind;
mod people;
mod term;

use std::collections::BTreeMap;
use std::path::Path;

use bellrope_protocol::base::Base;
use bellrope_protocol::encoding::{encode_base64, encode_hex};
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::note::KeyName;
use bellrope_protocol::time::Day;
use bellrope_trail::{Actor, Fault, Group, Head, Recorded, Trail, Untrusted};

use super::log::Kept;
use crate::finding::{Check, Kind, said};
use kind::{CLOCK, CUT, ENTRY, FORM, HEAD, KEY};

pub use kind::KINDS;

/// How far the desk's clock may be ahead of the auditor's, in seconds.
const AHEAD_SECS: u64 = 86_400;
/// The part of the folder of kept files.
const PART: &str = "trail";

/// What is checked, and against what.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The exported trail. Nothing of it is trusted.
    pub file: &'a [u8],
    /// The desk's fingerprint.
    pub fingerprint: Fingerprint,
    /// The auditor's folder of earlier heads; this run's is added.
    pub kept: Option<&'a Path>,
    /// The auditor's time, in Unix seconds.
    pub now: u64,
}

/// The check, and which desk it turned out to be about.
#[derive(Debug)]
pub struct Answered {
    /// The check.
    pub check: Check,
    /// The desk, unless the trail does not verify.
    pub base: Option<Base>,
}

/// Verifies a trail and asks what auditors ask.
#[must_use]
pub fn run(asked: &Asked<'_>) -> Answered {
    let mut check = Check::new("trail");
    for limit in ["unwritten", "rewritten", "clock", "person"] {
        check.limit(&format!("limit-trail-{limit}"));
    }
    let base = verify(asked, &mut check).map(|(base, trail)| {
        keep(&base, &trail, asked, &mut check);
        describe(&trail, &mut check);
        ask(&trail, asked.now, &mut check);
        base
    });
    Answered { check, base }
}

/// Returns the trail if it is whole, and the desk that its origin names.
fn verify(asked: &Asked<'_>, check: &mut Check) -> Option<(Base, Trail)> {
    let untrusted = match Untrusted::parse(asked.file) {
        Ok(untrusted) => untrusted,
        Err(err) => {
            check.find(&FORM, "the file", "an exported trail", said(&err));
            return None;
        }
    };
    let faults = untrusted.faults(&asked.fingerprint);
    for fault in &faults {
        name_fault(fault, check);
    }
    if !faults.is_empty() {
        let count = untrusted.unverified_entries().len();
        check.fact("entries in the file, not believed", count);
        check.could_not("what was done at the desk", "the trail does not verify");
        return None;
    }
    let trail = untrusted.verify(&asked.fingerprint).ok()?;
    match base_of(&trail.head().origin) {
        Some(base) => Some((base, trail)),
        None => {
            check.find(
                &KEY,
                "the note of the key",
                "the trail of a desk",
                "another name",
            );
            None
        }
    }
}

/// Reads the desk from the name of the trail's key.
fn base_of(origin: &KeyName) -> Option<Base> {
    let (host, rest) = origin.as_str().split_once("/v1/desks/")?;
    let base = Base::new(
        host.parse().ok()?,
        rest.strip_suffix("/trail")?.parse().ok()?,
    );
    (base.trail_key_name() == *origin).then_some(base)
}

fn name_fault(fault: &Fault, check: &mut Check) {
    let entry = |number: &u64| format!("entry {number}");
    let (kind, place, expected): (&'static Kind, String, &str) = match fault {
        Fault::Key(_) => (
            &KEY,
            "the note of the key".to_owned(),
            "signed by the desk's root",
        ),
        Fault::Head(_) => (&HEAD, "the head".to_owned(), "signed by the trail's key"),
        Fault::Size { .. } => (&HEAD, "the head".to_owned(), "the number of the last entry"),
        Fault::End { number } => (
            &HEAD,
            entry(number),
            "the entry that the head was signed over",
        ),
        Fault::Number { number, .. } => (&ENTRY, entry(number), "the entry after the one before"),
        Fault::Hash { number } => (
            &ENTRY,
            entry(number),
            "what was signed after the one before",
        ),
        Fault::Signature { number } => (&ENTRY, entry(number), "signed by the trail's key"),
        _ => (&ENTRY, "the trail".to_owned(), "whole and unchanged"),
    };
    check.find(kind, place, expected, said(fault));
}

/// Holds the trail against every head that was kept, and keeps its own.
fn keep(base: &Base, trail: &Trail, asked: &Asked<'_>, check: &mut Check) {
    let Some(folder) = asked.kept else {
        check.left_out(
            "earlier heads of this trail",
            "a folder to keep them in (--kept)",
        );
        return;
    };
    let kept = Kept::new(folder, base);
    let mut count = 0u64;
    for (name, bytes) in kept.files(PART, check) {
        match Head::open(&bytes, &trail.key().key) {
            Ok(head) if trail.extends(&head) => count += 1,
            Ok(head) => {
                let expected = format!("the {} entries it was signed over", head.chain.size);
                let found = format!("{} entries, and others", trail.head().chain.size);
                check.find(&CUT, format!("kept head {name}"), expected, found);
            }
            Err(err) => check.could_not(format!("kept head {name}"), said(&err)),
        }
    }
    check.fact("earlier heads that this trail goes on from", count);
    let head = &trail.head().chain;
    let name = format!("{:020}-{}.head", head.size, encode_hex(&head.hash[..8]));
    if let Err(err) = kept.add(PART, &name, trail.head_note().to_string().as_bytes()) {
        check.could_not("keeping the head", said(&err));
    }
}

fn describe(trail: &Trail, check: &mut Check) {
    let head = trail.head();
    check.fact("entries", head.chain.size);
    check.fact("hash of the last entry", encode_base64(&head.chain.hash));
    check.fact("head signed on, by the desk's clock", Day::of(head.at));
    let entries = trail.entries();
    if let (Some(first), Some(last)) = (entries.first(), entries.last()) {
        check.fact(
            "first entry",
            format!("{}, {}", day(first), first.entry.act),
        );
        check.fact("last entry", format!("{}, {}", day(last), last.entry.act));
    }
    let mut groups: BTreeMap<Group, u64> = BTreeMap::new();
    for recorded in entries {
        *groups.entry(recorded.entry.act.group()).or_default() += 1;
    }
    for (group, count) in groups {
        check.fact(format!("entries about {}", group_name(group)), count);
    }
}

const fn group_name(group: Group) -> &'static str {
    match group {
        Group::Vault => "the vault",
        Group::People => "people",
        Group::Case => "cases",
        Group::Reply => "replies",
        Group::Term => "terms",
        Group::Identity => "names of reporters",
        Group::FourEyes => "what takes two people",
        Group::Export => "exports and prints",
        Group::Bundle => "bundles",
        Group::Keys => "keys",
        Group::Retention => "retention",
        Group::Learning => "learning",
        Group::Publication => "publication",
    }
}

fn ask(trail: &Trail, now: u64, check: &mut Check) {
    clock(trail, now, check);
    people::ask(trail, check);
    case::ask(trail, check);
    term::ask(trail, check);
    four_eyes::ask(trail, check);
    bundle::ask(trail, check);
    key::ask(trail, check);
}

/// Did the clock run forward? It is the desk's own, so it proves little; but it must not jump.
fn clock(trail: &Trail, now: u64, check: &mut Check) {
    let mut before = 0;
    for Recorded { number, entry } in trail.entries() {
        if entry.at < before {
            let expected = format!("second {before} or later");
            check.find(&CLOCK, format!("entry {number}"), expected, entry.at);
        }
        before = entry.at;
    }
    let head = trail.head().at;
    let latest = trail.entries().iter().map(|it| it.entry.at).max();
    if let Some(latest) = latest.filter(|latest| head < *latest) {
        check.find(
            &CLOCK,
            "the head",
            format!("second {latest} or later"),
            head,
        );
    }
    if head.max(latest.unwrap_or(0)) > now.saturating_add(AHEAD_SECS) {
        let expected = format!("second {now} by your clock, or earlier");
        check.find(&CLOCK, "the head", expected, head.max(latest.unwrap_or(0)));
    }
}

/// Names an entry as a place.
fn place(recorded: &Recorded) -> String {
    let Recorded { number, entry } = recorded;
    match entry.case {
        Some(case) => format!("entry {number}, case {case}"),
        None => format!("entry {number}"),
    }
}

/// Says when and by whom an entry was made.
fn day(recorded: &Recorded) -> Day {
    Day::of(recorded.entry.at)
}

/// Says who and what, for a finding.
fn done(recorded: &Recorded) -> String {
    let entry = &recorded.entry;
    let who = match entry.by {
        Actor::Desk => "the program".to_owned(),
        Actor::Person(id) => id.to_string(),
    };
    format!("{} by {who} on {}", entry.act, day(recorded))
}
