//! The desk's exported audit trail, and the shares of its recovery key.

/// Exported trails, whoever wrote them.
pub(crate) mod trail {
    use bellrope_protocol::base::Base;
    use bellrope_protocol::key::{Fingerprint, FoundingRoot};
    use bellrope_protocol::note::SignerKey;
    use bellrope_trail::{Chain, SignedEntry, Untrusted, export, key_note};

    use crate::Run;
    use crate::input::vectors;

    pub(crate) fn start() -> Run {
        let keys = Keys::new();
        Box::new(move |data| {
            if let Ok(untrusted) = Untrusted::parse(data) {
                assert_eq!(untrusted.to_string().as_bytes(), data);
                let faults = untrusted.faults(&keys.fingerprint);
                let count = untrusted.unverified_entries().len();
                match untrusted.verify(&keys.fingerprint) {
                    Ok(trail) => {
                        assert!(faults.is_empty());
                        assert_eq!(trail.entries().len(), count);
                        assert!(trail.extends(trail.head()));
                    }
                    Err(fault) => assert_eq!(faults.first(), Some(&fault)),
                }
            }
            if let Some(entry) = str::from_utf8(data).ok().and_then(an_entry) {
                keys.sign(&entry);
            }
        })
    }

    /// Reads a line of JSON as an entry, under a hash and signature that say nothing.
    fn an_entry(line: &str) -> Option<SignedEntry> {
        let (hash, signature) = ("A".repeat(43), "A".repeat(86));
        format!("{hash}= {signature}== {line}").parse().ok()
    }

    struct Keys {
        root: SignerKey,
        signer: SignerKey,
        fingerprint: Fingerprint,
    }

    impl Keys {
        /// Those of the vectors.
        fn new() -> Self {
            let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
            let root = SignerKey::from_seed(base.root_key_name(), &[1; 32]);
            let public = FoundingRoot::from_bytes(*root.verifier().public());
            Self {
                signer: SignerKey::from_seed(base.trail_key_name(), &[2; 32]),
                fingerprint: public.fingerprint(),
                root,
            }
        }

        /// What can be read can be appended and verified, and says the same.
        fn sign(&self, read: &SignedEntry) {
            let mut chain = Chain::EMPTY;
            let entry = &read.unverified().entry;
            let signed = chain.append(entry, &self.signer).expect("a checked entry");
            let key = key_note::vouch(&self.root, &self.signer, 0).expect("a pair");
            let head = chain.head(0, &self.signer).expect("a head");
            let file = export(&key, &head, &[signed]);
            let trail = Untrusted::parse(file.as_bytes()).expect("a trail of ours");
            let trail = trail.verify(&self.fingerprint).expect("signatures of ours");
            assert_eq!(&trail.entries()[0].entry, entry);
        }
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut samples = vectors("trail", None);
        samples.push(
            br#"{"n":1,"at":1795392000,"by":"p-0a1b2c3d","act":"term-set","case":"4821-0937","whom":"p-11223344","facts":{"term":"feedback","due":"2027-02-23"}}"#
                .to_vec(),
        );
        samples
    }
}

/// Shares of a recovery key, as people type them.
pub(crate) mod share {
    use bellrope_protocol::key::Fingerprint;
    use bellrope_protocol::secret::SecretBytes;
    use bellrope_shares::{Plan, Share, split};
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use crate::Run;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            let Ok(typed) = str::from_utf8(data) else {
                return;
            };
            if let Ok(share) = Share::parse(typed) {
                let text = share.groups().join(" ");
                let again = Share::parse(&text).expect("a share of ours");
                assert_eq!(again.groups(), share.groups());
                assert!((1..=share.plan().of()).contains(&share.number()));
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let rng = &mut StdRng::seed_from_u64(1);
        let desk = Fingerprint::from_bytes([7; 20]);
        let plan = Plan::new(2, 3).expect("a plan");
        let shares = split(&SecretBytes::new(&[9; 32]), plan, &desk, rng).expect("shares");
        let texts = shares.iter().map(|share| share.groups().join(" "));
        texts.map(String::into_bytes).collect()
    }
}
