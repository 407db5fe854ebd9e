use rand::{SeedableRng as _, rngs::StdRng};

use super::*;

struct Sealed {
    identity: Identity,
    plaintext: Box<[u8; LETTER_PLAINTEXT_LEN]>,
    letter: Box<[u8; LETTER_LEN]>,
}

fn a_sealed_letter() -> Sealed {
    let mut rng = StdRng::seed_from_u64(7);
    let identity = Identity::generate(&mut rng);
    let plaintext = Box::new([b' '; LETTER_PLAINTEXT_LEN]);
    let letter = seal(&plaintext, identity.recipient(), &mut rng);
    Sealed {
        identity,
        plaintext,
        letter,
    }
}

#[test]
fn open_reverses_seal() {
    let sealed = a_sealed_letter();
    let opened = open(&sealed.identity, &*sealed.letter).unwrap();
    assert_eq!(opened.expose_secret(), &*sealed.plaintext);
    assert_eq!(check_form(&*sealed.letter), Ok(&*sealed.letter));
}

#[test]
fn open_refuses_another_identity() {
    let sealed = a_sealed_letter();
    let stranger = Identity::from_seed(&[9; 32]);
    assert_eq!(
        open(&stranger, &*sealed.letter).err(),
        Some(OpenError::NotForUs)
    );
}

#[test]
fn open_and_check_refuse_other_lengths() {
    let sealed = a_sealed_letter();
    let mut long = sealed.letter.to_vec();
    long.push(0);
    for letter in [&[], &sealed.letter[1..], &sealed.letter[..1], &long] {
        let len = letter.len();
        assert_eq!(
            open(&sealed.identity, letter).err(),
            Some(OpenError::WrongLength { len })
        );
        assert_eq!(check_form(letter), Err(FormError::WrongLength { len }));
    }
}

/// Every byte of the header, and of the payload its nonce, its ends and every 97th between.
#[test]
fn open_refuses_each_flipped_byte() {
    let mut sealed = a_sealed_letter();
    let payload = HYBRID_HEADER_LEN + 16;
    let places = (0..payload + 32)
        .chain((payload..LETTER_LEN).step_by(97))
        .chain(LETTER_LEN - 32..LETTER_LEN);
    for place in places {
        for flip in [0x01, 0x80] {
            sealed.letter[place] ^= flip;
            assert_eq!(
                open(&sealed.identity, &*sealed.letter).err(),
                Some(OpenError::NotForUs),
                "byte {place} ^ {flip:#x}"
            );
            sealed.letter[place] ^= flip;
        }
    }
    assert!(open(&sealed.identity, &*sealed.letter).is_ok());
}

/// The parts of the header that are the same in every letter, by their place.
#[test]
fn check_refuses_each_changed_byte_of_fixed_text() {
    let mut sealed = a_sealed_letter();
    let fixed = (0..40)
        .chain([1_534, 1_578])
        .chain(1_579..1_583)
        .chain([1_626]);
    for place in fixed {
        for byte in [b'A', b'\n', b'\r', b' ', 0, 0xff] {
            let honest = sealed.letter[place];
            sealed.letter[place] = byte;
            assert_eq!(
                check_form(&*sealed.letter).is_ok(),
                byte == honest,
                "byte {place} = {byte:#x}"
            );
            sealed.letter[place] = honest;
        }
    }
}

#[test]
fn check_refuses_low_order_shares() {
    let mut sealed = a_sealed_letter();
    let mut encapsulation = [0x55; 1_120];
    encapsulation[1_088..].fill(0);
    let text = crate::encoding::encode_base64_unpadded(&encapsulation);
    sealed.letter[40..40 + text.len()].copy_from_slice(text.as_bytes());
    assert_eq!(check_form(&*sealed.letter), Err(FormError::LowOrder));
    assert_eq!(
        open(&sealed.identity, &*sealed.letter).err(),
        Some(OpenError::NotForUs)
    );
}

#[test]
fn debug_prints_no_plaintext() {
    let sealed = a_sealed_letter();
    let opened = open(&sealed.identity, &*sealed.letter).unwrap();
    assert_eq!(format!("{opened:?}"), "Plaintext { .. }");
}

#[test]
fn errors_name_the_numbers() {
    assert_eq!(
        OpenError::WrongLength { len: 3 }.to_string(),
        format!("letter is 3 bytes, expected {LETTER_LEN}")
    );
    assert_eq!(
        FormError::WrongLength { len: 3 }.to_string(),
        format!("letter is 3 bytes, expected {LETTER_LEN}")
    );
}
