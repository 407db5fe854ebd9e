//! Whoever can write to a disk: files of the relay, and of others, changed without any key.
//!
//! `file` is a path in the relay's folder, with what [`Field::fill_in`] fills in; `part` is a file
//! that somebody keeps or hands in.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _};
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use rustix::fs::XattrFlags;
use serde::Deserialize;

use super::record::Records;
use super::{Act, said};
use crate::field::Field;
use crate::folder::{copy, set_time};
use crate::honest::DESK_NUMBER;

/// Length of a page of the database, in bytes.
const PAGE: usize = 4_096;

fn file(field: &Field, name: &str) -> Result<PathBuf, String> {
    Ok(field.store().join(field.fill_in(name)?))
}

/// Bytes that stand in an attack as text, as zeros, or both.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Bytes {
    Text(String),
    Zeros(usize),
}

impl Bytes {
    fn to_vec(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Zeros(len) => vec![0; *len],
        }
    }
}

/// Adds bytes to the end of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Append {
    file: String,
    bytes: Bytes,
}

impl Act for Append {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        field.tamper(|_| {
            let mut open = OpenOptions::new().append(true).open(file).map_err(said)?;
            open.write_all(&self.bytes.to_vec()).map_err(said)
        })
    }
}

/// Writes an attribute beside a file's content.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribute {
    file: String,
    name: String,
    value: String,
}

impl Act for Attribute {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        let value = self.value.as_bytes();
        rustix::fs::setxattr(file, self.name.as_str(), value, XattrFlags::empty()).map_err(said)
    }
}

/// Copies a file of the relay to another name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Copy {
    file: String,
    to: String,
}

impl Act for Copy {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let (from, to) = (file(field, &self.file)?, file(field, &self.to)?);
        field.tamper(|_| {
            fs::copy(from, to).map_err(said)?;
            Ok(())
        })
    }
}

/// Cuts bytes off the end of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cut {
    file: String,
    bytes: u64,
}

impl Act for Cut {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        field.tamper(|_| {
            let open = OpenOptions::new().write(true).open(file).map_err(said)?;
            let len = open.metadata().map_err(said)?.len();
            open.set_len(len - self.bytes).map_err(said)
        })
    }
}

/// Returns where a step writes: a file in the relay's folder, or a part that somebody keeps.
fn place(field: &Field, name: Option<&str>, part: Option<&str>) -> Result<PathBuf, String> {
    match (name, part) {
        (Some(name), None) => file(field, name),
        (None, Some(part)) => Ok(field.path(part)),
        _ => Err("a file or a part".to_owned()),
    }
}

/// Flips one bit of a file of the relay, or of one that somebody keeps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Flip {
    file: Option<String>,
    part: Option<String>,
    at: usize,
}

impl Act for Flip {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let path = place(field, self.file.as_deref(), self.part.as_deref())?;
        field.tamper(|_| {
            let mut bytes = fs::read(&path).map_err(said)?;
            *bytes.get_mut(self.at).ok_or("the file is shorter")? ^= 1;
            fs::write(path, bytes).map_err(said)
        })
    }
}

/// Writes into a page of the database that is not in use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreePage {
    text: String,
}

impl Act for FreePage {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        field.tamper(|store| {
            let database = store.join("relay.redb");
            let mut bytes = fs::read(&database).map_err(said)?;
            if free_page(&mut bytes).is_none() {
                // Written anew, it has room.
                Records::read(store)?.write()?;
                bytes = fs::read(&database).map_err(said)?;
            }
            let free = free_page(&mut bytes).ok_or("there is no page that is free")?;
            free[..self.text.len()].copy_from_slice(self.text.as_bytes());
            fs::write(database, bytes).map_err(said)
        })
    }
}

/// Finds a page with nothing on it: zeros, or what redb leaves in debug builds (docs/store.md).
fn free_page(bytes: &mut [u8]) -> Option<&mut [u8]> {
    let is_free = |page: &[u8]| {
        let first = page.first().copied();
        matches!(first, Some(0 | 0xFF)) && page.iter().all(|byte| Some(*byte) == first)
    };
    bytes.chunks_mut(PAGE).find(|page| is_free(page))
}

/// Gives a file a second name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    file: String,
    to: String,
}

impl Act for Link {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let (from, to) = (file(field, &self.file)?, file(field, &self.to)?);
        field.tamper(|_| fs::hard_link(from, to).map_err(said))
    }
}

/// Changes who may read a file; `mode` in octal digits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mode {
    file: String,
    mode: String,
}

impl Act for Mode {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mode = u32::from_str_radix(&self.mode, 8).map_err(said)?;
        let file = file(field, &self.file)?;
        fs::set_permissions(file, fs::Permissions::from_mode(mode)).map_err(said)
    }
}

/// Writes over a part of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Overwrite {
    file: String,
    at: u64,
    bytes: Bytes,
}

impl Act for Overwrite {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        field.tamper(|_| {
            let open = OpenOptions::new().write(true).open(file).map_err(said)?;
            open.write_all_at(&self.bytes.to_vec(), self.at)
                .map_err(said)
        })
    }
}

/// Removes a file of the relay.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remove {
    file: String,
}

impl Act for Remove {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        field.tamper(|_| fs::remove_file(file).map_err(said))
    }
}

/// Puts one part in the place of another, a folder too: an old copy of the relay comes back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replace {
    part: String,
    by: String,
}

impl Act for Replace {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let (part, by) = (field.path(&self.part), field.path(&self.by));
        match part.is_dir() {
            true => fs::remove_dir_all(&part).map_err(said)?,
            false => fs::remove_file(&part).map_err(said)?,
        }
        copy(&by, &part);
        Ok(())
    }
}

/// Changes a row of the database without signing anything.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    table: Table,
    change: RowChange,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Table {
    /// The first entry bundle of the intake log.
    Entries,
    /// The first hash tile of the intake log.
    Hashes,
    /// The newest batch note.
    Batches,
    /// The newest note about deletion.
    Pruned,
    /// The newest card.
    Cards,
    /// The newest confirmation.
    Confirms,
    /// The newest board.
    Boards,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RowChange {
    /// The row is gone.
    Remove,
    /// One bit of it is another.
    Flip,
}

impl Act for Row {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let mut records = Records::read(&field.store())?;
        let rows = &mut records.database;
        match self.table {
            Table::Entries => change_last(
                &mut rows.tiles,
                |key| *key == (DESK_NUMBER, 0, u8::MAX, 0),
                self.change,
            ),
            Table::Hashes => change_last(
                &mut rows.tiles,
                |key| *key == (DESK_NUMBER, 0, 0, 0),
                self.change,
            ),
            Table::Batches => change_last(&mut rows.batches, |key| key.1 == 0, self.change),
            Table::Pruned => change_last(&mut rows.pruned, |key| key.1 == 0, self.change),
            Table::Cards => change_last(&mut rows.cards, |_| true, self.change),
            Table::Confirms => change_last(&mut rows.confirms, |_| true, self.change),
            Table::Boards => change_last(&mut rows.boards, |_| true, self.change),
        }?;
        field.tamper(|_| records.save())
    }
}

/// A value that one bit of can be another.
trait Flips {
    fn flip(&mut self);
}

impl Flips for Vec<u8> {
    fn flip(&mut self) {
        // A byte of the first hash, of a bundle or of a tile: whatever was signed covers it.
        self[10] ^= 1;
    }
}

impl Flips for String {
    /// Changes a letter of the signature, which stays base64.
    fn flip(&mut self) {
        let place = self.trim_end().len() - 9;
        let other = if self.as_bytes()[place] == b'A' {
            "B"
        } else {
            "A"
        };
        self.replace_range(place..=place, other);
    }
}

impl Flips for (u64, String) {
    fn flip(&mut self) {
        self.1.flip();
    }
}

fn change_last<K: Ord + Clone + std::marker::Copy, V: Flips>(
    rows: &mut std::collections::BTreeMap<K, V>,
    is_meant: impl Fn(&K) -> bool,
    change: RowChange,
) -> Result<(), String> {
    let key = rows.keys().rev().find(|key| is_meant(key)).copied();
    let key = key.ok_or("there is no such row")?;
    match change {
        RowChange::Remove => drop(rows.remove(&key)),
        RowChange::Flip => rows.get_mut(&key).ok_or("there is no such row")?.flip(),
    }
    Ok(())
}

/// Changes places of two parts of a file, each `len` bytes long, counted from 0.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Swap {
    file: String,
    len: usize,
    parts: [usize; 2],
}

impl Act for Swap {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        field.tamper(|_| {
            let mut bytes = fs::read(&file).map_err(said)?;
            let [first, second] = self.parts.map(|part| part * self.len);
            for offset in 0..self.len {
                bytes.swap(first + offset, second + offset);
            }
            fs::write(file, bytes).map_err(said)
        })
    }
}

/// Writes one part of a file over another, each `len` bytes long, counted from 0.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repeat {
    file: String,
    len: usize,
    part: usize,
    over: usize,
}

impl Act for Repeat {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        field.tamper(|_| {
            let mut bytes = fs::read(&file).map_err(said)?;
            let part = self.part * self.len;
            bytes.copy_within(part..part + self.len, self.over * self.len);
            fs::write(file, bytes).map_err(said)
        })
    }
}

/// Sets the time of a file, in Unix seconds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Touch {
    file: String,
    seconds: u64,
}

impl Act for Touch {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let file = file(field, &self.file)?;
        set_time(&file, UNIX_EPOCH + Duration::from_secs(self.seconds)).map_err(said)
    }
}

/// Writes a file that was not there, in the relay's folder or into the folder of public keys.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Write {
    file: Option<String>,
    part: Option<String>,
    text: String,
}

impl Act for Write {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let path = place(field, self.file.as_deref(), self.part.as_deref())?;
        field.tamper(|_| {
            fs::write(&path, &self.text).map_err(said)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).map_err(said)
        })
    }
}
