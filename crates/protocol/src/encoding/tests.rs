use super::*;

#[test]
fn base64_round_trips() {
    for len in 0..100 {
        let bytes = vec![0xfb; len];
        assert_eq!(decode_base64(&encode_base64(&bytes)), Ok(bytes.clone()));
        let unpadded = encode_base64_unpadded(&bytes);
        assert_eq!(decode_base64_unpadded(unpadded), Ok(bytes));
    }
}

#[test]
fn base64_is_that_of_rfc_4648() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(encode_base64(bytes.as_bytes()), text);
        let unpadded = text.trim_end_matches('=');
        assert_eq!(encode_base64_unpadded(bytes.as_bytes()), unpadded);
    }
}

#[test]
fn base64_refuses_other_spellings() {
    for text in [
        "Zg", "Zg=", "Zh==", "Zg==\n", " Zg==", "Zg==Zg==", "Z-==", "Zm9=", "====", "é",
    ] {
        assert_eq!(decode_base64(text), Err(EncodingError::Base64), "{text:?}");
    }
    for text in ["Zg==", "Zm8=", "Zh", "Z", "Zm9", "Zg\n", "Z_", "é"] {
        let decoded = decode_base64_unpadded(text);
        assert_eq!(decoded, Err(EncodingError::Base64), "{text:?}");
    }
}

#[test]
fn base64_arrays_have_one_length() {
    assert_eq!(decode_base64_array("Zm8="), Ok(*b"fo"));
    assert_eq!(decode_base64_unpadded_array("Zm8"), Ok(*b"fo"));
    let error = EncodingError::Length {
        len: 3,
        expected: 2,
    };
    assert_eq!(decode_base64_array::<2>("Zm9v"), Err(error));
    assert_eq!(decode_base64_unpadded_array::<2>("Zm9v"), Err(error));
    assert_eq!(
        decode_base64_unpadded_array::<2>("Zm9"),
        Err(EncodingError::Base64)
    );
}

#[test]
fn hex_is_lower_case_only() {
    assert_eq!(encode_hex(&[0x00, 0x9a, 0xff]), "009aff");
    assert_eq!(decode_hex("009aff"), Ok(vec![0x00, 0x9a, 0xff]));
    assert_eq!(decode_hex_array("009a"), Ok([0x00, 0x9a]));
    for text in ["0", "0A", "0g", " 00", "0x00", "é0"] {
        assert_eq!(decode_hex(text), Err(EncodingError::Hex), "{text:?}");
    }
    let error = EncodingError::Length {
        len: 1,
        expected: 2,
    };
    assert_eq!(decode_hex_array::<2>("00"), Err(error));
}

#[test]
fn bech32_follows_the_case_of_its_kind() {
    let lower = encode_bech32("age1pq", &[1, 2, 3]);
    let upper = encode_bech32("AGE1PQ", &[1, 2, 3]);
    assert_eq!(upper, lower.to_uppercase());
    for (kind, text) in [("age1pq", &lower), ("AGE1PQ", &upper)] {
        assert_eq!(*decode_bech32(kind, text).unwrap(), [1, 2, 3]);
    }
    for (kind, text) in [("age1pq", &upper), ("AGE1PQ", &lower)] {
        assert_eq!(decode_bech32(kind, text).err(), Some(EncodingError::Bech32));
    }
}

#[test]
fn bech32_has_no_limit_of_length() {
    let bytes = vec![0x77; 5_000];
    let text = encode_bech32("age1pq", &bytes);
    assert_eq!(*decode_bech32("age1pq", &text).unwrap(), bytes);
}

#[test]
fn bech32_refuses_another_kind() {
    let text = encode_bech32("age", &[1, 2, 3]);
    assert_eq!(
        decode_bech32("age1pq", &text).err(),
        Some(EncodingError::Bech32Kind)
    );
}

#[test]
fn bech32_refuses_each_changed_character() {
    let text = encode_bech32("age1pq", &[0x31; 32]);
    for place in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[place] = if changed[place] == b'q' { b'p' } else { b'q' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(decode_bech32("age1pq", &changed).is_err(), "{place}");
    }
}

/// Three bytes leave one bit over in their fifth character; a valid checksum does not excuse it.
#[test]
fn bech32_refuses_leftover_bits() {
    let hrp = Hrp::parse_unchecked("age1pq");
    let honest = encode_bech32("age1pq", &[0, 0, 0]);
    let forge = |last: u8| -> String {
        [0, 0, 0, 0, last]
            .map(|value| bech32::Fe32::try_from(value).unwrap())
            .into_iter()
            .with_checksum::<LongBech32>(&hrp)
            .chars()
            .collect()
    };
    assert_eq!(forge(0), honest);
    assert_eq!(
        decode_bech32("age1pq", &forge(1)).err(),
        Some(EncodingError::Bech32)
    );
}
