//! Storing blocks and posting a letter.
//!
//! Blocks go before the letter that tells of them (§10 P5). A request may be repeated as it is: a
//! block stored twice is one block, a letter posted twice has the same receipt.
//!
//! Spec: docs/protocol.md §12.1, §12.4, §13.

use bellrope_protocol::base::{Base, DeskName};
use bellrope_protocol::card::Card;
use bellrope_protocol::encoding::decode_hex_array;
use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::note::VerifierKey;
use bellrope_protocol::parcel::BlockAddress;
use bellrope_protocol::receipt::{Receipt, VerifyReceiptError};
use bellrope_protocol::time::DAY_SECS;
use serde::Deserialize;

use crate::compose::Sealed;
use crate::request::{Request, Response};

/// Stores the blocks of a parcel, with as many grants as that takes.
#[derive(Debug)]
pub struct BlockPost {
    desk: DeskName,
    grant: Option<Grant>,
    /// Whether the last request asked for a grant.
    asked: bool,
    /// Grants in a row that were no good.
    refused: u32,
}

/// A grant and how many blocks are left of it.
struct Grant {
    id: [u8; 16],
    left: u32,
}

impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grant").finish_non_exhaustive()
    }
}

/// Grants in a row that may be no good before the relay is given up on.
const MAX_REFUSED: u32 = 3;

/// What an answer meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// The block is stored.
    Yes,
    /// Not yet: ask for the next request of the same block.
    NotYet,
}

impl BlockPost {
    /// Begins to store blocks at a desk.
    #[must_use]
    pub fn new(desk: DeskName) -> Self {
        Self {
            desk,
            grant: None,
            asked: false,
            refused: 0,
        }
    }

    /// Returns the next request for a block: for a grant if there is none left, else to store it.
    pub fn request(&mut self, address: BlockAddress, bytes: &[u8; BLOCK_LEN]) -> Request {
        match self.grant.as_ref().filter(|grant| grant.left > 0) {
            Some(grant) => {
                self.asked = false;
                Request::put_block(&self.desk, address, bytes, &grant.id)
            }
            None => {
                self.asked = true;
                Request::post_grant(&self.desk)
            }
        }
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    ///
    /// [`PostError::Status`] for an answer that repeating does not mend, [`PostError::Grant`] for a
    /// malformed grant, [`PostError::Conflict`] if other bytes stand in the block's place.
    pub fn answer(&mut self, response: &Response) -> Result<Stored, PostError> {
        if self.asked {
            return self.take_grant(response);
        }
        match response.status {
            200 | 201 | 204 => {
                self.refused = 0;
                if let Some(grant) = &mut self.grant {
                    grant.left = grant.left.saturating_sub(1);
                }
                Ok(Stored::Yes)
            }
            409 => Err(PostError::Conflict),
            // The grant ran out: a relay forgets grants when it restarts.
            401 | 403 | 404 if self.refused < MAX_REFUSED => {
                self.refused += 1;
                self.grant = None;
                Ok(Stored::NotYet)
            }
            status => Err(PostError::Status { status }),
        }
    }

    fn take_grant(&mut self, response: &Response) -> Result<Stored, PostError> {
        if !matches!(response.status, 200 | 201) {
            return Err(PostError::Status {
                status: response.status,
            });
        }
        let answer: GrantAnswer =
            serde_json::from_slice(&response.body).map_err(|_| PostError::Grant)?;
        let id = decode_hex_array(&answer.grant).map_err(|_| PostError::Grant)?;
        if answer.blocks == 0 {
            return Err(PostError::Grant);
        }
        self.grant = Some(Grant {
            id,
            left: answer.blocks,
        });
        Ok(Stored::NotYet)
    }
}

#[derive(Deserialize)]
struct GrantAnswer {
    grant: String,
    blocks: u32,
}

/// Posts one letter and verifies its receipt.
#[derive(Debug)]
pub struct LetterPost<'a> {
    base: Base,
    receipt_key: VerifierKey,
    epoch_secs: u32,
    sealed: &'a Sealed,
}

/// A receipt that holds, and the bytes that prove it to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedReceipt {
    /// What the relay promised.
    pub receipt: Receipt,
    /// The signed note.
    pub note: Vec<u8>,
}

impl<'a> LetterPost<'a> {
    /// Prepares to post a letter to the desk of `card`, which names the relay's receipt key.
    #[must_use]
    pub fn new(card: &Card, sealed: &'a Sealed) -> Self {
        Self {
            base: card.base(),
            receipt_key: card.receipt_verifier(),
            epoch_secs: card.relay.epoch_secs,
            sealed,
        }
    }

    /// Returns the request: the same one as often as it is asked for.
    #[must_use]
    pub fn request(&self) -> Request {
        Request::post_letter(
            &self.base.desk,
            self.sealed.letter.as_slice(),
            self.sealed.tag,
        )
    }

    /// Verifies the answer at `now` (Unix seconds). Only this says that the letter was accepted.
    ///
    /// # Errors
    ///
    /// [`PostError::Status`]; [`PostError::Receipt`] if the receipt is not one for this letter;
    /// [`PostError::Promise`] if it promises nothing for a long time.
    pub fn answer(&self, response: Response, now: u64) -> Result<VerifiedReceipt, PostError> {
        if !matches!(response.status, 200 | 201) {
            return Err(PostError::Status {
                status: response.status,
            });
        }
        let hash = self.sealed.body_hash();
        let receipt = Receipt::verify(
            &response.body,
            &self.receipt_key,
            &self.base,
            &hash,
            &self.sealed.tag,
        )?;
        self.check_promise(receipt.epoch, now)?;
        Ok(VerifiedReceipt {
            receipt,
            note: response.body,
        })
    }

    /// Refuses a promise that cannot be broken soon: the epoch that is under way ends within one
    /// epoch, and the clock may be wrong by a day. An earlier one is that of a repeated letter.
    // spec: §12.1 A4
    fn check_promise(&self, epoch: u32, now: u64) -> Result<(), PostError> {
        let latest = now
            .saturating_add(self.epoch_secs.into())
            .saturating_add(DAY_SECS);
        if u64::from(epoch) > latest {
            return Err(PostError::Promise { epoch, now });
        }
        Ok(())
    }
}

/// Why something could not be handed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PostError {
    /// The relay answered with a status that means no.
    #[error("relay answered {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// The relay's grant is malformed.
    #[error("relay's upload grant is malformed")]
    Grant,
    /// Other bytes are stored in the place of a block.
    #[error("relay has other bytes in the place of a block")]
    Conflict,
    /// The receipt is not one for this letter: the relay may or may not have it.
    #[error("relay's receipt is refused")]
    Receipt(#[from] VerifyReceiptError),
    /// The receipt promises the letter for an epoch that is far away: the relay could leave it out
    /// until then, and nobody could say that it broke its promise.
    #[error("relay's receipt is for the epoch that ends at {epoch}, the clock says {now}")]
    Promise {
        /// The Unix second at which that epoch ends.
        epoch: u32,
        /// The device's clock, in Unix seconds.
        now: u64,
    },
}
