//! Filing: the sealed case as a reporter does, then everything that a relay must refuse. All that
//! crosses the connection is searched, in both directions.

use bellrope_protocol::base::Base;
use bellrope_protocol::card::Card;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::receipt::{Receipt, VerifyReceiptError};
use serde::Deserialize;

use super::canary::{Sort, Text};
use super::clear::{Clear, Expected, form_body, form_type, talkative};
use super::kind;
use super::letter::{Sealed, SealedCase};
use super::look::Look;
use super::wire::{Answer, Draft, Exchange, Wire, WireError};
use crate::finding::{Check, said};

/// Sends, and searches what is sent and answered.
pub(super) struct Filing<'a> {
    card: &'a Card,
    base: Base,
    wire: &'a Wire,
    look: &'a Look<'a>,
    unanswered: usize,
}

/// Why something sealed was not accepted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum FileError {
    /// There is no connection.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The answer is no HTTP.
    #[error("the relay's answer is none")]
    NoAnswer,
    /// The relay says no.
    #[error("the relay answered {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// The relay gives no leave to store blocks.
    #[error("the relay's upload grant is malformed")]
    Grant,
    /// The relay does not say that it has the letter.
    #[error("the relay's receipt is refused")]
    Receipt(#[from] VerifyReceiptError),
}

#[derive(Deserialize)]
struct Grant {
    grant: String,
}

impl<'a> Filing<'a> {
    pub(super) fn new(card: &'a Card, wire: &'a Wire, look: &'a Look<'a>) -> Self {
        Self {
            card,
            base: card.base(),
            wire,
            look,
            unanswered: 0,
        }
    }

    /// Files parcel and letters; says whether all were accepted. `talk` goes into headers of one.
    pub(super) fn file_case(&mut self, case: &SealedCase, talk: &Text, check: &mut Check) -> bool {
        let filed = self.try_file(case, talk, check);
        if let Err(err) = filed {
            check.could_not("what the relay does with letters", said(&err));
            return false;
        }
        check.fact("letters filed", case.letters().len());
        check.fact("blocks filed", case.blocks.len());
        for letter in case.letters() {
            let what = format!("SHA-256 of {}", letter.what);
            check.fact(what, encode_hex(&letter.hash()));
        }
        true
    }

    // spec: §10 P5, §13
    fn try_file(
        &mut self,
        case: &SealedCase,
        talk: &Text,
        check: &mut Check,
    ) -> Result<(), FileError> {
        let grant = self.of_desk("POST", "grants").body("");
        let answer = self.send_sealed("the request for a grant", &grant, check)?;
        let grant: Grant = serde_json::from_slice(&answer.body).map_err(|_| FileError::Grant)?;
        for block in &case.blocks {
            let draft = self.of_desk("PUT", &format!("blocks/{}", block.address));
            let draft = draft.header("Bellrope-Grant", &grant.grant);
            let draft = draft.body(block.bytes.as_slice());
            self.send_sealed("the block", &draft, check)?;
        }
        let report = self.letter(&case.report);
        self.post(&case.report, &report, check)?;
        let message = talkative(self.letter(&case.message), talk);
        self.post(&case.message, &message, check)?;
        // Without a client, by the form for a sealed file.
        let last = &case.withdrawal;
        let file = [last.letter.as_slice(), last.tag.as_bytes()].concat();
        let disposition = "form-data; name=\"letter\"; filename=\"letter\"";
        let form = self
            .of_desk("POST", "form")
            .header("Content-Type", form_type())
            .body(form_body(disposition, &file));
        self.send_sealed(last.what, &form, check)?;
        Ok(())
    }

    fn of_desk(&self, method: &str, path: &str) -> Draft {
        let desk = &self.base.desk;
        Draft::new(self.wire, method, &format!("/v1/desks/{desk}/{path}"))
    }

    fn letter(&self, sealed: &Sealed) -> Draft {
        self.of_desk("POST", "letters")
            .header("Bellrope-Tag", sealed.tag.to_string())
            .header("Content-Type", "application/octet-stream")
            .body(sealed.letter.as_slice())
    }

    /// Posts a letter and verifies its receipt: only that says that the relay has it.
    fn post(&mut self, sealed: &Sealed, draft: &Draft, check: &mut Check) -> Result<(), FileError> {
        let answer = self.send_sealed(sealed.what, draft, check)?;
        let key = self.card.receipt_verifier();
        Receipt::verify(&answer.body, &key, &self.base, &sealed.hash(), &sealed.tag)?;
        Ok(())
    }

    fn send_sealed(
        &mut self,
        what: &str,
        draft: &Draft,
        check: &mut Check,
    ) -> Result<Answer, FileError> {
        let exchange = self.wire.exchange(&draft.bytes())?;
        let place = format!("what was sent with {what}");
        self.look.hold_capture(&exchange.sent, &place, check);
        self.hold_answer(what, &exchange, check);
        let answer = exchange.answer().ok_or(FileError::NoAnswer)?;
        match answer.status {
            200..=299 => Ok(answer),
            status => Err(FileError::Status { status }),
        }
    }

    /// Sends every request with a text in clear, and holds what comes back against it.
    pub(super) fn send_clear(&mut self, requests: &[Clear], check: &mut Check) {
        for request in requests {
            let what = self.look.what(request.canary).to_owned();
            let sent = match request.expected {
                Expected::Nothing => self.wire.hang_up(&request.bytes),
                Expected::Refusal | Expected::Anything => self.wire.exchange(&request.bytes),
            };
            match sent {
                Ok(exchange) => self.hold_clear(&what, request, &exchange, check),
                Err(err) => check.could_not(what, said(&err)),
            }
        }
        check.fact("requests with a text in clear", requests.len());
        check.fact("of these that the relay hung up on", self.unanswered);
    }

    fn hold_clear(&mut self, what: &str, request: &Clear, exchange: &Exchange, check: &mut Check) {
        // The control in the capture: what was sent in clear is seen there.
        if !self.look.is_in(request.canary, &exchange.sent) {
            let why = "the search misses the text in this program's own capture";
            check.could_not(what, why);
        }
        self.look.hold_capture(&exchange.sent, what, check);
        self.hold_answer(what, exchange, check);
        match exchange.answer() {
            None if request.expected == Expected::Nothing => {}
            None => self.unanswered += 1,
            Some(answer) => {
                let is_good = (200..300).contains(&answer.status);
                if is_good && request.expected == Expected::Refusal {
                    let found = format!("status {}", answer.status);
                    check.find(&kind::ACCEPTED, what, "a refusal", found);
                }
            }
        }
    }

    fn hold_answer(&self, what: &str, exchange: &Exchange, check: &mut Check) {
        let place = format!("answer to {what}");
        let searched = self.look.search_bytes(&exchange.answer);
        let sorts = [Sort::Sealed, Sort::Clear];
        self.look
            .find(&kind::ANSWER, &place, &searched, &sorts, check);
    }

    /// Asks for health and figures, which operators collect.
    pub(super) fn ask_management(&mut self, management: Option<&Wire>, check: &mut Check) {
        let Some(wire) = management else {
            check.left_out(
                "health and metrics",
                "the management address (--management)",
            );
            return;
        };
        for path in ["/healthz", "/metrics"] {
            match wire.exchange(&Draft::new(wire, "GET", path).bytes()) {
                Ok(exchange) if exchange.answer().is_some() => {
                    self.hold_answer(path, &exchange, check);
                }
                Ok(_) => check.could_not(path, said(&FileError::NoAnswer)),
                Err(err) => check.could_not(path, said(&err)),
            }
        }
    }
}
