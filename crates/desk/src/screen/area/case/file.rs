//! The files that a reporter sent. They are never opened here; the original leaves the vault only on
//! purpose (R104).

use std::path::Path;

use maud::{Markup, html};

use super::head::{self, Part};
use super::look;
use super::talk::parcel_text;
use crate::attachment::{self, Attachment, ParcelState};
use crate::case::{CaseView, Entry};
use crate::errand::Errand;
use crate::screen::area::{errand, places};
use crate::screen::component::{
    Cell, Errors, Table, Tone, checkbox, danger_button, empty, link_button, note, table,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let texts = context.texts();
    let parcels = parcels(&view);
    let files: Vec<&Attachment> = parcels.iter().copied().flat_map(files_of).collect();
    let unfit = parcels.iter().filter(|it| files_of(it).is_empty());
    let body = html! {
        @if parcels.is_empty() {
            (empty(&texts.get("case-no-files"), None))
        } @else {
            (note(Tone::Warn, html! { p { (texts.get("case-files-care")) } }))
            @for parcel in unfit {
                (note(Tone::Info, html! { p { (parcel_text(texts, parcel)) } }))
            }
            @if !files.is_empty() { (list(context, &view, &files)) }
        }
    };
    let page = head::page(context, &view, Part::Files, &body, &Errors::default());
    Ok(context.show(page))
}

fn parcels(view: &CaseView) -> Vec<&ParcelState> {
    let parcel = |entry| match entry {
        &Entry::Letter {
            parcel: Some(ref parcel),
            ..
        } => Some(parcel),
        _ => None,
    };
    view.entries.iter().filter_map(parcel).collect()
}

fn files_of(parcel: &ParcelState) -> &[Attachment] {
    match parcel {
        ParcelState::Complete { attachments } => attachments,
        _ => &[],
    }
}

fn list(context: &Context<'_>, view: &CaseView, files: &[&Attachment]) -> Markup {
    let texts = context.texts();
    let heads = [
        "case-file-number",
        "case-file-name",
        "case-file-size",
        "case-file-look",
        "case-file-do",
    ];
    let row = |file: &&Attachment| {
        let path = original_path(view, file.number);
        let label = texts.with(
            "case-file-original",
            &[("number", Value::from(file.number))],
        );
        vec![
            Cell::number(file.number),
            Cell::new(&file.name),
            Cell::number(size(file.len)),
            Cell::new(look::button_of(context, &view.summary.number, file.number)),
            Cell::new(html! { a href=(path) { (label) } }),
        ]
    };
    table(&Table {
        caption: &texts.get("case-files"),
        heads: &heads.map(|id| texts.get(id)),
        rows: files.iter().map(row).collect(),
    })
}

fn original_path(view: &CaseView, file: u32) -> String {
    format!("{}/{file}/original", Part::Files.path(&view.summary.number))
}

/// Writes a length in bytes as people read it.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

pub(super) fn ask(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    form(context, &Errors::default())
}

/// Reads which file is meant.
pub(super) fn file_of(context: &Context<'_>, view: &CaseView) -> Result<u32, Refusal> {
    let number: u32 = context
        .place("file")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let parcels = parcels(view);
    let mut files = parcels.iter().copied().flat_map(files_of);
    let found = files.find(|file| file.number == number);
    found.map(|file| file.number).ok_or_else(Refusal::absent)
}

fn form(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let number = file_of(context, &view)?;
    let texts = context.texts();
    let sure = context.request.form().has("sure");
    let fields = html! {
        (places::place_to_write(context, errors))
        (errand::fields(context, None, errors))
        (checkbox("sure", &texts.get("case-original-sure"), sure, errors))
        div .actions {
            (danger_button(&texts.get("case-original-do")))
            (link_button(&Part::Files.path(&view.summary.number), &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        h3 { (texts.with("case-original-title", &[("number", Value::from(number))])) }
        (note(Tone::Warn, html! {
            p { (texts.get("case-original-warning")) }
            p { (texts.get("case-original-where")) }
        }))
        (context.frame.form(&original_path(&view, number), fields))
    };
    let page = head::page(context, &view, Part::Files, &body, errors);
    Ok(context.show(page))
}

pub(super) fn save(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let view = super::open(context)?;
    let file = file_of(context, &view)?;
    let mut errors = Errors::default();
    let folder = places::file_of(context);
    if folder.as_deref().is_none_or(|folder| !folder.is_dir()) {
        errors.add("file", context.text("case-original-folder"));
    }
    let errand = errand::read(context, &mut errors)?;
    if !context.request.form().has("sure") {
        errors.add("sure", context.text("case-original-confirm"));
    }
    match (folder, errand) {
        (Some(folder), Some(errand)) if errors.is_empty() => {
            write(context, &view, file, &folder, &errand)
        }
        _ => form(context, &errors),
    }
}

fn write(
    context: &mut Context<'_>,
    view: &CaseView,
    file: u32,
    folder: &Path,
    errand: &Errand,
) -> Result<Answer, Refusal> {
    let number = &view.summary.number;
    let vault = &mut context.session.vault;
    let now = context.now;
    let saved = attachment::save(vault, number, file, folder, errand, now, context.rng)?;
    let path = Value::from(saved.display().to_string());
    let said = context.text_with("case-original-saved", &[("file", path)]);
    context.flash(Tone::Good, said);
    Ok(context.see(Part::Files.path(number)))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn size_is_as_people_read_it() {
        let sizes = [0, 999, 1_000, 1_001, 999_999, 1_000_000, 26_250_000].map(size);
        assert_eq!(
            sizes,
            [
                "0 B", "999 B", "1 kB", "2 kB", "1000 kB", "1.0 MB", "26.2 MB"
            ]
        );
    }
}
