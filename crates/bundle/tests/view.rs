//! A log as members give it: whole, and with anything missing or changed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use bellrope_bundle::{Log, LogView, Member, NoteKind, ViewError};
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_transparency::entry::{Entry, write_bundle};
use bellrope_transparency::log_note::{BatchNote, LogNote as _, Page};
use bellrope_transparency::tile::{Edge, Layer, Tile, bundles_of_window, tiles_for_prefix};
use bellrope_transparency::tree::{Hash, TreeHead};

type Bodies = BTreeMap<Member, Vec<u8>>;

const LOG: Log = Log::Intake;

fn entries(count: u16) -> Vec<Entry> {
    (0..count)
        .map(|i| {
            let mut body = [0; 32];
            body[..2].copy_from_slice(&i.to_be_bytes());
            Entry {
                epoch: 3600,
                body,
                tag: [0; 16],
            }
        })
        .collect()
}

/// The members of a log of `count` entries, its entries from `start` on.
fn log(count: u16, start: u64) -> (Bodies, TreeHead) {
    let entries = entries(count);
    let mut edge = Edge::new();
    let tiles = edge.append(entries.iter().map(Entry::leaf_hash));
    let head = edge.frontier().unwrap().head();
    let mut bodies = Bodies::new();
    for tile in bundles_of_window(start, head.size) {
        let from = usize::try_from(tile.index() * 256).unwrap();
        let body = write_bundle(&entries[from..from + usize::from(tile.width())]).unwrap();
        bodies.insert(Member::Tile { log: LOG, tile }, body);
    }
    for needed in tiles_for_prefix(start, head.size) {
        let written = tiles.iter().find(|written| written.tile == needed).unwrap();
        let tile = needed;
        bodies.insert(Member::Tile { log: LOG, tile }, written.bytes.clone());
    }
    (bodies, head)
}

fn entry_tile(index: u64, width: u16) -> Member {
    Member::Tile {
        log: LOG,
        tile: Tile::new(Layer::Entries, index, width).unwrap(),
    }
}

#[test]
fn window_gives_the_entries_that_the_root_proves() {
    for (count, start) in [
        (0, 0),
        (1, 0),
        (256, 0),
        (300, 256),
        (1000, 0),
        (1000, 512),
        (1024, 1024),
    ] {
        let (bodies, head) = log(count, start);
        let window = LogView::new(&bodies, LOG).window(&head).unwrap();
        assert_eq!(window.start, start);
        assert_eq!(window.before.size(), start);
        assert_eq!(window.frontier.head(), head);
        let all = entries(count);
        assert_eq!(window.entries, all[usize::try_from(start).unwrap()..]);
    }
}

#[test]
fn window_names_the_member_that_is_missing() {
    let (bodies, head) = log(1000, 512);
    for member in bodies.keys() {
        let mut torn = bodies.clone();
        torn.remove(member);
        let answer = LogView::new(&torn, LOG).window(&head);
        if *member == entry_tile(2, 256) {
            // Without its first entry bundle it is a shorter window, and as true.
            assert_eq!(answer.unwrap().start, 768);
            continue;
        }
        match answer.unwrap_err() {
            ViewError::Missing { member: found } => assert_eq!(found, *member),
            other => panic!("{member} missing: {other}"),
        }
    }
}

#[test]
fn window_refuses_any_changed_byte() {
    let (bodies, head) = log(600, 256);
    for member in bodies.keys() {
        for at in (0..bodies[member].len()).step_by(97) {
            let mut changed = bodies.clone();
            changed.get_mut(member).unwrap()[at] ^= 1;
            let is_used = match member {
                // Of a tile before the window only the hashes of that side are read.
                Member::Tile { tile, .. } if tile.layer() != Layer::Entries => at < 32,
                _ => true,
            };
            let answer = LogView::new(&changed, LOG).window(&head);
            assert_eq!(answer.is_err(), is_used, "{member} at {at}: {answer:?}");
        }
    }
}

#[test]
fn window_ends_at_once_when_the_size_is_a_lie() {
    let (bodies, head) = log(600, 0);
    let lie = TreeHead {
        size: 1 << 60,
        root: head.root,
    };
    let err = LogView::new(&bodies, LOG).window(&lie).unwrap_err();
    assert!(
        matches!(err, ViewError::Missing { member } if member == entry_tile(2, 256)),
        "{err}"
    );
}

fn batch_notes(first: u64, count: u64) -> Vec<u8> {
    let origin = KeyName::new("relay.example/v1/desks/mid/intake").unwrap();
    let key = SignerKey::from_seed(origin.clone(), &[1; 32]);
    let notes = (first..first + count).map(|number| {
        let note = BatchNote {
            origin: origin.clone(),
            number,
            epoch: 3600,
            first: 16 * number,
            count: 16,
            root: Hash::EMPTY,
        };
        note.sign(&key).unwrap()
    });
    Page::new(notes.collect()).unwrap().to_string().into_bytes()
}

#[test]
fn notes_are_read_across_pages() {
    let bodies = Bodies::from([
        (Member::BatchNotes { page: 3 }, batch_notes(768, 256)),
        (Member::BatchNotes { page: 4 }, batch_notes(1024, 7)),
    ]);
    let view = LogView::new(&bodies, LOG);
    let notes = view.notes(NoteKind::Batches).unwrap();
    assert_eq!((notes.first_number, notes.notes.len()), (768, 263));
    let none = view.notes(NoteKind::Pruned).unwrap();
    assert!(none.notes.is_empty());
    // Pages of another log are none of this one's.
    let other = LogView::new(&bodies, Log::Replies);
    assert!(other.notes(NoteKind::Batches).unwrap().notes.is_empty());
}

#[test]
fn notes_refuse_a_gap() {
    for (first, second) in [((0, 255), (1, 1)), ((0, 256), (2, 1))] {
        let page = |(page, count)| {
            let member = Member::BatchNotes { page };
            (member, batch_notes(page * 256, count))
        };
        let bodies = Bodies::from([page(first), page(second)]);
        let err = LogView::new(&bodies, LOG)
            .notes(NoteKind::Batches)
            .unwrap_err();
        assert!(matches!(err, ViewError::Gap { .. }), "{err}");
    }
}

#[test]
fn checkpoint_missing_is_named() {
    let bodies = Bodies::new();
    let err = LogView::new(&bodies, LOG).checkpoint().unwrap_err();
    assert_eq!(err.to_string(), "intake/checkpoint is missing");
}
