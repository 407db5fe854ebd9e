//! Figures: the tables of a period as the public would see them, beside the exact numbers; what
//! each setting does, at once (R128, R143–R146).
//!
//! Exact numbers are for whoever makes figures. Everybody else of the team sees what was published,
//! as the public does.

mod draw;
mod keep;
mod parts;

use bellrope_figures::{PackNumber, Period, Rounding, Settings};
use maud::{Markup, html};

use crate::figures::{self, Draft, FiguresError};
use crate::right::{self, Right, RightError};
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, checkbox, empty, field, link_button, note, select,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Value;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/figures", show),
    Route::get("/figures/published/{number}", show_published),
    Route::get("/figures/patterns", show_patterns),
    Route::get("/figures/sources", keep::show),
    Route::post("/figures/sources", keep::add_source),
    Route::post("/figures/sources/drop", keep::drop_source),
    Route::post("/figures/staff", keep::set_staff),
    Route::get(parts::PATH, parts::show),
    Route::post(parts::PATH, parts::name),
    Route::post("/figures/parts/retire", parts::retire),
    Route::get("/figures/file", keep::show_file),
    Route::post("/figures/file", keep::write_file),
];

/// What somebody asked to see.
#[derive(Clone, Copy)]
struct Asked {
    period: Period,
    settings: Settings,
}

impl Asked {
    /// Reads the form of the page, which is its address; what is not there counts as usual.
    fn read(context: &Context<'_>, errors: &mut Errors) -> Self {
        let query = context.request.query();
        let form = context.request.form();
        let text = |name: &str| match query.text(name) {
            "" => form.text(name).to_owned(),
            text => text.to_owned(),
        };
        let year = figures::year_of(context.now);
        let period = text("period").parse().unwrap_or(Period::year(year));
        let threshold = text("threshold");
        let number = threshold.parse().unwrap_or(match threshold.is_empty() {
            true => Settings::THRESHOLD,
            false => 0,
        });
        let mut settings = Settings::new(number).unwrap_or_else(|_| {
            errors.add("threshold", context.text("err-figures-threshold"));
            Settings::default()
        });
        settings.hide_zeros = text("zeros") == "yes";
        settings.rounding = rounding_of(&text("round"));
        Self { period, settings }
    }

    /// Returns the address of the same question at another path.
    fn path(&self, of: &str) -> String {
        let Self { period, settings } = self;
        let threshold = settings.threshold;
        let round = rounding_code(settings.rounding);
        let zeros = if settings.hide_zeros {
            "&zeros=yes"
        } else {
            ""
        };
        format!("{of}?period={period}&threshold={threshold}&round={round}{zeros}")
    }
}

fn rounding_of(code: &str) -> Rounding {
    match code {
        "added" => Rounding::Added,
        "instead" => Rounding::Instead,
        _ => Rounding::None,
    }
}

const fn rounding_code(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::None => "none",
        Rounding::Added => "added",
        Rounding::Instead => "instead",
    }
}

/// Says whether whoever has the vault open makes figures.
fn makes_figures(context: &Context<'_>) -> Result<bool, Refusal> {
    let reading = context.session.vault.read()?;
    match right::check(&reading, Right::Figures, context.now) {
        Ok(_) => Ok(true),
        Err(RightError::Missing { .. }) => Ok(false),
        Err(err) => Err(err.into()),
    }
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let asked = Asked::read(context, &mut errors);
    let makes = makes_figures(context)?;
    let body = if makes {
        let vault = &context.session.vault;
        let draft = figures::draft(vault, asked.period, &asked.settings, context.now);
        match draft {
            Ok(draft) => making(context, &asked, &draft, &errors)?,
            Err(FiguresError::Protect(_)) => html! {
                (form(context, &asked, &errors))
                (note(Tone::Bad, html! { p { (context.text("figures-none-safe")) } }))
            },
            Err(err) => return Err(err.into()),
        }
    } else {
        html! {
            p .lead { (context.text("figures-published-lead")) }
            (published(context)?)
        }
    };
    let texts = context.texts();
    let mut page = Page::new(Nav::Figures, texts.get("nav-figures"), body);
    if makes {
        page = page.errors(&errors, texts);
    }
    Ok(context.show(page))
}

/// Draws everything for whoever makes figures.
fn making(
    context: &Context<'_>,
    asked: &Asked,
    draft: &Draft,
    errors: &Errors,
) -> Result<Markup, Refusal> {
    let texts = context.texts();
    let tables = draft.pack.tables.iter().zip(&draft.exact.tables);
    Ok(html! {
        p .lead { (texts.get("figures-lead")) }
        (note(Tone::Warn, html! { p { (texts.get("figures-exact-stay")) } }))
        (form(context, asked, errors))
        (cost(context, draft))
        div .actions {
            (link_button(&asked.path("/figures/file"), &texts.get("figures-to-file")))
            (link_button("/figures/sources", &texts.get("figures-sources")))
            (link_button(parts::PATH, &texts.get("parts-title")))
            (link_button("/figures/patterns", &texts.get("figures-patterns")))
        }
        (draw::method(texts, &draft.pack))
        @for (shown, exact) in tables { (draw::table_of(texts, shown, Some(exact))) }
        h2 { (texts.get("figures-published-title")) }
        (published(context)?)
    })
}

/// Draws what is chosen; its address is what was chosen, so the page needs no script.
fn form(context: &Context<'_>, asked: &Asked, errors: &Errors) -> Markup {
    let texts = context.texts();
    let year = figures::year_of(context.now);
    let years = [year, year.saturating_sub(1)].map(Period::year);
    let periods: Vec<Option_> = years
        .into_iter()
        .flat_map(|year| std::iter::once(year).chain(year.quarters()))
        .map(|period| Option_::new(period.to_string(), period.to_string()))
        .collect();
    let roundings = ["none", "added", "instead"]
        .map(|code| Option_::new(code, texts.get(&format!("figures-round-{code}"))));
    let (period, threshold) = (
        asked.period.to_string(),
        asked.settings.threshold.to_string(),
    );
    html! {
        form method="get" action="/figures" {
            (select(&Choice {
                id: "period",
                label: &texts.get("figures-period"),
                hint: None,
                options: &periods,
                chosen: &[&period],
                many: false,
            }, errors))
            (field(&Field {
                id: "threshold",
                label: &texts.get("figures-threshold"),
                hint: Some(&texts.get("figures-threshold-hint")),
                value: &threshold,
                kind: "number",
                autocomplete: "",
                required: true,
                focus: false,
            }, errors))
            (checkbox("zeros", &texts.get("figures-zeros"), asked.settings.hide_zeros, errors))
            (select(&Choice {
                id: "round",
                label: &texts.get("figures-round"),
                hint: None,
                options: &roundings,
                chosen: &[rounding_code(asked.settings.rounding)],
                many: false,
            }, errors))
            div .actions { (button(&texts.get("figures-reckon"))) }
        }
    }
}

/// Says what the attacker found, and what protection cost.
fn cost(context: &Context<'_>, draft: &Draft) -> Markup {
    let (verdict, utility) = (&draft.verdict, &draft.pack.utility);
    let texts = context.texts();
    let values = [
        ("leaks", Value::from(verdict.leaks.len())),
        ("hidden", Value::from(verdict.hidden)),
        ("numbers", Value::from(verdict.numbers)),
        ("sums", Value::from(verdict.sums)),
    ];
    let counts = [
        ("cells", Value::from(utility.cells)),
        ("primary", Value::from(utility.primary)),
        ("hidden", Value::from(utility.hidden)),
        ("tables", Value::from(utility.tables_withheld)),
    ];
    note(
        Tone::Good,
        html! {
            p { (texts.with("figures-verdict", &values)) }
            p { (texts.with("figures-cost", &counts)) }
        },
    )
}

/// Lists what was published.
fn published(context: &Context<'_>) -> Result<Markup, Refusal> {
    let packs = figures::published(&context.session.vault.read()?)?;
    let texts = context.texts();
    if packs.is_empty() {
        return Ok(empty(&texts.get("figures-published-none"), None));
    }
    let line = |number: PackNumber, day: &dyn std::fmt::Display| {
        let values = [
            ("number", Value::from(number.to_string())),
            ("day", Value::from(day.to_string())),
        ];
        texts.with("figures-published-line", &values)
    };
    Ok(html! {
        ul {
            @for pack in &packs {
                li {
                    a href=(format!("/figures/published/{}", pack.number)) {
                        (line(pack.number, &pack.standdatum))
                    }
                }
            }
        }
    })
}

fn show_published(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let packs = figures::published(&context.session.vault.read()?)?;
    let number = context.place("number");
    let pack = packs.iter().find(|pack| pack.number.to_string() == number);
    let pack = pack.ok_or_else(Refusal::absent)?;
    let texts = context.texts();
    let body = html! {
        (draw::method(texts, pack))
        @for shown in &pack.tables { (draw::table_of(texts, shown, None)) }
    };
    let title = format!("{} {}", texts.get("nav-figures"), pack.number);
    Ok(context.show(Page::new(Nav::Figures, title, body)))
}

fn show_patterns(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let found = figures::patterns(&context.session.vault, context.now)?;
    let texts = context.texts();
    let body = draw::patterns(texts, &found);
    let title = texts.get("figures-patterns");
    Ok(context.show(Page::new(Nav::Figures, title, body)))
}
