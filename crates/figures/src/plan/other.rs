//! T6, T11, T13, T14: measures, willingness to report, learning, other sources.

use bellrope_casework::vocabulary::{
    Channel, IdentityLevel, MeasureState, PersonalMeasure, Word as _,
};

use super::{Head, Kind, Plan, Population, Split, head, sum, whole};
use crate::fact::CountedList;
use crate::model::RECEIVED;
use crate::source::{SourceKind, SourceRow, SourceTable, SourceValue};
use crate::table::{Row, Table, Value};
use crate::{Label, Origin, Period, Role, TableId};

impl Plan<'_> {
    pub(super) fn other(&self) -> Vec<Table> {
        let mut tables = vec![
            self.personal_measures(),
            self.counted(
                TableId::T6,
                'b',
                CountedList::MeasureKinds,
                head(
                    [
                        "Maatregelen in de organisatie",
                        "Measures in the organisation",
                    ],
                    [
                        "Maatregelen waartoe in de periode is besloten, naar soort.",
                        "Measures that were decided on in the period, by kind.",
                    ],
                ),
            ),
            self.wrote_again(),
            self.named_later(),
            self.rates(),
        ];
        tables.extend(self.evaluation());
        tables.extend(self.diversity());
        tables.push(self.counted(
            TableId::T13,
            'a',
            CountedList::LearningPoints,
            head(
                ["Leerpunten", "Learning points"],
                [
                    "Leerpunten uit zaken die in de periode zijn afgesloten, naar stand op de standdatum.",
                    "Learning points of cases closed in the period, by state on the reference date.",
                ],
            ),
        ));
        tables.push(self.counted(
            TableId::T13,
            'b',
            CountedList::MeasureStates,
            head(
                ["Maatregelen naar stand", "Measures by state"],
                [
                    "Maatregelen in het register, naar stand aan het eind van de periode of op de standdatum.",
                    "Measures in the register, by state at the end of the period or on the reference date.",
                ],
            ),
        ));
        tables.push(self.measure_terms());
        tables.extend(self.sources());
        tables
    }

    fn personal_measures(&self) -> Table {
        let row = |measure: &PersonalMeasure| {
            let count = |period: &Period| {
                let end = self.end(*period);
                let all = self.facts.personal_measures.iter();
                let within =
                    all.filter(|(it, day)| it == measure && period.has(*day) && *day <= end);
                Value::Count(whole(within.count()))
            };
            Row {
                quantity: format!("personal/{}", measure.as_str()),
                label: Label::of_word(*measure),
                role: Role::Part,
                values: self.columns.iter().map(count).collect(),
            }
        };
        let is_kept = !self.facts.personal_measures.is_empty();
        let rows: Vec<Row> = PersonalMeasure::ALL.iter().map(row).collect();
        let split = if is_kept {
            with_total("personal", rows)
        } else {
            Split::default()
        };
        let titles = ["Maatregelen jegens personen", "Measures towards persons"];
        let how = [
            "Maatregelen die in de periode zijn genomen, naar soort; een zaak kan er meer dan een hebben.",
            "Measures that were taken in the period, by kind; a case can have more than one.",
        ];
        self.table(TableId::T6, Some('a'), head(titles, how), split)
    }

    /// Writes counts that others keep. They are of whole years.
    fn counted(&self, id: TableId, part: char, list: CountedList, head: Head) -> Table {
        let counts = self.facts.counted.iter().filter(|it| it.list == list);
        let mut codes: Vec<(&String, &Label)> = Vec::new();
        for counted in counts.clone() {
            if !codes.iter().any(|(code, _)| **code == counted.code) {
                codes.push((&counted.code, &counted.label));
            }
        }
        let row = |(code, label): &(&String, &Label)| {
            let value = |period: &Period| {
                let of = |it: &&crate::fact::Counted| it.code == **code && year(*period, it.year);
                let found: Vec<u32> = counts.clone().filter(of).map(|it| it.count).collect();
                // A year that nobody counted is not a year of zeros.
                let is_kept = counts.clone().any(|it| year(*period, it.year));
                if is_kept {
                    Value::Count(found.iter().sum())
                } else {
                    Value::Absent
                }
            };
            Row {
                quantity: format!("{}/{code}", prefix(list)),
                label: (*label).clone(),
                role: Role::Part,
                values: self.columns.iter().map(value).collect(),
            }
        };
        let rows: Vec<Row> = codes.iter().map(row).collect();
        let is_year = self.columns[0].quarter.is_none();
        let split = if rows.is_empty() || !is_year {
            Split::default()
        } else {
            with_total(prefix(list), rows)
        };
        let mut table = self.table(id, Some(part), head, split);
        table.over_quarters = false;
        table
    }

    /// Measures that are late, and that are not: together those of three states of T13b.
    fn measure_terms(&self) -> Table {
        let titles = [
            "Maatregelen over hun einddatum",
            "Measures past their last day",
        ];
        let how = [
            "Maatregelen die voorgesteld, besloten of in uitvoering waren aan het eind van de periode of op de \
             standdatum, naar of hun einddatum voorbij was. Van een maatregel die geëvalueerd heet, is het \
             effect opgeschreven (T13b).",
            "Measures that were proposed, decided or in progress at the end of the period or on the reference \
             date, by whether their last day was over. Of a measure that is called evaluated the effect was written down (T13b).",
        ];
        let list = CountedList::MeasureTerms;
        let mut table = self.counted(TableId::T13, 'c', list, head(titles, how));
        let is_counted = |state: &MeasureState| {
            let mut counted = self.facts.counted.iter();
            let (list, code) = (CountedList::MeasureStates, state.as_str());
            counted.any(|it| it.list == list && it.code == code)
        };
        let states = [
            MeasureState::Proposed,
            MeasureState::Decided,
            MeasureState::InProgress,
        ];
        let states: Vec<String> = states
            .iter()
            .filter(|state| is_counted(state))
            .map(|state| format!("{}/{}", prefix(CountedList::MeasureStates), state.as_str()))
            .collect();
        if !table.rows.is_empty() && !states.is_empty() {
            table.sums.push(sum(prefix(list), states.iter()));
        }
        table
    }

    fn wrote_again(&self) -> Table {
        let is_mailbox = |case: &crate::fact::CaseFact| case.channel == Channel::Mailbox;
        let kinds = [Kind::new(
            "mailbox/again",
            Label::new(
                "Postbussen met een later bericht van de melder",
                "Mailboxes with a later message of the reporter",
            ),
            move |case| is_mailbox(case) && case.wrote_again,
        )];
        let mut split = self.some(Population::Received, &kinds, "channel/mailbox");
        let label = Label::new(
            "Aandeel met een later bericht",
            "Share with a later message",
        );
        split
            .rows
            .push(self.measure("mailbox/share", label, |_| Value::Share {
                part: "mailbox/again".to_owned(),
                of: "channel/mailbox".to_owned(),
            }));
        let titles = [
            "Postbussen die opnieuw zijn gebruikt",
            "Mailboxes that were used again",
        ];
        let how = [
            "Meldingen via de postbus die in de periode zijn ontvangen; geteld bij het meldpunt, niet op internet.",
            "Reports through the mailbox that were received in the period; counted at the desk, not online.",
        ];
        self.table(TableId::T11, Some('a'), head(titles, how), split)
    }

    fn named_later(&self) -> Table {
        let was = |case: &crate::fact::CaseFact| case.identity_first == IdentityLevel::Anonymous;
        let is = |case: &crate::fact::CaseFact| case.identity == IdentityLevel::Anonymous;
        let kinds = [Kind::new(
            "anonymous/named",
            Label::new(
                "Anoniem binnengekomen, later een naam gegeven",
                "Arrived anonymously, gave a name later",
            ),
            move |case| was(case) && !is(case),
        )];
        let mut split = self.some(Population::Received, &kinds, "identity/anonymous");
        let label = Label::new(
            "Aandeel dat later een naam gaf",
            "Share that gave a name later",
        );
        split
            .rows
            .push(self.measure("anonymous/share", label, |_| Value::Share {
                part: "anonymous/named".to_owned(),
                of: "identity/anonymous".to_owned(),
            }));
        let titles = ["Van anoniem naar bekend", "From anonymous to known"];
        let how = [
            "Zaken die in de periode anoniem zijn ontvangen, naar wat op de standdatum bekend was. Vertrouwelijk \
             telt als een naam.",
            "Cases that were received anonymously in the period, by what was known on the reference date. \
             Confidential counts as a name.",
        ];
        self.table(TableId::T11, Some('b'), head(titles, how), split)
    }

    fn rates(&self) -> Table {
        let staff = |period: Period| {
            let of_year = |(year, _): &&(u16, u32)| *year == period.year;
            let found = self.facts.staff.iter().find(of_year);
            match found {
                Some((_, staff)) if period.quarter.is_none() => Value::Rate {
                    part: RECEIVED.to_owned(),
                    staff: *staff,
                },
                _ => Value::Absent,
            }
        };
        let anonymous = |_| Value::Share {
            part: "identity/anonymous".to_owned(),
            of: RECEIVED.to_owned(),
        };
        let rows = vec![
            self.measure(
                "rate/anonymous",
                Label::new(
                    "Aandeel anoniem bij binnenkomst",
                    "Share anonymous on arrival",
                ),
                anonymous,
            ),
            self.measure(
                "rate/staff",
                Label::new("Meldingen per 1.000 medewerkers", "Reports per 1,000 staff"),
                staff,
            ),
        ];
        let titles = ["Meldingsbereidheid", "Willingness to report"];
        let how = [
            "Verhoudingen uit de tabellen hierboven. Wat medewerkers in een enquête zeiden, staat bij de andere \
             bronnen.",
            "Ratios from the tables above. What staff said in a survey is with the other sources.",
        ];
        let split = Split {
            rows,
            sums: Vec::new(),
        };
        self.table(TableId::T11, Some('c'), head(titles, how), split)
    }

    fn sources(&self) -> Vec<Table> {
        let parts = ('a'..='z').zip(&self.facts.sources);
        let tables: Vec<Table> = parts
            .map(|(part, source)| self.source(part, source))
            .collect();
        if tables.is_empty() {
            let titles = ["Andere bronnen", "Other sources"];
            let how = [
                "Cijfers van anderen, met bron en standdatum.",
                "Figures of others, with source and date.",
            ];
            return vec![self.table(TableId::T14, None, head(titles, how), Split::default())];
        }
        tables
    }

    fn source(&self, part: char, source: &SourceTable) -> Table {
        let prefix = format!(
            "source/{}/{}",
            code_of(&source.source),
            code_of(&source.title.en)
        );
        let rows = source
            .rows
            .iter()
            .map(|row| self.source_row(&prefix, source, row));
        let rows: Vec<Row> = rows.collect();
        let total = source.rows.iter().find(|row| row.kind == SourceKind::Total);
        let counts = source
            .rows
            .iter()
            .filter(|row| row.kind == SourceKind::Count);
        let parts: Vec<String> = counts.map(|row| format!("{prefix}/{}", row.code)).collect();
        let total = total.filter(|_| adds_up(source, &self.columns));
        let sums = total.map(|row| sum(&format!("{prefix}/{}", row.code), parts.iter()));
        let split = Split {
            rows,
            sums: sums.into_iter().collect(),
        };
        let head = Head {
            title: source.title.clone(),
            definition: source.definition.clone(),
        };
        let mut table = self.table(TableId::T14, Some(part), head, split);
        table.over_quarters = false;
        table.origin = Some(Origin {
            source: source.source.clone(),
            standdatum: source.standdatum,
        });
        table
    }

    fn source_row(&self, prefix: &str, source: &SourceTable, row: &SourceRow) -> Row {
        let value = |period: &Period| {
            let value = row
                .values
                .get(&period.year)
                .filter(|_| period.quarter.is_none());
            match (value, row.kind) {
                (None, _) => Value::Absent,
                (Some(SourceValue::Number(percents)), SourceKind::Percent) => Value::Percent {
                    percents: *percents,
                    of: denominator(source, period.year),
                },
                (Some(SourceValue::Number(number)), _) => Value::Count(*number),
                (Some(SourceValue::Fewer(bound)), _) => Value::Fewer(*bound),
            }
        };
        Row {
            quantity: format!("{prefix}/{}", row.code),
            label: row.label.clone(),
            role: match row.kind {
                SourceKind::Count => Role::Part,
                SourceKind::Total | SourceKind::Denominator => Role::Total,
                SourceKind::Percent => Role::Measure,
            },
            values: self.columns.iter().map(value).collect(),
        }
    }
}

fn denominator(source: &SourceTable, year: u16) -> Option<u32> {
    let row = source
        .rows
        .iter()
        .find(|row| row.kind == SourceKind::Denominator)?;
    match row.values.get(&year)? {
        SourceValue::Number(number) => Some(*number),
        SourceValue::Fewer(_) => None,
    }
}

/// Says whether a source's counts can add up to its totals, so that a reader would reckon with it.
fn adds_up(source: &SourceTable, columns: &[Period]) -> bool {
    columns.iter().all(|period| {
        let mut least = 0_u64;
        let mut most = 0_u64;
        let mut total = None;
        for row in &source.rows {
            let (lo, hi) = match row.values.get(&period.year) {
                Some(SourceValue::Number(number)) => (u64::from(*number), u64::from(*number)),
                Some(SourceValue::Fewer(bound)) => (0, u64::from(*bound) - 1),
                None => (0, u64::from(u32::MAX)),
            };
            match row.kind {
                SourceKind::Count => (least, most) = (least + lo, most + hi),
                SourceKind::Total => total = Some((lo, hi)),
                SourceKind::Denominator | SourceKind::Percent => {}
            }
        }
        total.is_none_or(|(lo, hi)| least <= hi && lo <= most)
    })
}

/// Adds the total of rows.
pub(super) fn with_total(quantity: &str, mut rows: Vec<Row>) -> Split {
    let sums = vec![sum(quantity, rows.iter().map(|row| &row.quantity))];
    let columns = rows.first().map_or(0, |row| row.values.len());
    let count = |column: usize| {
        let values = rows.iter().map(|row| row.values.get(column));
        let counts = values.map(|value| match value {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        });
        let sum: Option<u32> = counts.sum();
        sum.map_or(Value::Absent, Value::Count)
    };
    let values = (0..columns).map(count).collect();
    rows.push(Row {
        quantity: quantity.to_owned(),
        label: Label::new("Totaal", "Total"),
        role: Role::Total,
        values,
    });
    Split { rows, sums }
}

pub(super) fn year(period: Period, year: u16) -> bool {
    period.year == year && period.quarter.is_none()
}

const fn prefix(list: CountedList) -> &'static str {
    match list {
        CountedList::MeasureKinds => "measure-kind",
        CountedList::MeasureStates => "measure-state",
        CountedList::LearningPoints => "learning",
        CountedList::MeasureTerms => "measure-term",
    }
}

/// Makes a code of a text: the same for the same source next year.
fn code_of(text: &str) -> String {
    let letters = text.chars().map(|letter| {
        let is_kept = letter.is_alphanumeric();
        if is_kept {
            letter.to_lowercase().next().unwrap_or('-')
        } else {
            '-'
        }
    });
    letters.collect()
}
