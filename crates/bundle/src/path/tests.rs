use bellrope_transparency::tile::{Layer, Tile};

use super::*;

fn tile(log: Log, layer: Layer, index: u64, width: u16) -> Member {
    let tile = Tile::new(layer, index, width).unwrap();
    Member::Tile { log, tile }
}

fn day(label: &str) -> Member {
    Member::PostReplies {
        day: label.parse().unwrap(),
    }
}

#[test]
fn members_are_written_as_the_relay_serves_them() {
    let log = Log::Intake;
    let address = 0x00ff_u128.to_be_bytes();
    for (member, path) in [
        (Member::Checkpoint { log }, "intake/checkpoint"),
        (Member::Card { serial: 12 }, "cards/12"),
        (Member::ReplyNotes { page: 0 }, "replies/batches/0"),
        (Member::BatchNotes { page: 3 }, "intake/batches/3"),
        (Member::PrunedNotes { page: 3 }, "intake/pruned/3"),
        (
            tile(log, Layer::Hashes(0), 1_234_067, 256),
            "intake/tile/0/x001/x234/067",
        ),
        (
            tile(Log::Cards, Layer::Hashes(2), 0, 7),
            "cards/tile/2/000.p/7",
        ),
        (
            tile(Log::Replies, Layer::Entries, 999, 255),
            "replies/tile/entries/999.p/255",
        ),
        (Member::Confirm, "confirm"),
        (Member::Board, "board"),
        (Member::Batch { number: 1000 }, "intake/batch/1000"),
        (
            Member::Block { address },
            "blocks/000000000000000000000000000000ff",
        ),
        (Member::PostCard { serial: 2 }, "post/cards/2"),
        (day("2026-11-03"), "post/replies/2026-11-03"),
        (Member::PostConfirm, "post/confirm"),
        (Member::PostBoard, "post/board"),
    ] {
        assert_eq!(member.to_string(), path);
        assert_eq!(path.parse(), Ok(member), "{path}");
    }
}

#[test]
fn parse_refuses_every_other_spelling() {
    for path in [
        "",
        "/",
        "confirm/",
        "/confirm",
        "./confirm",
        "confirm/x",
        "cards",
        "cards/",
        "cards/0",
        "cards/01",
        "cards/+1",
        "cards/-1",
        "cards/1/",
        "cards//1",
        "cards/1\0",
        "cards/١",
        "cards/18446744073709551616",
        "cards/batches/0",
        "cards/../confirm",
        "intake",
        "intake/1",
        "intake/checkpoint/",
        "Intake/checkpoint",
        "replies/pruned/0",
        "replies/batch/0",
        "intake/batches/",
        "intake/batches/00",
        "intake/batches/0/0",
        "intake/batch/1?range",
        "intake/tile/0/0",
        "intake/tile/0/0000",
        "intake/tile/0/x000/000",
        "intake/tile/0/001/000",
        "intake/tile/0/x001",
        "intake/tile/64/000",
        "intake/tile/00/000",
        "intake/tile/0/000.p/0",
        "intake/tile/0/000.p/256",
        "intake/tile/0/000.p/01",
        "intake/tile/0/000.p/1/",
        "intake/tile/entries/x18/446",
        "intake/tile/entries/000.p/65537",
        "intake/tile/entries/x018/x014/x398/x509/x481/984",
        "blocks/ff",
        "blocks/000000000000000000000000000000FF",
        "blocks/+00000000000000000000000000000ff",
        "post",
        "post/board/0",
        "board/0",
        "boards",
        "post/cards/0",
        "post/replies/2026-02-29",
        "post/replies/2026-1-01",
        "post/replies/2026-13-01",
        "post/replies/2026-01-01-01",
        "keys/1",
    ] {
        assert_eq!(path.parse::<Member>(), Err(PathError), "{path:?}");
    }
}

#[test]
fn parse_refuses_desks_outside_the_grammar() {
    let long = "a".repeat(33);
    for desk in [
        "",
        "1mid",
        "-mid",
        "Mid",
        "..",
        "mid.",
        "m/d",
        long.as_str(),
    ] {
        let path = format!("v1/desks/{desk}/confirm");
        assert_eq!(path.parse::<MemberPath>(), Err(PathError), "{path:?}");
    }
    for path in [
        "v2/desks/mid/confirm",
        "/v1/desks/mid/confirm",
        "v1/desks/mid",
        "v1/desks/mid/",
    ] {
        assert_eq!(path.parse::<MemberPath>(), Err(PathError), "{path:?}");
    }
}

#[test]
fn longest_path_fits_the_name_field() {
    let desk: DeskName = "a".repeat(32).parse().unwrap();
    let last = (1 << 54) - 1;
    for member in [
        tile(Log::Replies, Layer::Hashes(63), last, 255),
        tile(Log::Replies, Layer::Entries, last, 255),
        Member::Block { address: [255; 16] },
        Member::ReplyNotes { page: u64::MAX },
    ] {
        let desk = desk.clone();
        let path = MemberPath { desk, member }.to_string();
        assert!(path.len() <= 100, "{path} is {} bytes", path.len());
        assert_eq!(path.parse::<MemberPath>().unwrap().member, member);
    }
}

#[test]
fn members_are_ordered_as_the_courier_brings_them() {
    let ordered = [
        Member::Checkpoint { log: Log::Cards },
        Member::Card { serial: 9 },
        Member::Card { serial: 10 },
        tile(Log::Cards, Layer::Entries, 0, 1),
        Member::Checkpoint { log: Log::Replies },
        Member::ReplyNotes { page: 0 },
        tile(Log::Replies, Layer::Entries, 0, 1),
        Member::Checkpoint { log: Log::Intake },
        Member::BatchNotes { page: 0 },
        Member::PrunedNotes { page: 0 },
        tile(Log::Intake, Layer::Hashes(0), 5, 256),
        tile(Log::Intake, Layer::Hashes(1), 0, 5),
        tile(Log::Intake, Layer::Entries, 0, 1),
        tile(Log::Intake, Layer::Entries, 1, 1),
        Member::Confirm,
        Member::Board,
        Member::Batch { number: 7 },
        Member::Block { address: [0; 16] },
        Member::Block { address: [1; 16] },
        Member::PostCard { serial: 1 },
        day("2026-12-30"),
        day("2026-12-31"),
        day("2027-01-01"),
        Member::PostConfirm,
        Member::PostBoard,
    ];
    assert!(ordered.is_sorted_by(|a, b| a < b));
}
