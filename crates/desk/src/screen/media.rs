//! Sticks and disks that are plugged in, and the files that lie on them.

use std::fs;
use std::path::{Path, PathBuf};

/// Where Linux desktops put what is plugged in.
const ROOTS: [&str; 2] = ["/media", "/run/media"];
/// Most files of a medium that are listed.
const MAX_FILES: usize = 50;

/// Lists the places of media that are plugged in.
pub(crate) fn mounted() -> Vec<PathBuf> {
    // Elsewhere than on Linux there is no such list; a path can be typed.
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    places(&mounts)
}

fn places(mounts: &str) -> Vec<PathBuf> {
    let second = |line: &str| line.split(' ').nth(1).map(unescape);
    let mut places: Vec<PathBuf> = mounts
        .lines()
        .filter_map(second)
        .map(PathBuf::from)
        .filter(|place| ROOTS.iter().any(|root| place.starts_with(root)))
        .collect();
    places.sort();
    places.dedup();
    places
}

/// Undoes the kernel's escapes: blanks, tabs, line ends and backslashes as three octal digits.
fn unescape(field: &str) -> String {
    let mut text = field.to_owned();
    for (escape, plain) in [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ] {
        text = text.replace(escape, plain);
    }
    text
}

/// Lists the files that lie openly on a medium, by name; folders are not entered.
pub(crate) fn files(place: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(place) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files.truncate(MAX_FILES);
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_what_is_plugged_in() {
        let mounts = "proc /proc proc rw 0 0\n\
            /dev/sda1 / ext4 rw 0 0\n\
            /dev/sdb1 /media/anna/BLUE\\040STICK vfat rw 0 0\n\
            /dev/sdc1 /run/media/anna/x ext4 rw 0 0\n\
            /dev/sdd1 /mediatheque ext4 rw 0 0\n";
        let expected = ["/media/anna/BLUE STICK", "/run/media/anna/x"];
        assert_eq!(places(mounts), expected.map(PathBuf::from));
    }

    #[test]
    fn files_lists_what_lies_openly() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.tar", "a.tar", ".hidden"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("folder")).unwrap();
        let expected = ["a.tar", "b.tar"].map(|name| folder.path().join(name));
        assert_eq!(files(folder.path()), expected);
        assert!(files(&folder.path().join("gone")).is_empty());
    }
}
