//! A document whose objects can be loaded by their numbers.
//!
//! Source: ISO 32000-2 §7.3.8 (streams), §7.3.10 (indirect objects), §7.5.7 (object streams).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::cross_reference::{self, CrossReference, Place};
use super::filter;
use super::object::{Entry, Object, Stored, get};
use super::parse::Parser;
use crate::bytes::piece;
use crate::outcome::CleanError;

/// What structures may unpack to, in multiples of the file and beyond that, in bytes.
const UNPACKED_TIMES: usize = 16;
const UNPACKED_MORE: usize = 4 << 20;
/// What may be read in all, in multiples of the file and of what it may unpack to: places may overlap.
const WORK_TIMES: usize = 2;

/// An open document.
pub(super) struct Document<'a> {
    file: &'a [u8],
    pub(super) reference: CrossReference,
    pub(super) root: u32,
    packs: BTreeMap<u32, Rc<Pack>>,
    /// How much may still be unpacked.
    pub(super) limit: usize,
    /// How much may still be read.
    work: usize,
}

/// An object stream, unpacked.
struct Pack {
    bytes: Vec<u8>,
    /// Number and place of each object.
    list: Vec<(usize, usize)>,
}

/// An object at its place, before the bytes of its stream are taken.
pub(super) struct Indirect {
    number: usize,
    value: Option<Object>,
    /// Where it ends, or where the bytes of its stream begin.
    end: usize,
    has_stream: bool,
}

impl<'a> Document<'a> {
    /// Reads the cross-reference.
    pub(super) fn open(file: &'a [u8]) -> Result<Self, CleanError> {
        let mut limit = file
            .len()
            .saturating_mul(UNPACKED_TIMES)
            .saturating_add(UNPACKED_MORE);
        let work = limit.saturating_mul(WORK_TIMES);
        let reference = cross_reference::read(file, &mut limit)?;
        if get(&reference.trailer, b"Encrypt").is_some_and(|value| *value != Object::Null) {
            return Err(CleanError::Encrypted);
        }
        let root = get(&reference.trailer, b"Root").and_then(Object::reference);
        let root = root.ok_or(CleanError::Malformed)?;
        let mut document = Self {
            file,
            reference,
            root,
            packs: BTreeMap::new(),
            limit,
            work,
        };
        match document.load(root)?.value.get(b"Pages") {
            Some(Object::Reference(_)) => Ok(document),
            _ => Err(CleanError::Malformed),
        }
    }

    /// Loads an object; one that is nowhere is null (§7.3.10).
    pub(super) fn load(&mut self, number: u32) -> Result<Stored, CleanError> {
        let nothing = Stored {
            value: Object::Null,
            stream: None,
        };
        match self.reference.places.get(&number).copied() {
            None | Some(Place::Free) => Ok(nothing),
            Some(Place::At(at)) => self.load_at(number, at),
            Some(Place::In(pack, index)) => self.load_packed(pack, number, index),
        }
    }

    fn load_at(&mut self, number: u32, at: usize) -> Result<Stored, CleanError> {
        let mut indirect = read_indirect(self.file, at).ok_or(CleanError::Malformed)?;
        if usize::try_from(number) != Ok(indirect.number) {
            return Err(CleanError::Malformed);
        }
        self.spend(indirect.end - at)?;
        let file = self.file;
        read_stream(file, &mut indirect, |length| {
            match self.reference.places.get(&length)? {
                Place::At(at) => read_indirect(file, *at)?.value?.count(),
                _ => None,
            }
        })
    }

    fn load_packed(&mut self, pack: u32, number: u32, index: usize) -> Result<Stored, CleanError> {
        let pack = self.pack(pack)?;
        let entry = pack
            .list
            .get(index)
            .filter(|(own, _)| usize::try_from(number) == Ok(*own));
        let entry = entry.or_else(|| {
            pack.list
                .iter()
                .find(|(own, _)| usize::try_from(number) == Ok(*own))
        });
        let Some((_, at)) = entry else {
            return Err(CleanError::Malformed);
        };
        let mut parser = Parser::new(&pack.bytes, *at);
        let value = parser.object().ok_or(CleanError::Malformed)?;
        self.spend(parser.at - at)?;
        Ok(Stored {
            value,
            stream: None,
        })
    }

    fn pack(&mut self, number: u32) -> Result<Rc<Pack>, CleanError> {
        if let Some(pack) = self.packs.get(&number) {
            return Ok(Rc::clone(pack));
        }
        // Only a plain object may be one: no packs within packs.
        let Some(Place::At(at)) = self.reference.places.get(&number).copied() else {
            return Err(CleanError::Malformed);
        };
        let stored = self.load_at(number, at)?;
        let Stored {
            value: Object::Dictionary(entries),
            stream: Some(bytes),
        } = stored
        else {
            return Err(CleanError::Malformed);
        };
        let bytes = self.unpack(&entries, &bytes)?;
        let list = listed(&entries, &bytes).ok_or(CleanError::Malformed)?;
        let pack = Rc::new(Pack { bytes, list });
        self.packs.insert(number, Rc::clone(&pack));
        Ok(pack)
    }

    /// Unpacks a stream within what may still be unpacked.
    pub(super) fn unpack(
        &mut self,
        entries: &[Entry],
        bytes: &[u8],
    ) -> Result<Vec<u8>, CleanError> {
        let bytes = filter::unpack(entries, bytes, self.limit)?;
        self.limit = self.limit.saturating_sub(bytes.len());
        Ok(bytes)
    }

    /// Follows a value if it is a reference; a broken one is null.
    pub(super) fn resolved(&mut self, value: &Object) -> Object {
        match value {
            Object::Reference(number) => self
                .load(*number)
                .map_or(Object::Null, |stored| stored.value),
            value => value.clone(),
        }
    }

    /// The first bytes of the file.
    pub(super) fn beginning(&self) -> &[u8] {
        &self.file[..self.file.len().min(1024)]
    }

    fn spend(&mut self, len: usize) -> Result<(), CleanError> {
        self.work = self.work.checked_sub(len).ok_or(CleanError::TooLarge)?;
        Ok(())
    }
}

/// Numbers and places at the beginning of an object stream.
fn listed(entries: &[Entry], bytes: &[u8]) -> Option<Vec<(usize, usize)>> {
    let number = |key: &[u8]| get(entries, key).and_then(Object::count);
    let (count, first) = (number(b"N")?, number(b"First")?);
    let mut parser = Parser::new(bytes, 0);
    let mut list = Vec::new();
    for _ in 0..count {
        let number = parser.whole()?;
        list.push((number, first.checked_add(parser.whole()?)?));
    }
    Some(list)
}

/// Reads `12 0 obj …` up to its end or to the bytes of its stream.
pub(super) fn read_indirect(file: &[u8], at: usize) -> Option<Indirect> {
    let mut parser = Parser::new(file, at);
    let number = parser.whole()?;
    parser.whole()?;
    parser.word(b"obj")?;
    let value = parser.object()?;
    let has_stream = parser.word(b"stream").is_some();
    if has_stream {
        let line = file.get(parser.at..)?;
        parser.at += match line {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => return None,
        };
    }
    Some(Indirect {
        number,
        value: Some(value),
        end: parser.at,
        has_stream,
    })
}

/// Takes the bytes of a stream; their length may be another object, which `length` reads.
pub(super) fn read_stream(
    file: &[u8],
    indirect: &mut Indirect,
    length: impl FnOnce(u32) -> Option<usize>,
) -> Result<Stored, CleanError> {
    let value = indirect.value.take().ok_or(CleanError::Malformed)?;
    if !indirect.has_stream {
        return Ok(Stored {
            value,
            stream: None,
        });
    }
    let len = match value.get(b"Length") {
        Some(Object::Reference(number)) => length(*number),
        Some(value) => value.count(),
        None => None,
    };
    let bytes = len.and_then(|len| piece(file, indirect.end, len));
    let bytes = bytes.ok_or(CleanError::Malformed)?;
    let mut behind = Parser::new(file, indirect.end + bytes.len());
    behind.word(b"endstream").ok_or(CleanError::Malformed)?;
    Ok(Stored {
        value,
        stream: Some(bytes.to_vec()),
    })
}
