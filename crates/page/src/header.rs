//! The headers of a site: what a browser may do with each file, and what it may remember.
//!
//! Spec: docs/page.md, "Headers and policy".

use crate::build::Build;
use crate::context::sha256_source;

/// A header of an answer: its name in lower case, and its value.
pub type Header = (&'static str, String);

/// The policy of what has no script: it can load one sheet and send one form.
pub const PLAIN_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// What a browser must not do for the page. The clipboard is for the code, when asked.
///
/// Names that Chromium of late 2026 knows: it complains of others on the console.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
     captured-surface-control=(), clipboard-read=(), clipboard-write=(self), compute-pressure=(), \
     digital-credentials-get=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), \
     geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), \
     keyboard-map=(), language-model=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
     on-device-speech-recognition=(), otp-credentials=(), payment=(), picture-in-picture=(), \
     private-state-token-issuance=(), private-state-token-redemption=(), \
     publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
     speaker-selection=(), storage-access=(), summarizer=(), sync-xhr=(), translator=(), usb=(), \
     window-management=(), xr-spatial-tracking=()";

/// What every file has, whatever it is.
const ALWAYS: [(&str, &str); 7] = [
    ("cache-control", "no-store"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", PERMISSIONS),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// Makes the headers of a page without script, other than its type.
#[must_use]
pub fn plain_headers() -> Vec<Header> {
    headers(PLAIN_POLICY.to_owned())
}

/// Makes the headers of what runs scripts, other than its type.
pub(crate) fn script_headers(build: &Build) -> Vec<Header> {
    headers(script_policy(build))
}

fn headers(policy: String) -> Vec<Header> {
    let mut headers: Vec<Header> = ALWAYS
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    headers.push(("content-security-policy", policy));
    headers.sort();
    headers
}

/// Writes the policy of what runs scripts: those of the build, by their hashes, and WebAssembly.
///
/// A hash counts for a script in a file if the tag has the same `integrity`. For sheets there is
/// no such rule, so they come from the same origin.
fn script_policy(build: &Build) -> String {
    let hashes: Vec<String> = build
        .files()
        .filter(|(path, _)| path.ends_with(".js"))
        .map(|(_, bytes)| format!("'{}'", sha256_source(bytes)))
        .collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; \
         connect-src 'self'; img-src 'self' blob:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types bellrope",
        hashes.join(" ")
    )
}
