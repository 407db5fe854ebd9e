//! The relay itself, without HTTP: desks, logs, slots, blocks, and what keeps them going.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use bellrope_protocol::time::DAY_SECS;
use bellrope_transparency::entry::parse_bundle;
use bellrope_transparency::log_note::BatchNote;
use bellrope_transparency::tile::{Layer, TILE_WIDTH, Tile};
use rand::rngs::StdRng;

use crate::block::Blocks;
use crate::card::{CardError, CurrentCard, RelaySide, pin};
use crate::clock::{Clock, Epochs};
use crate::config::{Config, DeskConfig};
use crate::desk::Desk;
use crate::durable;
use crate::folder::Folder;
use crate::grant::Grants;
use crate::health::Health;
use crate::key::{KeyError, RelayKeys};
use crate::log::{Log, LogError, read_stored, tile_bytes};
use crate::metrics::Metrics;
use crate::seal::{SealError, fork, reconcile};
use crate::site::{Site, SiteError};
use crate::slot::{Entered, Queue, SlotFile, Start};
use crate::space::{Space, bytes_in};
use crate::store::{LogId, LogKind, NoteKind, RedbStore, Storage, Store, StoreError};
use crate::witness;

/// The relay.
pub struct Relay {
    /// What the operator decided.
    pub config: Config,
    /// Where everything lies.
    pub folder: Folder,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The epochs.
    pub epochs: Arc<Epochs>,
    /// The database.
    pub store: Arc<dyn Store>,
    /// The way to the slot writer.
    pub queue: Queue,
    /// The slots, for reading.
    pub slots: SlotFile,
    /// Caps and reserve.
    pub space: Space,
    /// Upload grants.
    pub grants: Grants,
    /// What works.
    pub health: Health,
    /// Counts.
    pub metrics: Metrics,
    /// How the witnesses do, and the bell that wakes who asks them.
    pub witnesses: witness::Status,
    /// The reporter's page, if there is one.
    pub site: Option<Site>,
    /// The desks, as configured.
    pub desks: Vec<Arc<Desk>>,
    rng: Mutex<StdRng>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Relay {
    /// Opens the relay in a folder that `bellrope-relay init` has made, and mends what a crash
    /// has left.
    ///
    /// # Errors
    ///
    /// [`OpenError`], by variant.
    pub fn open(
        folder: &Path,
        config: Config,
        clock: Arc<dyn Clock>,
        mut rng: StdRng,
    ) -> Result<Arc<Self>, OpenError> {
        // First, for it is what an operator changes most, and it leaves nothing behind.
        let site = Site::load(folder, &config)?;
        let folder = Folder::new(folder);
        let storage = Storage::File(folder.database());
        let store: Arc<dyn Store> = Arc::new(RedbStore::open(storage, config.cache_bytes)?);
        let keys = RelayKeys::load(&folder)?;
        keys.publish(&folder, &config.host, config.epoch_secs)?;
        let space = Space::new(folder.path(), &config);
        let epochs = Arc::new(Epochs::new(config.epoch_secs));
        let desks = config
            .desks
            .iter()
            .map(|desk| open_desk(&folder, &config, &keys, &*store, &space, desk))
            .collect::<Result<Vec<_>, _>>()?;
        let medium = SlotFile::open(&folder.slots(), config.slots, &mut rng)?;
        let slots = medium.reader()?;
        let (queue, writer) = Start {
            medium,
            clock: Arc::clone(&clock),
            epochs: Arc::clone(&epochs),
            rng: fork(&mut rng),
            seen: HashMap::new(),
            lookup: lookup(&store),
        }
        .spawn()?;
        let grants = Grants::new(config.max_grants);
        let relay = Arc::new(Self {
            config,
            folder,
            clock,
            epochs,
            store,
            queue,
            slots,
            space,
            grants,
            health: Health::default(),
            metrics: Metrics::default(),
            witnesses: witness::Status::default(),
            site,
            desks,
            rng: Mutex::new(rng),
            writer: Mutex::new(Some(writer)),
        });
        for desk in &relay.desks {
            relay.restore(desk)?;
        }
        relay.metrics.publish();
        Ok(relay)
    }

    /// Brings one desk's slots and bodies in line with its logs.
    fn restore(&self, desk: &Desk) -> Result<(), OpenError> {
        let Some(card) = desk.card() else {
            return Ok(());
        };
        let log = self.log(desk, LogKind::Intake);
        let start = self.window_start(desk, &card)?;
        let end = log.size()?;
        let logged = (start..)
            .zip(log.entries(start, end)?)
            .map(|(index, entry)| crate::slot::Logged {
                body: entry.body,
                index,
            })
            .collect();
        // Wipes every slot whose letter is logged, which is what a crash before S6 leaves.
        self.queue
            .settle(desk.number, logged, start)
            .map_err(SealError::from)?;
        reconcile(self, desk, None)?;
        crate::prune::unlink_leftovers(self, desk)?;
        Ok(())
    }

    /// Finds a desk by its short name.
    #[must_use]
    pub fn desk(&self, name: &str) -> Option<&Arc<Desk>> {
        self.desks.iter().find(|desk| desk.name.as_str() == name)
    }

    /// Returns one of a desk's logs.
    #[must_use]
    pub fn log<'a>(&'a self, desk: &'a Desk, kind: LogKind) -> Log<'a> {
        Log {
            store: &*self.store,
            id: LogId {
                desk: desk.number,
                kind,
            },
            key: desk.keys.log(kind),
        }
    }

    /// Returns the note of the newest intake batch.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant.
    pub fn newest_batch(&self, desk: &Desk) -> Result<Option<BatchNote>, LogError> {
        let log = LogId {
            desk: desk.number,
            kind: LogKind::Intake,
        };
        match self.store.note_count(log, NoteKind::Batch)?.checked_sub(1) {
            Some(newest) => self.batch(desk, newest),
            None => Ok(None),
        }
    }

    /// Returns the note of an intake batch.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant.
    pub fn batch(&self, desk: &Desk, number: u64) -> Result<Option<BatchNote>, LogError> {
        let log = LogId {
            desk: desk.number,
            kind: LogKind::Intake,
        };
        let notes = self.store.notes(log, NoteKind::Batch, number..number + 1)?;
        notes.first().map(|note| read_stored(note)).transpose()
    }

    /// Returns the first entry of the intake window.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant.
    pub fn window_start(&self, desk: &Desk, card: &CurrentCard) -> Result<u64, LogError> {
        let log = LogId {
            desk: desk.number,
            kind: LogKind::Intake,
        };
        // spec: §11.3
        let batches = card.intake_days() * DAY_SECS / u64::from(self.config.epoch_secs);
        let newest = self.store.note_count(log, NoteKind::Batch)?;
        match self.batch(desk, newest.saturating_sub(batches.max(1)))? {
            Some(batch) => Ok(batch.first / u64::from(TILE_WIDTH) * u64::from(TILE_WIDTH)),
            None => Ok(0),
        }
    }

    /// Returns the bytes of a tile or bundle of one of a desk's logs.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub fn tile(
        &self,
        desk: &Desk,
        kind: LogKind,
        tile: &Tile,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        tile_bytes(
            &*self.store,
            LogId {
                desk: desk.number,
                kind,
            },
            tile,
        )
    }

    /// Runs something with the relay's generator.
    pub fn with_rng<T>(&self, run: impl FnOnce(&mut StdRng) -> T) -> T {
        run(&mut self.rng.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes a generator of its own for a longer piece of work.
    pub(crate) fn fork_rng(&self) -> StdRng {
        self.with_rng(fork)
    }

    /// Ends the slot writer after what has queued. Blocks.
    pub fn stop(&self) {
        self.queue.stop();
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(writer) = writer {
            // A writer that panicked has answered nobody wrongly.
            drop(writer.join());
        }
    }
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay").finish_non_exhaustive()
    }
}

fn open_desk(
    folder: &Folder,
    config: &Config,
    keys: &RelayKeys,
    store: &dyn Store,
    space: &Space,
    desk: &DeskConfig,
) -> Result<Arc<Desk>, OpenError> {
    let base = config.base(&desk.desk);
    for kind in [LogKind::Intake, LogKind::Replies] {
        let batches = folder.batches(&desk.desk, kind);
        durable::folder(&batches)?;
        durable::sweep(&batches)?;
        space.add_bodies(bytes_in(&batches)?);
    }
    let number = store.number_desk(&desk.desk)?;
    let keys = keys.of_desk(&base);
    let pin = pin(&base, desk.fingerprint().unwrap_or_default());
    let side = RelaySide {
        keys: &keys,
        epoch_secs: config.epoch_secs,
    };
    let card = CurrentCard::load(store, number, &pin, &side)?;
    Ok(Arc::new(Desk {
        number,
        name: desk.desk.clone(),
        keys,
        base,
        pin,
        tokens: desk.token_hashes().unwrap_or_default(),
        config: desk.clone(),
        blocks: Blocks::open(folder, &desk.desk, space)?,
        card: std::sync::RwLock::new(card.map(Arc::new)),
        changing: Mutex::new(()),
    }))
}

/// Makes the writer's way to read one entry of an intake log.
fn lookup(store: &Arc<dyn Store>) -> Box<crate::slot::Lookup> {
    let store = Arc::clone(store);
    Box::new(move |desk, index, body| {
        let log = LogId {
            desk,
            kind: LogKind::Intake,
        };
        let width = u64::from(TILE_WIDTH);
        let bytes = store.tile(log, Layer::Entries, index / width).ok()??;
        let count = u16::try_from(bytes.len() / crate::log::BUNDLED_ENTRY_LEN).ok()?;
        let entries = parse_bundle(&bytes, count).ok()?;
        let entry = entries.get(usize::try_from(index % width).ok()?)?;
        (entry.body == *body).then_some(Entered {
            epoch: entry.epoch,
            tag: entry.tag,
        })
    })
}

/// Why a relay cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The database cannot be opened.
    #[error("cannot open the database")]
    Store(#[from] StoreError),
    /// A key cannot be read.
    #[error("cannot read the relay's keys")]
    Key(#[from] KeyError),
    /// A stored card cannot be read.
    #[error("cannot read a stored card")]
    Card(#[from] CardError),
    /// A log cannot be read.
    #[error("cannot read a log")]
    Log(#[from] LogError),
    /// What a crash has left cannot be mended.
    #[error("cannot mend the slots")]
    Seal(#[from] SealError),
    /// Pruned bodies cannot be deleted.
    #[error("cannot delete pruned bodies")]
    Prune(#[from] crate::prune::PruneError),
    /// The reporter's page cannot be served.
    #[error("cannot serve the page")]
    Site(#[from] SiteError),
    /// The disk failed.
    #[error("cannot use the relay's folder")]
    Io(#[from] io::Error),
}
