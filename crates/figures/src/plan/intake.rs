//! T1–T4, T8–T10: what came, when, and how.

use bellrope_casework::vocabulary::{
    Category, Channel, IdentityLevel, Misstand, Route, StatisticsType, Word as _,
};

use super::{Kind, Plan, Population, Split, head, received, sum, whole, words};
use crate::fact::CaseFact;
use crate::model::{RECEIVED, month};
use crate::table::{Row, Table, Value};
use crate::{Label, Period, Role, TableId};

/// The type under which a case counts (17.1): a detriment under that of the report it follows.
fn statistics(case: &CaseFact) -> StatisticsType {
    match (case.category, case.original) {
        (Category::Bn, Some(original)) => original.statistics(),
        (category, _) => category.statistics(),
    }
}

fn is_detriment(case: &CaseFact, kind: Option<StatisticsType>) -> bool {
    let original = case.original.map(Category::statistics);
    case.category == Category::Bn
        && match kind {
            None => statistics(case) == StatisticsType::Other,
            Some(kind) => original == Some(kind),
        }
}

const fn is_conduct(category: Category) -> bool {
    matches!(category.statistics(), StatisticsType::UndesirableConduct)
}

/// The months, in their order.
const MONTHS: [[&str; 2]; 12] = [
    ["Januari", "January"],
    ["Februari", "February"],
    ["Maart", "March"],
    ["April", "April"],
    ["Mei", "May"],
    ["Juni", "June"],
    ["Juli", "July"],
    ["Augustus", "August"],
    ["September", "September"],
    ["Oktober", "October"],
    ["November", "November"],
    ["December", "December"],
];

const RECEIVED_HOW: [&str; 2] = [
    "Zaken die in de periode zijn ontvangen, elk één keer.",
    "Cases that were received in the period, each once.",
];

impl Plan<'_> {
    pub(super) fn intake(&self) -> Vec<Table> {
        vec![
            self.types(),
            self.others(),
            self.spam(),
            self.conduct(),
            self.channels(),
            self.identities(),
            self.months(),
            self.routes(),
            self.parts(),
            self.misstand(),
            self.referrals(),
            self.detriment(),
        ]
    }

    fn of_received(&self, kinds: &[Kind<'_>]) -> Split {
        self.split(Population::Received, kinds, &received())
    }

    fn types(&self) -> Table {
        let kinds = words::<StatisticsType>("type", |case| Some(statistics(case)));
        let titles = [
            "Soorten (vermoedens van) schendingen",
            "Types of (alleged) violations",
        ];
        let how = [
            "Zaken die in de periode zijn ontvangen, elk één keer, naar de soort van hun hoofdcategorie. \
             Benadeling na een melding telt bij de soort van die melding.",
            "Cases that were received in the period, each once, by the type of their main category. Detriment \
             after a report counts under the type of that report.",
        ];
        let split = self.of_received(&kinds);
        self.table(TableId::T1, Some('a'), head(titles, how), split)
    }

    fn others(&self) -> Table {
        let category = |wanted: Category| {
            let quantity = format!("other/{}", wanted.as_str().to_lowercase());
            Kind::new(quantity, Label::of_word(wanted), move |case| {
                case.category == wanted
            })
        };
        let kinds = [
            category(Category::Zs9),
            category(Category::Fv),
            category(Category::Si),
            category(Category::Xx),
            Kind::new("other/bn", Label::of_word(Category::Bn), |case| {
                is_detriment(case, None)
            }),
        ];
        let is_other = |case: &CaseFact| statistics(case) == StatisticsType::Other;
        let total = Kind::new(
            "type/other",
            Label::of_word(StatisticsType::Other),
            is_other,
        );
        let titles = ["Waaruit Overige bestaat", "What Other consists of"];
        let how = [
            "De zaken van de soort Overige, naar hoofdcategorie. Benadeling staat hier alleen als niet bekend is \
             op welke melding zij volgde, of die zelf Overige was.",
            "The cases of the type Other, by main category. Detriment is here only if it is not known which \
             report it followed, or that was itself Other.",
        ];
        let split = self.split(Population::Received, &kinds, &total);
        self.table(TableId::T1, Some('b'), head(titles, how), split)
    }

    /// What counts nowhere else: it stands in no sum with the others.
    fn spam(&self) -> Table {
        let count = |period: &Period| {
            let end = self.end(*period);
            let cases = self.facts.cases.iter().filter(|case| case.spam);
            let within = cases.filter(|case| period.has(case.received) && case.received <= end);
            Value::Count(whole(within.count()))
        };
        let row = Row {
            quantity: "spam".to_owned(),
            label: Label::new("Spam of misbruik", "Spam or abuse"),
            role: Role::Part,
            values: self.columns.iter().map(count).collect(),
        };
        let titles = ["Spam: telt verder niet mee", "Spam: counted nowhere else"];
        let how = [
            "Wat in de periode is ontvangen en op de standdatum als spam of misbruik gemerkt was. Het staat in geen \
             andere tabel.",
            "What was received in the period and marked as spam or abuse on the reference date. It is in no other \
             table.",
        ];
        let split = Split {
            rows: vec![row],
            sums: Vec::new(),
        };
        self.table(TableId::T1, Some('c'), head(titles, how), split)
    }

    fn conduct(&self) -> Table {
        let conduct = Category::ALL.iter().copied().filter(|it| is_conduct(*it));
        let kind = |wanted: Category| {
            let quantity = format!("conduct/{}", wanted.as_str().to_lowercase());
            Kind::new(quantity, Label::of_word(wanted), move |case| {
                case.category == wanted
            })
        };
        let mut kinds: Vec<Kind<'_>> = conduct.map(kind).collect();
        kinds.push(after_conduct());
        let is_conduct = |case: &CaseFact| statistics(case) == StatisticsType::UndesirableConduct;
        let label = Label::of_word(StatisticsType::UndesirableConduct);
        let total = Kind::new("type/undesirable-conduct", label, is_conduct);
        let titles = [
            "Ongewenste omgangsvormen, naar soort gedrag",
            "Undesirable conduct, by kind of behaviour",
        ];
        let how = [
            "De zaken van de soort Ongewenste omgangsvormen, naar hoofdcategorie.",
            "The cases of the type Undesirable conduct, by main category.",
        ];
        let split = self.split(Population::Received, &kinds, &total);
        self.table(TableId::T2, None, head(titles, how), split)
    }

    fn channels(&self) -> Table {
        let kinds = words::<Channel>("channel", |case| Some(case.channel));
        let titles = ["Hoe meldingen binnenkwamen", "How reports came in"];
        let split = self.of_received(&kinds);
        self.table(TableId::T3, Some('a'), head(titles, RECEIVED_HOW), split)
    }

    fn identities(&self) -> Table {
        let kinds = words::<IdentityLevel>("identity", |case| Some(case.identity_first));
        let titles = [
            "Anoniem, vertrouwelijk of op naam, bij binnenkomst",
            "Anonymous, confidential or by name, on arrival",
        ];
        let split = self.of_received(&kinds);
        self.table(TableId::T3, Some('b'), head(titles, RECEIVED_HOW), split)
    }

    /// Received by month (R128), of whole years. With a quarter the attacker knows of three months
    /// together: see [`crate::model`].
    fn months(&self) -> Table {
        let kind = |(place, names): (u32, &[&str; 2])| {
            let label = Label::new(names[0], names[1]);
            Kind::new(month(place), label, move |case| {
                let (_, month, _) = case.received.date();
                month == place
            })
        };
        let kinds: Vec<Kind<'_>> = (1..).zip(&MONTHS).map(kind).collect();
        let is_year = self.columns[0].quarter.is_none();
        let split = if is_year {
            self.of_received(&kinds)
        } else {
            Split::default()
        };
        let titles = ["Ontvangen per maand", "Received by month"];
        let mut table = self.table(TableId::T3, Some('c'), head(titles, RECEIVED_HOW), split);
        table.over_quarters = false;
        table
    }

    fn routes(&self) -> Table {
        let mut kinds = words::<Route>("route", |case| case.route);
        let label = Label::new("Nog niet gekozen", "Not chosen yet");
        kinds.push(Kind::new("route/none", label, |case| case.route.is_none()));
        let titles = ["Route (afdoening)", "Route (how cases are handled)"];
        let how = [
            "Zaken die in de periode zijn ontvangen, naar de route die op de standdatum gold.",
            "Cases that were received in the period, by the route that counted on the reference date.",
        ];
        let split = self.of_received(&kinds);
        self.table(TableId::T4, None, head(titles, how), split)
    }

    fn parts(&self) -> Table {
        let has_part = |case: &CaseFact| case.part.is_some();
        let mut split = Split::default();
        if self.facts.cases.iter().any(has_part) {
            let kind = |(code, label): &(String, Label)| {
                let code = code.clone();
                Kind::new(format!("part/{code}"), label.clone(), move |case| {
                    case.part.as_ref() == Some(&code)
                })
            };
            let mut kinds: Vec<Kind<'_>> = self.facts.parts.iter().map(kind).collect();
            let is_listed = |case: &CaseFact| {
                let part = case.part.as_ref();
                part.is_some_and(|part| self.facts.parts.iter().any(|(code, _)| code == part))
            };
            let label = Label::new("Niet bekend of niet genoteerd", "Not known or not noted");
            kinds.push(Kind::new("part/none", label, move |case| !is_listed(case)));
            split = self.of_received(&kinds);
        }
        let titles = ["Organisatiedeel", "Part of the organisation"];
        let how = [
            "Zaken die in de periode zijn ontvangen, naar het organisatiedeel waar zij spelen, grof.",
            "Cases that were received in the period, by the part of the organisation they are about, coarsely.",
        ];
        let mut table = self.table(TableId::T8, None, head(titles, how), split);
        table.by_trait = true;
        table
    }

    fn misstand(&self) -> Table {
        let flag = |case: &CaseFact| case.misstand.unwrap_or(Misstand::NotYet);
        let kinds = [
            Kind::new(
                "misstand/yes",
                Label::new(
                    "Vermoeden van een misstand (Wbk)",
                    "Suspected misstand (Wbk)",
                ),
                move |case| matches!(flag(case), Misstand::Yes(_)),
            ),
            Kind::new(
                "misstand/no",
                Label::new(
                    "Geen misstand in de zin van de wet",
                    "No misstand as the law means it",
                ),
                move |case| flag(case) == Misstand::No,
            ),
        ];
        let titles = [
            "Vermoedens van een misstand",
            "Suspected wrongdoing under the Whistleblower Protection Act",
        ];
        let split = self.some(Population::Received, &kinds, RECEIVED);
        self.table(TableId::T9, Some('a'), head(titles, RECEIVED_HOW), split)
    }

    fn referrals(&self) -> Table {
        let kinds = [Kind::new(
            "referred/yes",
            Label::new("Doorverwezen of overgedragen", "Referred or transferred"),
            |case| case.referred,
        )];
        let titles = ["Doorverwijzing naar buiten", "Referral to bodies outside"];
        let split = self.some(Population::Received, &kinds, RECEIVED);
        self.table(TableId::T9, Some('b'), head(titles, RECEIVED_HOW), split)
    }

    fn detriment(&self) -> Table {
        let kinds = [Kind::new(
            "detriment",
            Label::of_word(Category::Bn),
            |case| case.category == Category::Bn,
        )];
        let mut split = self.some(Population::Received, &kinds, RECEIVED);
        // T1 and T2 print what of it counts under two types: the others are what is left.
        let known = ["conduct/bn".to_owned(), "other/bn".to_owned()];
        let mut types = sum("detriment", known.iter());
        types.has_rest = true;
        split.sums.push(types);
        let titles = ["Benadeling na een melding", "Detriment after a report"];
        self.table(TableId::T10, Some('a'), head(titles, RECEIVED_HOW), split)
    }
}

fn after_conduct() -> Kind<'static> {
    let label = Label::new(
        "Benadeling na een melding van ongewenst gedrag",
        "Detriment after a report of undesirable behaviour",
    );
    Kind::new("conduct/bn", label, |case| {
        is_detriment(case, Some(StatisticsType::UndesirableConduct))
    })
}
