//! A sealed letter on its way: the reporter's and a cover are one type, and ask for the same.

use std::rc::Rc;

use bellrope_protocol::encoding::encode_hex;
use bellrope_reporter::compose::Sealed;
use bellrope_reporter::post::LetterPost;
use bellrope_reporter::view::DeskView;
use bellrope_reporter::{Request, Response};
use serde::Serialize;

use crate::fault::Fault;

/// A sealed letter, until its receipt is verified.
#[derive(Debug)]
pub struct Posting {
    view: Rc<DeskView>,
    sealed: Sealed,
}

/// A receipt that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// The signed note.
    pub receipt: String,
    /// Unix second by which the letter is logged.
    pub entry_by: u64,
    /// SHA-256 of the letter, in hex.
    pub body_hash: String,
}

impl Posting {
    pub(crate) fn new(view: Rc<DeskView>, sealed: Sealed) -> Self {
        Self { view, sealed }
    }

    /// Returns the request: the same one as often as it is asked for.
    #[must_use]
    pub fn request(&self) -> Request {
        LetterPost::new(self.view.card(), &self.sealed).request()
    }

    /// Verifies the answer at `now` (Unix seconds). Only this says that the letter was accepted.
    ///
    /// # Errors
    ///
    /// `relay-full`, `relay-status`, `receipt`.
    pub fn answer(&self, response: Response, now: u64) -> Result<Accepted, Fault> {
        let card = self.view.card();
        let accepted = LetterPost::new(card, &self.sealed).answer(response, now)?;
        // spec: §2, a receipt's promise: logged within two epochs
        let epoch = u64::from(accepted.receipt.epoch);
        Ok(Accepted {
            receipt: String::from_utf8_lossy(&accepted.note).into_owned(),
            entry_by: epoch + u64::from(card.relay.epoch_secs),
            body_hash: encode_hex(&accepted.receipt.body),
        })
    }
}
