//! T11 and T12: what reporters answered, question by question; never crossed with anything.

use std::collections::BTreeSet;

use super::other::{with_total, year};
use super::{Head, Plan, Split};
use crate::fact::Asked;
use crate::table::{Row, Table, Value};
use crate::{Label, Period, Role, TableId};

/// Answers that belong together: which table they are, and how each question is counted.
struct Sort {
    id: TableId,
    /// What quantities begin with.
    prefix: &'static str,
    /// The letter of the first question; without questions, the letter of the table.
    first: Option<char>,
    by_trait: bool,
    title: Label,
    definition: Label,
}

impl Plan<'_> {
    /// T11: what reporters answered after feedback (R136).
    pub(super) fn evaluation(&self) -> Vec<Table> {
        let sort = Sort {
            id: TableId::T11,
            prefix: "evaluation",
            first: Some('d'),
            by_trait: false,
            title: Label::new(
                "Wat melders van het melden vonden",
                "What reporters thought of reporting",
            ),
            definition: Label::new(
                "Antwoorden van melders op een vrije vraag na de terugkoppeling. Apart opgeteld, los van elke zaak; \
                 met geen andere tabel gekruist. Een jaar met minder dan tien antwoorden staat er niet.",
                "Answers of reporters to a question after feedback that they need not answer. Added up apart, away \
                 from any case; crossed with no other table. A year with fewer than ten answers is not here.",
            ),
        };
        self.questions(&self.facts.evaluation, &sort)
    }

    /// T12: what reporters said of themselves (R138).
    pub(super) fn diversity(&self) -> Vec<Table> {
        let sort = Sort {
            id: TableId::T12,
            prefix: "diversity",
            first: None,
            by_trait: true,
            title: Label::new("Diversiteit van melders", "Diversity of reporters"),
            definition: Label::new(
                "Antwoorden van melders op een vrije vraag na het verzenden. Apart opgeteld, los van elke zaak; met \
                 geen andere tabel gekruist.",
                "Answers of reporters to a question after sending that they need not answer. Added up apart, away \
                 from any case; crossed with no other table.",
            ),
        };
        self.questions(&self.facts.diversity, &sort)
    }

    /// Writes one table for each question. Answers are of whole years.
    fn questions(&self, all: &[Asked], sort: &Sort) -> Vec<Table> {
        let questions: BTreeSet<(u8, &String)> =
            all.iter().map(|it| (it.place, &it.code)).collect();
        if questions.is_empty() || self.columns[0].quarter.is_some() {
            return vec![self.question(sort.first, &[], sort)];
        }
        let letters = sort.first.unwrap_or('a')..='z';
        let table = |(part, (_, code)): (char, (u8, &String))| {
            let asked: Vec<&Asked> = all.iter().filter(|it| it.code == *code).collect();
            self.question(Some(part), &asked, sort)
        };
        letters.zip(questions).map(table).collect()
    }

    fn question(&self, part: Option<char>, asked: &[&Asked], sort: &Sort) -> Table {
        let mut answers: Vec<(&String, &Label)> = Vec::new();
        for (code, label, _) in asked.iter().flat_map(|it| &it.answers) {
            if !answers.iter().any(|(known, _)| *known == code) {
                answers.push((code, label));
            }
        }
        let code = asked.first().map_or("", |it| it.code.as_str());
        let prefix = format!("{}/{code}", sort.prefix);
        let row = |(code, label): &(&String, &Label)| Row {
            quantity: format!("{prefix}/{code}"),
            label: (*label).clone(),
            role: Role::Part,
            values: self
                .columns
                .iter()
                .map(|period| given(asked, code, *period))
                .collect(),
        };
        let rows: Vec<Row> = answers.iter().map(row).collect();
        let split = if rows.is_empty() {
            Split::default()
        } else {
            with_total(&prefix, rows)
        };
        let title = asked.first().map_or(&sort.title, |it| &it.question).clone();
        let definition = sort.definition.clone();
        let mut table = self.table(sort.id, part, Head { title, definition }, split);
        table.by_trait = sort.by_trait;
        table.over_quarters = false;
        table
    }
}

/// Counts an answer in a year; a year in which nobody was asked is not a year of zeros.
fn given(asked: &[&Asked], code: &str, period: Period) -> Value {
    let mut asked = asked.iter().filter(|it| year(period, it.year)).peekable();
    if asked.peek().is_none() {
        return Value::Absent;
    }
    let answers = asked.flat_map(|it| &it.answers);
    let counts = answers.filter(|(it, _, _)| it == code);
    Value::Count(counts.map(|(_, _, count)| count).sum())
}
