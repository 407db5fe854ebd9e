//! A safe look at a file: pixels and text that another process made of it (R104).

use std::sync::Arc;

use bellrope_preview::{Page as Leaf, Preview, Viewer};
use maud::{Markup, html};

use super::file;
use super::head::{self, Part};
use crate::attachment::{self, LookError};
use crate::case::CaseNumber;
use crate::screen::component::{Errors, Tone, link_button, note, typed};
use crate::screen::{Answer, Context, Refusal, Report, Response, Shown, Work};
use crate::text::{Texts, Value};

fn path(number: &CaseNumber, file: u32) -> String {
    format!("{}/{file}", Part::Files.path(number))
}

/// Draws the button that makes a preview: making one is an act, and stands in the trail.
pub(super) fn button_of(context: &Context<'_>, number: &CaseNumber, file: u32) -> Markup {
    let name = [("number", Value::from(file))];
    let label = context.text_with("look-do-file", &name);
    context.frame.form(
        &path(number, file),
        html! {
            button .button type="submit" aria-label=(label) { (context.text("look-do")) }
        },
    )
}

/// Makes a preview.
pub(super) fn make(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let file = file::file_of(context, &view)?;
    let (number, now) = (view.summary.number, context.now);
    Ok(Answer::Work(Work::new(
        "look-working",
        move |session, progress, rng| {
            progress.tell("look-step");
            let viewer = Viewer::beside_current_exe().map_err(LookError::from)?;
            let vault = &mut session.vault;
            let preview = attachment::preview(vault, &number, file, &viewer, now, rng)?;
            let preview = Arc::new(preview);
            session.shown = Some(Shown {
                number: number.clone(),
                file,
                preview: preview.clone(),
            });
            Ok(Box::new(move |texts: &Texts| {
                html! {
                    h2 { (title(texts, file)) }
                    (leaves(texts, &number, file, &preview))
                }
            }) as Report)
        },
    )))
}

/// Returns the preview that was made last, if it is of the file that the path names.
fn shown(context: &Context<'_>) -> Option<(CaseNumber, u32, Arc<Preview>)> {
    let number = super::number_of(context).ok()?;
    let shown = context.session.shown.as_ref()?;
    let is_it = shown.number == number && context.place("file") == shown.file.to_string();
    is_it.then(|| (number, shown.file, shown.preview.clone()))
}

/// Shows the preview again.
pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let Some((number, file, preview)) = shown(context) else {
        context.flash(Tone::Info, context.text("look-again"));
        return Ok(context.see(Part::Files.path(&view.summary.number)));
    };
    let texts = context.texts();
    let body = html! {
        h3 { (title(texts, file)) }
        (leaves(texts, &number, file, &preview))
    };
    let page = head::page(context, &view, Part::Files, &body, &Errors::default());
    Ok(context.show(page))
}

/// Carries the pixels of one page.
pub(super) fn page(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (_, _, preview) = shown(context).ok_or_else(Refusal::absent)?;
    let page: usize = context
        .place("page")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let leaf = page.checked_sub(1).and_then(|at| preview.pages().get(at));
    match leaf {
        Some(Leaf::Picture(picture)) => {
            Ok(Response::of(200, "image/png", picture.png().to_vec()).into())
        }
        _ => Err(Refusal::absent()),
    }
}

fn title(texts: &Texts, file: u32) -> String {
    texts.with("look-title", &[("number", Value::from(file))])
}

/// Draws what there is to see of a file, what it is, and what to know of it.
fn leaves(texts: &Texts, number: &CaseNumber, file: u32, preview: &Preview) -> Markup {
    let count = preview.pages().len();
    html! {
        (note(Tone::Info, html! { p { (texts.get("look-how")) } }))
        p {
            (texts.get("look-kind")) ": "
            strong { (texts.get(&format!("look-kind-{}", preview.kind().code()))) }
            ", " (file::size(preview.file_len() as u64))
        }
        @if !preview.warnings().is_empty() {
            (note(Tone::Warn, html! {
                ul {
                    @for warning in preview.warnings() {
                        li { (texts.get(&format!("look-warn-{}", warning.code()))) }
                    }
                }
            }))
        }
        @if count == 0 { p { (texts.get("look-none")) } }
        ol .leaves {
            @for (at, leaf) in preview.pages().iter().enumerate() {
                @let values = [("page", Value::from(at + 1)), ("count", Value::from(count))];
                @let name = texts.with("look-page", &values);
                li {
                    p .hint { (name) }
                    @match leaf {
                        Leaf::Picture(picture) => {
                            img src=(format!("{}/page/{}", path(number, file), at + 1)) alt=(texts.with("look-picture", &values))
                                width=(picture.width()) height=(picture.height());
                        }
                        Leaf::Text(text) => { (typed(text)) }
                        _ => {}
                    }
                }
            }
        }
        div .actions { (link_button(&Part::Files.path(number), &texts.get("write-back"))) }
    }
}
