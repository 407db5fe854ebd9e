//! The screens, area by area. Each lists its routes; a new area adds its list here.

mod case;
mod codes;
mod export;
mod help;
mod import;
mod inbox;
mod keys;
mod outbox;
mod person;
mod places;
mod proposal;
mod trail;
pub(super) mod unlock;

use super::request::Method;
use super::route::{Handler, Places, Route};

/// Every screen behind the lock.
const AREAS: &[&[Route]] = &[
    inbox::ROUTES,
    case::ROUTES,
    import::ROUTES,
    export::ROUTES,
    codes::ROUTES,
    outbox::ROUTES,
    keys::ROUTES,
    trail::ROUTES,
    person::ROUTES,
    proposal::ROUTES,
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
