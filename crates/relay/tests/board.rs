//! Boards on a relay in this process: taken in order, kept for ever, never rewritten.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests"
)]

#[path = "fixture/board.rs"]
mod board;
mod fixture;

use axum::body::Body;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::{BOARD_MAX_LEN, Board, Mark, Term};
use board::a_board;
use fixture::START;
use fixture::local::LocalRelay;
use hyper::Request;

fn signed(local: &LocalRelay, board: &Board) -> Vec<u8> {
    board::signed(board, &local.desk.push)
}

#[tokio::test]
async fn boards_are_served_by_number_and_stay() {
    let mut local = LocalRelay::with_card("");
    let today = Day::of(START);
    assert_eq!(local.get("board").await.status, 404);
    assert_eq!(local.get("board/0").await.status, 404);
    let first = a_board(&local.desk, None, today, 5);
    let second = a_board(&local.desk, Some(&first), today.next(), 10);
    let (first, second) = (signed(&local, &first), signed(&local, &second));

    // Not before its turn.
    assert_eq!(local.post("board", second.clone()).await.status, 409);
    assert_eq!(local.post("board", first.clone()).await.status, 201);
    assert_eq!(local.post("board", first.clone()).await.status, 200);
    assert_eq!(local.post("board", second.clone()).await.status, 201);
    assert_eq!(local.post("board", first.clone()).await.status, 409);
    local.restart();
    assert_eq!(local.get("board").await.body, second);
    assert_eq!(local.get("board/0").await.body, first);
    assert_eq!(local.get("board/1").await.body, second);
    for absent in ["board/2", "board/00", "board/x", "board/-1"] {
        assert_eq!(local.get(absent).await.status, 404, "{absent}");
    }
}

#[tokio::test]
async fn board_that_rewrites_the_last_one_is_refused() {
    let local = LocalRelay::with_card("");
    let today = Day::of(START);
    let first = a_board(&local.desk, None, today, 5);
    assert_eq!(
        local.post("board", signed(&local, &first)).await.status,
        201
    );
    let good = a_board(&local.desk, Some(&first), today.next(), 10);
    let lies: [fn(&mut Board); 5] = [
        |board| board.lines.truncate(5),
        |board| {
            board.lines.remove(0);
        },
        |board| board.lines[0].feedback = Term::Overdue,
        |board| board.previous = None,
        |board| board.day = Day::of(START),
    ];
    for lie in lies {
        let mut board = good.clone();
        lie(&mut board);
        // A board without the hash of the one before cannot even be read.
        let posted = local.post("board", signed(&local, &board)).await;
        assert_eq!(posted.status, 400);
    }
    let mut rewritten = first.clone();
    rewritten.lines[0].mark = Mark::from_bytes([99; 16]);
    rewritten.lines.sort_by_key(|line| line.mark);
    let posted = local.post("board", signed(&local, &rewritten)).await;
    assert_eq!(posted.status, 409);
    assert_eq!(local.post("board", signed(&local, &good)).await.status, 201);
}

#[tokio::test]
async fn board_of_another_key_day_or_sender_is_refused() {
    let local = LocalRelay::with_card("");
    let today = Day::of(START);
    let stranger = SignerKey::from_seed(local.desk.base.push_key_name(), &[9; 32]);
    let board = a_board(&local.desk, None, today, 5);
    let forged = board::signed(&board, &stranger);
    assert_eq!(local.post("board", forged).await.status, 400);
    assert_eq!(local.post("board", b"board".to_vec()).await.status, 400);
    let long = vec![b'x'; BOARD_MAX_LEN + 1];
    assert_eq!(local.post("board", long).await.status, 413);
    let early = a_board(&local.desk, None, today.plus(2), 5);
    assert_eq!(
        local.post("board", signed(&local, &early)).await.status,
        409
    );

    let posted = Request::post("/v1/desks/mid/board").body(Body::from(signed(&local, &board)));
    assert_eq!(local.send(posted.unwrap()).await.status, 401);
    let bare = LocalRelay::bare("");
    assert_eq!(bare.post("board", signed(&bare, &board)).await.status, 503);
}
