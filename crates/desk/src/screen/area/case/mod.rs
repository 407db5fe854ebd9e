//! A case: what is known of it, the conversation, its files, what is written to the reporter.

mod file;
mod head;
mod paper;
mod report;
mod talk;
mod write;

pub(super) use head::Part;

use maud::Markup;

use crate::case::{self, CaseNumber, CaseView};
use crate::screen::component::Errors;
use crate::screen::{Context, Page, Refusal, Route};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/cases/{case}", talk::show),
    Route::get("/cases/{case}/write", write::show),
    Route::post("/cases/{case}/write", write::send),
    Route::post("/cases/{case}/write/template", write::fill),
    Route::get("/cases/{case}/files", file::show),
    Route::get("/cases/{case}/files/{file}/original", file::ask),
    Route::post("/cases/{case}/files/{file}/original", file::save),
    Route::get("/cases/{case}/paper", paper::show),
];

/// Reads which case the path names.
pub(super) fn number_of(context: &Context<'_>) -> Result<CaseNumber, Refusal> {
    CaseNumber::parse(context.place("case")).ok_or_else(Refusal::absent)
}

/// Opens the case that the path names.
fn open(context: &Context<'_>) -> Result<CaseView, Refusal> {
    Ok(case::show(&context.session.vault, &number_of(context)?)?)
}

/// Returns the path of a case.
pub(super) fn path_of(number: &CaseNumber) -> String {
    format!("/cases/{number}")
}

/// Makes the page of a part of a case that another area draws.
pub(super) fn page_of(
    context: &Context<'_>,
    number: &CaseNumber,
    part: Part,
    body: &Markup,
) -> Result<Page, Refusal> {
    let view = case::show(&context.session.vault, number)?;
    Ok(head::page(
        context,
        &view.summary,
        part,
        body,
        &Errors::default(),
    ))
}
