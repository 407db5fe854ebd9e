//! Signed notes, verifier keys and names.

/// Notes, whoever signed them.
pub(crate) mod note {
    use bellrope_protocol::note::{KeyName, SignedNote, SignerKey};

    use crate::Run;
    use crate::input::{signed, vectors};

    const MAX_LEN: usize = 4_096;

    pub(crate) fn start() -> Run {
        let key = a_key();
        let keys = [key.verifier()];
        Box::new(move |data| {
            if let Ok(note) = SignedNote::parse(data, MAX_LEN) {
                assert_eq!(note.to_string().as_bytes(), data);
                if let Ok(verified) = note.clone().verify(&keys) {
                    assert_eq!(verified.text(), note.unverified_text());
                    assert!(verified.is_signed_by(&keys[0]));
                }
            }
            // Whatever a text contains, its end is where it was signed.
            if let Some(note) = signed(data, &key) {
                let note = SignedNote::parse(&note, usize::MAX).expect("a note of ours");
                let verified = note.verify(&keys).expect("a signature of ours");
                assert_eq!(verified.text().as_bytes(), data);
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut samples = vectors("note", None);
        let note = signed(b"bellrope/1 x\nline\n", &a_key()).expect("a text");
        // A note whose text is a note.
        samples.push(signed(&note, &a_key()).expect("a text"));
        samples.push(note);
        samples
    }

    fn a_key() -> SignerKey {
        SignerKey::from_seed(KeyName::new("relay.example/key").expect("a name"), &[1; 32])
    }
}

/// Verifier keys.
pub(crate) mod vkey {
    use bellrope_protocol::note::{CosignerKey, KeyName, SignerKey, VerifierKey};

    use crate::Run;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            let Ok(text) = str::from_utf8(data) else {
                return;
            };
            if let Ok(key) = text.parse::<VerifierKey>() {
                assert_eq!(key.to_string(), text);
                let again = VerifierKey::new(key.name().clone(), key.algorithm(), key.public());
                assert_eq!(again.as_ref(), Ok(&key));
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let name = || KeyName::new("witness.example/w1").expect("a name");
        let keys = [
            SignerKey::from_seed(name(), &[1; 32]).verifier(),
            CosignerKey::from_seed(name(), &[2; 32]).verifier(),
        ];
        keys.iter()
            .map(|key| key.to_string().into_bytes())
            .collect()
    }
}

/// Names and other short texts, each of one spelling.
pub(crate) mod name {
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use bellrope_protocol::base::{Base, DeskName, Host};
    use bellrope_protocol::key::Fingerprint;
    use bellrope_protocol::note::KeyName;
    use bellrope_protocol::parcel::BlockAddress;
    use bellrope_protocol::tag::Tag;
    use bellrope_protocol::time::Day;

    use crate::Run;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            let Ok(text) = str::from_utf8(data) else {
                return;
            };
            one_spelling::<DeskName>(text);
            one_spelling::<Host>(text);
            one_spelling::<KeyName>(text);
            one_spelling::<BlockAddress>(text);
            one_spelling::<Tag>(text);
            one_spelling::<Day>(text);
            if let Ok(day) = text.parse::<Day>() {
                let (year, month, date) = day.date();
                assert_eq!(Day::from_date(year, month, date), Some(day));
                assert_eq!(Day::of(day.start_secs()), day);
            }
            if let Ok(fingerprint) = text.parse::<Fingerprint>() {
                // Typed by people, so read with or without spaces; written one way.
                assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
            }
            if let (Ok(host), Ok(desk)) = (text.parse::<Host>(), "mid".parse()) {
                // Every key name that follows from a host is one.
                let base = Base::new(host, desk);
                assert_eq!(base.intake_key_name().as_str(), base.intake());
            }
        })
    }

    fn one_spelling<T: FromStr + Display + Debug>(text: &str) {
        if let Ok(value) = text.parse::<T>() {
            assert_eq!(value.to_string(), text);
        }
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let texts = [
            "mid",
            "a-desk-9",
            "relay.example",
            "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion",
            "relay.example/v1/desks/mid/intake",
            "000102030405060708090a0b0c0d0e0f",
            "2026-11-23",
            "2028-02-29",
            "0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567",
        ];
        texts.iter().map(|text| text.as_bytes().to_vec()).collect()
    }
}
