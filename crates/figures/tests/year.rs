//! A synthetic year, from facts to the pack.

mod synthetic;

use bellrope_figures::protect::protect;
use bellrope_figures::{Period, Settings, plan};
use bellrope_protocol::time::Day;

#[test]
fn debug_year() {
    for cases in [60, 220, 500, 2000, 20000] {
        let facts = synthetic::facts(1, cases);
        let exact = plan::count(
            &facts,
            Period::year(2026),
            Day::from_date(2027, 1, 15).unwrap(),
        );
        let start = std::time::Instant::now();
        let made = protect(&exact, &Settings::default(), &[]).unwrap();
        eprintln!(
            "{cases}: {:?} rounds {} searches {} programmes {} in {:?}",
            made.pack.utility,
            made.rounds,
            made.verdict.searches,
            made.verdict.programmes,
            start.elapsed()
        );
        for t in &made.pack.tables {
            if t.state == bellrope_figures::TableState::WithheldWhole {
                eprintln!("   withheld {}", t.name());
            }
        }
    }
}
