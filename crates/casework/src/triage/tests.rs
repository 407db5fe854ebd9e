use super::*;
use crate::vocabulary::Word as _;
use proptest::prelude::*;

fn complete() -> Triage {
    Triage {
        danger: Some(Danger::No),
        category: Some(CategorySet::new(Category::Og1, [])),
        misstand: Some(Misstand::NotYet),
        completeness: Some(Completeness::Enough),
        conflict: Some(Conflict::None),
        detriment: Some(Detriment::None),
        retaliation: Some(Risk::Low),
        urgency: Some(Urgency::Normal),
        route: Some(Route::Conversation),
    }
}

#[test]
fn list_has_at_most_ten_checks() {
    assert!(Check::ALL.len() <= 10);
    assert_eq!(Triage::default().missing(), Check::ALL);
    assert!(complete().missing().is_empty());
}

#[test]
fn triage_is_complete_only_without_an_interest() {
    assert!(complete().is_complete());
    let mut triage = complete();
    triage.conflict = Some(Conflict::Some);
    assert!(!triage.is_complete());
    triage.conflict = None;
    assert_eq!(triage.missing(), [Check::Conflict]);
    assert!(!triage.is_complete());
}

#[test]
fn said_by_takes_what_the_report_answers() {
    let route = content::Route::Report;
    let mut report = Report::new(route, content::Family::Behaviour, "verhaal");
    assert_eq!(Triage::said_by(&report).danger, None);
    report.danger = Some(content::Danger::Yes);
    report.detriment = Some(content::Detriment {
        state: content::DetrimentState::Afraid,
        text: None,
        unknown: content::Unknown::new(),
    });
    let triage = Triage::said_by(&report);
    assert_eq!(triage.danger, Some(Danger::Yes));
    assert_eq!(triage.detriment, Some(Detriment::Feared));
    assert_eq!(triage.category.map(|set| set.main()), Some(Category::Og11));
    assert_eq!(triage.urgency, None);
}

#[test]
fn propose_urgency_names_what_it_comes_from() {
    let mut triage = complete();
    let proposal = |triage: &Triage| {
        let proposal = triage.propose_urgency();
        (proposal.urgency, proposal.because)
    };
    assert_eq!(proposal(&triage), (Urgency::Normal, vec![Check::Category]));
    triage.retaliation = Some(Risk::High);
    triage.danger = Some(Danger::Unknown);
    assert_eq!(
        proposal(&triage),
        (Urgency::High, vec![Check::Danger, Check::Retaliation])
    );
    triage.danger = Some(Danger::Yes);
    assert_eq!(proposal(&triage), (Urgency::Immediate, vec![Check::Danger]));
    assert_eq!(proposal(&Triage::default()), (Urgency::Normal, vec![]));
    let calm = Triage {
        category: Some(CategorySet::new(Category::Si, [])),
        ..complete()
    };
    assert_eq!(proposal(&calm).0, Urgency::Low);
}

#[test]
fn triage_is_stored_as_far_as_it_is_answered() {
    let triage = Triage {
        danger: Some(Danger::Unknown),
        misstand: Some(Misstand::No),
        ..Triage::default()
    };
    let text = serde_json::to_string(&triage).unwrap();
    assert_eq!(text, r#"{"danger":"unknown","misstand":{"flag":"no"}}"#);
    assert_eq!(serde_json::from_str::<Triage>(&text).unwrap(), triage);
}

proptest! {
    #[test]
    fn more_danger_or_risk_is_never_less_urgent(
        category in prop::sample::select(Category::ALL),
        more in prop::sample::select(Category::ALL),
        danger in prop::sample::select(Danger::ALL),
        detriment in prop::sample::select(Detriment::ALL),
        retaliation in prop::sample::select(Risk::ALL),
    ) {
        let triage = Triage {
            danger: Some(danger),
            category: Some(CategorySet::new(category, [])),
            detriment: Some(detriment),
            retaliation: Some(retaliation),
            ..Triage::default()
        };
        let urgency = triage.propose_urgency().urgency;
        let both = CategorySet::new(category, [more]);
        let mut worse = [(); 4].map(|()| triage.clone());
        worse[0].danger = Some(Danger::Yes);
        worse[1].detriment = Some(Detriment::Suffered);
        worse[2].retaliation = Some(Risk::High);
        worse[3].category = Some(both);
        for worse in worse {
            prop_assert!(worse.propose_urgency().urgency <= urgency);
        }
    }
}
