//! Proof that the search finds what is there: everything that is searched for is planted, in every
//! spelling, and must be found by the very search that looks for leaks.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::canary::{Canary, Text};
use super::coding::Coding;
use super::folder::search_folder;
use super::memory::Memory;
use super::search::Search;

/// What stands between two texts: no line of base64 or hex goes on over it.
const GAP: &[u8] = b"\n--\n";

/// What a control missed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum ControlError {
    /// The control's own folder or process cannot be used.
    #[error("cannot plant or read the texts of the control")]
    Io(#[from] io::Error),
    /// The search missed a text that was there.
    #[error("the search missed {missed} of {planted} texts planted {place}")]
    Missed {
        /// Texts that were not found.
        missed: usize,
        /// Texts that were there.
        planted: usize,
        /// Where and how.
        place: String,
    },
}

/// Plants every canary in files, in each coding and packing, and searches them. Returns how many
/// files there were.
pub(super) fn check_files(canaries: &[Canary], search: &Search) -> Result<usize, ControlError> {
    let folder = tempfile::tempdir()?;
    let planted = plant(folder.path(), canaries)?;
    let mut found = Vec::new();
    search_folder(folder.path(), search, &mut |file| found.push(file));
    for (name, expected) in &planted {
        let hits = found
            .iter()
            .filter(|file| file.place == *name)
            .filter_map(|file| file.searched.as_ref().ok())
            .flat_map(|searched| searched.hits.keys())
            .collect::<Vec<_>>();
        let missed = expected.iter().filter(|canary| !hits.contains(canary));
        let missed = missed.count();
        if missed > 0 {
            return Err(ControlError::Missed {
                missed,
                planted: expected.len(),
                place: format!("in {name}"),
            });
        }
    }
    Ok(planted.len())
}

/// Looks for a text in the memory of this process, where it is.
pub(super) fn check_memory(
    text: &Text,
    canary: usize,
    search: &Search,
) -> Result<(), ControlError> {
    // Of its own: that it is in the list of texts would be as good, and harder to see.
    let held = text.whole.clone().into_bytes();
    let dump = Memory::open(std::process::id())?.search(search)?;
    let is_found = dump.searched.hits.contains_key(&canary);
    // Until here.
    drop(std::hint::black_box(held));
    match is_found {
        true => Ok(()),
        false => Err(ControlError::Missed {
            missed: 1,
            planted: 1,
            place: "in this program's own memory".to_owned(),
        }),
    }
}

/// Names of files and the canaries in them.
type Planted = Vec<(String, Vec<usize>)>;

fn plant(folder: &Path, canaries: &[Canary]) -> io::Result<Planted> {
    let mut planted = Planted::new();
    let mut write = |name: String, canaries: Vec<usize>, bytes: &[u8]| {
        fs::write(folder.join(&name), bytes)?;
        planted.push((name, canaries));
        io::Result::Ok(())
    };
    for coding in Coding::ALL {
        for alignment in 0..3 {
            let (which, bytes) = written(canaries, coding, alignment);
            write(format!("{coding:?} after {alignment}"), which, &bytes)?;
        }
    }
    let (which, plain) = written(canaries, Coding::Plain, 0);
    for (name, packed) in packed(&plain)? {
        // In the middle of something, as in a database.
        let around = [&[0xa5; 5000], packed.as_slice(), &[0x5a; 300]].concat();
        write(name.to_owned(), which.clone(), &around)?;
    }
    Ok(planted)
}

/// Writes all canaries in one coding.
fn written(canaries: &[Canary], coding: Coding, alignment: usize) -> (Vec<usize>, Vec<u8>) {
    let mut which = Vec::new();
    let mut bytes = Vec::new();
    for (number, canary) in canaries.iter().enumerate() {
        if let Some(encoded) = canary.encode(coding, alignment) {
            which.push(number);
            bytes.extend_from_slice(&encoded);
            bytes.extend_from_slice(GAP);
        }
    }
    (which, bytes)
}

fn packed(bytes: &[u8]) -> io::Result<[(&'static str, Vec<u8>); 5]> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes)?;
    let gzip = gzip.finish()?;
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(bytes)?;
    let mut twice = ZlibEncoder::new(Vec::new(), Compression::fast());
    twice.write_all(&gzip)?;
    Ok([
        ("gzip", gzip),
        ("zlib", zlib.finish()?),
        ("zip", zip(bytes)?),
        ("zstd", compress_to_vec(bytes, CompressionLevel::Fastest)),
        ("gzip in zlib", twice.finish()?),
    ])
}

/// Writes one member of a zip file.
fn zip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(bytes)?;
    let packed = deflate.finish()?;
    let name = b"control.txt";
    let mut zip = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    // Time, date, checksum and lengths, which no search asks for.
    zip.extend_from_slice(&[0; 16]);
    zip.extend_from_slice(&[11, 0, 0, 0]);
    zip.extend_from_slice(name);
    zip.extend_from_slice(&packed);
    Ok(zip)
}
