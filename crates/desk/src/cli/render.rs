//! What is printed of cases, imports and exports.
//!
//! Nothing that a reporter wrote reaches the terminal raw: control and direction characters are
//! replaced, so that a letter cannot move the cursor or hide a line.

use std::path::Path;

use bellrope_desk::attachment::ParcelState;
use bellrope_desk::card::Rotation;
use bellrope_desk::case::{CaseView, Entry, Summary};
use bellrope_desk::export::Exported;
use bellrope_desk::import::{self, Outcome, UnverifiedLetter, UnverifiedReason};
use bellrope_desk::term;
use bellrope_desk::text::{Texts, Value};
use bellrope_protocol::content::{LetterBody, LetterContent, Report, StatusCode, Unknown};
use bellrope_protocol::time::Day;

use super::render_case::{self, Names};
use super::say;

/// Replaces what would act on a terminal instead of being shown.
pub(crate) fn plain(text: &str) -> String {
    let acts = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    // Some keyboards and mail programs end their lines with two characters.
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if acts(c) { '\u{fffd}' } else { c })
        .collect()
}

/// Prints a text with its lines set in, so that none passes for a heading of ours.
pub(crate) fn say_text(text: &str) {
    for line in plain(text).lines() {
        say(format!("    {line}").trim_end());
    }
}

/// Returns the label of a status that the reporter is told, or its code if it has none.
fn status(texts: &Texts, code: &StatusCode) -> String {
    let id = format!("status-{}", code.as_str());
    texts.find(&id, &[]).unwrap_or_else(|| plain(code.as_str()))
}

fn kind(texts: &Texts, is_raw: bool) -> String {
    texts.get(if is_raw { "kind-raw" } else { "kind-sealed" })
}

/// Prints the list of cases.
pub(crate) fn list(texts: &Texts, summaries: &[Summary], waiting: usize, now: u64) {
    if summaries.is_empty() {
        say(texts.get("list-empty"));
    }
    let today = term::local_day(now);
    for summary in summaries {
        let values = [
            ("number", Value::from(summary.number.to_string())),
            ("kind", Value::from(kind(texts, summary.is_raw))),
            (
                "status",
                Value::from(render_case::status(texts, summary.status)),
            ),
            ("received", Value::from(summary.received.to_string())),
            ("due", Value::from(due(texts, summary, today))),
        ];
        say(texts.with("list-case", &values));
    }
    if waiting > 0 {
        say(texts.with("list-outgoing", &[("count", Value::from(waiting))]));
    }
}

fn due(texts: &Texts, summary: &Summary, today: Day) -> String {
    if summary.is_over() || summary.is_raw {
        return texts.get("due-none");
    }
    let (id, day) = match summary.acknowledge_by {
        Some(day) if day < today => ("due-acknowledge-late", day),
        Some(day) => ("due-acknowledge", day),
        None if summary.feedback_by < today => ("due-feedback-late", summary.feedback_by),
        None => ("due-feedback", summary.feedback_by),
    };
    texts.with(id, &[("day", Value::from(day.to_string()))])
}

/// Prints a case with its conversation.
pub(crate) fn case(texts: &Texts, view: &CaseView, names: &Names) {
    let summary = &view.summary;
    let kind = kind(texts, summary.is_raw);
    let values = [
        ("number", Value::from(summary.number.to_string())),
        ("kind", Value::from(kind)),
    ];
    say(texts.with("show-case", &values));
    let label = render_case::status(texts, summary.status);
    say(texts.with("show-status", &[("status", Value::from(label))]));
    say_day(texts, "show-received", summary.received);
    if !summary.is_raw {
        if let Some(day) = summary.acknowledge_by {
            say_day(texts, "show-acknowledge-by", day);
        }
        if let Some(day) = view.acknowledged {
            say_day(texts, "show-acknowledged", day);
        }
        say_day(texts, "show-feedback-by", summary.feedback_by);
    }
    render_case::classification(texts, view);
    for entry in &view.entries {
        say("");
        say_entry(texts, entry);
    }
    render_case::own_work(texts, view, names);
}

fn say_day(texts: &Texts, id: &str, day: Day) {
    say(texts.with(id, &[("day", Value::from(texts.day(day)))]));
}

fn say_entry(texts: &Texts, entry: &Entry) {
    match entry {
        Entry::Letter {
            day,
            content,
            parcel,
        } => {
            say_letter(texts, *day, content);
            if let Some(parcel) = parcel {
                say_parcel(texts, parcel);
            }
        }
        Entry::Raw { day, text } => {
            say_day(texts, "show-letter-raw", *day);
            say_text(text);
        }
        Entry::Told { day, text } => {
            say_day(texts, "show-told", *day);
            say_text(text);
        }
        Entry::Reply {
            day,
            text,
            parts,
            waiting,
            ..
        } => {
            let id = if *waiting > 0 {
                "show-reply-waiting"
            } else {
                "show-reply"
            };
            let values = [
                ("day", Value::from(texts.day(*day))),
                ("waiting", Value::from(*waiting)),
                ("parts", Value::from(*parts)),
            ];
            say(texts.with(id, &values));
            say_text(text);
        }
        Entry::Status { day, code } => {
            let values = [
                ("day", Value::from(texts.day(*day))),
                ("status", Value::from(status(texts, code))),
            ];
            say(texts.with("show-status-sent", &values));
        }
    }
}

fn say_letter(texts: &Texts, day: Day, content: &LetterContent) {
    match &content.body {
        LetterBody::Report(report) => {
            say_day(texts, "show-letter-report", day);
            say_report(texts, report);
        }
        LetterBody::Message { text } => {
            say_day(texts, "show-letter-message", day);
            say_text(text);
        }
        LetterBody::Withdraw { text } => {
            say_day(texts, "show-letter-withdraw", day);
            say_text(text.as_deref().unwrap_or_default());
        }
        // Never filed with a case.
        LetterBody::Answers(_) => say_day(texts, "show-letter-message", day),
    }
    say_unknown(texts, &content.unknown);
}

/// Prints the answers of a report, in the order of the questions.
fn say_report(texts: &Texts, report: &Report) {
    let answers = Answers { texts };
    answers.one("route", report.route.as_str());
    answers.one("family", report.family.as_str());
    answers.many("kinds", report.kinds.iter().map(String::as_str));
    answers.maybe("danger", report.danger.as_ref().map(|it| it.as_str()));
    answers.text("story", Some(&report.story));
    answers.text("private", report.private.as_deref());
    if let Some(when) = &report.when {
        let pattern = when
            .pattern
            .as_ref()
            .map(|it| answers.label("pattern", it.as_str()));
        answers.joined("when", pattern, when.text.as_deref());
        say_unknown(texts, &when.unknown);
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
        let state = answers.label("detriment", detriment.state.as_str());
        answers.joined("detriment", Some(state), detriment.text.as_deref());
        say_unknown(texts, &detriment.unknown);
    }
    answers.maybe("role", report.role.as_ref().map(|it| it.as_str()));
    if let Some(behalf) = &report.behalf {
        let of = answers.label("behalf", behalf.of.as_str());
        let consent = behalf
            .consent
            .as_ref()
            .map(|it| answers.label("consent", it.as_str()));
        answers.joined("behalf", Some(of), consent.as_deref());
        say_unknown(texts, &behalf.unknown);
    }
    answers.maybe("identity", report.identity.as_ref().map(|it| it.as_str()));
    answers.text("name", report.name.as_deref());
    answers.text("contact", report.contact.as_deref());
    say_unknown(texts, &report.unknown);
}

struct Answers<'t> {
    texts: &'t Texts,
}

impl Answers<'_> {
    fn heading(&self, question: &str) -> String {
        self.texts.get(&format!("q-{question}"))
    }

    /// Returns the label of a value; one that is not listed stands as it came.
    fn label(&self, question: &str, value: &str) -> String {
        let id = format!("v-{question}-{value}");
        self.texts.find(&id, &[]).unwrap_or_else(|| plain(value))
    }

    fn one(&self, question: &str, value: &str) {
        let label = self.label(question, value).replace('\n', " ");
        say(format!("  {}: {label}", self.heading(question)));
    }

    fn maybe(&self, question: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.one(question, value);
        }
    }

    fn many<'a>(&self, question: &str, values: impl Iterator<Item = &'a str>) {
        let labels: Vec<String> = values.map(|value| self.label(question, value)).collect();
        if !labels.is_empty() {
            let labels = labels.join("; ").replace('\n', " ");
            say(format!("  {}: {labels}", self.heading(question)));
        }
    }

    fn text(&self, question: &str, text: Option<&str>) {
        if let Some(text) = text {
            say(format!("  {}:", self.heading(question)));
            say_text(text);
        }
    }

    fn joined(&self, question: &str, first: Option<String>, text: Option<&str>) {
        let first = first.map(|first| first.replace('\n', " "));
        let mut heading = format!("  {}:", self.heading(question));
        if let Some(first) = first {
            heading = format!("{heading} {first}");
        }
        say(heading);
        say_text(text.unwrap_or_default());
    }
}

/// Prints members of a later version as they came.
fn say_unknown(texts: &Texts, unknown: &Unknown) {
    for (member, value) in unknown {
        let member = plain(member).replace('\n', " ");
        let heading = texts.with("q-unknown", &[("member", Value::from(member))]);
        say(format!("  {heading}:"));
        say_text(&value.to_string());
    }
}

fn say_parcel(texts: &Texts, parcel: &ParcelState) {
    match parcel {
        ParcelState::Missing { missing, blocks } => {
            let values = [
                ("missing", Value::from(*missing)),
                ("blocks", Value::from(*blocks)),
            ];
            say(format!("  {}", texts.with("show-parcel-missing", &values)));
        }
        ParcelState::Complete { attachments } => {
            say(format!("  {}", texts.get("show-parcel-complete")));
            for attachment in attachments {
                let values = [
                    ("number", Value::from(attachment.number)),
                    ("name", Value::from(attachment.name.as_str())),
                    ("bytes", Value::from(attachment.len.to_string())),
                ];
                say(format!("  {}", texts.with("show-attachment", &values)));
            }
        }
        ParcelState::Damaged => say(format!("  {}", texts.get("show-parcel-damaged"))),
        ParcelState::Refused => say(format!("  {}", texts.get("show-parcel-refused"))),
    }
}

/// Prints the unverified box.
pub(crate) fn unverified(texts: &Texts, letters: &[UnverifiedLetter]) {
    if letters.is_empty() {
        say(texts.get("unverified-empty"));
    }
    for letter in letters {
        let reason = texts.get(match letter.reason {
            UnverifiedReason::Intro => "reason-intro",
            UnverifiedReason::Handle => "reason-handle",
            UnverifiedReason::Mac => "reason-mac",
            UnverifiedReason::Tag => "reason-tag",
            _ => "reason-malformed",
        });
        let values = [
            ("index", Value::from(letter.index.to_string())),
            ("day", Value::from(texts.day(letter.received))),
            ("reason", Value::from(reason)),
        ];
        say(texts.with("unverified-letter", &values));
        say_text(&letter.text);
    }
}

/// Prints what an import did.
pub(crate) fn outcome(texts: &Texts, outcome: &Outcome) {
    match outcome {
        Outcome::NothingNew => say(texts.get("import-nothing-new")),
        Outcome::Older => say(texts.get("import-older")),
        Outcome::Imported(summary) => imported(texts, summary),
    }
}

fn imported(texts: &Texts, summary: &import::Summary) {
    if summary.entries > 0 {
        let values = [
            ("entries", Value::from(summary.entries.to_string())),
            ("first", Value::from(summary.first.to_string())),
            (
                "last",
                Value::from((summary.first + summary.entries - 1).to_string()),
            ),
        ];
        say(texts.with("import-summary", &values));
        say(texts.with(
            "import-witness",
            &[("count", Value::from(summary.witnesses))],
        ));
    }
    let always = [
        ("import-cases", summary.new_cases.len() as u64),
        ("import-letters", summary.letters),
        ("import-covers", summary.covers),
    ];
    let if_any = [
        ("import-raw", summary.raw),
        ("import-unverified", summary.unverified),
        ("import-repeats", summary.repeats),
        ("import-unopened", summary.unopened),
        ("import-lost", summary.lost),
        ("import-blocks", summary.blocks),
        ("import-blocks-differ", summary.blocks_differing),
        ("import-destroyed", summary.destroyed as u64),
    ];
    let counted = always
        .into_iter()
        .chain(if_any.into_iter().filter(|(_, count)| *count > 0));
    for (id, count) in counted {
        say(texts.with(id, &[("count", Value::from(count.to_string()))]));
    }
    for (number, due) in &summary.new_cases {
        let values = [
            ("number", Value::from(number.to_string())),
            ("day", Value::from(texts.day(*due))),
        ];
        say(texts.with("import-new-case", &values));
    }
    for number in &summary.flagged {
        let number = Value::from(number.to_string());
        say(texts.with("import-flagged", &[("number", number)]));
    }
}

/// Prints what an export holds.
pub(crate) fn exported(texts: &Texts, exported: &Exported, to: &Path) {
    let file = to.display().to_string();
    say(texts.with("export-written", &[("file", Value::from(file))]));
    if exported.cards > 0 {
        say(texts.with("export-cards", &[("count", Value::from(exported.cards))]));
    }
    if let (Some(first), Some(last)) = (exported.days.first(), exported.days.last()) {
        let values = [
            ("count", Value::from(exported.days.len())),
            ("first", Value::from(first.to_string())),
            ("last", Value::from(last.to_string())),
        ];
        say(texts.with("export-batches", &values));
    }
    if let Some(size) = exported.confirms {
        let size = Value::from(size.to_string());
        say(texts.with("export-confirm", &[("size", size)]));
    }
    if let Some(number) = exported.board {
        let number = Value::from(number.to_string());
        say(texts.with("export-board", &[("number", number)]));
    }
    if exported.awaits_backup {
        say(texts.get("export-no-confirm"));
    }
}

/// Prints what a rotation did.
pub(crate) fn rotation(texts: &Texts, rotation: &Rotation) {
    let values = [
        ("serial", Value::from(rotation.serial.to_string())),
        ("day", Value::from(rotation.last_day.to_string())),
    ];
    let id = if rotation.is_new {
        "rotate-card"
    } else {
        "rotate-kept"
    };
    say(texts.with(id, &values));
    if let Some(next) = &rotation.next {
        let values = [
            ("day", Value::from(next.from.to_string())),
            ("count", Value::from(next.count)),
        ];
        say(texts.with("rotate-replies", &values));
    }
    let witnesses = &rotation.witnesses;
    if rotation.is_new && !witnesses.keys.is_empty() {
        let names: Vec<&str> = witnesses
            .keys
            .iter()
            .map(|key| key.name().as_str())
            .collect();
        let values = [
            ("count", Value::from(witnesses.keys.len())),
            ("quorum", Value::from(witnesses.quorum.to_string())),
            ("names", Value::from(names.join(", "))),
        ];
        say(texts.with("rotate-witnesses", &values));
    }
    if rotation.destroyed > 0 {
        let count = Value::from(rotation.destroyed);
        say(texts.with("rotate-destroyed", &[("count", count)]));
    }
    if rotation.is_new {
        say(texts.get("rotate-next"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_disarms_terminals() {
        assert_eq!(
            plain("a\u{1b}[2J\r\u{7}b\n\tc"),
            "a\u{fffd}[2J\u{fffd}\u{fffd}b\n\tc"
        );
        assert_eq!(
            plain("x\u{202e}y\u{2066}z\u{9b}"),
            "x\u{fffd}y\u{fffd}z\u{fffd}"
        );
        assert_eq!(plain("één ✓"), "één ✓");
        assert_eq!(plain("one\r\ntwo\r\n"), "one\ntwo\n");
    }
}
