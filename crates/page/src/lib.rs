//! The reporter's page as it is served: a pure function of a build and a signed configuration.
//!
//! ```text
//! build (make web) ─┐
//!                   ├─ assemble ─► site: each path with bytes, media type, headers, SHA-256
//! page.note ────────┘
//! ```
//!
//! In scope: the manifest of a build and holding its files against it; filling the templates; the
//! paths of a site, their headers and the policy for browsers. Out of scope: reading folders,
//! answering requests, and what the page does on a device.
//!
//! Whoever has the build and the note computes the same site again: the relay that serves it, and
//! the auditor who compares.
//!
//! Spec: docs/page.md, docs/protocol.md §20.

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod build;
mod context;
mod gzip;
mod header;
mod html;
mod manifest;
mod plain_text;
mod site;
mod template;

pub use build::{Build, BuildError};
pub use gzip::{GunzipError, gunzip, gzip};
pub use header::{Header, PLAIN_POLICY, plain_headers};
pub use html::{entities, escape};
pub use manifest::{FORMAT, Listed, MANIFEST_PATH, Manifest, ManifestError};
pub use site::{AssembleError, File, Site, assemble};
pub use template::TemplateError;
