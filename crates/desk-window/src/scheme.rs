//! The scheme `bellrope:`: what the view asks for is answered by the desktop, in this process.

use std::rc::Rc;

use bellrope_desk::screen::{BODY_MAX_LEN, Request, RequestError, Response};
use webkit6::gio::prelude::*;
use webkit6::prelude::*;
use webkit6::soup::{MessageHeaders, MessageHeadersType};
use webkit6::{URISchemeRequest, URISchemeResponse, WebContext, gio, glib};

use crate::desk::Desk;

/// The scheme.
const SCHEME: &str = "bellrope";
/// Every page begins with it.
const ORIGIN: &str = "bellrope://desk";
/// How much of a body is read at once, in bytes.
const CHUNK_LEN: usize = 1 << 16;

/// Returns the address of a path of the desk.
pub(crate) fn address(path: &str) -> String {
    format!("{ORIGIN}{path}")
}

/// Returns path and query of an address of the desk.
pub(crate) fn target(address: &str) -> Option<&str> {
    address
        .strip_prefix(ORIGIN)
        .filter(|target| target.starts_with('/'))
}

/// Lets a desk answer for the scheme.
pub(crate) fn register(context: &WebContext, desk: &Rc<Desk>) {
    if let Some(security) = context.security_manager() {
        // Pages of it are an origin of their own, which no other may ask or frame.
        security.register_uri_scheme_as_secure(SCHEME);
        security.register_uri_scheme_as_display_isolated(SCHEME);
    }
    let desk = Rc::clone(desk);
    context.register_uri_scheme(SCHEME, move |asked| {
        let (desk, asked) = (Rc::clone(&desk), asked.clone());
        drop(glib::spawn_future_local(async move {
            answer(&desk, &asked).await
        }));
    });
}

async fn answer(desk: &Desk, asked: &URISchemeRequest) {
    let Ok(request) = read(asked) else {
        return fail(asked, "the request cannot be read");
    };
    let is_page = !matches!(request.path(), "/awake" | "/job/state");
    let Some(response) = desk.answer(request).await else {
        return fail(asked, "the screen failed");
    };
    match response.header("Location") {
        // WebKit follows no redirect of a scheme of ours; the view is led on by hand.
        Some(path) => {
            if let (true, Some(view)) = (is_page, asked.web_view()) {
                view.load_uri(&address(path));
            }
            fail(asked, "led on");
        }
        None => finish(asked, &response),
    }
}

fn read(asked: &URISchemeRequest) -> Result<Request, RequestError> {
    let uri = asked.uri().unwrap_or_default();
    let method = asked.http_method().unwrap_or_else(|| "GET".into());
    let headers = asked.http_headers();
    let kind = headers.and_then(|headers| headers.one("Content-Type"));
    let body = asked
        .http_body()
        .map_or_else(Vec::new, |body| read_body(&body));
    let target = target(&uri).unwrap_or("/");
    Request::read(&method, target, kind.as_deref().unwrap_or_default(), &body)
}

/// Reads a body; one that is too long is cut one byte above the limit, and refused for it.
fn read_body(stream: &gio::InputStream) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() <= BODY_MAX_LEN {
        match stream.read_bytes(CHUNK_LEN, gio::Cancellable::NONE) {
            Ok(bytes) if !bytes.is_empty() => body.extend_from_slice(&bytes),
            _ => break,
        }
    }
    body
}

fn finish(asked: &URISchemeRequest, response: &Response) {
    let bytes = glib::Bytes::from(response.body());
    let len = i64::try_from(bytes.len()).unwrap_or(-1);
    let stream = gio::MemoryInputStream::from_bytes(&bytes);
    let carried = URISchemeResponse::new(&stream, len);
    carried.set_status(u32::from(response.status()), None);
    if let Some(kind) = response.header("Content-Type") {
        carried.set_content_type(kind.split(';').next().unwrap_or(kind));
    }
    let headers = MessageHeaders::new(MessageHeadersType::Response);
    for (name, value) in response.headers() {
        headers.append(name, value);
    }
    carried.set_http_headers(headers);
    asked.finish_with_response(&carried);
}

fn fail(asked: &URISchemeRequest, why: &str) {
    asked.finish_error(&mut glib::Error::new(gio::IOErrorEnum::Cancelled, why));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn target_is_of_our_own_origin_only() {
        assert_eq!(target("bellrope://desk/keys?a=b"), Some("/keys?a=b"));
        for other in [
            "bellrope://desk",
            "bellrope://desk.example/",
            "bellrope://other/",
            "https://desk/",
            "bellrope:/desk/",
            "file:///etc/passwd",
            "about:blank",
        ] {
            assert_eq!(target(other), None, "{other}");
        }
    }
}
