//! The answers as the reporter reads them over before sending.

use bellrope_protocol::content::Report;

use crate::questions::Coded;
use crate::text::Texts;

/// One question with its answer.
pub(crate) struct Answered {
    /// The question's text id.
    pub(crate) question: &'static str,
    /// The answer in words; empty when it was skipped.
    pub(crate) answer: String,
}

/// Lists the questions in order, each with its answer.
pub(crate) fn answers(report: &Report, texts: &Texts) -> Vec<Answered> {
    let one = |prefix: &str, value: Option<&str>| {
        value.map_or_else(String::new, |code| label(texts, prefix, code))
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let with =
        |first: String, rest: Option<&String>| join(&[first, rest.cloned().unwrap_or_default()]);
    let when = report.when.as_ref();
    let detriment = report.detriment.as_ref();
    let behalf = report.behalf.as_ref();
    let consent = behalf.and_then(|b| b.consent.as_ref()).map(Coded::code);
    let route = join(&[
        one("route", Some(report.route.code())),
        text(&report.name),
        text(&report.contact),
    ]);
    [
        ("q-route", route),
        ("q-family", one("family", Some(report.family.code()))),
        (
            "q-kinds",
            any(texts, "kind", report.kinds.iter().map(String::as_str)),
        ),
        (
            "q-danger",
            one("danger", report.danger.as_ref().map(Coded::code)),
        ),
        ("q-story", report.story.clone()),
        ("q-private", text(&report.private)),
        (
            "q-when",
            with(
                one(
                    "when",
                    when.and_then(|w| w.pattern.as_ref()).map(Coded::code),
                ),
                when.and_then(|w| w.text.as_ref()),
            ),
        ),
        ("q-place", text(&report.place)),
        ("q-people", text(&report.people)),
        (
            "q-knowledge",
            any(texts, "knowledge", report.knowledge.iter().map(Coded::code)),
        ),
        ("q-evidence", text(&report.evidence)),
        ("q-earlier", text(&report.earlier)),
        ("q-exclude", text(&report.exclude)),
        (
            "q-level",
            one("level", report.level.as_ref().map(Coded::code)),
        ),
        (
            "q-wishes",
            with(
                any(texts, "wish", report.wishes.iter().map(Coded::code)),
                report.wish_text.as_ref(),
            ),
        ),
        (
            "q-detriment",
            with(
                one("detriment", detriment.map(|d| d.state.code())),
                detriment.and_then(|d| d.text.as_ref()),
            ),
        ),
        ("q-role", one("role", report.role.as_ref().map(Coded::code))),
        (
            "q-behalf",
            join(&[
                one("behalf", behalf.map(|b| b.of.code())),
                one("consent", consent),
            ]),
        ),
    ]
    .map(|(question, answer)| Answered { question, answer })
    .into()
}

/// Returns the label of a code, or the code itself if this version does not know it.
fn label(texts: &Texts, prefix: &str, code: &str) -> String {
    texts
        .find(&format!("{prefix}-{code}"))
        .unwrap_or_else(|| code.to_owned())
}

fn any<'a>(texts: &Texts, prefix: &str, codes: impl Iterator<Item = &'a str>) -> String {
    let labels: Vec<String> = codes.map(|code| label(texts, prefix, code)).collect();
    labels.join("; ")
}

fn join(parts: &[String]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" – ")
}
