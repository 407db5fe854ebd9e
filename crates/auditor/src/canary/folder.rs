//! Every file below a folder, with its name, its attributes, and where its links lead.

use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{lgetxattr, llistxattr};
use rustix::io::Errno;

use super::search::{Search, Searched};

/// Greatest length of one extended attribute or of all their names, in bytes (xattr(7)).
const ATTRIBUTE_MAX_LEN: usize = 65_536;

/// What one place came to.
#[derive(Debug)]
pub(super) struct Found {
    /// The place, as a report names it.
    pub(super) place: String,
    /// What it came to, or why it could not be read.
    pub(super) searched: io::Result<Searched>,
}

/// Searches a folder, in no order, and gives what each file came to. What goes while it is
/// searched was never there.
pub(super) fn search_folder(folder: &Path, search: &Search, each: &mut dyn FnMut(Found)) {
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        let entries = match fs::read_dir(&current) {
            Ok(entries) => entries,
            Err(err) => {
                give(each, named(folder, &current), Err(err));
                continue;
            }
        };
        for entry in entries {
            let path = match entry {
                Ok(entry) => entry.path(),
                Err(err) => {
                    give(each, named(folder, &current), Err(err));
                    break;
                }
            };
            let place = named(folder, &path);
            match fs::symlink_metadata(&path) {
                Ok(metadata) => {
                    search_entry(&path, &place, &metadata, search, each);
                    if metadata.is_dir() {
                        folders.push(path);
                    }
                }
                Err(err) => give(each, place, Err(err)),
            }
        }
    }
}

/// Searches one file that was named.
pub(super) fn search_file(path: &Path, search: &Search) -> io::Result<Searched> {
    search.search(&File::open(path)?)
}

fn search_entry(
    path: &Path,
    place: &str,
    metadata: &Metadata,
    search: &Search,
    each: &mut dyn FnMut(Found),
) {
    let name = path.file_name().unwrap_or_default().as_bytes();
    give(
        each,
        format!("name of {place}"),
        Ok(search.search_bytes(name)),
    );
    let attributes = attributes(path).map(|bytes| search.search_bytes(&bytes));
    give(each, format!("attributes of {place}"), attributes);
    if metadata.is_file() {
        give(each, place.to_owned(), search_file(path, search));
    } else if metadata.is_symlink() {
        let target = fs::read_link(path);
        let target = target.map(|target| search.search_bytes(target.as_os_str().as_bytes()));
        give(each, format!("target of {place}"), target);
    }
}

/// Gives what a place came to, unless it has gone meanwhile.
fn give(each: &mut dyn FnMut(Found), place: String, searched: io::Result<Searched>) {
    if !matches!(&searched, Err(err) if err.kind() == io::ErrorKind::NotFound) {
        each(Found { place, searched });
    }
}

/// Reads names and values of extended attributes. File systems without them have none.
fn attributes(path: &Path) -> io::Result<Vec<u8>> {
    let mut names = vec![0; ATTRIBUTE_MAX_LEN];
    let len = match llistxattr(path, names.as_mut_slice()) {
        Err(Errno::NOTSUP) => 0,
        len => len.map_err(io::Error::from)?,
    };
    names.truncate(len);
    let mut bytes = Vec::new();
    for name in names
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
    {
        let mut value = vec![0; ATTRIBUTE_MAX_LEN];
        let len = lgetxattr(path, name, value.as_mut_slice()).map_err(io::Error::from)?;
        bytes.extend_from_slice(name);
        bytes.push(0);
        bytes.extend_from_slice(&value[..len]);
        bytes.push(0);
    }
    Ok(bytes)
}

/// Names a path as seen from the folder.
fn named(folder: &Path, path: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(folder).unwrap_or(path).to_owned();
    match inside.as_os_str().is_empty() {
        true => "the folder".to_owned(),
        false => inside.display().to_string(),
    }
}
