//! The question that closing asks: what can the organisation learn from this case? (R139)

use maud::{Markup, html};

use super::point;
use crate::case::CaseNumber;
use crate::learning::{self, LearningPoint, Learnt};
use crate::screen::area::case::{self as case_area, Part};
use crate::screen::component::{Errors, Tone, badge, button};
use crate::screen::{Answer, Context, Refusal};

/// Returns where the question is asked of a case.
pub(in crate::screen::area) fn path_of(number: &CaseNumber) -> String {
    format!("/cases/{number}/learning")
}

/// Says in a case how the question was answered, with the way to it.
pub(in crate::screen::area) fn state(
    context: &Context<'_>,
    number: &CaseNumber,
) -> Result<Markup, Refusal> {
    let (learnt, points) = learning::answered(&context.session.vault.read()?, number)?;
    let texts = context.texts();
    Ok(html! {
        p {
            (answer_badge(context, learnt)) " "
            a href=(path_of(number)) { (texts.get("learn-question")) }
        }
        (links(&points))
    })
}

fn answer_badge(context: &Context<'_>, learnt: Option<Learnt>) -> Markup {
    match learnt {
        None => badge(Tone::Info, &context.text("learn-not-asked")),
        Some(Learnt::Nothing) => badge(Tone::Good, &context.text("learn-nothing")),
        Some(Learnt::Point) => badge(Tone::Good, &context.text("learn-point")),
    }
}

fn links(points: &[LearningPoint]) -> Markup {
    html! {
        @if !points.is_empty() {
            ul {
                @for point in points {
                    li { a href=(format!("/learning/{}", point.number)) { (point.now().text) } }
                }
            }
        }
    }
}

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    let (learnt, points) = learning::answered(&context.session.vault.read()?, &number)?;
    let texts = context.texts();
    let path = path_of(&number);
    let nothing = html! {
        input type="hidden" name="nothing" value="yes";
        div .actions { (button(&texts.get("learn-say-nothing"))) }
    };
    let body = html! {
        h3 { (texts.get("learn-question")) }
        p { (texts.get("learn-question-lead")) }
        p { (answer_badge(context, learnt)) }
        (links(&points))
        (context.frame.form(&path, point::fields(context, None, errors)))
        @if learnt.is_none() {
            h3 { (texts.get("learn-or-nothing")) }
            (context.frame.form(&path, nothing))
        }
    };
    let page = case_area::page_of(context, &number, Part::Course, &body)?;
    let texts = context.texts();
    Ok(context.show(page.errors(errors, texts)))
}

pub(super) fn answer(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = case_area::number_of(context)?;
    let form = context.request.form();
    let point = point::read(form);
    let point = (!form.has("nothing")).then_some(point);
    let vault = &mut context.session.vault;
    match learning::answer(vault, &number, point.as_ref(), context.now, context.rng) {
        Ok(_) => {
            context.flash(Tone::Good, context.text("learn-answered"));
            Ok(context.see(Part::Course.path(&number)))
        }
        Err(err) => {
            let errors = point::refused(context, err)?;
            page(context, &errors)
        }
    }
}
