//! Letters: sealing, opening, and the desk's scan beside the bare primitives in the same run.
//!
//! The bare cost of a letter is one ML-KEM-768 decapsulation (libcrux), one X25519 agreement
//! (x25519-dalek) and ChaCha20-Poly1305 over 16 KiB; the bar for the scan is 80 % of that speed.
//! Most letters in a log are covers: sealed to the desk's own key, so a scan opens them whole. Letters
//! of a week whose key is tried in vain end at the wrapped file key; they are measured apart.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and prints what it found"
)]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use bellrope_protocol::{
    age::Identity,
    letter,
    limit::{LETTER_LEN, LETTER_PLAINTEXT_LEN},
};
use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use libcrux_ml_kem::mlkem768;
use rand::{SeedableRng as _, rngs::StdRng};
use x25519_dalek::{PublicKey, StaticSecret};

const LETTERS: usize = 256;
const ROUNDS: usize = 9;

fn seal_and_open(criterion: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(1);
    let identity = Identity::generate(&mut rng);
    let plaintext = Box::new([b' '; LETTER_PLAINTEXT_LEN]);
    let letter = letter::seal(&plaintext, identity.recipient(), &mut rng);

    let mut group = criterion.benchmark_group("letter");
    group.throughput(Throughput::Elements(1));
    group.bench_function("seal", |bencher| {
        bencher.iter(|| letter::seal(&plaintext, identity.recipient(), &mut rng));
    });
    group.bench_function("open", |bencher| {
        bencher.iter(|| letter::open(&identity, black_box(&*letter)));
    });
    let stranger = Identity::from_seed(&[1; 32]);
    group.bench_function("open, another key", |bencher| {
        bencher.iter(|| letter::open(&stranger, black_box(&*letter)));
    });
    group.bench_function("check form", |bencher| {
        bencher.iter(|| letter::check_form(black_box(&*letter)).is_ok());
    });
    group.finish();
}

/// The three primitives that no reader of letters can do without.
struct Bare {
    ml_kem: mlkem768::MlKem768KeyPair,
    ciphertext: mlkem768::MlKem768Ciphertext,
    x25519: StaticSecret,
    share: PublicKey,
    cipher: ChaCha20Poly1305,
    sealed: Vec<u8>,
    tag: chacha20poly1305::Tag,
}

impl Bare {
    fn new() -> Self {
        let ml_kem = mlkem768::generate_key_pair([1; 64]);
        let (ciphertext, _) = mlkem768::encapsulate(ml_kem.public_key(), [2; 32]);
        let cipher = ChaCha20Poly1305::new(&[5; 32].into());
        let mut sealed = vec![0; LETTER_LEN];
        let tag = cipher
            .encrypt_inout_detached(&[0; 12].into(), &[], sealed.as_mut_slice().into())
            .unwrap_or_default();
        Self {
            ml_kem,
            ciphertext,
            x25519: StaticSecret::from([3; 32]),
            share: PublicKey::from(&StaticSecret::from([4; 32])),
            cipher,
            sealed,
            tag,
        }
    }

    fn once(&self, buffer: &mut [u8]) {
        black_box(mlkem768::decapsulate(
            self.ml_kem.private_key(),
            black_box(&self.ciphertext),
        ));
        black_box(self.x25519.diffie_hellman(black_box(&self.share)));
        buffer.copy_from_slice(&self.sealed);
        let opened =
            self.cipher
                .decrypt_inout_detached(&[0; 12].into(), &[], buffer.into(), &self.tag);
        assert!(black_box(opened).is_ok());
    }
}

/// Runs the scan and the bare primitives in turns, so that a noisy machine is noisy for both, and
/// prints the median of their ratios.
fn scan(_: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(2);
    let identity = Identity::generate(&mut rng);
    let stranger = Identity::generate(&mut rng);
    let mut plaintext = Box::new([b' '; LETTER_PLAINTEXT_LEN]);
    let mut letters: Vec<_> = (1..LETTERS)
        .map(|_| letter::seal(&plaintext, identity.recipient(), &mut rng))
        .collect();
    plaintext[..4].copy_from_slice(b"real");
    letters.push(letter::seal(&plaintext, identity.recipient(), &mut rng));

    let bare = Bare::new();
    let mut buffer = vec![0; LETTER_LEN];
    let mut ours = Vec::new();
    let mut vain = Vec::new();
    let mut floor = Vec::new();
    for _ in 0..ROUNDS {
        floor.push(timed(|| (0..LETTERS).for_each(|_| bare.once(&mut buffer))));
        ours.push(timed(|| {
            let real = letters
                .iter()
                .filter_map(|letter| letter::open(&identity, black_box(&**letter)).ok())
                .filter(|opened| opened.expose_secret().starts_with(b"real"))
                .count();
            assert_eq!(real, 1);
        }));
        vain.push(timed(|| {
            let opened = letters
                .iter()
                .filter(|letter| letter::open(&stranger, black_box(&***letter)).is_ok())
                .count();
            assert_eq!(opened, 0);
        }));
    }
    report("bare primitives", &floor, &floor);
    report("scan, covers and one real", &ours, &floor);
    report("scan in vain, another week's key", &vain, &floor);
}

fn timed(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

fn report(name: &str, times: &[Duration], floor: &[Duration]) {
    let ratios = times
        .iter()
        .zip(floor)
        .map(|(time, floor)| floor.as_secs_f64() / time.as_secs_f64());
    let rates = times.iter().map(|time| LETTERS as f64 / time.as_secs_f64());
    let ratio = median(ratios.collect());
    let rate = median(rates.collect());
    println!(
        "{name}: {rate:.0} letters/s, {:.0} % of the bare primitives",
        ratio * 100.0
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn quick() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .sample_size(20)
}

criterion_group! {
    name = benches;
    config = quick();
    targets = seal_and_open, scan
}
criterion_main!(benches);
