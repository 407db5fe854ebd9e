//! Which screen is where.

use super::context::{Context, Refusal};
use super::request::Method;
use super::response::Answer;

/// What answers at a path.
pub(crate) type Handler = fn(&mut Context<'_>) -> Result<Answer, Refusal>;

/// A path and what answers there. A segment in braces, such as `{case}`, matches any one segment.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(super) method: Method,
    pub(super) pattern: &'static str,
    pub(super) handler: Handler,
}

impl Route {
    /// Says what shows at a path.
    pub(crate) const fn get(pattern: &'static str, handler: Handler) -> Self {
        Self {
            method: Method::Get,
            pattern,
            handler,
        }
    }

    /// Says what is done when a form is sent to a path. The form's token was checked before.
    pub(crate) const fn post(pattern: &'static str, handler: Handler) -> Self {
        Self {
            method: Method::Post,
            pattern,
            handler,
        }
    }

    /// Matches a path; answers the segments that stand for braces, decoded.
    pub(super) fn matches(&self, path: &str) -> Option<Places> {
        let mut places = Places::default();
        let mut given = path.split('/');
        for wanted in self.pattern.split('/') {
            let segment = given.next()?;
            match wanted.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
                Some(name) => places.0.push((name, decode(segment)?)),
                None if wanted == segment => {}
                None => return None,
            }
        }
        given.next().is_none().then_some(places)
    }
}

/// The segments of a path that stand for braces.
#[derive(Default)]
pub(crate) struct Places(Vec<(&'static str, String)>);

impl Places {
    /// Returns the segment of a name; empty if the pattern has none.
    pub(crate) fn of(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, segment)| segment)
    }
}

/// Decodes a segment: no empty ones, none that is no text or holds a control character.
fn decode(segment: &str) -> Option<String> {
    let text = percent_encoding::percent_decode_str(segment)
        .decode_utf8()
        .ok()?;
    let fit = !text.is_empty() && !text.chars().any(char::is_control);
    fit.then(|| text.into_owned())
}

/// Encodes a text as one segment of a path, or one value of a query.
pub(crate) fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::Response;

    fn route(pattern: &'static str) -> Route {
        Route::get(pattern, |_| Ok(Response::see("/").into()))
    }

    #[test]
    fn matches_takes_segments() {
        let route = route("/cases/{case}/letters/{letter}");
        let places = route.matches("/cases/1234-5678/letters/a%2Fb").unwrap();
        assert_eq!(places.of("case"), "1234-5678");
        assert_eq!(places.of("letter"), "a/b");
        assert_eq!(places.of("other"), "");
    }

    #[test]
    fn matches_refuses_other_paths() {
        let route = route("/cases/{case}");
        for path in [
            "/cases",
            "/cases/",
            "/cases/a/",
            "/cases/a/b",
            "/case/a",
            "/cases/%00",
            "/cases/%ff",
        ] {
            assert!(route.matches(path).is_none(), "{path}");
        }
    }

    #[test]
    fn encode_is_what_matches_decodes() {
        let text = "a/b ?&=é%";
        let path = format!("/cases/{}", encode(text));
        let places = route("/cases/{case}").matches(&path).unwrap();
        assert_eq!(places.of("case"), text);
    }
}
