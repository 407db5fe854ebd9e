//! The life of letters, replies, blocks and cards in a relay, from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

#[path = "../fixture/mod.rs"]
mod fixture;

mod block;
mod disk;
mod prune;
mod publish;

use bellrope_protocol::note::{Day, VerifierKey};
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::Tag;
use bellrope_relay::clock::Clock as _;
use bellrope_transparency::checkpoint::SignedCheckpoint;
use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::log_note::{
    BatchNote, LogNote as _, Page, PruneReason, PrunedNote, verify_run,
};
use bellrope_transparency::tile::bundles_of_window;
use bellrope_transparency::tree::{Frontier, root_of};
use fixture::START;
use fixture::local::{Got, LocalRelay};
use sha2::{Digest as _, Sha256};

const DAY: u64 = 86_400;

impl LocalRelay {
    fn log_key(&self, log: &str) -> VerifierKey {
        let keys = &self.relay().desks[0].keys;
        match log {
            "intake" => keys.intake.verifier(),
            "replies" => keys.replies.verifier(),
            _ => keys.cards.verifier(),
        }
    }

    /// Downloads a log as a reader does, and verifies it whole.
    async fn read_log(&self, log: &str) -> Vec<Entry> {
        let checkpoint = self.get(&format!("{log}/checkpoint")).await;
        let checkpoint = SignedCheckpoint::parse(&checkpoint.body).unwrap();
        let head = checkpoint.verify(&self.log_key(log)).unwrap().head();
        let mut entries = Vec::new();
        for bundle in bundles_of_window(0, head.size) {
            let got = self.get(&format!("{log}/{bundle}")).await;
            assert_eq!(got.status, 200, "{bundle}");
            entries.extend(parse_bundle(&got.body, bundle.width()).unwrap());
        }
        let frontier: Frontier = entries.iter().map(Entry::leaf_hash).collect();
        assert_eq!(frontier.head(), head);
        entries
    }

    async fn batch_notes(&self) -> Vec<BatchNote> {
        let page = self.get("intake/batches").await;
        let notes = Page::parse(&page.body).unwrap().into_notes();
        verify_run(notes, &self.log_key("intake").into(), 0).unwrap()
    }

    fn receipt(&self, got: &Got, number: u64) -> Receipt {
        assert_eq!(got.status, 201);
        let letter = self.desk.letter(number);
        let key = self.relay().desks[0].keys.receipt.verifier();
        let tag = Tag::from_bytes(u128::from(number).to_be_bytes());
        let body = Sha256::digest(&letter).into();
        Receipt::verify(&got.body, &key, &self.desk.base, &body, &tag).unwrap()
    }
}

#[tokio::test]
async fn letter_is_logged_as_its_receipt_promises() {
    let local = LocalRelay::with_card("");
    let receipt = local.receipt(&local.post_letter(7).await, 7);
    assert_eq!(
        receipt.epoch,
        u32::try_from(START).unwrap() / 3600 * 3600 + 3600
    );
    assert!(local.read_log("intake").await.is_empty());
    local.end_epoch().await;

    let entries = local.read_log("intake").await;
    assert_eq!(entries.len() % 16, 0);
    let promised = Entry {
        epoch: receipt.epoch,
        body: receipt.body,
        tag: receipt.tag.to_bytes(),
    };
    let index = entries.iter().position(|entry| *entry == promised).unwrap();
    let batch = local.get("intake/batch/0").await;
    assert_eq!(batch.body.len(), entries.len() * 16_384);
    assert_eq!(
        batch.body[index * 16_384..][..16_384],
        local.desk.letter(7)[..]
    );
}

#[tokio::test]
async fn batch_is_sorted_and_every_body_is_there() {
    let local = LocalRelay::with_card("");
    for number in 0..40 {
        local.receipt(&local.post_letter(number).await, number);
    }
    local.end_epoch().await;
    let entries = local.read_log("intake").await;
    assert!(entries.is_sorted_by_key(|entry| entry.body));
    let batch = local.get("intake/batch/0").await;
    for (entry, letter) in entries.iter().zip(batch.body.chunks(16_384)) {
        assert_eq!(entry.body, <[u8; 32]>::from(Sha256::digest(letter)));
        assert!(bellrope_protocol::letter::check_form(letter).is_ok());
    }
    let notes = local.batch_notes().await;
    assert_eq!(notes[0].root, root_of(entries.iter().map(Entry::leaf_hash)));
}

#[tokio::test]
async fn epochs_are_sealed_without_letters_too() {
    let local = LocalRelay::with_card("");
    for _ in 0..5 {
        local.end_epoch().await;
    }
    let notes = local.batch_notes().await;
    assert_eq!(notes.len(), 5);
    assert!(
        notes
            .iter()
            .all(|note| note.count >= 16 && note.count % 16 == 0)
    );
    assert!(
        notes
            .windows(2)
            .all(|pair| pair[0].epoch + 3600 == pair[1].epoch)
    );
    assert_eq!(
        local.read_log("intake").await.len() as u32,
        notes.iter().map(|note| note.count).sum::<u32>()
    );
}

#[tokio::test]
async fn covers_open_with_the_desks_key() {
    let local = LocalRelay::with_card("");
    local.end_epoch().await;
    let batch = local.get("intake/batch/0").await;
    for letter in batch.body.chunks(16_384) {
        assert!(bellrope_protocol::letter::open(&local.desk.intake, letter).is_ok());
    }
}

#[tokio::test]
async fn missed_epochs_are_sealed_late_as_promised() {
    let mut local = LocalRelay::with_card("");
    let receipt = local.receipt(&local.post_letter(1).await, 1);
    local.restart();
    local.advance(10 * 3600).await;
    let entries = local.read_log("intake").await;
    assert!(
        entries
            .iter()
            .any(|entry| entry.epoch == receipt.epoch && entry.body == receipt.body)
    );
    assert_eq!(local.batch_notes().await.len(), 1);
}

#[tokio::test]
async fn repeated_letter_gets_the_same_receipt() {
    let mut local = LocalRelay::with_card("");
    let first = local.post_letter(1).await;
    assert_eq!(local.post_letter(1).await.body, first.body);
    local.restart();
    assert_eq!(local.post_letter(1).await.body, first.body);
    local.end_epoch().await;
    assert_eq!(local.post_letter(1).await.body, first.body);
    local.restart();
    assert_eq!(local.post_letter(1).await.body, first.body);
    local.end_epoch().await;
    let body: [u8; 32] = Sha256::digest(local.desk.letter(1)).into();
    let entries = local.read_log("intake").await;
    assert_eq!(entries.iter().filter(|entry| entry.body == body).count(), 1);
}

#[tokio::test]
async fn letter_with_another_tag_is_a_conflict() {
    let local = LocalRelay::with_card("");
    local.post_letter(1).await;
    for _ in 0..2 {
        let got = local
            .post_tagged(local.desk.letter(1), &"ab".repeat(16))
            .await;
        assert_eq!(got.status, 409);
        local.end_epoch().await;
    }
}

#[tokio::test]
async fn answers_to_letters_have_one_size() {
    let local = LocalRelay::with_card("");
    let mut sizes = std::collections::BTreeSet::new();
    for number in 0..20 {
        sizes.insert(local.post_letter(number).await.body.len());
    }
    assert_eq!(sizes.len(), 1);
}

#[tokio::test]
async fn full_slots_refuse_until_the_epoch_ends_and_keep_their_promises() {
    let local = LocalRelay::with_card("slots = 16");
    for number in 0..16 {
        local.receipt(&local.post_letter(number).await, number);
    }
    let refused = local.post_letter(16).await;
    assert_eq!(refused.status, 503);
    assert!(refused.headers.contains_key("retry-after"));
    // What was promised still gets its receipt.
    local.receipt(&local.post_letter(3).await, 3);
    local.end_epoch().await;
    let bodies: Vec<_> = local
        .read_log("intake")
        .await
        .iter()
        .map(|entry| entry.body)
        .collect();
    for number in 0..16 {
        assert!(bodies.contains(&Sha256::digest(local.desk.letter(number)).into()));
    }
    local.receipt(&local.post_letter(16).await, 16);
}

#[tokio::test]
async fn full_body_store_refuses_letters_and_seals_on() {
    // Room for the letters that the 256 slots hold, and for nothing beyond.
    let local = LocalRelay::with_card("max_body_bytes = 4194304");
    local.receipt(&local.post_letter(1).await, 1);
    local.end_epoch().await;
    let refused = local.post_letter(2).await;
    assert_eq!(refused.status, 503);
    assert!(refused.headers.contains_key("retry-after"));
    local.end_epoch().await;
    assert_eq!(local.batch_notes().await.len(), 2);
    assert_eq!(local.get("intake/batch/0").await.status, 200);
}

impl LocalRelay {
    async fn grant(&self) -> String {
        let got = self.post("grants", Vec::new()).await;
        assert_eq!(got.status, 201);
        let json: serde_json::Value = serde_json::from_slice(&got.body).unwrap();
        assert_eq!(json["blocks"], 64);
        json["grant"].as_str().unwrap().to_owned()
    }

    async fn put_granted(&self, address: &str, fill: u8, grant: &str) -> u16 {
        let request = axum::http::Request::put(format!("/v1/desks/mid/blocks/{address}"))
            .header("bellrope-grant", grant)
            .body(vec![fill; 262_144].into())
            .unwrap();
        self.send(request).await.status.as_u16()
    }

    async fn put_block(&self, address: &str, fill: u8) {
        let grant = self.grant().await;
        assert_eq!(self.put_granted(address, fill, &grant).await, 204);
    }
}

#[tokio::test]
async fn partial_tiles_and_bundles_are_served_at_every_width() {
    let local = LocalRelay::with_card("");
    for number in 0..300 {
        local.post_letter(number).await;
        if number % 100 == 99 {
            local.end_epoch().await;
        }
    }
    let size = local.read_log("intake").await.len();
    assert!(size > 256);
    let full = local.get("intake/tile/entries/000").await.body;
    assert_eq!(full.len(), 256 * 55);
    for width in [1, 16, 255] {
        let part = local
            .get(&format!("intake/tile/entries/000.p/{width}"))
            .await;
        assert_eq!(part.body, full[..width * 55]);
        let hashes = local.get(&format!("intake/tile/0/000.p/{width}")).await;
        assert_eq!(hashes.body.len(), width * 32);
    }
    let beyond = size % 256 + 1;
    assert_eq!(
        local
            .get(&format!("intake/tile/0/001.p/{beyond}"))
            .await
            .status,
        404
    );
    assert_eq!(local.get("intake/tile/0/001").await.status, 404);
    assert_eq!(local.get("intake/tile/1/000.p/1").await.body.len(), 32);
}
