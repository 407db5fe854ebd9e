//! One redaction: marks in the text, suggestions one by one, its pictures with their boxes.

use bellrope_redact::mark::Mark;
use bellrope_redact::suggest::{Sort, Suggestion};
use maud::{Markup, html};

use super::drawing;
use super::head::{self, Part};
use super::leave;
use super::redact::{path_of, source_of, state};
use crate::case::CaseNumber;
use crate::redaction::{self, Content, Redaction, RedactionError};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, field, link_button, note, select,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::{Lang, Value};
use crate::vault::PersonId;

pub(super) fn find(context: &Context<'_>) -> Result<(CaseNumber, Redaction), Refusal> {
    let number = super::number_of(context)?;
    let at: u32 = context
        .place("redaction")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let found = redaction::find(&context.session.vault.read()?, &number, at)?;
    Ok((number, found))
}

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

pub(super) fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let view = super::open(context)?;
    let reading = context.session.vault.read()?;
    let suggestions = redaction::suggestions(&reading, &found)?;
    let reason = redaction::reason(&reading, &number, &found)?;
    drop(reading);
    let texts = context.texts();
    let path = path_of(&number, found.number);
    let body = html! {
        h3 { (found.title) " " (state(texts, &found)) }
        p { (texts.get("redact-reason")) ": " (reason) }
        (suggested(context, &path, &found, &suggestions, errors))
        (words_form(context, &path, &found, errors))
        @for (at, part) in found.parts.iter().enumerate() {
            @let heading = [
                ("part", Value::from(at + 1)),
                ("source", Value::from(source_of(texts, part.source))),
            ];
            h4 { (texts.with("redact-part", &heading)) }
            @match &part.content {
                Content::Text { text, marks, .. } => {
                    (marked(text, marks))
                    (marks_of(context, &path, at, text, marks))
                }
                Content::Picture { width, height, frames } => {
                    div .leaves {
                        img src=(format!("{path}/picture/{at}?of={}", frames.len())) width=(width) height=(height)
                            alt=(texts.get("redaction-paper-alternative"));
                    }
                    (drawing::list_of(context, &path, at, frames))
                    div .actions {
                        (link_button(&drawing::path(&number, found.number, at), &texts.get("draw-do")))
                    }
                }
            }
        }
        (leave::draw(context, &path, &view, &found, errors))
    };
    let page = head::page(context, &view, Part::Redactions, &body, errors);
    Ok(context.show(page))
}

/// Draws a text with its marks; what is outside of them stays.
fn marked(text: &str, marks: &[Mark<PersonId>]) -> Markup {
    let mut at = 0;
    let mut pieces: Vec<(&str, Option<&str>)> = Vec::new();
    for mark in marks {
        // Marks may overlap: each letter is drawn once.
        let from = mark.from.max(at);
        if from < mark.to {
            pieces.push((&text[at..from], None));
            pieces.push((&text[from..mark.to], Some(&mark.ground)));
            at = mark.to;
        }
    }
    pieces.push((&text[at..], None));
    html! {
        div .typed dir="auto" {
            @for (piece, ground) in pieces {
                @match ground {
                    Some(ground) => { mark { (piece) " " small { "[" (ground) "]" } } }
                    None => { (piece) }
                }
            }
        }
    }
}

/// The first suggestion that nobody looked at yet, with what stands around it.
fn suggested(
    context: &Context<'_>,
    path: &str,
    found: &Redaction,
    all: &[(usize, Suggestion)],
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let Some((part, first)) = all.first() else {
        return note(
            Tone::Info,
            html! { p { (texts.get("redact-no-suggestions")) } },
        );
    };
    let Content::Text { text, .. } = &found.parts[*part].content else {
        return html! {};
    };
    let (before, after) = around(text, first);
    let count = [("count", Value::from(all.len()))];
    let sort = texts.get(&format!("suggested-{}", first.sort.code()));
    let usual = first.sort.usual_ground();
    let fields = html! {
        p #suggestion { strong { (sort) } }
        div .typed { (before) mark { (&text[first.range()]) } (after) }
        input type="hidden" name="part" value=(part);
        input type="hidden" name="from" value=(first.from);
        input type="hidden" name="to" value=(first.to);
        input type="hidden" name="sort" value=(first.sort.code());
        (grounds(context, "suggestion-ground", found, usual, errors))
        div .actions {
            button .button .primary type="submit" name="do" value="accept" autofocus {
                (texts.get("redact-accept"))
            }
            button .button type="submit" name="do" value="leave" { (texts.get("redact-leave")) }
        }
    };
    html! {
        h4 { (texts.with("redact-suggestions", &count)) }
        (context.frame.form(&format!("{path}/suggestion"), fields))
    }
}

/// Some words before and behind.
fn around<'a>(text: &'a str, it: &Suggestion) -> (&'a str, &'a str) {
    const REACH: usize = 80;
    let head = &text[..it.from];
    let tail = &text[it.to..];
    let from = head
        .char_indices()
        .rev()
        .nth(REACH - 1)
        .map_or(0, |(at, _)| at);
    let to = tail
        .char_indices()
        .nth(REACH)
        .map_or(tail.len(), |(at, _)| at);
    (&head[from..], &tail[..to])
}

pub(super) fn grounds(
    context: &Context<'_>,
    id: &str,
    found: &Redaction,
    usual: &str,
    errors: &Errors,
) -> Markup {
    let lang = context.frame.lang;
    let option = |it: &bellrope_redact::ground::Ground| {
        let words = match lang {
            Lang::Dutch => &it.nl,
            Lang::English => &it.en,
        };
        Option_::new(it.code.clone(), format!("{}  {words}", it.code))
    };
    let options: Vec<Option_> = found.grounds.all().iter().map(option).collect();
    let sent = context.request.form().text(id);
    let chosen = if sent.is_empty() { usual } else { sent };
    select(
        &Choice {
            id,
            label: &context.text("redact-ground"),
            hint: None,
            options: &options,
            chosen: &[chosen],
            many: false,
        },
        errors,
    )
}

fn words_form(context: &Context<'_>, path: &str, found: &Redaction, errors: &Errors) -> Markup {
    let texts = context.texts();
    let fields = html! {
        (field(&Field {
            id: "words",
            label: &texts.get("redact-words"),
            hint: Some(&texts.get("redact-words-hint")),
            value: context.request.form().text("words"),
            required: true,
            ..Field::default()
        }, errors))
        (grounds(context, "words-ground", found, "5.1.2e", errors))
        div .actions { (button(&texts.get("redact-mark-do"))) }
    };
    html! {
        h4 { (texts.get("redact-mark-words")) }
        (context.frame.form(&format!("{path}/mark"), fields))
    }
}

pub(super) fn take_away(
    context: &Context<'_>,
    path: &str,
    part: usize,
    at: usize,
    what: &str,
) -> Markup {
    let texts = context.texts();
    let label = texts.with(
        "redact-unmark-of",
        &[("words", Value::from(what.to_owned()))],
    );
    context.frame.form(
        &format!("{path}/unmark"),
        html! {
            input type="hidden" name="part" value=(part);
            input type="hidden" name="mark" value=(at);
            button .button type="submit" aria-label=(label) { (texts.get("redact-unmark")) }
        },
    )
}

fn marks_of(
    context: &Context<'_>,
    path: &str,
    part: usize,
    text: &str,
    marks: &[Mark<PersonId>],
) -> Markup {
    html! {
        @if !marks.is_empty() {
            details {
                summary { (context.text_with("redact-marks", &[("count", Value::from(marks.len()))])) }
                ul {
                    @for (at, mark) in marks.iter().enumerate() {
                        li {
                            (&text[mark.range()]) " [" (mark.ground) "] "
                            (take_away(context, path, part, at, &text[mark.range()]))
                        }
                    }
                }
            }
        }
    }
}

fn number_in(context: &Context<'_>, id: &str) -> Result<usize, Refusal> {
    context
        .request
        .form()
        .text(id)
        .parse()
        .map_err(|_| Refusal::absent())
}

/// Accepts or leaves a suggestion, and goes on to the next.
pub(super) fn suggestion(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let form = context.request.form();
    let sort = Sort::of_code(form.text("sort")).ok_or_else(Refusal::absent)?;
    let it = Suggestion {
        from: number_in(context, "from")?,
        to: number_in(context, "to")?,
        sort,
    };
    let it = (number_in(context, "part")?, it);
    let ground = form.text("suggestion-ground").to_owned();
    let accepts = form.text("do") == "accept";
    let (vault, now, at) = (&mut context.session.vault, context.now, found.number);
    match accepts {
        true => redaction::accept(vault, &number, at, &it, &ground, now, context.rng)?,
        false => redaction::leave(vault, &number, at, &it, now, context.rng)?,
    }
    Ok(context.see(path_of(&number, at)))
}

pub(super) fn mark(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let form = context.request.form();
    let (words, ground) = (
        form.text("words").to_owned(),
        form.text("words-ground").to_owned(),
    );
    let (vault, now, at) = (&mut context.session.vault, context.now, found.number);
    let words = (words.as_str(), None);
    match redaction::mark_words(vault, &number, at, words, &ground, now, context.rng) {
        Ok(count) => {
            let count = [("count", Value::from(count))];
            context.flash(Tone::Good, context.text_with("redact-marked-said", &count));
            Ok(context.see(path_of(&number, at)))
        }
        Err(RedactionError::Nowhere) => {
            let mut errors = Errors::default();
            errors.add("words", context.text("redact-nowhere"));
            page(context, &errors)
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) fn unmark(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let place = (number_in(context, "part")?, number_in(context, "mark")?);
    let (vault, now, at) = (&mut context.session.vault, context.now, found.number);
    match found.parts.get(place.0).map(|it| &it.content) {
        Some(Content::Picture { .. }) => {
            redaction::unframe(vault, &number, at, place, now, context.rng)?;
            context.flash(Tone::Good, context.text("draw-gone"));
            return Ok(context.see(drawing::path(&number, at, place.0)));
        }
        _ => redaction::unmark(vault, &number, at, place, now, context.rng)?,
    }
    Ok(context.see(path_of(&number, at)))
}
