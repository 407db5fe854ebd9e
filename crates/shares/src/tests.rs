//! Tests of splitting, typing and combining.

use bellrope_protocol::encoding::encode_bech32;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::secret::SecretBytes;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::share::LEN;
use crate::{CombineError, ParseShareError, Plan, PlanError, Share, combine, split};

const DESK: Fingerprint = Fingerprint::from_bytes([7; 20]);
const OTHER_DESK: Fingerprint = Fingerprint::from_bytes([8; 20]);

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn some_shares(need: u8, of: u8, seed: u64) -> (SecretBytes<32>, Vec<Share>) {
    let rng = &mut rng(seed);
    let secret = SecretBytes::generate(rng);
    let shares = split(&secret, Plan::new(need, of).unwrap(), &DESK, rng).unwrap();
    (secret, shares)
}

fn text(share: &Share) -> String {
    share.groups().join(" ")
}

/// The same share again: tests may do what callers may not.
fn copy(share: &Share) -> Share {
    Share::parse(&text(share)).unwrap()
}

#[test]
fn combine_needs_as_many_as_planned_and_takes_any() {
    for (need, of) in [(2, 2), (2, 3), (3, 5), (5, 5), (2, 16), (16, 16)] {
        let (secret, shares) = some_shares(need, of, 1);
        assert_eq!(shares.len(), usize::from(of));
        for skipped in 0..shares.len() {
            // Some from here on, around the end.
            let some = |count: u8| -> Vec<Share> {
                let around = shares.iter().cycle().skip(skipped);
                around.take(usize::from(count)).map(copy).collect()
            };
            assert!(combine(&some(need)).unwrap().equals(secret.expose_secret()));
            assert!(combine(&some(of)).unwrap().equals(secret.expose_secret()));
            let count = usize::from(need) - 1;
            let refused = combine(&some(need - 1)).unwrap_err();
            assert_eq!(
                refused,
                CombineError::TooFew {
                    count,
                    need: if count == 0 { 2 } else { need }
                }
            );
        }
    }
    assert_eq!(
        combine(&[]).unwrap_err(),
        CombineError::TooFew { count: 0, need: 2 }
    );
}

/// One share alone says nothing: over many splits of one secret each value of a byte is as common as
/// any other, the secret's own and zero too. (Coefficients without zero would never give the former.)
#[test]
fn split_gives_each_share_every_value_alike() {
    const ROUNDS: u32 = 2_000;
    let secret = SecretBytes::new(&[0x5a; 32]);
    let rng = &mut rng(2);
    let plan = Plan::new(2, 3).unwrap();
    let mut counts = [[0u32; 256]; 3];
    for _ in 0..ROUNDS {
        for (share, counts) in split(&secret, plan, &DESK, rng)
            .unwrap()
            .iter()
            .zip(&mut counts)
        {
            for byte in share.value.expose_secret() {
                counts[usize::from(*byte)] += 1;
            }
        }
    }
    let expected = f64::from(ROUNDS * 32) / 256.0;
    for counts in counts {
        let squares = counts
            .iter()
            .map(|count| (f64::from(*count) - expected).powi(2));
        let chi_square = squares.sum::<f64>() / expected;
        // 255 degrees of freedom: mean 255, deviation 22.6; this is six of them.
        assert!(
            (120.0..390.0).contains(&chi_square),
            "chi-square {chi_square}"
        );
        assert!(counts[0x5a] > 0 && counts[0] > 0);
    }
}

/// Nor do fewer than needed: two of three-needed shares fit any secret equally.
#[test]
fn split_leaves_any_secret_possible_below_the_threshold() {
    let (_, shares) = some_shares(3, 5, 3);
    let two = [copy(&shares[0]), copy(&shares[1])];
    // For any secret there is a third share that completes these two to it.
    let mut found = std::collections::BTreeSet::new();
    for byte in 0..=255u8 {
        let mut third = copy(&shares[2]);
        third.value = SecretBytes::new(&[byte; 32]);
        let all = [copy(&two[0]), copy(&two[1]), third];
        found.insert(combine(&all).unwrap().expose_secret()[0]);
    }
    assert_eq!(found.len(), 256);
}

#[test]
fn combine_names_what_does_not_belong() {
    let (_, shares) = some_shares(2, 3, 4);
    let (_, others) = some_shares(2, 3, 5);
    let wrong = |shares: &[Share]| combine(shares).unwrap_err();
    let mixed = [copy(&shares[0]), copy(&others[1])];
    assert_eq!(wrong(&mixed), CombineError::OtherSet { number: 2 });
    let twice = [copy(&shares[1]), copy(&shares[1])];
    assert_eq!(wrong(&twice), CombineError::Twice { number: 2 });
    let other_desk = split(
        &SecretBytes::new(&[1; 32]),
        shares[0].plan(),
        &OTHER_DESK,
        &mut rng(4),
    );
    let theirs = other_desk.unwrap().remove(1);
    let refused = wrong(&[copy(&shares[0]), theirs]);
    assert_eq!(refused, CombineError::OtherDesk { number: 2 });
    // A share that says another plan than its set has.
    let mut lying = copy(&shares[1]);
    lying.plan = Plan::new(2, 4).unwrap();
    assert_eq!(
        wrong(&[copy(&shares[0]), lying]),
        CombineError::OtherSet { number: 2 }
    );
}

#[test]
fn combine_sees_a_changed_share_among_more_than_needed() {
    let (secret, shares) = some_shares(2, 3, 6);
    for changed in 0..3 {
        let mut all: Vec<Share> = shares.iter().map(copy).collect();
        let mut value = *all[changed].value.expose_secret();
        value[31] ^= 1;
        all[changed].value = SecretBytes::new(&value);
        let refused = combine(&all).unwrap_err();
        assert_eq!(refused, CombineError::Unfit { number: 3 });
        // With just as many as needed it gives another secret, which opens nothing.
        let two = [all.remove(changed), copy(&shares[(changed + 1) % 3])];
        assert!(!combine(&two).unwrap().equals(secret.expose_secret()));
    }
}

#[test]
fn plan_refuses_one_person_alone_and_crowds() {
    for (need, of) in [
        (0, 0),
        (0, 3),
        (1, 1),
        (1, 3),
        (3, 2),
        (2, 17),
        (17, 17),
        (2, 1),
    ] {
        assert_eq!(Plan::new(need, of), Err(PlanError { need, of }));
    }
}

#[test]
fn parse_forgives_how_it_is_typed() {
    let (_, shares) = some_shares(2, 3, 7);
    let right = text(&shares[0]);
    assert_eq!(right.replace(' ', "").len(), 82);
    let swap = |from: &str, to: &str| {
        // Not in the kind, where the letters mean themselves.
        let (kind, rest) = right.split_at(4);
        format!("{kind}{}", rest.replace(from, to))
    };
    for typed in [
        right.to_lowercase(),
        right.replace(' ', ""),
        right.replace(' ', "-"),
        right.replace(' ', "\n\t "),
        format!("  {}.\r\n", right.replace(' ', " \u{2013} ")),
        swap("0", "O"),
        swap("0", "o"),
        swap("L", "I"),
        swap("8", "B"),
        right.replacen("DEEL 1", "deel l", 1),
    ] {
        let share = Share::parse(&typed).unwrap();
        assert_eq!(text(&share), right, "{typed}");
        assert_eq!(
            (share.number(), share.plan().need(), share.plan().of()),
            (1, 2, 3)
        );
        assert!(share.is_of(&DESK) && !share.is_of(&OTHER_DESK));
        assert_eq!(share.set(), shares[0].set());
    }
}

/// Whichever character is wrong, the group where it is is named; nothing is guessed silently.
#[test]
fn parse_names_the_group_of_every_slip() {
    let (_, shares) = some_shares(2, 3, 8);
    let right = text(&shares[0]).replace(' ', "").to_lowercase();
    let mut random = rng(9);
    for position in 5..right.len() {
        let mut bytes = right.clone().into_bytes();
        let typed = loop {
            let other = super::text::ALPHABET[random.random_range(0..32_usize)];
            if other != bytes[position] {
                break other;
            }
        };
        bytes[position] = typed;
        let slip = String::from_utf8(bytes).unwrap();
        let refused = Share::parse(&slip).unwrap_err();
        let group = Some(position / 4 + 1);
        assert_eq!(
            refused,
            ParseShareError::Mistyped { group },
            "at {position}"
        );
    }
    for position in 5..right.len() - 1 {
        let mut bytes = right.clone().into_bytes();
        bytes.swap(position, position + 1);
        let swapped = String::from_utf8(bytes).unwrap();
        if swapped != right {
            let refused = Share::parse(&swapped).unwrap_err();
            let group = Some(position / 4 + 1);
            assert_eq!(
                refused,
                ParseShareError::Mistyped { group },
                "swapped at {position}"
            );
        }
    }
}

#[test]
fn parse_refuses_what_is_no_share() {
    let (_, shares) = some_shares(2, 3, 10);
    let right = text(&shares[0]);
    let wrong = |typed: &str| Share::parse(typed).unwrap_err();
    assert_eq!(wrong(""), ParseShareError::Length { len: 0 });
    assert_eq!(
        wrong(&right[..right.len() - 1]),
        ParseShareError::Length { len: 81 }
    );
    assert_eq!(
        wrong(&format!("{right}q")),
        ParseShareError::Length { len: 83 }
    );
    let long = wrong(&"q".repeat(1_000_000));
    assert_eq!(long, ParseShareError::Length { len: 83 });
    assert_eq!(
        wrong(&right.replacen("DEEL", "D\u{e9}EL", 1)),
        ParseShareError::Character { group: 1 }
    );
    let with_eleven = format!("{}!{}", &right[..12], &right[13..]);
    assert_eq!(wrong(&with_eleven), ParseShareError::Character { group: 3 });
    assert_eq!(
        wrong(&right.replacen("DEEL", "HEEL", 1)),
        ParseShareError::Mistyped { group: None }
    );
    let other = encode_bech32("heel", &shares[0].to_bytes());
    assert_eq!(wrong(&other), ParseShareError::Kind);
    // Two slips are seen, and not placed.
    let mut bytes = right.replace(' ', "").to_lowercase().into_bytes();
    for position in [10, 60] {
        bytes[position] = if bytes[position] == b'q' { b'p' } else { b'q' };
    }
    let two = String::from_utf8(bytes).unwrap();
    assert_eq!(wrong(&two), ParseShareError::Mistyped { group: None });
}

#[test]
fn parse_refuses_forms_that_are_not_known() {
    let (_, shares) = some_shares(2, 3, 11);
    let good = shares[0].to_bytes();
    assert_eq!(good.len(), LEN);
    // Version, need, of and number, each wrong.
    for (place, value) in [(0, 2), (1, 1), (1, 4), (2, 17), (2, 1), (3, 0), (3, 4)] {
        let mut bytes = good.clone();
        bytes[place] = value;
        let text = encode_bech32("deel", &bytes);
        assert_eq!(
            Share::parse(&text).unwrap_err(),
            ParseShareError::Unknown,
            "{place}"
        );
    }
}

#[test]
fn debug_hides_the_value() {
    let (_, shares) = some_shares(2, 3, 12);
    let set = shares[0].set();
    let expected =
        format!("Share {{ number: 1, plan: Plan {{ need: 2, of: 3 }}, set: SetId({set}), .. }}");
    assert_eq!(format!("{:?}", shares[0]), expected);
}
