//! The page in a real browser: Debian's Chromium, driven by Playwright, against the real relay, desk and courier.
//!
//! A story (`*.mjs`) is what a visitor does and sees; here stands what must be true afterwards at the desk. How to
//! write one: `docs/page.md`, "How it is tested in a browser".

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod audit;
mod code;
mod cover;
mod desk;
mod exit;
mod front;
mod keyboard;
mod lies;
mod paper;
mod plain;
mod profile;
mod screens;
mod sealing;
mod single;
mod smoke;
mod stage;
mod upload;
mod whole;
