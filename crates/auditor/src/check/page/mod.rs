//! The check of the page: is what is served what the desks signed, and nothing else?
//!
//! In scope: the configuration's signatures and desks, every byte and header of every file against
//! the site that the auditor makes from a build of their own, what else is served, whether the
//! answer depends on who asks, what is loaded from elsewhere. Out of scope: what a page does on a
//! device, and what others are served.
//!
//! Spec: docs/page.md, docs/protocol.md §20.

mod kind;
mod other;
mod served;
#[cfg(test)]
mod tests;

use bellrope_page::{Build, Site, assemble};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::page::{SignedPage, VerifiedPage};

use crate::finding::{Check, said};
use crate::source::{Ask, Pages};

pub use kind::KINDS;

/// What is checked, and what it is held against.
pub struct PageSubject<'a> {
    /// Where the page is fetched from. Nothing of it is trusted.
    pub pages: &'a dyn Pages,
    /// The build that the auditor made, or compared with one that they made.
    pub build: &'a Build,
    /// The fingerprints of all desks that may be on the page.
    pub fingerprints: &'a [Fingerprint],
    /// A configuration seen earlier: a later one has a higher version.
    pub known: Option<&'a VerifiedPage>,
}

/// Checks a page.
#[must_use]
pub fn run(subject: &PageSubject<'_>) -> Check {
    let mut check = Check::new("page");
    check.limit("limit-page-others");
    check.limit("limit-page-device");
    if subject.known.is_none() {
        check.left_out(
            "whether an older configuration came back",
            "the note of an earlier visit (--known)",
        );
    }
    let Some(page) = configuration(subject, &mut check) else {
        return check;
    };
    if let Some(site) = site(subject.build, &page, &mut check) {
        served::check_files(subject.pages, &site, &mut check);
        other::check_others(subject.pages, &site, &mut check);
        other::check_sameness(subject.pages, &mut check);
        other::check_third_parties(&site, &mut check);
    }
    check
}

/// Fetches the configuration and verifies it; `None` if there is none to go on with.
fn configuration(subject: &PageSubject<'_>, check: &mut Check) -> Option<VerifiedPage> {
    let answer = match subject.pages.fetch("/page.note", Ask::default()) {
        Ok(answer) => answer,
        Err(err) => {
            check.could_not("/page.note", said(&err));
            return None;
        }
    };
    if answer.status != 200 {
        let found = format!("status {}", answer.status);
        check.find(&kind::NOTE_MISSING, "/page.note", "status 200", found);
        return None;
    }
    let verified = SignedPage::parse(&answer.body)
        .map_err(|err| said(&err))
        .and_then(|page| page.verify().map_err(|err| said(&err)));
    match verified {
        Ok(page) => {
            check_desks(&page, subject.fingerprints, check);
            check_known(&page, subject.known, check);
            say(&page, check);
            Some(page)
        }
        Err(found) => {
            let expected = "a configuration that every desk on it signed";
            check.find(&kind::NOTE, "/page.note", expected, found);
            None
        }
    }
}

fn check_desks(page: &VerifiedPage, fingerprints: &[Fingerprint], check: &mut Check) {
    let listed: Vec<Fingerprint> = page
        .page()
        .desks
        .iter()
        .map(|desk| desk.fingerprint())
        .collect();
    for (desk, found) in page.page().desks.iter().zip(&listed) {
        if !fingerprints.contains(found) {
            let place = format!("desk {}", desk.desk);
            check.find(&kind::DESK, place, "a fingerprint that you hold", found);
        }
    }
    for expected in fingerprints {
        if !listed.contains(expected) {
            check.find(&kind::DESK_MISSING, "/page.note", expected, "no such desk");
        }
    }
}

fn check_known(page: &VerifiedPage, known: Option<&VerifiedPage>, check: &mut Check) {
    let Some(known) = known else {
        return;
    };
    let (found, least) = (page.page().version, known.page().version);
    if found < least {
        let expected = format!("version {least} or later");
        check.find(
            &kind::ROLLED_BACK,
            "/page.note",
            expected,
            format!("version {found}"),
        );
    } else if found == least && page.hash() != known.hash() {
        let expected = format!(
            "version {least} as you know it, {}",
            encode_hex(&known.hash())
        );
        check.find(
            &kind::FORKED,
            "/page.note",
            expected,
            encode_hex(&page.hash()),
        );
    }
}

fn say(page: &VerifiedPage, check: &mut Check) {
    let configuration = page.page();
    check.fact("version of the configuration", configuration.version);
    check.fact("SHA-256 of the configuration", encode_hex(&page.hash()));
    check.fact(
        "SHA-256 of the build's manifest",
        encode_hex(&configuration.build),
    );
    check.fact("cover", if configuration.cover.on { "on" } else { "off" });
}

/// Makes the site that must be served; `None` if the configuration names another build.
fn site(build: &Build, page: &VerifiedPage, check: &mut Check) -> Option<Site> {
    if build.manifest().hash() != page.page().build {
        let expected = format!("your build, {}", encode_hex(&build.manifest().hash()));
        let found = encode_hex(&page.page().build);
        check.find(&kind::BUILD, "/page.note", expected, found);
        return None;
    }
    match assemble(build, page) {
        Ok(site) => Some(site),
        Err(err) => {
            check.could_not("the site of this build and configuration", said(&err));
            None
        }
    }
}
