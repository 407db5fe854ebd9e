//! Groups of cases that links hold together, over all the time that there is (R102). From the register
//! alone: numbers, and nothing that anybody wrote.

use maud::html;

use super::case::path_of;
use super::listing::{page_at, readable};
use crate::case;
use crate::screen::component::{Cell, Table, empty, pages, table};
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};

pub(super) const PATH: &str = "/clusters";

pub(super) const ROUTES: &[Route] = &[Route::get(PATH, show)];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let vault = &context.session.vault;
    let (clusters, own) = (case::clusters(vault)?, readable(vault)?);
    let texts = context.texts();
    let heads = ["clusters-count", "clusters-cases"].map(|id| texts.get(id));
    let row = |cluster: &Vec<case::CaseNumber>| {
        let cases = html! {
            @for (at, number) in cluster.iter().enumerate() {
                @if at > 0 { ", " }
                @if own.contains(number) { a href=(path_of(number)) { (number) } }
                @else { (number) }
            }
        };
        vec![Cell::number(cluster.len()), Cell::new(cases)]
    };
    let at = page_at(context, clusters.len());
    let rows = at.slice(&clusters).iter().map(row).collect();
    let title = texts.get("clusters-title");
    let body = html! {
        p .lead { (texts.get("clusters-lead")) }
        @if clusters.is_empty() {
            (empty(&texts.get("clusters-none"), None))
        } @else {
            (table(&Table { caption: &title, heads: &heads, rows }))
            (pages(&context.frame, at, &format!("{PATH}?page=")))
        }
    };
    Ok(context.show(Page::new(Nav::Cases, title, body)))
}
