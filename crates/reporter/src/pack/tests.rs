use std::io::Read as _;

use bellrope_protocol::parcel::ParcelOpener;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;

/// Packs these files, given in pieces of at most `piece` bytes, and opens them again.
fn round_trip(files: &[(&str, Vec<u8>)], piece: usize) -> Vec<(String, Vec<u8>)> {
    let mut rng = StdRng::seed_from_u64(1);
    let list = files
        .iter()
        .map(|(name, content)| Attachment {
            name: (*name).to_owned(),
            len: content.len() as u64,
        })
        .collect();
    let mut packing = Packing::new(list, &mut rng).unwrap();
    let expected = packing.blocks();
    let mut given = vec![0; files.len()];
    let mut blocks = Vec::new();
    loop {
        match packing.step().unwrap() {
            Step::Content { file, max_len } => {
                let rest = &files[file].1[given[file]..];
                let len = rest.len().min(max_len).min(piece);
                packing.give(&rest[..len]).unwrap();
                given[file] += len;
            }
            Step::Block => {
                let block = packing.block();
                assert_eq!(block.index as usize, blocks.len());
                blocks.push((block.address, block.bytes.to_vec()));
            }
            Step::Done => break,
        }
    }
    let key = packing.finish().unwrap();
    assert_eq!(blocks.len(), expected as usize);
    let addresses: Vec<_> = key.addresses().collect();
    assert_eq!(addresses, blocks.iter().map(|b| b.0).collect::<Vec<_>>());
    let mut opener = ParcelOpener::new(&key);
    let mut archive = Vec::new();
    for (_, block) in &blocks {
        archive.extend_from_slice(opener.push(block).unwrap());
    }
    opener.finish().unwrap();
    unpack(&archive)
}

fn unpack(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Archive::new(archive);
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        assert_eq!(entry.header().mtime().unwrap(), 0);
        assert_eq!(entry.header().username().unwrap(), Some(""));
        let name = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (name, content)
    });
    entries.collect()
}

#[test]
fn packing_returns_every_file() {
    let files = [
        ("empty.txt", Vec::new()),
        ("photo.jpg", (0..=255u8).cycle().take(700_001).collect()),
        ("record.bin", vec![7; 512]),
    ];
    for piece in [1_000, 65_536] {
        let opened = round_trip(&files, piece);
        let expected = files
            .clone()
            .map(|(name, content)| (name.to_owned(), content));
        assert_eq!(opened, expected);
    }
}

#[test]
fn packing_fills_a_power_of_two_of_blocks() {
    let mut rng = StdRng::seed_from_u64(1);
    for (len, blocks) in [
        (0, 1),
        (250_000, 1),
        (260_000, 2),
        (262_144, 2),
        (600_000, 4),
        (52_428_800, 256),
    ] {
        let file = Attachment {
            name: "a".into(),
            len,
        };
        assert_eq!(Packing::new(vec![file], &mut rng).unwrap().blocks(), blocks);
    }
}

#[test]
fn new_refuses_names_that_lead_elsewhere() {
    let mut rng = StdRng::seed_from_u64(1);
    for name in ["", "..", "../x", "/etc/passwd", "a\\b", &"x".repeat(101)] {
        let file = Attachment {
            name: name.into(),
            len: 1,
        };
        let refused = Packing::new(vec![file], &mut rng);
        assert!(
            matches!(refused, Err(PackError::Name { file: 0 })),
            "{name}"
        );
    }
    let twice = vec![
        Attachment {
            name: "a".into(),
            len: 1
        };
        2
    ];
    assert!(matches!(
        Packing::new(twice, &mut rng),
        Err(PackError::Name { file: 1 })
    ));
}

#[test]
fn new_refuses_more_than_a_gibibyte() {
    let mut rng = StdRng::seed_from_u64(1);
    let file = Attachment {
        name: "a".into(),
        len: 1 << 30,
    };
    assert!(matches!(
        Packing::new(vec![file], &mut rng),
        Err(PackError::Plan(_))
    ));
    let huge = vec![
        Attachment {
            name: "a".into(),
            len: u64::MAX,
        },
        Attachment {
            name: "b".into(),
            len: u64::MAX,
        },
    ];
    assert!(matches!(
        Packing::new(huge, &mut rng),
        Err(PackError::Plan(_))
    ));
}

#[test]
fn give_refuses_a_file_that_became_shorter_or_longer() {
    let mut rng = StdRng::seed_from_u64(1);
    let file = Attachment {
        name: "a".into(),
        len: 3,
    };
    let mut packing = Packing::new(vec![file], &mut rng).unwrap();
    assert_eq!(packing.give(b"x"), Err(PackError::NotAsked));
    assert_eq!(
        packing.step(),
        Ok(Step::Content {
            file: 0,
            max_len: 3
        })
    );
    assert_eq!(packing.give(b"1234"), Err(PackError::NotAsked));
    assert_eq!(packing.give(b""), Err(PackError::Ended { file: 0 }));
}

#[test]
fn archive_name_keeps_the_ending_and_tells_names_apart() {
    let taken = [Attachment {
        name: "foto.jpg".into(),
        len: 1,
    }];
    assert_eq!(archive_name("foto.jpg", &taken), "foto-2.jpg");
    assert_eq!(archive_name("brief.pdf", &taken), "brief.pdf");
    assert_eq!(archive_name("..", &taken), "file");
    assert_eq!(archive_name("", &taken), "file");
    assert_eq!(archive_name("a/b\u{1b}c", &taken), "a_b_c");
    let long = archive_name(&format!("{}é.jpeg", "x".repeat(94)), &taken);
    assert_eq!(long, format!("{}.jpeg", "x".repeat(94)));
}

#[test]
fn debug_hides_names() {
    let mut rng = StdRng::seed_from_u64(1);
    let file = Attachment {
        name: "geheim.txt".into(),
        len: 5,
    };
    assert_eq!(format!("{file:?}"), "Attachment { len: 5, .. }");
    let packing = Packing::new(vec![file], &mut rng).unwrap();
    assert_eq!(format!("{packing:?}"), "Packing { .. }");
}
