//! The outbox: what waits, how full the batch of the day is, and the days that have one.

use bellrope_protocol::time::Day;
use maud::html;

use crate::reply_batch::{self, MadeBatch, Outlook};
use crate::screen::component::{Cell, Table, Tone, button, definitions, empty, note, table};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::{Texts, Value};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/outbox", show),
    Route::post("/outbox/make", make),
];

/// Days that are listed.
const DAYS: u64 = 14;

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let outlook = reply_batch::outlook(&reading, Day::of(context.now))?;
    let days = reply_batch::latest_days(&reading, DAYS)?;
    drop(reading);
    let texts = context.texts();
    let made_today = days.first() == Some(&Day::of(context.now));
    let body = html! {
        p .lead { (texts.get("outbox-lead")) }
        (fullness(texts, outlook, made_today))
        @if !made_today {
            (context.frame.form("/outbox/make", html! {
                div .actions { (button(&texts.get("outbox-make"))) }
            }))
        }
        h2 { (texts.get("outbox-days")) }
        (days_table(texts, &days))
    };
    let title = texts.get("nav-outbox");
    Ok(context.show(Page::new(Nav::Outbox, title, body)))
}

fn fullness(texts: &Texts, outlook: Outlook, made_today: bool) -> maud::Markup {
    let waiting = outlook.replies;
    let places = outlook.places;
    let used = waiting.min(places);
    let next = texts.get(if made_today {
        "outbox-next-tomorrow"
    } else {
        "outbox-next-today"
    });
    let values = [("used", Value::from(used)), ("count", Value::from(places))];
    let filled = texts.with("outbox-filled", &values);
    html! {
        (definitions(&[
            (texts.get("outbox-waiting"), html! { (waiting) }),
            (texts.get("outbox-receipts"), html! { (outlook.receipts) }),
            (next, html! {
                meter min="0" max=(places) value=(used) aria-label=(filled) {} " " (filled)
            }),
        ]))
        @if waiting > places {
            (note(Tone::Warn, html! {
                p { (texts.with("outbox-later", &[("count", Value::from(waiting - places))])) }
            }))
        }
    }
}

fn days_table(texts: &Texts, days: &[Day]) -> maud::Markup {
    if days.is_empty() {
        return empty(&texts.get("outbox-none"), None);
    }
    let heads = [texts.get("outbox-day")];
    let rows = days.iter().map(|day| vec![Cell::new(texts.day(*day))]);
    table(&Table {
        caption: &texts.get("outbox-days"),
        heads: &heads,
        rows: rows.collect(),
    })
}

fn make(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let made = reply_batch::make_due(&mut context.session.vault, context.now, context.rng)?;
    if made.is_empty() {
        context.flash(Tone::Info, context.text("batch-none"));
    }
    for batch in &made {
        let text = made_text(context.texts(), batch);
        context.flash(Tone::Good, text);
    }
    Ok(context.see(Nav::Outbox.path()))
}

fn made_text(texts: &Texts, batch: &MadeBatch) -> String {
    let values = [
        ("day", Value::from(batch.day.to_string())),
        ("used", Value::from(batch.used)),
        ("count", Value::from(batch.count)),
    ];
    texts.with("batch-made", &values)
}
