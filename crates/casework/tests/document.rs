//! The tables of docs/casework.md are those of the code.
//!
//! A table that is out of date is printed as it should stand.

use bellrope_casework::completeness::{Facts, needed};
use bellrope_casework::retention::Terms;
use bellrope_casework::status::{
    Disclosure, Handling, Source, Status, demand, moves_from, source_of_move,
};
use bellrope_casework::template::{TemplateKind, lint};
use bellrope_casework::term::{Clock, Promises, Span};
use bellrope_casework::triage::Check;
use bellrope_casework::vocabulary::{
    Category, Channel, ComplaintOutcome, ContactKind, FixedWord, IdentityLevel, Lang, MeasureState,
    MisstandGround, OrganisationalMeasure, Outcome, PartyRole, PersonalMeasure, Risk, Route,
    Urgency, Word,
};
use bellrope_protocol::time::Day;

const DOCUMENT: &str = include_str!("../../../docs/casework.md");

/// Fails unless the document has these rows one after the other.
fn assert_documented(rows: &[String]) {
    let table = rows.join("\n");
    assert!(
        DOCUMENT.contains(&format!("|\n{table}\n")),
        "docs/casework.md should have:\n{table}\n"
    );
}

fn dutch<W: Word>(words: &[W]) -> Vec<&'static str> {
    words.iter().map(|word| word.label(Lang::Dutch)).collect()
}

#[test]
fn categories_are_documented() {
    let row = |category: &Category| {
        let mut counted = category.statistics().label(Lang::Dutch).to_owned();
        if category.is_counted_apart() {
            counted.push_str(", also counted apart");
        }
        let by = if category.is_for_caseworkers() {
            "caseworker"
        } else {
            "reporter, caseworker"
        };
        format!(
            "| `{category}` | {} | {} | {counted} | {by} |",
            category.label(Lang::Dutch),
            category.label(Lang::English)
        )
    };
    assert_documented(&Category::ALL.iter().map(row).collect::<Vec<_>>());
}

fn word_rows<W: Word>() -> Vec<String> {
    let row = |word: &W| {
        let (dutch, english) = (word.label(Lang::Dutch), word.label(Lang::English));
        format!(
            "| `{}` | `{}` | {dutch} | {english} |",
            W::KIND,
            word.as_str()
        )
    };
    W::ALL.iter().map(row).collect()
}

#[test]
fn other_words_are_documented() {
    let rows = [
        word_rows::<ContactKind>(),
        word_rows::<IdentityLevel>(),
        word_rows::<Channel>(),
        word_rows::<PartyRole>(),
        word_rows::<Route>(),
        word_rows::<Outcome>(),
        word_rows::<ComplaintOutcome>(),
        word_rows::<PersonalMeasure>(),
        word_rows::<OrganisationalMeasure>(),
        word_rows::<MeasureState>(),
        word_rows::<MisstandGround>(),
        word_rows::<Urgency>(),
        word_rows::<Risk>(),
        word_rows::<FixedWord>(),
    ];
    assert_documented(&rows.concat());
}

#[test]
fn statuses_and_moves_are_documented() {
    let row = |status: &Status| {
        let steps: Vec<&str> = status
            .iso_steps()
            .iter()
            .map(|step| step.as_str())
            .collect();
        let seen = status.seen_by_reporter(Disclosure::Veiled);
        let seen = seen.map_or_else(String::new, |code| format!("`{}`", code.as_str()));
        format!(
            "| `{status}` | {} | {} | {} | {seen} | {} | {} |",
            status.label(Lang::Dutch),
            status.label(Lang::English),
            steps.join(", "),
            status.seen_label(Disclosure::Veiled, Lang::Dutch),
            dutch(moves_from(*status)).join(", ")
        )
    };
    assert_documented(&Status::ALL.iter().map(row).collect::<Vec<_>>());
}

/// Every allowed move.
fn moves() -> impl Iterator<Item = (Status, Status)> {
    let all = Status::ALL.iter();
    all.flat_map(|from| moves_from(*from).iter().map(|to| (*from, *to)))
}

fn arrow(from: Status, to: Status) -> String {
    format!(
        "| {} → {} |",
        from.label(Lang::Dutch),
        to.label(Lang::Dutch)
    )
}

#[test]
fn every_move_beyond_the_table_has_its_reason() {
    let needed: Vec<String> = moves()
        .filter(|(from, to)| source_of_move(*from, *to) == Some(Source::Needed))
        .map(|(from, to)| arrow(from, to))
        .collect();
    let documented = DOCUMENT
        .lines()
        .filter(|line| line.contains(" → ") && line.starts_with("| "));
    let documented: Vec<&str> = documented.collect();
    assert_eq!(documented.len(), needed.len(), "{needed:#?}");
    for (line, begin) in documented.iter().zip(&needed) {
        assert!(
            line.starts_with(begin) && line.len() > begin.len() + 20,
            "{begin}"
        );
    }
}

#[test]
fn demands_are_documented() {
    let investigated = Handling {
        investigated: true,
        route: Some(Route::FactFinding),
    };
    let row = |to: &Status| {
        let into: Vec<_> = moves().filter(|(_, other)| other == to).collect();
        let demands = into
            .iter()
            .map(|(from, to)| demand(*from, *to, investigated).unwrap());
        let shelved = into
            .iter()
            .map(|(from, to)| demand(*from, *to, Handling::default()).unwrap());
        let reasons = demands.clone().filter(|demand| demand.reason).count();
        let reason = match reasons {
            0 => "",
            count if count == into.len() => "always",
            _ => "from Ontvangen",
        };
        let always = demands.clone().any(|demand| demand.four_eyes);
        let if_shelved = shelved.clone().any(|demand| demand.four_eyes);
        let second = match (always, if_shelved) {
            (true, _) => "always",
            (false, true) => "without investigation or route",
            (false, false) => "",
        };
        (!reason.is_empty()).then(|| format!("| {} | {reason} | {second} |", to.label(Lang::Dutch)))
    };
    assert_documented(&Status::ALL.iter().filter_map(row).collect::<Vec<_>>());
}

#[test]
fn records_are_documented() {
    let facts = Facts {
        can_be_told: true,
        route: Some(Route::FactFinding),
        outcome: None,
    };
    let row = |status: &Status| {
        let records = needed(*status, facts);
        let needed = dutch(&records).join("; ");
        (!records.is_empty()).then(|| format!("| {} | {needed} |", status.label(Lang::Dutch)))
    };
    assert_documented(&Status::ALL.iter().filter_map(row).collect::<Vec<_>>());
}

#[test]
fn clocks_are_documented() {
    let start: Day = "2026-11-24".parse().unwrap();
    let complaint = |by_committee, adjourned_weeks| Clock::Complaint {
        by_committee,
        adjourned_weeks,
        agreed_until: None,
    };
    let acknowledged = Some("2026-11-30".parse().unwrap());
    let within = Promises::default().advice;
    let rows = [
        ("7 days after receipt", Clock::Acknowledgement),
        (
            "3 months after the acknowledgement, here of 2026-11-30",
            Clock::Feedback { acknowledged },
        ),
        (
            "3 months after those 7 days, without one",
            Clock::Feedback { acknowledged: None },
        ),
        ("6 weeks", complaint(false, 0)),
        ("6 weeks, adjourned by 4", complaint(false, 4)),
        ("10 weeks, with a committee", complaint(true, 0)),
        (
            "10 weeks, with a committee, adjourned by 4",
            complaint(true, 4),
        ),
        ("3 months", Clock::Authority { justified: false }),
        (
            "6 months, if justified",
            Clock::Authority { justified: true },
        ),
        (
            "10 working days, unless promised otherwise",
            Clock::Advice { within },
        ),
        ("1 month", Clock::Privacy { extended: false }),
        ("3 months, extended", Clock::Privacy { extended: true }),
    ]
    .map(|(rule, clock)| {
        let kind = clock.kind().label(Lang::Dutch);
        format!("| {kind} | {rule} | {} |", clock.due(start))
    });
    assert_eq!(within, Span::WorkingDays(10));
    assert_documented(&rows);
}

#[test]
fn templates_are_documented() {
    let row = |kind: &TemplateKind| {
        let field = |need: &bellrope_casework::template::Need| {
            let optional = if need.may_be_left_out {
                " (may be left out)"
            } else {
                ""
            };
            format!("`{}`{optional}", need.field)
        };
        let fields: Vec<String> = kind.needs().iter().map(field).collect();
        let leads = kind
            .leads_to()
            .map_or("", |status| status.label(Lang::Dutch));
        format!(
            "| `{kind}` | {} | {} | {} | {leads} |",
            kind.label(Lang::Dutch),
            kind.label(Lang::English),
            fields.join(", ")
        )
    };
    assert_documented(&TemplateKind::ALL.iter().map(row).collect::<Vec<_>>());
}

#[test]
fn checks_are_documented() {
    let row = |check: &Check| {
        format!(
            "| `{check}` | {} | {} |",
            check.label(Lang::Dutch),
            check.question(Lang::Dutch)
        )
    };
    // What caseworkers read is plain too.
    for check in Check::ALL {
        assert_eq!(lint(check.question(Lang::Dutch), Lang::Dutch), []);
    }
    assert_documented(&Check::ALL.iter().map(row).collect::<Vec<_>>());
}

#[test]
fn retention_is_documented() {
    let terms = Terms::default();
    let row = |row: bellrope_casework::retention::Row| {
        let (subject, term) = (row.subject.label(Lang::Dutch), row.term.label(Lang::Dutch));
        format!("| {subject} | {term} |")
    };
    assert_documented(&terms.rows().map(row).collect::<Vec<_>>());
}

#[test]
fn reporter_reads_what_the_desk_shows() {
    const DUTCH: [&str; 2] = [
        include_str!("../../reporter-cli/texts/nl/read.ftl"),
        include_str!("../../reporter-web/page/texts/nl/read.ftl"),
    ];
    const ENGLISH: [&str; 2] = [
        include_str!("../../reporter-cli/texts/en/read.ftl"),
        include_str!("../../reporter-web/page/texts/en/read.ftl"),
    ];
    for (lang, files) in [(Lang::Dutch, DUTCH), (Lang::English, ENGLISH)] {
        for status in Status::ALL {
            let Some(code) = status.seen_by_reporter(Disclosure::Safe) else {
                continue;
            };
            let label = status.seen_label(Disclosure::Safe, lang);
            let line = format!("\nstatus-{} = {label}\n", code.as_str());
            assert!(files.iter().all(|file| file.contains(&line)), "{line}");
        }
    }
}
