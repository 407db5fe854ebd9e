//! What is being fetched: bodies in files, so that a broken download goes on where it stopped.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use bellrope_bundle::Member;
use indicatif::ProgressBar;
use tempfile::TempDir;

use crate::error::CourierError;

/// How much is read before it is written.
const CHUNK: usize = 1 << 16;

/// The folder of what is being fetched.
pub(crate) struct Spool {
    folder: PathBuf,
    /// Removes the folder when there is none to keep it in.
    _temporary: Option<TempDir>,
}

impl Spool {
    /// Opens the spool of a state folder, or a temporary one beside the bundle to be written.
    pub(crate) fn open(state: Option<&Path>, to: &Path) -> Result<Self, CourierError> {
        let Some(state) = state else {
            let beside = to.parent().filter(|folder| *folder != Path::new(""));
            let temporary = tempfile::Builder::new()
                .prefix(".bellrope-courier-")
                .tempdir_in(beside.unwrap_or(Path::new(".")))
                .map_err(action("create"))?;
            return Ok(Self {
                folder: temporary.path().to_owned(),
                _temporary: Some(temporary),
            });
        };
        let folder = state.join("spool");
        fs::create_dir_all(&folder).map_err(action("create"))?;
        Ok(Self {
            folder,
            _temporary: None,
        })
    }

    /// Opens the file of a member, with what an earlier attempt has fetched.
    ///
    /// What bears the member's own name was synced whole. A part may have lost its end in a power
    /// cut: a torn log or batch is seen by its hashes, a torn block by nobody before a letter is
    /// opened, so blocks begin anew.
    pub(crate) fn member(&self, member: Member, len: u64) -> Result<Spooled, CourierError> {
        let whole = self.folder.join(member.to_string().replace('/', "-"));
        let is_whole = fs::metadata(&whole).is_ok_and(|found| found.len() == len);
        let at = match is_whole {
            true => whole.clone(),
            false => part_of(&whole),
        };
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&at)
            .map_err(action("write"))?;
        let have = file.metadata().map_err(action("read"))?.len();
        let mut spooled = Spooled {
            member,
            file,
            at,
            whole,
            have,
            len,
        };
        let is_doubtful = have >= len || matches!(member, Member::Block { .. });
        if !is_whole && is_doubtful {
            spooled.restart()?;
        }
        Ok(spooled)
    }

    /// Removes everything that was fetched.
    pub(crate) fn clear(&self) -> Result<(), CourierError> {
        for entry in fs::read_dir(&self.folder).map_err(action("read"))? {
            let entry = entry.map_err(action("read"))?;
            fs::remove_file(entry.path()).map_err(action("clear"))?;
        }
        Ok(())
    }
}

/// A member's body, whole or in part, in a file of its own.
pub(crate) struct Spooled {
    member: Member,
    file: File,
    /// Where it is now.
    at: PathBuf,
    /// Where it is once it is whole and synced.
    whole: PathBuf,
    have: u64,
    len: u64,
}

impl Spooled {
    pub(crate) fn member(&self) -> Member {
        self.member
    }

    /// Returns how many bytes are there.
    pub(crate) fn have(&self) -> u64 {
        self.have
    }

    /// Returns how many bytes there will be.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.have == self.len
    }

    /// Opens the body for reading from its beginning.
    pub(crate) fn reader(&self) -> Result<File, CourierError> {
        File::open(&self.at).map_err(action("read"))
    }

    /// Forgets what is there.
    pub(crate) fn restart(&mut self) -> Result<(), CourierError> {
        if self.at == self.whole {
            self.at = part_of(&self.whole);
            fs::rename(&self.whole, &self.at).map_err(action("write"))?;
        }
        self.file.set_len(0).map_err(action("write"))?;
        self.have = 0;
        Ok(())
    }

    /// Appends what a connection brings, which must be just what is missing.
    pub(crate) fn append(
        &mut self,
        mut body: impl Read,
        bar: &ProgressBar,
    ) -> Result<(), CourierError> {
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = match body.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(err) if err.kind() == io::ErrorKind::Interrupted => continue,
                Err(source) => return Err(self.broken_off(source)),
            };
            self.have += read as u64;
            if self.have > self.len {
                let err = self.wrong_length();
                self.restart()?;
                return Err(err);
            }
            self.file
                .write_all(&chunk[..read])
                .map_err(action("write"))?;
            bar.inc(read as u64);
        }
        if self.is_whole() {
            return self.keep();
        }
        Err(self.broken_off(io::ErrorKind::UnexpectedEof.into()))
    }

    /// Gives a whole body its name, once it is on the disk.
    fn keep(&mut self) -> Result<(), CourierError> {
        self.file.sync_data().map_err(action("sync"))?;
        fs::rename(&self.at, &self.whole).map_err(action("write"))?;
        self.at.clone_from(&self.whole);
        Ok(())
    }

    fn broken_off(&self, source: io::Error) -> CourierError {
        CourierError::BrokenOff {
            what: self.member.to_string(),
            len: self.have,
            expected: self.len,
            source,
        }
    }

    fn wrong_length(&self) -> CourierError {
        CourierError::Length {
            what: self.member.to_string(),
            len: self.have,
            expected: self.len.to_string(),
        }
    }
}

/// Where a body lies until it is whole.
fn part_of(whole: &Path) -> PathBuf {
    let mut name = whole.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn action(action: &'static str) -> impl FnOnce(io::Error) -> CourierError {
    move |source| CourierError::State { action, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBER: Member = Member::Batch { number: 7 };

    fn spool(folder: &Path) -> Spool {
        Spool::open(Some(folder), Path::new("unused")).unwrap()
    }

    /// Gives some bytes and then breaks off.
    struct Torn<'a>(&'a [u8]);

    impl Read for Torn<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            self.0.read(buffer)
        }
    }

    #[test]
    fn append_goes_on_where_a_broken_connection_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let bar = ProgressBar::hidden();
        let mut first = spool(folder.path()).member(MEMBER, 10).unwrap();
        let err = first.append(Torn(b"0123"), &bar).unwrap_err();
        assert!(matches!(
            err,
            CourierError::BrokenOff {
                len: 4,
                expected: 10,
                ..
            }
        ));
        drop(first);
        // Another process, later.
        let mut second = spool(folder.path()).member(MEMBER, 10).unwrap();
        assert_eq!(second.have(), 4);
        second.append(&b"456789"[..], &bar).unwrap();
        assert!(second.is_whole());
        assert_eq!(
            io::read_to_string(second.reader().unwrap()).unwrap(),
            "0123456789"
        );
    }

    /// A part whose end a power cut may have taken is not believed where nothing would show it.
    #[test]
    fn member_begins_a_block_anew_and_keeps_a_whole_one() {
        let folder = tempfile::tempdir().unwrap();
        let bar = ProgressBar::hidden();
        let block = Member::Block { address: [7; 16] };
        let mut first = spool(folder.path()).member(block, 4).unwrap();
        assert!(first.append(Torn(b"01"), &bar).is_err());
        let mut second = spool(folder.path()).member(block, 4).unwrap();
        assert_eq!(second.have(), 0);
        second.append(&b"0123"[..], &bar).unwrap();
        assert!(spool(folder.path()).member(block, 4).unwrap().is_whole());
    }

    #[test]
    fn member_does_not_believe_a_part_of_full_length() {
        let folder = tempfile::tempdir().unwrap();
        let part = spool(folder.path()).member(MEMBER, 4).unwrap();
        fs::write(&part.at, [0; 4]).unwrap();
        assert_eq!(spool(folder.path()).member(MEMBER, 4).unwrap().have(), 0);
    }

    #[test]
    fn restart_forgets_a_whole_body() {
        let folder = tempfile::tempdir().unwrap();
        let bar = ProgressBar::hidden();
        let mut spooled = spool(folder.path()).member(MEMBER, 2).unwrap();
        spooled.append(&b"01"[..], &bar).unwrap();
        spooled.restart().unwrap();
        assert_eq!(spool(folder.path()).member(MEMBER, 2).unwrap().have(), 0);
        spooled.append(&b"23"[..], &bar).unwrap();
        assert_eq!(io::read_to_string(spooled.reader().unwrap()).unwrap(), "23");
    }

    #[test]
    fn append_takes_a_clean_early_end_for_a_broken_connection() {
        let folder = tempfile::tempdir().unwrap();
        let mut spooled = spool(folder.path()).member(MEMBER, 10).unwrap();
        let err = spooled
            .append(&b"012"[..], &ProgressBar::hidden())
            .unwrap_err();
        assert!(matches!(err, CourierError::BrokenOff { len: 3, .. }));
    }

    #[test]
    fn append_forgets_a_body_that_is_too_long() {
        let folder = tempfile::tempdir().unwrap();
        let mut spooled = spool(folder.path()).member(MEMBER, 3).unwrap();
        let err = spooled
            .append(&b"0123"[..], &ProgressBar::hidden())
            .unwrap_err();
        assert!(matches!(err, CourierError::Length { len: 4, .. }));
        assert_eq!(spooled.have(), 0);
    }

    #[test]
    fn member_forgets_a_file_that_is_too_long() {
        let folder = tempfile::tempdir().unwrap();
        let mut spooled = spool(folder.path()).member(MEMBER, 10).unwrap();
        spooled
            .append(&b"0123456789"[..], &ProgressBar::hidden())
            .unwrap();
        assert_eq!(spool(folder.path()).member(MEMBER, 9).unwrap().have(), 0);
    }

    #[test]
    fn open_without_state_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::open(None, &folder.path().join("out.bundle")).unwrap();
        drop(spool.member(MEMBER, 1).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        drop(spool);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn clear_removes_what_was_fetched() {
        let folder = tempfile::tempdir().unwrap();
        let spool = spool(folder.path());
        drop(spool.member(MEMBER, 1).unwrap());
        spool.clear().unwrap();
        assert_eq!(
            fs::read_dir(folder.path().join("spool")).unwrap().count(),
            0
        );
    }
}
