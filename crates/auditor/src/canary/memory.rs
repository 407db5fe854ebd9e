//! The memory of a process, as Linux shows it to its owner and to root.

use std::cell::Cell;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt as _;

use super::search::{Haystack, Search, Searched};

/// What is read at a time where a longer read fails, in bytes.
const PAGE_LEN: u64 = 4096;

/// A part of a process's address space.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Region {
    from: u64,
    to: u64,
}

/// What a process's memory came to.
#[derive(Debug, Default)]
pub(super) struct Dump {
    pub(super) searched: Searched,
    /// Bytes that the system would not give, though the process may read them.
    pub(super) withheld: u64,
}

/// The memory of a process that runs.
pub(super) struct Memory {
    pid: u32,
    memory: File,
}

impl Memory {
    /// Opens the memory of a process; nothing of it is read.
    ///
    /// # Errors
    ///
    /// What the system answers: there is no such process, or it is somebody else's.
    pub(super) fn open(pid: u32) -> io::Result<Self> {
        let memory = File::open(format!("/proc/{pid}/mem"))?;
        let opened = Self { pid, memory };
        // To open it is allowed to more than may read it.
        let regions = opened.regions()?;
        let mut first = [0; 1];
        match regions.first() {
            Some(region) => opened.memory.read_exact_at(&mut first, region.from)?,
            None => return Err(io::ErrorKind::PermissionDenied.into()),
        }
        Ok(opened)
    }

    /// Searches everything that the process can have written, while it runs.
    ///
    /// # Errors
    ///
    /// What the system answers when the process is gone.
    pub(super) fn search(&self, search: &Search) -> io::Result<Dump> {
        let mut dump = Dump::default();
        for region in self.regions()? {
            let part = Part {
                memory: &self.memory,
                region: &region,
                withheld: Cell::new(0),
            };
            let found = search.search(&part)?;
            let withheld = part.withheld.get();
            // What the process gave back in the meantime is no memory of it any more.
            if withheld > 0 && self.regions()?.contains(&region) {
                dump.withheld += withheld;
            }
            dump.searched.join(found, region.from);
        }
        Ok(dump)
    }

    fn regions(&self) -> io::Result<Vec<Region>> {
        let maps = fs::read_to_string(format!("/proc/{}/maps", self.pid))?;
        Ok(maps.lines().filter_map(region).collect())
    }
}

/// Reads a line of `maps`; `None` for what cannot be read, and for what a process reads from its
/// program files and cannot have written.
fn region(line: &str) -> Option<Region> {
    let mut fields = line.split_ascii_whitespace();
    let (from, to) = fields.next()?.split_once('-')?;
    let rights = fields.next()?;
    let name = fields.nth(3).unwrap_or_default();
    let is_file = name.starts_with('/') && !rights.contains('w');
    // The kernel's own: time, and entries into it.
    let is_kernel = matches!(name, "[vvar]" | "[vvar_vclock]" | "[vsyscall]");
    if !rights.starts_with('r') || is_file || is_kernel {
        return None;
    }
    Some(Region {
        from: u64::from_str_radix(from, 16).ok()?,
        to: u64::from_str_radix(to, 16).ok()?,
    })
}

/// One region, read from its beginning.
struct Part<'a> {
    memory: &'a File,
    region: &'a Region,
    withheld: Cell<u64>,
}

impl Haystack for Part<'_> {
    fn read_from(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let at = self.region.from + offset;
        let left = self.region.to.saturating_sub(at);
        let len = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if len == 0 {
            return Ok(0);
        }
        match self.memory.read_at(&mut buffer[..len], at) {
            Ok(0) | Err(_) => {
                // This page, and only this, counts as empty.
                let page = PAGE_LEN - at % PAGE_LEN;
                let len = usize::try_from(page).map_or(len, |page| page.min(len));
                buffer[..len].fill(0);
                self.withheld.set(self.withheld.get() + len as u64);
                Ok(len)
            }
            read => read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn region_takes_what_a_process_can_have_written() {
        let taken = "7f00-8f00 rw-p 00000000 00:00 0";
        let expected = Region {
            from: 0x7f00,
            to: 0x8f00,
        };
        assert_eq!(region(taken), Some(expected));
        assert!(region("1000-2000 rw-p 0 08:01 7 /usr/bin/relay").is_some());
        assert!(region("1000-2000 r--p 0 00:00 0 [heap]").is_some());
        assert_eq!(region("1000-2000 ---p 0 00:00 0"), None);
        assert_eq!(region("1000-2000 r-xp 0 08:01 7 /usr/bin/relay"), None);
        assert_eq!(region("1000-2000 r--p 0 00:00 0 [vvar]"), None);
        assert_eq!(region(""), None);
    }

    #[test]
    fn open_refuses_a_process_that_is_none() {
        assert!(Memory::open(u32::MAX).is_err());
    }
}
