//! A letter without the bytes that every letter has.
//!
//! In scope: leaving them out and putting them back, exactly. Out of scope: whether a letter is
//! of the right form otherwise; the protocol checks that before anything is stored.

use bellrope_protocol::limit::LETTER_LEN;

/// What a letter begins with.
const BEGINNING: &[u8] = b"age-encryption.org/v1\n-> mlkem768x25519 ";
/// The pieces of a letter that differ, by length, each with the fixed bytes before it.
const PIECES: [(&[u8], usize); 4] = [
    // The encapsulation: 1,120 bytes in base64.
    (BEGINNING, 1_494),
    // The wrapped file key.
    (b"\n", 43),
    // The header's MAC.
    (b"\n--- ", 43),
    // Nonce and payload.
    (b"\n", 14_757),
];

/// Copies what differs of a letter. `None` if a fixed byte is another one.
pub(super) fn shorten(letter: &[u8; LETTER_LEN], short: &mut [u8]) -> Option<()> {
    let (mut from, mut to) = (letter.as_slice(), short);
    for (fixed, len) in PIECES {
        let (piece, rest) = from.strip_prefix(fixed)?.split_at_checked(len)?;
        let (place, free) = to.split_at_mut_checked(len)?;
        place.copy_from_slice(piece);
        (from, to) = (rest, free);
    }
    (from.is_empty() && to.is_empty()).then_some(())
}

/// Puts the fixed bytes back: the inverse of [`shorten`].
pub(super) fn lengthen(short: &[u8], letter: &mut [u8; LETTER_LEN]) {
    let (mut from, mut at) = (short, 0);
    for (fixed, len) in PIECES {
        let (piece, rest) = from.split_at(len.min(from.len()));
        letter[at..at + fixed.len()].copy_from_slice(fixed);
        at += fixed.len();
        letter[at..at + piece.len()].copy_from_slice(piece);
        at += piece.len();
        from = rest;
    }
}

#[cfg(test)]
mod tests {
    use bellrope_protocol::letter::check_form;
    use proptest::prelude::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::super::{LETTER_AT, SLOT_LEN};
    use super::*;

    /// A letter of the right beginnings; its base64 need not be one here.
    fn a_letter(seed: u64) -> Box<[u8; LETTER_LEN]> {
        let mut short = vec![0; SLOT_LEN - LETTER_AT];
        StdRng::seed_from_u64(seed).fill_bytes(&mut short);
        let mut letter = Box::new([0; LETTER_LEN]);
        lengthen(&short, &mut letter);
        letter
    }

    #[test]
    fn pieces_add_up_to_a_letter_and_a_slot() {
        let varying: usize = PIECES.iter().map(|(_, len)| len).sum();
        let fixed: usize = PIECES.iter().map(|(fixed, _)| fixed.len()).sum();
        assert_eq!(fixed, LETTER_AT);
        assert_eq!(varying + fixed, LETTER_LEN);
        assert_eq!(varying + LETTER_AT, SLOT_LEN);
    }

    #[test]
    fn shorten_takes_a_sealed_letter() {
        let rng = &mut StdRng::seed_from_u64(1);
        let identity = bellrope_protocol::age::Identity::generate(rng);
        let cover = bellrope_protocol::content::encode_cover_letter(rng);
        let letter =
            bellrope_protocol::letter::seal(cover.expose_secret(), identity.recipient(), rng);
        let mut short = vec![0; SLOT_LEN - LETTER_AT];
        shorten(&letter, &mut short).unwrap();
        let mut again = Box::new([0; LETTER_LEN]);
        lengthen(&short, &mut again);
        assert!(again == letter);
    }

    #[test]
    fn shorten_refuses_every_changed_fixed_byte_as_the_form_does() {
        let mut short = vec![0; SLOT_LEN - LETTER_AT];
        let letter = a_letter(1);
        let mut at = 0;
        for (fixed, len) in PIECES {
            for position in at..at + fixed.len() {
                let mut changed = letter.clone();
                changed[position] ^= 1;
                assert!(shorten(&changed, &mut short).is_none(), "{position}");
                assert!(check_form(changed.as_slice()).is_err(), "{position}");
            }
            at += fixed.len() + len;
        }
    }

    proptest! {
        #[test]
        fn lengthen_undoes_shorten(seed: u64) {
            let letter = a_letter(seed);
            let mut short = vec![0; SLOT_LEN - LETTER_AT];
            shorten(&letter, &mut short).unwrap();
            let mut again = Box::new([0; LETTER_LEN]);
            lengthen(&short, &mut again);
            prop_assert!(again == letter);
        }
    }
}
