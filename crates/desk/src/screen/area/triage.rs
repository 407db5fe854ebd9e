//! Triage: nine checks on one screen, with what each means beside it; what is answered is kept, and
//! at the end stands what is proposed and what comes next (R095).

use bellrope_casework::triage::{Check, Completeness, Conflict, Triage};
use bellrope_casework::vocabulary::{Category, CategorySet, Risk, Route as Way, Urgency, Word};
use maud::{Markup, html};

use super::case::class;
use super::{case as case_area, listing};
use crate::case::{self, CaseNumber, TriageError, TriageView};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, badge, button, choice, empty, link_button, note, select,
    textarea,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/triage", show),
    Route::get("/triage/{case}", show_one),
    Route::post("/triage/{case}", answer),
];

/// Lists the cases that wait for triage.
fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut lines = listing::lines(context)?;
    lines.retain(listing::Line::waits_for_triage);
    let texts = context.texts();
    let body = html! {
        p .lead { (texts.get("triage-lead")) }
        @if lines.is_empty() {
            (empty(&texts.get("triage-none"), None))
        } @else {
            (listing::table(context, &lines, "/triage", "/triage?page="))
        }
    };
    Ok(context.show(Page::new(Nav::Triage, texts.get("nav-triage"), body)))
}

fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    case_area::note_read(context, &number)?;
    let view = case::triage_of(&context.session.vault, &number)?;
    let answers = match view.by {
        Some(_) => view.given.clone(),
        // What the report says of itself is where one begins, and what was declared before anything of
        // the case was shown (R086).
        None => Triage {
            conflict: Some(Conflict::None),
            ..view.said.clone()
        },
    };
    Ok(form(context, &number, &view, &answers, &Errors::default()))
}

fn form(
    context: &mut Context<'_>,
    number: &CaseNumber,
    view: &TriageView,
    answers: &Triage,
    errors: &Errors,
) -> Answer {
    let texts = context.texts();
    let total = Check::ALL.len();
    let progress = [
        ("done", Value::from(total - answers.missing().len())),
        ("count", Value::from(total)),
    ];
    let path = case_area::path_of(number);
    let fields = html! {
        ol .checks { @for check in Check::ALL { (draw(context, *check, view, answers, errors)) } }
        (class::part_choice(context, errors))
        (textarea(&Field {
            id: "why",
            label: &texts.get("triage-why"),
            hint: Some(&texts.get("triage-why-hint")),
            value: context.request.form().text("why"),
            ..Field::default()
        }, 3, errors))
        div .actions { (button(&texts.get("triage-keep"))) }
    };
    let body = html! {
        p .lead { (texts.get("triage-how")) }
        p {
            a href=(&path) target="_blank" rel="noopener" { (texts.get("triage-read")) }
        }
        p {
            meter min="0" max=(total) value=(total - answers.missing().len())
                aria-label=(texts.get("triage-progress")) {}
            " " (texts.with("triage-answered", &progress))
        }
        (next(context, number, view))
        (context.frame.form(&format!("/triage/{number}"), fields))
    };
    let number = [("number", Value::from(number.to_string()))];
    let title = texts.with("triage-title", &number);
    let page = Page::new(Nav::Triage, title, body).errors(errors, texts);
    context.show(page)
}

/// Draws one check: its question, what it means, what the report says of it, the answers.
fn draw(
    context: &Context<'_>,
    check: Check,
    view: &TriageView,
    answers: &Triage,
    errors: &Errors,
) -> Markup {
    let said = said(context, check, &view.said);
    html! {
        li {
            (question(context, check, answers, errors))
            @if let Some(said) = said {
                p .hint { (context.text_with("triage-said-by", &[("answer", Value::from(said))])) }
            }
            @if check == Check::Urgency { (proposed(context, view)) }
        }
    }
}

fn question(context: &Context<'_>, check: Check, answers: &Triage, errors: &Errors) -> Markup {
    let id = check.as_str();
    let hint = context.text(&format!("triage-help-{id}"));
    let label = check.question(context.frame.lang);
    let chosen = code_of(check, answers);
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    // Lists that are too long to be read at a glance open; the others stand there whole.
    let is_long = matches!(check, Check::Category | Check::Route);
    let mut options = options(context, check);
    if is_long {
        options.insert(0, Option_::new("", context.text("triage-choose")));
    }
    let drawn = Choice {
        id,
        label,
        hint: Some(&hint),
        options: &options,
        chosen: &chosen,
        many: false,
    };
    if is_long {
        select(&drawn, errors)
    } else {
        choice(&drawn, errors)
    }
}

fn options(context: &Context<'_>, check: Check) -> Vec<Option_> {
    use bellrope_casework::triage::{Danger, Detriment};
    match check {
        Check::Danger => class::options::<Danger>(context),
        Check::Category => class::options::<Category>(context),
        Check::Misstand => class::misstand_options(context),
        Check::Completeness => class::options::<Completeness>(context),
        Check::Conflict => class::options::<Conflict>(context),
        Check::Detriment => class::options::<Detriment>(context),
        Check::Retaliation => class::options::<Risk>(context),
        Check::Urgency => class::options::<Urgency>(context),
        Check::Route => class::options::<Way>(context),
    }
}

/// Returns the code of an answer, if there is one.
fn code_of(check: Check, answers: &Triage) -> Option<String> {
    fn code<W: Word + ToString>(word: Option<W>) -> Option<String> {
        word.map(|word| word.to_string())
    }
    match check {
        Check::Danger => code(answers.danger),
        Check::Category => code(answers.category.as_ref().map(CategorySet::main)),
        Check::Misstand => answers.misstand.map(case::misstand_code),
        Check::Completeness => code(answers.completeness),
        Check::Conflict => code(answers.conflict),
        Check::Detriment => code(answers.detriment),
        Check::Retaliation => code(answers.retaliation),
        Check::Urgency => code(answers.urgency),
        Check::Route => code(answers.route),
    }
}

/// Returns what the report says of a check, in words.
fn said(context: &Context<'_>, check: Check, said: &Triage) -> Option<String> {
    let code = code_of(check, said)?;
    let options = options(context, check);
    let option = options.into_iter().find(|option| option.value == code);
    option.map(|option| option.label)
}

fn proposed(context: &Context<'_>, view: &TriageView) -> Markup {
    let lang = context.frame.lang;
    let because: Vec<&str> = view
        .proposal
        .because
        .iter()
        .map(|it| it.label(lang))
        .collect();
    let values = [
        ("urgency", Value::from(view.proposal.urgency.label(lang))),
        ("because", Value::from(because.join(", "))),
    ];
    let id = if because.is_empty() {
        "triage-proposed"
    } else {
        "triage-proposed-because"
    };
    html! { p .hint { (context.text_with(id, &values)) } }
}

/// Says whether nobody has acknowledged receipt yet; unsure, it offers nothing.
fn unacknowledged(context: &Context<'_>, number: &CaseNumber) -> bool {
    let cases = case::summaries(&context.session.vault).unwrap_or_default();
    let mut here = cases.iter().filter(|case| case.number == *number);
    here.any(|case| case.acknowledge_by.is_some())
}

/// Says what comes next, from the answers that were kept.
fn next(context: &Context<'_>, number: &CaseNumber, view: &TriageView) -> Markup {
    let (texts, given) = (context.texts(), &view.given);
    if view.by.is_none() {
        return html! {};
    }
    let path = case_area::path_of(number);
    if given.conflict == Some(Conflict::Some) {
        return note(
            Tone::Warn,
            html! { p { (texts.get("triage-conflict-next")) } },
        );
    }
    if !view.missing.is_empty() {
        let lang = context.frame.lang;
        let missing: Vec<&str> = view.missing.iter().map(|check| check.label(lang)).collect();
        let values = [("checks", Value::from(missing.join(", ")))];
        return note(
            Tone::Info,
            html! { p { (texts.with("triage-still", &values)) } },
        );
    }
    note(
        Tone::Good,
        html! {
            p {
                strong { (texts.get("triage-is-complete")) } " "
                @if let Some(route) = given.route {
                    (texts.get("triage-route")) " " (badge(Tone::Info, route.label(context.frame.lang)))
                }
            }
            p { (texts.get("triage-next")) }
            div .actions {
                @if unacknowledged(context, number) {
                    (link_button(&format!("{path}/write"), &texts.get("triage-acknowledge")))
                }
                @if given.completeness == Some(Completeness::Ask) {
                    (link_button(&format!("{path}/write?template=request"), &texts.get("triage-ask")))
                }
                (link_button(&format!("{path}/course"), &texts.get("triage-go-on")))
            }
        },
    )
}

/// Reads the answers that were given.
fn given(context: &Context<'_>, before: &Triage) -> Triage {
    let form = context.request.form();
    fn word<W: Word>(code: &str) -> Option<W> {
        W::of_code(code).ok()
    }
    let main = word::<Category>(form.text(Check::Category.as_str()));
    // The other categories that the report named stay.
    let others = before.category.iter().flat_map(CategorySet::iter);
    Triage {
        danger: word(form.text(Check::Danger.as_str())),
        category: main.map(|main| CategorySet::new(main, others)),
        misstand: class::misstand_of(form.text(Check::Misstand.as_str())),
        completeness: word(form.text(Check::Completeness.as_str())),
        conflict: word(form.text(Check::Conflict.as_str())),
        detriment: word(form.text(Check::Detriment.as_str())),
        retaliation: word(form.text(Check::Retaliation.as_str())),
        urgency: word(form.text(Check::Urgency.as_str())),
        route: word(form.text(Check::Route.as_str())),
    }
}

/// Keeps what was answered so far; a triage that is complete judges the case.
fn answer(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    let view = case::triage_of(&context.session.vault, &number)?;
    let before = if view.by.is_some() {
        &view.given
    } else {
        &view.said
    };
    let triage = given(context, before);
    let mut errors = Errors::default();
    let why = case_area::reason_of(context, "why", &mut errors);
    if !errors.is_empty() {
        return Ok(form(context, &number, &view, &triage, &errors));
    }
    let part = class::part_of(context);
    let vault = &mut context.session.vault;
    match case::triage(
        vault,
        &number,
        &triage,
        why.as_ref(),
        context.now,
        context.rng,
    ) {
        Ok(missing) => {
            let vault = &mut context.session.vault;
            if let Some(part) = part {
                case::classify(vault, &number, &[part], None, context.now, context.rng)?;
            }
            let count = [("count", Value::from(missing.len()))];
            let said = context.text_with("triage-kept", &count);
            context.flash(Tone::Good, said);
            Ok(context.see(format!("/triage/{number}")))
        }
        Err(TriageError::NoReason) => {
            errors.add("why", context.text("triage-no-why"));
            Ok(form(context, &number, &view, &triage, &errors))
        }
        Err(err) => Err(err.into()),
    }
}
