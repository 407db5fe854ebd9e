//! A desk that replaces its push key: what is under way is taken, what an old key signs anew is not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

#[path = "fixture/board.rs"]
mod board;
mod fixture;

use bellrope_protocol::note::SignerKey;
use bellrope_protocol::time::Day;
use board::{a_board, signed};
use fixture::START;
use fixture::desk::REPLIES;
use fixture::local::LocalRelay;

/// Makes something with another push key than the desk's of now.
fn with_key<T>(local: &mut LocalRelay, key: SignerKey, make: impl FnOnce(&LocalRelay) -> T) -> T {
    let ours = std::mem::replace(&mut local.desk.push, key);
    let made = make(local);
    local.desk.push = ours;
    made
}

fn day(number: u32) -> Day {
    Day::of(START).plus(number)
}

/// The post of the batch of a number, one for each day.
fn replies(local: &LocalRelay, number: u32) -> Vec<u8> {
    let first = u64::from(number * REPLIES);
    local.desk.replies(number.into(), day(number), first)
}

#[tokio::test]
async fn replies_that_were_under_way_are_published_and_no_others() {
    let mut local = LocalRelay::with_card("");
    let posts: Vec<Vec<u8>> = (0..3).map(|number| replies(&local, number)).collect();
    assert_eq!(local.post("replies", posts[0].clone()).await.status, 201);
    // Two batches were made; the stick with the second is still on its way.
    local.desk.replace_push(9, [2, 0, 0]);
    let card = local.card(2);
    assert_eq!(local.post("cards", card).await.status, 201);
    assert_eq!(local.post("replies", posts[0].clone()).await.status, 200);
    assert_eq!(local.post("replies", posts[1].clone()).await.status, 201);
    local.advance(86_400).await;
    assert_eq!(local.post("replies", posts[2].clone()).await.status, 400);
    let ours = replies(&local, 2);
    assert_eq!(local.post("replies", ours).await.status, 201);
}

#[tokio::test]
async fn replaced_key_neither_confirms_more_nor_makes_boards() {
    let mut local = LocalRelay::with_card("");
    local.end_epoch().await;
    let checkpoint = local.get("intake/checkpoint").await.body;
    let first = local.desk.confirm(&checkpoint);
    let size = u64::try_from(local.get("intake/batch/0").await.body.len() / 16_384).unwrap();
    local.end_epoch().await;
    let old = local.desk.replace_push(9, [0, size, 1]);
    let card = local.card(2);
    assert_eq!(local.post("cards", card).await.status, 201);

    // What it had signed is taken also now, what it signs since is not.
    assert_eq!(local.post("confirm", first).await.status, 201);
    let board = a_board(&local.desk, None, day(0), 5);
    let next = a_board(&local.desk, Some(&board), day(1), 10);
    let checkpoint = local.get("intake/checkpoint").await.body;
    let (more, forged) = with_key(&mut local, old, |local| {
        let boards = [&board, &next].map(|board| signed(board, &local.desk.push));
        (local.desk.confirm(&checkpoint), boards)
    });
    assert_eq!(local.post("confirm", more).await.status, 400);
    let [first, second] = forged;
    assert_eq!(local.post("board", first.clone()).await.status, 201);
    assert_eq!(local.post("board", second).await.status, 400);

    let ours = local.desk.confirm(&checkpoint);
    assert_eq!(local.post("confirm", ours).await.status, 201);
    let ours = signed(&next, &local.desk.push);
    assert_eq!(local.post("board", ours).await.status, 201);
    assert_eq!(local.get("board/0").await.body, first);
}

#[tokio::test]
async fn board_that_is_published_stays_as_it_was_signed() {
    let mut local = LocalRelay::with_card("");
    let board = a_board(&local.desk, None, day(0), 5);
    let old = signed(&board, &local.desk.push);
    assert_eq!(local.post("board", old.clone()).await.status, 201);
    local.desk.replace_push(9, [0, 0, 1]);
    let card = local.card(2);
    assert_eq!(local.post("cards", card).await.status, 201);
    let again = signed(&board, &local.desk.push);
    assert_eq!(local.post("board", again).await.status, 200);
    assert_eq!(local.get("board").await.body, old);
}

#[tokio::test]
async fn card_that_forgets_a_push_key_is_refused() {
    let mut local = LocalRelay::with_card("");
    let replaced = local.desk.replace_push(9, [0, 0, 0]);
    let listed = std::mem::take(&mut local.desk.earlier);
    let forgetful = local.card(2);
    assert_eq!(local.post("cards", forgetful).await.status, 400);
    local.desk.earlier = listed;
    let whole = local.card(2);
    assert_eq!(local.post("cards", whole).await.status, 201);
    drop(replaced);
    // Nor may a later one say that it signed more.
    local.desk.earlier[0].batches = 5;
    let other = local.card(3);
    assert_eq!(local.post("cards", other).await.status, 400);
}
