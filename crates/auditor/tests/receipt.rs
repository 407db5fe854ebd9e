//! What reporters hand in: proofs that hold or do not, promises kept, not yet due, broken.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what fails in a test fails the test"
)]

mod support;

use bellrope_auditor::check::log::{Logged, Options};
use bellrope_auditor::check::receipt::{HandedIn, begin};
use bellrope_auditor::check::{self};
use bellrope_auditor::finding::Check;
use bellrope_protocol::card::SignedCard;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::Tag;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::letter_proof::{LetterProof, Place};
use bellrope_transparency::tree::{Hash, InclusionProof, LeafHashes};
use support::{EPOCH_SECS, World, assert_found};

fn handed_in(text: String) -> HandedIn {
    HandedIn {
        place: "file 1".to_owned(),
        bytes: text.into_bytes(),
    }
}

fn a_receipt(world: &World, entry: &Entry) -> String {
    let tag = Tag::from_bytes(entry.tag);
    let receipt = Receipt::new(&world.base, entry.body, tag, entry.epoch);
    receipt.sign(&world.receipt).unwrap().to_string()
}

fn a_proof(world: &World, index: usize) -> String {
    let leaves: Vec<Hash> = world.intake.entries.iter().map(Entry::leaf_hash).collect();
    let (index, size) = (index as u64, leaves.len() as u64);
    let place = Place {
        index,
        inclusion: InclusionProof::make(&LeafHashes(&leaves), index, size).unwrap(),
        checkpoint: world.intake.sign(world.intake.head()),
    };
    let card: &SignedCard = world.signed_cards.last().unwrap();
    let entry = world.intake.entries[usize::try_from(index).unwrap()];
    let proof = LetterProof::new(entry, card.clone(), place, None).unwrap();
    proof.to_string()
}

fn judge(world: &World, file: HandedIn, letter: Option<&[u8]>) -> Check {
    let files = world.files();
    let subject = world.subject(&files);
    let trusted = check::keys::run(&subject).trusted.unwrap();
    let mut check = Check::new("receipt");
    let fingerprint = subject.pin.fingerprint;
    let mut promises = begin(&[file], letter, fingerprint, Some(&trusted), &mut check);
    let mut each = |logged: Logged<'_>| promises.see(logged);
    let log = check::log::run(&subject, &trusted, &Options::default(), &mut each);
    promises.judge(&subject, &trusted, log.could_not.is_empty(), &mut check);
    check
}

fn promise(check: &Check) -> &str {
    let fact = check
        .facts
        .iter()
        .find(|fact| fact.what == "file 1: promise");
    fact.map_or("", |fact| fact.value.as_str())
}

#[test]
fn promise_is_kept_when_the_entry_is_logged() {
    let world = World::busy();
    let entry = world.intake.entries[20];
    let check = judge(&world, handed_in(a_receipt(&world, &entry)), None);
    assert_found(&check, &[]);
    assert_eq!(promise(&check), "kept, entry 20");
}

#[test]
fn promise_is_not_yet_due_for_two_epochs_and_broken_then() {
    let mut world = World::busy();
    let mut entry = world.intake.entries[0];
    entry.epoch = world.epoch();
    entry.body = [5; 32];
    let receipt = a_receipt(&world, &entry);
    let check = judge(&world, handed_in(receipt.clone()), None);
    assert_found(&check, &[]);
    assert!(promise(&check).starts_with("not yet due"));

    for _ in 0..3 {
        world.seal(16);
    }
    let check = judge(&world, handed_in(receipt.clone()), None);
    assert_found(&check, &["receipt-broken"]);
    assert_eq!(promise(&check), "broken");
    // Another tag is another entry: it was promised and is not there.
    let mut logged = world.intake.entries[20];
    logged.tag = [9; 16];
    let check = judge(&world, handed_in(a_receipt(&world, &logged)), None);
    assert_found(&check, &["receipt-broken"]);
}

#[test]
fn promise_is_kept_late_when_a_later_batch_has_the_entry() {
    for (epochs, expected) in [
        (0, "kept, entry "),
        (1, "kept, entry "),
        (3, "kept late, entry "),
    ] {
        let mut world = World::busy();
        let promised = world.epoch();
        world.now += epochs * u64::from(EPOCH_SECS);
        world.seal_with(16, |letters, _| {
            letters[5].0.epoch = promised;
            letters.sort_by_key(|(entry, _)| entry.body);
        });
        let is_promised = |entry: &&Entry| entry.epoch == promised;
        let entry = *world.intake.entries.iter().find(is_promised).unwrap();
        let check = judge(&world, handed_in(a_receipt(&world, &entry)), None);
        let findings: &[&str] = if epochs == 3 { &["receipt-late"] } else { &[] };
        assert_found(&check, findings);
        assert!(promise(&check).starts_with(expected), "{check:?}");
    }
}

#[test]
fn promise_stays_open_when_a_copy_ends_too_early() {
    let mut world = World::busy();
    let mut entry = world.intake.entries[0];
    entry.epoch = world.epoch();
    entry.body = [5; 32];
    let receipt = a_receipt(&world, &entry);
    world.now += 10 * u64::from(EPOCH_SECS);
    let check = judge(&world, handed_in(receipt), None);
    assert!(check.findings.is_empty() && check.could_not.len() == 1);
}

#[test]
fn receipt_of_another_key_is_refused() {
    let mut world = World::busy();
    let entry = world.intake.entries[20];
    let name = world.base.receipt_key_name();
    let honest = std::mem::replace(&mut world.receipt, SignerKey::from_seed(name, &[9; 32]));
    let forged = a_receipt(&world, &entry);
    world.receipt = honest;
    assert_found(
        &judge(&world, handed_in(forged), None),
        &["receipt-signature"],
    );
}

#[test]
fn proof_is_told_or_refused() {
    let world = World::busy();
    let text = a_proof(&world, 30);
    let check = judge(&world, handed_in(text.clone()), None);
    assert_found(&check, &[]);
    let entry = world.intake.entries[30];
    let hash = bellrope_protocol::encoding::encode_hex(&entry.body);
    assert!(check.facts.iter().any(|fact| fact.value == hash));

    let changed = text.replacen("index 30", "index 31", 1);
    assert_found(&judge(&world, handed_in(changed), None), &["receipt-proof"]);
    let cut = text[..text.len() / 2].to_owned();
    assert_found(&judge(&world, handed_in(cut), None), &["receipt-proof"]);
    let other = handed_in("something else\n".to_owned());
    assert_found(&judge(&world, other, None), &["receipt-form"]);
}

#[test]
fn letter_is_held_against_what_was_handed_in() {
    let world = World::busy();
    let text = a_proof(&world, 0);
    let batch = world.intake.bodies[0].clone().unwrap();
    let first = &batch[..bellrope_protocol::limit::LETTER_LEN];
    let second = &batch[bellrope_protocol::limit::LETTER_LEN..][..first.len()];
    assert_found(&judge(&world, handed_in(text.clone()), Some(first)), &[]);
    let other = judge(&world, handed_in(text), Some(second));
    assert_found(&other, &["receipt-letter"]);
    let receipt = a_receipt(&world, &world.intake.entries[0]);
    let other = judge(&world, handed_in(receipt), Some(second));
    assert_found(&other, &["receipt-letter"]);
}
