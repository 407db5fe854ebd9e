//! Import, from letters on a relay to cases in the vault.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::path::{Path, PathBuf};

use bellrope_casework::status::Status;
use bellrope_desk::attachment::{self, ParcelState, SaveError};
use bellrope_desk::case::{self, CaseNumber, Entry};
use bellrope_desk::errand::{Errand, Ground, Recipient};
use bellrope_desk::import::{self, Outcome, UnverifiedReason};
use bellrope_protocol::content::{Attachments, LetterBody};
use bellrope_protocol::letter;
use bellrope_protocol::tag::Tag;

use support::reporter::{archive, upload};
use support::{HOUR, START, STORY, World, a_reported_world};

#[test]
fn import_makes_a_case_of_a_report() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.summary.status, Status::Received);
    assert_eq!(view.summary.received.to_string(), "2026-11-23");
    assert_eq!(
        view.summary.acknowledge_by.unwrap().to_string(),
        "2026-11-30"
    );
    assert_eq!(view.summary.feedback_by.to_string(), "2027-02-28");
    let [
        Entry::Letter {
            content, parcel, ..
        },
    ] = view.entries.as_slice()
    else {
        panic!("one letter");
    };
    let LetterBody::Report(report) = &content.body else {
        panic!("a report");
    };
    assert_eq!(report.story, STORY);
    assert!(parcel.is_none());
    let draft = &view.drafts[0].text;
    assert!(
        draft.contains("Wij hebben die op 23 november 2026 gekregen."),
        "{draft}"
    );
    assert!(draft.contains(&format!("Het nummer is {number}.")));
    assert!(draft.contains("U hoort van ons vóór 23 februari 2027."));

    let again = world.bundle();
    assert_eq!(world.try_import(&again).unwrap(), Outcome::NothingNew);
}

#[test]
fn import_counts_covers_and_drops_them() {
    let mut world = World::new();
    world.seal();
    let summary = world.import();
    assert_eq!(
        (summary.covers, summary.letters, summary.entries),
        (16, 0, 16)
    );
    assert!(case::summaries(&world.vault).unwrap().is_empty());
}

#[test]
fn import_adds_messages_to_their_case_whatever_the_order() {
    let mut world = World::new();
    let reporter = world.reporter();
    // Both in one batch, which is sorted by hash: ten times, so that both orders come up.
    for round in 0..10 {
        let message = reporter.message(&format!("Bericht {round}"), &mut world.rng);
        reporter.post(&message, &mut world.relay, &mut world.rng);
    }
    let report = reporter.report(STORY, &mut world.rng);
    reporter.post(&report, &mut world.relay, &mut world.rng);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.letters, summary.unverified), (11, 0));
    let view = case::show(&world.vault, &world.only_case()).unwrap();
    assert_eq!(view.entries.len(), 11);
}

#[test]
fn import_makes_a_case_of_each_raw_letter() {
    let mut world = World::new();
    let mut plaintext = [0; 14_725];
    let text = "Ik wil anoniem blijven.\nMaar dit klopt niet.";
    plaintext[..text.len()].copy_from_slice(text.as_bytes());
    let recipient = world
        .card()
        .recipient_at(world.now)
        .unwrap()
        .recipient
        .clone();
    let raw = letter::seal(&plaintext, &recipient, &mut world.rng);
    let tag = Tag::random(&mut world.rng);
    world.relay.post(raw, tag);
    world.seal();
    assert_eq!(world.import().raw, 1);
    let number = world.only_case();
    let view = case::show(&world.vault, &number).unwrap();
    assert!(view.summary.is_raw);
    assert!(matches!(&view.entries[0], Entry::Raw { text: found, .. } if found == text));
    let reply = case::Reply {
        number: &number,
        text: "Dank u",
    };
    let refused = case::reply(&mut world.vault, reply, world.now, &mut world.rng);
    assert!(matches!(refused, Err(case::ReplyError::OneWay { .. })));
}

#[test]
fn import_sets_unverified_letters_aside_with_the_reason() {
    let (mut world, reporter) = a_reported_world();
    let now = world.now;
    let rng = &mut world.rng;

    // The tag of its entry is another.
    let content = reporter.message("met een ander merk", rng);
    let (letter, _) = reporter.seal(&content, now, rng);
    world.relay.post(letter, Tag::random(rng));
    // Made with the keys of another case, under the handle of this one.
    let stranger = support::Reporter::new(&world.card(), &mut world.rng);
    let rng = &mut world.rng;
    let mut content = stranger.message("onder valse vlag", rng);
    content.handle = reporter.case.handle();
    let (letter, tag) = stranger.seal(&content, now, rng);
    world.relay.post(letter, tag);
    // No intro, and no such case.
    let content = stranger.message("zonder zaak", rng);
    let (letter, tag) = stranger.seal(&content, now, rng);
    world.relay.post(letter, tag);
    // An intro that names a key that the desk does not have.
    let mut content = stranger.report("met een onbekende sleutel", rng);
    content.intro.as_mut().unwrap().authentication = 7;
    let (letter, tag) = stranger.seal(&content, now, rng);
    world.relay.post(letter, tag);
    // An intro whose keys do not make the handle.
    let mut content = stranger.report("met de verkeerde sleutels", rng);
    content.handle = bellrope_protocol::key::CaseHandle::from_bytes([9; 16]);
    let (letter, tag) = stranger.seal(&content, now, rng);
    world.relay.post(letter, tag);
    // Begins like a letter and is none.
    let mut plaintext = [b' '; 14_725];
    plaintext[..30].copy_from_slice(b"bellrope letter 1 kapotte brie");
    let recipient = world.card().recipient_at(now).unwrap().recipient.clone();
    let letter = letter::seal(&plaintext, &recipient, &mut world.rng);
    let tag = Tag::random(&mut world.rng);
    world.relay.post(letter, tag);

    world.seal();
    let summary = world.import();
    assert_eq!((summary.unverified, summary.letters), (6, 0));
    let mut found: Vec<(String, UnverifiedReason)> = import::unverified(&world.vault)
        .unwrap()
        .into_iter()
        .map(|it| (it.text, it.reason))
        .collect();
    let mut reason_of = |words: &str| {
        let at = found
            .iter()
            .position(|(text, _)| text.contains(words))
            .unwrap();
        found.remove(at).1
    };
    assert_eq!(reason_of("met een ander merk"), UnverifiedReason::Tag);
    assert_eq!(reason_of("onder valse vlag"), UnverifiedReason::Mac);
    assert_eq!(reason_of("zonder zaak"), UnverifiedReason::Handle);
    assert_eq!(
        reason_of("met een onbekende sleutel"),
        UnverifiedReason::Intro
    );
    assert_eq!(
        reason_of("met de verkeerde sleutels"),
        UnverifiedReason::Intro
    );
    assert_eq!(reason_of("kapotte brie"), UnverifiedReason::Malformed);
    assert_eq!(case::summaries(&world.vault).unwrap().len(), 1);
}

#[test]
fn import_refuses_repeats_by_body_and_by_id() {
    let (mut world, reporter) = a_reported_world();
    let content = reporter.message("Tweemaal gezegd", &mut world.rng);
    let (letter, tag) = reporter.seal(&content, world.now, &mut world.rng);
    world.relay.post(letter.clone(), tag);
    // The same content sealed anew: another body, the same id.
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.letters, summary.repeats), (1, 1));
    // The same body, logged again later.
    world.relay.post(letter, tag);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.letters, summary.repeats), (0, 1));
}

#[test]
fn import_counts_letters_that_no_key_opens() {
    let mut world = World::new();
    let other = bellrope_protocol::age::Identity::generate(&mut world.rng);
    world.pass(HOUR);
    world.relay.seal(other.recipient(), &mut world.rng);
    let summary = world.import();
    assert_eq!((summary.unopened, summary.covers), (16, 0));
}

#[test]
fn import_opens_letters_of_a_week_that_ended_in_their_epoch() {
    let mut world = World::new();
    let next_monday = START - 8 * HOUR + 7 * 24 * HOUR;
    world.pass(next_monday - HOUR - world.now);
    world.seal();
    assert_eq!(world.now, next_monday);
    assert_eq!(world.import().covers, 16);
}

/// Takes a file out for an investigator.
fn save(
    world: &mut World,
    number: &CaseNumber,
    file: u32,
    to: &Path,
) -> Result<PathBuf, SaveError> {
    let errand = Errand::new(Ground::Investigation, Recipient::Investigator, "").unwrap();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    attachment::save(vault, number, file, to, &errand, world.now, rng)
}

#[test]
fn save_attachment_gives_the_file_back() {
    let (mut world, reporter) = a_reported_world();
    let photo: Vec<u8> = (0..300_000_u32).flat_map(u32::to_be_bytes).collect();
    let files = archive(&[("verslag.txt", b"tekst"), ("map/foto.jpg", &photo)]);
    let key = upload(&files, &mut world.relay, &mut world.rng);
    let blocks = key.blocks();
    assert_eq!(blocks, 8);
    let mut content = reporter.message("Met bijlagen", &mut world.rng);
    content.parcel = Some(Attachments::from(key));
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();

    // One block stays behind.
    let (address, block) = world.relay.blocks.pop_first().unwrap();
    world.import();
    let number = world.only_case();
    let to = world.path("uit");
    std::fs::create_dir(&to).unwrap();
    let parcel = |world: &World| {
        let view = case::show(&world.vault, &number).unwrap();
        view.entries.into_iter().find_map(|entry| match entry {
            Entry::Letter { parcel, .. } => parcel,
            _ => None,
        })
    };
    assert_eq!(
        parcel(&world),
        Some(ParcelState::Missing {
            missing: 1,
            blocks: 8
        })
    );
    let refused = save(&mut world, &number, 1, &to).unwrap_err();
    assert!(matches!(
        refused,
        SaveError::Incomplete {
            missing: 1,
            blocks: 8
        }
    ));

    // The next bundle has nothing but the block.
    world.relay.blocks.clear();
    world.relay.blocks.insert(address, block);
    let summary = world.import();
    assert_eq!((summary.blocks, summary.entries), (1, 0));
    let Some(ParcelState::Complete { attachments }) = parcel(&world) else {
        panic!("complete");
    };
    let names: Vec<&str> = attachments.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["verslag.txt", "foto.jpg"]);
    let saved = save(&mut world, &number, 2, &to).unwrap();
    assert_eq!(saved, to.join("foto.jpg"));
    assert_eq!(std::fs::read(&saved).unwrap(), photo);
    // Nothing is overwritten, and there is no third.
    let refused = save(&mut world, &number, 2, &to).unwrap_err();
    assert!(matches!(refused, SaveError::Exists { .. }));
    let refused = save(&mut world, &number, 3, &to).unwrap_err();
    assert!(matches!(
        refused,
        SaveError::NoAttachment { attachment: 3, .. }
    ));

    // A byte of a block changes on the disk.
    let path = world
        .vault
        .folder()
        .join("blocks")
        .join(bellrope_protocol::encoding::encode_hex(&address));
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[1000] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(parcel(&world), Some(ParcelState::Damaged));
    let refused = save(&mut world, &number, 1, &to).unwrap_err();
    assert!(matches!(refused, SaveError::Parcel), "{refused}");
    assert_eq!(std::fs::read_dir(&to).unwrap().count(), 1);
}

#[test]
fn save_attachment_refuses_the_tricks_of_archives() {
    let link = |kind, name: &str| {
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(kind);
        header.set_size(0);
        builder
            .append_link(&mut header, name, "/etc/passwd")
            .unwrap();
        builder.into_inner().unwrap()
    };
    let named = |name: &str| {
        let mut archive = archive(&[("x", b"inhoud")]);
        // The name field, written by hand: the writer would refuse it too.
        archive[..name.len()].copy_from_slice(name.as_bytes());
        let mut header = tar::Header::from_byte_slice(archive[..512].try_into().unwrap()).clone();
        header.set_cksum();
        archive[..512].copy_from_slice(header.as_bytes());
        archive
    };
    let tricks = [
        link(tar::EntryType::Symlink, "a"),
        link(tar::EntryType::Link, "a"),
        link(tar::EntryType::Fifo, "a"),
        link(tar::EntryType::Directory, "a"),
        link(tar::EntryType::XHeader, "a"),
        link(tar::EntryType::GNULongName, "a"),
        named("/etc/passwd"),
        named("../../vault.json"),
        named("a/../../b"),
    ];
    for trick in tricks {
        let (mut world, reporter) = a_reported_world();
        let key = upload(&trick, &mut world.relay, &mut world.rng);
        let mut content = reporter.message("Kijk hier eens", &mut world.rng);
        content.parcel = Some(Attachments::from(key));
        reporter.post(&content, &mut world.relay, &mut world.rng);
        world.seal();
        world.import();
        let to = world.path("uit");
        std::fs::create_dir(&to).unwrap();
        let number = world.only_case();
        let refused = save(&mut world, &number, 1, &to).unwrap_err();
        assert!(matches!(refused, SaveError::Refused), "{refused}");
        assert_eq!(std::fs::read_dir(&to).unwrap().count(), 0);
    }
}
