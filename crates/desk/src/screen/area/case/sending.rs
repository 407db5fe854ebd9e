//! What of a case leaves for somebody else: dossiers and referrals, checked and agreed by two (R119–R123).

use std::collections::BTreeSet;

use bellrope_casework::body::Body;
use bellrope_casework::reidentification::{Question, Verdict};
use bellrope_casework::vocabulary::Word as _;
use maud::{Markup, html};

use super::class::options;
use super::course::reason_of;
use super::head::{self, Part};
use super::{leave, sharing as check};
use crate::case::CaseNumber;
use crate::dossier::{
    self, Order, RecipientKey, Section, SendDossier, SendReferral, Sort, Telling,
};
use crate::proposal::{self, Plan, ProposalError, Proposed};
use crate::redaction::{self, Redaction};
use crate::screen::area::{places, proposal as proposals};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, checkbox, choice, empty, field, link_button,
    note, select, textarea, typed,
};
use crate::screen::{Answer, Context, Refusal};
use crate::sharing;
use crate::text::{Texts, Value};
use crate::vault::Passphrase;
use zeroize::Zeroizing;

/// What somebody is about to send.
enum Wanted {
    Dossier(BTreeSet<Section>),
    Referral(u32),
}

impl Wanted {
    /// Reads it from the path's query or from the form that was sent.
    fn of(context: &Context<'_>) -> Option<Self> {
        for form in [context.request.form(), context.request.query()] {
            if let Ok(redaction) = form.text("redaction").parse() {
                return Some(Self::Referral(redaction));
            }
            let sections: BTreeSet<Section> =
                form.texts("section").filter_map(Section::of_code).collect();
            if !sections.is_empty() {
                return Some(Self::Dossier(sections));
            }
        }
        None
    }

    /// The very text that the check is about.
    fn text(&self, context: &Context<'_>, number: &CaseNumber) -> Result<String, Refusal> {
        let reading = context.session.vault.read()?;
        Ok(match self {
            Self::Referral(redaction) => dossier::referral_text(&reading, number, *redaction)?,
            Self::Dossier(sections) => {
                let text = dossier::text(&reading, number, sections)?;
                String::from_utf8_lossy(&text).into_owned()
            }
        })
    }

    fn hidden(&self) -> Markup {
        html! {
            @match self {
                Self::Referral(redaction) => {
                    input type="hidden" name="redaction" value=(redaction);
                }
                Self::Dossier(sections) => {
                    @for section in sections { input type="hidden" name="section" value=(section); }
                }
            }
        }
    }
}

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let number = view.summary.number.clone();
    let body = match Wanted::of(context) {
        Some(wanted) => one(context, &number, &wanted, errors)?,
        None => overview(context, &number)?,
    };
    let page = head::page(context, &view, Part::Sending, &body, errors);
    Ok(context.show(page))
}

/// Orders that two people agreed on, and what can be begun.
fn overview(context: &Context<'_>, number: &CaseNumber) -> Result<Markup, Refusal> {
    let reading = context.session.vault.read()?;
    let mut orders = Vec::new();
    for order in dossier::orders(&reading, number)? {
        let words = dossier::purpose(&reading, number, &order)?;
        orders.push((order, words));
    }
    let redactions = redaction::all(&reading, number)?;
    let texts = context.texts();
    Ok(html! {
        p .lead { (texts.get("sending-lead")) }
        (note(Tone::Warn, html! { p { (texts.get("sending-limit")) } }))
        @if orders.is_empty() { (empty(&texts.get("sending-none"), None)) }
        ul {
            @for (order, words) in &orders {
                li {
                    (order_of(texts, order, words)) " "
                    a href=(format!("{}/{}", Part::Sending.path(number), order.number)) {
                        (texts.with("sending-write", &[("order", Value::from(order.number))]))
                    }
                }
            }
        }
        h3 { (texts.get("sending-dossier")) }
        (choose_sections(context, number))
        h3 { (texts.get("sending-referral")) }
        (choose_redaction(texts, number, &redactions))
        div .actions { (link_button("/bodies", &texts.get("bodies-title"))) }
    })
}

fn order_of(texts: &Texts, order: &Order, [recipient, purpose]: &[String; 2]) -> String {
    let id = match order.sort {
        Sort::Referral { .. } => "order-referral",
        Sort::Dossier { .. } => "order-dossier",
    };
    let values = [
        ("order", Value::from(order.number)),
        ("recipient", Value::from(recipient.as_str())),
        ("purpose", Value::from(purpose.as_str())),
    ];
    crate::screen::context::capital(&texts.with(id, &values))
}

/// The sections are in the address: they say nothing of the case.
fn choose_sections(context: &Context<'_>, number: &CaseNumber) -> Markup {
    let texts = context.texts();
    let options: Vec<Option_> = Section::ALL
        .iter()
        .map(|it| Option_::new(it.code(), texts.get(&format!("section-{it}"))))
        .collect();
    let none = Errors::default();
    html! {
        form method="get" action=(Part::Sending.path(number)) {
            (choice(&Choice {
                id: "section",
                label: &texts.get("sending-sections"),
                hint: Some(&texts.get("sending-sections-hint")),
                options: &options,
                chosen: &["register", "conversation", "decisions"],
                many: true,
            }, &none))
            div .actions { (button(&texts.get("sending-look"))) }
        }
    }
}

fn choose_redaction(texts: &Texts, number: &CaseNumber, all: &[Redaction]) -> Markup {
    let fit = all
        .iter()
        .filter(|it| it.signed_off.is_some() && !it.has_for_desk());
    let fit: Vec<&Redaction> = fit.collect();
    html! {
        @if fit.is_empty() { (empty(&texts.get("sending-no-redaction"), None)) }
        ul {
            @for it in fit {
                li {
                    a href=(format!("{}?redaction={}", Part::Sending.path(number), it.number)) {
                        (it.title)
                    }
                }
            }
        }
    }
}

/// What exactly would leave, the check about it, and the proposal.
fn one(
    context: &Context<'_>,
    number: &CaseNumber,
    wanted: &Wanted,
    errors: &Errors,
) -> Result<Markup, Refusal> {
    let text = wanted.text(context, number)?;
    let reading = context.session.vault.read()?;
    let verdict = sharing::verdict(&reading, number, text.as_bytes())?;
    drop(reading);
    let texts = context.texts();
    let path = Part::Sending.path(number);
    Ok(html! {
        h3 { (texts.get("sending-says")) }
        (note(Tone::Info, html! { p { (texts.get("sending-says-how")) } }))
        details open { summary { (texts.get("sending-text")) } (typed(&text)) }
        h3 { (texts.get("sending-check")) }
        (verdict_of(texts, &verdict))
        @if verdict != Verdict::MayBeShared {
            (context.frame.form(&format!("{path}/check"), html! {
                (wanted.hidden())
                @for question in Question::ALL { (check::ask(context, *question, errors)) }
                div .actions { (button(&texts.get("sending-check-do"))) }
            }))
        } @else {
            h3 { (texts.get("sending-propose")) }
            (context.frame.form(&format!("{path}/propose"), html! {
                (wanted.hidden())
                (proposal_fields(context, wanted, errors))
                div .actions { (button(&texts.get("sending-propose-do"))) }
            }))
        }
        div .actions { (link_button(&path, &texts.get("write-back"))) }
    })
}

fn verdict_of(texts: &Texts, verdict: &Verdict) -> Markup {
    let (tone, text) = match verdict {
        Verdict::Open { people } => {
            let people = [("people", Value::from(*people))];
            (Tone::Info, texts.with("check-open", &people))
        }
        Verdict::MayNotBeShared { .. } => (Tone::Bad, texts.get("check-risk")),
        Verdict::MayBeShared => (Tone::Good, texts.get("check-passed")),
    };
    note(
        tone,
        html! { p { (crate::screen::context::sentence(&text)) } },
    )
}

fn proposal_fields(context: &Context<'_>, wanted: &Wanted, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let line = |id: &str, label: &str, hint: Option<&str>| {
        field(
            &Field {
                id,
                label: &texts.get(label),
                hint,
                value: sent.text(id),
                required: true,
                ..Field::default()
            },
            errors,
        )
    };
    html! {
        @match wanted {
            Wanted::Dossier(_) => {
                (line("recipient", "leaving-recipient", None))
                (line("key", "sending-key", Some(&texts.get("sending-key-hint"))))
            }
            Wanted::Referral(_) => {
                (select(&Choice {
                    id: "body",
                    label: &texts.get("sending-body"),
                    hint: None,
                    options: &options::<Body>(context),
                    chosen: &[sent.text("body")],
                    many: false,
                }, errors))
                (checkbox("consulted", &texts.get("sending-consulted"), sent.has("consulted"), errors))
                (textarea(&Field {
                    id: "withheld",
                    label: &texts.get("sending-withheld"),
                    hint: Some(&texts.get("sending-withheld-hint")),
                    value: sent.text("withheld"),
                    ..Field::default()
                }, 3, errors))
            }
        }
        (line("purpose", "leaving-purpose", None))
    }
}

/// Notes what somebody answers about exactly this text.
pub(super) fn review(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let wanted = Wanted::of(context).ok_or_else(Refusal::absent)?;
    let mut errors = Errors::default();
    let answers = check::answers(context, &mut errors);
    if !errors.is_empty() {
        return page(context, &errors);
    }
    let text = wanted.text(context, &number)?;
    let (vault, now) = (&mut context.session.vault, context.now);
    sharing::review(vault, &number, text.as_bytes(), answers, now, context.rng)?;
    page(context, &Errors::default())
}

pub(super) fn propose(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let wanted = Wanted::of(context).ok_or_else(Refusal::absent)?;
    let mut errors = Errors::default();
    let purpose = reason_of(context, "purpose", &mut errors);
    let form = context.request.form();
    let Some(purpose) = purpose else {
        errors.add("purpose", context.text("leaving-missing"));
        return page(context, &errors);
    };
    match wanted {
        Wanted::Dossier(sections) => {
            let key = form.text("key").parse::<RecipientKey>();
            let recipient = reason_of(context, "recipient", &mut errors);
            if recipient.is_none() {
                errors.add("recipient", context.text("leaving-missing"));
            }
            if key.is_err() {
                errors.add("key", context.text("sending-no-key"));
            }
            let (Some(recipient), Ok(key)) = (recipient, key) else {
                return page(context, &errors);
            };
            let plan = SendDossier {
                number,
                sections,
                recipient,
                purpose,
                key,
            };
            send(context, &plan)
        }
        Wanted::Referral(redaction) => {
            let body = Body::of_code(form.text("body")).map_err(|_| Refusal::absent())?;
            let withheld = reason_of(context, "withheld", &mut errors);
            let telling = match (form.has("consulted"), withheld) {
                (true, _) => Telling::Consulted,
                (false, Some(why)) => Telling::Withheld(why),
                (false, None) => {
                    errors.add("withheld", context.text("sending-tell"));
                    return page(context, &errors);
                }
            };
            let plan = SendReferral {
                number,
                redaction,
                body,
                purpose,
                telling,
            };
            send(context, &plan)
        }
    }
}

fn send<P: Plan<Done = u32>>(context: &mut Context<'_>, plan: &P) -> Result<Answer, Refusal> {
    let words = context.request.form().text("purpose").to_owned();
    let (vault, now) = (&mut context.session.vault, context.now);
    let proposed: Result<Proposed<u32>, ProposalError> =
        proposal::propose(vault, plan, &words, now, context.rng);
    match proposed? {
        Proposed::Waits(id) => Ok(context.see(proposals::path_of(id))),
        Proposed::Done(..) => {
            context.flash(Tone::Good, context.text("redact-alone-said"));
            let number = super::number_of(context)?;
            Ok(context.see(Part::Sending.path(&number)))
        }
    }
}

fn order_in(context: &Context<'_>) -> Result<(CaseNumber, Order), Refusal> {
    let number = super::number_of(context)?;
    let at: u32 = context
        .place("order")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let order = dossier::find(&context.session.vault.read()?, &number, at)?;
    Ok((number, order))
}

pub(super) fn ask(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    form(context, &Errors::default())
}

/// Asks where the archive goes.
fn form(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let (number, order) = order_in(context)?;
    let words = dossier::purpose(&context.session.vault.read()?, &number, &order)?;
    let texts = context.texts();
    let path = format!("{}/{}", Part::Sending.path(&number), order.number);
    let fields = html! {
        @if order.key.takes_words() {
            (field(&Field {
                id: "words",
                label: &texts.get("sending-words"),
                hint: Some(&texts.get("sending-words-hint")),
                kind: "password",
                autocomplete: "new-password",
                required: true,
                ..Field::default()
            }, errors))
        }
        (places::place_to_write(context, errors))
        div .actions {
            (button(&texts.get("sending-write-do")))
            (link_button(&Part::Sending.path(&number), &texts.get("write-back")))
        }
    };
    let body = html! {
        p { (order_of(texts, &order, &words)) }
        @if !order.key.is_hybrid() {
            (note(Tone::Warn, html! { p { (texts.get("sending-classic")) } }))
        }
        (context.frame.form(&path, fields))
    };
    let page = head::page(context, &view, Part::Sending, &body, errors);
    Ok(context.show(page))
}

pub(super) fn write(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, order) = order_in(context)?;
    let mut errors = Errors::default();
    let to = places::target_of(context, &format!("{number}-{}.age", order.number));
    match &to {
        None => errors.add("file", context.text("places-missing")),
        Some(to) if to.exists() => errors.add("file", places::taken_name(context, to)),
        Some(_) => {}
    }
    let typed = Zeroizing::new(context.request.form().text("words").to_owned());
    let words = match order.key.takes_words() {
        true => match Passphrase::choose(typed) {
            Ok(words) => Some(words),
            Err(_) => {
                errors.add("words", context.text("sending-words-short"));
                None
            }
        },
        false => None,
    };
    let Some(to) = to.filter(|_| errors.is_empty()) else {
        return form(context, &errors);
    };
    let (lang, now) = (context.frame.lang, context.now);
    let (vault, rng) = (&mut context.session.vault, &mut *context.rng);
    let which = (&number, order.number);
    dossier::write(vault, which, lang, words.as_ref(), &to, now, rng)?;
    context.flash(Tone::Good, leave::said_written(context.texts(), &to));
    Ok(context.see(Part::Sending.path(&number)))
}
