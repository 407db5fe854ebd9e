//! What logs post to witnesses, and what witnesses answer.

/// Requests: as they came, and with the checkpoint signed by the log.
pub(crate) mod add_checkpoint {
    use bellrope_protocol::note::{KeyName, SignerKey};
    use bellrope_transparency::checkpoint::Checkpoint;
    use bellrope_transparency::tree::{ConsistencyProof, Frontier, Hash, LeafHashes, TreeHead};
    use bellrope_transparency::witness::{AddCheckpoint, judge};

    use crate::Run;
    use crate::input::{signed, vectors};

    /// Leaves that the witness has seen.
    const SEEN: u64 = 5;

    pub(crate) fn start() -> Run {
        let key = key();
        let log = key.verifier();
        let last = head(&leaves(SEEN));
        Box::new(move |data| {
            for bytes in [Some(data.to_vec()), with_signature(data, &key)]
                .into_iter()
                .flatten()
            {
                let Ok(request) = AddCheckpoint::parse(&bytes) else {
                    continue;
                };
                assert_eq!(request.to_string().as_bytes(), bytes);
                let old = request.old;
                let Ok(checkpoint) = judge(request.clone(), &log, &last) else {
                    continue;
                };
                // What is cosigned never shrinks, and never changes at one size.
                let head = checkpoint.head();
                assert!(old == last.size && head.size >= last.size);
                assert!(head.size > last.size || head == last);
                assert!(request.proof.verify(&last, &head).is_ok());
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut samples = vectors("add-checkpoint", None);
        for (old, new) in [(SEEN, SEEN), (SEEN, 9), (SEEN, 300), (0, 3), (3, 7)] {
            samples.push(request(old, new).into_bytes());
        }
        samples
    }

    /// Signs what follows the empty line, so that the proof is reached.
    fn with_signature(data: &[u8], key: &SignerKey) -> Option<Vec<u8>> {
        let text = str::from_utf8(data).ok()?;
        let (head, rest) = text.split_once("\n\n")?;
        let (text, _) = rest.split_once("\n\n")?;
        let note = signed(format!("{text}\n").as_bytes(), key)?;
        Some([head.as_bytes(), b"\n\n", &note].concat())
    }

    fn request(old: u64, new: u64) -> String {
        let leaves = leaves(new);
        let checkpoint = Checkpoint::new(key().name().clone(), head(&leaves));
        let request = AddCheckpoint {
            old,
            proof: ConsistencyProof::make(&LeafHashes(&leaves), old, new).expect("leaves"),
            checkpoint: checkpoint.sign(&key()).expect("a checkpoint"),
        };
        request.to_string()
    }

    fn key() -> SignerKey {
        let name = KeyName::new("relay.example/v1/desks/mid/intake").expect("a name");
        SignerKey::from_seed(name, &[1; 32])
    }

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count)
            .map(|index| Hash::of_leaf(&index.to_be_bytes()))
            .collect()
    }

    fn head(leaves: &[Hash]) -> TreeHead {
        leaves.iter().copied().collect::<Frontier>().head()
    }
}

/// Answers: signature lines, and sizes.
pub(crate) mod cosignatures {
    use bellrope_protocol::note::{CosignerKey, KeyName};
    use bellrope_transparency::witness::{parse_cosignatures, parse_size};

    use crate::Run;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            if let Some(size) = parse_size(data) {
                assert_eq!(format!("{size}\n").as_bytes(), data);
            }
            let Ok(lines) = parse_cosignatures(data) else {
                return;
            };
            assert!(!lines.is_empty());
            let written: String = lines.iter().map(|line| format!("{line}\n")).collect();
            assert_eq!(written.as_bytes(), data);
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let line = |number: u8| {
            let name = KeyName::new(format!("witness.example/{number}")).expect("a name");
            CosignerKey::from_seed(name, &[number; 32]).cosign("log\n5\nroot\n", 1_795_428_000)
        };
        vec![
            format!("{}\n", line(1)).into_bytes(),
            format!("{}\n{}\n", line(1), line(2)).into_bytes(),
            b"20852014\n".to_vec(),
            b"0\n".to_vec(),
        ]
    }
}
