//! Making frames.

use raptorq::{Encoder, EncodingPacket, ObjectTransmissionInformation};

use crate::frame::{Frame, SYMBOL_LEN, Subject};

/// Longest bundle, in bytes: about a quarter of an hour before a camera. Longer ones take a stick.
pub const BUNDLE_MAX_LEN: usize = 4 * 1024 * 1024;

/// Returns what sender and receiver know without saying it.
pub(crate) fn transmission(len: u32) -> ObjectTransmissionInformation {
    let symbol = u16::try_from(SYMBOL_LEN).unwrap_or(u16::MAX);
    ObjectTransmissionInformation::new(len.into(), symbol, 1, 1, 8)
}

/// Makes the frames of one bundle.
pub struct Sender {
    subject: Subject,
    encoder: Encoder,
    source: Vec<EncodingPacket>,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender")
            .field("len", &self.subject.len)
            .finish_non_exhaustive()
    }
}

impl Sender {
    /// Prepares a bundle.
    ///
    /// # Errors
    ///
    /// [`SendError::Length`] for nothing, and above [`BUNDLE_MAX_LEN`].
    pub fn new(bundle: &[u8]) -> Result<Self, SendError> {
        let refused = SendError::Length { len: bundle.len() };
        if bundle.is_empty() || bundle.len() > BUNDLE_MAX_LEN {
            return Err(refused);
        }
        let len = u32::try_from(bundle.len()).map_err(|_| refused)?;
        let encoder = Encoder::new(bundle, transmission(len));
        let blocks = encoder.get_block_encoders();
        let source = blocks
            .iter()
            .flat_map(|block| block.source_packets())
            .collect();
        Ok(Self {
            subject: Subject::of(bundle, len),
            encoder,
            source,
        })
    }

    /// Returns how many frames there are at least to be seen.
    #[must_use]
    pub fn needed(&self) -> u32 {
        u32::try_from(self.source.len()).unwrap_or(u32::MAX)
    }

    /// Returns how many frames to show over and over: half as many again as are needed, so that a camera
    /// that misses some need not wait for the same ones.
    #[must_use]
    pub fn round(&self) -> u32 {
        self.needed().saturating_add((self.needed() / 2).max(8))
    }

    /// Makes a frame; any number makes one, and no two the same.
    #[must_use]
    pub fn frame(&self, number: u32) -> Frame {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(packet) = self.source.get(index) {
            return self.write(packet);
        }
        let blocks = self.encoder.get_block_encoders();
        // Symbol ids have 24 bits.
        let beyond = (number - self.needed()) & 0x003f_ffff;
        let repair = blocks
            .iter()
            .flat_map(|block| block.repair_packets(beyond, 1));
        match repair.last() {
            Some(packet) => self.write(&packet),
            None => Frame::write(&self.subject, 0, &[0; SYMBOL_LEN]),
        }
    }

    fn write(&self, packet: &EncodingPacket) -> Frame {
        let number = packet.payload_id().encoding_symbol_id();
        Frame::write(&self.subject, number, packet.data())
    }
}

/// Why a bundle is not sent as codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// It is empty or too long.
    #[error("the bundle is {len} bytes, expected 1 to {BUNDLE_MAX_LEN}")]
    Length {
        /// Its length.
        len: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_refuses_what_no_camera_waits_for() {
        for len in [0, BUNDLE_MAX_LEN + 1] {
            let refused = Sender::new(&vec![0; len]).err();
            assert_eq!(refused, Some(SendError::Length { len }));
        }
    }

    #[test]
    fn frames_differ() {
        let sender = Sender::new(&[5; 3_000]).unwrap();
        assert_eq!(sender.needed(), 3);
        let frames: Vec<Frame> = (0..sender.round())
            .map(|number| sender.frame(number))
            .collect();
        for (index, frame) in frames.iter().enumerate() {
            assert!(!frames[..index].contains(frame), "{index}");
        }
    }
}
