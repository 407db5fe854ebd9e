//! A relay in this process with a clock that is set by hand, and a desk that meets it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use bellrope_auditor::finding::{Check, Outcome};
use bellrope_auditor::store;
use bellrope_protocol::age::{Identity, Passphrase};
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{
    Card, DeskNames, Ed25519PublicKey, IntakeRecipient, RelayKeys, ReplyCount, SignedCard, Windows,
    WitnessPolicy,
};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::{AuthenticationKey, FoundingRoot};
use bellrope_protocol::limit::{LETTER_PLAINTEXT_LEN, REPLY_PLAINTEXT_LEN};
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::{Day, week};
use bellrope_protocol::{letter, reply};
use bellrope_relay::clock::{Clock, ManualClock};
use bellrope_relay::config::Config;
use bellrope_relay::folder::Folder;
use bellrope_relay::relay::Relay;
use bellrope_relay::slot::{Letter, LetterHash, Post, TagRule};
use bellrope_relay::store::LogKind;
use bellrope_relay::tick::end_epoch;
use bellrope_relay::{card, confirm, reply as relay_reply};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{ConfirmNote, LogNote as _, RepliesNote};
use bellrope_transparency::tree::root_of;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

/// Monday 2026-11-23, 10:00 UTC.
const START: u64 = 1_795_428_000;
const HOUR: u64 = 3_600;
const REPLIES: u32 = 4;

/// A relay with one desk, and the folder that it lives in.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    clock: Arc<ManualClock>,
    relay: Option<Arc<Relay>>,
    root: SignerKey,
    push: SignerKey,
    intake: Identity,
    base: Base,
    rng: StdRng,
    days: u64,
}

impl World {
    /// Founds a desk and opens its relay, with its first card.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = StdRng::seed_from_u64(7);
        let host = "relay.example".parse().unwrap();
        let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
        let paths = Folder::new(folder.path());
        bellrope_relay::key::RelayKeys::create(&paths, &host, 3_600, &mut rng).unwrap();
        let mut seeds = [[0; 32]; 2];
        seeds.iter_mut().for_each(|seed| rng.fill_bytes(seed));
        let mut world = Self {
            clock: Arc::new(ManualClock::new(START)),
            relay: None,
            root: SignerKey::from_seed(base.root_key_name(), &seeds[0]),
            push: SignerKey::from_seed(base.push_key_name(), &seeds[1]),
            intake: Identity::generate(&mut rng),
            base,
            rng,
            days: 0,
            folder,
        };
        fs::write(world.path().join("relay.toml"), world.configuration()).unwrap();
        let open_to_all = fs::metadata(world.path().join("relay.toml")).unwrap();
        let mut mode = open_to_all.permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o600);
        fs::set_permissions(world.path().join("relay.toml"), mode).unwrap();
        world.open();
        world.publish_card(1);
        world
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn clock_now(&self) -> u64 {
        self.clock.now()
    }

    fn configuration(&self) -> String {
        format!(
            "host = 'relay.example'\nslots = 48\nreserve_bytes = 16777216\n[[desks]]\n\
             desk = 'mid'\nnames = {{ nl = 'Meldpunt', en = 'Desk' }}\nfingerprint = '{}'\n\
             courier_token_sha256 = []\n",
            self.fingerprint(),
        )
    }

    fn open(&mut self) {
        let config = Config::parse(&self.configuration(), &BTreeMap::new()).unwrap();
        let clock: Arc<dyn Clock> = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let rng = StdRng::seed_from_u64(self.rng.random());
        self.relay = Some(Relay::open(self.folder.path(), config, clock, rng).unwrap());
    }

    pub(crate) fn relay(&self) -> &Arc<Relay> {
        self.relay.as_ref().unwrap()
    }

    /// Stops the relay in order.
    pub(crate) fn stop(&mut self) {
        if let Some(relay) = self.relay.take() {
            relay.stop();
        }
    }

    /// Stops and starts.
    pub(crate) fn restart(&mut self) {
        self.stop();
        self.open();
    }

    pub(crate) fn publish_card(&mut self, serial: u64) {
        let keys = &self.relay().desks[0].keys;
        let root = Ed25519PublicKey::of(&self.root);
        let now = self.clock.now();
        let number = AuthenticationKey::generate(1, &mut StdRng::seed_from_u64(9));
        let signed = Card {
            desk: self.base.desk.clone(),
            host: self.base.host.clone(),
            names: DeskNames {
                nl: "Meldpunt".to_owned(),
                en: "Desk".to_owned(),
            },
            serial,
            made: now,
            not_after: now + 90 * 24 * HOUR,
            founding: FoundingRoot::from_bytes(*root.as_bytes()),
            root,
            succession: Vec::new(),
            authentication: vec![number.public()],
            intake: (0..8)
                .map(|later| IntakeRecipient {
                    week: week(now) + later * 604_800,
                    recipient: self.intake.recipient().clone(),
                })
                .collect(),
            push: Ed25519PublicKey::of(&self.push),
            earlier: Vec::new(),
            windows: Windows {
                replies_days: 3,
                intake_days: 120,
            },
            replies: ReplyCount {
                count: REPLIES,
                next: None,
            },
            relay: RelayKeys {
                log: Ed25519PublicKey::of(&keys.intake),
                receipt: Ed25519PublicKey::of(&keys.receipt),
                epoch_secs: 3_600,
            },
            witnesses: WitnessPolicy {
                keys: Vec::new(),
                quorum: 0,
                report_secs: 604_800,
                confirm_secs: 86_400,
            },
            ended: Vec::new(),
            work: None,
        };
        let signed = SignedCard::sign(signed, &self.root).unwrap();
        let desk = Arc::clone(&self.relay().desks[0]);
        card::accept(self.relay(), &desk, signed.as_bytes(), now).unwrap();
    }

    /// Seals a letter to the desk.
    pub(crate) fn letter(&mut self) -> Vec<u8> {
        let mut plaintext = Box::new([b' '; LETTER_PLAINTEXT_LEN]);
        self.rng.fill_bytes(&mut plaintext[..64]);
        letter::seal(&plaintext, self.intake.recipient(), &mut self.rng).to_vec()
    }

    /// Posts some letters.
    pub(crate) fn post(&mut self, letters: usize) {
        for _ in 0..letters {
            let _ = self.post_one();
        }
    }

    /// Posts a letter; returns the relay's receipt.
    pub(crate) fn post_one(&mut self) -> String {
        let letter = self.letter();
        let mut tag = [0; 16];
        self.rng.fill_bytes(&mut tag);
        let hash = LetterHash::of(letter.as_slice().try_into().unwrap());
        let body = hash.body();
        let post = Post {
            desk: 0,
            hash,
            letter: Letter::new(letter.into()).unwrap(),
            tag,
            tag_rule: TagRule::Sent,
        };
        let queue = &self.relay().queue;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let entered = runtime.block_on(queue.post(post)).unwrap().unwrap();
        let tag = Tag::from_bytes(entered.tag);
        let receipt = Receipt::new(&self.base, body, tag, entered.epoch);
        let key = &self.relay().desks[0].keys.receipt;
        receipt.sign(key).unwrap().to_string()
    }

    /// Stops the relay and starts it again after a time, perhaps with other files.
    pub(crate) fn away(&mut self, secs: u64, meddle: impl FnOnce(&Path)) {
        self.stop();
        meddle(self.folder.path());
        self.clock.set(self.clock.now() + secs);
        self.open();
    }

    /// Writes the desk's fingerprint as posters show it.
    pub(crate) fn fingerprint(&self) -> String {
        let founding = FoundingRoot::from_bytes(*self.root.verifier().public());
        encode_hex(founding.fingerprint().as_bytes())
    }

    /// Sets the clock forward and does what is due then.
    pub(crate) fn advance(&mut self, secs: u64) {
        self.clock.set(self.clock.now() + secs);
        let epoch = self.relay().epochs.ended(self.clock.now());
        assert!(
            end_epoch(self.relay(), epoch),
            "{:?}",
            self.relay().health.failing()
        );
    }

    /// Ends some epochs, each with some letters.
    pub(crate) fn epochs(&mut self, epochs: usize, letters: usize) {
        for _ in 0..epochs {
            self.post(letters);
            self.advance(HOUR);
        }
    }

    /// Publishes the next day's replies.
    pub(crate) fn replies(&mut self) {
        let day = Day::of(START).plus(self.days as u32);
        self.clock
            .set(self.clock.now().max(START + self.days * 24 * HOUR));
        let relay = Arc::clone(self.relay());
        let desk = Arc::clone(&relay.desks[0]);
        let first = relay.log(&desk, LogKind::Replies).size().unwrap();
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        for _ in 0..REPLIES {
            let mut tag = [0; 16];
            self.rng.fill_bytes(&mut tag);
            let passphrase = Passphrase::from_text("not a real one");
            let reply = reply::seal(&[b' '; REPLY_PLAINTEXT_LEN], &passphrase, &mut self.rng);
            items.extend_from_slice(&tag);
            items.extend_from_slice(&reply[..]);
            entries.push(Entry {
                epoch: u32::try_from(day.end_secs()).unwrap(),
                body: Sha256::digest(&reply[..]).into(),
                tag,
            });
        }
        let note = RepliesNote {
            origin: KeyName::new(self.base.replies()).unwrap(),
            number: self.days,
            day,
            first,
            count: REPLIES,
            root: root_of(entries.iter().map(Entry::leaf_hash)),
        };
        let note = note.sign(&self.push).unwrap().to_string();
        let mut post = u32::try_from(note.len()).unwrap().to_be_bytes().to_vec();
        post.extend_from_slice(note.as_bytes());
        post.extend_from_slice(&items);
        relay_reply::accept(&relay, &desk, &post, self.clock.now()).unwrap();
        self.days += 1;
    }

    /// Confirms all letters so far.
    pub(crate) fn confirm(&mut self) {
        let relay = Arc::clone(self.relay());
        let desk = Arc::clone(&relay.desks[0]);
        let log = relay.log(&desk, LogKind::Intake);
        let size = log.size().unwrap();
        let note = ConfirmNote {
            origin: KeyName::new(self.base.intake()).unwrap(),
            size,
            root: log.root_at(size).unwrap().unwrap(),
        };
        let note = note.sign(&self.push).unwrap().to_string();
        confirm::accept(&relay, &desk, note.as_bytes(), self.clock.now()).unwrap();
    }

    /// Stores some blocks, of which the first begins a parcel.
    pub(crate) fn blocks(&mut self, count: usize) {
        let relay = Arc::clone(self.relay());
        let epoch = relay.epochs.current(self.clock.now());
        for number in 0..count {
            let mut block = vec![0; 262_144];
            self.rng.fill_bytes(&mut block);
            if number == 0 {
                let letter = self.letter();
                block[..1_627].copy_from_slice(&letter[..1_627]);
            }
            let mut address = [0; 16];
            self.rng.fill_bytes(&mut address);
            let stored = relay.desks[0]
                .blocks
                .put(address, &block, epoch, &relay.space);
            assert!(stored.is_ok());
        }
    }

    /// Copies the folder as it is at this moment: what a killed relay leaves.
    pub(crate) fn image(&self) -> TempDir {
        copy(self.path())
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Copies a folder with its times, as `cp -a` does.
pub(crate) fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    copy_into(from, to.path());
    to
}

fn copy_into(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.metadata().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy_into(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
        let mode = entry.metadata().unwrap().permissions();
        fs::set_permissions(&target, mode).unwrap();
        let time = entry.metadata().unwrap().modified().unwrap();
        set_time(&target, time);
    }
}

/// Sets the modification time of a file or folder.
pub(crate) fn set_time(path: &Path, time: SystemTime) {
    fs::File::open(path).unwrap().set_modified(time).unwrap();
}

/// Runs the check and wants it to pass.
pub(crate) fn assert_passes(folder: &Path, state: &str) -> Check {
    let check = store::run(folder);
    assert_eq!(
        check.outcome(),
        Outcome::Pass,
        "{state}: {:#?} {:?}",
        check.findings,
        check.could_not
    );
    assert!(check.left_out.is_empty(), "{state}: {:?}", check.left_out);
    check
}

/// Reads a number from a check's facts.
pub(crate) fn fact(check: &Check, what: &str) -> u64 {
    let fact = check.facts.iter().find(|fact| fact.what == what);
    let value = fact.map_or("0", |fact| fact.value.as_str());
    value.split(' ').next().unwrap().parse().unwrap()
}
