//! T5, T7, T10's aftercare: what became of it, and how soon.

use bellrope_casework::vocabulary::Outcome;
use bellrope_protocol::time::Day;

use super::{Kind, Plan, Population, Split, closed, head, sum, whole, words};
use crate::fact::CaseFact;
use crate::model::{RECEIVED, STOCK};
use crate::table::{Row, Table, Value};
use crate::{Label, Period, Role, TableId};

/// A term of the law.
#[derive(Clone, Copy)]
struct Term {
    code: &'static str,
    met: fn(&CaseFact) -> Option<Day>,
    by: fn(&CaseFact) -> Option<Day>,
}

const ACKNOWLEDGED: Term = Term {
    code: "acknowledged",
    met: |case| case.acknowledged,
    by: |case| case.acknowledge_by,
};

const FEEDBACK: Term = Term {
    code: "feedback",
    met: |case| case.feedback,
    by: |case| case.feedback_by,
};

/// How a term stands on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    InTime,
    Late,
    Overdue,
    Running,
    Nobody,
}

impl Term {
    fn standing(self, case: &CaseFact, on: Day) -> Standing {
        let Some(by) = (self.by)(case) else {
            return Standing::Nobody;
        };
        match (self.met)(case).filter(|met| *met <= on) {
            Some(met) if met <= by => Standing::InTime,
            Some(_) => Standing::Late,
            // What was closed before its term ended is asked for no more.
            None if case
                .closed
                .is_some_and(|closed| closed <= by && closed <= on) =>
            {
                Standing::Nobody
            }
            None if on > by => Standing::Overdue,
            None => Standing::Running,
        }
    }
}

/// Bounds of ages and durations, in days: three, six, twelve months.
const AGES: [(&str, u32, u32, [&str; 2]); 4] = [
    ("3m", 0, 91, ["Tot drie maanden", "Up to three months"]),
    (
        "6m",
        92,
        182,
        ["Drie tot zes maanden", "Three to six months"],
    ),
    (
        "12m",
        183,
        365,
        ["Zes tot twaalf maanden", "Six to twelve months"],
    ),
    (
        "more",
        366,
        u32::MAX,
        ["Langer dan een jaar", "Longer than a year"],
    ),
];

impl Plan<'_> {
    pub(super) fn course(&self) -> Vec<Table> {
        vec![
            self.outcomes(),
            self.term(
                'a',
                ACKNOWLEDGED,
                [
                    "Ontvangst bevestigd binnen 7 dagen",
                    "Receipt acknowledged within 7 days",
                ],
            ),
            self.term(
                'b',
                FEEDBACK,
                [
                    "Teruggekoppeld binnen 3 maanden",
                    "Feedback given within 3 months",
                ],
            ),
            self.stock(),
            self.durations(),
            self.aftercare(),
        ]
    }

    fn outcomes(&self) -> Table {
        let mut kinds = words::<Outcome>("outcome", |case| case.outcome);
        let label = Label::new("Niet genoteerd", "Not noted");
        kinds.push(Kind::new("outcome/none", label, |case| {
            case.outcome.is_none()
        }));
        let titles = ["Uitkomst", "Outcome"];
        let how = [
            "Zaken die in de periode zijn afgesloten, elk één keer, naar uitkomst.",
            "Cases that were closed in the period, each once, by outcome.",
        ];
        let split = self.split(Population::Closed, &kinds, &closed());
        self.table(TableId::T5, None, head(titles, how), split)
    }

    /// Counts how a term was kept, as it stands on the reference date.
    fn term(&self, part: char, term: Term, titles: [&'static str; 2]) -> Table {
        let on = self.standdatum;
        let kind = move |standing: Standing, code: &str, nl: &str, en: &str| {
            let quantity = format!("{}/{code}", term.code);
            Kind::new(quantity, Label::new(nl, en), move |case| {
                term.standing(case, on) == standing
            })
        };
        let ended = [
            kind(Standing::InTime, "in-time", "Op tijd", "In time"),
            kind(Standing::Late, "late", "Te laat", "Late"),
            kind(
                Standing::Overdue,
                "overdue",
                "Nog niet, en te laat",
                "Not yet, and late",
            ),
        ];
        let is_ended = move |case: &CaseFact| {
            !matches!(
                term.standing(case, on),
                Standing::Running | Standing::Nobody
            )
        };
        let label = Label::new("Termijn verstreken of gehaald", "Term over or met");
        let due = Kind::new(format!("{}/due", term.code), label, is_ended);
        let mut split = self.split(Population::Received, &ended, &due);
        let rest = self.some(Population::Received, std::slice::from_ref(&due), RECEIVED);
        split.sums.extend(rest.sums);
        let share = self.measure(
            &format!("{}/share", term.code),
            Label::new(
                "Op tijd, van wat verstreken of gehaald is",
                "In time, of those over or met",
            ),
            |_| Value::Share {
                part: format!("{}/in-time", term.code),
                of: due.quantity.clone(),
            },
        );
        split.rows.push(share);
        let how = [
            "Zaken die in de periode zijn ontvangen en waarvan de wettelijke termijn op de standdatum verstreken of \
             gehaald was. Zaken waarvan de termijn nog loopt, waarbij niemand te berichten is, of die eerder zijn \
             afgesloten, staan hier niet.",
            "Cases that were received in the period and whose term of the law was over or met on the reference \
             date. Cases whose term is still running, where there is nobody to tell, or that were closed before, \
             are not here.",
        ];
        self.table(TableId::T7, Some(part), head(titles, how), split)
    }

    fn stock(&self) -> Table {
        let age = |period: Period, case: &CaseFact| self.end(period).days_since(case.received);
        let row = |(code, lo, hi, label): &(&str, u32, u32, [&str; 2])| {
            let count = |period: &Period| {
                let of_age = |case: &&CaseFact| (*lo..=*hi).contains(&age(*period, case));
                let cases = self.cases(Population::Open, *period).filter(of_age);
                Value::Count(whole(cases.count()))
            };
            Row {
                quantity: format!("stock/{code}"),
                label: Label::new(label[0], label[1]),
                role: Role::Part,
                values: self.columns.iter().map(count).collect(),
            }
        };
        let mut rows: Vec<Row> = AGES.iter().map(row).collect();
        let sums = vec![sum(STOCK, rows.iter().map(|row| &row.quantity))];
        rows.push(Row {
            quantity: STOCK.to_owned(),
            label: Label::new("Totaal open", "Total open"),
            role: Role::Total,
            values: self.values(Population::Open, &|_| true),
        });
        let titles = ["Openstaande zaken naar ouderdom", "Open cases by age"];
        let how = [
            "Zaken die aan het eind van de periode (of op de standdatum) open waren, naar dagen sinds ontvangst.",
            "Cases that were open at the end of the period (or on the reference date), by days since receipt.",
        ];
        let mut table = self.table(
            TableId::T7,
            Some('c'),
            head(titles, how),
            Split { rows, sums },
        );
        table.over_quarters = false;
        table
    }

    fn durations(&self) -> Table {
        let kind = |(code, lo, hi, label): &(&str, u32, u32, [&str; 2])| {
            let (lo, hi) = (*lo, *hi);
            let takes = move |case: &CaseFact| {
                days_to_close(case).is_some_and(|days| (lo..=hi).contains(&days))
            };
            Kind::new(
                format!("closed/{code}"),
                Label::new(label[0], label[1]),
                takes,
            )
        };
        let kinds: Vec<Kind<'_>> = AGES.iter().map(kind).collect();
        let mut split = self.split(Population::Closed, &kinds, &closed());
        let label = Label::new("Mediaan, in dagen", "Median, in days");
        split
            .rows
            .push(self.measure("closed/median", label, |period| self.median(period)));
        let titles = [
            "Hoe lang het duurde tot afsluiting",
            "How long it took until closing",
        ];
        let how = [
            "Zaken die in de periode zijn afgesloten, naar dagen tussen ontvangst en afsluiting.",
            "Cases that were closed in the period, by days between receipt and closing.",
        ];
        self.table(TableId::T7, Some('d'), head(titles, how), split)
    }

    fn median(&self, period: Period) -> Value {
        let cases = self.cases(Population::Closed, period);
        let mut days: Vec<u32> = cases.filter_map(days_to_close).collect();
        days.sort_unstable();
        match days.get(days.len() / 2) {
            Some(middle) => Value::Median {
                days: *middle,
                of: whole(days.len()),
            },
            None => Value::Absent,
        }
    }

    fn aftercare(&self) -> Table {
        let count = |period: &Period| {
            let end = self.end(*period);
            let cases = self
                .facts
                .cases
                .iter()
                .filter(|case| !case.spam && !case.merged);
            let days = cases.flat_map(|case| &case.aftercare);
            let within = days.filter(|day| period.has(**day) && **day <= end);
            Value::Count(whole(within.count()))
        };
        let row = Row {
            quantity: "aftercare/contacts".to_owned(),
            label: Label::new("Contacten", "Contacts"),
            role: Role::Total,
            values: self.columns.iter().map(count).collect(),
        };
        let titles = ["Nazorg", "Aftercare"];
        let how = [
            "Momenten van nazorg waarop in de periode iets is gedaan, in alle zaken samen.",
            "Moments of aftercare in the period about which something was done, in all cases together.",
        ];
        let split = Split {
            rows: vec![row],
            sums: Vec::new(),
        };
        self.table(TableId::T10, Some('b'), head(titles, how), split)
    }
}

fn days_to_close(case: &CaseFact) -> Option<u32> {
    case.closed.map(|closed| closed.days_since(case.received))
}
