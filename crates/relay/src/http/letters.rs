//! Letters in: by the client, and by a form for those who have nothing but a browser.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest as _, Multipart};
use axum::http::Request;
use axum::response::Response;
use bellrope_protocol::letter::check_form;
use bellrope_protocol::limit::{LETTER_LEN, SEALED_LETTER_LEN, TAG_LEN};
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::Tag;
use bytes::Bytes;
use hyper::HeaderMap;

use super::Problem;
use super::answer::{Answer, Kind};
use super::page::{receipt_page, refusal};
use super::request::{At, hex_header, read_body};
use crate::desk::Desk;
use crate::health::Part;
use crate::metrics::count;
use crate::relay::Relay;
use crate::slot::{Letter, LetterHash, Post, Refusal, TagRule};

/// The header with a letter's tag.
pub(super) const TAG_HEADER: &str = "bellrope-tag";
/// Greatest length of a form, in bytes: a sealed letter and what browsers put around it.
const FORM_MAX_LEN: usize = SEALED_LETTER_LEN + 4_096;

/// A letter as it came, of unknown form.
struct Arrived {
    letter: Bytes,
    tag: [u8; TAG_LEN],
    tag_rule: TagRule,
}

/// Accepts a letter, and answers with its receipt when it is durable.
///
/// The same letter with the same tag again gets the same receipt, byte for byte.
#[utoipa::path(
    post,
    path = "/v1/desks/{desk}/letters",
    tag = "reporter",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("Bellrope-Tag" = String, Header, description = "Tag of the letter: 32 lower-case hex digits"),
        ("Bellrope-Work" = Option<String>, Header, description = "Reserved"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The letter: exactly 16,384 bytes"),
    responses(
        (status = 201, description = "The receipt, a signed note; one size for every letter", content_type = "text/plain", body = String),
        (status = 400, description = "Not of the form of a letter, or no tag", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 408, description = "The body did not come in time", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 409, description = "The letter is here under another tag", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 413, description = "Longer than a letter", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 503, description = "Full, or the desk has no card yet; with Retry-After", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn post_letter(at: At, headers: HeaderMap, body: Body) -> Result<Answer, Problem> {
    let receipt = async {
        let tag = hex_header(&headers, TAG_HEADER).ok_or(Problem::Malformed)?;
        admit(&at.relay, &at.desk)?;
        let letter = read_body(&at.relay, body, LETTER_LEN).await?;
        accept(
            &at.relay,
            &at.desk,
            Arrived {
                letter,
                tag,
                tag_rule: TagRule::Sent,
            },
        )
        .await
    };
    let receipt = counted(&at.relay, receipt.await)?;
    Ok(Answer::created(Kind::Text, receipt))
}

/// Accepts a letter from a form with one file: a sealed letter of 16,400 bytes, or a bare one of
/// 16,384 for which the relay draws the tag.
#[utoipa::path(
    post,
    path = "/v1/desks/{desk}/form",
    tag = "reporter",
    params(("desk" = String, Path, description = "Short name of the desk")),
    request_body(content = Vec<u8>, content_type = "multipart/form-data", description = "One file of 16,400 bytes (letter and tag) or 16,384 (letter)"),
    responses(
        (status = 201, description = "A page with the receipt, in Dutch and English", content_type = "text/html", body = String),
        (status = 400, description = "Anything but one such file; nothing is stored. A browser that takes text/html gets a page that says so", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 408, description = "The body did not come in time", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 413, description = "Longer than such a form", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 503, description = "Full, or the desk has no card yet; with Retry-After", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn post_form(at: At, headers: HeaderMap, body: Body) -> Response {
    let receipt = async {
        admit(&at.relay, &at.desk)?;
        let body = read_body(&at.relay, body, FORM_MAX_LEN).await?;
        let file = only_file(headers.clone(), body).await;
        let arrived = split(&at.relay, file.ok_or(Problem::Malformed)?)?;
        accept(&at.relay, &at.desk, arrived).await
    };
    let site = at.relay.site.as_ref();
    match counted(&at.relay, receipt.await) {
        Ok(receipt) => receipt_page(&receipt, site),
        Err(problem) => refusal(problem, &headers, site),
    }
}

/// Refuses what cannot be kept, before a body is read.
fn admit(relay: &Relay, desk: &Desk) -> Result<(), Problem> {
    // spec: §12.1 A1, the current card must exist
    if desk.card().is_none() {
        return Err(Problem::Unavailable);
    }
    if relay.space.admits_letter() {
        Ok(())
    } else {
        Err(Problem::Full)
    }
}

async fn accept(relay: &Relay, desk: &Desk, arrived: Arrived) -> Result<String, Problem> {
    // spec: §12.1 A1
    let form = check_form(&arrived.letter).map_err(|_| Problem::Malformed)?;
    let hash = LetterHash::of(form);
    let body = hash.body();
    let letter = Letter::new(arrived.letter).ok_or(Problem::Malformed)?;
    let post = Post {
        desk: desk.number,
        letter,
        hash,
        tag: arrived.tag,
        tag_rule: arrived.tag_rule,
    };
    let answer = relay
        .queue
        .post(post)
        .await
        .map_err(|_| Problem::Unavailable)?;
    let entered = answer.map_err(|refusal| match refusal {
        Refusal::Form => Problem::Malformed,
        Refusal::Full => Problem::Full,
        Refusal::Conflict => Problem::Conflict,
        Refusal::Broken => {
            relay
                .health
                .fail(Part::Slots, "cannot write to the slots".to_owned());
            Problem::Unavailable
        }
    })?;
    // spec: §12.1 A4
    let receipt = Receipt::new(
        &desk.base,
        body,
        Tag::from_bytes(entered.tag),
        entered.epoch,
    );
    let signed = receipt
        .sign(&desk.keys.receipt)
        .map_err(|_| Problem::Unavailable)?;
    Ok(signed.to_string())
}

/// Takes the one file of a form; `None` if there is anything else in it.
async fn only_file(headers: HeaderMap, body: Bytes) -> Option<Bytes> {
    let mut request = Request::new(Body::from(body));
    *request.headers_mut() = headers;
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    let file = form.next_field().await.ok()??.bytes().await.ok()?;
    match form.next_field().await {
        Ok(None) => Some(file),
        _ => None,
    }
}

/// Splits a sealed letter into letter and tag; draws the tag of a bare one.
fn split(relay: &Relay, mut file: Bytes) -> Result<Arrived, Problem> {
    match file.len() {
        LETTER_LEN => Ok(Arrived {
            letter: file,
            tag: relay.with_rng(Tag::random).to_bytes(),
            tag_rule: TagRule::Drawn,
        }),
        SEALED_LETTER_LEN => {
            let tag = file.split_off(LETTER_LEN);
            Ok(Arrived {
                letter: file,
                tag: tag[..].try_into().map_err(|_| Problem::Malformed)?,
                tag_rule: TagRule::Sent,
            })
        }
        _ => Err(Problem::Malformed),
    }
}

fn counted(relay: &Arc<Relay>, receipt: Result<String, Problem>) -> Result<String, Problem> {
    let counters = &relay.metrics.now;
    count(match &receipt {
        Ok(_) => &counters.letters_accepted,
        Err(_) => &counters.letters_refused,
    });
    receipt
}
