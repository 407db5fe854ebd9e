//! What is around every page: title, navigation, language, lock; on paper a label and page numbers.

use std::fmt::Write as _;

use bellrope_protocol::time::Day;
use maud::{DOCTYPE, Markup, html};

use super::component::note;
use super::context::{Flash, Page};
use super::route::encode;
use crate::text::{Lang, Texts, Value};

/// A place of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nav {
    Inbox,
    Triage,
    Cases,
    Terms,
    Search,
    Outbox,
    Import,
    Export,
    Reports,
    Trail,
    Keys,
    People,
    Learning,
    Figures,
    Settings,
}

impl Nav {
    /// Every place, in the order in which it is shown.
    pub(crate) const ALL: [Self; 15] = [
        Self::Inbox,
        Self::Triage,
        Self::Cases,
        Self::Terms,
        Self::Search,
        Self::Outbox,
        Self::Import,
        Self::Export,
        Self::Reports,
        Self::Trail,
        Self::Keys,
        Self::People,
        Self::Learning,
        Self::Figures,
        Self::Settings,
    ];

    /// Returns the path.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Inbox => "/",
            Self::Triage => "/triage",
            Self::Cases => "/cases",
            Self::Terms => "/terms",
            Self::Search => "/search",
            Self::Outbox => "/outbox",
            Self::Import => "/import",
            Self::Export => "/export",
            Self::Reports => "/reports",
            Self::Trail => "/trail",
            Self::Keys => "/keys",
            Self::People => "/people",
            Self::Learning => "/learning",
            Self::Figures => "/figures",
            Self::Settings => "/settings",
        }
    }

    /// Returns the id of its text.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Inbox => "nav-inbox",
            Self::Triage => "nav-triage",
            Self::Cases => "nav-cases",
            Self::Terms => "nav-terms",
            Self::Search => "nav-search",
            Self::Outbox => "nav-outbox",
            Self::Import => "nav-import",
            Self::Export => "nav-export",
            Self::Reports => "nav-reports",
            Self::Trail => "nav-trail",
            Self::Keys => "nav-keys",
            Self::People => "nav-people",
            Self::Learning => "nav-learning",
            Self::Figures => "nav-figures",
            Self::Settings => "nav-settings",
        }
    }

    /// Returns its access key: pressed together with the browser's own modifier, never alone.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Inbox => "1",
            Self::Triage => "2",
            Self::Cases => "3",
            Self::Terms => "4",
            Self::Search => "5",
            Self::Outbox => "6",
            Self::Import => "7",
            Self::Export => "8",
            Self::Reports => "r",
            Self::Trail => "9",
            Self::Keys => "0",
            Self::People => "p",
            Self::Learning => "e",
            Self::Figures => "g",
            Self::Settings => "o",
        }
    }
}

/// What every printed page of something says: R111.
#[derive(Debug, Clone)]
pub(crate) struct PrintLabel {
    /// What it is about, such as a case number.
    pub(crate) subject: String,
    /// The classification, in words.
    pub(crate) label: String,
    /// The day of the print.
    pub(crate) day: Day,
    /// Number of the copy.
    pub(crate) copy: u32,
}

/// Who draws pages, and what they all know.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) lang: Lang,
    /// The token that a form of ours carries.
    pub(super) token: &'a str,
    /// The desk's name, while the vault is open.
    pub(super) desk: Option<&'a str>,
    /// Whether the open vault is for practice.
    pub(super) is_practice: bool,
    /// Path and query of this page, for what leads back to it.
    pub(super) here: &'a str,
    pub(super) lock_secs: u64,
    /// Whether the shell can show the system's dialog for files.
    pub(crate) dialogs: bool,
    /// Says whether there is a page at a path.
    pub(super) reaches: fn(&str) -> bool,
}

impl Frame<'_> {
    /// Says whether there is a page at a path: what does not exist is not linked.
    pub(crate) fn reaches(&self, path: &str) -> bool {
        (self.reaches)(path)
    }

    /// A form that is sent to `action`, with the token that makes it one of ours.
    pub(crate) fn form(&self, action: &str, body: Markup) -> Markup {
        html! {
            form method="post" action=(action) novalidate autocomplete="off" {
                (self.token())
                (body)
            }
        }
    }

    fn token(&self) -> Markup {
        html! { input type="hidden" name="token" value=(self.token); }
    }

    /// Draws a page.
    pub(super) fn draw(&self, page: &Page, flashes: &[Flash]) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.lang.as_str()) translate="no" {
                (self.head(page))
                body data-lock=[self.desk.map(|_| self.lock_secs)] {
                    a .skip href="#main" { (self.texts.get("ui-skip")) }
                    (self.top())
                    @if self.is_practice {
                        @let banner = self.texts.get("practice-banner");
                        aside .practice aria-label=(banner) { p { (banner) } }
                    }
                    div .columns {
                        @if self.desk.is_some() { (self.navigation(page.nav)) }
                        main #main tabindex="-1" {
                            @if let Some(label) = &page.print { (self.print_head(label)) }
                            @if let Some(summary) = &page.summary { (summary) }
                            div .flashes role="status" {
                                @for flash in flashes {
                                    (note(flash.tone, html! { p { (flash.text) } }))
                                }
                            }
                            h1 { (page.title) }
                            (page.body)
                        }
                    }
                    @if self.desk.is_some() { (self.bottom()) }
                }
            }
        }
    }

    fn head(&self, page: &Page) -> Markup {
        let name = self.texts.get("ui-name");
        let title = match (&page.summary, self.desk) {
            (Some(_), _) => self.texts.with(
                "ui-title-error",
                &[("title", Value::from(page.title.as_str()))],
            ),
            _ => page.title.clone(),
        };
        let locks = self.desk.map(|_| self.lock_secs + 2);
        html! {
            head {
                meta charset="utf-8";
                title { (title) " · " (name) @if let Some(desk) = self.desk { " " (desk) } }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="format-detection" content="telephone=no";
                link rel="stylesheet" href="/asset/desk.css";
                @if let Some(label) = &page.print {
                    link rel="stylesheet" media="print" href=(label.sheet());
                }
                script src="/asset/desk.js" defer {}
                @if let Some(again) = &page.again {
                    noscript { meta http-equiv="refresh" content=(format!("{};url={}", again.secs, again.path)); }
                } @else if let Some(secs) = locks {
                    noscript { meta http-equiv="refresh" content=(format!("{secs};url=/unlock")); }
                }
            }
        }
    }

    fn top(&self) -> Markup {
        html! {
            header .top {
                p .name {
                    (self.texts.get("ui-name"))
                    @if let Some(desk) = self.desk { " " span .desk { (desk) } }
                }
                div .tools {
                    (self.languages())
                    @if self.desk.is_some() {
                        (self.form("/lock", html! {
                            button .tool type="submit" accesskey="l" { (self.texts.get("ui-lock")) }
                        }))
                    } @else {
                        (self.form("/quit", html! {
                            button .tool type="submit" { (self.texts.get("ui-quit")) }
                        }))
                    }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        let other = match self.lang {
            Lang::Dutch => Lang::English,
            Lang::English => Lang::Dutch,
        };
        let name = match other {
            Lang::Dutch => "Nederlands",
            Lang::English => "English",
        };
        self.form(
            "/language",
            html! {
                input type="hidden" name="back" value=(self.here);
                button .tool type="submit" name="lang" value=(other.as_str()) lang=(other.as_str()) { (name) }
            },
        )
    }

    fn navigation(&self, here: Option<Nav>) -> Markup {
        let places = Nav::ALL.into_iter().filter(|nav| self.reaches(nav.path()));
        html! {
            nav .places aria-label=(self.texts.get("ui-navigation")) {
                ul {
                    @for nav in places {
                        li {
                            a href=(nav.path()) accesskey=(nav.key()) aria-current=[(here == Some(nav)).then_some("page")] {
                                (self.texts.get(nav.text()))
                            }
                        }
                    }
                }
            }
        }
    }

    fn bottom(&self) -> Markup {
        let minutes = Value::from(self.lock_secs / 60);
        html! {
            div #locking .locking role="alert" hidden {
                p { (self.texts.get("ui-locking")) }
                button .button type="button" { (self.texts.get("ui-stay")) }
            }
            footer .bottom {
                p { (self.texts.with("ui-locks-after", &[("minutes", minutes)])) }
                p { a href="/shortcuts" { (self.texts.get("ui-shortcuts")) } }
            }
        }
    }

    /// What stands on the first page even where the printer knows no margins.
    fn print_head(&self, label: &PrintLabel) -> Markup {
        html! {
            p .print-only .print-head {
                strong { (label.label) } " · " (label.subject) " · " (self.texts.day(label.day)) " · "
                (self.texts.with("ui-copy", &[("copy", Value::from(label.copy))]))
            }
        }
    }
}

impl PrintLabel {
    /// Returns the address of the sheet that writes it into the margins.
    fn sheet(&self) -> String {
        let day = self.day.to_string();
        format!(
            "/asset/print.css?subject={}&label={}&day={}&copy={}",
            encode(&self.subject),
            encode(&self.label),
            encode(&day),
            self.copy
        )
    }
}

/// Makes the sheet that writes a label and page numbers into the margins of every printed page.
pub(super) fn print_sheet(texts: &Texts, query: &super::Form) -> String {
    let copy = texts.with("ui-copy", &[("copy", Value::from(query.text("copy")))]);
    let about = format!("{} · {}", query.text("day"), copy);
    let [before, between] =
        [texts.get("ui-page"), texts.get("ui-page-of")].map(|text| quote(&text));
    let mut sheet = String::from("@page {\n");
    let margins = [
        ("top-left", quote(query.text("subject"))),
        ("top-right", quote(query.text("label"))),
        ("bottom-left", quote(&about)),
        (
            "bottom-right",
            format!("{before} \" \" counter(page) \" \" {between} \" \" counter(pages)"),
        ),
    ];
    for (margin, content) in margins {
        let _ = writeln!(sheet, "  @{margin} {{ content: {content}; }}");
    }
    sheet.push_str("}\n");
    sheet
}

/// Writes a text as a CSS string, in which nothing can end it.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || " .,:;·-–".contains(c) {
            quoted.push(c);
        } else {
            let _ = write!(quoted, "\\{:06x}", u32::from(c));
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::Request;

    #[test]
    fn quote_lets_nothing_end_it() {
        assert_eq!(quote("Zaak 1234-5678 · één"), "\"Zaak 1234-5678 · één\"");
        assert_eq!(
            quote("\"}\n\\<"),
            "\"\\000022\\00007d\\00000a\\00005c\\00003c\""
        );
    }

    #[test]
    fn print_sheet_counts_pages_and_names_the_copy() {
        let label = PrintLabel {
            subject: "Zaak 1234-5678".to_owned(),
            label: "Vertrouwelijk".to_owned(),
            day: Day::from_date(2026, 11, 23).unwrap(),
            copy: 2,
        };
        let sheet = print_sheet(
            &Texts::new(Lang::Dutch),
            Request::get(&label.sheet()).query(),
        );
        assert!(
            sheet.contains("@top-left { content: \"Zaak 1234-5678\"; }"),
            "{sheet}"
        );
        assert!(sheet.contains("@bottom-left { content: \"2026-11-23 · Kopie 2\"; }"));
        assert!(
            sheet.contains("\"Pagina\" \" \" counter(page) \" \" \"van\" \" \" counter(pages)")
        );
    }

    #[test]
    fn places_have_keys_of_their_own() {
        let mut keys: Vec<&str> = Nav::ALL.iter().map(|nav| nav.key()).collect();
        keys.push("l");
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }
}
