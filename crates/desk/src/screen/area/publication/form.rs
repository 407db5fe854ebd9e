//! The words of a report as somebody types them.

use bellrope_figures::{Period, Settings};
use bellrope_protocol::time::Day;
use bellrope_report::narrative::{Question, Redaction, Words};
use bellrope_report::{Correction, Ground, Narrative};

use crate::publication::Order;
use crate::screen::Context;
use crate::screen::component::Errors;

/// Reads the order of a report from the form; what is missing or wrong goes to the errors.
pub(super) fn read(context: &Context<'_>, corrects: Option<u32>) -> Result<Order, Errors> {
    let mut errors = Errors::default();
    let sent = context.request.form();
    let mut wrong = |id: &str, text: &str| errors.add(id, context.text(text));
    let year = sent.text("year").trim().parse::<u16>().ok();
    let year = year.filter(|year| (1970..=9999).contains(year));
    if year.is_none() {
        wrong("year", "reports-year-wrong");
    }
    let threshold = sent.text("threshold").trim().parse::<u32>().ok();
    let settings = threshold.and_then(|threshold| Settings::new(threshold).ok());
    if settings.is_none() {
        wrong("threshold", "reports-threshold-wrong");
    }
    let narrative = narrative(|id| sent.text(id), &mut wrong);
    let ground = Ground::of_code(sent.text("ground"));
    let reason = sent.text("reason").trim().to_owned();
    if corrects.is_some() && reason.is_empty() {
        wrong("reason", "reports-missing");
    }
    if corrects.is_some() && ground.is_none() {
        wrong("ground", "reports-missing");
    }
    let (Some(year), Some(settings), true) = (year, settings, errors.is_empty()) else {
        return Err(errors);
    };
    let correction = ground.map(|ground| Correction { ground, reason });
    Ok(Order {
        period: Period::year(year),
        settings,
        narrative,
        evaluation: None,
        corrects: corrects.zip(correction),
    })
}

fn narrative<'a>(text: impl Fn(&str) -> &'a str, wrong: &mut impl FnMut(&str, &str)) -> Narrative {
    for id in ["organisation", "summary-nl"] {
        if text(id).trim().is_empty() {
            wrong(id, "reports-missing");
        }
    }
    let words = |id: &str| {
        Words::new(
            unix(text(&format!("{id}-nl"))),
            unix(text(&format!("{id}-en"))),
        )
    };
    let embargo = match text("embargo").trim() {
        "" => None,
        day => match day.parse::<Day>() {
            Ok(day) => Some(day),
            Err(_) => {
                wrong("embargo", "reports-embargo-wrong");
                None
            }
        },
    };
    let redactions = redactions(text("redactions"));
    if redactions.is_none() {
        wrong("redactions", "reports-redactions-wrong");
    }
    let asked = words("questions");
    Narrative {
        organisation: text("organisation").trim().to_owned(),
        embargo,
        summary: words("summary"),
        line_to_take: words("line"),
        questions: questions(&asked.nl, &asked.en),
        redactions: redactions.unwrap_or_default(),
    }
}

/// A form sends carriage returns; a document has line feeds.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// Reads questions with answers: blocks that empty lines divide, the question first. The English
/// ones belong to the Dutch ones in their order.
fn questions(nl: &str, en: &str) -> Vec<Question> {
    let blocks = |text: &str| -> Vec<(String, String)> {
        let blocks = text
            .split("\n\n")
            .map(str::trim)
            .filter(|it| !it.is_empty());
        let divided = blocks.map(|block| block.split_once('\n').unwrap_or((block, "")));
        divided
            .map(|(ask, answer)| (ask.trim().to_owned(), answer.trim().to_owned()))
            .collect()
    };
    let mut english = blocks(en).into_iter();
    let dutch = blocks(nl).into_iter();
    dutch
        .map(|(ask, answer)| {
            let (ask_en, answer_en) = english.next().unwrap_or_default();
            Question {
                ask: Words::new(ask, ask_en),
                answer: Words::new(answer, answer_en),
            }
        })
        .collect()
}

/// Reads what was left out: one line each, with its ground behind a bar.
fn redactions(text: &str) -> Option<Vec<Redaction>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (what, ground) = line.split_once('|')?;
            let (what, ground) = (what.trim(), ground.trim());
            let whole = !what.is_empty() && !ground.is_empty();
            whole.then(|| Redaction {
                what: Words::new(what, ""),
                ground: ground.to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_keep_their_order_in_both_languages() {
        let asked = questions(
            "Gaat het slechter?\nNee.\nEcht niet.\n\nWaarom?\nDaarom.",
            "Are things worse?\nNo.",
        );
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0].answer, Words::new("Nee.\nEcht niet.", "No."));
        assert_eq!(asked[1].ask, Words::new("Waarom?", ""));
    }

    #[test]
    fn redactions_need_a_ground_each() {
        let found = redactions("Namen | Woo 5.1.2e\n\nPlaats | Woo 5.1.2e").unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].ground, "Woo 5.1.2e");
        assert!(redactions("Namen").is_none());
        assert!(redactions("Namen | ").is_none());
    }
}
