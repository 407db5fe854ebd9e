//! A report as it was filled in: each answer under its question, in the words of whoever reads it.

use bellrope_protocol::content::{Report, Unknown};
use maud::{Markup, html};

use crate::screen::component::{Tone, badge, definitions, typed};
use crate::text::{Texts, Value};

/// Draws the answers of a report, in the order of the questions.
pub(super) fn answers(texts: &Texts, report: &Report) -> Markup {
    let mut answers = Answers {
        texts,
        pairs: Vec::new(),
    };
    answers.one("route", report.route.as_str());
    answers.one("family", report.family.as_str());
    answers.many("kinds", report.kinds.iter().map(String::as_str));
    answers.maybe("danger", report.danger.as_ref().map(|it| it.as_str()));
    answers.text("story", Some(&report.story));
    answers.private(report.private.as_deref());
    if let Some(when) = &report.when {
        let pattern = when.pattern.as_ref().map(|it| it.as_str());
        answers.joined(
            "when",
            pattern.map(|it| ("pattern", it)),
            when.text.as_deref(),
        );
        answers.unknown(&when.unknown);
    }
    answers.text("place", report.place.as_deref());
    answers.text("people", report.people.as_deref());
    answers.many("knowledge", report.knowledge.iter().map(|it| it.as_str()));
    answers.text("evidence", report.evidence.as_deref());
    answers.text("earlier", report.earlier.as_deref());
    answers.text("exclude", report.exclude.as_deref());
    answers.maybe("level", report.level.as_ref().map(|it| it.as_str()));
    answers.many("wishes", report.wishes.iter().map(|it| it.as_str()));
    answers.text("wish_text", report.wish_text.as_deref());
    if let Some(detriment) = &report.detriment {
        let state = ("detriment", detriment.state.as_str());
        answers.joined("detriment", Some(state), detriment.text.as_deref());
        answers.unknown(&detriment.unknown);
    }
    answers.maybe("role", report.role.as_ref().map(|it| it.as_str()));
    if let Some(behalf) = &report.behalf {
        answers.one("behalf", behalf.of.as_str());
        let consent = behalf.consent.as_ref().map(|it| it.as_str());
        answers.maybe("consent", consent);
        answers.unknown(&behalf.unknown);
    }
    answers.maybe("identity", report.identity.as_ref().map(|it| it.as_str()));
    answers.text("name", report.name.as_deref());
    answers.text("contact", report.contact.as_deref());
    answers.unknown(&report.unknown);
    definitions(&answers.pairs)
}

/// Draws members of a later version as they came.
pub(super) fn unknown(texts: &Texts, unknown: &Unknown) -> Markup {
    let mut answers = Answers {
        texts,
        pairs: Vec::new(),
    };
    answers.unknown(unknown);
    html! { @if !answers.pairs.is_empty() { (definitions(&answers.pairs)) } }
}

struct Answers<'t> {
    texts: &'t Texts,
    pairs: Vec<(String, Markup)>,
}

impl Answers<'_> {
    fn add(&mut self, question: &str, answer: Markup) {
        let question = self.texts.get(&format!("q-{question}"));
        self.pairs.push((question, answer));
    }

    /// Returns the label of a value; one that is not listed stands as it came.
    fn label(&self, question: &str, value: &str) -> String {
        let id = format!("v-{question}-{value}");
        let found = self.texts.find(&id, &[]);
        found.unwrap_or_else(|| value.to_owned())
    }

    fn one(&mut self, question: &str, value: &str) {
        let label = self.label(question, value);
        self.add(question, html! { (label) });
    }

    fn maybe(&mut self, question: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.one(question, value);
        }
    }

    fn many<'a>(&mut self, question: &str, values: impl Iterator<Item = &'a str>) {
        let labels: Vec<String> = values.map(|value| self.label(question, value)).collect();
        if !labels.is_empty() {
            self.add(question, html! { (labels.join("; ")) });
        }
    }

    fn text(&mut self, question: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.add(question, typed(text));
        }
    }

    /// Draws what was written for the desk only: it is marked, so that nobody quotes it.
    fn private(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            let mark = badge(Tone::Warn, &self.texts.get("case-private"));
            self.add("private", html! { p { (mark) } (typed(text)) });
        }
    }

    fn joined(&mut self, question: &str, first: Option<(&str, &str)>, text: Option<&str>) {
        let first = first.map(|(of, value)| self.label(of, value));
        self.add(
            question,
            html! {
                @if let Some(first) = first { (first) }
                @if let Some(text) = text { (typed(text)) }
            },
        );
    }

    fn unknown(&mut self, unknown: &Unknown) {
        for (member, value) in unknown {
            let member = Value::from(member.as_str());
            let question = self.texts.with("q-unknown", &[("member", member)]);
            self.pairs.push((question, typed(&value.to_string())));
        }
    }
}
