//! The pages that answer the form: no script, nothing to load but the page's own sheet, and the way
//! out on each of them.

use axum::body::Body;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use bellrope_page::{escape, plain_headers};
use hyper::StatusCode;
use hyper::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};

use super::Problem;
use crate::site::Site;

/// Answers with a receipt, in Dutch and English.
pub(super) fn receipt_page(receipt: &str, site: Option<&Site>) -> Response {
    let receipt = escape(receipt);
    let body = format!(
        "<h1>Uw brief is ontvangen</h1>\n\
         <p>Dit is het ontvangstbewijs. Uw brief staat uiterlijk na twee termijnen in het openbare logboek. \
         U hoeft dit niet te bewaren: met uw meldcode leest u later het antwoord.</p>\n\
         <p>Wie dit bewijs bij u vindt, weet dat u een brief heeft verstuurd.</p>\n\
         <h1 lang=\"en\">Your letter has been received</h1>\n\
         <p lang=\"en\">This is the receipt. Your letter will be in the public log within two epochs. \
         You need not keep this: with your case code you can read the answer later.</p>\n\
         <p lang=\"en\">Whoever finds this receipt with you knows that you sent a letter.</p>\n\
         <pre>{receipt}</pre>\n"
    );
    html(StatusCode::CREATED, "Ontvangen / Received", &body, site)
}

/// Answers a form that was refused: in words if a person's browser asked, else with the problem.
pub(super) fn refusal(problem: Problem, headers: &HeaderMap, site: Option<&Site>) -> Response {
    if !reads_html(headers) {
        return problem.into_response();
    }
    let (nl, en) = match problem {
        Problem::Malformed | Problem::TooLarge => (
            "Dit bestand is geen brief die op slot zit. Een brief op slot is precies 16.400 of 16.384 bytes groot. \
             Gewone tekst nemen wij niet aan.",
            "This file is not a sealed letter. A sealed letter is exactly 16,400 or 16,384 bytes. \
             We do not accept plain text.",
        ),
        Problem::Absent => ("Dit meldpunt is hier niet.", "This desk is not here."),
        _ => (
            "Het lukt nu niet om een brief aan te nemen. Probeer het later nog een keer.",
            "A letter cannot be accepted now. Try again later.",
        ),
    };
    let body = format!(
        "<h1>Uw brief is niet aangenomen</h1>\n<p>{nl} Er is niets bewaard.</p>\n\
         <h1 lang=\"en\">Your letter was not accepted</h1>\n<p lang=\"en\">{en} Nothing was stored.</p>\n"
    );
    let mut response = html(
        problem.status(),
        "Niet aangenomen / Not accepted",
        &body,
        site,
    );
    if let Some(secs) = problem.retry_after() {
        let secs = HeaderValue::from_static(secs);
        response.headers_mut().insert(RETRY_AFTER, secs);
    }
    response
}

fn html(status: StatusCode, title: &str, body: &str, site: Option<&Site>) -> Response {
    // The form is at /v1/desks/<desk>/form, however deep the site itself may stand.
    let (sheet, exit) = site.map_or_else(Default::default, |site| {
        let exit = escape(site.exit());
        (
            "<link rel=\"stylesheet\" href=\"../../../a/page.css\">\n",
            format!(
                "<header class=\"top\"><p class=\"exit-place\"><a class=\"exit\" href=\"{exit}\" rel=\"noreferrer\">\
                 Snel weg&nbsp;/&nbsp;<span lang=\"en\">Exit now</span></a></p></header>\n"
            ),
        )
    });
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n{sheet}</head>\n<body>\n{exit}<main>\n{body}</main>\n</body>\n</html>\n"
    );
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in plain_headers() {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, kind);
    response
}

/// Says whether whoever asks shows pages to a person.
fn reads_html(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    #[tokio::test]
    async fn receipt_page_escapes_and_runs_nothing() {
        let page = receipt_page("<script>&", None);
        assert_eq!(page.headers()["referrer-policy"], "no-referrer");
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("script-src"));
        let body = page.into_body().collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert!(body.contains("<pre>&lt;script&gt;&amp;</pre>"));
    }

    #[test]
    fn refusal_is_a_page_for_people_only() {
        let html =
            HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("text/html,*/*;q=0.8"))]);
        let page = refusal(Problem::Full, &html, None);
        assert_eq!(page.status(), 503);
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
        assert_eq!(page.headers()["retry-after"], "600");
        let problem = refusal(Problem::Full, &HeaderMap::new(), None);
        assert_eq!(
            problem.headers()["content-type"],
            "application/problem+json"
        );
    }
}
