//! PDF.
//!
//! In scope: a fresh file of the objects that the catalog reaches, numbered anew, without properties,
//! XMP, earlier versions, embedded files, programs, signatures, private data of programs, names and
//! times of whoever commented, colour profiles; pictures inside are cleaned. Out of scope, and said:
//! encrypted files, files whose cross-reference is damaged, the text of comments. Out of scope, and in
//! the docs: what stands under black bars, layers that are off, names inside embedded fonts.
//!
//! Source: ISO 32000-2:2020 §7 (syntax), §7.7.2 (catalog), §12.5 (annotations), §12.6 (actions), §14.3
//! (metadata), §14.5 (page-piece).

mod cross_reference;
mod document;
mod filter;
mod object;
mod parse;
mod picture;
mod rule;
mod say;

use std::collections::{BTreeMap, VecDeque};

use crate::bytes::find;
use crate::finding::Findings;
use crate::outcome::{CleanError, Cleaned, Remains, Scan};

use document::Document;
use object::{Object, Stored};

/// The most that is written, in multiples of the file and beyond that, in bytes: a hostile file may
/// use the same bytes many times.
const OUT_TIMES: usize = 4;
const OUT_MORE: usize = 1 << 20;
/// What every file begins with: the version, and bytes that tell mail programs it is no text.
const HEADER: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

/// Walks over the objects that the catalog reaches.
pub(crate) fn scan(file: &[u8], found: &mut Findings) -> Scan {
    // Offsets count from the header, which may stand behind other bytes.
    let start = find(file, b"%PDF-", 0).ok_or(CleanError::Malformed)?;
    let mut document = Document::open(&file[start..])?;
    say::trailer(&mut document, found);
    let mut walk = Walk {
        limit: file
            .len()
            .saturating_mul(OUT_TIMES)
            .saturating_add(OUT_MORE),
        numbers: Numbers::default(),
        remains: Remains::default(),
        comments: 0,
    };
    walk.numbers.of(document.root);
    let bytes = walk.write(&mut document, found)?;
    walk.note_comments(found);
    let left = walk.remains.into_list();
    Ok(Cleaned { bytes, left })
}

/// New numbers for objects, in the order in which they are met.
#[derive(Default)]
struct Numbers {
    known: BTreeMap<u32, u32>,
    waiting: VecDeque<u32>,
}

impl Numbers {
    fn of(&mut self, old: u32) -> u32 {
        let next = u32::try_from(self.known.len() + 1).unwrap_or(u32::MAX);
        *self.known.entry(old).or_insert_with(|| {
            self.waiting.push_back(old);
            next
        })
    }
}

/// What is gathered on the way over the objects.
struct Walk {
    limit: usize,
    numbers: Numbers,
    remains: Remains,
    comments: usize,
}

impl Walk {
    fn write(
        &mut self,
        document: &mut Document<'_>,
        found: &mut Findings,
    ) -> Result<Vec<u8>, CleanError> {
        let mut out = HEADER.to_vec();
        let mut places = Vec::new();
        while let Some(old) = self.numbers.waiting.pop_front() {
            let stored = document.load(old)?;
            let stored = self.clean(document, stored, old == document.root, found)?;
            places.push(out.len());
            stored.write(places.len(), &mut out);
            if out.len() > self.limit {
                return Err(CleanError::TooLarge);
            }
        }
        let start = out.len();
        let count = places.len() + 1;
        out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
        for place in places {
            out.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let trailer = format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        out.extend(trailer.bytes());
        Ok(out)
    }

    /// Cleans one object: its values, then the bytes of a stream.
    fn clean(
        &mut self,
        document: &mut Document<'_>,
        stored: Stored,
        is_catalog: bool,
        found: &mut Findings,
    ) -> Result<Stored, CleanError> {
        let Stored { value, stream } = stored;
        let mut rule = rule::Rule {
            walk: self,
            document,
            found,
        };
        let value = if is_catalog {
            rule.catalog(value)
        } else {
            rule.value(value)
        }?;
        let Some(bytes) = stream else {
            return Ok(Stored {
                value,
                stream: None,
            });
        };
        match value {
            Object::Dictionary(entries) => {
                let bytes = picture::clean(&entries, bytes, &mut self.remains, found);
                Ok(Stored {
                    value: Object::Dictionary(entries),
                    stream: Some(bytes),
                })
            }
            // A stream that goes as a whole.
            _ => Ok(Stored {
                value: Object::Null,
                stream: None,
            }),
        }
    }

    fn note_comments(&mut self, found: &mut Findings) {
        use crate::finding::What;
        found.count(What::Comment, self.comments);
        if self.comments > 0 {
            self.remains
                .add(What::Comment, crate::outcome::Why::Content);
        }
    }
}
