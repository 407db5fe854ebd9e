//! What the organisation learns: learning points (R139), measures (R140), the evaluation of each
//! year (R141).

mod closing;
mod evaluation;
mod measure;
mod point;

pub(super) use closing::{path_of, state};

use maud::{Markup, html};

use crate::learning::LearningError;
use crate::said::Say as _;
use crate::screen::Context;
use crate::screen::Route;
use crate::screen::component::{Choice, Errors, Option_, checkbox, select};
use crate::screen::context::sentence;
use bellrope_casework::vocabulary::{Category, Word as _};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/learning", point::show),
    Route::post("/learning", point::note),
    Route::get("/learning/{point}", point::show_one),
    Route::post("/learning/{point}", point::change),
    Route::get("/cases/{case}/learning", closing::show),
    Route::post("/cases/{case}/learning", closing::answer),
    Route::get("/measures", measure::show),
    Route::post("/measures", measure::note),
    Route::get("/measures/{measure}", measure::show_one),
    Route::post("/measures/{measure}", measure::change),
    Route::post("/measures/{measure}/state", measure::go),
    Route::get("/evaluations", evaluation::show),
    Route::get("/evaluations/{year}", evaluation::show_one),
    Route::post("/evaluations/{year}", evaluation::write),
];

/// The box that says that somebody looked at what seems to name a person; there once it is asked.
const LOOKED: &str = "looked";

/// Says whether the box was ticked.
fn looked(context: &Context<'_>) -> bool {
    context.request.form().has(LOOKED)
}

/// Draws the box, if the form came back for it.
fn look_box(context: &Context<'_>, errors: &Errors) -> Markup {
    html! {
        @if errors.has(LOOKED) || looked(context) {
            (checkbox(LOOKED, &context.text("learn-looked"), looked(context), errors))
        }
    }
}

/// Puts an error beside the field that it is about.
fn blame(context: &Context<'_>, errors: &mut Errors, err: &LearningError, field: &str) {
    let field = match err {
        LearningError::Named { .. } => LOOKED,
        _ => field,
    };
    errors.add(field, sentence(&err.said().text(context.texts())));
}

/// Draws the choice of a category; "none" is one.
fn category(context: &Context<'_>, chosen: Option<Category>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let mut options = vec![Option_::new("", texts.get("learn-no-category"))];
    let label = |it: &Category| Option_::new(it.as_str(), it.label(context.frame.lang));
    options.extend(Category::ALL.iter().map(label));
    let form = context.request.form();
    let chosen = if form.has("category") {
        form.text("category")
    } else {
        chosen.map_or("", Category::as_str)
    };
    select(
        &Choice {
            id: "category",
            label: &texts.get("learn-category"),
            hint: None,
            options: &options,
            chosen: &[chosen],
            many: false,
        },
        errors,
    )
}
