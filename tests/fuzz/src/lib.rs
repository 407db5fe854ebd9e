//! One function for each parser of bytes that come from outside.
//!
//! `fuzz_targets/<name>.rs` hands it to libFuzzer (`make fuzz`); `tests/smoke` runs it on stable over
//! its samples and some thousands of changes to them. A target must never panic except by an
//! `assert!` of its own, which says what holds for everything that the parser accepts.
//!
//! | mark in the name | what is fed |
//! |---|---|
//! | none | the bytes as they came, and, where a signature or checksum would hide the parser behind it, the same bytes properly signed or summed |
//! | `reporter_` | answers of a relay to the reporter's machines |
//! | `relay_` | requests to the relay's router, in this process |

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test: what should not happen ends it"
)]

use std::cell::RefCell;

pub mod mutate;

mod age;
mod air_gap;
mod block;
mod content;
mod entry;
mod fixture;
mod input;
mod keeping;
mod log;
mod metadata;
mod preview;
mod promise;
mod relay;
mod reporter;
mod site;
mod spelling;
mod witness;

/// What is run on each input. Holds what the target needs from one input to the next.
pub type Run = Box<dyn FnMut(&[u8])>;

/// One parser of outside bytes.
pub struct Target {
    /// Its name, as in `fuzz_targets/<name>.rs`.
    pub name: &'static str,
    /// Makes it ready to run.
    pub start: fn() -> Run,
    /// Makes its samples: good ones, and the vectors of its format.
    pub samples: fn() -> Vec<Vec<u8>>,
}

impl Target {
    /// Returns a number that follows from the name, to seed what must differ between targets.
    #[must_use]
    pub fn seed(&self) -> u64 {
        let bytes = self.name.bytes().map(u64::from);
        bytes.fold(0, |seed, byte| seed.wrapping_mul(257).wrapping_add(byte))
    }
}

macro_rules! targets {
    ($($module:ident::$name:ident)*) => {
        &[$(Target {
            name: stringify!($name),
            start: $module::$name::start,
            samples: $module::$name::samples,
        }),*]
    };
}

/// Every target.
pub const TARGETS: &[Target] = targets! {
    age::age_header
    age::age_key
    age::letter_form
    age::reply_form
    air_gap::bundle
    block::parcel
    content::letter_plaintext
    content::reply_plaintext
    entry::case_code
    entry::report_file
    log::board
    log::checkpoint
    log::letter_proof
    log::log_note
    log::log_page
    log::log_proof
    log::tile_bytes
    log::tile_path
    metadata::metadata_jpeg
    metadata::metadata_png
    metadata::metadata_webp
    metadata::metadata_bmff
    metadata::metadata_pdf
    metadata::metadata_office
    preview::preview_answer
    preview::preview_text
    promise::card
    promise::receipt
    relay::relay_block
    relay::relay_card
    relay::relay_confirm
    relay::relay_form
    relay::relay_get
    relay::relay_letter
    relay::relay_replies
    reporter::reporter_download
    reporter::reporter_post
    reporter::sealed_folder
    site::page
    spelling::name
    spelling::note
    spelling::vkey
    keeping::share
    keeping::trail
    witness::add_checkpoint
    witness::cosignatures
};

/// Finds a target by its name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Runs a target on one input; it stays ready for the next one on this thread.
///
/// # Panics
///
/// If there is no such target, or the target finds something.
pub fn run(name: &str, data: &[u8]) {
    thread_local! {
        static READY: RefCell<Option<Run>> = const { RefCell::new(None) };
    }
    READY.with_borrow_mut(|ready| {
        let start = || (find(name).expect("a target of this name").start)();
        ready.get_or_insert_with(start)(data);
    });
}
