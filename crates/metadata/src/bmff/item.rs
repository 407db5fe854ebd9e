//! Pictures: `meta` and its items.
//!
//! Items that are no picture (Exif, XMP, links) and thumbnails leave the lists of items, places and
//! references; the lists get shorter and an empty box fills the rest.
//!
//! Source: ISO/IEC 14496-12 §8.11 (items), ISO/IEC 23008-12 §6 (properties), annex A (Exif, XMP).

use std::collections::{BTreeMap, BTreeSet};

use super::Edit;
use super::atom::{Atom, Space, by_name, children};
use super::movie::name_of_handler;
use crate::bytes::{be16, be32, be64, piece, position, text};
use crate::finding::{Findings, What};
use crate::outcome::CleanError;
use crate::{exif, icc, xmp};

/// Kinds of items that show: coded pictures, and what is put together from them.
const SHOWN: [&[u8]; 15] = [
    b"hvc1", b"hev1", b"lhv1", b"av01", b"avc1", b"vvc1", b"jpeg", b"j2k1", b"unci", b"grid",
    b"iovl", b"iden", b"tmap", b"hvt1", b"a1lx",
];

/// The most items whose content is read to be shown.
const MOST_SAID: usize = 32;

/// Numbers of items.
type Ids = BTreeSet<u32>;

/// Cleans the items of a file.
pub(super) fn clean(edit: &mut Edit, meta: &Atom, found: &mut Findings) -> Result<(), CleanError> {
    let body = meta.body();
    let atoms = children(&edit.out, (body.start + 4).min(body.end)..body.end)?;
    let get = |name: &[u8; 4]| by_name(&atoms, name).cloned();
    let iinf = get(b"iinf").ok_or(CleanError::Malformed)?;
    let items = Item::list(&edit.out, &iinf)?;
    let gone = going(edit, &items, get(b"iref").as_ref(), found)?;
    let idat = get(b"idat").map(|atom| atom.body());
    let iloc = get(b"iloc").ok_or(CleanError::Malformed)?;
    places(edit, &iloc, idat, &items, &gone, found)?;
    shorten_items(edit, &iinf, &items, &gone, found)?;
    for atom in &atoms {
        match &atom.name {
            b"hdlr" => name_of_handler(edit, atom, found),
            b"pitm" | b"iinf" | b"iloc" | b"idat" | b"grpl" | b"ipro" => {}
            b"iref" => shorten_references(edit, atom, &gone)?,
            b"iprp" => properties(edit, atom, found)?,
            b"dinf" => {}
            _ => edit.drop_atom(atom, found),
        }
    }
    Ok(())
}

/// One item of `iinf`.
struct Item {
    id: u32,
    kind: Vec<u8>,
    atom: Atom,
    name: Space,
}

impl Item {
    fn list(file: &[u8], iinf: &Atom) -> Result<Vec<Self>, CleanError> {
        let atoms = children(file, iinf.body().start + head_len(file, iinf)..iinf.end)?;
        let items: Option<Vec<Self>> = atoms.iter().map(|atom| Self::read(file, atom)).collect();
        items.ok_or(CleanError::Malformed)
    }

    /// Version 1, flags 3, then number (2 or 4), protection 2, kind 4, name.
    fn read(file: &[u8], atom: &Atom) -> Option<Self> {
        let at = atom.body().start;
        let (id, rest) = match *file.get(at)? {
            2 => (u32::from(be16(file, at + 4)?), at + 6),
            3 => (be32(file, at + 4)?, at + 8),
            _ => return None,
        };
        let kind = piece(file, rest + 2, 4)?.to_vec();
        let words = file.get(rest + 6..atom.end)?;
        let len = words
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(words.len());
        let name = rest + 6..rest + 6 + len;
        Some(Self {
            id,
            kind,
            atom: atom.clone(),
            name,
        })
    }
}

/// Version and flags 4, then the count: 2 bytes in version 0, else 4.
fn head_len(file: &[u8], iinf: &Atom) -> usize {
    if file.get(iinf.body().start) == Some(&0) {
        6
    } else {
        8
    }
}

/// Names the items that go.
fn going(
    edit: &Edit,
    items: &[Item],
    iref: Option<&Atom>,
    found: &mut Findings,
) -> Result<Ids, CleanError> {
    let mut gone = Ids::new();
    for item in items {
        if !SHOWN.contains(&item.kind.as_slice()) {
            gone.insert(item.id);
        }
    }
    for reference in iref.map_or(Ok(Vec::new()), |iref| references(&edit.out, iref))? {
        if &reference.atom.name == b"thmb" {
            gone.insert(reference.from);
            found.add(What::Thumbnail, "HEIF");
        }
    }
    Ok(gone)
}

struct Reference {
    atom: Atom,
    from: u32,
}

fn references(file: &[u8], iref: &Atom) -> Result<Vec<Reference>, CleanError> {
    let at = iref.body().start;
    let is_short = file.get(at) == Some(&0);
    let read = |atom: Atom| {
        let at = atom.body().start;
        let from = if is_short {
            be16(file, at).map(u32::from)
        } else {
            be32(file, at)
        };
        from.map(|from| Reference { atom, from })
    };
    let atoms = children(file, (at + 4).min(iref.end)..iref.end)?;
    let list: Option<Vec<Reference>> = atoms.into_iter().map(read).collect();
    list.ok_or(CleanError::Malformed)
}

/// Writes `iinf` again without the items that go, and without names.
fn shorten_items(
    edit: &mut Edit,
    iinf: &Atom,
    items: &[Item],
    gone: &Ids,
    found: &mut Findings,
) -> Result<(), CleanError> {
    for item in items.iter().filter(|item| !item.name.is_empty()) {
        found.add(What::Title, &text(&edit.out[item.name.clone()]));
        edit.zero(item.name.clone());
    }
    let start = iinf.body().start;
    let head = head_len(&edit.out, iinf);
    let kept: Vec<&Item> = items
        .iter()
        .filter(|item| !gone.contains(&item.id))
        .collect();
    let mut body = edit.out[start..start + 4].to_vec();
    let count = u32::try_from(kept.len()).map_err(|_| CleanError::Malformed)?;
    body.extend(&count.to_be_bytes()[8 - head..]);
    for item in kept {
        body.extend(&edit.out[item.atom.start..item.atom.end]);
    }
    replace(edit, iinf, &body)
}

fn shorten_references(edit: &mut Edit, iref: &Atom, gone: &Ids) -> Result<(), CleanError> {
    let start = iref.body().start;
    let mut body = edit.out[start..start + 4].to_vec();
    for reference in references(&edit.out, iref)? {
        if !gone.contains(&reference.from) {
            body.extend(&edit.out[reference.atom.start..reference.atom.end]);
        }
    }
    replace(edit, iref, &body)
}

/// Writes a shorter body into a box, and an empty box behind it.
fn replace(edit: &mut Edit, atom: &Atom, body: &[u8]) -> Result<(), CleanError> {
    let space = atom.body();
    let spare = space
        .len()
        .checked_sub(body.len())
        .ok_or(CleanError::Malformed)?;
    let (end, head) = (space.start + body.len(), space.start - atom.start);
    if spare == 0 {
        edit.out[space].copy_from_slice(body);
        return Ok(());
    }
    let len = |len: usize| u32::try_from(len).map_err(|_| CleanError::Malformed);
    // The rest must hold a box, and a length of 8 bytes is not worth the trouble.
    if spare < 8 || head != 8 {
        return Err(CleanError::Malformed);
    }
    let (own, rest) = (len(head + body.len())?, len(spare)?);
    edit.out[atom.start..atom.start + 4].copy_from_slice(&own.to_be_bytes());
    edit.out[space.start..end].copy_from_slice(body);
    edit.out[end..atom.end].fill(0);
    edit.out[end..end + 4].copy_from_slice(&rest.to_be_bytes());
    edit.out[end + 4..end + 8].copy_from_slice(b"free");
    Ok(())
}

/// Overwrites properties that describe: profiles, words, times, unknown ones by their own number.
fn properties(edit: &mut Edit, iprp: &Atom, found: &mut Findings) -> Result<(), CleanError> {
    let atoms = children(&edit.out, iprp.body())?;
    for ipco in atoms.iter().filter(|atom| &atom.name == b"ipco") {
        for atom in children(&edit.out, ipco.body())? {
            let body = &edit.out[atom.body()];
            match &atom.name {
                // A box that is overwritten still counts, so no number of a property changes.
                b"colr" if body.starts_with(b"prof") || body.starts_with(b"rICC") => {
                    icc::read(&body[4..], found);
                    edit.blank(&atom);
                }
                b"udes" | b"uuid" | b"crtt" | b"mdft" | b"altt" | b"free" | b"skip" => {
                    edit.drop_atom(&atom, found);
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Where an item stands.
struct Place {
    id: u32,
    /// 0: in the file; 1: in `idat`; 2: in another item.
    method: u16,
    extents: Vec<(usize, usize)>,
    entry: Space,
}

/// Notes which media data stays, reads and overwrites what goes, and writes `iloc` again.
fn places(
    edit: &mut Edit,
    iloc: &Atom,
    idat: Option<Space>,
    items: &[Item],
    gone: &Ids,
    found: &mut Findings,
) -> Result<(), CleanError> {
    let (head, places) = read_places(&edit.out, iloc).ok_or(CleanError::Malformed)?;
    let by_id: BTreeMap<u32, &Item> = items.iter().map(|item| (item.id, item)).collect();
    let (mut stored, mut said) = (Vec::new(), 0);
    for place in &places {
        let going = gone.contains(&place.id);
        let spaces = absolute(edit, place, idat.as_ref())?;
        let (uses, within) = match place.method {
            0 if going => (&mut edit.unused, true),
            0 => (&mut edit.used, true),
            _ => (&mut stored, !going),
        };
        if within {
            uses.extend(spaces.iter().cloned());
        }
        // Places may overlap: without a bound the same bytes would be read again and again.
        if going && said < MOST_SAID {
            said += 1;
            say(edit, by_id.get(&place.id).copied(), &spaces, found);
        }
    }
    if let Some(idat) = idat {
        for gap in super::atom::gaps(&super::atom::merged(stored), idat) {
            edit.zero(gap);
        }
    }
    let mut body = edit.out[head.clone()].to_vec();
    let kept: Vec<&Place> = places
        .iter()
        .filter(|place| !gone.contains(&place.id))
        .collect();
    let width = if body[0] < 2 { 2 } else { 4 };
    let count = u32::try_from(kept.len()).map_err(|_| CleanError::Malformed)?;
    body[6..].copy_from_slice(&count.to_be_bytes()[4 - width..]);
    for place in kept {
        body.extend(&edit.out[place.entry.clone()]);
    }
    replace(edit, iloc, &body)
}

/// Turns extents into stretches of the file; a length of 0 means all, which is not followed.
fn absolute(
    edit: &mut Edit,
    place: &Place,
    idat: Option<&Space>,
) -> Result<Vec<Space>, CleanError> {
    let (base, end) = match (place.method, idat) {
        (0, _) => (0, edit.out.len()),
        (1, Some(idat)) => (idat.start, idat.end),
        (2, _) => return Ok(Vec::new()),
        _ => return Err(CleanError::Malformed),
    };
    let mut spaces = Vec::new();
    for (offset, len) in &place.extents {
        edit.is_exact &= *len > 0;
        let start = base.checked_add(*offset).ok_or(CleanError::Malformed)?;
        let own_end = start.checked_add(*len).filter(|own| *own <= end);
        spaces.push(start..own_end.ok_or(CleanError::Malformed)?);
    }
    Ok(spaces)
}

/// Notes what an item says that goes.
fn say(edit: &Edit, item: Option<&Item>, spaces: &[Space], found: &mut Findings) {
    let (Some(item), Some(bytes)) = (item, spaces.first().map(|s| &edit.out[s.clone()])) else {
        return;
    };
    match item.kind.as_slice() {
        b"Exif" => {
            // How far behind these 4 bytes the TIFF header stands (HEIF annex A.2.1). How the
            // picture lies is said by a property, which stays.
            let skipped = be32(bytes, 0).and_then(position).unwrap_or(0);
            let block = bytes.get(skipped.saturating_add(4)..).unwrap_or_default();
            exif::read(block, found);
        }
        b"mime" => xmp::read(bytes, found),
        kind if SHOWN.contains(&kind) => {}
        kind => found.add(What::Other, &format!("{} item", text(kind))),
    }
}

/// ```text
/// version 1 ‖ flags 3 ‖ widths: offset, length, base, index 4 bits each ‖ count 2 (version 2: 4)
/// each: number 2 (4) ‖ from version 1: method 2 ‖ reference 2 ‖ base ‖ extents 2 ‖ their fields
/// ```
fn read_places(file: &[u8], iloc: &Atom) -> Option<(Space, Vec<Place>)> {
    let body = iloc.body();
    let file = file.get(..iloc.end)?;
    let mut read = Reader {
        file,
        at: body.start,
    };
    let version = read.number(1)?;
    read.number(3)?;
    let widths = read.number(2)?;
    let width = |shift: u32| usize::try_from(widths >> shift & 15).ok();
    let (offset, len, base, index) = (width(12)?, width(8)?, width(4)?, width(0)?);
    let id_len = if version < 2 { 2 } else { 4 };
    let count = read.number(id_len)?;
    let head = body.start..read.at;
    let mut places = Vec::new();
    for _ in 0..count {
        let start = read.at;
        let id = u32::try_from(read.number(id_len)?).ok()?;
        let method = if version > 0 { read.number(2)? & 15 } else { 0 };
        if read.number(2)? != 0 {
            return None;
        }
        let base = read.number(base)?;
        let mut extents = Vec::new();
        for _ in 0..read.number(2)? {
            read.number(if version > 0 { index } else { 0 })?;
            let offset = base.checked_add(read.number(offset)?)?;
            extents.push((position(offset)?, position(read.number(len)?)?));
        }
        let method = u16::try_from(method).ok()?;
        places.push(Place {
            id,
            method,
            extents,
            entry: start..read.at,
        });
    }
    Some((head, places))
}

struct Reader<'a> {
    file: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// Reads a big-endian number of so many bytes, at most 8.
    fn number(&mut self, len: usize) -> Option<u64> {
        let bytes = piece(self.file, self.at, len)?;
        let mut number = [0; 8];
        number
            .get_mut(8_usize.checked_sub(len)?..)?
            .copy_from_slice(bytes);
        self.at += len;
        be64(&number, 0)
    }
}
