//! Bodies and blocks that go when their time is over.

use super::*;

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
