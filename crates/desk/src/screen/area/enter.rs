//! Reports that came on another way, entered by hand, and the case code that is shown once and handed
//! over (R020, R107).

use bellrope_casework::hearing::RecordForm;
use bellrope_casework::vocabulary::{Channel, ContactKind, IdentityLevel, Lang, Word};
use bellrope_protocol::case_code::{CaseCode, Language};
use bellrope_protocol::time::Day;
use maud::{Markup, html};

use super::case::{class, path_of};
use crate::case::{self, CaseNumber, EnterError, Entered, LinkError, NewEntry, Spoken};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, checkbox, choice, field, link_button, note,
    select, textarea,
};
use crate::screen::{Answer, Context, Nav, Page, PrintLabel, Refusal, Route};
use crate::term;
use crate::text::{Texts, Value};

pub(super) const PATH: &str = "/enter";

pub(super) const ROUTES: &[Route] = &[Route::get(PATH, show), Route::post(PATH, enter)];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(page(context, &Errors::default()))
}

/// Returns what a field shows: what was sent, else what the address says, else `first`.
fn shown(context: &Context<'_>, id: &str, first: &str) -> String {
    let (form, query) = (context.request.form(), context.request.query());
    if form.has(id) {
        form.text(id).to_owned()
    } else if query.has(id) {
        query.text(id).to_owned()
    } else {
        first.to_owned()
    }
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Answer {
    let texts = context.texts();
    let fields = html! {
        h2 { (texts.get("enter-how")) }
        (question(context, "came", &ways(context), "phone", errors))
        (day(context, "received", None, true, errors))
        (question(context, "form", &forms(context), RecordForm::Minutes.as_str(), errors))
        (day(context, "consent", Some("enter-consent-hint"), false, errors))
        h2 { (texts.get("enter-what")) }
        (question(context, "kind", &class::options::<ContactKind>(context), "report", errors))
        (question(context, "identity", &class::options::<IdentityLevel>(context), "anonymous", errors))
        (textarea(&Field {
            id: "text",
            label: &texts.get("enter-text"),
            hint: Some(&texts.get("enter-text-hint")),
            value: &shown(context, "text", ""),
            required: true,
            ..Field::default()
        }, 10, errors))
        h2 { (texts.get("enter-reply")) }
        (languages(context, errors))
        (checkbox("code", &texts.get("enter-code"), context.request.form().has("code"), errors))
        (field(&Field {
            id: "of",
            label: &texts.get("enter-of"),
            hint: Some(&texts.get("enter-of-hint")),
            value: &shown(context, "of", ""),
            ..Field::default()
        }, errors))
        div .actions {
            (button(&texts.get("enter-do")))
            (link_button(Nav::Cases.path(), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("enter-lead")) }
        (context.frame.form(PATH, fields))
    };
    let page = Page::new(Nav::Cases, texts.get("enter-title"), body).errors(errors, texts);
    context.show(page)
}

fn question(
    context: &Context<'_>,
    id: &str,
    options: &[Option_],
    first: &str,
    errors: &Errors,
) -> Markup {
    select(
        &Choice {
            id,
            label: &context.text(&format!("enter-{id}")),
            hint: None,
            options,
            chosen: &[&shown(context, id, first)],
            many: false,
        },
        errors,
    )
}

fn day(
    context: &Context<'_>,
    id: &str,
    hint: Option<&str>,
    required: bool,
    errors: &Errors,
) -> Markup {
    let hint = hint.map(|hint| context.text(hint));
    field(
        &Field {
            id,
            label: &context.text(&format!("enter-{id}")),
            hint: hint.as_deref(),
            value: &shown(context, id, ""),
            kind: "date",
            required,
            ..Field::default()
        },
        errors,
    )
}

/// Lists the ways that take a hand: what comes through the mailbox is imported.
fn ways(context: &Context<'_>) -> Vec<Option_> {
    let by_itself = [Channel::Mailbox.as_str(), Channel::RawLetter.as_str()];
    let mut ways = class::options::<Channel>(context);
    ways.retain(|way| !by_itself.contains(&way.value.as_str()));
    ways
}

fn forms(context: &Context<'_>) -> Vec<Option_> {
    let none = Option_::new("", context.text("enter-written"));
    let forms = class::options::<RecordForm>(context);
    std::iter::once(none).chain(forms).collect()
}

fn languages(context: &Context<'_>, errors: &Errors) -> Markup {
    let options = Lang::ALL.map(|lang| {
        let id = format!("enter-lang-{}", lang.as_str());
        Option_::new(lang.as_str(), context.text(&id))
    });
    choice(
        &Choice {
            id: "lang",
            label: &context.text("enter-lang"),
            hint: None,
            options: &options,
            chosen: &[&shown(context, "lang", Lang::Dutch.as_str())],
            many: false,
        },
        errors,
    )
}

/// What was filled in, as far as it can be read.
struct Filled {
    came: Channel,
    received: Day,
    kind: ContactKind,
    identity: IdentityLevel,
    spoken: Option<Spoken>,
    of: Option<CaseNumber>,
}

fn filled(context: &Context<'_>, errors: &mut Errors) -> Option<Filled> {
    let form = context.request.form();
    fn word<W: Word>(code: &str) -> Option<W> {
        W::of_code(code).ok()
    }
    let received = form.text("received").parse::<Day>().ok();
    if received.is_none() {
        errors.add("received", context.text("task-no-day"));
    }
    let typed = form.text("of").trim();
    let of = CaseNumber::parse(typed);
    if of.is_none() && !typed.is_empty() {
        errors.add("of", context.text("enter-of-wrong"));
    }
    if form.text("text").trim().is_empty() {
        errors.add("text", context.text("enter-empty"));
    }
    let consent = form.text("consent").parse().ok();
    let spoken = word(form.text("form")).map(|form| Spoken { form, consent });
    let filled = Filled {
        came: word(form.text("came"))?,
        received: received?,
        kind: word(form.text("kind"))?,
        identity: word(form.text("identity"))?,
        spoken,
        of,
    };
    errors.is_empty().then_some(filled)
}

fn enter(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let Some(filled) = filled(context, &mut errors) else {
        if errors.is_empty() {
            // No list of ours sends that.
            return Err(Refusal::absent());
        }
        return Ok(page(context, &errors));
    };
    let form = context.request.form();
    let lang = Lang::of_code(form.text("lang"));
    let entry = NewEntry {
        came: filled.came,
        received: filled.received,
        lang,
        kind: filled.kind,
        identity: filled.identity,
        text: form.text("text"),
        spoken: filled.spoken,
        with_code: form.has("code"),
        of: filled.of.as_ref(),
    };
    match case::enter(&mut context.session.vault, &entry, context.now, context.rng) {
        Ok(entered) => Ok(told(context, &entered, lang)),
        Err(err) => {
            let Some(id) = field_of(&err) else {
                return Err(err.into());
            };
            errors.add(id, context.text(text_of(&err)));
            Ok(page(context, &errors))
        }
    }
}

/// Returns the field that an error is about; anything else is a refusal.
fn field_of(err: &EnterError) -> Option<&'static str> {
    match err {
        EnterError::Future => Some("received"),
        EnterError::Empty | EnterError::TooLong { .. } => Some("text"),
        EnterError::NoForm => Some("form"),
        EnterError::Link(LinkError::Vault(_)) => None,
        EnterError::Absent { .. } | EnterError::Link(_) => Some("of"),
        err if err.lacks_consent() => Some("consent"),
        _ => None,
    }
}

fn text_of(err: &EnterError) -> &'static str {
    match err {
        EnterError::Future => "enter-future",
        EnterError::Empty => "enter-empty",
        EnterError::TooLong { .. } => "enter-too-long",
        EnterError::NoForm => "enter-no-form",
        EnterError::Absent { .. } | EnterError::Link(_) => "enter-of-wrong",
        _ => "hearing-no-consent",
    }
}

/// Leads to the case, or shows its code: this once, for it is kept nowhere.
fn told(context: &mut Context<'_>, entered: &Entered, lang: Lang) -> Answer {
    let number = Value::from(entered.number.to_string());
    let said = context.text_with("enter-done", &[("number", number)]);
    let Some(code) = &entered.code else {
        context.flash(Tone::Good, said);
        return context.see(path_of(&entered.number));
    };
    let texts = context.texts();
    let body = html! {
        div .no-print {
            (note(Tone::Good, html! { p { (said) } }))
            (note(Tone::Warn, html! {
                p { strong { (texts.get("enter-once")) } }
                p { (texts.get("enter-hand-over")) }
            }))
        }
        (card(code, &entered.number, lang))
        div .actions { (link_button(&path_of(&entered.number), &texts.get("enter-handed"))) }
    };
    // What somebody carries home says nothing of a desk on its margins.
    let label = PrintLabel {
        subject: Texts::new(lang).get("enter-card"),
        label: Texts::new(lang).get("enter-card-secret"),
        day: term::local_day(context.now),
        copy: 1,
    };
    let page = Page::new(Nav::Cases, texts.get("enter-code-title"), body).print(label);
    context.show(page)
}

/// Draws what is handed over, in the reporter's language: the words in order, four on a line, to be
/// read out over a phone too.
fn card(code: &CaseCode, number: &CaseNumber, lang: Lang) -> Markup {
    let texts = Texts::new(lang);
    let language = match lang {
        Lang::Dutch => Language::Dutch,
        Lang::English => Language::English,
    };
    let number = [("number", Value::from(number.to_string()))];
    html! {
        section .share lang=(lang.as_str()) {
            h2 { (texts.get("enter-card")) }
            p { (texts.with("enter-card-number", &number)) }
            ol .code-words { @for word in code.words(language) { li { (word) } } }
            p { (texts.get("enter-card-use")) }
            p { (texts.get("enter-card-keep")) }
        }
    }
}
