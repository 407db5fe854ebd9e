//! The screens, area by area. Each lists its routes; a new area adds its list here.

mod body;
mod case;
mod cases;
mod clusters;
mod codes;
mod enter;
mod errand;
mod export;
mod fact;
mod figures;
mod help;
mod import;
mod inbox;
mod keys;
mod learning;
mod listing;
mod member;
mod outbox;
mod person;
mod places;
mod proposal;
mod publication;
mod recovery;
mod retention;
mod search;
mod settings;
mod spam;
mod term;
mod token;
mod trail;
mod triage;
pub(super) mod unlock;
mod unverified;
mod wording;

use super::request::Method;
use super::route::{Handler, Places, Route};

/// Every screen behind the lock.
const AREAS: &[&[Route]] = &[
    inbox::ROUTES,
    cases::ROUTES,
    case::ROUTES,
    body::ROUTES,
    triage::ROUTES,
    clusters::ROUTES,
    enter::ROUTES,
    spam::ROUTES,
    term::ROUTES,
    search::ROUTES,
    unverified::ROUTES,
    import::ROUTES,
    export::ROUTES,
    codes::ROUTES,
    outbox::ROUTES,
    keys::ROUTES,
    trail::ROUTES,
    person::ROUTES,
    token::ROUTES,
    member::ROUTES,
    proposal::ROUTES,
    publication::ROUTES,
    recovery::ROUTES,
    retention::ROUTES,
    learning::ROUTES,
    figures::ROUTES,
    settings::ROUTES,
    wording::ROUTES,
    help::ROUTES,
];

/// Finds what answers at a path.
pub(super) fn find(method: Method, path: &str) -> Option<(Handler, Places)> {
    let mut routes = AREAS.iter().copied().flatten();
    routes.find_map(|route| {
        let places = (route.method == method).then(|| route.matches(path))??;
        Some((route.handler, places))
    })
}

/// Says whether there is a page at a path.
pub(super) fn reaches(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    find(Method::Get, path).is_some()
}
