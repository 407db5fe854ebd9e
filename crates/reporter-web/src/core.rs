//! The verified configuration, the desks downloaded under it, and everything asked of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::Pin;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::limit::PARCEL_MAX_BLOCKS;
use bellrope_protocol::page::{Page, SignedPage, VerifiedPage};
use bellrope_reporter::compose::{Correspondent, seal_cover};
use bellrope_reporter::mailbox::Mailbox;
use bellrope_reporter::pack::Attachment;
use bellrope_reporter::view::{DeskView, Download, Part};
use bellrope_reporter::{Request, Response};
use rand_core::CryptoRng;
use serde::Serialize;

use crate::desk_view::ShownDesk;
use crate::fault::Fault;
use crate::letter::{Fitted, Letter};
use crate::mailbox_view::ShownMailbox;
use crate::posting::Posting;
use crate::sending::Sending;

/// Everything that the page knows. No secret stays in it: codes are parameters.
#[derive(Debug)]
pub struct Core {
    page: VerifiedPage,
    views: BTreeMap<DeskName, Viewed>,
}

#[derive(Debug)]
struct Viewed {
    view: Rc<DeskView>,
    bytes: u64,
}

/// A desk that is being downloaded.
#[derive(Debug)]
pub struct Fetching {
    download: Download,
    bytes: u64,
}

/// How far a download is, in bytes of its present part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    phase: &'static str,
    done: u64,
    total: u64,
}

impl Core {
    /// Verifies a configuration: signed by the root of every desk that it lists.
    ///
    /// # Errors
    ///
    /// `page-refused`.
    // spec: §20
    pub fn open(note: &[u8]) -> Result<Self, Fault> {
        let refused = |err: &dyn std::error::Error| Fault::new("page-refused").because(err);
        let signed = SignedPage::parse(note).map_err(|err| refused(&err))?;
        let page = signed.verify().map_err(|err| refused(&err))?;
        Ok(Self {
            page,
            views: BTreeMap::new(),
        })
    }

    /// Returns what the configuration says.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.page.page()
    }

    /// Returns the configuration's JSON: the second line of what the desks signed.
    // spec: §20
    #[must_use]
    pub fn config(&self) -> &str {
        let text = str::from_utf8(self.page.as_bytes()).unwrap_or_default();
        text.lines().nth(1).unwrap_or_default()
    }

    /// Returns the fingerprints of its desks, in their order.
    #[must_use]
    pub fn fingerprints(&self) -> Vec<String> {
        let desks = self.page().desks.iter();
        desks.map(|desk| desk.fingerprint().to_string()).collect()
    }

    /// Begins to download what everybody downloads of a desk.
    ///
    /// # Errors
    ///
    /// `desk-unknown` if the configuration does not list it.
    // spec: §15
    pub fn download(&self, desk: &str) -> Result<Fetching, Fault> {
        Ok(Fetching {
            download: Download::new(self.pin(desk)?),
            bytes: 0,
        })
    }

    /// The roots that the configuration names are what is pinned.
    fn pin(&self, desk: &str) -> Result<Pin, Fault> {
        let page = self.page();
        let listed = page
            .desks
            .iter()
            .find(|listed| listed.desk.as_str() == desk);
        let listed = listed.ok_or_else(|| Fault::new("desk-unknown"))?;
        Ok(Pin {
            host: Some(page.host.clone()),
            desk: Some(listed.desk.clone()),
            succession: listed.succession.clone(),
            ..Pin::new(listed.fingerprint())
        })
    }

    /// Keeps a download that has come to its end, in place of an earlier one of the desk.
    ///
    /// # Errors
    ///
    /// Codes of downloads; an earlier view stays then.
    pub fn keep(&mut self, fetching: Fetching) -> Result<DeskName, Fault> {
        let bytes = fetching.bytes;
        let view = Rc::new(fetching.download.finish()?);
        let desk = view.card().desk.clone();
        self.views.insert(desk.clone(), Viewed { view, bytes });
        Ok(desk)
    }

    /// Shows a downloaded desk at `now` (Unix seconds).
    ///
    /// # Errors
    ///
    /// `not-downloaded`.
    pub fn show(&self, desk: &str, now: u64) -> Result<ShownDesk<'_>, Fault> {
        let viewed = self.viewed(desk)?;
        Ok(ShownDesk::of(&viewed.view, now, viewed.bytes))
    }

    fn viewed(&self, desk: &str) -> Result<&Viewed, Fault> {
        let name: DeskName = desk.parse().map_err(|_| Fault::new("desk-unknown"))?;
        self.views
            .get(&name)
            .ok_or_else(|| Fault::new("not-downloaded"))
    }

    /// Finds and opens what a code has at every desk. No request follows from it.
    #[must_use]
    pub fn open_mailbox(&self, code: &CaseCode, now: u64) -> ShownMailbox {
        let views = self.views.values().map(|viewed| viewed.view.as_ref());
        ShownMailbox::of(views.map(|view| (view, Mailbox::open(view, code))), now)
    }

    /// Prepares a letter to a desk: a report begins a case, anything else goes on with it. What must
    /// lead to no case goes under a code that is drawn for it, whatever `code` is.
    ///
    /// # Errors
    ///
    /// `log-stale`, `log-ahead`, `witnesses`; as [`Sending`]. Nothing has left the device.
    // spec: §11.5, sending refuses
    pub fn send(
        &self,
        desk: &str,
        code: &CaseCode,
        letter: Letter,
        files: Vec<Attachment>,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Sending, Fault> {
        let view = &self.viewed(desk)?.view;
        view.check_fresh(now)?;
        let writer = if letter.is_apart() {
            // spec: §6, answers about the reporter
            Correspondent::begin(view.card(), &CaseCode::generate(rng), view.log_time())?
        } else {
            writer(view, code, &letter)?
        };
        Sending::new(Rc::clone(view), writer, letter, files, rng)
    }

    /// Splits a letter that is too long; what is kept of its text ends in `mark`.
    ///
    /// # Errors
    ///
    /// `too-long` if it does not fit without that text either; `not-downloaded`.
    pub fn split(
        &self,
        desk: &str,
        letter: &Letter,
        mark: &str,
        rng: &mut impl CryptoRng,
    ) -> Result<Fitted, Fault> {
        let view = &self.viewed(desk)?.view;
        // Whether it fits does not depend on the code.
        let writer = Correspondent::begin(view.card(), &CaseCode::generate(rng), view.log_time())?;
        let split = writer.split(&letter.body, PARCEL_MAX_BLOCKS, mark)?;
        Ok(Fitted::of(split, letter.language.clone()))
    }

    /// Seals a cover letter to a desk, on the same terms as a letter that says something.
    ///
    /// # Errors
    ///
    /// `log-stale`, `log-ahead`, `witnesses`, `week`, `not-downloaded`.
    pub fn cover(&self, desk: &str, now: u64, rng: &mut impl CryptoRng) -> Result<Posting, Fault> {
        let view = &self.viewed(desk)?.view;
        view.check_fresh(now)?;
        let sealed = seal_cover(view.card(), view.log_time(), rng)?;
        Ok(Posting::new(Rc::clone(view), sealed))
    }
}

fn writer(view: &DeskView, code: &CaseCode, letter: &Letter) -> Result<Correspondent, Fault> {
    let (card, log_time) = (view.card(), view.log_time());
    if letter.is_report() {
        return Ok(Correspondent::begin(card, code, log_time)?);
    }
    let mailbox = Mailbox::open(view, code);
    Ok(Correspondent::go_on(card, code, log_time, &mailbox)?)
}

impl Fetching {
    /// Returns the next request, or `None` when everything is there.
    #[must_use]
    pub fn request(&self) -> Option<Request> {
        self.download.request()
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    ///
    /// Codes of downloads: what came is refused, and the download is over.
    pub fn answer(&mut self, response: Response) -> Result<(), Fault> {
        self.bytes += response.body.len() as u64;
        Ok(self.download.answer(response)?)
    }

    /// Says how far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let progress = self.download.progress();
        Progress {
            phase: match progress.part {
                Part::Desks | Part::Cards => "cards",
                Part::Replies => "replies",
                Part::Intake => "intake",
                Part::Done => "verify",
            },
            done: progress.bytes_done,
            total: progress.bytes_done + progress.bytes_left,
        }
    }
}
