//! A synthetic year, from facts to the pack: golden files, and what no pack may show.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod synthetic;

use bellrope_casework::vocabulary::Lang;
use bellrope_figures::attack::How;
use bellrope_figures::fact::{Asked, Counted, CountedList, Facts};
use bellrope_figures::protect::{check, protect};
use bellrope_figures::table::Value;
use bellrope_figures::{
    Cell, Label, Pack, Period, Role, Rounding, Settings, Shown, TableState, plan, source,
};
use bellrope_protocol::time::Day;
use synthetic::Dice;

const YEAR: Period = Period::year(2026);

fn day() -> Day {
    Day::from_date(2027, 1, 15).unwrap()
}

fn pack(facts: &Facts, settings: &Settings, history: &[Pack]) -> Pack {
    protect(&plan::count(facts, YEAR, day()), settings, history)
        .unwrap()
        .pack
}

const SURVEY: &str = "\
source;standdatum;table_nl;table_en;definition_nl;definition_en;row;row_nl;row_en;year;kind;value
Enquête;2026-11-01;Ervaren en gemeld;Experienced and reported;Medewerkers;Staff;all;Gevraagd;Asked;2026;denominator;812
Enquête;2026-11-01;Ervaren en gemeld;Experienced and reported;Medewerkers;Staff;reported;Gemeld;Reported;2026;percent;37
Enquête;2026-11-01;Ervaren en gemeld;Experienced and reported;Medewerkers;Staff;rare;Elders;Elsewhere;2026;percent;0
COG;2026-11-01;x;x;x;x;x;x;x;2026;count;1
";

fn whole_facts() -> Facts {
    let mut facts = synthetic::facts(7, 640);
    let text: Vec<&str> = SURVEY.lines().take(4).collect();
    facts.sources = source::parse(&text.join("\n")).unwrap();
    for (code, count) in [("proposed", 12), ("done", 3), ("evaluated", 7)] {
        facts.counted.push(Counted {
            list: CountedList::MeasureStates,
            code: code.to_owned(),
            label: Label::new(code, code),
            year: 2026,
            count,
        });
    }
    for (code, count) in [("in-time", 8), ("overdue", 4)] {
        facts.counted.push(Counted {
            list: CountedList::MeasureTerms,
            code: code.to_owned(),
            label: Label::new(code, code),
            year: 2026,
            count,
        });
    }
    let answer = |code: &str, count| (code.to_owned(), Label::new(code, code), count);
    facts.diversity.push(Asked {
        place: 0,
        code: "gender".to_owned(),
        question: Label::new("Bent u", "Are you"),
        year: 2026,
        answers: vec![
            answer("woman", 44),
            answer("man", 61),
            answer("other", 4),
            answer("rather-not", 31),
        ],
    });
    for (place, code, yes) in [(0, "again", 38), (1, "safe", 33)] {
        facts.evaluation.push(Asked {
            place,
            code: code.to_owned(),
            question: Label::new(code, code),
            year: 2026,
            answers: vec![answer("yes", yes), answer("no", 3), answer("unsaid", 9)],
        });
    }
    facts
}

fn written(pack: &Pack) -> String {
    let mut text = String::new();
    for table in &pack.tables {
        text.push_str(&format!(
            "\n{} {} ({:?})\n",
            table.name(),
            table.title.en,
            table.state
        ));
        let heads: Vec<String> = table
            .columns
            .iter()
            .map(|it| it.period.to_string())
            .collect();
        text.push_str(&format!("{:>10}\n", heads.join("      ")));
        for row in &table.rows {
            let cells = row
                .cells
                .iter()
                .map(|cell| format!("{:>9}", cell.sign(Lang::English)));
            text.push_str(&format!("{} {}\n", cells.collect::<String>(), row.label.en));
        }
    }
    text.push_str(&format!("\n{:?}\n", pack.utility));
    text
}

#[test]
fn protect_makes_the_golden_pack_of_the_synthetic_year() {
    let made = pack(&whole_facts(), &Settings::default(), &[]);
    insta::assert_snapshot!("synthetic-year", written(&made));
}

#[test]
fn protect_shows_no_small_count_and_no_percentage_of_few() {
    for seed in 0..40 {
        let cases = 20 + Dice::new(seed).below(900);
        let facts = synthetic::facts(seed, cases);
        let exact = plan::count(&facts, YEAR, day());
        let made = protect(&exact, &Settings::default(), &[]).unwrap();
        assert!(check(&made.pack, &[]).is_safe());
        for table in &made.pack.tables {
            for row in &table.rows {
                for cell in &row.cells {
                    assert!(
                        !matches!(cell, Cell::Count(1..=4)),
                        "{} {}",
                        table.name(),
                        row.quantity
                    );
                }
            }
            check_percentages(table, &made.pack);
        }
    }
}

/// Every percentage is one of a shown number of at least fifty.
fn check_percentages(table: &Shown, pack: &Pack) {
    for row in table.rows.iter().filter(|row| row.role == Role::Measure) {
        let of = match row.quantity.as_str() {
            "acknowledged/share" => "acknowledged/due",
            "feedback/share" => "feedback/due",
            "mailbox/share" => "channel/mailbox",
            "anonymous/share" => "identity/anonymous",
            "rate/anonymous" => "received",
            _ => continue,
        };
        let rows = pack.tables.iter().flat_map(|table| &table.rows);
        let of: Vec<&Vec<Cell>> = rows
            .filter(|row| row.quantity == of)
            .map(|row| &row.cells)
            .collect();
        for (column, cell) in row.cells.iter().enumerate() {
            if matches!(cell, Cell::Percent(_)) {
                assert!(
                    matches!(of[0][column], Cell::Count(50..)),
                    "{}",
                    row.quantity
                );
            }
        }
    }
}

#[test]
fn protect_leaves_out_percentages_of_few_and_hides_those_that_mean_few() {
    let mut facts = whole_facts();
    let text = SURVEY.lines().take(4).collect::<Vec<_>>().join("\n");
    let small = text.replace(";812", ";49");
    facts.sources = source::parse(&small).unwrap();
    let shown = |facts: &Facts| {
        let made = pack(facts, &Settings::default(), &[]);
        let table = made
            .tables
            .iter()
            .find(|table| table.origin.is_some())
            .unwrap()
            .clone();
        table
            .rows
            .iter()
            .map(|row| row.cells[0])
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&facts)[1], Cell::Absent);
    let few = text.replace(";37", ";1").replace(";812", ";300");
    facts.sources = source::parse(&few).unwrap();
    assert_eq!(shown(&facts)[1], Cell::Withheld);
    facts.sources = source::parse(&text).unwrap();
    assert_eq!(shown(&facts)[1], Cell::Percent(37));
}

#[test]
fn count_gives_the_same_table_after_labels_changed() {
    let facts = synthetic::facts(3, 300);
    let first = plan::count(&facts, YEAR, day());
    let mut later = facts.clone();
    // What comes later is another year's affair.
    later.cases.push(facts.cases[0].clone());
    if let Some(last) = later.cases.last_mut() {
        last.received = Day::from_date(2027, 3, 1).unwrap();
        last.closed = None;
    }
    assert_eq!(plan::count(&later, YEAR, day()), first);
}

#[test]
fn count_splits_every_population_whole() {
    let facts = synthetic::facts(5, 800);
    for period in [YEAR, Period::quarter(2026, 2)] {
        let exact = plan::count(&facts, period, day());
        for table in &exact.tables {
            for sum in table.sums.iter().filter(|sum| !sum.has_rest) {
                for column in 0..table.columns.len() {
                    let value = |quantity: &String| {
                        let row = table.rows.iter().find(|row| row.quantity == *quantity);
                        match row.map(|row| &row.values[column]) {
                            Some(Value::Count(count)) => *count,
                            other => panic!("{quantity} {other:?}"),
                        }
                    };
                    let parts: u32 = sum.parts.iter().map(value).sum();
                    assert_eq!(parts, value(&sum.whole), "{:?} {}", table.id, sum.whole);
                }
            }
        }
    }
}

#[test]
fn protect_repeats_the_year_before_as_it_was_published() {
    let facts = synthetic::facts(9, 700);
    let before = plan::count(
        &facts,
        Period::year(2025),
        Day::from_date(2026, 1, 20).unwrap(),
    );
    let before = protect(&before, &Settings::default(), &[]).unwrap().pack;
    let made = pack(&facts, &Settings::default(), std::slice::from_ref(&before));
    let (then, now) = (before.table("T2").unwrap(), made.table("T2").unwrap());
    assert_eq!(now.columns[1].repeats, Some(before.number));
    for (old, new) in then.rows.iter().zip(&now.rows) {
        assert_eq!(old.cells[0], new.cells[1], "{}", old.quantity);
    }
    assert!(check(&made, &[before]).is_safe());
}

#[test]
fn protect_hides_in_a_revision_what_it_hid_and_what_changed_a_little() {
    let facts = synthetic::facts(11, 700);
    let first = pack(&facts, &Settings::default(), &[]);
    let mut revised = facts.clone();
    let late = facts
        .cases
        .iter()
        .find(|case| YEAR.has(case.received) && !case.spam)
        .unwrap();
    revised.cases.push(late.clone());
    let second = pack(&revised, &Settings::default(), std::slice::from_ref(&first));
    assert_eq!(second.number.revision, 2);
    for (old, new) in first.tables.iter().zip(&second.tables) {
        for (old, new) in old.rows.iter().zip(&new.rows) {
            if old.cells[0].is_hidden() {
                assert!(
                    new.cells[0].is_hidden() || new.cells[0] == Cell::Count(0),
                    "{}",
                    old.quantity
                );
            }
            if let (Cell::Count(before), Cell::Count(after)) = (old.cells[0], new.cells[0]) {
                let change = before.abs_diff(after);
                assert!(
                    change == 0 || change >= 5,
                    "{}: {before} became {after}",
                    old.quantity
                );
            }
        }
    }
    assert!(check(&second, &[first]).is_safe());
}

/// Returns what a pack shows of received cases: in a quarter, and in each of its months.
fn of_quarter(quarter: &Pack, year: &Pack, number: usize) -> Option<(Cell, Vec<Cell>)> {
    let received = quarter.table("T3b")?.rows.last()?.cells[0];
    let months = &year.table("T3c")?.rows;
    let months = months.get(3 * number - 3..3 * number)?;
    Some((received, months.iter().map(|row| row.cells[0]).collect()))
}

#[test]
fn protect_covers_months_from_who_has_the_quarters() {
    let (mut naive, mut shown) = (0, 0);
    for seed in 0..12 {
        let facts = synthetic::facts(seed, 170);
        let mut history = Vec::new();
        for number in 1..=4 {
            let exact = plan::count(&facts, Period::quarter(2026, number), day());
            let made = protect(&exact, &Settings::default(), &history).unwrap();
            history.push(made.pack);
        }
        let alone = pack(&facts, &Settings::default(), &[]);
        let leaks = check(&alone, &history).leaks;
        naive += usize::from(leaks.iter().any(|it| it.to_string().contains("months")));
        let made = pack(&facts, &Settings::default(), &history);
        assert!(check(&made, &history).is_safe());
        for (index, quarter) in history.iter().enumerate() {
            let Some((received, months)) = of_quarter(quarter, &made, index + 1) else {
                continue;
            };
            let hidden = months.iter().filter(|cell| cell.is_hidden()).count();
            shown += usize::from(hidden == 0);
            assert!(
                received.is_hidden() || hidden != 1,
                "{seed} {index}: {received:?} {months:?}"
            );
        }
    }
    assert!(naive > 0, "no quarter gave a month away");
    assert!(shown > 0, "no month was shown");
}

#[test]
fn count_keeps_spam_apart() {
    let mut facts = synthetic::facts(19, 200);
    let before = plan::count(&facts, YEAR, day());
    let count = |exact: &bellrope_figures::table::Exact, quantity: &str| {
        let rows = exact.tables.iter().flat_map(|table| &table.rows);
        let row = rows.clone().find(|row| row.quantity == quantity);
        row.unwrap().values[0].clone()
    };
    let Value::Count(spam) = count(&before, "spam") else {
        panic!("spam is not counted");
    };
    let received = count(&before, "received");
    let mut case = facts.cases[0].clone();
    case.received = Day::from_date(2026, 5, 4).unwrap();
    case.spam = true;
    facts.cases.push(case);
    let after = plan::count(&facts, YEAR, day());
    assert_eq!(count(&after, "spam"), Value::Count(spam + 1));
    assert_eq!(count(&after, "received"), received);
    // Nothing adds up with it.
    let sums = after.tables.iter().flat_map(|table| &table.sums);
    let mut names = sums.flat_map(|sum| sum.parts.iter().chain([&sum.whole]));
    assert!(names.all(|name| name != "spam"));
}

#[test]
fn check_names_the_cell_and_how_it_leaks() {
    let exact = plan::count(&synthetic::facts(13, 640), YEAR, day());
    let mut made = protect(&exact, &Settings::default(), &[]).unwrap().pack;
    // Somebody shows the covers of one table.
    let place = made
        .tables
        .iter()
        .position(|table| table.name() == "T2")
        .unwrap();
    for (row, counted) in made.tables[place]
        .rows
        .iter_mut()
        .zip(&exact.tables[place].rows)
    {
        if let (Cell::Withheld, Value::Count(count)) = (row.cells[0], &counted.values[0]) {
            row.cells[0] = Cell::Count(*count);
        }
    }
    let verdict = check(&made, &[]);
    let leak = verdict
        .leaks
        .iter()
        .find(|leak| leak.table == "T2")
        .expect("a leak in T2");
    assert!(
        matches!(leak.how, How::Exact(1..=4) | How::Narrowed { .. }),
        "{leak}"
    );
    assert!(leak.to_string().contains("through T2 2026"), "{leak}");
}

#[test]
fn pack_survives_json_and_has_no_exact_count_of_a_hidden_cell() {
    let made = pack(&whole_facts(), &Settings::default(), &[]);
    let json = serde_json::to_string(&made).unwrap();
    let read: Pack = serde_json::from_str(&json).unwrap();
    assert_eq!(read, made);
    let other = made
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .find(|row| row.quantity == "diversity/gender/other");
    assert!(matches!(
        other.unwrap().cells[0],
        Cell::Fewer { threshold: 10, .. }
    ));
}

#[test]
fn protect_of_a_higher_threshold_and_hidden_zeros_shows_no_zero() {
    let mut settings = Settings::new(8).unwrap();
    settings.hide_zeros = true;
    let made = pack(&synthetic::facts(17, 500), &settings, &[]);
    for row in made.tables.iter().flat_map(|table| &table.rows) {
        let is_low = row
            .cells
            .iter()
            .any(|cell| matches!(cell, Cell::Count(0..=7)));
        assert!(!is_low, "{}", row.quantity);
    }
    assert!(Settings::new(2).is_err() && Settings::new(21).is_err());
}

#[test]
fn protect_withholds_rather_than_leaks_in_a_tiny_year() {
    for cases in 1..30 {
        let facts = synthetic::facts(u64::from(cases), cases);
        for rounding in [Rounding::None, Rounding::Added, Rounding::Instead] {
            let settings = Settings {
                rounding,
                ..Settings::default()
            };
            let made = pack(&facts, &settings, &[]);
            assert!(check(&made, &[]).is_safe());
            let withheld = made
                .tables
                .iter()
                .filter(|it| it.state == TableState::WithheldWhole);
            assert_eq!(
                u32::try_from(withheld.count()).unwrap(),
                made.utility.tables_withheld
            );
        }
    }
}

#[test]
fn revision_of_unchanged_facts_shows_what_was_shown() {
    for seed in 0..40 {
        let cases = 20 + Dice::new(seed).below(900);
        let facts = synthetic::facts(seed, cases);
        let first = pack(&facts, &Settings::default(), &[]);
        let mut history = vec![first];
        for revision in 2..4 {
            let again = pack(&facts, &Settings::default(), &history);
            assert_eq!(again.number.revision, revision);
            for (again, before) in again.tables.iter().zip(&history[0].tables) {
                assert_eq!(again, before, "{seed}: {}", again.name());
            }
            history.push(again);
        }
    }
}
