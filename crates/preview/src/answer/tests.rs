use proptest::prelude::*;

use super::*;

/// An answer with these frames behind the first bytes and a kind.
fn an_answer(frames: &[&[u8]]) -> Vec<u8> {
    let mut answer = MAGIC.to_vec();
    answer.extend([KIND, Kind::Png.byte()]);
    answer.extend(frames.concat());
    answer
}

fn a_picture(width: u32, height: u32) -> Vec<u8> {
    let mut frame = vec![PICTURE];
    frame.extend(width.to_le_bytes());
    frame.extend(height.to_le_bytes());
    let sides = u64::from(width) * u64::from(height);
    frame.extend((0..sides.min(1 << 22) * 3).map(|at| at as u8));
    frame
}

fn a_text(text: &[u8]) -> Vec<u8> {
    let mut frame = vec![TEXT];
    frame.extend((text.len() as u32).to_le_bytes());
    frame.extend(text);
    frame
}

fn refused(frames: &[&[u8]]) -> AnswerError {
    read(an_answer(frames).as_slice(), 0).unwrap_err()
}

#[test]
fn read_returns_pages_with_pixels_as_they_were_written() {
    let frames = [
        &a_picture(3, 2)[..],
        &[WARNING, 11],
        &a_text(b"hello"),
        &[END],
    ];
    let received = read(an_answer(&frames).as_slice(), 42).unwrap();
    assert!(received.whole);
    let preview = received.preview.unwrap();
    assert_eq!((preview.kind(), preview.file_len()), (Kind::Png, 42));
    assert_eq!(preview.warnings(), [Warning::Animated]);
    let [Page::Picture(picture), Page::Text(text)] = preview.pages() else {
        panic!("other pages");
    };
    assert_eq!((picture.width(), picture.height()), (3, 2));
    let mut decoder = png::Decoder::new(io::Cursor::new(picture.png()))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; 18];
    decoder.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels, (0..18).collect::<Vec<u8>>());
    assert_eq!(text.as_str(), "hello");
}

#[test]
fn read_cleans_text_whatever_the_child_did() {
    let answer = an_answer(&[&a_text("a\u{202e}b\u{1b}c".as_bytes()), &[END]]);
    let preview = read(answer.as_slice(), 0).unwrap().preview.unwrap();
    assert!(matches!(&preview.pages()[0], Page::Text(text) if text.as_str() == "abc"));
    assert!(preview.warns(Warning::Invisible));
}

#[test]
fn read_refuses_what_no_child_of_ours_writes() {
    let other = read(&b"BRVIEW2\n"[..], 0).unwrap_err();
    assert_eq!(other, AnswerError::Beginning);
    assert_eq!(refused(&[&[9]]), AnswerError::Unknown { byte: 9 });
    assert_eq!(
        refused(&[&[WARNING, 200]]),
        AnswerError::Unknown { byte: 200 }
    );
    assert_eq!(refused(&[&[KIND, 1]]), AnswerError::Order);
    assert_eq!(refused(&[&[END, 0]]), AnswerError::Order);
    assert_eq!(refused(&[&a_text(&[0xff])]), AnswerError::NotText);
    let len = TEXT_MAX_LEN + 1;
    assert_eq!(
        refused(&[&a_text(&vec![b'a'; len])]),
        AnswerError::TextLen { len }
    );
    let pages = [a_text(b""); 1].concat().repeat(PAGES_MAX + 1);
    assert_eq!(refused(&[&pages]), AnswerError::TooMany { max: PAGES_MAX });
    let warnings = [WARNING, 1].repeat(65);
    assert_eq!(refused(&[&warnings]), AnswerError::TooMany { max: 64 });
    let early = [&MAGIC[..], &[WARNING, 1]].concat();
    assert_eq!(read(early.as_slice(), 0).unwrap_err(), AnswerError::Order);
}

#[test]
fn read_refuses_pictures_beyond_bounds_before_their_pixels() {
    for (width, height) in [
        (0, 1),
        (1, 0),
        (SIDE_MAX + 1, 1),
        (1, u32::MAX),
        (u32::MAX, u32::MAX),
    ] {
        let mut frame = vec![PICTURE];
        frame.extend(width.to_le_bytes());
        frame.extend(height.to_le_bytes());
        assert_eq!(
            refused(&[&frame]),
            AnswerError::PictureSize { width, height }
        );
    }
}

#[test]
fn read_keeps_what_came_before_an_answer_breaks_off() {
    let answer = an_answer(&[&a_text(b"one"), &a_picture(2, 2)]);
    for end in 0..answer.len() {
        let received = read(&answer[..end], 0).unwrap();
        assert!(!received.whole);
        let pages = received.preview.map(|preview| preview.pages.len());
        let expected = match end {
            0..10 => None,
            10..18 => Some(0),
            _ => Some(1),
        };
        assert_eq!(pages, expected, "{end}");
    }
}

#[test]
fn of_byte_returns_what_byte_says() {
    for kind in Kind::ALL {
        assert_eq!(Kind::of_byte(kind.byte()), Some(*kind));
    }
    for warning in Warning::ALL {
        assert_eq!(Warning::of_byte(warning.byte()), Some(*warning));
    }
}

proptest! {
    #[test]
    fn read_survives_any_bytes(frames: Vec<u8>, head in 0..3u8) {
        let answer = match head {
            0 => frames,
            1 => [&MAGIC[..], &frames].concat(),
            _ => an_answer(&[&frames]),
        };
        if let Ok(Received { preview: Some(preview), .. }) = read(answer.as_slice(), 0) {
            prop_assert!(preview.pages().len() <= PAGES_MAX);
            prop_assert!(preview.warnings().is_sorted());
        }
    }
}
