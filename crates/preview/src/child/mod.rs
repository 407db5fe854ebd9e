//! What runs in the child: lock-down, sniffing, and a converter for each kind.
//!
//! Nothing here trusts its input, and nothing here is trusted by the parent. A converter keeps its
//! bounds so that the child usually answers instead of dying; that it can do no harm when one fails
//! is the work of [`lockdown`].

mod archive;
mod field;
mod hex;
pub mod lockdown;
mod mail;
mod markup;
mod office;
mod output;
mod pdf;
mod picture;
mod rtf;
mod sniff;
mod text;
mod xml;

use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe};

use thiserror::Error;

use crate::limit::FILE_MAX_LEN;
use crate::{Kind, Warning};
use output::Output;

/// Why the child ends without an answer, or in the middle of one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ChildError {
    /// More came in than a file may have.
    #[error("input is longer than {FILE_MAX_LEN} bytes")]
    TooLarge,
    /// Input or output failed.
    #[error("cannot read or write")]
    Pipe {
        /// What the system says.
        #[from]
        source: io::Error,
    },
}

/// Reads a file to its end and answers: call [`lockdown::lock_down`] first.
///
/// # Errors
///
/// [`ChildError::TooLarge`] after [`FILE_MAX_LEN`] bytes; [`ChildError::Pipe`].
pub fn run(input: impl Read, output: impl Write) -> Result<(), ChildError> {
    let mut file = Vec::new();
    input.take(FILE_MAX_LEN as u64 + 1).read_to_end(&mut file)?;
    if file.len() > FILE_MAX_LEN {
        return Err(ChildError::TooLarge);
    }
    file.shrink_to_fit();
    Ok(convert(file, output)?)
}

/// Tells the kind of a file by its bytes. Reads an archive's list of contents, unpacks at most its type.
#[must_use]
pub fn kind_of(file: &[u8]) -> Kind {
    sniff::kind(file)
}

/// Writes the answer about one file (format: [`answer`](crate::answer)).
///
/// A converter that panics leaves what it wrote before, and [`Warning::Damaged`]. This runs decoders
/// on hostile bytes: in tests and behind the lock-down, nowhere else.
///
/// # Errors
///
/// What `output` returns.
pub fn convert(file: Vec<u8>, output: impl Write) -> io::Result<()> {
    let kind = kind_of(&file);
    let mut output = Output::begin(output, kind);
    let showing = AssertUnwindSafe(|| show(kind, file, &mut output));
    if panic::catch_unwind(showing).is_err() {
        output.warn(Warning::Damaged);
    }
    output.end()
}

fn show<W: Write>(kind: Kind, file: Vec<u8>, output: &mut Output<W>) {
    match kind {
        Kind::Jpeg => picture::show(image::ImageFormat::Jpeg, &file, output),
        Kind::Png => picture::show(image::ImageFormat::Png, &file, output),
        Kind::WebP => picture::show(image::ImageFormat::WebP, &file, output),
        Kind::Gif => picture::show(image::ImageFormat::Gif, &file, output),
        Kind::Bmp => picture::show(image::ImageFormat::Bmp, &file, output),
        Kind::Tiff => picture::show(image::ImageFormat::Tiff, &file, output),
        Kind::Heif | Kind::Film => {}
        Kind::Pdf => pdf::show(file, output),
        Kind::Text => output.text(&text::decode(&file)),
        Kind::Html | Kind::Svg | Kind::Xml => markup::show(&text::decode(&file), output),
        Kind::Rtf => rtf::show(&file, output),
        Kind::Mail => mail::show(&file, output),
        Kind::Docx | Kind::Xlsx | Kind::Pptx | Kind::Odt | Kind::Ods | Kind::Odp => {
            office::show(kind, &file, output);
        }
        Kind::OldOffice => office::old::show(&file, output),
        Kind::Zip => archive::show(&file, output),
        Kind::Unknown => output.text(&hex::head(&file)),
    }
}
