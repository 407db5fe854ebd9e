//! The OpenAPI document, made from the handlers.

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

/// A problem (RFC 9457): always 128 bytes, nothing of the request in it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what Problem::body writes")]
pub(super) struct ProblemBody {
    /// `urn:bellrope:problem:` and one of `malformed`, `unauthorised`, `absent`, `method`,
    /// `timeout`, `conflict`, `pruned`, `too-large`, `busy`, `full`, `unavailable`.
    r#type: String,
    /// The same in words.
    title: String,
    /// The status code again.
    status: u16,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bellrope relay",
        version = "1",
        description = "Accepts, logs and serves ciphertext of a fixed size. The normative text is docs/protocol.md.",
        license(name = "MIT OR Apache-2.0"),
    ),
    paths(
        super::desks::list_desks,
        super::desks::get_card,
        super::letters::post_letter,
        super::letters::post_form,
        super::blocks::post_grant,
        super::blocks::put_block,
        super::blocks::list_blocks,
        super::blocks::get_block,
        super::logs::get_checkpoint,
        super::logs::get_tile,
        super::logs::get_newest_batches,
        super::logs::get_batches,
        super::logs::get_pruned,
        super::bodies::get_replies,
        super::bodies::get_letters,
        super::posts::post_card,
        super::posts::post_replies,
        super::posts::post_confirm,
        super::posts::get_confirm,
        super::boards::post_board,
        super::boards::get_newest_board,
        super::boards::get_board,
        super::management::healthz,
        super::management::metrics,
    ),
    tags(
        (name = "reporter", description = "Anyone, without any credential"),
        (name = "reader", description = "Anyone; everything is verified by its reader"),
        (name = "courier", description = "With a bearer token of the desk"),
        (name = "operator", description = "On the management listener only"),
    ),
    modifiers(&Courier),
)]
struct Document;

struct Courier;

impl Modify for Courier {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("courier", SecurityScheme::Http(bearer));
    }
}

/// Writes the OpenAPI document as JSON.
///
/// # Errors
///
/// Never in practice: the document is made at compile time.
pub fn openapi() -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(&Document::openapi())?;
    json.push('\n');
    Ok(json)
}
