//! Putting a bundle together again.

use std::collections::HashSet;

use raptorq::{Decoder, EncodingPacket, PayloadId};

use crate::frame::{Frame, FrameError, Subject};
use crate::send::{BUNDLE_MAX_LEN, transmission};

/// Greatest symbol id: 24 bits.
const NUMBER_MAX: u32 = 0x00ff_ffff;

/// Receives one bundle: that of the first frame.
#[derive(Default)]
pub struct Receiver {
    begun: Option<Begun>,
}

struct Begun {
    subject: Subject,
    decoder: Decoder,
    seen: HashSet<u32>,
}

impl std::fmt::Debug for Receiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receiver")
            .field("seen", &self.seen())
            .finish_non_exhaustive()
    }
}

impl Receiver {
    /// Takes what one code says; answers the bundle once it is whole and is what was sent. A frame that was
    /// seen before changes nothing.
    ///
    /// # Errors
    ///
    /// [`ReceiveError::Frame`] for what is no frame of this bundle, [`ReceiveError::Differs`].
    pub fn add(&mut self, code: &[u8]) -> Result<Option<Vec<u8>>, ReceiveError> {
        let parts = Frame::read(code)?;
        let subject = parts.subject;
        let fits =
            usize::try_from(subject.len).is_ok_and(|len| (1..=BUNDLE_MAX_LEN).contains(&len));
        if !fits || parts.number > NUMBER_MAX {
            return Err(FrameError::Length { len: subject.len }.into());
        }
        let begun = self.begun.get_or_insert_with(|| Begun {
            subject,
            decoder: Decoder::new(transmission(subject.len)),
            seen: HashSet::new(),
        });
        if begun.subject != subject {
            return Err(FrameError::OtherBundle.into());
        }
        if !begun.seen.insert(parts.number) {
            return Ok(None);
        }
        let id = PayloadId::new(0, parts.number);
        let packet = EncodingPacket::new(id, parts.symbol.to_vec());
        let Some(bundle) = begun.decoder.decode(packet) else {
            return Ok(None);
        };
        if Subject::of(&bundle, subject.len) != subject {
            return Err(ReceiveError::Differs);
        }
        Ok(Some(bundle))
    }

    /// Returns how many different frames of the bundle were seen.
    #[must_use]
    pub fn seen(&self) -> usize {
        self.begun.as_ref().map_or(0, |begun| begun.seen.len())
    }

    /// Returns how many frames are needed, or a few more; `None` before the first.
    #[must_use]
    pub fn needed(&self) -> Option<usize> {
        let begun = self.begun.as_ref()?;
        let len = usize::try_from(begun.subject.len).ok()?;
        Some(len.div_ceil(crate::frame::SYMBOL_LEN))
    }
}

/// Why a frame brings nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiveError {
    /// It is no frame of this bundle.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The bundle that the frames make is not the one that they name.
    #[error("what was received is not what was sent")]
    Differs,
}
