//! What the files of a relay hold and tell.

use super::*;

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
