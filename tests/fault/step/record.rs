//! The logs of a store as whoever has the relay's keys sees them: taken apart into batches, changed,
//! and put together again with every tile, note and signature that goes with it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use bellrope_bundle::Log;
use bellrope_protocol::limit::LETTER_LEN;
use bellrope_protocol::note::{CosignerKey, SignerKey};
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::entry::{Entry, parse_bundle, write_bundle};
use bellrope_transparency::log_note::{BatchNote, LogNote as _};
use bellrope_transparency::tile::{Edge, Layer};
use bellrope_transparency::tree::{TreeHead, root_of};
use harness::now;

use crate::database::Database;
use crate::field::Field;
use crate::honest::{DESK, DESK_NUMBER};
use crate::key;

/// Length of an entry with the length before it, in bytes.
pub(crate) const ENTRY_ROW_LEN: usize = 2 + Entry::LEN;
/// Entries of a bundle.
const BUNDLE: usize = 256;

/// Returns the number of a log in the database.
pub(crate) fn log_number(log: Log) -> u8 {
    match log {
        Log::Intake => 0,
        Log::Replies => 1,
        Log::Cards => 2,
    }
}

/// What a batch note says about its place.
pub(crate) struct Numbers {
    /// The epoch of a batch of letters, the day of one of replies.
    pub(crate) when: String,
    pub(crate) first: u64,
    pub(crate) count: u32,
}

/// Reads a batch note without asking who signed it.
pub(crate) fn numbers_of(note: &str) -> Option<Numbers> {
    let lines: Vec<&str> = note.lines().collect();
    Some(Numbers {
        when: (*lines.get(3)?).to_owned(),
        first: lines.get(4)?.parse().ok()?,
        count: lines.get(5)?.parse().ok()?,
    })
}

/// One sealing: its entries, and their bodies where they are kept.
#[derive(Debug, Clone)]
pub(crate) struct Sealed {
    pub(crate) epoch: u32,
    pub(crate) letters: Vec<(Entry, Option<Vec<u8>>)>,
}

/// What a store records.
pub(crate) struct Records {
    file: PathBuf,
    before: Database,
    pub(crate) database: Database,
    pub(crate) intake: Vec<Sealed>,
}

/// Whether the witness helps the attacker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Cosigned {
    /// It does: no honest witness is left.
    With,
    /// It does not.
    #[default]
    Without,
}

impl Cosigned {
    /// Returns the keys that the attacker signs with.
    pub(crate) fn keys(self, field: &Field) -> Keys {
        Keys {
            store: field.store(),
            witness: (self == Self::With).then(|| key::witness(&field.path("witness"))),
        }
    }
}

/// The keys that an attacker signs logs with.
pub(crate) struct Keys {
    store: PathBuf,
    pub(crate) witness: Option<CosignerKey>,
}

impl Keys {
    pub(crate) fn log(&self, log: Log) -> SignerKey {
        key::relay(&self.store, log)
    }
}

impl Records {
    /// Reads a store.
    pub(crate) fn read(store: &Path) -> Result<Self, String> {
        let file = store.join("relay.redb");
        let database = Database::read(&file).map_err(|err| err.to_string())?;
        let mut records = Self {
            file,
            before: database.clone(),
            database,
            intake: Vec::new(),
        };
        let mut entries = records.entries(Log::Intake)?.into_iter();
        for (number, note) in records.notes(Log::Intake).into_iter().enumerate() {
            let numbers = numbers_of(&note).ok_or("a batch note is malformed")?;
            let bodies = fs::read(batch_file(store, number)).ok();
            let body = |place: usize| {
                let bodies = bodies.as_ref()?;
                bodies
                    .get(place * LETTER_LEN..(place + 1) * LETTER_LEN)
                    .map(<[u8]>::to_vec)
            };
            let taken = entries.by_ref().take(numbers.count as usize);
            records.intake.push(Sealed {
                epoch: numbers.when.parse().map_err(|_| "a note has no epoch")?,
                letters: taken
                    .enumerate()
                    .map(|(place, entry)| (entry, body(place)))
                    .collect(),
            });
        }
        Ok(records)
    }

    /// Returns the batch that holds an entry.
    pub(crate) fn batch_of(&self, entry: &Entry) -> Option<usize> {
        let holds = |sealed: &Sealed| sealed.letters.iter().any(|(known, _)| known == entry);
        self.intake.iter().position(holds)
    }

    /// Returns the batch and the place in it of an entry.
    pub(crate) fn place_of(&self, entry: &Entry) -> Result<(usize, usize), String> {
        let batch = self.batch_of(entry).ok_or("the letter is not logged")?;
        let letters = &self.intake[batch].letters;
        let place = letters.iter().position(|(known, _)| known == entry);
        Ok((batch, place.ok_or("the letter is not logged")?))
    }

    /// Returns the batch notes of a log.
    pub(crate) fn notes(&self, log: Log) -> Vec<String> {
        let rows = self.database.batches.iter();
        let of_log = rows.filter(|((desk, kind, _), _)| (*desk, *kind) == log_key(log));
        of_log.map(|(_, note)| note.clone()).collect()
    }

    /// Returns the day of the newest batch of replies, or nothing before the first.
    pub(crate) fn newest_day(&self) -> String {
        let newest = self.notes(Log::Replies).pop();
        let numbers = newest.as_deref().and_then(numbers_of);
        numbers.map(|numbers| numbers.when).unwrap_or_default()
    }

    /// Returns the entries of a log.
    pub(crate) fn entries(&self, log: Log) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        for ((desk, kind, layer, _), bytes) in &self.database.tiles {
            if (*desk, *kind) == log_key(log) && *layer == u8::MAX {
                let width = u16::try_from(bytes.len() / ENTRY_ROW_LEN).unwrap_or(0);
                entries.extend(parse_bundle(bytes, width).map_err(|err| err.to_string())?);
            }
        }
        Ok(entries)
    }

    /// Writes the entries of a log and every hash above them.
    pub(crate) fn put_entries(&mut self, log: Log, entries: &[Entry]) -> Result<(), String> {
        let (desk, kind) = log_key(log);
        let tiles = &mut self.database.tiles;
        tiles.retain(|(of, log, _, _), _| (*of, *log) != (desk, kind));
        for (index, bundle) in (0..).zip(entries.chunks(BUNDLE)) {
            let bytes = write_bundle(bundle).map_err(|err| err.to_string())?;
            tiles.insert((desk, kind, u8::MAX, index), bytes);
        }
        for written in Edge::new().append(entries.iter().map(Entry::leaf_hash)) {
            if let Layer::Hashes(level) = written.tile.layer() {
                tiles.insert((desk, kind, level, written.tile.index()), written.bytes);
            }
        }
        Ok(())
    }

    /// Returns what the checkpoint of a log has to say.
    pub(crate) fn head(&self, log: Log) -> Result<TreeHead, String> {
        let entries = self.entries(log)?;
        Ok(TreeHead {
            size: entries.len() as u64,
            root: root_of(entries.iter().map(Entry::leaf_hash)),
        })
    }

    /// Signs a log as it is.
    pub(crate) fn sign(&mut self, log: Log, keys: &Keys) -> Result<(), String> {
        let checkpoint = Checkpoint::new(key::origin(log), self.head(log)?);
        self.publish(log, &checkpoint, &keys.log(log), keys.witness.as_ref())
    }

    /// Signs a checkpoint with any key, and serves it.
    pub(crate) fn publish(
        &mut self,
        log: Log,
        checkpoint: &Checkpoint,
        key: &SignerKey,
        witness: Option<&CosignerKey>,
    ) -> Result<(), String> {
        let signed = checkpoint.sign(key).map_err(|err| err.to_string())?;
        let size = checkpoint.head().size;
        let row = (size, signed.to_string());
        self.database.heads.insert(log_key(log), row);
        let mut verified = signed
            .verify(&key.verifier())
            .map_err(|err| err.to_string())?;
        if let Some(witness) = witness {
            let cosignature = witness.cosign(&checkpoint.to_string(), now());
            verified.add(cosignature).map_err(|err| err.to_string())?;
        }
        let row = (size, verified.to_string());
        self.database.published.insert(log_key(log), row);
        Ok(())
    }

    /// Makes the whole intake log out of its batches: entries, hashes, notes, bodies, checkpoint.
    pub(crate) fn make_intake(&mut self, store: &Path, keys: &Keys) -> Result<(), String> {
        let (desk, kind) = log_key(Log::Intake);
        let rows = &mut self.database.batches;
        rows.retain(|(of, log, _), _| (*of, *log) != (desk, kind));
        let mut entries = Vec::new();
        for (number, sealed) in self.intake.iter().enumerate() {
            let first = entries.len() as u64;
            let own: Vec<Entry> = sealed.letters.iter().map(|(entry, _)| *entry).collect();
            let note = BatchNote {
                origin: key::origin(Log::Intake),
                number: number as u64,
                epoch: sealed.epoch,
                first,
                count: u32::try_from(own.len()).map_err(|err| err.to_string())?,
                root: root_of(own.iter().map(Entry::leaf_hash)),
            };
            let note = note
                .sign(&keys.log(Log::Intake))
                .map_err(|err| err.to_string())?;
            rows.insert((desk, kind, number as u64), note.to_string());
            entries.extend(own);
            write_bodies(store, number, &sealed.letters)?;
        }
        for number in self.intake.len().. {
            if fs::remove_file(batch_file(store, number)).is_err() {
                break;
            }
        }
        self.put_entries(Log::Intake, &entries)?;
        self.sign(Log::Intake, keys)
    }

    /// Writes the database, whose rows must have changed.
    pub(crate) fn save(&self) -> Result<(), String> {
        match self.database == self.before {
            true => Err("no row of the database changes".to_owned()),
            false => self.write(),
        }
    }

    /// Writes the database.
    pub(crate) fn write(&self) -> Result<(), String> {
        self.database
            .write(&self.file)
            .map_err(|err| err.to_string())
    }
}

/// Returns the key of a log in the database.
pub(crate) fn log_key(log: Log) -> (u32, u8) {
    (DESK_NUMBER, log_number(log))
}

fn batch_file(store: &Path, number: usize) -> PathBuf {
    store.join(format!("desks/{DESK}/intake/batch/{number}"))
}

/// Writes the bodies of a batch that has any, where they differ.
fn write_bodies(
    store: &Path,
    number: usize,
    letters: &[(Entry, Option<Vec<u8>>)],
) -> Result<(), String> {
    let bodies: Option<Vec<&[u8]>> = letters.iter().map(|(_, body)| body.as_deref()).collect();
    let Some(bodies) = bodies.filter(|bodies| !bodies.is_empty()) else {
        return Ok(());
    };
    let (file, bytes) = (batch_file(store, number), bodies.concat());
    if fs::read(&file).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    fs::write(&file, bytes).map_err(|err| err.to_string())?;
    let private = fs::Permissions::from_mode(0o600);
    fs::set_permissions(&file, private).map_err(|err| err.to_string())
}
