use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::super::canary::{Aviary, Sort};
use super::super::coding::WHOLE;
use super::super::control;
use super::*;

fn aviary(texts: usize) -> Aviary {
    let mut aviary = Aviary::new(StdRng::seed_from_u64(7));
    for number in 0..texts {
        let _ = aviary.text(Sort::Sealed, format!("text {number}"));
    }
    aviary
}

fn noise(len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    StdRng::seed_from_u64(8).fill_bytes(&mut bytes);
    bytes
}

#[test]
fn search_finds_every_text_key_and_code_in_every_coding_and_packing() {
    let mut aviary = aviary(5);
    aviary.add_bytes(Sort::Sealed, "key", &[0xa7; 32]);
    aviary.add_bytes(Sort::Marker, "marker", &[0x3c; 32]);
    let _ = aviary.code("code");
    let search = Search::new(&aviary.canaries).unwrap();
    let files = control::check_files(&aviary.canaries, &search).unwrap();
    assert_eq!(files, Coding::ALL.len() * 3 + 5);
}

#[test]
fn control_fails_for_what_is_not_searched_for() {
    let aviary = aviary(2);
    let search = Search::new(&aviary.canaries[..1]).unwrap();
    let err = control::check_files(&aviary.canaries, &search).unwrap_err();
    assert!(
        err.to_string()
            .starts_with("the search missed 1 of 2 texts"),
        "{err}"
    );
}

#[test]
fn search_finds_a_text_wherever_windows_meet() {
    let mut aviary = aviary(0);
    let text = aviary.text(Sort::Sealed, "text").whole;
    let search = Search::new(&aviary.canaries).unwrap();
    for before in [
        0,
        1,
        WINDOW_LEN - 150,
        WINDOW_LEN - 40,
        WINDOW_LEN,
        2 * WINDOW_LEN + 5,
    ] {
        let bytes = [
            vec![b'.'; before],
            text.clone().into_bytes(),
            vec![b'.'; 99],
        ]
        .concat();
        let found = search.search(bytes.as_slice()).unwrap();
        assert_eq!(found.hits[&0].offset, before as u64, "{before}");
        assert_eq!(found.bytes, bytes.len() as u64);
        // One after another: no fragment is told twice.
        assert_eq!(
            found.hits[&0].count,
            search.search_bytes(text.as_bytes()).hits[&0].count
        );
    }
}

#[test]
fn search_finds_what_is_left_of_a_text_that_was_cut() {
    let mut aviary = aviary(0);
    let text = aviary.text(Sort::Sealed, "text").whole;
    let search = Search::new(&aviary.canaries).unwrap();
    let chars: Vec<char> = text.chars().collect();
    for stretch in chars.windows(WHOLE) {
        let stretch: String = stretch.iter().collect();
        for coding in Coding::ALL {
            for alignment in 0..3 {
                let bytes = coding.encode(&stretch, alignment);
                assert!(
                    search.search_bytes(&bytes).hits.contains_key(&0),
                    "{coding}"
                );
            }
        }
        let shouted = stretch.to_uppercase().replace('É', "é");
        assert!(
            search
                .search_bytes(shouted.as_bytes())
                .hits
                .contains_key(&0)
        );
    }
    // In lines, as base64 is sent in mails.
    let digits = Coding::Base64.encode(&text, 1);
    let lines: Vec<u8> = digits
        .chunks(76)
        .flat_map(|line| [line, b"\r\n"].concat())
        .collect();
    assert!(search.search_bytes(&lines).hits.contains_key(&0));
}

#[test]
fn search_names_where_and_how_deep_something_is_packed() {
    let mut aviary = aviary(0);
    let text = aviary.text(Sort::Sealed, "text").whole;
    let search = Search::new(&aviary.canaries).unwrap();
    let mut inner = ZlibEncoder::new(Vec::new(), Compression::best());
    inner.write_all(text.as_bytes()).unwrap();
    let outer = [noise(3000), inner.finish().unwrap()].concat();
    let deep = compress_to_vec(outer.as_slice(), CompressionLevel::Fastest);
    let found = search.search_bytes(&[noise(70_000), deep].concat());
    let hit = &found.hits[&0];
    assert_eq!(hit.offset, 70_000);
    assert_eq!(hit.packed, [Packing::Zstd, Packing::Zlib]);
}

#[test]
fn search_says_what_it_cannot_unpack() {
    let aviary = aviary(1);
    let search = Search::new(&aviary.canaries).unwrap();
    let found = search.search_bytes(b"..\xfd7zXZ\0..BZh91AY&SY..");
    let expected = Closed {
        offset: 2,
        why: "xz: not unpacked by this program".to_owned(),
        count: 2,
    };
    assert_eq!(found.closed, Some(expected));
}

#[test]
fn search_finds_nothing_in_noise() {
    let mut aviary = aviary(40);
    aviary.add_bytes(Sort::Sealed, "key", &noise(16));
    let _ = aviary.code("code");
    let search = Search::new(&aviary.canaries).unwrap();
    // Other noise than the key: all behind it.
    let found = search.search_bytes(&noise(6 << 20)[16..]);
    assert!(found.hits.is_empty());
    assert_eq!(found.closed, None);
}

#[test]
fn search_folder_looks_into_names_links_and_attributes() {
    use super::super::folder::search_folder;

    let mut aviary = aviary(0);
    let texts: Vec<_> = (0..5)
        .map(|_| aviary.text(Sort::Clear, "text").run)
        .collect();
    let search = Search::new(&aviary.canaries).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("desks");
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join("body"), format!("....{}", texts[0])).unwrap();
    fs::create_dir(inside.join(&texts[1])).unwrap();
    std::os::unix::fs::symlink(format!("/none/{}", texts[2]), inside.join("link")).unwrap();
    fs::write(inside.join("empty"), "").unwrap();
    let flags = rustix::fs::XattrFlags::empty();
    let value = texts[3].as_bytes();
    let is_set = rustix::fs::setxattr(inside.join("empty"), "user.note", value, flags);

    let mut found = Vec::new();
    search_folder(folder.path(), &search, &mut |file| {
        for canary in file.searched.unwrap().hits.into_keys() {
            found.push((canary, file.place.clone()));
        }
    });
    found.sort();
    let mut expected = vec![
        (0, "desks/body".to_owned()),
        (1, format!("name of desks/{}", texts[1])),
        (2, "target of desks/link".to_owned()),
    ];
    // Not every file system has attributes.
    if is_set.is_ok() {
        expected.push((3, "attributes of desks/empty".to_owned()));
    }
    assert_eq!(found, expected);
}
