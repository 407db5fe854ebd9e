//! The files of a relay's folder: every one that may be there, by name.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use bellrope_protocol::base::DeskName;
use bellrope_protocol::encoding::decode_hex_array;

use super::table::{INTAKE, REPLIES};

/// What the names of unfinished files end in.
const UNFINISHED: &str = ".unfinished";

/// What a file is, by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// `relay.redb`.
    Database,
    /// `slots`.
    Slots,
    /// `relay.toml`.
    Configuration,
    /// `relay.pub`.
    Public,
    /// `log.key` or `receipt.key`.
    Key,
    /// The bodies of a batch.
    Batch(BatchFile),
    /// A block.
    Block {
        /// The desk.
        desk: DeskName,
        /// The end of the epoch in which it came.
        epoch: u32,
    },
    /// What a relay that is killed may leave.
    Unfinished(Unfinished),
}

/// The file of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchFile {
    /// The desk.
    pub desk: DeskName,
    /// Which log: [`INTAKE`] or [`REPLIES`].
    pub log: u8,
    /// The batch's number.
    pub number: u64,
}

/// A file that was not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// The bodies of a batch of letters.
    Letters,
    /// The bodies of a batch of replies.
    Replies,
    /// A block.
    Block,
    /// The slots, before there were any.
    Slots,
    /// `relay.toml` with one more desk.
    Configuration,
    /// `relay.pub`.
    Public,
}

/// One file.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its path, below the folder.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What it is; `None` if it has no business here.
    pub item: Option<Item>,
    /// Its length, in bytes.
    pub len: u64,
}

/// What is not as it must be with a file, apart from its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// No regular file or folder, such as a link or a socket.
    Kind,
    /// It has another name elsewhere.
    Links(u64),
    /// Others than its owner may read it.
    Mode(u32),
    /// It has extended attributes.
    Attributes(usize),
    /// It tells when it was changed.
    Time(i64),
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// Its files, by path.
    pub files: Vec<Found>,
    /// What is odd, by path.
    pub oddities: Vec<(String, Oddity)>,
    /// `relay.pub` has the time zero that the relay gave it: copying has kept times.
    pub keeps_times: bool,
}

/// Lists a relay's folder.
///
/// # Errors
///
/// Whatever the disk answers.
pub fn list(folder: &Path) -> io::Result<Listing> {
    let mut listing = Listing::default();
    descend(folder, "", &mut listing)?;
    listing
        .files
        .sort_by(|one, other| one.name.cmp(&other.name));
    listing.keeps_times = fs::symlink_metadata(folder.join("relay.pub"))
        .is_ok_and(|metadata| (metadata.mtime(), metadata.mtime_nsec()) == (0, 0));
    if !listing.keeps_times {
        listing
            .oddities
            .retain(|(_, oddity)| !matches!(oddity, Oddity::Time(_)));
    }
    Ok(listing)
}

fn descend(folder: &Path, name: &str, listing: &mut Listing) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A name that is no UTF-8 is none of ours; it is shown as far as it can be.
        let name = format!("{name}{}", entry.file_name().to_string_lossy());
        let (path, metadata) = (entry.path(), fs::symlink_metadata(entry.path())?);
        examine(&name, &path, &metadata, listing)?;
        if metadata.is_dir() {
            if !is_known_folder(&name) {
                listing.oddities.push((name.clone(), Oddity::Kind));
            }
            descend(&path, &format!("{name}/"), listing)?;
        } else {
            let item = metadata.is_file().then(|| recognise(&name)).flatten();
            listing.files.push(Found {
                item,
                path,
                len: metadata.len(),
                name,
            });
        }
    }
    Ok(())
}

fn examine(name: &str, path: &Path, metadata: &Metadata, listing: &mut Listing) -> io::Result<()> {
    let mut odd = |oddity| listing.oddities.push((name.to_owned(), oddity));
    if !metadata.is_file() && !metadata.is_dir() {
        odd(Oddity::Kind);
        return Ok(());
    }
    if metadata.is_file() && metadata.nlink() != 1 {
        odd(Oddity::Links(metadata.nlink()));
    }
    let mode = metadata.mode() & 0o777;
    if mode & 0o077 != 0 && !is_open(name) {
        odd(Oddity::Mode(mode));
    }
    let attributes = attributes(path)?;
    if attributes > 0 {
        odd(Oddity::Attributes(attributes));
    }
    let time = metadata.mtime();
    if (time, metadata.mtime_nsec()) != (0, 0) && !tells_time(name) {
        odd(Oddity::Time(time));
    }
    Ok(())
}

/// Counts extended attributes, but for the label that SELinux gives every file.
fn attributes(path: &Path) -> io::Result<usize> {
    let mut names = vec![0; 65_536];
    let len = match rustix::fs::llistxattr(path, names.as_mut_slice()) {
        Ok(len) => len,
        // File systems without them have none.
        Err(rustix::io::Errno::NOTSUP) => 0,
        Err(error) => return Err(error.into()),
    };
    Ok(names[..len]
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty() && *name != b"security.selinux")
        .count())
}

/// Files and folders whose times are the operator's or the database's: those that letters,
/// replies and blocks come to are none of them.
fn tells_time(name: &str) -> bool {
    let is_above = |name: &str| match name.strip_prefix("desks") {
        Some(rest) => !rest.contains("/blocks") && !rest.contains("/batch"),
        None => false,
    };
    is_above(name)
        || matches!(
            name,
            "relay.redb" | "relay.toml" | "relay.toml.new" | "log.key" | "receipt.key"
        )
        || name.ends_with(UNFINISHED)
        || name == "slots.new"
}

/// Files that others may read: they hold nothing private, and the folder keeps others out.
fn is_open(name: &str) -> bool {
    matches!(name, "relay.pub" | "relay.redb")
}

fn is_known_folder(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    match parts.as_slice() {
        ["desks"] => true,
        ["desks", desk] => desk.parse::<DeskName>().is_ok(),
        ["desks", desk, rest @ ..] => {
            desk.parse::<DeskName>().is_ok()
                && match rest {
                    ["intake" | "replies" | "blocks"] | ["intake" | "replies", "batch"] => true,
                    ["blocks", epoch] => number::<u32>(epoch).is_some(),
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Says what a file is, by its path.
fn recognise(name: &str) -> Option<Item> {
    Some(match name {
        "relay.redb" => Item::Database,
        "slots" => Item::Slots,
        "slots.new" => Item::Unfinished(Unfinished::Slots),
        "relay.toml" => Item::Configuration,
        "relay.toml.new" => Item::Unfinished(Unfinished::Configuration),
        "relay.pub" => Item::Public,
        "relay.pub.unfinished" => Item::Unfinished(Unfinished::Public),
        "log.key" | "receipt.key" => Item::Key,
        _ => return recognise_body(name),
    })
}

fn recognise_body(name: &str) -> Option<Item> {
    let (finished, unfinished) = match name.strip_suffix(UNFINISHED) {
        Some(finished) => (finished, true),
        None => (name, false),
    };
    let parts: Vec<&str> = finished.split('/').collect();
    let ["desks", desk, kind, folder, last] = parts.as_slice() else {
        return None;
    };
    let desk = desk.parse::<DeskName>().ok()?;
    let (item, draft) = match (*kind, *folder) {
        ("blocks", epoch) => {
            decode_hex_array::<16>(last).ok()?;
            let epoch = number(epoch)?;
            (Item::Block { desk, epoch }, Unfinished::Block)
        }
        ("intake", "batch") => (batch(desk, INTAKE, last)?, Unfinished::Letters),
        ("replies", "batch") => (batch(desk, REPLIES, last)?, Unfinished::Replies),
        _ => return None,
    };
    Some(if unfinished {
        Item::Unfinished(draft)
    } else {
        item
    })
}

fn batch(desk: DeskName, log: u8, name: &str) -> Option<Item> {
    let number = number(name)?;
    Some(Item::Batch(BatchFile { desk, log, number }))
}

/// Reads a number in its one spelling.
fn number<T: std::str::FromStr + ToString>(text: &str) -> Option<T> {
    let number: T = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognise_knows_each_name_and_no_other() {
        let known = [
            "relay.redb",
            "slots",
            "slots.new",
            "relay.toml",
            "relay.toml.new",
            "relay.pub",
            "relay.pub.unfinished",
            "log.key",
            "receipt.key",
            "desks/mid/intake/batch/0",
            "desks/mid/intake/batch/12.unfinished",
            "desks/mid/replies/batch/7",
            "desks/mid/blocks/3600/00112233445566778899aabbccddeeff",
            "desks/mid/blocks/3600/00112233445566778899aabbccddeeff.unfinished",
        ];
        for name in known {
            assert!(recognise(name).is_some(), "{name}");
        }
        let unknown = [
            "relay.redb.bak",
            "desks/mid/intake/batch/007",
            "desks/mid/intake/batch/-1",
            "desks/mid/intake/batch/+1",
            "desks/Mid/intake/batch/0",
            "desks/mid/cards/batch/0",
            "desks/mid/blocks/3600/00112233445566778899AABBCCDDEEFF",
            "desks/mid/blocks/x/00112233445566778899aabbccddeeff",
            "desks/mid/intake/0",
            "token",
            ".hidden",
        ];
        for name in unknown {
            assert!(recognise(name).is_none(), "{name}");
        }
    }
}
