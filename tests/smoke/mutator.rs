//! Proof that the changes find what they are there to find: each function here has one bug, of a
//! kind that parsers have, and good samples that do not show it.

use std::panic::catch_unwind;

use bellrope_fuzz::mutate::Mutator;

/// As many as the quicker targets get.
const ROUNDS: usize = 5_000;

fn finds(bug: fn(&[u8]), samples: &[&[u8]]) -> bool {
    let samples: Vec<Vec<u8>> = samples.iter().map(|sample| sample.to_vec()).collect();
    let breaks = |input: &[u8]| catch_unwind(|| bug(input)).is_err();
    assert!(
        !samples.iter().any(|sample| breaks(sample)),
        "a sample shows the bug"
    );
    let mut mutator = Mutator::new(1);
    (0..ROUNDS).any(|_| breaks(&mutator.next_input(&samples)))
}

#[test]
fn changes_find_a_length_that_is_believed() {
    fn bug(data: &[u8]) {
        if let Some((len, rest)) = data.split_first() {
            let _ = &rest[..usize::from(*len)];
        }
    }
    assert!(finds(bug, &[b"\x05hello", b"\x00"]));
}

#[test]
fn changes_find_a_missing_end() {
    fn bug(data: &[u8]) {
        let text = String::from_utf8_lossy(data);
        if let Some(rest) = text.strip_prefix("begin ") {
            assert!(rest.contains("end"));
        }
    }
    assert!(finds(bug, &[b"begin something end"]));
}

#[test]
fn changes_find_a_number_that_overflows() {
    fn bug(data: &[u8]) {
        let digits: Vec<u8> = data
            .iter()
            .copied()
            .take_while(u8::is_ascii_digit)
            .collect();
        let add = |sum: u32, digit: &u8| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0'));
        assert!(digits.iter().try_fold(0, add).is_some());
    }
    assert!(finds(bug, &[b"17 and more", b"2000000000"]));
}

#[test]
fn changes_find_a_line_that_is_there_twice() {
    fn bug(data: &[u8]) {
        let lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
        assert!(
            lines
                .iter()
                .filter(|line| line.starts_with(b"key "))
                .count()
                < 2
        );
    }
    assert!(finds(bug, &[b"key 1\nvalue 2\n", b"other 3\n"]));
}

#[test]
fn changes_find_two_good_halves_that_do_not_belong_together() {
    fn bug(data: &[u8]) {
        assert!(!(data.starts_with(b"letter ") && data.ends_with(b" reply")));
    }
    assert!(finds(
        bug,
        &[b"letter 1 .... letter", b"reply 22 ..... reply"]
    ));
}

#[test]
fn changes_find_a_character_that_is_cut() {
    fn bug(data: &[u8]) {
        if let Ok(text) = str::from_utf8(data)
            && text.len() > 4
        {
            let _ = &text[..4];
        }
    }
    assert!(finds(bug, &["coffee or caf\u{e9}".as_bytes(), b"tea"]));
}

#[test]
fn the_same_seed_gives_the_same_changes() {
    let samples = [b"one".to_vec(), b"two and more".to_vec()];
    let inputs = |seed| {
        let mut mutator = Mutator::new(seed);
        (0..100)
            .map(|_| mutator.next_input(&samples))
            .collect::<Vec<_>>()
    };
    assert_eq!(inputs(1), inputs(1));
    assert_ne!(inputs(1), inputs(2));
}
