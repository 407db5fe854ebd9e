//! The desk's screens: HTML that the library makes, and no socket anywhere.
//!
//! A [`Desktop`] answers a [`Request`] with a [`Response`]. Who shows it is another crate: a window
//! that answers its webview inside the process, or a server on the loopback. Both carry requests in
//! and responses out, tell the time, and run the [`Job`]s that take long. How screens are added:
//! `docs/desk-screens.md`.
//!
//! In scope: everything between a request and a response. Out of scope: sockets, cookies, windows,
//! threads, clocks.

mod area;
mod ask;
pub(crate) mod component;
mod context;
mod desktop;
mod form;
mod frame;
mod job;
mod media;
mod multipart;
mod request;
mod response;
mod route;
mod session;

pub use desktop::{Desktop, Settings};
pub use form::{Form, Upload};
pub use job::Job;
pub use request::{BODY_MAX_LEN, Method, Request, RequestError};
pub use response::Response;

pub(crate) use context::{Context, Page, Refusal};
#[allow(unused_imports, reason = "as the set of components")]
pub(crate) use frame::{Nav, PrintLabel};
pub(crate) use job::{Report, Work};
pub(crate) use response::Answer;
pub(crate) use route::Route;
pub(crate) use session::Shown;

use rand_core::CryptoRng;

/// The randomness that a shell hands in.
pub type Rng = Box<dyn CryptoRng + Send>;
