//! `scan`: from pictures of QR codes to the bundle that the desk's window showed.
//!
//! The pictures may come from a camera program that writes one file after another; their order, their
//! names and which of them are missing do not matter.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bellrope_bundle::durable;
use bellrope_qr::{FrameError, ReceiveError, Receiver, find_codes};
use image::{ImageReader, Limits};

use crate::args;
use crate::error::{CourierError, say};

/// Greatest side of a picture, in pixels.
const SIDE_MAX: u32 = 16_384;
/// Greatest memory of a picture, in bytes.
const MEMORY_MAX: u64 = 512 * 1024 * 1024;

/// What the pictures were.
#[derive(Default)]
struct Tally {
    pictures: usize,
    unreadable: usize,
    without: usize,
    other: usize,
}

/// Puts a bundle together from pictures and writes it, or says what is missing.
pub(crate) fn run(args: &args::Scan) -> Result<(), CourierError> {
    if args.to.try_exists().unwrap_or(false) {
        return Err(CourierError::Exists);
    }
    let mut receiver = Receiver::default();
    let mut tally = Tally::default();
    for picture in pictures(&args.pictures)? {
        if let Some(bundle) = take(&picture, &mut receiver, &mut tally)? {
            durable::write_bytes(&args.to, &bundle).map_err(CourierError::SaveScan)?;
            report(&tally, &receiver)?;
            return say(&format!(
                "bundle of {} bytes, as it was shown",
                bundle.len()
            ));
        }
    }
    report(&tally, &receiver)?;
    match receiver.needed() {
        None => Err(CourierError::NoFrames),
        Some(needed) => Err(CourierError::FewFrames {
            seen: receiver.seen(),
            needed,
        }),
    }
}

/// Lists the pictures that were named, and those in folders that were named, by name.
fn pictures(named: &[PathBuf]) -> Result<Vec<PathBuf>, CourierError> {
    let mut pictures = Vec::new();
    for path in named {
        if !path.is_dir() {
            pictures.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = entries.map_err(|source| CourierError::Pictures { source })?;
        let mut inside: Vec<PathBuf> = entries
            .into_iter()
            .map(|entry| entry.path())
            .filter(|path| path.is_file())
            .collect();
        inside.sort();
        pictures.append(&mut inside);
    }
    Ok(pictures)
}

/// Takes what a picture shows; answers the bundle once it is whole.
fn take(
    picture: &Path,
    receiver: &mut Receiver,
    tally: &mut Tally,
) -> Result<Option<Vec<u8>>, CourierError> {
    tally.pictures += 1;
    let Some(grey) = read(picture)? else {
        tally.unreadable += 1;
        return Ok(None);
    };
    let width = usize::try_from(grey.width()).unwrap_or(0);
    let codes = find_codes(width, grey.as_raw());
    if codes.is_empty() {
        tally.without += 1;
    }
    for code in codes {
        match receiver.add(&code) {
            Ok(None) => {}
            Ok(Some(bundle)) => return Ok(Some(bundle)),
            Err(ReceiveError::Frame(FrameError::OtherBundle)) => tally.other += 1,
            Err(ReceiveError::Frame(_)) => tally.without += 1,
            Err(_) => return Err(CourierError::ScanDiffers),
        }
    }
    Ok(None)
}

/// Reads a picture as greys; `None` for what is no picture, which a folder may hold as well.
fn read(path: &Path) -> Result<Option<image::GrayImage>, CourierError> {
    let opened = ImageReader::open(path).and_then(ImageReader::with_guessed_format);
    let mut reader = opened.map_err(|source| CourierError::Pictures { source })?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    Ok(reader.decode().ok().map(image::DynamicImage::into_luma8))
}

fn report(tally: &Tally, receiver: &Receiver) -> Result<(), CourierError> {
    let needed = receiver
        .needed()
        .map_or_else(|| "?".to_owned(), |it| it.to_string());
    say(&format!(
        "pictures: {}, frames: {} of about {needed}",
        tally.pictures,
        receiver.seen()
    ))?;
    let if_any = [
        ("no picture", tally.unreadable),
        ("without a frame that can be read", tally.without),
        ("of another bundle", tally.other),
    ];
    for (what, count) in if_any.into_iter().filter(|(_, count)| *count > 0) {
        say(&format!("{what}: {count}"))?;
    }
    Ok(())
}
