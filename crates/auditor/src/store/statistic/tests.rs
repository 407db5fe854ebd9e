//! That random bytes pass, at the rate promised, and what plaintext looks like.

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use super::*;

fn random(seed: u64, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    StdRng::seed_from_u64(seed).fill_bytes(&mut bytes);
    bytes
}

const DUTCH: &str = "Op maandag heb ik gezien dat de rapportage is aangepast nadat de controle was \
                     gedaan, en dat twee collega's daarover niets mochten zeggen. ";

#[test]
fn examine_passes_random_bytes() {
    let battery = Battery::for_run(1 << 30);
    for seed in 0..400 {
        let bytes = random(seed, 16_384);
        assert_eq!(battery.examine(&bytes), None, "seed {seed}");
        assert_eq!(battery.examine(&bytes[..1_024]), None, "seed {seed}");
    }
}

/// At a loose probability alarms can be counted: they must stay below what was promised.
#[test]
fn examine_keeps_its_false_alarm_rate() {
    let (windows, len) = (2_000, 4_096);
    let battery = Battery::with_false_alarm(len as u64, 0.05);
    let alarms = (0..windows)
        .filter(|seed| battery.examine(&random(*seed, len)).is_some())
        .count();
    // 100 are promised at most, give or take 10: four standard deviations above is 140.
    assert!(alarms <= 140, "{alarms} of {windows}");
}

#[test]
fn examine_sees_text_in_each_coding() {
    use bellrope_protocol::encoding::{encode_base64, encode_hex};
    let battery = Battery::for_run(20 << 30);
    let wide: Vec<u8> = DUTCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let codings: [(&str, Vec<u8>); 5] = [
        ("plain", DUTCH.into()),
        ("base64", encode_base64(DUTCH.as_bytes()).into()),
        ("hex", encode_hex(DUTCH.as_bytes()).into()),
        ("utf-16", wide),
        ("zeros", vec![0; 64]),
    ];
    for (name, coded) in codings {
        let mut window = random(1, 16_384);
        window[5_000..5_000 + coded.len()].copy_from_slice(&coded);
        assert!(battery.examine(&window).is_some(), "{name}");
    }
}

/// Text whose every tenth byte is no text breaks the runs; the histogram still sees a kilobyte.
#[test]
fn examine_sees_broken_text_by_its_histogram() {
    let battery = Battery::for_run(20 << 30);
    // The longer window counts pairs.
    for len in [4_096, 14_757] {
        let mut window = random(1, len);
        for (at, byte) in DUTCH.bytes().cycle().take(2_000).enumerate() {
            window[at] = if at % 10 == 0 { 0x80 } else { byte };
        }
        let found = battery.examine(&window);
        assert!(
            matches!(found, Some(Anomaly::ChiSquare { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn examine_sees_a_counter_by_its_neighbours() {
    let battery = Battery::for_run(1 << 30);
    let counter: Vec<u8> = (0..4_096_u32).map(|at| (at * 5).to_le_bytes()[0]).collect();
    assert!(matches!(
        battery.examine(&counter),
        Some(Anomaly::Serial { .. })
    ));
}

#[test]
fn runs_are_found_at_the_threshold_and_not_below() {
    let battery = Battery::for_run(1 << 20);
    let limit = battery.printable_limit();
    let mut window = vec![0x80; 300];
    window.iter_mut().step_by(2).for_each(|byte| *byte = 0xF0);
    window[7..7 + limit - 1].copy_from_slice(&DUTCH.as_bytes()[..limit - 1]);
    assert_eq!(battery.find_run(&window), None);
    window[7 + limit - 1] = b'x';
    assert_eq!(
        battery.find_run(&window),
        Some(Anomaly::Printable { at: 7, len: limit })
    );
}

/// A key of the relay's database may end in thirteen zeros, and a page that holds one may be all
/// that is left of a commit. Small stores once took seven for a run.
#[test]
fn short_runs_pass_however_small_the_store() {
    let battery = Battery::for_run(4_096);
    for (len, passes) in [(7, true), (14, true), (15, false)] {
        let mut window = random(4, 4_096);
        window[1_000..1_000 + len].fill(0);
        (window[999], window[1_000 + len]) = (0x81, 0x82);
        assert_eq!(battery.examine(&window).is_none(), passes, "{len} zeros");
    }
}

/// The quick look must let no run pass, wherever it begins.
#[test]
fn runs_are_found_at_every_place() {
    let battery = Battery::for_run(20 << 30);
    let wide: Vec<u8> = DUTCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (run, len) in [
        (DUTCH.as_bytes(), battery.printable),
        // The last of a pair is told by the byte after it.
        (&wide, battery.wide + 1),
        (&[0x9C; 64], battery.equal),
    ] {
        for at in (0..200).chain(1_000 - len - 20..=1_000 - len) {
            let mut window = random(3, 1_000);
            window[at..at + len].copy_from_slice(&run[..len]);
            assert!(battery.find_run(&window).is_some(), "{len} bytes at {at}");
        }
    }
}

#[test]
fn pair_variance_is_that_of_all_pairs() {
    let mut sum = 0.0;
    for one in 0..256 {
        for other in 0..256 {
            let square = f64::from(one - other) * f64::from(one - other);
            sum += (square - PAIR_MEAN).powi(2);
        }
    }
    assert!((sum / 65_536.0 - pair_variance()).abs() < 1.0);
}
