use rand::{SeedableRng as _, rngs::StdRng};

use super::*;

fn a_passphrase() -> Passphrase {
    Passphrase::from_key(&[0xab; 32])
}

fn a_reply() -> Box<[u8; REPLY_LEN]> {
    seal(
        &[b' '; REPLY_PLAINTEXT_LEN],
        &a_passphrase(),
        &mut StdRng::seed_from_u64(5),
    )
}

#[test]
fn open_reverses_seal() {
    let reply = a_reply();
    let opened = open(&a_passphrase(), &*reply).unwrap();
    assert_eq!(opened.expose_secret(), &[b' '; REPLY_PLAINTEXT_LEN]);
    assert_eq!(check_form(&*reply), Ok(&*reply));
}

#[test]
fn passphrase_is_64_lower_case_digits() {
    assert_eq!(a_passphrase().expose_secret(), "ab".repeat(32));
    assert_eq!(format!("{:?}", a_passphrase()), "Passphrase { .. }");
}

#[test]
fn open_refuses_another_passphrase() {
    let stranger = Passphrase::from_key(&[0xac; 32]);
    assert_eq!(
        open(&stranger, &*a_reply()).err(),
        Some(OpenError::NotForUs)
    );
}

#[test]
fn open_and_check_refuse_other_lengths() {
    let reply = a_reply();
    for len in [0, 1, REPLY_LEN - 1] {
        assert_eq!(
            open(&a_passphrase(), &reply[..len]).err(),
            Some(OpenError::WrongLength { len })
        );
        assert_eq!(
            check_form(&reply[..len]),
            Err(FormError::WrongLength { len })
        );
    }
}

#[test]
fn open_and_check_refuse_other_work_factors() {
    let mut reply = a_reply();
    let at = reply.windows(4).position(|text| text == b" 10\n").unwrap();
    for factor in [b"11", b"18", b"09", b"+1", b"1 ", b"1\n"] {
        reply[at + 1..at + 3].copy_from_slice(factor);
        assert_eq!(check_form(&*reply), Err(FormError::Header));
        assert_eq!(
            open(&a_passphrase(), &*reply).err(),
            Some(OpenError::NotForUs)
        );
    }
}

/// Every byte of the header, and of the payload its nonce, its ends and every 61st between.
#[test]
fn open_refuses_each_flipped_byte() {
    let mut reply = a_reply();
    let payload = PASSPHRASE_HEADER_LEN + 16;
    let places = (0..payload + 8)
        .chain((payload..REPLY_LEN).step_by(61))
        .chain(REPLY_LEN - 16..REPLY_LEN);
    for place in places {
        reply[place] ^= 1;
        assert_eq!(
            open(&a_passphrase(), &*reply).err(),
            Some(OpenError::NotForUs),
            "byte {place}"
        );
        reply[place] ^= 1;
    }
    assert!(open(&a_passphrase(), &*reply).is_ok());
}

#[test]
fn errors_name_the_numbers() {
    assert_eq!(
        OpenError::WrongLength { len: 3 }.to_string(),
        format!("reply is 3 bytes, expected {REPLY_LEN}")
    );
    assert_eq!(
        FormError::WrongLength { len: 3 }.to_string(),
        format!("reply is 3 bytes, expected {REPLY_LEN}")
    );
}
