//! Attachments: the parcel of a letter, opened as a stream, and files taken out of it.
//!
//! A parcel is a ustar archive of regular files. Anything else in it is refused, and no name in
//! it decides where a file goes: only its last component is used, cleaned.

mod preview;

pub(crate) use preview::open;
pub use preview::{LookError, preview};

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bellrope_bundle::durable::{self, DurableError};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::parcel::{BlockAddress, ParcelKey, ParcelOpener};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use crate::case::{Acting, CaseNumber, FindError, Item, OpenCase};
use crate::errand::Errand;
use crate::vault::{BLOCKS, Vault, VaultError};

/// What there is of a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParcelState {
    /// Blocks have not come yet.
    Missing {
        /// How many.
        missing: u32,
        /// How many there should be.
        blocks: u32,
    },
    /// Complete and verified.
    Complete {
        /// The files in it.
        attachments: Vec<Attachment>,
    },
    /// All blocks are there, and they are not what the letter named.
    Damaged,
    /// It has a file of a place or kind that is not allowed.
    Refused,
}

/// A file in a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its number within the case, from 1.
    pub number: u32,
    /// Its name, cleaned.
    pub name: String,
    /// Its length, in bytes.
    pub len: u64,
}

/// Returns where a block is kept.
pub(crate) fn block_path(vault: &Path, address: &[u8; 16]) -> PathBuf {
    vault.join(BLOCKS).join(encode_hex(address))
}

fn block_paths(vault: &Path, key: &ParcelKey) -> Vec<PathBuf> {
    let path = |address: BlockAddress| block_path(vault, address.as_bytes());
    key.addresses().map(path).collect()
}

fn missing_blocks(vault: &Vault, key: &ParcelKey) -> u32 {
    let paths = block_paths(vault.folder(), key);
    let missing = paths.iter().filter(|path| !path.is_file()).count();
    u32::try_from(missing).unwrap_or(u32::MAX)
}

/// Looks into a parcel; `count` counts the attachments of the case so far.
pub(crate) fn inspect(
    vault: &Vault,
    key: &ParcelKey,
    count: &mut u32,
) -> Result<ParcelState, VaultError> {
    let missing = missing_blocks(vault, key);
    if missing > 0 {
        return Ok(ParcelState::Missing {
            missing,
            blocks: key.blocks(),
        });
    }
    let mut attachments = Vec::new();
    let walked = walk(vault.folder(), key, |name, file| {
        *count += 1;
        attachments.push(Attachment {
            number: *count,
            name,
            len: file.size(),
        });
        Ok(())
    });
    match walked {
        Ok(()) => Ok(ParcelState::Complete { attachments }),
        Err(SaveError::Parcel) => Ok(ParcelState::Damaged),
        Err(SaveError::Refused) => Ok(ParcelState::Refused),
        Err(SaveError::Io { source }) => Err(VaultError::io("read the blocks")(source)),
        Err(_) => Err(VaultError::Damaged { part: BLOCKS }),
    }
}

/// Takes one attachment of a case out of its parcel and into `folder`, under its cleaned name.
/// The file is there whole and verified, or not at all; nothing is overwritten. The trail tells of
/// it, with what it is for and for whom.
///
/// # Errors
///
/// [`SaveError`], by variant.
///
/// Spec: docs/protocol.md §10, P6.
pub fn save(
    vault: &mut Vault,
    number: &CaseNumber,
    attachment: u32,
    folder: &Path,
    errand: &Errand,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<PathBuf, SaveError> {
    let saved = take_out(vault, number, attachment, folder)?;
    let noted = vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let exported = acting.entry(Act::AttachmentExported)?;
        let exported = exported.with(Key::Item, attachment);
        Ok::<_, SaveError>(errand.enter_in(&mut acting, exported, rng)?)
    });
    // What the trail does not tell of must not lie there.
    noted.inspect_err(|_| drop(fs::remove_file(&saved)))?;
    Ok(saved)
}

fn take_out(
    vault: &Vault,
    number: &CaseNumber,
    attachment: u32,
    folder: &Path,
) -> Result<PathBuf, SaveError> {
    let found = locate(vault, number, attachment)?;
    extract(vault, &found.key, found.position, &folder.join(&found.name))
}

/// Where an attachment lies.
struct Located {
    key: ParcelKey,
    /// Its place in the archive, from 0.
    position: usize,
    name: String,
    len: u64,
}

fn locate(vault: &Vault, number: &CaseNumber, attachment: u32) -> Result<Located, SaveError> {
    let mut count = 0;
    for key in parcels(vault, number)? {
        match inspect(vault, &key, &mut count)? {
            ParcelState::Complete { attachments } => {
                let position = attachments.iter().position(|it| it.number == attachment);
                if let Some(position) = position {
                    let Attachment { name, len, .. } = attachments[position].clone();
                    return Ok(Located {
                        key,
                        position,
                        name,
                        len,
                    });
                }
            }
            ParcelState::Missing { missing, blocks } => {
                return Err(SaveError::Incomplete { missing, blocks });
            }
            ParcelState::Damaged => return Err(SaveError::Parcel),
            ParcelState::Refused => return Err(SaveError::Refused),
        }
    }
    Err(SaveError::NoAttachment {
        number: number.clone(),
        attachment,
    })
}

fn parcels(vault: &Vault, number: &CaseNumber) -> Result<Vec<ParcelKey>, SaveError> {
    let reading = vault.read()?;
    let case = OpenCase::find(&reading, number)?.ok_or_else(|| SaveError::Absent {
        number: number.clone(),
    })?;
    let mut keys = Vec::new();
    for item in 0..case.channel(&reading)?.items {
        if let Item::Letter { content, .. } = case.item(&reading, item)? {
            keys.extend(content.parcel.map(|parcel| parcel.key));
        }
    }
    Ok(keys)
}

/// Writes the file at a position of the archive to `target`; the parcel is verified to its end
/// before the file gets its name.
fn extract(
    vault: &Vault,
    key: &ParcelKey,
    position: usize,
    target: &Path,
) -> Result<PathBuf, SaveError> {
    if fs::symlink_metadata(target).is_ok() {
        return Err(SaveError::Exists {
            path: target.to_owned(),
        });
    }
    let mut at = 0;
    durable::write(target, |output| {
        walk(vault.folder(), key, |_, file| {
            if at == position {
                io::copy(file, output).map_err(output_or_parcel)?;
            }
            at += 1;
            Ok(())
        })
    })?;
    Ok(target.to_owned())
}

fn output_or_parcel(source: io::Error) -> SaveError {
    if source.kind() == io::ErrorKind::InvalidData {
        return SaveError::Parcel;
    }
    SaveError::Io { source }
}

/// Opens a parcel and hands out its files in order, then verifies it to its end.
fn walk(
    vault: &Path,
    key: &ParcelKey,
    mut each: impl FnMut(String, &mut tar::Entry<'_, &mut ParcelReader<'_>>) -> Result<(), SaveError>,
) -> Result<(), SaveError> {
    let mut reader = ParcelReader::new(vault, key);
    let mut archive = tar::Archive::new(&mut reader);
    for file in archive.entries().map_err(output_or_parcel)?.raw(true) {
        let mut file = file.map_err(parcel_or_form)?;
        let is_file = file.header().entry_type().is_file();
        let name = safe_name(&file.header().path_bytes());
        let (true, Some(name)) = (is_file, name) else {
            return Err(SaveError::Refused);
        };
        each(name, &mut file)?;
    }
    reader.finish()
}

/// Tells a broken parcel from a broken archive in a sound one.
fn parcel_or_form(source: io::Error) -> SaveError {
    match source.kind() {
        io::ErrorKind::InvalidData => SaveError::Parcel,
        io::ErrorKind::Other | io::ErrorKind::UnexpectedEof => SaveError::Refused,
        _ => SaveError::Io { source },
    }
}

impl From<FindError> for SaveError {
    fn from(err: FindError) -> Self {
        match err {
            FindError::Vault(err) => Self::Vault(err),
            FindError::Absent(number) => Self::Absent { number },
        }
    }
}

/// Cleans a name: its last component, without what a shell, a file manager or another system
/// takes for something else. `None` if the path leads anywhere but downwards.
fn safe_name(path: &[u8]) -> Option<String> {
    let path = String::from_utf8_lossy(path);
    let mut components = path.split('/');
    let leads_away = |part: &str| part.is_empty() || part == "." || part == "..";
    if components.clone().any(leads_away) || path.contains('\0') {
        return None;
    }
    let clean = |c: char| if is_plain(c) { c } else { '_' };
    let name: String = components.next_back()?.chars().map(clean).collect();
    // No hidden files, no options, no spaces at the ends.
    let name = name.trim();
    let name = match name.strip_prefix(['.', '-']) {
        Some(rest) => format!("_{rest}"),
        None => name.to_owned(),
    };
    let end = name.floor_char_boundary(NAME_MAX_LEN);
    (!name.is_empty()).then(|| name[..end].to_owned())
}

/// Longest name that is used, in bytes.
const NAME_MAX_LEN: usize = 180;

fn is_plain(c: char) -> bool {
    let is_bidi = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !c.is_control() && !is_bidi && !r#"\:*?"<>|"#.contains(c)
}

/// The plaintext of a parcel as a stream, in constant memory. A broken parcel is an error of kind
/// [`io::ErrorKind::InvalidData`].
struct ParcelReader<'k> {
    blocks: std::vec::IntoIter<PathBuf>,
    opener: Option<ParcelOpener<'k>>,
    ready: Vec<u8>,
    at: usize,
}

impl<'k> ParcelReader<'k> {
    fn new(vault: &Path, key: &'k ParcelKey) -> Self {
        Self {
            blocks: block_paths(vault, key).into_iter(),
            opener: Some(ParcelOpener::new(key)),
            ready: Vec::new(),
            at: 0,
        }
    }

    /// Opens the next block; `false` after the last.
    fn refill(&mut self) -> io::Result<bool> {
        let Some(path) = self.blocks.next() else {
            return Ok(false);
        };
        let mut block = Vec::with_capacity(BLOCK_LEN);
        File::open(path)?.read_to_end(&mut block)?;
        let opener = self.opener.as_mut().ok_or(io::ErrorKind::InvalidData)?;
        let plain = opener
            .push(&block)
            .map_err(|_| io::ErrorKind::InvalidData)?;
        self.ready.clear();
        self.ready.extend_from_slice(plain);
        self.at = 0;
        Ok(true)
    }

    /// Reads what is left and verifies the whole.
    fn finish(mut self) -> Result<(), SaveError> {
        while self.refill().map_err(output_or_parcel)? {}
        let opener = self.opener.take().ok_or(SaveError::Parcel)?;
        opener.finish().map_err(|_| SaveError::Parcel)
    }
}

impl Read for ParcelReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        let len = buffer.len().min(self.ready.len() - self.at);
        buffer[..len].copy_from_slice(&self.ready[self.at..self.at + len]);
        self.at += len;
        Ok(len)
    }
}

/// Why an attachment was not saved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SaveError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The case has no attachment of this number.
    #[error("case {number} has no attachment {attachment}")]
    NoAttachment {
        /// The number of the case.
        number: CaseNumber,
        /// The number of the attachment.
        attachment: u32,
    },
    /// Blocks are missing.
    #[error("{missing} of the parcel's {blocks} blocks are missing")]
    Incomplete {
        /// How many are missing.
        missing: u32,
        /// How many there should be.
        blocks: u32,
    },
    /// The blocks are not what the letter named.
    #[error("the parcel is not what the letter named")]
    Parcel,
    /// The archive has something else than regular files below it.
    #[error("the parcel has a file of a place or kind that is not allowed")]
    Refused,
    /// The file exists.
    #[error("{} exists", path.display())]
    Exists {
        /// Where it would have gone.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("cannot save the attachment")]
    Durable(#[from] DurableError),
    /// A block or the file cannot be read or written.
    #[error("cannot read or write the attachment")]
    Io {
        /// The cause.
        #[source]
        source: io::Error,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_name_keeps_ordinary_names() {
        for name in [
            "foto.jpg",
            "verslag mei (2).pdf",
            "café.txt",
            "a.tar.gz",
            "日本.png",
        ] {
            assert_eq!(safe_name(name.as_bytes()).as_deref(), Some(name));
        }
        assert_eq!(safe_name(b"map/foto.jpg").as_deref(), Some("foto.jpg"));
    }

    #[test]
    fn safe_name_refuses_paths_that_lead_away() {
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../x",
            "a//x",
            "a/",
            ".",
            "..",
            "a\0b",
        ] {
            assert_eq!(safe_name(path.as_bytes()), None, "{path:?}");
        }
    }

    #[test]
    fn safe_name_takes_the_teeth_out_of_names() {
        for (path, name) in [
            (".bashrc", "_bashrc"),
            ("-rf", "_rf"),
            ("a\u{1b}[2Jb", "a_[2Jb"),
            ("gpj\u{202e}exe.", "gpj_exe."),
            ("C:\\x", "C__x"),
            (" x ", "x"),
        ] {
            assert_eq!(safe_name(path.as_bytes()).as_deref(), Some(name));
        }
        let long = "é".repeat(200);
        assert_eq!(safe_name(long.as_bytes()).unwrap().len(), NAME_MAX_LEN);
    }
}
