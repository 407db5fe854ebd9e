//! The list of access keys.

use maud::html;

use crate::screen::component::{Cell, Table, table};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};

pub(super) const ROUTES: &[Route] = &[Route::get("/shortcuts", show)];

#[expect(clippy::unnecessary_wraps, reason = "has the shape of every screen")]
fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let texts = context.texts();
    let places = Nav::ALL
        .into_iter()
        .filter(|nav| context.frame.reaches(nav.path()));
    let mut rows: Vec<Vec<Cell>> = places
        .map(|nav| vec![Cell::new(nav.key()), Cell::new(texts.get(nav.text()))])
        .collect();
    rows.push(vec![Cell::new("l"), Cell::new(texts.get("ui-lock"))]);
    let heads = ["shortcuts-key", "shortcuts-place"].map(|id| texts.get(id));
    let title = texts.get("ui-shortcuts");
    let body = html! {
        p { (texts.get("shortcuts-how")) }
        (table(&Table { caption: &title, heads: &heads, rows }))
    };
    Ok(context.show(Page::bare(title, body)))
}
