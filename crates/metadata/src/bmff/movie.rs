//! Films: `moov` and its tracks.
//!
//! Source: ISO/IEC 14496-12 §8.2–§8.7, §12.1, §12.2; QuickTime File Format, "Sample Description Atoms".

use super::Edit;
use super::atom::{Atom, Space, by_name, children};
use super::sample;
use super::say::{seconds, when};
use crate::bytes::{be32, be64, position, text};
use crate::finding::{Findings, What};
use crate::outcome::{CleanError, Why};

/// Tracks that play or show: picture, sound, subtitles, captions, texts.
const PLAYED: [&[u8]; 6] = [b"vide", b"soun", b"subt", b"sbtl", b"text", b"clcp"];

/// Cleans a film's own boxes.
pub(super) fn clean(edit: &mut Edit, moov: &Atom, found: &mut Findings) -> Result<(), CleanError> {
    for atom in children(&edit.out, moov.body())? {
        match &atom.name {
            b"mvhd" => times(edit, &atom, found)?,
            b"trak" => track(edit, &atom, found)?,
            b"mvex" | b"iods" => {}
            // A compressed film header would have to be unpacked; nobody writes it any more.
            b"cmov" => return Err(CleanError::Malformed),
            _ => edit.drop_atom(&atom, found),
        }
    }
    Ok(())
}

/// Overwrites the two times at the beginning of `mvhd`, `tkhd`, `mdhd`.
fn times(edit: &mut Edit, atom: &Atom, found: &mut Findings) -> Result<(), CleanError> {
    let at = atom.body().start;
    let is_long = edit.out.get(at) == Some(&1);
    let width = if is_long { 8 } else { 4 };
    let space = at + 4..at + 4 + 2 * width;
    if space.end > atom.end {
        return Err(CleanError::Malformed);
    }
    for at in [space.start, space.start + width] {
        let time = match is_long {
            true => be64(&edit.out, at),
            false => be32(&edit.out, at).map(u64::from),
        };
        if let Some(time) = time.filter(|time| *time != 0) {
            found.add(What::Time, &when(seconds(time)));
        }
    }
    edit.zero(space);
    Ok(())
}

/// What is known of a track while it is cleaned.
struct Track {
    handler: Vec<u8>,
    stbl: Atom,
}

fn track(edit: &mut Edit, trak: &Atom, found: &mut Findings) -> Result<(), CleanError> {
    let atoms = children(&edit.out, trak.body())?;
    let known = open(edit, &atoms)?;
    let spaces = sample::spaces(&edit.out, known.stbl.body())?;
    if !PLAYED.contains(&known.handler.as_slice()) {
        found.add(What::Other, &format!("{} track", text(&known.handler)));
        edit.gone.extend(number(edit, &atoms));
        edit.unused.extend(spaces.list);
        edit.blank(trak);
        return Ok(());
    }
    // Old QuickTime sound counts samples, not bytes: then nothing is known of what it uses.
    edit.is_exact &= known.handler == b"vide" || !spaces.is_constant;
    edit.is_exact &= !spaces.is_encrypted;
    edit.used.extend(spaces.list);
    for atom in atoms {
        match &atom.name {
            b"tkhd" => times(edit, &atom, found)?,
            b"edts" | b"tapt" | b"tref" => {}
            b"mdia" => media(edit, &atom, &known.handler, found)?,
            _ => edit.drop_atom(&atom, found),
        }
    }
    Ok(())
}

fn number(edit: &Edit, atoms: &[Atom]) -> Option<u32> {
    let at = by_name(atoms, b"tkhd")?.body().start;
    let times = if edit.out.get(at) == Some(&1) { 16 } else { 8 };
    be32(&edit.out, at + 4 + times)
}

/// Finds the handler and the sample table of a track.
fn open(edit: &Edit, atoms: &[Atom]) -> Result<Track, CleanError> {
    let within = |atoms: &[Atom], name: &[u8; 4]| {
        let atom = by_name(atoms, name).ok_or(CleanError::Malformed)?;
        children(&edit.out, atom.body())
    };
    let mdia = within(atoms, b"mdia")?;
    let hdlr = by_name(&mdia, b"hdlr").ok_or(CleanError::Malformed)?;
    let handler = edit.out[hdlr.body()]
        .get(8..12)
        .ok_or(CleanError::Malformed)?;
    let minf = within(&mdia, b"minf")?;
    let stbl = by_name(&minf, b"stbl").ok_or(CleanError::Malformed)?;
    Ok(Track {
        handler: handler.to_vec(),
        stbl: stbl.clone(),
    })
}

fn media(
    edit: &mut Edit,
    mdia: &Atom,
    handler: &[u8],
    found: &mut Findings,
) -> Result<(), CleanError> {
    for atom in children(&edit.out, mdia.body())? {
        match &atom.name {
            b"mdhd" => times(edit, &atom, found)?,
            b"hdlr" => name_of_handler(edit, &atom, found),
            b"elng" => {}
            b"minf" => media_content(edit, &atom, handler, found)?,
            _ => edit.drop_atom(&atom, found),
        }
    }
    Ok(())
}

/// Overwrites the maker and the name in `hdlr`: flags 4, type 4, handler 4, maker 12, name.
pub(super) fn name_of_handler(edit: &mut Edit, hdlr: &Atom, found: &mut Findings) {
    let Some(words) = edit.out[hdlr.body()].get(24..) else {
        return;
    };
    found.add(What::Software, &text(words));
    let start = hdlr.body().start;
    if edit.zero(start + 12..start + 24) {
        found.add(What::Software, "hdlr");
    }
    edit.zero(start + 24..hdlr.end);
}

fn media_content(
    edit: &mut Edit,
    minf: &Atom,
    handler: &[u8],
    found: &mut Findings,
) -> Result<(), CleanError> {
    for atom in children(&edit.out, minf.body())? {
        match &atom.name {
            b"vmhd" | b"smhd" | b"nmhd" | b"sthd" | b"hmhd" | b"gmhd" => {}
            b"hdlr" => name_of_handler(edit, &atom, found),
            b"dinf" => references(edit, &atom, found)?,
            b"stbl" => table(edit, &atom, handler, found)?,
            _ => edit.drop_atom(&atom, found),
        }
    }
    Ok(())
}

/// Where the media stands: in this file; else the reference is a path, and stays.
fn references(edit: &mut Edit, dinf: &Atom, found: &mut Findings) -> Result<(), CleanError> {
    for dref in children(&edit.out, dinf.body())? {
        if &dref.name != b"dref" {
            edit.drop_atom(&dref, found);
            continue;
        }
        let body = dref.body();
        for entry in children(&edit.out, (body.start + 8).min(body.end)..body.end)? {
            let at = entry.body().start;
            let is_here = be32(&edit.out, at).is_some_and(|flags| flags & 1 == 1);
            if !is_here {
                found.add_or(What::Path, &text(&edit.out[entry.body()]), "dref");
                edit.remains.add(What::Path, Why::Unopened);
            } else if edit.zero((at + 4).min(entry.end)..entry.end) {
                found.add(What::Path, "dref");
            }
        }
    }
    Ok(())
}

fn table(
    edit: &mut Edit,
    stbl: &Atom,
    handler: &[u8],
    found: &mut Findings,
) -> Result<(), CleanError> {
    for atom in children(&edit.out, stbl.body())? {
        match &atom.name {
            b"stsd" => descriptions(edit, &atom, handler, found)?,
            b"stts" | b"ctts" | b"cslg" | b"stss" | b"stsh" | b"stps" | b"sdtp" | b"sbgp"
            | b"sgpd" | b"subs" | b"saiz" | b"saio" | b"senc" | b"stdp" | b"padb" | b"stco"
            | b"co64" | b"stsc" | b"stsz" | b"stz2" => {}
            _ => edit.drop_atom(&atom, found),
        }
    }
    Ok(())
}

/// Overwrites who made the compressor, and its name.
fn descriptions(
    edit: &mut Edit,
    stsd: &Atom,
    handler: &[u8],
    found: &mut Findings,
) -> Result<(), CleanError> {
    let body = stsd.body();
    let entries = children(&edit.out, (body.start + 8).min(body.end)..body.end)?;
    for entry in entries {
        if !matches!(handler, b"vide" | b"soun") {
            continue;
        }
        // Reserved 6, reference 2, version 2, revision 2, then the vendor 4.
        let at = entry.body().start;
        software(edit, at + 12..at + 16, &entry, found);
        if handler == b"vide" {
            // Name: its length 1, then 31 bytes.
            software(edit, at + 42..at + 74, &entry, found);
            for child in children(&edit.out, (at + 78).min(entry.end)..entry.end)? {
                if matches!(&child.name, b"uuid" | b"udta" | b"meta" | b"free" | b"skip") {
                    edit.drop_atom(&child, found);
                }
            }
        }
    }
    Ok(())
}

fn software(edit: &mut Edit, space: Space, entry: &Atom, found: &mut Findings) {
    if space.end <= entry.end {
        let words = text(edit.out.get(space.clone()).unwrap_or_default());
        if edit.zero(space) {
            found.add_or(What::Software, &words, "stsd");
        }
    }
}

/// Reads a count at a place as a position.
pub(super) fn count(bytes: &[u8], at: usize) -> Result<usize, CleanError> {
    be32(bytes, at)
        .and_then(position)
        .ok_or(CleanError::Malformed)
}
