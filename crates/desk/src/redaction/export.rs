//! A redaction on paper: PDF and HTML that never had what was taken out.

use std::fs;
use std::path::Path;

use bellrope_bundle::durable;
use bellrope_casework::reason::Reason;
use bellrope_paper::Document;
use bellrope_paper::document::{
    Block, Content as Shown, Date, Draft, Figure, Image, ImageError, Language, Level, List, Meta,
    Run, Text,
};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::time::Day;
use bellrope_redact::ground::Ground;
use bellrope_redact::text::{Piece, Redacted};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

use super::{Left, LeftPart, Redaction, RedactionError, find, what_is_left};
use crate::case::{Acting, CaseNumber};
use crate::key::Desk;
use crate::right::{self, Right};
use crate::term;
use crate::text::{Lang, Texts, Value};
use crate::vault::{Records, Vault};

/// What sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tagged PDF (PDF/UA-1, PDF/A).
    Pdf,
    /// One file of HTML.
    Html,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Html];

    /// Returns its code, which is the end of the file's name too.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }

    /// Finds the format of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Draws a document.
    ///
    /// # Errors
    ///
    /// [`RedactionError::Pdf`].
    pub fn draw(self, document: &Document) -> Result<Vec<u8>, RedactionError> {
        Ok(match self {
            Self::Pdf => bellrope_paper::pdf(document)?,
            Self::Html => bellrope_paper::html(document).into_bytes(),
        })
    }
}

/// For whom something leaves the vault, and why; both stay with the case, salted hashes stand in the trail
/// (R126).
#[derive(Debug, Clone)]
pub struct Leaving {
    /// For whom.
    pub recipient: Reason,
    /// Why.
    pub purpose: Reason,
}

/// Writes a redaction that was signed off to a file, which is there whole and in the trail, or not at all.
/// Nothing is overwritten.
///
/// # Errors
///
/// [`RedactionError::NotSignedOff`], [`RedactionError::OriginalChanged`], others by variant.
pub fn export(
    vault: &mut Vault,
    which: (&CaseNumber, u32),
    as_file: (Format, Lang),
    to: &Path,
    leaving: &Leaving,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    let (number, redaction) = which;
    let reading = vault.read()?;
    right::check(&reading, Right::Handle, now)?;
    let document = signed_off(&reading, number, redaction, as_file.1)?;
    drop(reading);
    let bytes = as_file.0.draw(&document)?;
    if to.exists() {
        return Err(RedactionError::Exists);
    }
    durable::write_bytes(to, &bytes)?;
    let noted = note(vault, which, leaving, &bytes, now, rng);
    // What the trail does not tell of must not lie there.
    noted.inspect_err(|_| drop(fs::remove_file(to)))
}

/// Makes the document of a redaction that was signed off and is still of its original.
fn signed_off(
    records: &impl Records,
    number: &CaseNumber,
    redaction: u32,
    lang: Lang,
) -> Result<Document, RedactionError> {
    let found = find(records, number, redaction)?;
    if found.signed_off.is_none() {
        return Err(RedactionError::NotSignedOff { redaction });
    }
    if !found.is_of_its_original(records, number)? {
        return Err(RedactionError::OriginalChanged { redaction });
    }
    let left = what_is_left(records, number, &found)?;
    document(records, &found, &left, lang)
}

fn note(
    vault: &mut Vault,
    (number, redaction): (&CaseNumber, u32),
    leaving: &Leaving,
    bytes: &[u8],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RedactionError> {
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let recipient = acting.keep(&leaving.recipient, rng)?;
        let purpose = acting.keep(&leaving.purpose, rng)?;
        let entry = acting
            .entry(Act::DossierExported)?
            .with(Key::What, "redaction")
            .with(Key::Item, redaction)
            .with(Key::To, "recipient")
            .with(Key::ToName, recipient.hash)
            .with(Key::File, encode_hex(&Sha256::digest(bytes)));
        acting.enter(entry, Some(purpose), rng)?;
        Ok(acting.store(rng)?)
    })
}

/// Makes the paper of what is left. It has the title, the parts, the legend and the link to the original;
/// no day of a letter, no number of the case, no name of a file or of whoever worked on it.
///
/// # Errors
///
/// [`RedactionError::Document`], [`RedactionError::Vault`].
pub fn document(
    records: &impl Records,
    redaction: &Redaction,
    left: &Left,
    lang: Lang,
) -> Result<Document, RedactionError> {
    let texts = &Texts::new(lang);
    let desk = Desk::load(records)?;
    let original = encode_hex(redaction.original.as_bytes());
    let signed = redaction.signed_off.map_or(redaction.at, |it| it.at);
    let mut draft = Draft::new(Meta {
        language: language(lang),
        title: left.title.clone(),
        author: desk.base().to_string(),
        subject: texts.get("redaction-paper-subject"),
        identifier: original[..16].to_owned(),
        label: texts.get("redaction-paper-label"),
        date: date(term::local_day(signed)),
    });
    draft.paragraph(texts.get("redaction-paper-lead"));
    add_parts(&mut draft, texts, left)?;
    add_legend(&mut draft, texts, lang, &left.legend);
    draft.heading(Level::One, texts.get("redaction-paper-original"));
    let values = [("hash", Value::from(original))];
    draft.paragraph(texts.with("redaction-paper-link", &values));
    Ok(draft.finish()?)
}

fn add_parts(draft: &mut Draft, texts: &Texts, left: &Left) -> Result<(), RedactionError> {
    for (at, part) in left.parts.iter().enumerate() {
        let number = [("part", Value::from(at + 1))];
        let heading = texts.with("redaction-paper-part", &number);
        draft.heading(Level::One, heading.as_str());
        match part {
            LeftPart::Text(text) => add_text(draft, text),
            LeftPart::Picture(picture, grounds) => {
                let grounds: Vec<&str> = grounds.iter().map(String::as_str).collect();
                let values = [("grounds", Value::from(grounds.join(", ")))];
                let image = Image::new(picture.width(), picture.height(), picture.rgba());
                draft.push(Block::Figure(Figure {
                    caption: match grounds.is_empty() {
                        true => String::new(),
                        false => texts.with("redaction-paper-boxes", &values),
                    },
                    alternative: texts.get("redaction-paper-alternative"),
                    content: Shown::Image(image.map_err(too_large)?),
                }));
            }
        }
    }
    Ok(())
}

fn too_large(_: ImageError) -> RedactionError {
    RedactionError::Pixels(bellrope_redact::pixels::PixelError::Picture)
}

/// Empty lines part paragraphs; boxes stay where they are.
fn add_text(draft: &mut Draft, text: &Redacted) {
    let mut runs: Vec<Run> = Vec::new();
    let mut finish = |runs: &mut Vec<Run>| {
        let text = Text(std::mem::take(runs));
        if !text.words().trim().is_empty() {
            draft.paragraph(text);
        }
    };
    for piece in text.pieces() {
        match piece {
            Piece::Box(grounds) => runs.extend(grounds.iter().map(|ground| Run::Redacted {
                ground: ground.clone(),
            })),
            Piece::Text(text) => {
                for (at, paragraph) in text.split("\n\n").enumerate() {
                    if at > 0 {
                        finish(&mut runs);
                    }
                    runs.push(Run::Plain(paragraph.to_owned()));
                }
            }
        }
    }
    finish(&mut runs);
}

fn add_legend(draft: &mut Draft, texts: &Texts, lang: Lang, legend: &[Ground]) {
    if legend.is_empty() {
        return;
    }
    draft.heading(Level::One, texts.get("redaction-paper-legend"));
    let line = |ground: &Ground| {
        let words = match lang {
            Lang::Dutch => &ground.nl,
            Lang::English => &ground.en,
        };
        Text::from(format!("{}: {words}", ground.code))
    };
    draft.push(Block::List(List {
        ordered: false,
        items: legend.iter().map(line).collect(),
    }));
}

pub(crate) fn language(lang: Lang) -> Language {
    match lang {
        Lang::Dutch => Language::Dutch,
        Lang::English => Language::English,
    }
}

pub(crate) fn date(day: Day) -> Date {
    let (year, month, day) = day.date();
    // A day has a year of four digits; what does not fit is refused by the document.
    Date {
        year: u16::try_from(year).unwrap_or_default(),
        month: u8::try_from(month).unwrap_or_default(),
        day: u8::try_from(day).unwrap_or_default(),
    }
}
