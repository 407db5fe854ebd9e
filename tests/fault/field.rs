//! The field of one attack: its own copy of everything that honest people left.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use bellrope_bundle::Log;
use bellrope_protocol::receipt::Receipt;
use bellrope_transparency::entry::Entry;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::folder::{self, Times};
use crate::honest::{DESK, Honest};
use crate::key;
use crate::mirror::{Answer, SiteLie};
use crate::step::record::Records;

/// What each attack gets a copy of.
const PARTS: [&str; 17] = [
    "card",
    "courier",
    "covers.bundle",
    "earlier",
    "in.bundle",
    "keys",
    "kept",
    "old.bundle",
    "out.bundle",
    "page-newer.note",
    "page.note",
    "proof",
    "receipt",
    "relay.pub",
    "store",
    "token",
    "vault",
];
/// The witness, which goes on with what it has seen.
const WITNESS: &str = "witness";

/// Everything that one attack works on.
pub(crate) struct Field {
    folder: TempDir,
    pub(crate) honest: &'static Honest,
    /// What a dishonest relay answers of its own, by path.
    pub(crate) answers: BTreeMap<String, Answer>,
    /// What stands between a visitor and the page.
    pub(crate) site: Vec<SiteLie>,
    /// Days that have passed when somebody looks.
    pub(crate) days: u64,
    /// Folders given out so far.
    fresh: u32,
}

impl Field {
    /// Copies what honest people left.
    pub(crate) fn copy(honest: &'static Honest) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for part in PARTS.iter().chain([&WITNESS]) {
            folder::copy(&honest.folder().join(part), &folder.path().join(part));
        }
        Self {
            folder,
            honest,
            answers: BTreeMap::new(),
            site: Vec::new(),
            days: 0,
            fresh: 0,
        }
    }

    /// Returns the path of a part, or of something in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the folder of the relay.
    pub(crate) fn store(&self) -> PathBuf {
        self.path("store")
    }

    /// Returns the path of something that is not there yet.
    pub(crate) fn fresh(&mut self) -> PathBuf {
        self.fresh += 1;
        self.path(&format!("fresh-{}", self.fresh))
    }

    /// Copies a part for one look, so that who looks next finds it as it was.
    pub(crate) fn lend(&mut self, part: &str) -> PathBuf {
        let copy = self.fresh();
        folder::copy(&self.path(part), &copy);
        copy
    }

    /// Returns the entry that the receipt promised: the letter that attackers are after.
    pub(crate) fn promised(&self) -> Entry {
        let note = fs::read(self.honest.folder().join("receipt")).unwrap();
        let key = key::receipt(&self.honest.folder().join("store")).verifier();
        let receipt = Receipt::open(&note, &key, &key::base()).unwrap();
        Entry {
            epoch: receipt.epoch,
            body: receipt.body,
            tag: receipt.tag.to_bytes(),
        }
    }

    /// Fills in what an attack cannot know beforehand: numbers of batches, names of files.
    pub(crate) fn fill_in(&self, text: &str) -> Result<String, String> {
        if !text.contains('{') {
            return Ok(text.to_owned());
        }
        let records = Records::read(&self.store())?;
        let intake = |number: usize| format!("desks/{DESK}/intake/batch/{number}");
        let replies = |number: usize| format!("desks/{DESK}/replies/batch/{number}");
        let of_letter = records.batch_of(&self.promised()).unwrap_or(0);
        let newest = records.intake.len().saturating_sub(1);
        let days = records.notes(Log::Replies).len();
        let mut filled = text
            .replace("{letter}", &intake(of_letter))
            .replace("{newest}", &intake(newest))
            .replace("{after-newest}", &intake(newest + 1))
            .replace("{deleted}", &intake(0))
            .replace("{replies}", &replies(days.saturating_sub(1)))
            .replace("{letter-number}", &of_letter.to_string())
            .replace("{newest-number}", &newest.to_string())
            .replace("{replies-number}", &days.saturating_sub(1).to_string())
            .replace("{day}", &records.newest_day());
        if filled.contains("{block}") {
            filled = filled.replace("{block}", &self.a_block()?);
        }
        match filled.contains('{') {
            true => Err(format!("nobody knows what {filled} stands for")),
            false => Ok(filled),
        }
    }

    /// Finds the block that sorts first.
    fn a_block(&self) -> Result<String, String> {
        let blocks = harness::files_below(&self.store().join("desks").join(DESK).join("blocks"));
        let block = blocks.first().ok_or("there is no block")?;
        let block = block
            .strip_prefix(self.store())
            .map_err(|err| err.to_string())?;
        Ok(block.display().to_string())
    }

    /// Does something to the disk of the relay, and restores the times that this changed.
    pub(crate) fn tamper<T>(
        &self,
        tamper: impl FnOnce(&Path) -> Result<T, String>,
    ) -> Result<T, String> {
        let store = self.store();
        let times = Times::read(&store).map_err(|err| err.to_string())?;
        let done = tamper(&store)?;
        times.restore(&store).map_err(|err| err.to_string())?;
        Ok(done)
    }

    /// Hashes everything that an attack can change.
    pub(crate) fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        add(&mut hash, self.folder.path());
        hash.update(format!("{:?} {:?} {}", self.answers, self.site, self.days));
        hash.finalize().into()
    }
}

/// Adds a file or folder to a hash: name, content, rights, time, attributes.
fn add(hash: &mut Sha256, path: &Path) {
    let metadata = fs::symlink_metadata(path).unwrap();
    let mut names = [0; 4_096];
    let named = rustix::fs::llistxattr(path, &mut names).unwrap();
    let mode = metadata.permissions().mode();
    let time = metadata.modified().unwrap();
    hash.update(format!(
        "{} {mode} {time:?} {:?}",
        path.display(),
        &names[..named]
    ));
    if metadata.is_dir() {
        let mut parts: Vec<PathBuf> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        parts.sort();
        parts.iter().for_each(|part| add(hash, part));
    } else if metadata.is_file() {
        hash.update(fs::read(path).unwrap());
    }
}
