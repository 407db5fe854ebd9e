//! Parcels: sealing and opening, in MB/s of content, beside the two primitives they cannot do
//! without. Replies: opening, dominated by one scrypt of 2^10.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use std::{hint::black_box, time::Duration};

use bellrope_protocol::{
    age::Passphrase,
    limit::REPLY_PLAINTEXT_LEN,
    parcel::{ParcelKey, ParcelOpener, ParcelPlan, ParcelSealer},
    reply,
};
use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand::{SeedableRng as _, rngs::StdRng};
use sha2::{Digest as _, Sha256};

/// Fills 64 blocks, 16 MiB.
const CONTENT_LEN: usize = 16_771_477;
const READ_LEN: usize = 65_536;

fn parcel(criterion: &mut Criterion) {
    let content = vec![0x5a; CONTENT_LEN];
    let mut blocks = Vec::new();
    let key = seal(&content, |block| blocks.push(block.to_vec()));

    let mut group = criterion.benchmark_group("parcel");
    group.throughput(Throughput::Bytes(CONTENT_LEN as u64));
    group.bench_function("seal", |bencher| {
        bencher.iter(|| {
            seal(&content, |block| {
                black_box(block);
            })
        });
    });
    group.bench_function("open", |bencher| bencher.iter(|| open(&key, &blocks)));
    group.bench_function("bare: ChaCha20-Poly1305, SHA-256", |bencher| {
        let cipher = ChaCha20Poly1305::new(&[1; 32].into());
        let mut chunk = vec![0x5a; READ_LEN];
        bencher.iter(|| {
            let mut hash = Sha256::new();
            for _ in 0..CONTENT_LEN / READ_LEN {
                let sealed = cipher.encrypt_inout_detached(
                    &[0; 12].into(),
                    &[],
                    chunk.as_mut_slice().into(),
                );
                assert!(sealed.is_ok());
                hash.update(&chunk);
            }
            hash.finalize()
        });
    });
    group.finish();
}

fn seal(content: &[u8], mut store: impl FnMut(&[u8])) -> ParcelKey {
    let mut rng = StdRng::seed_from_u64(1);
    let plan = ParcelPlan::new(content.len() as u64).expect("content fits");
    let mut sealer = ParcelSealer::new(plan, &mut rng);
    for mut piece in content.chunks(READ_LEN) {
        while let Some(block) = sealer.push(&mut piece).expect("content is as planned") {
            store(block.bytes);
        }
    }
    while let Some(block) = sealer.pad().expect("content is as planned") {
        store(block.bytes);
    }
    sealer.finish().expect("all blocks are stored")
}

fn open(key: &ParcelKey, blocks: &[Vec<u8>]) {
    let mut opener = ParcelOpener::new(key);
    for block in blocks {
        black_box(opener.push(block).expect("blocks are whole"));
    }
    opener.finish().expect("parcel is whole");
}

fn reply_open(criterion: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(2);
    let passphrase = Passphrase::from_key(&[7; 32]);
    let reply = reply::seal(&[b' '; REPLY_PLAINTEXT_LEN], &passphrase, &mut rng);
    criterion.bench_function("reply/open", |bencher| {
        bencher.iter(|| reply::open(&passphrase, black_box(&*reply)));
    });
}

fn quick() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .sample_size(10)
}

criterion_group! {
    name = benches;
    config = quick();
    targets = parcel, reply_open
}
criterion_main!(benches);
