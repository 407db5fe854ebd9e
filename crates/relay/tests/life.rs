//! The life of letters, replies, blocks and cards in a relay, from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

mod fixture;

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

#[tokio::test]
async fn cards_are_logged_at_once_and_once() {
    let local = LocalRelay::bare("");
    let cards = [local.card(1), local.card(2), local.card(3)];
    assert_eq!(local.post("cards", cards[1].clone()).await.status, 409);
    assert_eq!(local.post("cards", cards[0].clone()).await.status, 201);
    assert_eq!(local.post("cards", cards[0].clone()).await.status, 200);
    assert_eq!(local.post("cards", cards[1].clone()).await.status, 201);
    assert_eq!(local.post("cards", cards[0].clone()).await.status, 200);
    let entries = local.read_log("cards").await;
    assert_eq!(entries.len(), 2);
    for (entry, card) in entries.iter().zip(&cards) {
        assert_eq!(entry.body, <[u8; 32]>::from(Sha256::digest(card)));
        assert_eq!(entry.tag, [0; 16]);
    }
    assert_eq!(local.get("cards/2").await.body, cards[1]);
    assert!(local.read_log("intake").await.is_empty());
    assert!(local.read_log("replies").await.is_empty());
}

#[tokio::test]
async fn card_of_another_root_or_relay_is_refused() {
    let local = LocalRelay::bare("");
    let public = fixture::desk::RelayPublic::read(local.folder.path());
    let stranger = fixture::desk::TestDesk::found(fixture::HOST, "mid", 99);
    assert_eq!(
        local
            .post("cards", stranger.card(1, &public, START))
            .await
            .status,
        400
    );
    let elsewhere = fixture::desk::TestDesk::found("other.example", "mid", 2);
    assert_eq!(
        local
            .post("cards", elsewhere.card(1, &public, START))
            .await
            .status,
        400
    );
    let swapped = fixture::desk::RelayPublic {
        log: public.receipt,
        receipt: public.log,
        epoch_secs: 3600,
    };
    assert_eq!(
        local
            .post("cards", local.desk.card(1, &swapped, START))
            .await
            .status,
        400
    );
    let faster = fixture::desk::RelayPublic {
        epoch_secs: 60,
        ..public
    };
    assert_eq!(
        local
            .post("cards", local.desk.card(1, &faster, START))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn replies_are_published_in_order_and_leave_with_the_window() {
    let local = LocalRelay::with_card("");
    let today = Day::of(START);
    assert_eq!(
        local
            .post("replies", local.desk.replies(1, today, 4))
            .await
            .status,
        409
    );
    let first = local.desk.replies(0, today, 0);
    assert_eq!(local.post("replies", first.clone()).await.status, 201);
    assert_eq!(local.post("replies", first.clone()).await.status, 200);
    let other = local.desk.replies(0, today.plus(1), 0);
    assert_eq!(local.post("replies", other).await.status, 409);
    let far = local.desk.replies(1, today.plus(2), 4);
    assert_eq!(local.post("replies", far).await.status, 409);
    let same_day = local.desk.replies(1, today, 4);
    assert_eq!(local.post("replies", same_day).await.status, 409);

    let note_len = u32::from_be_bytes(first[..4].try_into().unwrap()) as usize;
    let bodies: Vec<u8> = first[4 + note_len..]
        .chunks(4_112)
        .flat_map(|item| item[16..].to_vec())
        .collect();
    assert_eq!(local.get("replies/batch/0").await.body, bodies);

    // The card's window is three days: with the fourth, the first one goes.
    for number in 1..4 {
        local.advance(DAY).await;
        let day = Day::of(local.clock.now());
        let post = local.desk.replies(number, day, number * 4);
        assert_eq!(local.post("replies", post).await.status, 201);
    }
    local.end_epoch().await;
    assert_eq!(local.get("replies/batch/0").await.status, 410);
    assert_eq!(local.get("replies/batch/1").await.status, 200);
    assert_eq!(local.read_log("replies").await.len(), 16);
    let pruned = Page::parse(&local.get("replies/pruned/0").await.body)
        .unwrap()
        .into_notes();
    let note = PrunedNote::verify(pruned[0].clone(), &local.log_key("replies")).unwrap();
    assert_eq!(
        (note.number, note.first, note.count, note.reason),
        (0, 0, 4, PruneReason::Age)
    );
}

#[tokio::test]
async fn tampered_replies_are_refused() {
    let local = LocalRelay::with_card("");
    let good = local.desk.replies(0, Day::of(START), 0);
    for position in [0, 3, 10, 400, good.len() - 1] {
        let mut bad = good.clone();
        bad[position] ^= 1;
        assert_eq!(local.post("replies", bad).await.status, 400, "{position}");
    }
    assert_eq!(
        local
            .post("replies", good[..good.len() - 4_112].to_vec())
            .await
            .status,
        400
    );
    assert_eq!(local.post("replies", good).await.status, 201);
}

#[tokio::test]
async fn confirmed_letters_go_after_seven_days_and_a_note_says_so() {
    let mut local = LocalRelay::with_card("");
    local.post_letter(1).await;
    local.end_epoch().await;
    let checkpoint = local.get("intake/checkpoint").await.body;
    let confirm = local.desk.confirm(&checkpoint);
    local.end_epoch().await;
    assert_eq!(local.get("confirm").await.status, 404);
    assert_eq!(local.post("confirm", confirm.clone()).await.status, 201);
    assert_eq!(local.post("confirm", confirm.clone()).await.status, 200);
    assert_eq!(local.get("confirm").await.body, confirm);

    local.advance(7 * DAY).await;
    assert_eq!(local.get("intake/batch/0").await.status, 200);
    local.advance(3600).await;
    assert_eq!(local.get("intake/batch/0").await.status, 410);
    assert_eq!(local.get("intake/batch/1").await.status, 200);
    let pruned = Page::parse(&local.get("intake/pruned/0").await.body)
        .unwrap()
        .into_notes();
    let note = PrunedNote::verify(pruned[0].clone(), &local.log_key("intake")).unwrap();
    assert_eq!((note.number, note.reason), (0, PruneReason::Confirmed));
    // Entries and known letters stay.
    local.read_log("intake").await;
    local.restart();
    local.receipt(&local.post_letter(1).await, 1);
}

#[tokio::test]
async fn confirmation_of_another_log_is_refused() {
    let local = LocalRelay::with_card("");
    local.end_epoch().await;
    let old = local.get("intake/checkpoint").await.body;
    local.end_epoch().await;
    let new = local.get("intake/checkpoint").await.body;
    let mixed = [
        String::from_utf8(new.to_vec())
            .unwrap()
            .lines()
            .take(2)
            .collect::<Vec<_>>()
            .join("\n"),
        String::from_utf8(old.to_vec())
            .unwrap()
            .lines()
            .skip(2)
            .collect::<Vec<_>>()
            .join("\n"),
    ]
    .join("\n")
        + "\n";
    assert_eq!(
        local
            .post("confirm", local.desk.confirm(mixed.as_bytes()))
            .await
            .status,
        409
    );
    assert_eq!(
        local.post("confirm", local.desk.confirm(&new)).await.status,
        201
    );
    assert_eq!(
        local.post("confirm", local.desk.confirm(&old)).await.status,
        409
    );
    let replies = local.get("replies/checkpoint").await.body;
    assert_eq!(
        local
            .post("confirm", local.desk.confirm(&replies))
            .await
            .status,
        409
    );
}

#[tokio::test]
async fn unconfirmed_letters_and_blocks_go_by_age() {
    let local = LocalRelay::with_card("");
    let address = "11".repeat(16);
    local.put_block(&address, 1).await;
    local.end_epoch().await;
    local.advance(89 * DAY).await;
    assert_eq!(local.get("intake/batch/0").await.status, 200);
    assert_eq!(local.get(&format!("blocks/{address}")).await.status, 200);
    local.advance(2 * DAY).await;
    assert_eq!(local.get("intake/batch/0").await.status, 410);
    assert_eq!(local.get(&format!("blocks/{address}")).await.status, 404);
    assert!(local.get("blocks").await.body.is_empty());
}

#[tokio::test]
async fn pruned_bodies_left_by_a_crash_go_at_start() {
    let mut local = LocalRelay::with_card("");
    local.end_epoch().await;
    let path = local.folder.path().join("desks/mid/intake/batch/0");
    let bodies = std::fs::read(&path).unwrap();
    local.advance(91 * DAY).await;
    assert!(!path.exists());
    std::fs::write(&path, bodies).unwrap();
    local.restart();
    assert!(!path.exists());
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
async fn blocks_are_stored_once_and_listed() {
    let mut local = LocalRelay::with_card("");
    let grant = local.grant().await;
    let addresses = ["22".repeat(16), "11".repeat(16)];
    assert_eq!(local.put_granted(&addresses[0], 1, &grant).await, 204);
    assert_eq!(local.put_granted(&addresses[0], 1, &grant).await, 204);
    assert_eq!(local.put_granted(&addresses[0], 2, &grant).await, 409);
    assert_eq!(local.put_granted(&addresses[1], 2, &grant).await, 204);
    local.restart();
    let listed = String::from_utf8(local.get("blocks").await.body.to_vec()).unwrap();
    assert_eq!(listed, format!("{}\n{}\n", addresses[1], addresses[0]));
    let block = local.get(&format!("blocks/{}", addresses[0])).await.body;
    assert_eq!(block, vec![1; 262_144]);
    // Grants are in memory only.
    assert_eq!(local.put_granted(&addresses[0], 1, &grant).await, 401);
}

#[tokio::test]
async fn grant_is_good_for_64_blocks_and_two_epochs() {
    let local = LocalRelay::with_card("");
    let grant = local.grant().await;
    for number in 0..64_u128 {
        assert_eq!(
            local
                .put_granted(&format!("{number:032x}"), 0, &grant)
                .await,
            204
        );
    }
    assert_eq!(
        local.put_granted(&format!("{:032x}", 64), 0, &grant).await,
        401
    );
    // What is there already costs nothing.
    assert_eq!(
        local.put_granted(&format!("{:032x}", 5), 0, &grant).await,
        204
    );
    let fresh = local.grant().await;
    local.end_epoch().await;
    assert_eq!(
        local.put_granted(&format!("{:032x}", 65), 0, &fresh).await,
        204
    );
    local.end_epoch().await;
    assert_eq!(
        local.put_granted(&format!("{:032x}", 66), 0, &fresh).await,
        401
    );
}

#[tokio::test]
async fn full_block_store_stops_no_letter() {
    let local = LocalRelay::with_card("max_block_bytes = 262144");
    let grant = local.grant().await;
    assert_eq!(local.put_granted(&"11".repeat(16), 0, &grant).await, 204);
    assert_eq!(local.put_granted(&"22".repeat(16), 0, &grant).await, 503);
    local.receipt(&local.post_letter(1).await, 1);
}

#[tokio::test]
async fn grants_are_capped() {
    let local = LocalRelay::with_card("max_grants = 2");
    local.grant().await;
    local.grant().await;
    let refused = local.post("grants", Vec::new()).await;
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains_key("retry-after"));
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

#[tokio::test]
async fn files_tell_no_time() {
    let local = LocalRelay::with_card("");
    local.post_letter(1).await;
    local.put_block(&"11".repeat(16), 0).await;
    assert_eq!(
        local
            .post("replies", local.desk.replies(0, Day::of(START), 0))
            .await
            .status,
        201
    );
    local.end_epoch().await;
    for file in [
        "desks/mid/intake/batch/0",
        "desks/mid/replies/batch/0",
        "slots",
    ] {
        let modified = std::fs::metadata(local.folder.path().join(file))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(modified, std::time::UNIX_EPOCH, "{file}");
    }
    let blocks = local.folder.path().join("desks/mid/blocks");
    let epoch = std::fs::read_dir(blocks)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let block = std::fs::metadata(epoch.join("11".repeat(16))).unwrap();
    assert_eq!(block.modified().unwrap(), std::time::UNIX_EPOCH);
}

#[tokio::test]
async fn database_holds_no_pending_letter() {
    let local = LocalRelay::with_card("");
    local
        .post_tagged(local.desk.letter(1), &"c7".repeat(16))
        .await;
    let database = std::fs::read(local.folder.path().join("relay.redb")).unwrap();
    let letter = local.desk.letter(1);
    let hash: [u8; 32] = Sha256::digest(&letter).into();
    for needle in [&letter[2000..2032], &hash[..], &[0xc7; 16][..]] {
        assert!(
            !database
                .windows(needle.len())
                .any(|window| window == needle)
        );
    }
}

#[tokio::test]
async fn sealed_letter_leaves_no_trace_in_the_slots() {
    let local = LocalRelay::with_card("");
    local.post_letter(1).await;
    let letter = local.desk.letter(1);
    let found = || {
        let slots = std::fs::read(local.folder.path().join("slots")).unwrap();
        // A slot holds the letter without its fixed bytes, such as the 40 that it begins with.
        slots
            .windows(64)
            .filter(|window| *window == &letter[40..104])
            .count()
    };
    assert_eq!(found(), 1);
    local.end_epoch().await;
    assert_eq!(found(), 0);
}

/// Spearman's correlation of arrival and place must be what chance gives: 400 letters stay within
/// four standard deviations (1 / √399 each).
#[tokio::test]
async fn slots_do_not_tell_the_order_of_arrival() {
    let local = LocalRelay::with_card("slots = 1024\nreserve_bytes = 67108864");
    let count = 400;
    for number in 0..count {
        local.post_letter(number).await;
    }
    let slots = std::fs::read(local.folder.path().join("slots")).unwrap();
    let encapsulation = &local.desk.letter(0)[40..104];
    let mut order = Vec::new();
    for slot in slots
        .chunks(16_384)
        .filter(|slot| &slot[47..111] == encapsulation)
    {
        order.push(u64::from_be_bytes(slot[1_627..1_635].try_into().unwrap()));
    }
    assert_eq!(order.len() as u64, count);
    let n = count as f64;
    let squares: f64 = (0..)
        .zip(&order)
        .map(|(place, number)| (place as f64 - *number as f64).powi(2))
        .sum();
    let rho = 1.0 - 6.0 * squares / (n * (n * n - 1.0));
    assert!(rho.abs() < 4.0 / (n - 1.0).sqrt(), "{rho}");
}

/// One sector that the disk has spoilt must not hold up everybody else's letters.
#[tokio::test]
async fn spoilt_slot_stops_no_other_letter() {
    use std::os::unix::fs::FileExt as _;
    let local = LocalRelay::with_card("");
    for number in 0..3 {
        local.post_letter(number).await;
    }
    let path = local.folder.path().join("slots");
    let slots = std::fs::read(&path).unwrap();
    let spoilt = (slots.chunks(16_384))
        .position(|slot| slot[..16] == 1_u128.to_be_bytes())
        .unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all_at(&[0; 512], spoilt as u64 * 16_384 + 8_192)
        .unwrap();
    local.end_epoch().await;
    let bodies: Vec<_> = (local.read_log("intake").await.iter())
        .map(|entry| entry.body)
        .collect();
    for (number, logged) in [(0, true), (1, false), (2, true)] {
        let body = Sha256::digest(local.desk.letter(number)).into();
        assert_eq!(bodies.contains(&body), logged, "{number}");
    }
    let failing = local.relay().health.failing();
    assert!(failing.contains_key(&bellrope_relay::health::Part::Spoilt));
}
