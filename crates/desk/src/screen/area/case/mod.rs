//! A case: what is known of it, the conversation, its files, what is written to the reporter.

mod access;
mod care;
pub(super) mod class;
mod clock;
mod course;
mod draft;
mod drawing;
mod file;
mod head;
mod hearing;
mod interest;
mod leave;
mod link;
mod look;
mod marking;
mod name;
mod note;
mod paper;
mod redact;
mod report;
mod sending;
mod sharing;
mod talk;
pub(super) mod task;
mod write;

pub(super) use course::reason_of;
pub(super) use head::{Part, due};

use maud::Markup;

use crate::case::{self, CaseNumber, CaseView};
use crate::screen::component::Errors;
use crate::screen::{Context, Page, Refusal, Route};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/cases/{case}", talk::show),
    Route::post("/cases/{case}/read", talk::mark_read),
    Route::get("/cases/{case}/write", write::show),
    Route::post("/cases/{case}/write", write::keep),
    Route::post("/cases/{case}/write/template", write::fill),
    Route::get("/cases/{case}/drafts/{draft}", draft::show),
    Route::post("/cases/{case}/drafts/{draft}/send", draft::send),
    Route::post("/cases/{case}/drafts/{draft}/drop", draft::drop),
    Route::get("/cases/{case}/drafts/{draft}/change", draft::show_change),
    Route::post("/cases/{case}/drafts/{draft}/change", draft::change),
    Route::get("/cases/{case}/notes", note::show),
    Route::post("/cases/{case}/notes", note::add),
    Route::get("/cases/{case}/tasks", task::show),
    Route::post("/cases/{case}/tasks", task::set),
    Route::post("/cases/{case}/tasks/{task}", task::end),
    Route::post("/cases/{case}/clock", clock::set),
    Route::get("/cases/{case}/links", link::show),
    Route::post("/cases/{case}/links", link::add),
    Route::post("/cases/{case}/links/end", link::end),
    Route::post("/cases/{case}/merge", link::merge),
    Route::post("/cases/{case}/split", link::split),
    Route::get("/cases/{case}/interest", interest::show),
    Route::post("/cases/{case}/interest", interest::declare),
    Route::get("/cases/{case}/access", access::show),
    Route::post("/cases/{case}/access", access::change),
    Route::post("/cases/{case}/care", care::note),
    Route::get("/cases/{case}/hearings", hearing::show),
    Route::post("/cases/{case}/hearings", hearing::add),
    Route::post("/cases/{case}/hearings/{hearing}", hearing::go_on),
    Route::get("/cases/{case}/course", course::show),
    Route::post("/cases/{case}/status", course::go),
    Route::post("/cases/{case}/class", class::judge),
    Route::get("/cases/{case}/name", name::show),
    Route::post("/cases/{case}/name", name::keep),
    Route::post("/cases/{case}/name/ask", name::ask),
    Route::post("/cases/{case}/name/open", name::open),
    Route::get("/cases/{case}/sharing", sharing::show),
    Route::post("/cases/{case}/sharing", sharing::review),
    Route::get("/cases/{case}/redactions", redact::show),
    Route::post("/cases/{case}/redactions", redact::begin),
    Route::get("/cases/{case}/redactions/{redaction}", marking::show),
    Route::post(
        "/cases/{case}/redactions/{redaction}/suggestion",
        marking::suggestion,
    ),
    Route::post("/cases/{case}/redactions/{redaction}/mark", marking::mark),
    Route::post(
        "/cases/{case}/redactions/{redaction}/unmark",
        marking::unmark,
    ),
    Route::get(
        "/cases/{case}/redactions/{redaction}/draw/{part}",
        drawing::show,
    ),
    Route::post(
        "/cases/{case}/redactions/{redaction}/draw/{part}",
        drawing::keep,
    ),
    Route::get(
        "/cases/{case}/redactions/{redaction}/picture/{part}",
        drawing::picture,
    ),
    Route::get("/cases/{case}/redactions/{redaction}/left", leave::left),
    Route::get(
        "/cases/{case}/redactions/{redaction}/left/{part}",
        drawing::left_picture,
    ),
    Route::post(
        "/cases/{case}/redactions/{redaction}/sign-off",
        leave::sign_off,
    ),
    Route::post("/cases/{case}/redactions/{redaction}/export", leave::export),
    Route::get("/cases/{case}/sending", sending::show),
    Route::post("/cases/{case}/sending/check", sending::review),
    Route::post("/cases/{case}/sending/propose", sending::propose),
    Route::get("/cases/{case}/sending/{order}", sending::ask),
    Route::post("/cases/{case}/sending/{order}", sending::write),
    Route::get("/cases/{case}/files", file::show),
    Route::get("/cases/{case}/files/{file}", look::show),
    Route::post("/cases/{case}/files/{file}", look::make),
    Route::get("/cases/{case}/files/{file}/page/{page}", look::page),
    Route::get("/cases/{case}/files/{file}/original", file::ask),
    Route::post("/cases/{case}/files/{file}/original", file::save),
    Route::get("/cases/{case}/paper", paper::ask),
    Route::post("/cases/{case}/paper", paper::show),
];

/// Reads which case the path names.
pub(super) fn number_of(context: &Context<'_>) -> Result<CaseNumber, Refusal> {
    CaseNumber::parse(context.place("case")).ok_or_else(Refusal::absent)
}

/// Opens the case that the path names; that it is read is entered first.
fn open(context: &mut Context<'_>) -> Result<CaseView, Refusal> {
    let number = number_of(context)?;
    note_read(context, &number)?;
    Ok(case::show(&context.session.vault, &number)?)
}

/// Enters that a case is read, before anything of it shows.
pub(super) fn note_read(context: &mut Context<'_>, number: &CaseNumber) -> Result<(), Refusal> {
    let vault = &mut context.session.vault;
    Ok(case::note_read(vault, number, context.now, context.rng)?)
}

/// Returns the path of a case.
pub(super) fn path_of(number: &CaseNumber) -> String {
    format!("/cases/{number}")
}

/// Makes the page of a part of a case that another area draws.
pub(super) fn page_of(
    context: &mut Context<'_>,
    number: &CaseNumber,
    part: Part,
    body: &Markup,
) -> Result<Page, Refusal> {
    note_read(context, number)?;
    let view = case::show(&context.session.vault, number)?;
    Ok(head::page(context, &view, part, body, &Errors::default()))
}
