//! Looking: in files, logs, the journal, memory and captures, and saying what is where.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::canary::{Canary, Sort, Text};
use super::folder::{Found, search_file, search_folder};
use super::journal::{JOURNALCTL, search_journal};
use super::memory::Memory;
use super::search::{Hit, Search, Searched};
use super::{CanarySubject, control, kind};
use crate::finding::{Check, Kind, said};

/// How often a folder is searched for what must be in it: a relay that seals moves letters.
const ATTEMPTS: usize = 3;
/// Seconds before the beginning of a run from which the journal is read: clocks are rounded.
const JOURNAL_MARGIN: u64 = 5;

/// What is looked for, and the search for it.
pub(super) struct Look<'a> {
    canaries: &'a [Canary],
    search: &'a Search,
}

impl<'a> Look<'a> {
    pub(super) fn new(canaries: &'a [Canary], search: &'a Search) -> Self {
        Self { canaries, search }
    }

    /// Says what is searched for.
    pub(super) fn say(&self, check: &mut Check) {
        check.fact("sealed texts, keys and names", self.count(Sort::Sealed));
        check.fact("texts in clear", self.count(Sort::Clear));
        check.fact("spellings searched for", self.search.spellings());
    }

    /// Says what a canary is.
    pub(super) fn what(&self, canary: usize) -> &str {
        self.canaries.get(canary).map_or("", |known| &known.what)
    }

    pub(super) fn search_bytes(&self, bytes: &[u8]) -> Searched {
        self.search.search_bytes(bytes)
    }

    /// Says whether a canary is in some bytes.
    pub(super) fn is_in(&self, canary: usize, bytes: &[u8]) -> bool {
        self.search_bytes(bytes).hits.contains_key(&canary)
    }

    fn count(&self, sort: Sort) -> usize {
        let of = |known: &&Canary| known.sort == sort;
        self.canaries.iter().filter(of).count()
    }

    fn sort(&self, canary: usize) -> Option<Sort> {
        self.canaries.get(canary).map(|known| known.sort)
    }

    /// Runs the controls that need no relay; says whether the search can be relied on.
    pub(super) fn check_controls(&self, text: &Text, memory: bool, check: &mut Check) -> bool {
        match control::check_files(self.canaries, self.search) {
            Ok(files) => check.fact("control: files in which every text was found", files),
            Err(err) => {
                check.could_not("whether the search finds what is there", said(&err));
                return false;
            }
        }
        let is_control = |known: &Canary| known.sort == Sort::Control;
        let Some(canary) = self.canaries.iter().position(is_control) else {
            return false;
        };
        if memory && let Err(err) = control::check_memory(text, canary, self.search) {
            check.could_not("whether the search finds what is in memory", said(&err));
            return false;
        }
        true
    }

    /// Reports what of some sorts was found in a place.
    pub(super) fn find(
        &self,
        kind: &'static Kind,
        place: &str,
        searched: &Searched,
        sorts: &[Sort],
        check: &mut Check,
    ) {
        for (&canary, hit) in &searched.hits {
            let expected = match self.sort(canary) {
                Some(sort) if !sorts.contains(&sort) => continue,
                Some(Sort::Sealed) => "nothing of what was sealed",
                Some(Sort::Clear) => "nothing of what was sent in clear",
                _ => continue,
            };
            let place = format!("{place}, byte {}", hit.offset);
            check.find(kind, place, expected, self.say_hit(canary, hit));
        }
    }

    fn say_hit(&self, canary: usize, hit: &Hit) -> String {
        let mut text = format!("{}, {}", self.what(canary), hit.coding);
        for packing in &hit.packed {
            text.push_str(&format!(", inside {packing}"));
        }
        match hit.count {
            1 => text,
            count => format!("{text}; {count} times"),
        }
    }

    /// Holds what this program sent against the sealed texts: they leave it in no other form.
    pub(super) fn hold_capture(&self, sent: &[u8], place: &str, check: &mut Check) {
        let searched = self.search_bytes(sent);
        self.find(&kind::CAPTURE, place, &searched, &[Sort::Sealed], check);
    }

    /// Looks in every place that lasts.
    pub(super) fn look_everywhere(&self, subject: &CanarySubject<'_>, check: &mut Check) {
        self.look_in_folder(subject.folder, check);
        self.look_in_logs(subject, check);
        for file in subject.captures {
            self.look_in_capture(file, check);
        }
        if subject.captures.is_empty() {
            let what = "traffic as the network sees it";
            check.left_out(
                what,
                "a capture (--capture); this program's own was searched",
            );
        }
    }

    /// Looks in the memory of the relay's process, if it is known.
    pub(super) fn look_in_memory(&self, pid: Option<u32>, check: &mut Check) {
        let Some(pid) = pid else {
            return check.left_out("memory of the relay", "its process (--pid)");
        };
        let what = format!("memory of process {pid}");
        let dump = match Memory::open(pid).and_then(|memory| memory.search(self.search)) {
            Ok(dump) => dump,
            Err(err) => return check.could_not(what, said(&err)),
        };
        let is_relay = |canary: &usize| self.sort(*canary) == Some(Sort::Origin);
        if !dump.searched.hits.keys().any(is_relay) {
            return check.could_not(
                what,
                "it does not hold the desk's name: it is no relay of it",
            );
        }
        if dump.withheld > 0 {
            let why = format!("the system withholds {} bytes of it", dump.withheld);
            check.could_not(&what, why);
        }
        check.fact("bytes of memory searched", dump.searched.bytes);
        let (left, sent) = (self.clear_in(&dump.searched), self.count(Sort::Clear));
        check.fact(
            "texts in clear left in the relay's memory (measured, no finding)",
            format!("{left} of {sent}"),
        );
        self.find(&kind::MEMORY, &what, &dump.searched, &[Sort::Sealed], check);
    }

    fn clear_in(&self, searched: &Searched) -> usize {
        let is_clear = |canary: &&usize| self.sort(**canary) == Some(Sort::Clear);
        searched.hits.keys().filter(is_clear).count()
    }

    /// Searches the folder once for everything, and again for what must be in it if it was not.
    fn look_in_folder(&self, folder: &Path, check: &mut Check) {
        let (mut bytes, mut files) = (0, 0);
        let mut seen = BTreeSet::new();
        search_folder(folder, self.search, &mut |found| {
            files += 1;
            if let Some(searched) = self.hold_file(&found, &kind::FILE, check) {
                bytes += searched.bytes;
                seen.extend(searched.hits.keys().copied());
            }
        });
        for _ in 1..ATTEMPTS {
            if self.missing(&seen) == 0 {
                break;
            }
            search_folder(folder, self.search, &mut |found| {
                if let Ok(searched) = found.searched {
                    seen.extend(searched.hits.into_keys());
                }
            });
        }
        check.fact("files, names and attributes searched", files);
        check.fact("bytes of files searched", bytes);
        let (missing, all) = (self.missing(&seen), self.count(Sort::Marker));
        if missing > 0 {
            let why = format!("{missing} of {all} sealed things that were filed are not in it");
            check.could_not("whether this is the relay's folder", why);
        }
    }

    /// Counts what must be in the folder and was not seen there.
    fn missing(&self, seen: &BTreeSet<usize>) -> usize {
        let known = self.canaries.iter().enumerate();
        known
            .filter(|(canary, known)| known.sort == Sort::Marker && !seen.contains(canary))
            .count()
    }

    /// Reports what a file came to; `None` if it could not be read.
    fn hold_file<'f>(
        &self,
        found: &'f Found,
        kind: &'static Kind,
        check: &mut Check,
    ) -> Option<&'f Searched> {
        let searched = match &found.searched {
            Ok(searched) => searched,
            Err(err) => {
                check.could_not(&found.place, said(err));
                return None;
            }
        };
        let sorts = [Sort::Sealed, Sort::Clear];
        self.find(kind, &found.place, searched, &sorts, check);
        if let Some(closed) = &searched.closed {
            let place = format!("{}, byte {}", found.place, closed.offset);
            let why = match closed.count {
                1 => closed.why.clone(),
                count => format!("{}; {count} such places", closed.why),
            };
            check.could_not(place, why);
        }
        Some(searched)
    }

    fn look_in_logs(&self, subject: &CanarySubject<'_>, check: &mut Check) {
        let mut bytes = 0;
        for file in subject.logs {
            let found = self.file(file);
            bytes += self
                .hold_file(&found, &kind::LOG, check)
                .map_or(0, |searched| searched.bytes);
        }
        if let Some(unit) = subject.journal {
            let since = subject.now.saturating_sub(JOURNAL_MARGIN);
            let searched = search_journal(JOURNALCTL, unit, since, self.search);
            let found = Found {
                place: format!("journal of {unit}"),
                searched: searched.map_err(io::Error::other),
            };
            bytes += self
                .hold_file(&found, &kind::LOG, check)
                .map_or(0, |searched| searched.bytes);
        }
        if subject.logs.is_empty() && subject.journal.is_none() {
            check.left_out(
                "logs",
                "log files (--log) or the journal's unit (--journal)",
            );
        } else {
            check.fact("bytes of logs searched", bytes);
        }
    }

    /// Looks in a capture. There texts in clear are no finding, and something must be seen at all.
    fn look_in_capture(&self, file: &Path, check: &mut Check) {
        let found = self.file(file);
        let searched = match &found.searched {
            Ok(searched) => searched,
            Err(err) => return check.could_not(found.place, said(err)),
        };
        let is_filed =
            |canary: &usize| matches!(self.sort(*canary), Some(Sort::Marker | Sort::Clear));
        if !searched.hits.keys().any(is_filed) {
            let why =
                "it shows nothing of what was filed: another link, encrypted, or not written yet";
            return check.could_not(found.place, why);
        }
        let (shown, sent) = (self.clear_in(searched), self.count(Sort::Clear));
        let what = format!("texts in clear in {}", found.place);
        check.fact(what, format!("{shown} of {sent}"));
        self.find(
            &kind::CAPTURE,
            &found.place,
            searched,
            &[Sort::Sealed],
            check,
        );
    }

    fn file(&self, path: &Path) -> Found {
        Found {
            place: path.display().to_string(),
            searched: search_file(path, self.search),
        }
    }
}
