//! What is packed inside what is searched: found by how it begins, unpacked within limits.

use std::fmt;
use std::io::{BufReader, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

/// Greatest length of what one stream is unpacked to, in bytes.
pub(super) const UNPACKED_MAX_LEN: u64 = 64 << 20;
/// How much of a stream is read at a time, in bytes: most places that look like one are none.
const READ_LEN: usize = 4096;
/// Length of the fixed part of a member's header in a zip file, in bytes.
const ZIP_HEADER_LEN: usize = 30;

/// A way to pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zlib,
    Zip,
    Zstd,
    /// Told apart, and not unpacked.
    Xz,
    /// Told apart, and not unpacked.
    Bzip2,
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zlib => "zlib",
            Self::Zip => "zip",
            Self::Zstd => "zstd",
            Self::Xz => "xz",
            Self::Bzip2 => "bzip2",
        })
    }
}

/// How each begins. Zlib has four usual beginnings, by how hard it was packed.
pub(super) const BEGINNINGS: [(&[u8], Packing); 9] = [
    (&[0x1f, 0x8b, 8], Packing::Gzip),
    (&[0x78, 0x01], Packing::Zlib),
    (&[0x78, 0x5e], Packing::Zlib),
    (&[0x78, 0x9c], Packing::Zlib),
    (&[0x78, 0xda], Packing::Zlib),
    (b"PK\x03\x04", Packing::Zip),
    (&[0x28, 0xb5, 0x2f, 0xfd], Packing::Zstd),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], Packing::Xz),
    (b"1AY&SY", Packing::Bzip2),
];

/// What a stream was unpacked to.
pub(super) enum Unpacked {
    /// So many bytes: all of them, or those before it broke off. Most often none.
    Bytes(Vec<u8>),
    /// It goes on beyond [`UNPACKED_MAX_LEN`]: that much of it.
    Beginning(Vec<u8>),
    /// This program does not unpack such a one.
    Unknown,
}

/// Unpacks what begins here, if anything does.
pub(super) fn unpack(packing: Packing, packed: impl Read) -> Unpacked {
    let mut packed = BufReader::with_capacity(READ_LEN, packed);
    match packing {
        Packing::Gzip => read(GzDecoder::new(packed)),
        Packing::Zlib => read(ZlibDecoder::new(packed)),
        Packing::Zip => match skip_zip_header(&mut packed) {
            Some(()) => read(DeflateDecoder::new(packed)),
            None => Unpacked::Bytes(Vec::new()),
        },
        Packing::Zstd => match StreamingDecoder::new(packed) {
            Ok(decoder) => read(decoder),
            Err(_) => Unpacked::Bytes(Vec::new()),
        },
        Packing::Xz | Packing::Bzip2 => Unpacked::Unknown,
    }
}

/// Reads until the end or the first fault: what came before a fault was there all the same.
fn read(unpacked: impl Read) -> Unpacked {
    let mut bytes = Vec::new();
    let _ = unpacked.take(UNPACKED_MAX_LEN + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > UNPACKED_MAX_LEN {
        return Unpacked::Beginning(bytes);
    }
    Unpacked::Bytes(bytes)
}

/// Goes to the content of a zip file's member, if it is a deflated one.
fn skip_zip_header(packed: &mut impl Read) -> Option<()> {
    let mut header = [0; ZIP_HEADER_LEN];
    packed.read_exact(&mut header).ok()?;
    let number = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
    if number(8) != 8 {
        return None;
    }
    let further = number(26) + number(28);
    let skipped = std::io::copy(&mut packed.take(further), &mut std::io::sink()).ok()?;
    (skipped == further).then_some(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    }

    fn bytes(unpacked: Unpacked) -> Vec<u8> {
        match unpacked {
            Unpacked::Bytes(bytes) => bytes,
            _ => panic!("not unpacked to bytes"),
        }
    }

    #[test]
    fn unpack_gives_what_a_torn_stream_still_holds() {
        let text: String = (0..2000)
            .map(|number| format!("regel {number}\n"))
            .collect();
        let packed = gzip(text.as_bytes());
        let half = bytes(unpack(Packing::Gzip, &packed[..packed.len() / 2]));
        assert!(half.len() > 1000 && text.as_bytes().starts_with(&half));
        assert!(bytes(unpack(Packing::Gzip, &b"\x1f\x8b\x08 no gzip"[..])).is_empty());
        assert!(bytes(unpack(Packing::Zip, &b"PK\x03\x04 no zip"[..])).is_empty());
        assert!(bytes(unpack(Packing::Zstd, &b"\x28\xb5\x2f\xfd no"[..])).is_empty());
    }

    #[test]
    fn unpack_stops_at_its_limit() {
        let len = usize::try_from(UNPACKED_MAX_LEN).unwrap() + 2;
        let unpacked = unpack(Packing::Gzip, gzip(&vec![0; len]).as_slice());
        assert!(matches!(unpacked, Unpacked::Beginning(_)));
    }
}
