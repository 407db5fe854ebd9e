//! Files that practice reporters attach: small pictures and texts.

use std::io;

use bellrope_protocol::parcel::{ParcelKey, ParcelPlan, ParcelSealer};
use rand::RngExt as _;
use rand::rngs::StdRng;

/// A file in a parcel.
pub(super) struct Attached {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Makes one to three files.
pub(super) fn draw_files(text: &str, rng: &mut StdRng) -> Vec<Attached> {
    let count = rng.random_range(1..4);
    let file = |at: u32| {
        if rng.random_bool(0.6) {
            Attached {
                name: format!("foto-{at}.png"),
                bytes: picture(rng),
            }
        } else {
            Attached {
                name: format!("aantekening-{at}.txt"),
                bytes: text.as_bytes().to_vec(),
            }
        }
    };
    (1..=count).map(file).collect()
}

/// Packs files, seals them as a parcel and hands its blocks on, each with its address.
pub(super) fn post(
    files: &[Attached],
    keep: &mut impl FnMut(&[u8; 16], &[u8]) -> io::Result<()>,
    rng: &mut StdRng,
) -> io::Result<ParcelKey> {
    let archive = pack(files)?;
    let plan = ParcelPlan::new(archive.len() as u64).map_err(io::Error::other)?;
    let mut sealer = ParcelSealer::new(plan, rng);
    let mut rest = archive.as_slice();
    while let Some(block) = sealer.push(&mut rest).map_err(io::Error::other)? {
        keep(block.address.as_bytes(), block.bytes)?;
    }
    while let Some(block) = sealer.pad().map_err(io::Error::other)? {
        keep(block.address.as_bytes(), block.bytes)?;
    }
    sealer.finish().map_err(io::Error::other)
}

fn pack(files: &[Attached]) -> io::Result<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    for file in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(file.bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, &file.name, file.bytes.as_slice())?;
    }
    builder.into_inner()
}

/// Width and height of a picture, in pixels.
const SIDE: u32 = 48;

/// Makes a PNG of a few coloured squares.
fn picture(rng: &mut StdRng) -> Vec<u8> {
    let colours: [[u8; 3]; 4] = std::array::from_fn(|_| rng.random());
    let mut rows = Vec::new();
    for y in 0..SIDE {
        // No filter.
        rows.push(0);
        for x in 0..SIDE {
            let square = usize::from(x >= SIDE / 2) + 2 * usize::from(y >= SIDE / 2);
            rows.extend_from_slice(&colours[square]);
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = SIDE.to_be_bytes();
    // Eight bits of red, green and blue; no interlacing.
    chunk(
        &mut png,
        b"IHDR",
        &[&side[..], &side, &[8, 2, 0, 0, 0]].concat(),
    );
    chunk(&mut png, b"IDAT", &stored(&rows));
    chunk(&mut png, b"IEND", &[]);
    png
}

/// Writes a chunk (PNG, third edition, §5.3): length, type, data, CRC of type and data.
fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let len = u32::try_from(data.len()).unwrap_or(u32::MAX);
    png.extend_from_slice(&len.to_be_bytes());
    let start = png.len();
    png.extend_from_slice(kind);
    png.extend_from_slice(data);
    let crc = crc32(&png[start..]);
    png.extend_from_slice(&crc.to_be_bytes());
}

/// Wraps bytes as zlib data without compressing them (RFC 1950, RFC 1951 §3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut zlib = vec![0x78, 0x01];
    let mut parts = bytes.chunks(usize::from(u16::MAX)).peekable();
    while let Some(part) = parts.next() {
        let len = u16::try_from(part.len()).unwrap_or(u16::MAX);
        zlib.push(u8::from(parts.peek().is_none()));
        zlib.extend_from_slice(&len.to_le_bytes());
        zlib.extend_from_slice(&(!len).to_le_bytes());
        zlib.extend_from_slice(part);
    }
    zlib.extend_from_slice(&adler32(bytes).to_be_bytes());
    zlib
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

fn adler32(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    (high << 16) | low
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn picture_is_a_png() {
        let png = picture(&mut StdRng::seed_from_u64(1));
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        // The checksum of every file that ends here.
        assert!(png.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}
