//! How many covers are drawn.

use super::*;

#[test]
fn total_is_a_positive_multiple_of_16() {
    let rng = &mut StdRng::seed_from_u64(1);
    for letters in 0..200 {
        let total = letters + draw_covers(letters, rng);
        assert!(
            total >= 16 && total.is_multiple_of(16),
            "{letters}: {total}"
        );
    }
}

/// Rounding alone falls to whoever fills the batch: an attacker who posts 15 letters would learn
/// whether there was a sixteenth. The geometric number must be there before it.
#[test]
fn covers_are_geometric_before_they_are_rounded() {
    let rng = &mut StdRng::seed_from_u64(2);
    let draws = 20_000;
    let covers: Vec<usize> = (0..draws).map(|_| draw_covers(16, rng)).collect();
    // Mean 15 and a rounding of 7.5 on average; P(total = 16) = P(g = 0) = 1/16.
    let mean = covers.iter().sum::<usize>() as f64 / f64::from(draws);
    assert!((21.0..24.5).contains(&mean), "{mean}");
    let none = covers.iter().filter(|covers| **covers == 0).count() as f64 / f64::from(draws);
    assert!((0.055..0.070).contains(&none), "{none}");
    let sixteen = covers.iter().filter(|covers| **covers == 16).count() as f64 / f64::from(draws);
    // P(1 ≤ g ≤ 16) = 15/16 × (1 − (15/16)^16)
    assert!((0.58..0.63).contains(&sixteen), "{sixteen}");
}
