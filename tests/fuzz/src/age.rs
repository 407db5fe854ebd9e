//! The outsides of letters and replies, headers and keys of age.

/// The form of a letter, as the relay checks it.
pub(crate) mod letter_form {
    use bellrope_protocol::age::{HYBRID_HEADER_LEN, Header};
    use bellrope_protocol::letter::{check_form, open};
    use bellrope_protocol::limit::LETTER_LEN;

    use crate::Run;
    use crate::fixture::World;
    use crate::input::laid_over;

    pub(crate) fn start() -> Run {
        let world = world();
        let identity = &world.intake_keys[0].1;
        let identity = bellrope_protocol::age::Identity::from_seed(identity.expose_seed());
        let good = world.bodies[0].1.clone();
        Box::new(move |data| {
            for letter in [data.to_vec(), laid_over(data, &good)] {
                match check_form(&letter) {
                    Ok(whole) => {
                        assert_eq!(whole.len(), LETTER_LEN);
                        let header = Header::parse(&letter).expect("a form has a header");
                        assert_eq!(header.len(), HYBRID_HEADER_LEN);
                        let stanza = header.only_stanza().expect("a form has one stanza");
                        assert_eq!(stanza.args[0], "mlkem768x25519");
                        assert_eq!((stanza.args.len(), stanza.body.len()), (2, 32));
                    }
                    // The relay refuses nothing that the desk could open.
                    Err(_) => assert!(open(&identity, &letter).is_err()),
                }
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let bodies = &world().bodies;
        let whole = bodies.iter().take(2).map(|(_, letter)| letter.clone());
        let headers = bodies
            .iter()
            .take(2)
            .map(|(_, letter)| letter[..HYBRID_HEADER_LEN].to_vec());
        whole.chain(headers).collect()
    }

    fn world() -> World {
        let mut world = World::new(1);
        world.seal_epoch();
        world
    }
}

/// The form of a reply.
pub(crate) mod reply_form {
    use bellrope_protocol::age::{PASSPHRASE_HEADER_LEN, Passphrase};
    use bellrope_protocol::content::encode_cover_reply;
    use bellrope_protocol::limit::REPLY_LEN;
    use bellrope_protocol::reply::{check_form, open, seal};
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use crate::Run;
    use crate::input::laid_over;

    pub(crate) fn start() -> Run {
        let good = a_reply(1);
        let passphrase = Passphrase::from_key(&[1; 32]);
        Box::new(move |data| {
            for reply in [data.to_vec(), laid_over(data, &good)] {
                let opened = open(&passphrase, &reply);
                match check_form(&reply) {
                    Ok(whole) => assert_eq!(whole.len(), REPLY_LEN),
                    Err(_) => assert!(opened.is_err()),
                }
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        vec![a_reply(2), a_reply(3)[..PASSPHRASE_HEADER_LEN].to_vec()]
    }

    fn a_reply(seed: u64) -> Vec<u8> {
        let passphrase = Passphrase::from_key(&[1; 32]);
        let mut rng = StdRng::seed_from_u64(seed);
        seal(encode_cover_reply().expose_secret(), &passphrase, &mut rng).to_vec()
    }
}

/// Headers in the general grammar, with either kind of stanza.
pub(crate) mod age_header {
    use bellrope_protocol::age::{FileKey, Header, Identity, Passphrase, Stanza};
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use crate::Run;

    /// The MAC and its line feed.
    const END_LEN: usize = 43 + 1;

    pub(crate) fn start() -> Run {
        let file_key = FileKey::from_bytes(&[2; FileKey::LEN]);
        let identity = Identity::from_seed(&[3; 32]);
        let passphrase = Passphrase::from_key(&[1; 32]);
        Box::new(move |data| {
            let opened = [
                identity.open_header(data).is_ok(),
                passphrase.open_header(data).is_ok(),
            ];
            let Ok(header) = Header::parse(data) else {
                assert_eq!(opened, [false; 2]);
                return;
            };
            assert!(!header.stanzas().is_empty());
            if let Some(stanza) = header.only_stanza() {
                // One spelling: up to the MAC, what is read is what would be written.
                let written = Header::write(stanza, &file_key);
                assert_eq!(written.len(), header.len());
                let same = written.len() - END_LEN;
                assert_eq!(written[..same], data[..same]);
                assert_eq!(header.verify(&file_key), written == data[..written.len()]);
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let file_key = FileKey::from_bytes(&[2; FileKey::LEN]);
        let mut rng = StdRng::seed_from_u64(1);
        let of_len = |args: &[&'static str], len| {
            let stanza = Stanza {
                args: args.to_vec(),
                body: vec![0xa5; len],
            };
            Header::write(&stanza, &file_key)
        };
        let first = of_len(&["X25519", "abc"], 48);
        let (stanza, end) = first.split_at(first.len() - END_LEN - "--- ".len());
        let version = "age-encryption.org/v1\n".len();
        vec![
            Identity::from_seed(&[3; 32])
                .recipient()
                .write_header(&file_key, &mut rng),
            Passphrase::from_key(&[1; 32]).write_header(&file_key, &mut rng),
            of_len(&["a"], 0),
            of_len(&["grease", "!", "~"], 49),
            [stanza, &stanza[version..], end].concat(),
            first.clone(),
        ]
    }
}

/// Keys in their text form.
pub(crate) mod age_key {
    use bellrope_protocol::age::{Identity, Recipient};

    use crate::Run;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            let Ok(text) = str::from_utf8(data) else {
                return;
            };
            // Bech32 is written in one case and read in either.
            if let Ok(recipient) = text.parse::<Recipient>() {
                assert!(recipient.to_string().eq_ignore_ascii_case(text));
                assert!(Recipient::from_bytes(recipient.as_bytes()).is_ok());
            }
            if let Ok(identity) = text.parse::<Identity>() {
                assert!(identity.expose_secret().eq_ignore_ascii_case(text));
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let identity = Identity::from_seed(&[3; 32]);
        let recipient = identity.recipient().to_string();
        let secret = identity.expose_secret();
        vec![
            recipient.to_uppercase().into_bytes(),
            recipient.into_bytes(),
            secret.to_lowercase().into_bytes(),
            secret.as_bytes().to_vec(),
        ]
    }
}
