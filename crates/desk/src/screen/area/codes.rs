//! An export as QR codes, one after another, for a camera instead of a stick.

use std::fs;

use bellrope_qr::{BUNDLE_MAX_LEN, Code, SendError, Sender};
use maud::{Markup, html};

use crate::export;
use crate::said::{Said, Say};
use crate::screen::component::{Tone, button, link_button, note};
use crate::screen::response::Response;
use crate::screen::{Answer, Context, Nav, Page, Refusal, Report, Route, Work};
use crate::text::{Texts, Value};
use crate::vault::VaultError;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/export/codes", show),
    Route::post("/export/codes", begin),
    Route::get("/export/codes/{frame}", draw),
];

/// Where the bundle lies until it was read; nothing of it is secret.
const FILE: &str = "codes.bundle";
/// Pixels to a module.
const SCALE: usize = 6;

impl Say for SendError {
    fn said(&self) -> Said {
        match self {
            SendError::Length { len } => Said::refused("err-codes-length")
                .hint("rec-codes-length")
                .value("bytes", len)
                .value("most", BUNDLE_MAX_LEN),
            _ => Said::other(self),
        }
    }
}

/// The button that begins; it stands on the page of the export.
pub(super) fn begin_form(context: &Context<'_>) -> Markup {
    let texts = context.texts();
    let body = html! {
        p { (texts.get("codes-offer")) }
        div .actions { (button(&texts.get("codes-do"))) }
    };
    html! {
        h2 { (texts.get("codes-title")) }
        (context.frame.form("/export/codes", body))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "has the shape of every screen")]
fn begin(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let now = context.now;
    Ok(Answer::Work(Work::new(
        "export-working",
        move |session, progress, rng| {
            progress.tell("export-step");
            let file = session.vault.folder().join(FILE);
            let _ = export::export(&mut session.vault, &file, now, rng)?;
            let read = fs::read(&file).map_err(VaultError::io("read the bundle"));
            fs::remove_file(&file).map_err(VaultError::io("remove the bundle"))?;
            session.codes = Some(Sender::new(&read?)?);
            Ok(Box::new(ready) as Report)
        },
    )))
}

fn ready(texts: &Texts) -> Markup {
    html! {
        (note(Tone::Good, html! { p { (texts.get("codes-ready")) } }))
        div .actions { (link_button("/export/codes", &texts.get("codes-show"))) }
    }
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let sender = context.session.codes.as_ref().ok_or_else(Refusal::absent)?;
    let (round, needed) = (sender.round(), sender.needed());
    let texts = context.texts();
    let query = context.request.query();
    let frame = query.text("frame").parse::<u32>().unwrap_or(0) % round;
    let runs = query.has("run");
    let body = html! {
        p .lead { (texts.get("codes-lead")) }
        (note(Tone::Warn, html! { p { (texts.get("codes-flicker")) } }))
        div .codes data-round=(round) {
            img src=(format!("/export/codes/{frame}")) alt=(texts.get("codes-alt"))
                width=(Code::WIDTH * SCALE) height=(Code::WIDTH * SCALE);
            p .codes-count { (count(texts, frame, round)) }
            (controls(texts))
            noscript { (steps(texts, frame, round, runs)) }
        }
        p .hint { (texts.with("codes-needed", &[("count", Value::from(needed))])) }
    };
    let page = Page::new(Nav::Export, texts.get("codes-title"), body);
    let page = if runs {
        page.again_at(
            1,
            format!("/export/codes?run=1&frame={}", (frame + 1) % round),
        )
    } else {
        page
    };
    Ok(context.show(page))
}

/// "Frame 3 of 40", in parts: the script writes the number.
fn count(texts: &Texts, frame: u32, round: u32) -> Markup {
    html! {
        (texts.get("codes-frame")) " " span data-frame { (frame + 1) } " "
        (texts.get("ui-page-of")) " " (round)
    }
}

/// What works with the little JavaScript only, which shows it.
fn controls(texts: &Texts) -> Markup {
    html! {
        div .actions data-controls hidden {
            button .button .primary type="button" data-stop=(texts.get("codes-stop")) {
                (texts.get("codes-start"))
            }
            label for="speed" { (texts.get("codes-speed")) }
            select #speed {
                @for speed in [2, 3, 6, 10] {
                    option value=(speed) selected[speed == 3] { (speed) }
                }
            }
        }
    }
}

/// The same without it: one page after another.
fn steps(texts: &Texts, frame: u32, round: u32, runs: bool) -> Markup {
    let at = |frame: u32| format!("/export/codes?frame={}", frame % round);
    html! {
        div .actions {
            (link_button(&at(frame + round - 1), &texts.get("ui-previous")))
            (link_button(&at(frame + 1), &texts.get("ui-next")))
            @if runs {
                (link_button(&at(frame), &texts.get("codes-stop")))
            } @else {
                (link_button(&format!("{}&run=1", at(frame)), &texts.get("codes-start")))
            }
        }
    }
}

fn draw(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let frame = context.place("frame").parse::<u32>();
    let sender = context.session.codes.as_ref().ok_or_else(Refusal::absent)?;
    let Ok(frame) = frame else {
        return Err(Refusal::absent());
    };
    let code = Code::of(&sender.frame(frame % sender.round())).ok_or_else(Refusal::absent)?;
    let mut png = Vec::new();
    // Nothing fails that is written to memory.
    code.write_png(SCALE, &mut png)
        .map_err(|_| Refusal::absent())?;
    Ok(Response::of(200, "image/png", png).into())
}
