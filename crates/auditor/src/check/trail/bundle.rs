//! Letters that came in: every one accounted for (R202), and in a backup before it was confirmed.

use bellrope_trail::{Act, Entry, Key, Recorded, Trail};

use super::kind::{BACKUP, LETTERS};
use super::{done, place};
use crate::finding::Check;

pub(super) fn ask(trail: &Trail, check: &mut Check) {
    let mut log = Log::default();
    for recorded in trail.entries() {
        log.see(recorded, check);
    }
    check.fact("log of letters imported up to", log.imported);
    check.fact("letters confirmed up to", log.confirmed);
}

/// How far the desk has come in the log of letters.
#[derive(Default)]
struct Log {
    imported: u64,
    backed_up: u64,
    confirmed: u64,
}

impl Log {
    fn see(&mut self, recorded: &Recorded, check: &mut Check) {
        let entry = &recorded.entry;
        let Some(size) = entry.number(Key::Size) else {
            return;
        };
        match entry.act {
            Act::BundleImported => {
                self.hold_letters(size, recorded, check);
                self.imported = size;
            }
            Act::BackupMade => self.backed_up = self.backed_up.max(size),
            // It knows what the backup knew.
            Act::VaultRestored => self.imported = size,
            Act::BundleConfirmed => {
                if size > self.backed_up {
                    let expected = format!("a backup up to letter {size} before");
                    let found = format!("{}, backup up to {}", done(recorded), self.backed_up);
                    check.find(&BACKUP, place(recorded), expected, found);
                }
                self.confirmed = self.confirmed.max(size);
            }
            _ => {}
        }
    }

    /// Do the letters, the covers and the unverified add up to what the log grew by?
    fn hold_letters(&self, size: u64, recorded: &Recorded, check: &mut Check) {
        if size < self.imported {
            let expected = format!("a log of {} letters or more", self.imported);
            check.find(&LETTERS, place(recorded), expected, size);
            return;
        }
        let new = size - self.imported;
        let sum = accounted(&recorded.entry);
        if sum != Some(new) {
            let expected = format!("{new} letters accounted for");
            let found = sum.map_or("a sum that no log has".to_owned(), |sum| sum.to_string());
            check.find(&LETTERS, place(recorded), expected, found);
        }
    }
}

fn accounted(entry: &Entry) -> Option<u64> {
    let parts = [Key::Letters, Key::Covers, Key::Unverified, Key::Repeats];
    let mut parts = parts.into_iter().map(|key| entry.number(key).unwrap_or(0));
    parts.try_fold(0u64, u64::checked_add)
}
