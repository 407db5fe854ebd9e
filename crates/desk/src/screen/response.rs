//! What a shell carries out.

use maud::Markup;

use super::job::Work;

/// No script or style but our own files, nothing from elsewhere, no frame around or inside.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What stands on every response.
const ALWAYS: [(&str, &str); 8] = [
    ("Content-Security-Policy", POLICY),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    // Our own forms say where they come from; nobody else hears of us.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), clipboard-read=(), usb=(), serial=(), hid=()",
    ),
    ("X-Robots-Tag", "noindex"),
];

/// An answer, as a shell shows it.
pub struct Response {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Response {
    /// Makes a page.
    pub(crate) fn page(status: u16, page: Markup) -> Self {
        Self::of(status, "text/html; charset=utf-8", page.into_string())
    }

    /// Makes any other body.
    pub(crate) fn of(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let mut headers: Vec<_> = ALWAYS
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        headers.push(("Content-Type", kind.to_owned()));
        Self {
            status,
            headers,
            body: body.into(),
        }
    }

    /// Leads on: after something was done, to where it shows.
    pub(crate) fn see(path: impl Into<String>) -> Self {
        let mut response = Self::of(303, "text/plain; charset=utf-8", Vec::new());
        response.headers.push(("Location", path.into()));
        response
    }

    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }

    /// Returns the value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// What a screen answers: something to show, or work that takes long.
pub(crate) enum Answer {
    /// Shown at once.
    Response(Response),
    /// Done by the shell, on a thread of its own, while a page tells how far it is.
    Work(Work),
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        Self::Response(response)
    }
}
