//! Tests of tiles.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use super::*;
use crate::tree::{
    ConsistencyProof, Frontier, Hash, HashReader, InclusionProof, LeafHashes, Node, verify_suffix,
};

fn leaves(count: u64) -> Vec<Hash> {
    (0..count)
        .map(|i| Hash::of_leaf(&i.to_be_bytes()))
        .collect()
}

/// The tiles of a log of these leaves, written in one growth.
fn tiles_of(leaves: &[Hash]) -> BTreeMap<Tile, Vec<u8>> {
    Edge::new()
        .append(leaves.iter().copied())
        .into_iter()
        .map(|written| (written.tile, written.bytes))
        .collect()
}

fn paths(tiles: &[Tile]) -> Vec<String> {
    tiles.iter().map(Tile::to_string).collect()
}

mod path {
    use super::*;

    #[test]
    fn path_survives_for_examples() {
        for (path, layer, index, width) in [
            ("tile/0/000", Layer::Hashes(0), 0, 256),
            ("tile/0/000.p/1", Layer::Hashes(0), 0, 1),
            ("tile/0/x001/234.p/12", Layer::Hashes(0), 1_234, 12),
            ("tile/3/x001/x234/067", Layer::Hashes(3), 1_234_067, 256),
            ("tile/63/999.p/255", Layer::Hashes(63), 999, 255),
            ("tile/entries/x001/000", Layer::Entries, 1_000, 256),
            ("tile/entries/010.p/10", Layer::Entries, 10, 10),
            (
                "tile/0/x018/x446/x744/x073/x709/x551/615",
                Layer::Hashes(0),
                u64::MAX,
                256,
            ),
        ] {
            let tile = Tile::new(layer, index, width).unwrap();
            assert_eq!(tile.to_string(), path);
            assert_eq!(path.parse(), Ok(tile));
            assert_eq!(tile.is_full(), width == 256);
            assert_eq!(
                (tile.layer(), tile.index(), tile.width()),
                (layer, index, width)
            );
        }
    }

    #[test]
    fn path_refuses_second_spellings() {
        for (path, error) in [
            ("", TilePathError::Form),
            ("tile", TilePathError::Form),
            ("tile/0", TilePathError::Form),
            ("/tile/0/000", TilePathError::Form),
            ("tiles/0/000", TilePathError::Form),
            ("tile/00/000", TilePathError::Level),
            ("tile/01/000", TilePathError::Level),
            ("tile/+1/000", TilePathError::Level),
            ("tile/-1/000", TilePathError::Level),
            ("tile//000", TilePathError::Level),
            ("tile/256/000", TilePathError::Level),
            ("tile/data/000", TilePathError::Level),
            ("tile/0/", TilePathError::Index),
            ("tile/0/00", TilePathError::Index),
            ("tile/0/0000", TilePathError::Index),
            ("tile/0/x000", TilePathError::Index),
            ("tile/0/x000/001", TilePathError::Index),
            ("tile/0/001/000", TilePathError::Index),
            ("tile/0/X001/000", TilePathError::Index),
            ("tile/0/x01/000", TilePathError::Index),
            ("tile/0/x001//000", TilePathError::Index),
            ("tile/0/x001/000/", TilePathError::Index),
            ("tile/0/+01", TilePathError::Index),
            ("tile/0/../../etc", TilePathError::Index),
            (
                "tile/0/x018/x446/x744/x073/x709/x551/616",
                TilePathError::Index,
            ),
            (
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                TilePathError::Index,
            ),
            ("tile/0/000.p/0", TilePathError::Width),
            ("tile/0/000.p/01", TilePathError::Width),
            ("tile/0/000.p/256", TilePathError::Width),
            ("tile/0/000.p/65536", TilePathError::Width),
            ("tile/0/000.p/+1", TilePathError::Width),
            ("tile/0/000.p/", TilePathError::Width),
            ("tile/0/000.p/1/", TilePathError::Width),
            ("tile/0/000.p/1.p/1", TilePathError::Width),
            ("tile/0/000.p", TilePathError::Index),
            (
                "tile/64/000",
                TilePathError::Range(TileError::Level { level: 64 }),
            ),
        ] {
            assert_eq!(path.parse::<Tile>(), Err(error), "{path}");
        }
    }

    #[test]
    fn tile_refuses_no_width() {
        for width in [0, 257, u16::MAX] {
            let refused = Err(TileError::Width { width });
            assert_eq!(Tile::new(Layer::Entries, 0, width), refused);
        }
    }

    #[test]
    fn tile_in_log_has_the_width_of_the_log() {
        let width = |layer, index, size| Tile::in_log(layer, index, size).map(|tile| tile.width());
        assert_eq!(width(Layer::Entries, 0, 0), None);
        assert_eq!(width(Layer::Entries, 0, 1), Some(1));
        assert_eq!(width(Layer::Entries, 0, 256), Some(256));
        assert_eq!(width(Layer::Entries, 1, 256), None);
        assert_eq!(width(Layer::Entries, 1, 300), Some(44));
        assert_eq!(width(Layer::Hashes(1), 0, 255), None);
        assert_eq!(width(Layer::Hashes(1), 0, 256), Some(1));
        assert_eq!(width(Layer::Hashes(7), 0, u64::MAX), Some(255));
        assert_eq!(width(Layer::Hashes(8), 0, u64::MAX), None);
        assert_eq!(width(Layer::Entries, u64::MAX, u64::MAX), None);
        let partial = Tile::in_log(Layer::Entries, 1, 300).unwrap();
        assert_eq!(partial.to_full().to_string(), "tile/entries/001");
    }
}

mod bytes {
    use super::*;

    #[test]
    fn hashes_survive_and_refuse_another_width() {
        let hashes = leaves(3);
        let bytes = write_hashes(&hashes);
        assert_eq!(parse_hashes(&bytes, 3), Ok(hashes));
        for (len, width) in [(96, 2), (96, 4), (95, 3), (97, 3), (0, 3)] {
            let mut other = bytes.clone();
            other.resize(len, 0);
            assert_eq!(
                parse_hashes(&other, width),
                Err(TileBytesError { len, width })
            );
        }
    }

    #[test]
    fn entries_survive_of_any_length() {
        let entries: [&[u8]; 3] = [b"", b"one", &[7; 65_535]];
        let bytes = write_entries(&entries).unwrap();
        assert_eq!(bytes.len(), 3 * 2 + 3 + 65_535);
        assert_eq!(parse_entries(&bytes, 3), Ok(entries.to_vec()));
    }

    #[test]
    fn entries_refuse_cut_and_lengthened_bundles() {
        let bytes = write_entries(&[b"one".as_slice(), b"two"]).unwrap();
        for (len, position) in [(0, 0), (1, 0), (4, 0), (5, 1), (6, 1), (9, 1)] {
            let refused = Err(EntryBundleError::Truncated { position });
            assert_eq!(parse_entries(&bytes[..len], 2), refused);
        }
        let position = 2;
        assert_eq!(
            parse_entries(&bytes, 3),
            Err(EntryBundleError::Truncated { position })
        );
        let (len, width) = (5, 1);
        assert_eq!(
            parse_entries(&bytes, 1),
            Err(EntryBundleError::Trailing { len, width })
        );
    }

    #[test]
    fn write_entries_refuses_what_no_bundle_holds() {
        let refused = |count| Err(EntryBundleError::Width { count });
        assert_eq!(write_entries::<&[u8]>(&[]), refused(0));
        assert_eq!(write_entries(&[[]; 257]), refused(257));
        assert!(write_entries(&[[]; 256]).is_ok());
        let (position, len) = (1, 65_536);
        assert_eq!(
            write_entries(&[vec![], vec![0; len]]),
            Err(EntryBundleError::TooLong { position, len })
        );
    }
}

mod growth {
    use super::*;

    /// The example of C2SP tlog-tiles, "Partial Tiles".
    #[test]
    fn growth_has_the_tiles_of_the_specification() {
        let tiles = paths(&tiles_of_growth(0, 70_000));
        assert_eq!(tiles.len(), 273 + 1 + 1 + 1 + 1);
        assert_eq!(tiles[0], "tile/0/000");
        assert_eq!(tiles[272], "tile/0/272");
        assert_eq!(tiles[273], "tile/0/273.p/112");
        assert_eq!(tiles[274], "tile/1/000");
        assert_eq!(tiles[275], "tile/1/001.p/17");
        assert_eq!(tiles[276], "tile/2/000.p/1");

        let full = paths(&tiles_of_growth(0, 256));
        assert_eq!(full, ["tile/0/000", "tile/1/000.p/1"]);
    }

    #[test]
    fn growth_leaves_unchanged_levels_alone() {
        assert_eq!(paths(&tiles_of_growth(256, 257)), ["tile/0/001.p/1"]);
        assert_eq!(
            paths(&tiles_of_growth(510, 513)),
            ["tile/0/001", "tile/0/002.p/1", "tile/1/000.p/2"]
        );
        assert!(tiles_of_growth(300, 300).is_empty());
        assert!(tiles_of_growth(300, 299).is_empty());
        assert!(tiles_of_growth(0, 0).is_empty());
    }

    #[test]
    fn bundles_cover_what_is_new() {
        assert_eq!(paths(&bundles_of_growth(0, 1)), ["tile/entries/000.p/1"]);
        assert_eq!(
            paths(&bundles_of_growth(255, 600)),
            [
                "tile/entries/000",
                "tile/entries/001",
                "tile/entries/002.p/88"
            ]
        );
        assert_eq!(paths(&bundles_of_growth(256, 512)), ["tile/entries/001"]);
        assert!(bundles_of_growth(512, 512).is_empty());
        assert!(bundles_of_growth(0, 0).is_empty());
        // A window begins with the whole bundle, also if nothing in it is new.
        assert_eq!(paths(&bundles_of_window(511, 512)), ["tile/entries/001"]);
        assert!(bundles_of_window(512, 512).is_empty());
    }

    #[test]
    fn edge_writes_exactly_the_tiles_of_each_growth() {
        let all = leaves(70_000);
        let mut edge = Edge::new();
        let mut store = BTreeMap::new();
        for (old, new) in [
            0, 1, 16, 255, 256, 257, 300, 511, 512, 65_535, 65_536, 65_537, 70_000,
        ]
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        {
            let written = edge.append(all[old..new].iter().copied());
            let tiles: Vec<Tile> = written.iter().map(|written| written.tile).collect();
            assert_eq!(tiles, tiles_of_growth(old as u64, new as u64));
            for WrittenTile { tile, bytes } in written {
                assert_eq!(bytes.len(), 32 * usize::from(tile.width()));
                store.insert(tile, bytes);
            }
            let expected: Frontier = all[..new].iter().copied().collect();
            assert_eq!(edge.frontier(), Ok(expected));
            // A restart loses nothing: everything needed is in the partial tiles.
            let read = Edge::read(new as u64, |tile| store.get(tile).ok_or(*tile));
            assert_eq!(read, Ok(edge.clone()));
        }
        // Growth by growth or at once: the same tiles, but for the partial ones in between.
        for (tile, bytes) in tiles_of(&all) {
            assert_eq!(store.get(&tile), Some(&bytes), "{tile}");
        }
    }

    #[test]
    fn edge_without_leaves_writes_nothing() {
        let mut edge = Edge::new();
        assert!(edge.append([]).is_empty());
        assert_eq!(edge.frontier(), Ok(Frontier::new()));
        assert_eq!(edge.size(), 0);
    }

    #[test]
    fn edge_refuses_missing_and_malformed_tiles() {
        let missing = Edge::read(300, |_| Err::<Vec<u8>, _>("gone"));
        let tile = Tile::in_log(Layer::Hashes(0), 1, 300).unwrap();
        let source = "gone";
        assert_eq!(missing, Err(EdgeError::Fetch { tile, source }));
        let malformed = Edge::read(300, |_| Ok::<_, Infallible>([0; 33]));
        let source = TileBytesError { len: 33, width: 44 };
        assert_eq!(malformed, Err(EdgeError::Malformed { tile, source }));
    }
}

mod need {
    use super::*;

    const SIZES: [u64; 10] = [1, 2, 255, 256, 257, 700, 1_024, 65_536, 65_537, 66_000];

    /// Runs `make` with a reader that hands out nothing but the tiles listed, and checks that
    /// each of them was asked for.
    fn with_tiles_only<T>(
        store: &BTreeMap<Tile, Vec<u8>>,
        listed: &[Tile],
        make: impl FnOnce(&dyn Fn(&Tile) -> Result<Vec<u8>, Tile>) -> T,
    ) -> T {
        let asked = RefCell::new(BTreeSet::new());
        let made = make(&|tile: &Tile| {
            asked.borrow_mut().insert(*tile);
            let tile = listed.iter().find(|listed| *listed == tile).ok_or(*tile)?;
            store.get(tile).cloned().ok_or(*tile)
        });
        assert_eq!(asked.into_inner().into_iter().collect::<Vec<_>>(), listed);
        made
    }

    #[test]
    fn listed_tiles_suffice_for_inclusion() {
        let all = leaves(66_000);
        for size in SIZES {
            let store = tiles_of(&all[..usize::try_from(size).unwrap()]);
            for index in [0, size / 3, size - 1] {
                let listed = tiles_for_inclusion(index, size);
                let made = with_tiles_only(&store, &listed, |fetch| {
                    InclusionProof::make(&TileReader::new(size, fetch), index, size)
                });
                let expected = InclusionProof::make(&LeafHashes(&all), index, size);
                assert_eq!(made.unwrap(), expected.unwrap());
            }
        }
        assert!(tiles_for_inclusion(7, 7).is_empty());
    }

    #[test]
    fn listed_tiles_suffice_for_consistency() {
        let all = leaves(66_000);
        for new in SIZES {
            let store = tiles_of(&all[..usize::try_from(new).unwrap()]);
            for old in [1, new / 3, new - 1] {
                let listed = tiles_for_consistency(old, new);
                let made = with_tiles_only(&store, &listed, |fetch| {
                    ConsistencyProof::make(&TileReader::new(new, fetch), old, new)
                });
                let Ok(expected) = ConsistencyProof::make(&LeafHashes(&all), old, new) else {
                    continue;
                };
                assert_eq!(made.unwrap(), expected);
            }
        }
        assert!(tiles_for_consistency(7, 7).is_empty());
        assert!(tiles_for_consistency(8, 7).is_empty());
        assert!(tiles_for_consistency(0, 7).is_empty());
    }

    #[test]
    fn listed_tiles_suffice_for_the_prefix_and_are_no_leaf_tiles() {
        let all = leaves(66_000);
        for size in SIZES {
            let log = &all[..usize::try_from(size).unwrap()];
            let store = tiles_of(log);
            let head = log.iter().copied().collect::<Frontier>().head();
            for start in [0, 256, 512, 768, 65_280, 65_536, 65_792] {
                let listed = tiles_for_prefix(start, size);
                if start > size {
                    assert!(listed.is_empty());
                    continue;
                }
                assert!(listed.iter().all(|tile| tile.layer() > Layer::Hashes(0)));
                let prefix = with_tiles_only(&store, &listed, |fetch| {
                    Frontier::read(&TileReader::new(size, fetch), start)
                });
                let window = log[usize::try_from(start).unwrap()..].iter().copied();
                let prefix = prefix.unwrap();
                let frontier = verify_suffix(&head, start, prefix.peaks(), window);
                assert_eq!(frontier.unwrap().head(), head);
            }
        }
    }

    #[test]
    fn edge_tiles_are_the_partial_ones() {
        assert!(tiles_of_edge(0).is_empty());
        assert_eq!(paths(&tiles_of_edge(256)), ["tile/1/000.p/1"]);
        assert_eq!(
            paths(&tiles_of_edge(70_000)),
            ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
        );
    }

    #[test]
    fn reader_refuses_incomplete_missing_and_malformed() {
        let all = leaves(300);
        let store = tiles_of(&all);
        let size = 300;
        let reader = TileReader::new(size, |tile: &Tile| store.get(tile).ok_or("gone"));
        let whole = Node { level: 8, index: 0 };
        assert_eq!(
            reader.read(whole),
            LeafHashes(&all).read(whole).map_err(|_| unreachable!())
        );
        for node in [
            Node { level: 8, index: 1 },
            Node {
                level: 0,
                index: 300,
            },
            Node {
                level: 63,
                index: 2,
            },
            Node {
                level: 64,
                index: 0,
            },
        ] {
            assert_eq!(
                reader.read(node),
                Err(TileReadError::Incomplete { node, size })
            );
        }
        let tile = Tile::in_log(Layer::Hashes(0), 0, 300).unwrap();
        let node = Node { level: 3, index: 1 };
        let gone = TileReader::new(size, |_: &Tile| Err::<Vec<u8>, _>("gone"));
        let source = "gone";
        assert_eq!(gone.read(node), Err(TileReadError::Fetch { tile, source }));
        let cut = TileReader::new(size, |_: &Tile| Ok::<_, Infallible>([0; 32]));
        let source = TileBytesError {
            len: 32,
            width: 256,
        };
        assert_eq!(
            cut.read(node),
            Err(TileReadError::Malformed { tile, source })
        );
    }
}
