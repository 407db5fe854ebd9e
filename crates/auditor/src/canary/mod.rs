//! The canary: files known texts through a running relay, and then looks for them everywhere that
//! the relay can have put them.
//!
//! Two sorts of texts. **Sealed** ones leave this program inside letters and a parcel only: they
//! must be nowhere. **Clear** ones are sent where no text belongs, in requests that a relay must
//! refuse or need not understand: they must be in no file, no log and no answer. What of them is
//! left in the relay's memory is counted and reported, not judged: a relay has to read a request to
//! refuse it.
//!
//! Nothing is claimed before the search has shown that it finds: every text in every coding in files
//! of its own (`control`), in this program's memory, in what this program sent; and in the relay's
//! folder and memory what must be there, so that the right ones were searched.
//!
//! Texts are random: 132 bits each, and at least 64 in every fragment that is searched for. What is
//! found is no chance: over a terabyte of anything written before the texts were drawn, and ten
//! thousand spellings, less than one in a thousand times.
//!
//! It seals with `protocol` alone. In scope: one relay, one desk, one run. Out of scope: what other
//! checks read, see [`crate::check`].

#[expect(
    clippy::module_inception,
    reason = "a canary is what this check is named after"
)]
mod canary;
mod clear;
mod coding;
mod control;
mod filing;
mod folder;
mod journal;
mod kind;
mod letter;
mod look;
mod memory;
mod sealing;
mod search;
mod unpack;
mod wire;

use std::path::{Path, PathBuf};

use bellrope_protocol::card::Card;
use rand::rngs::StdRng;

use crate::finding::{Check, said};
use crate::source::OpenLiveError;
use canary::{Aviary, Sort};
use clear::Clerk;
use filing::Filing;
use look::Look;
use sealing::await_sealing;
use search::Search;
use wire::Wire;

pub use kind::KINDS;

/// What is tried, and where to look afterwards.
pub struct CanarySubject<'a> {
    /// Where the relay listens.
    pub relay: &'a str,
    /// A proxy for all connections.
    pub proxy: Option<&'a str>,
    /// The newest card of the desk.
    pub card: &'a Card,
    /// The relay's folder.
    pub folder: &'a Path,
    /// The relay's process.
    pub pid: Option<u32>,
    /// Log files of the relay and of what stands before it.
    pub logs: &'a [PathBuf],
    /// The unit whose journal is read.
    pub journal: Option<&'a str>,
    /// Where the relay shows its health.
    pub management: Option<&'a str>,
    /// Captures of the traffic, such as tcpdump writes.
    pub captures: &'a [PathBuf],
    /// Whether files and logs are searched only when the epoch has been sealed.
    pub until_sealed: bool,
    /// The time, in Unix seconds.
    pub now: u64,
}

/// Files the texts and looks for them. Texts, keys and sealing draw on `rng`.
///
/// # Errors
///
/// [`OpenLiveError`] if an address or the proxy cannot be used.
pub fn run(subject: &CanarySubject<'_>, rng: StdRng) -> Result<Check, OpenLiveError> {
    let wire = Wire::new(subject.relay, subject.proxy)?;
    let management = subject.management.map(|url| Wire::new(url, None));
    let management = management.transpose()?;
    let mut check = Check::new("canary");
    for limit in LIMITS {
        check.limit(limit);
    }
    let mut aviary = Aviary::new(rng);
    let control = aviary.text(Sort::Control, "text of the control");
    let base = subject.card.base();
    let origin = base.to_string();
    aviary.add_bytes(Sort::Origin, "name of the desk", origin.as_bytes());
    let case = match letter::seal(subject.card, subject.now, &mut aviary) {
        Ok(case) => case,
        Err(err) => {
            check.could_not("letters", said(&err));
            return Ok(check);
        }
    };
    let talk = aviary.text(Sort::Clear, "headers of the message");
    let requests = Clerk::write(&wire, &base.desk, &mut aviary);
    let search = match Search::new(&aviary.canaries) {
        Ok(search) => search,
        Err(err) => {
            check.could_not("the search", said(&err));
            return Ok(check);
        }
    };
    let look = Look::new(&aviary.canaries, &search);
    look.say(&mut check);
    // Nothing is filed before the search has shown that it finds.
    if !look.check_controls(&control, subject.pid.is_some(), &mut check) {
        return Ok(check);
    }
    let mut filing = Filing::new(subject.card, &wire, &look);
    if !filing.file_case(&case, &talk, &mut check) {
        return Ok(check);
    }
    filing.send_clear(&requests, &mut check);
    filing.ask_management(management.as_ref(), &mut check);
    // Memory at once: it is the first to forget.
    look.look_in_memory(subject.pid, &mut check);
    if subject.until_sealed {
        await_sealing(subject.card, &wire, &mut check);
    } else {
        let what = "what the relay writes when it seals an epoch";
        check.left_out(what, "time until it does (--until-sealed)");
    }
    look.look_everywhere(subject, &mut check);
    Ok(check)
}

/// Says why nothing was filed: nobody knows whose desk it is. `keys` is the check of the keys.
#[must_use]
pub fn run_untrusted(keys: &Check) -> Check {
    let mut check = Check::new("canary");
    for could_not in &keys.could_not {
        check.could_not(&could_not.what, &could_not.why);
    }
    for finding in &keys.findings {
        let why = format!("{}: {}", finding.kind, finding.found);
        check.could_not(&finding.place, why);
    }
    let why = "no card of the desk verifies, so nothing was filed";
    check.could_not("whether the relay keeps texts", why);
    check
}

/// What no canary can prove.
const LIMITS: [&str; 6] = [
    "limit-canary-moment",
    "limit-canary-memory",
    "limit-canary-elsewhere",
    "limit-canary-coding",
    "limit-canary-sealed",
    "limit-canary-known",
];
