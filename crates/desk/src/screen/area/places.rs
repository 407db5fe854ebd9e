//! Where files come from and go to: what lies on a stick, or a path that is typed.

use std::path::{Path, PathBuf};

use maud::{Markup, html};

use crate::screen::component::{Choice, Errors, Field, Option_, choice, field};
use crate::screen::frame::Frame;
use crate::screen::{Context, media};
use crate::text::Value;

/// Draws the choice of a file to read: those on plugged-in media, and a path.
pub(super) fn file_to_read(context: &Context<'_>, errors: &Errors) -> Markup {
    let found: Vec<PathBuf> = media::mounted()
        .iter()
        .flat_map(|place| media::files(place))
        .collect();
    let texts = context.texts();
    let label = texts.get("places-found");
    let typed = texts.get(if found.is_empty() {
        "places-file"
    } else {
        "places-other-file"
    });
    html! {
        (chosen(context, &label, &found, errors))
        @if found.is_empty() { p .hint { (texts.get("places-none")) } }
        (path_field(context, "file", &typed, errors))
        (dialog(&context.frame, "open"))
    }
}

/// Draws the choice of a place to write to: plugged-in media, or a path, and a name.
pub(super) fn place_to_write(context: &Context<'_>, errors: &Errors) -> Markup {
    let found = media::mounted();
    let texts = context.texts();
    let label = texts.get("places-media");
    let typed = texts.get(if found.is_empty() {
        "places-target"
    } else {
        "places-other-target"
    });
    html! {
        (chosen(context, &label, &found, errors))
        @if found.is_empty() { p .hint { (texts.get("places-none")) } }
        (path_field(context, "file", &typed, errors))
        (dialog(&context.frame, "save"))
    }
}

fn chosen(context: &Context<'_>, label: &str, found: &[PathBuf], errors: &Errors) -> Markup {
    if found.is_empty() {
        return html! {};
    }
    let mut options: Vec<Option_> = found
        .iter()
        // A path that is no text can still be typed nowhere; it is left out.
        .filter_map(|path| path.to_str())
        .map(|path| Option_::new(path, path))
        .collect();
    options.push(Option_::new("", context.text("places-typed")));
    let form = context.request.form();
    let is_typed = !form.text("file").is_empty() || context.request.query().has("file");
    let first = options[0].value.clone();
    let value = match form.text("found") {
        _ if is_typed => "",
        "" => first.as_str(),
        value => value,
    };
    choice(
        &Choice {
            id: "found",
            label,
            hint: None,
            options: &options,
            chosen: &[value],
            many: false,
        },
        errors,
    )
}

fn path_field(context: &Context<'_>, id: &str, label: &str, errors: &Errors) -> Markup {
    let sent = context.request.form().text(id);
    let value = if sent.is_empty() {
        context.request.query().text(id)
    } else {
        sent
    };
    let hint = context.text("places-hint");
    field(
        &Field {
            id,
            label,
            hint: Some(&hint),
            value,
            ..Field::default()
        },
        errors,
    )
}

/// A link that the window answers with the system's dialog; it comes back with `?file=`.
fn dialog(frame: &Frame<'_>, what: &str) -> Markup {
    let back = frame.here.split('?').next().unwrap_or("/");
    html! {
        @if frame.dialogs {
            p { a .button href=(format!("/dialog/{what}?back={back}")) { (frame.texts.get("places-browse")) } }
        }
    }
}

/// Reads which file is meant: the one that was chosen, unless a path was typed.
pub(super) fn file_of(context: &Context<'_>) -> Option<PathBuf> {
    let form = context.request.form();
    let text = [form.text("file").trim(), form.text("found")]
        .into_iter()
        .find(|text| !text.is_empty())?;
    Some(PathBuf::from(text))
}

/// Reads where to write: a path that was typed, or `name` on the medium that was chosen.
pub(super) fn target_of(context: &Context<'_>, name: &str) -> Option<PathBuf> {
    let path = file_of(context)?;
    Some(if path.is_dir() { path.join(name) } else { path })
}

/// Says of a path that it is there, for a form that would not replace it.
pub(super) fn taken(context: &Context<'_>, path: &Path) -> String {
    let file = path.display().to_string();
    context.text_with("places-taken", &[("file", Value::from(file))])
}

/// Says of a path that it is there, for a form that never replaces anything.
pub(super) fn taken_name(context: &Context<'_>, path: &Path) -> String {
    let file = path.display().to_string();
    context.text_with("places-taken-name", &[("file", Value::from(file))])
}
