//! Cards, replies and confirmations that a desk posts.

use super::*;

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
