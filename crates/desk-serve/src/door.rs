//! Who gets in: the one browser that followed the link, and nobody that it is talked into.

use axum::http::header::{COOKIE, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use bellrope_protocol::encoding::encode_hex;
use rand_core::Rng;
use subtle::ConstantTimeEq as _;

/// Where the link leads.
const ENTER: &str = "/enter/";
/// Browsers say with it who asked for a request.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The door of one server.
pub(crate) struct Door {
    /// `127.0.0.1:PORT`, the only name that we answer to.
    authority: String,
    /// Name of the cookie: cookies of one host are not kept apart by port.
    cookie: String,
    /// What the link carries; gone once it was used.
    token: Option<String>,
    /// What the browser carries from then on.
    session: String,
}

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// It came by the link: the value of the cookie to set.
    Welcome(String),
    /// It comes from the browser that followed the link.
    Inside,
    /// It is refused.
    Refused(StatusCode),
}

impl Door {
    /// Makes the door of a server on a port of the loopback.
    pub(crate) fn new(port: u16, rng: &mut impl Rng) -> Self {
        Self {
            authority: format!("127.0.0.1:{port}"),
            cookie: format!("bellrope-desk-{port}"),
            token: Some(draw(rng)),
            session: draw(rng),
        }
    }

    /// Returns the link; `None` once it was used.
    pub(crate) fn link(&self) -> Option<String> {
        let token = self.token.as_ref()?;
        Some(format!("http://{}{ENTER}{token}", self.authority))
    }

    /// Judges a request by its path and headers.
    pub(crate) fn judge(&mut self, path: &str, headers: &HeaderMap) -> Entry {
        // A name that was made to lead here is another name (DNS rebinding).
        if only(headers, &HOST).is_none_or(|host| host != self.authority) {
            return Entry::Refused(StatusCode::MISDIRECTED_REQUEST);
        }
        if !self.is_from_here(headers) {
            return Entry::Refused(StatusCode::FORBIDDEN);
        }
        if let Some(given) = path.strip_prefix(ENTER) {
            return self.enter(given);
        }
        if self.has_cookie(headers) {
            Entry::Inside
        } else {
            Entry::Refused(StatusCode::UNAUTHORIZED)
        }
    }

    /// Says whether a request was asked for by a page of ours or by the person.
    fn is_from_here(&self, headers: &HeaderMap) -> bool {
        let ours = format!("http://{}", self.authority);
        let origin = !headers.contains_key(ORIGIN)
            || only(headers, &ORIGIN).is_some_and(|origin| origin == ours);
        let site = !headers.contains_key(FETCH_SITE)
            || only(headers, &FETCH_SITE)
                .is_some_and(|site| matches!(site, "same-origin" | "none"));
        origin && site
    }

    fn enter(&mut self, given: &str) -> Entry {
        let fits = |token: &String| bool::from(token.as_bytes().ct_eq(given.as_bytes()));
        if !self.token.as_ref().is_some_and(fits) {
            return Entry::Refused(StatusCode::UNAUTHORIZED);
        }
        self.token = None;
        Entry::Welcome(format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict",
            self.cookie, self.session
        ))
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let all = headers.get_all(COOKIE).into_iter();
        all.filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .filter(|(name, _)| *name == self.cookie)
            .any(|(_, value)| value.as_bytes().ct_eq(self.session.as_bytes()).into())
    }
}

/// Returns a header that is there exactly once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut all = headers.get_all(name).into_iter();
    let first = all.next()?;
    all.next().is_none().then(|| first.to_str().ok())?
}

fn draw(rng: &mut impl Rng) -> String {
    let mut bytes = [0; 32];
    rng.fill_bytes(&mut bytes);
    encode_hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    fn door() -> Door {
        Door::new(4711, &mut StdRng::seed_from_u64(1))
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    const HERE: (&str, &str) = ("host", "127.0.0.1:4711");

    /// Follows the link; answers the door and the cookie as a browser sends it.
    fn inside() -> (Door, String) {
        let mut door = door();
        let link = door.link().unwrap();
        let path = link.strip_prefix("http://127.0.0.1:4711").unwrap();
        let Entry::Welcome(cookie) = door.judge(path, &headers(&[HERE])) else {
            panic!("the link does not work");
        };
        assert!(
            cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
            "{cookie}"
        );
        let sent = cookie.split(';').next().unwrap().to_owned();
        (door, sent)
    }

    #[test]
    fn judge_lets_in_who_followed_the_link() {
        let (mut door, cookie) = inside();
        let others = format!("theme=dark; {cookie}; x=y");
        assert_eq!(
            door.judge("/", &headers(&[HERE, ("cookie", &others)])),
            Entry::Inside
        );
        let form = [
            HERE,
            ("cookie", &cookie),
            ("origin", "http://127.0.0.1:4711"),
            ("sec-fetch-site", "same-origin"),
        ];
        assert_eq!(door.judge("/lock", &headers(&form)), Entry::Inside);
    }

    #[test]
    fn judge_refuses_the_link_a_second_time() {
        let mut door = door();
        let path = door.link().unwrap().replace("http://127.0.0.1:4711", "");
        assert_ne!(
            door.judge(&path, &headers(&[HERE])),
            door.judge(&path, &headers(&[HERE]))
        );
        assert_eq!(door.link(), None);
    }

    #[test]
    fn judge_refuses_other_names_sites_and_cookies() {
        let (mut door, cookie) = inside();
        let wrong = format!("{}0", &cookie[..cookie.len() - 1]);
        let refused: [(&[(&'static str, &str)], u16); 10] = [
            (&[], 421),
            (&[("host", "localhost:4711"), ("cookie", &cookie)], 421),
            (&[("host", "evil.example:4711"), ("cookie", &cookie)], 421),
            (&[("host", "127.0.0.1"), ("cookie", &cookie)], 421),
            (&[HERE, HERE, ("cookie", &cookie)], 421),
            (
                &[HERE, ("cookie", &cookie), ("origin", "http://127.0.0.1:80")],
                403,
            ),
            (&[HERE, ("cookie", &cookie), ("origin", "null")], 403),
            (
                &[HERE, ("cookie", &cookie), ("sec-fetch-site", "same-site")],
                403,
            ),
            (&[HERE], 401),
            (&[HERE, ("cookie", &wrong)], 401),
        ];
        for (given, status) in refused {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(
                door.judge("/", &headers(given)),
                Entry::Refused(status),
                "{given:?}"
            );
        }
        let guess = format!("/enter/{}", "0".repeat(64));
        let judged = door.judge(&guess, &headers(&[HERE]));
        assert_eq!(judged, Entry::Refused(StatusCode::UNAUTHORIZED));
    }
}
