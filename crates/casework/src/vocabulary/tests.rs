use std::collections::BTreeSet;
use std::fmt::Debug;

use bellrope_protocol::content::{Family as ReportFamily, Report, Route as ReportRoute};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;

/// The table of requirements 17.1: code, Dutch, English, type.
const CATEGORIES: &str = "\
ZS1 | Misbruik van voertuigen (of andere dienstmiddelen) | Misuse of vehicles (or other service property) | Oneigenlijk gebruik van dienstmiddelen
ZS2 | Corruptie (omkoping, geschenken) | Corruption (bribery, gifts) | Misbruik positie, bevoegdheden en belangenverstrengeling
ZS3 | Vriendjespolitiek of belangenverstrengeling | Favouritism or conflict of interest | Misbruik positie, bevoegdheden en belangenverstrengeling
ZS4 | Oneigenlijk gebruik van bevoegdheden | Improper use of powers | Misbruik positie, bevoegdheden en belangenverstrengeling
ZS5 | Financiële schending (fraude, diefstal, verduistering) | Financial violation (fraud, theft, embezzlement) | Financiële schendingen
ZS6 | Lekken of misbruik van informatie | Leaking or misuse of information | Lekken en misbruik van informatie
ZS7 | Misbruik van geweldsbevoegdheid | Misuse of the power to use force | Misbruik van geweldsbevoegdheid
ZS8 | Overtreden van interne regels (procedures, drugs) | Breach of internal rules (procedures, drugs) | Overschrijding interne regels
ZS9 | Andere zakelijke schending | Other business-related violation | Overige
OG1 | Pesten | Bullying | Ongewenste omgangsvormen
OG2 | Seksueel overschrijdend gedrag | Sexual misconduct | Ongewenste omgangsvormen
OG3 | Seksuele intimidatie | Sexual harassment | Ongewenste omgangsvormen
OG4 | Intimidatie | Intimidation | Ongewenste omgangsvormen
OG5 | Discriminatie | Discrimination | Ongewenste omgangsvormen
OG6 | Uitsluiting | Exclusion | Ongewenste omgangsvormen
OG7 | Agressie of geweld | Aggression or violence | Ongewenste omgangsvormen
OG8 | Stalking | Stalking | Ongewenste omgangsvormen
OG9 | Treiteren | Tormenting | Ongewenste omgangsvormen
OG10 | Kwaadspreken | Malicious gossip | Ongewenste omgangsvormen
OG11 | Ander ongewenst gedrag | Other undesirable behaviour | Ongewenste omgangsvormen
BN | Benadeling na een melding | Detriment (retaliation) after a report | Overige
PS | Misdragingen in de privésfeer | Misconduct in private life | Misdragingen in de privésfeer
FV | Onveilige situatie (fysieke veiligheid) | Unsafe situation (physical safety) | Overige
SI | Signaal of zorg | Signal or concern | Overige
XX | Iets anders / weet ik niet | Something else / I don't know | Overige
";

#[test]
fn categories_are_those_of_the_table() {
    let row = |category: &Category| {
        let (dutch, english) = (category.label(Lang::Dutch), category.label(Lang::English));
        let counted = category.statistics().label(Lang::Dutch);
        format!("{category} | {dutch} | {english} | {counted}\n")
    };
    let table: String = Category::ALL.iter().map(row).collect();
    assert_eq!(table, CATEGORIES);
}

#[test]
fn statistics_reach_every_type_and_families_follow_the_code() {
    let reached: BTreeSet<StatisticsType> = Category::ALL.iter().map(|c| c.statistics()).collect();
    assert_eq!(reached.len(), StatisticsType::ALL.len());
    for category in Category::ALL {
        let family = Family::ALL
            .iter()
            .find(|family| category.as_str().starts_with(family.as_str()));
        assert_eq!(category.family(), family.copied(), "{category}");
    }
    let only: Vec<&Category> = Category::ALL
        .iter()
        .filter(|category| category.is_for_caseworkers())
        .collect();
    assert_eq!(only, [&Category::Ps]);
}

fn check_words<W: Word + Debug + Serialize + DeserializeOwned>() -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for word in W::ALL {
        let code = word.as_str();
        assert!(seen.insert(code), "{} {code} comes twice", W::KIND);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_category = W::KIND == Category::KIND || W::KIND == Family::KIND;
        assert!(is_category || code.chars().all(plain), "{code}");
        assert_eq!(W::of_code(code), Ok(*word));
        let stored = serde_json::to_string(word).unwrap();
        assert_eq!(stored, format!("\"{code}\""));
        assert_eq!(serde_json::from_str::<W>(&stored).unwrap(), *word);
        for lang in Lang::ALL {
            assert!(!word.label(lang).trim().is_empty());
        }
        rows.push(word.label(Lang::Dutch).to_owned());
    }
    assert!(W::of_code("no-such-code").is_err());
    assert!(serde_json::from_str::<W>("\"no-such-code\"").is_err());
    rows
}

#[test]
fn words_are_those_of_the_requirements_under_stable_codes() {
    check_words::<Category>();
    check_words::<StatisticsType>();
    check_words::<Channel>();
    check_words::<PartyRole>();
    check_words::<MisstandGround>();
    check_words::<Urgency>();
    check_words::<Risk>();
    assert_eq!(
        check_words::<Family>(),
        ["Zakelijke schendingen", "Ongewenst gedrag"]
    );
    assert_eq!(
        check_words::<ContactKind>(),
        [
            "Melding",
            "Klacht (bij de Commissie Ongewenst Gedrag, COG)",
            "Adviesvraag",
            "Signaal",
            "Aangifte",
        ]
    );
    assert_eq!(
        check_words::<IdentityLevel>(),
        ["Anoniem", "Vertrouwelijk", "Op naam"]
    );
    assert_eq!(check_words::<FixedWord>().len(), 17);
}

#[test]
fn words_of_handling_are_those_of_the_requirements() {
    assert_eq!(
        check_words::<Route>().join(" · "),
        "Advies · Gesprek · Bemiddeling / mediation · Vooronderzoek · Feitenonderzoek · \
         Persoonsgericht onderzoek · Organisatie- of cultuuronderzoek · \
         Risicoanalyse integriteit, RAI · Overdracht aan KMar/OM · Doorgeleid naar COG · \
         Registratie zonder vervolg"
    );
    assert_eq!(
        check_words::<Outcome>().join(" · "),
        "Schending geconstateerd · Deels geconstateerd · Niet geconstateerd · \
         Niet vast te stellen · Onvoldoende informatie · Geen integriteitsmelding · Dubbel · \
         Ingetrokken · Misbruik of spam"
    );
    assert_eq!(
        check_words::<ComplaintOutcome>().join(" / ").to_lowercase(),
        "gegrond / deels gegrond / ongegrond / niet-ontvankelijk / niet in behandeling genomen / \
         ingetrokken"
    );
    assert_eq!(
        check_words::<PersonalMeasure>().join(" · "),
        "Ontslag · Ambtsbericht of berisping · Verplaatsing · Andere maatregel · Geen maatregel"
    );
    assert_eq!(
        check_words::<OrganisationalMeasure>().join(" · "),
        "Training · Leiderschap · Procesaanpassing · Toezicht · Communicatie · Beleidswijziging · \
         Herstel voor melder"
    );
    assert_eq!(
        check_words::<MeasureState>().join(" · "),
        "Voorgesteld · Besloten · In uitvoering · Uitgevoerd · Geëvalueerd · Vervallen"
    );
}

#[test]
fn measure_states_end() {
    for state in MeasureState::ALL {
        for next in state.next() {
            assert!(next > state, "{state} → {next}");
        }
        let ends = matches!(state, MeasureState::Evaluated | MeasureState::Dropped);
        assert_eq!(state.next().is_empty(), ends);
    }
}

fn report(route: ReportRoute, family: &str, kinds: &[&str]) -> Report {
    let mut report = Report::new(route, ReportFamily::from(family), "verhaal");
    report.kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    report
}

#[test]
fn of_report_takes_what_reporters_can_choose() {
    let set = |route, family, kinds: &[&str]| {
        let set = CategorySet::of_report(&report(route, family, kinds));
        set.iter().map(Category::as_str).collect::<Vec<_>>()
    };
    let melding = || ReportRoute::Report;
    assert_eq!(set(melding(), "OG", &["OG4", "OG1"]), ["OG4", "OG1"]);
    assert_eq!(set(melding(), "OG", &["OG4", "OG4"]), ["OG4"]);
    assert_eq!(set(melding(), "OG", &["PS", "OG77", "OG1"]), ["OG1"]);
    assert_eq!(set(melding(), "ZS", &[]), ["ZS9"]);
    assert_eq!(set(melding(), "OG", &["later"]), ["OG11"]);
    assert_eq!(set(melding(), "XX", &[]), ["XX"]);
    assert_eq!(set(melding(), "later", &[]), ["XX"]);
    assert_eq!(set(ReportRoute::Signal, "XX", &[]), ["SI"]);
    assert_eq!(set(ReportRoute::Signal, "OG", &["OG1"]), ["OG1"]);
}

#[test]
fn statistics_counts_detriment_under_the_original() {
    let set = CategorySet::new(Category::Bn, [Category::Og1]);
    assert_eq!(set.statistics(None), StatisticsType::Other);
    assert_eq!(
        set.statistics(Some(Category::Zs5)),
        StatisticsType::Financial
    );
    assert_eq!(set.statistics(Some(Category::Bn)), StatisticsType::Other);
    let other = CategorySet::new(Category::Og1, [Category::Bn]);
    assert_eq!(
        other.statistics(Some(Category::Zs5)),
        StatisticsType::UndesirableConduct
    );
}

#[test]
fn stored_set_is_made_right_when_read() {
    let text = r#"{"main":"OG1","others":["OG1","ZS4"]}"#;
    let set: CategorySet = serde_json::from_str(text).unwrap();
    assert_eq!(set, CategorySet::new(Category::Og1, [Category::Zs4]));
    assert_eq!(set.edition(), FIRST_EDITION);
    assert!(serde_json::from_str::<CategorySet>(r#"{"others":["OG1"]}"#).is_err());
    assert!(serde_json::from_str::<CategorySet>(r#"{"main":"OG99"}"#).is_err());
}

fn a_category() -> impl Strategy<Value = Category> {
    prop::sample::select(Category::ALL)
}

proptest! {
    #[test]
    fn set_has_one_main_category_and_each_once(
        main in a_category(),
        others in prop::collection::vec(a_category(), 0..30),
    ) {
        let set = CategorySet::new(main, others.clone());
        let all: Vec<Category> = set.iter().collect();
        let once: BTreeSet<Category> = all.iter().copied().collect();
        prop_assert_eq!(all.len(), once.len());
        prop_assert_eq!(all[0], main);
        prop_assert!(others.iter().all(|category| set.contains(*category)));
        let text = serde_json::to_string(&set).unwrap();
        prop_assert_eq!(serde_json::from_str::<CategorySet>(&text).unwrap(), set);
    }
}

#[test]
fn misstand_is_stored_with_its_ground() {
    let cases = [
        (
            Misstand::NotYet,
            r#"{"flag":"not-yet"}"#,
            "Nog niet beoordeeld",
        ),
        (Misstand::No, r#"{"flag":"no"}"#, "Nee"),
        (
            Misstand::Yes(MisstandGround::UnionLaw),
            r#"{"flag":"yes","ground":"union-law"}"#,
            "Ja: Unierecht",
        ),
    ];
    for (flag, text, label) in cases {
        assert_eq!(serde_json::to_string(&flag).unwrap(), text);
        assert_eq!(serde_json::from_str::<Misstand>(text).unwrap(), flag);
        assert_eq!(flag.label(Lang::Dutch), label);
    }
    assert!(serde_json::from_str::<Misstand>(r#"{"flag":"yes"}"#).is_err());
}

const SECOND: &str = r#"
[[edition]]
number = 2
withdrawn = ["ZS8"]

[edition.label.category.ZS1]
nl = "Misbruik van dienstvoertuigen"
en = "Misuse of service vehicles"

[edition.label.route.advice]
nl = "Raad"
en = "Counsel"
"#;

#[test]
fn edition_keeps_the_label_that_a_case_had() {
    // R016: load configuration 2; a case from 1 still shows its label of 1.
    let vocabulary = Vocabulary::parse(SECOND).unwrap();
    let old = CategorySet::new(Category::Zs1, []);
    let new = CategorySet::new(Category::Zs1, []).in_edition(vocabulary.newest());
    let label = |set: &CategorySet| vocabulary.label(set.main(), set.edition(), Lang::Dutch);
    assert_eq!(
        label(&old),
        "Misbruik van voertuigen (of andere dienstmiddelen)"
    );
    assert_eq!(label(&new), "Misbruik van dienstvoertuigen");
    assert_eq!(vocabulary.label(Route::Advice, 7, Lang::English), "Counsel");
    assert_eq!(
        vocabulary.label(Route::Police, 2, Lang::Dutch),
        "Overdracht aan KMar/OM"
    );
    // The figure of last year is the same.
    assert_eq!(old.statistics(None), new.statistics(None));
    assert!(
        vocabulary
            .offered()
            .all(|category| category != Category::Zs8)
    );
    assert_eq!(vocabulary.offered().count(), Category::ALL.len() - 1);
    assert_eq!(Vocabulary::default().offered().count(), Category::ALL.len());
}

#[test]
fn edition_refuses_what_would_not_be_understood() {
    let refused = |text: &str| Vocabulary::parse(text).unwrap_err().to_string();
    assert_eq!(
        refused("edition = 2"),
        "editions are not of the expected form"
    );
    assert_eq!(
        refused("[[edition]]\nnumber = 2\nretired = []"),
        "editions are not of the expected form"
    );
    assert_eq!(
        refused("[[edition]]\nnumber = 3"),
        "edition 3 follows edition 1"
    );
    assert_eq!(
        refused(&format!("{SECOND}\n{SECOND}")),
        "edition 2 follows edition 2"
    );
    let with = |line: &str| refused(&format!("[[edition]]\nnumber = 2\n{line}"));
    assert_eq!(
        with("label.category.ZS99 = { nl = \"a\", en = \"a\" }"),
        "ZS99 is no category"
    );
    assert_eq!(
        with("label.colour.red = { nl = \"a\", en = \"a\" }"),
        "there are no words of the kind colour"
    );
    assert_eq!(
        with("label.category.ZS1 = { nl = \"a\", en = \" \" }"),
        "label of category ZS1 is empty or longer than 120 characters"
    );
    assert_eq!(
        with("withdrawn = [\"ZS99\"]"),
        "editions are not of the expected form"
    );
}
