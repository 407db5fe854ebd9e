//! Cosignatures a second, durable state included, beside the least that any witness must do: sign,
//! and write and sync a few kilobytes before the signature leaves.
//!
//! `bare` overwrites 4,096 bytes in place, `fdatasync`s, and signs as many bytes as a cosignature
//! covers. `witness` parses a request, verifies signature and proof, keeps the checkpoint durably, and
//! cosigns. `again` is a request for a fresh time: nothing new to keep.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark"
)]

use std::fs::OpenOptions;
use std::hint::black_box;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use bellrope_protocol::note::{KeyName, NoteSignature, SignerKey};
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::tree::{ConsistencyProof, Frontier, Hash, LeafHashes};
use bellrope_transparency::witness::AddCheckpoint;
use bellrope_witness::{Witness, init};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ed25519_dalek::{Signer as _, SigningKey};

/// Entries that a log grows by between two requests.
const GROWTH: u64 = 16;
/// Requests that are made ready, each from the size of the one before.
const REQUESTS: u64 = 512;

fn key() -> SignerKey {
    let name = KeyName::new("relay.example/v1/desks/mid/intake").unwrap();
    SignerKey::from_seed(name, &[1; 32])
}

/// Makes the texts of requests for a log that grows.
fn requests() -> Vec<String> {
    let leaves: Vec<Hash> = (0..GROWTH * REQUESTS)
        .map(|index| Hash::of_leaf(&index.to_be_bytes()))
        .collect();
    let mut frontier = Frontier::new();
    (1..=REQUESTS)
        .map(|number| {
            let (old, new) = ((number - 1) * GROWTH, number * GROWTH);
            let range = usize::try_from(old).unwrap()..usize::try_from(new).unwrap();
            frontier.extend(leaves[range.clone()].iter().copied());
            let checkpoint = Checkpoint::new(key().name().clone(), frontier.head());
            AddCheckpoint {
                old,
                proof: ConsistencyProof::make(&LeafHashes(&leaves[..range.end]), old, new).unwrap(),
                checkpoint: checkpoint.sign(&key()).unwrap(),
            }
            .to_string()
        })
        .collect()
}

fn cosign(c: &mut Criterion) {
    // On the disk that the project is on: a folder in memory would sync nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).unwrap();
    let mut group = c.benchmark_group("cosign");
    group.throughput(Throughput::Elements(1));

    let path = folder.path().join("bare");
    std::fs::write(&path, [0; 8_192]).unwrap();
    let file = OpenOptions::new().write(true).open(&path).unwrap();
    file.sync_all().unwrap();
    let signing = SigningKey::from_bytes(&[2; 32]);
    let message = [b'x'; 160];
    let mut turn = 0;
    group.bench_function("bare", |b| {
        b.iter(|| {
            turn += 1;
            let page = [u8::try_from(turn % 251).unwrap(); 4_096];
            file.write_all_at(&page, turn % 2 * 4_096).unwrap();
            file.sync_data().unwrap();
            signing.sign(black_box(&message))
        });
    });

    let requests = requests();
    let mut witnesses = 0;
    group.bench_function("witness", |b| {
        b.iter_custom(|rounds| {
            let mut took = Duration::ZERO;
            let mut left = rounds;
            while left > 0 {
                // A log that begins again is shown to a new witness; making it does not count.
                witnesses += 1;
                let witness = begin(&folder.path().join(format!("{witnesses}")));
                let asked = usize::try_from(left).unwrap().min(requests.len());
                let started = Instant::now();
                for request in &requests[..asked] {
                    black_box(ask(&witness, request));
                }
                took += started.elapsed();
                left -= asked as u64;
            }
            took
        });
    });

    let witness = begin(&folder.path().join("again"));
    ask(&witness, &requests[0]);
    let again = requests[0].replacen("old 0", &format!("old {GROWTH}"), 1);
    group.bench_function("again", |b| b.iter(|| ask(&witness, black_box(&again))));
    group.finish();
}

fn begin(folder: &Path) -> Witness {
    init(folder, &KeyName::new("witness.example/1").unwrap()).unwrap();
    Witness::with_logs(folder, vec![key().verifier()]).unwrap()
}

fn ask(witness: &Witness, request: &str) -> NoteSignature {
    let request = AddCheckpoint::parse(request.as_bytes()).unwrap();
    witness.add_checkpoint(request, 1_795_428_000).unwrap()
}

criterion_group!(benches, cosign);
criterion_main!(benches);
