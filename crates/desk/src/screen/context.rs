//! What a screen works with, and what it answers.

use maud::{Markup, html};

use super::Rng;
use super::component::{Errors, Tone, note};
use super::frame::{Frame, Nav, PrintLabel};
use super::request::Request;
use super::response::{Answer, Response};
use super::route::Places;
use super::session::Session;
use crate::said::{Fault, Said, Say};
use crate::text::{Texts, Value};

/// Something that was done, said once on the next page.
pub(crate) struct Flash {
    pub(super) tone: Tone,
    pub(super) text: String,
}

/// What a screen works with.
pub(crate) struct Context<'a> {
    pub(crate) request: &'a Request,
    pub(crate) session: &'a mut Session,
    /// Unix seconds.
    pub(crate) now: u64,
    pub(crate) rng: &'a mut Rng,
    pub(crate) frame: Frame<'a>,
    pub(super) places: Places,
    pub(super) flashes: &'a mut Vec<Flash>,
}

impl<'a> Context<'a> {
    /// Returns the texts of the language in use.
    pub(crate) fn texts(&self) -> &'a Texts {
        self.frame.texts
    }

    /// Returns the text of an id.
    pub(crate) fn text(&self, id: &str) -> String {
        self.frame.texts.get(id)
    }

    /// Returns the text of an id with values in it.
    pub(crate) fn text_with(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.frame.texts.with(id, values)
    }

    /// Returns the segment of the path that stands for `{name}`.
    pub(crate) fn place(&self, name: &str) -> &str {
        self.places.of(name)
    }

    /// Shows a page.
    pub(crate) fn show(&mut self, page: Page) -> Answer {
        let flashes = std::mem::take(self.flashes);
        Response::page(page.status, self.frame.draw(&page, &flashes)).into()
    }

    /// Says something at the top of the next page.
    pub(crate) fn flash(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        self.flashes.push(Flash { tone, text });
    }

    /// Leads on after something was done.
    #[expect(clippy::unused_self, reason = "reads as the other answers do")]
    pub(crate) fn see(&self, path: impl Into<String>) -> Answer {
        Response::see(path).into()
    }
}

/// What a browser without JavaScript asks for by itself, and when.
pub(super) struct Again {
    pub(super) secs: u32,
    pub(super) path: String,
}

/// A page, to be drawn in the frame.
pub(crate) struct Page {
    pub(super) status: u16,
    pub(super) nav: Option<Nav>,
    pub(super) title: String,
    pub(super) summary: Option<Markup>,
    pub(super) body: Markup,
    pub(super) print: Option<PrintLabel>,
    pub(super) again: Option<Again>,
}

impl Page {
    /// A page with this heading.
    pub(crate) fn new(nav: Nav, title: impl Into<String>, body: Markup) -> Self {
        Self {
            nav: Some(nav),
            ..Self::bare(title, body)
        }
    }

    /// A page that belongs to no place of the navigation.
    pub(crate) fn bare(title: impl Into<String>, body: Markup) -> Self {
        Self {
            status: 200,
            nav: None,
            title: title.into(),
            summary: None,
            body,
            print: None,
            again: None,
        }
    }

    /// The same with errors: a summary that takes the focus stands above, and the status says so.
    /// Without errors nothing changes.
    pub(crate) fn errors(self, errors: &Errors, texts: &Texts) -> Self {
        if errors.is_empty() {
            return self;
        }
        Self {
            status: 422,
            summary: Some(errors.summary(texts)),
            ..self
        }
    }

    /// The same with what every printed page says of it.
    pub(crate) fn print(self, label: PrintLabel) -> Self {
        Self {
            print: Some(label),
            ..self
        }
    }

    /// The same with another HTTP status.
    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same, and without JavaScript another is asked for after some seconds.
    pub(crate) fn again_at(self, secs: u32, path: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            again: Some(Again { secs, path }),
            ..self
        }
    }
}

/// Why a screen does not do what was asked; drawn as a page, or as a note above a form.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: u16,
    said: Said,
}

impl<E: Say> From<E> for Refusal {
    fn from(err: E) -> Self {
        Self::said(err.said())
    }
}

impl Refusal {
    /// Says what was refused.
    pub(crate) fn said(said: Said) -> Self {
        let status = match said.fault() {
            Fault::Refused | Fault::Usage => 422,
            Fault::Machine => 500,
        };
        Self { status, said }
    }

    /// There is nothing here.
    pub(crate) fn absent() -> Self {
        Self {
            status: 404,
            said: Said::refused("err-no-page").hint("rec-no-page"),
        }
    }

    /// Returns where whoever asks has to go first: to accept the confidentiality statement again
    /// (R092), or to say whether they have an interest in the case that they asked for (R086).
    pub(super) fn leads_to(&self) -> Option<String> {
        if self.said.value_of("err-statement", "day").is_some() {
            return Some("/statement".to_owned());
        }
        let number = self.said.value_of("err-undeclared", "number")?;
        Some(format!("/cases/{number}/interest"))
    }

    /// Says whether the vault can do nothing more until it is opened again.
    pub(crate) fn closes_vault(&self) -> bool {
        self.said.closes_vault()
    }

    /// Returns what is said, in one line.
    pub(crate) fn text(&self, texts: &Texts) -> String {
        let text = sentence(&self.said.text(texts));
        match self.said.advice(texts) {
            Some(advice) => format!("{text} {}", sentence(&advice)),
            None => text,
        }
    }

    /// Draws it as a note.
    pub(crate) fn note(&self, texts: &Texts) -> Markup {
        note(
            Tone::Bad,
            html! {
                p { strong { (sentence(&self.said.plain(texts))) } }
                @if let Some(advice) = self.said.advice(texts) {
                    p { (sentence(&advice)) }
                }
                @if let Some(cause) = self.said.cause() {
                    p .hint { (texts.get("ui-cause")) " " span lang="en" { (cause) } }
                }
            },
        )
    }

    /// Draws it as a page.
    pub(crate) fn page(&self, texts: &Texts) -> Page {
        let title = match self.status {
            404 => texts.get("ui-absent-title"),
            500 => texts.get("ui-machine-title"),
            _ => texts.get("ui-refused-title"),
        };
        Page::bare(title, self.note(texts)).status(self.status)
    }
}

/// Writes a text of the command line as a sentence: a large letter in front, a full stop at the end.
pub(crate) fn sentence(text: &str) -> String {
    let text = capital(text);
    if text.ends_with(['.', '!', '?']) {
        text
    } else {
        format!("{text}.")
    }
}

/// Writes the first letter large: the command line's texts begin small.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
