//! HEIC, AVIF, MP4 and QuickTime: the ISO base media file format.
//!
//! In scope: boxes of files, films and pictures. Everything is overwritten in place: no byte moves, so
//! no offset changes. Kept: what plays or shows. Overwritten: user data, metadata, times, names of
//! handlers and compressors, unknown boxes, tracks that are neither picture, sound nor subtitle, Exif
//! and XMP, thumbnails, colour profiles, and every byte of the media data that no kept track or
//! picture uses. Out of scope: marks inside the compressed picture and sound (some encoders write
//! their name there); in fragmented films, bytes between the samples.
//!
//! Source: ISO/IEC 14496-12:2022; ISO/IEC 23008-12:2022 (HEIF); QuickTime File Format (2001).

mod atom;
mod item;
mod movie;
mod sample;
mod say;

use std::collections::BTreeSet;

use crate::finding::{Findings, What};
use crate::kind::Kind;
use crate::outcome::{CleanError, Cleaned, Remains, Scan, Why};

use atom::{Atom, Space};

/// Walks over the boxes of a file.
pub(crate) fn scan(file: &[u8], found: &mut Findings) -> Scan {
    let (atoms, end) = atom::top(file)?;
    let is_picture = matches!(Kind::of(file), Kind::Heic | Kind::Avif);
    let rest = &file[end..];
    if rest.iter().any(|byte| *byte != 0) {
        found.add(What::Embedded, &format!("{} bytes", rest.len()));
    }
    let mut edit = Edit::new(file[..end].to_vec());
    let mut has_content = false;
    for atom in &atoms {
        match &atom.name {
            b"ftyp" | b"styp" | b"sidx" | b"ssix" | b"mfra" | b"mdat" => {}
            b"moof" => edit.is_exact = false,
            b"moov" => {
                has_content = true;
                movie::clean(&mut edit, atom, found)?;
            }
            b"meta" if is_picture => {
                has_content = true;
                item::clean(&mut edit, atom, found)?;
            }
            _ => edit.drop_atom(atom, found),
        }
    }
    if !has_content {
        return Err(CleanError::Malformed);
    }
    edit.drop_fragments(&atoms, found)?;
    edit.wipe_unused(&atoms, found);
    let left = edit.remains.into_list();
    Ok(Cleaned {
        bytes: edit.out,
        left,
    })
}

/// A copy that is being overwritten, and what of its media data is used.
struct Edit {
    out: Vec<u8>,
    /// Media data of kept tracks and pictures.
    used: Vec<Space>,
    /// Media data of those that go.
    unused: Vec<Space>,
    /// Whether `used` is known to be all that is used.
    is_exact: bool,
    /// Numbers of tracks that go.
    gone: BTreeSet<u32>,
    remains: Remains,
}

impl Edit {
    fn new(out: Vec<u8>) -> Self {
        Self {
            out,
            used: Vec::new(),
            unused: Vec::new(),
            is_exact: true,
            gone: BTreeSet::new(),
            remains: Remains::default(),
        }
    }

    /// Overwrites a box with an empty one of the same length, and notes what it said.
    fn drop_atom(&mut self, atom: &Atom, found: &mut Findings) {
        let body = &self.out[atom.body()];
        let is_free = matches!(&atom.name, b"free" | b"skip" | b"wide");
        if !is_free || body.iter().any(|byte| *byte != 0) {
            say::atom(&atom.name, body, found);
        }
        self.blank(atom);
    }

    /// Overwrites a box with an empty one of the same length.
    fn blank(&mut self, atom: &Atom) {
        self.out[atom.start + 4..atom.start + 8].copy_from_slice(b"free");
        self.out[atom.body()].fill(0);
    }

    /// Overwrites bytes with zeros; says whether they were others.
    fn zero(&mut self, space: Space) -> bool {
        let Some(bytes) = self.out.get_mut(space) else {
            return false;
        };
        let said = bytes.iter().any(|byte| *byte != 0);
        bytes.fill(0);
        said
    }

    /// Overwrites what fragments say about tracks that are gone. Their samples stay.
    fn drop_fragments(&mut self, atoms: &[Atom], found: &mut Findings) -> Result<(), CleanError> {
        for moof in atoms.iter().filter(|atom| &atom.name == b"moof") {
            for child in atom::children(&self.out, moof.body())? {
                match &child.name {
                    b"mfhd" => {}
                    b"traf" => self.drop_fragment(&child, found)?,
                    _ => self.drop_atom(&child, found),
                }
            }
        }
        Ok(())
    }

    fn drop_fragment(&mut self, traf: &Atom, found: &mut Findings) -> Result<(), CleanError> {
        for child in atom::children(&self.out, traf.body())? {
            let number = crate::bytes::be32(&self.out, child.body().start + 4);
            match &child.name {
                b"tfhd" if number.is_some_and(|number| self.gone.contains(&number)) => {
                    self.remains.add(What::Other, Why::Unopened);
                    self.blank(traf);
                    return Ok(());
                }
                b"uuid" | b"meta" | b"udta" | b"free" | b"skip" => self.drop_atom(&child, found),
                _ => {}
            }
        }
        Ok(())
    }

    /// Overwrites the media data that nothing uses.
    fn wipe_unused(&mut self, atoms: &[Atom], found: &mut Findings) {
        let used = atom::merged(std::mem::take(&mut self.used));
        if !self.is_exact {
            let gone = atom::merged(std::mem::take(&mut self.unused));
            for space in gone.into_iter().flat_map(|space| atom::gaps(&used, space)) {
                self.zero(space);
            }
            return;
        }
        let expected: usize = self.unused.iter().map(|space| space.len()).sum();
        let mut wiped = 0;
        for mdat in atoms.iter().filter(|atom| &atom.name == b"mdat") {
            for space in atom::gaps(&used, mdat.body()) {
                let len = space.len();
                wiped += if self.zero(space) { len } else { 0 };
            }
        }
        if wiped > expected {
            found.add(What::Embedded, &format!("{wiped} bytes"));
        }
    }
}
