use bellrope_protocol::time::Day;

use super::*;
use crate::vocabulary::{Lang, Word as _};

/// The texts of requirements 18.2, with a pair of braces for each field.
const DUTCH: [(TemplateKind, &str); 10] = [
    (
        TemplateKind::Acknowledgement,
        "Dank u wel voor uw melding. Wij hebben die op {} gekregen. Het nummer is {}. Wij lezen \
         uw melding en beoordelen wat er nodig is. U hoort van ons vóór {}. Eerder als dat kan. \
         Kijk daarom af en toe met uw meldcode. Heeft u nu hulp nodig? {}. U mag ook advies \
         vragen aan het Huis voor Klokkenluiders.",
    ),
    (
        TemplateKind::Request,
        "Wij hebben een vraag over uw melding. {}. U hoeft niet te antwoorden. Schrijf niets op \
         waaraan iemand u kan herkennen. Antwoord als u kunt vóór {}. Zonder antwoord gaan wij \
         verder met wat wij weten.",
    ),
    (
        TemplateKind::Interim,
        "Wij zijn nog bezig met uw melding. Dit is er gedaan: {}. Dit gaan wij nog doen: {}.",
    ),
    (
        TemplateKind::Feedback,
        "Onze beoordeling: {}. Wat er is gedaan of gaat gebeuren: {}. De reden is {}. Niet alles \
         mogen wij vertellen, omdat {}. Wat vindt u hiervan?",
    ),
    (
        TemplateKind::Referral,
        "Uw melding past beter bij {}. Zij kunnen {}. U kunt daar zelf heen via {}. Wij geven \
         niets door zonder uw toestemming.",
    ),
    (
        TemplateKind::PlannedTransfer,
        "Wij willen uw melding overdragen aan {}, omdat {}. Wij sturen alleen {}. Heeft u \
         bezwaar? Laat het weten vóór {}.",
    ),
    (
        TemplateKind::Closure,
        "Wij sluiten uw melding. De uitkomst is {}. Wij hebben dit geleerd: {}. U kunt nog tot {} \
         berichten sturen. Bent u het niet eens? Dan kunt u naar {}.",
    ),
    (
        TemplateKind::Aftercare,
        "Het is nu {} geleden. Heeft u last gekregen door uw melding? Dat mag niet. Vertel het \
         ons, dan helpen wij.",
    ),
    (
        TemplateKind::NotTakenUp,
        "Wij kunnen niets doen met deze melding, omdat {}. Weet u meer? Schrijf ons gerust.",
    ),
    (
        TemplateKind::Disclosure,
        "Een wet verplicht ons uw naam te geven aan {}. De reden is {}. Wij doen dit op {}.",
    ),
];

fn day() -> Day {
    Day::from_date(2026, 11, 24).unwrap()
}

/// Fills every field of a kind.
fn filled(kind: TemplateKind) -> Values {
    kind.needs().iter().fold(Values::new(), |values, need| {
        let value = match need.field.kind() {
            FieldKind::Day => Value::Day(day()),
            FieldKind::Months => Value::Months(3),
            FieldKind::Text => Value::Text(format!("waarde van {}", need.field)),
        };
        values.with(need.field, value)
    })
}

/// Empties the braces of a text, and drops square brackets and empty lines.
fn emptied(text: &str) -> String {
    let mut emptied = String::new();
    let mut inside = false;
    for c in text.replace("\n\n", " ").chars() {
        inside = inside && c != '}';
        if !inside && !"[]".contains(c) {
            emptied.push(c);
        }
        inside = inside || c == '{';
    }
    emptied
}

fn every_template() -> impl Iterator<Item = Template> {
    let all = TemplateKind::ALL.iter();
    all.flat_map(|kind| Lang::ALL.map(|lang| Template::built_in(*kind, lang)))
}

#[test]
fn built_in_texts_are_those_of_the_requirements() {
    assert_eq!(DUTCH.len(), TemplateKind::ALL.len());
    for (kind, text) in DUTCH {
        let template = Template::built_in(kind, Lang::Dutch);
        assert_eq!(emptied(template.text()), text, "{kind}");
    }
}

#[test]
fn built_in_texts_keep_every_rule() {
    for template in every_template() {
        let checked = Template::check(
            template.kind(),
            template.lang(),
            template.version(),
            template.text(),
        );
        assert_eq!(checked.as_ref(), Ok(&template), "{template}");
    }
}

#[test]
fn render_fills_every_template() {
    for template in every_template() {
        let rendered = template.render(&filled(template.kind())).unwrap();
        assert!(!rendered.text.contains(['{', '}', '[', ']', '‹']));
        assert!(!rendered.text.contains("  "), "{template}");
        assert!(!rendered.text.contains(".."), "{template}");
        for need in template.kind().needs() {
            if need.field.kind() == FieldKind::Text {
                let value = format!("waarde van {}", need.field);
                assert!(rendered.text.contains(&value), "{template} {}", need.field);
            }
        }
        let days = rendered.text.contains("24 november 2026");
        let days = days || rendered.text.contains("24 November 2026");
        let needs_day = template.kind().needs().iter();
        let needs_day = needs_day
            .clone()
            .any(|need| need.field.kind() == FieldKind::Day);
        assert_eq!(days, needs_day, "{template}");
    }
}

#[test]
fn render_names_every_field_that_is_missing_or_empty() {
    for template in every_template() {
        let kind = template.kind();
        let all: Vec<Field> = kind.needs().iter().map(|need| need.field).collect();
        let error = template.render(&Values::new()).unwrap_err();
        assert_eq!(error.fields, all);
        for field in all {
            let empty = match field.kind() {
                FieldKind::Text => Value::Text(" \n".to_owned()),
                FieldKind::Months => Value::Months(0),
                FieldKind::Day => Value::Text("morgen".to_owned()),
            };
            let error = template.render(&filled(kind).with(field, empty));
            assert_eq!(error.unwrap_err().fields, [field], "{template}");
        }
    }
    let error = Template::built_in(TemplateKind::Request, Lang::Dutch).render(&Values::new());
    assert_eq!(
        error.unwrap_err().to_string(),
        "fields are missing or not of their kind: question, answer-by"
    );
}

#[test]
fn leaving_out_is_for_some_fields_only_and_takes_the_sentence_along() {
    let closure = Template::built_in(TemplateKind::Closure, Lang::Dutch);
    let values = filled(TemplateKind::Closure).leave_out(Field::LearningPoint);
    let text = closure.render(&values).unwrap().text;
    assert!(!text.contains("geleerd"));
    assert!(text.contains("waarde van outcome. U kunt nog tot 24 november 2026"));
    let values = filled(TemplateKind::Closure).leave_out(Field::Outcome);
    assert_eq!(
        closure.render(&values).unwrap_err().fields,
        [Field::Outcome]
    );
}

#[test]
fn value_that_ends_a_sentence_gets_no_second_stop() {
    let request = Template::built_in(TemplateKind::Request, Lang::Dutch);
    let values = filled(TemplateKind::Request).text(Field::Question, "Wanneer was het?");
    let text = request.render(&values).unwrap().text;
    assert!(text.contains("Wanneer was het? U hoeft niet"), "{text}");
}

#[test]
fn months_have_their_unit() {
    let aftercare = Template::built_in(TemplateKind::Aftercare, Lang::Dutch);
    let with = |number| {
        let values = Values::new().with(Field::Months, Value::Months(number));
        aftercare.render(&values).unwrap().text
    };
    assert!(with(1).starts_with("Het is nu 1 maand geleden."));
    assert!(with(12).starts_with("Het is nu 12 maanden geleden."));
}

#[test]
fn values_are_never_read_as_fields() {
    let interim = Template::built_in(TemplateKind::Interim, Lang::Dutch);
    let values = Values::new()
        .text(Field::StepDone, "{step-next} [x]")
        .text(Field::StepNext, "een gesprek");
    let text = interim.render(&values).unwrap().text;
    assert!(text.contains("Dit is er gedaan: {step-next} [x]."));
}

#[test]
fn feedback_needs_both_parts_and_nothing_else_is_feedback() {
    let feedback = Template::built_in(TemplateKind::Feedback, Lang::Dutch);
    for part in [Field::Assessment, Field::FollowUp] {
        let values = filled(TemplateKind::Feedback).text(part, "");
        assert_eq!(feedback.render(&values).unwrap_err().fields, [part]);
        let values = filled(TemplateKind::Feedback).leave_out(part);
        assert_eq!(feedback.render(&values).unwrap_err().fields, [part]);
        // An edited template cannot drop a part either.
        let text = feedback
            .text()
            .replace(&format!("{{{part}}}"), "zie hieronder");
        let faults = Template::check(TemplateKind::Feedback, Lang::Dutch, 2, &text);
        assert_eq!(faults.unwrap_err(), [Fault::Missing { field: part }]);
    }
    for template in every_template() {
        let rendered = template.render(&filled(template.kind())).unwrap();
        let is_feedback = template.kind() == TemplateKind::Feedback;
        assert_eq!(rendered.is_feedback(), is_feedback, "{template}");
    }
}

#[test]
fn preview_names_what_is_not_filled() {
    let request = Template::built_in(TemplateKind::Request, Lang::Dutch);
    let text = request.preview(&Values::new().text(Field::Question, "Hoe laat was het"));
    assert!(text.contains("Hoe laat was het. U hoeft"));
    assert!(text.contains("vóór ‹Antwoord vóór›."));
}

#[test]
fn rendered_text_is_hidden_from_debug() {
    let interim = Template::built_in(TemplateKind::Interim, Lang::Dutch);
    let rendered = interim.render(&filled(TemplateKind::Interim)).unwrap();
    assert_eq!(format!("{rendered:?}"), "Rendered { .. }");
}

#[test]
fn check_names_every_fault() {
    let faults = |text: &str| {
        let checked = Template::check(TemplateKind::Request, Lang::Dutch, 2, text);
        let faults = checked.unwrap_err();
        faults.iter().map(Fault::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        faults("Wilt u iets zeggen?"),
        ["field question is missing", "field answer-by is missing"]
    );
    assert_eq!(
        faults("{question}. {naam}. Graag vóór {answer-by}."),
        ["there is no field naam"]
    );
    assert_eq!(
        faults("{question}. {months}. Graag vóór {answer-by}."),
        ["field months does not belong here"]
    );
    assert_eq!(
        faults("{question}. Graag [vóór {answer-by}]."),
        ["field answer-by cannot stand in square brackets"]
    );
    assert_eq!(
        faults("{question}. Graag vóór {answer-by}. [Dank u.]"),
        ["square brackets do not hold exactly one field"]
    );
    for text in [
        "{question}. Graag vóór {answer-by}. {",
        "{question}. Graag vóór {answer-by}. }",
        "{question}. Graag vóór {answer-by}. [",
        "{question}. Graag vóór {answer-by}. ]",
    ] {
        assert_eq!(
            faults(text),
            ["a brace or bracket has no partner"],
            "{text}"
        );
    }
    let long = format!("{{question}}. {{answer-by}}. {}", "Ja. ".repeat(2_000));
    assert_eq!(faults(&long), ["text is 8024 bytes, at most 8000"]);
    let feedback = "{assessment}. {follow-up}. {reason}. {ground}.";
    assert_eq!(
        Template::check(TemplateKind::Feedback, Lang::Dutch, 2, feedback).unwrap_err(),
        [Fault::Unbracketed {
            field: Field::Ground
        }]
    );
}

#[test]
fn lint_finds_blame_and_names_as_a_condition() {
    for (lang, text) in [
        (
            Lang::Dutch,
            "U had dit eerder moeten melden. Had u maar gebeld!",
        ),
        (Lang::Dutch, "Wij helpen u. Geef   uw\nnaam op."),
        (Lang::Dutch, "Zonder uw naam kunnen wij niets doen."),
        (Lang::Dutch, "Waarom heeft u niets gezegd? Wíe bent u?"),
        (Lang::English, "Why didn’t you tell us sooner?"),
        (Lang::English, "We cannot help without your name."),
    ] {
        let findings = lint(text, lang);
        let found = |finding: &Finding| matches!(finding, Finding::Phrase { .. });
        assert!(findings.iter().any(found), "{text}");
    }
    // Whole words only; and what the tenth template says is no condition.
    assert!(lint("Geef uw namen van data door.", Lang::Dutch).is_empty());
    assert!(lint("Een wet verplicht ons uw naam te geven.", Lang::Dutch).is_empty());
}

#[test]
fn lint_finds_long_sentences_and_hard_words() {
    let long = "en dan ".repeat(11);
    assert_eq!(
        lint(&format!("Kort. {long}."), Lang::Dutch),
        [Finding::Sentence {
            number: 2,
            words: 22
        }]
    );
    let hard = "Onverminderd het bepaalde dienaangaande geschiedt de terugkoppeling \
                overeenkomstig de klokkenluidersregeling, behoudens vertrouwelijkheidsbelangen.";
    let findings = lint(hard, Lang::Dutch);
    assert!(
        matches!(findings[..], [Finding::Hard { .. }]),
        "{findings:?}"
    );
    assert_eq!(score("Te kort om te wegen.", Lang::Dutch), None);
}

#[test]
fn score_tells_easy_from_hard() {
    let easy = "Wij lezen uw brief. Dan bellen wij u. U hoeft niets te doen. Dat is alles.";
    let dutch = score(easy, Lang::Dutch).unwrap();
    assert!(dutch > 90, "{dutch}");
    let easy = "We read your letter. Then we call you. You need not do a thing. That is all.";
    let english = score(easy, Lang::English).unwrap();
    assert!(english > 90, "{english}");
    for template in every_template() {
        let mut text = template.text().replace(['{', '}', '[', ']'], "");
        for field in Field::ALL {
            text = text.replace(field.as_str(), "x");
        }
        let score = score(&text, template.lang()).unwrap();
        assert!(score >= 60, "{template}: {score}");
    }
}

const EDITED: &str = r#"
[[template]]
kind = "aftercare"
lang = "nl"
version = 2
text = "Het is nu {months} geleden. Gaat het goed met u? Vertel het ons, dan helpen wij."
"#;

#[test]
fn shelf_keeps_every_version() {
    let shelf = Shelf::parse(EDITED).unwrap();
    let (kind, lang) = (TemplateKind::Aftercare, Lang::Dutch);
    assert_eq!(shelf.newest(kind, lang).version(), 2);
    assert_eq!(shelf.newest(kind, Lang::English).version(), 1);
    let first = shelf.version(kind, lang, 1).unwrap();
    assert_eq!(first, Template::built_in(kind, lang));
    assert_eq!(shelf.version(kind, lang, 2), Some(shelf.newest(kind, lang)));
    assert_eq!(shelf.version(kind, lang, 3), None);
    assert_eq!(Shelf::parse("").unwrap(), Shelf::default());
}

#[test]
fn shelf_refuses_by_the_same_rules() {
    let refused = |text: &str| Shelf::parse(text).unwrap_err().to_string();
    assert_eq!(refused("x = 1"), "templates are not of the expected form");
    assert_eq!(
        refused(&EDITED.replace("\"nl\"", "\"de\"")),
        "templates are not of the expected form"
    );
    assert_eq!(
        refused(&EDITED.replace("version = 2", "version = 3")),
        "version 3 of aftercare follows version 1"
    );
    assert_eq!(
        refused(&format!("{EDITED}{EDITED}")),
        "version 2 of aftercare follows version 2"
    );
    assert_eq!(
        refused(&EDITED.replace("Gaat het goed met u?", "Wat is uw naam?")),
        "template aftercare: phrase \"wat is uw naam\" blames or asks for a name"
    );
    assert_eq!(
        refused(&EDITED.replace("{months}", "een poos")),
        "template aftercare: field months is missing"
    );
    let thankless = EDITED.replace("aftercare", "acknowledgement");
    let error = refused(&thankless);
    assert!(error.ends_with("acknowledgement does not thank"), "{error}");
}
