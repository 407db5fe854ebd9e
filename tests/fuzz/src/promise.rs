//! Key cards and receipts: as they came, and with any text under the right signature.

/// Key cards.
pub(crate) mod card {
    use bellrope_protocol::card::{Ed25519PublicKey, EndedLog};
    use bellrope_protocol::card::{
        NextCount, Pin, SignCardError, SignedCard, Work, sign_succession,
    };
    use bellrope_protocol::note::SignerKey;
    use bellrope_protocol::time::Day;

    use crate::Run;
    use crate::fixture::World;
    use crate::input::signed;

    pub(crate) fn start() -> Run {
        let world = World::new(1);
        let pin = world.pin();
        let root = world.root;
        Box::new(move |data| {
            check(data, &pin, &root);
            let text = [b"bellrope/1 card\n", data, b"\n"].concat();
            for text in [data, &text] {
                if let Some(card) = signed(text, &root) {
                    check(&card, &pin, &root);
                }
            }
        })
    }

    fn check(bytes: &[u8], pin: &Pin, root: &SignerKey) {
        let Ok(card) = SignedCard::parse(bytes) else {
            return;
        };
        assert_eq!(card.as_bytes(), bytes);
        let Ok(verified) = card.verify(pin) else {
            return;
        };
        assert_eq!(verified.card().founding.fingerprint(), pin.fingerprint);
        let again = match SignedCard::sign(verified.card().clone(), root) {
            Ok(again) => again,
            // The root may be another one by succession; and unknown members may have been spared
            // characters that are written longer.
            Err(SignCardError::Root | SignCardError::TooLong { .. }) => return,
            Err(err) => panic!("a good card cannot be signed: {err}"),
        };
        let read = SignedCard::parse(again.as_bytes()).expect("what was signed is read");
        assert_eq!(read, again);
        assert_eq!(read.unverified_card(), verified.card());
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut world = World::new(1);
        world.appoint_witnesses(2, 1);
        world.card.replies.next = Some(NextCount {
            count: 32,
            from: Day::of(world.now).plus(9),
        });
        world.card.ended = vec![EndedLog {
            log: "replies".into(),
            successor: "a/b".into(),
        }];
        world.card.work = Some(Work { max_bits: 4 });
        world.publish_card();
        let next = SignerKey::from_seed(world.base.root_key_name(), &[9; 32]);
        let next_root = Ed25519PublicKey::of(&next);
        let note = sign_succession(&world.base, &world.root, &next_root).expect("a base");
        world.card.succession = vec![note.to_string()];
        world.card.root = next_root;
        world.card.serial += 1;
        let succeeded = SignedCard::sign(world.card.clone(), &next).expect("a card");
        let mut samples = vec![succeeded.as_bytes().to_vec()];
        for card in &world.cards {
            let whole = card.as_bytes().to_vec();
            let line = whole
                .split(|byte| *byte == b'\n')
                .nth(1)
                .expect("a second line");
            samples.push(line.to_vec());
            samples.push(whole);
        }
        samples
    }
}

/// Receipts of the relay, read by the reporter.
pub(crate) mod receipt {
    use bellrope_protocol::note::SignedNote;
    use bellrope_protocol::receipt::Receipt;
    use bellrope_protocol::tag::Tag;

    use crate::Run;
    use crate::fixture::World;
    use crate::input::signed;

    const BODY: [u8; 32] = [1; 32];
    const TAG: Tag = Tag::from_bytes([2; 16]);

    pub(crate) fn start() -> Run {
        let world = World::new(1);
        let (base, signer) = (world.base, world.receipt);
        let key = signer.verifier();
        Box::new(move |data| {
            for note in [Some(data.to_vec()), signed(data, &signer)]
                .into_iter()
                .flatten()
            {
                let Ok(receipt) = Receipt::verify(&note, &key, &base, &BODY, &TAG) else {
                    continue;
                };
                assert_eq!((receipt.body, receipt.tag), (BODY, TAG));
                let text = SignedNote::parse(&note, note.len()).expect("it was one");
                let again = receipt.sign(&signer).expect("its text was one");
                assert_eq!(again.unverified_text(), text.unverified_text());
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = World::new(1);
        let receipt = Receipt::new(&world.base, BODY, TAG, 1_795_438_800);
        let note = receipt.sign(&world.receipt).expect("a base");
        vec![
            note.unverified_text().as_bytes().to_vec(),
            note.to_string().into_bytes(),
        ]
    }
}
