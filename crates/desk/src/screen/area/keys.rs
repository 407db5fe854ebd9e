//! Keys: the fingerprint, the newest card, the weekly keys that are held and when each is destroyed.

use bellrope_protocol::limit::WEEK_SECS;
use bellrope_protocol::time::{Day, week};
use maud::{Markup, html};

use crate::card::{self, GRACE_SECS};
use crate::key::{self, Desk};
use crate::screen::component::{
    Cell, Table, Tone, badge, definitions, empty, link_button, note, table,
};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::Texts;

/// Where the keys are.
pub(super) const PATH: &str = Nav::Keys.path();

pub(super) const ROUTES: &[Route] = &[Route::get("/keys", show)];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let desk = Desk::load(&reading)?;
    let newest = card::newest(&reading)?;
    let mut weeks: Vec<u64> = key::weekly_keys(&reading)?
        .iter()
        .map(|key| key.week)
        .collect();
    weeks.reverse();
    drop(reading);
    let texts = context.texts();
    let pairs = [
        (
            texts.get("keys-fingerprint"),
            html! { span .fingerprint { (desk.founding().fingerprint()) } },
        ),
        (texts.get("keys-card"), html! { (newest.serial) }),
        (
            texts.get("keys-card-until"),
            html! { (texts.day(Day::of(newest.not_after))) },
        ),
        (texts.get("keys-replies"), html! { (newest.replies.count) }),
        (
            texts.get("keys-witnesses"),
            html! { (newest.witnesses.keys.len()) },
        ),
    ];
    let body = html! {
        (definitions(&pairs))
        p .hint { (texts.get("keys-fingerprint-hint")) }
        div .actions { (link_button("/recovery", &texts.get("recovery-title"))) }
        h2 { (texts.get("keys-weeks")) }
        (note(Tone::Info, html! { p { (texts.get("keys-weeks-hint")) } }))
        (weeks_table(texts, &weeks, week(context.now)))
    };
    let title = texts.get("nav-keys");
    Ok(context.show(Page::new(Nav::Keys, title, body)))
}

fn weeks_table(texts: &Texts, weeks: &[u64], current: u64) -> Markup {
    if weeks.is_empty() {
        return empty(&texts.get("keys-no-weeks"), None);
    }
    let heads = ["keys-week", "keys-state", "keys-destroyed"].map(|id| texts.get(id));
    let row = |week: &u64| {
        let state = match week.cmp(&current) {
            std::cmp::Ordering::Less => badge(Tone::Warn, &texts.get("keys-past")),
            std::cmp::Ordering::Equal => badge(Tone::Good, &texts.get("keys-now")),
            std::cmp::Ordering::Greater => badge(Tone::Info, &texts.get("keys-ahead")),
        };
        let gone = Day::of(week + WEEK_SECS + GRACE_SECS);
        vec![
            Cell::new(texts.day(Day::of(*week))),
            Cell::new(state),
            Cell::new(texts.day(gone)),
        ]
    };
    table(&Table {
        caption: &texts.get("keys-weeks"),
        heads: &heads,
        rows: weeks.iter().map(row).collect(),
    })
}
