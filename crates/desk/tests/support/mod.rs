//! Fixtures: a desk in a temporary folder, a relay that only keeps what §11–§14 say, and
//! reporters. No network, no clock: time is what a test says it is.

#![allow(dead_code, reason = "every test file uses a part of it")]

pub(crate) mod html;
pub(crate) mod practice;
pub(crate) mod relay;
pub(crate) mod reporter;
pub(crate) mod sitting;

use std::collections::BTreeSet;
use std::path::PathBuf;

use bellrope_bundle::UnverifiedBundle;
use bellrope_casework::reason::Reason;
use bellrope_casework::status::Status;
use bellrope_casework::template::{Field, TemplateKind, Value};
use bellrope_desk::backup;
use bellrope_desk::card::{self, RelayPublic, RotateOptions};
use bellrope_desk::case::access::{self, Access, AccessError, Interest};
use bellrope_desk::case::{self, CaseNumber, ReplyError, Sent};
use bellrope_desk::founding::{self, Charter};
use bellrope_desk::import::{self, ImportError, Outcome, Summary};
use bellrope_desk::person::{self, NewPerson, Role};
use bellrope_desk::trail;
use bellrope_desk::vault::{Cost, Passphrase, PersonId, Vault};
use bellrope_desk::witness::WitnessChange;
use bellrope_protocol::card::{Card, DeskNames, SignedCard};
use bellrope_trail::{Act, Recorded, Untrusted};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use tempfile::TempDir;
use zeroize::Zeroizing;

pub(crate) use relay::Relay;
pub(crate) use reporter::Reporter;

/// Monday 2026-11-23, 08:00 UTC.
pub(crate) const START: u64 = 1_795_420_800;
pub(crate) const HOUR: u64 = 3_600;
pub(crate) const DAY: u64 = 86_400;
pub(crate) const STORY: &str = "De sleutels van het magazijn gaan van hand tot hand.";
pub(crate) const WORDS: &str = "zeven gele kwartels zingen niet";

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::new(Zeroizing::new(WORDS.to_owned()))
}

/// The passphrase of a second person.
pub(crate) fn his() -> Passphrase {
    Passphrase::new(Zeroizing::new("elf blauwe tegels in de regen".to_owned()))
}

/// The passphrase of a third.
pub(crate) fn hers() -> Passphrase {
    Passphrase::new(Zeroizing::new("negen natte honden op zolder".to_owned()))
}

pub(crate) fn cheap() -> Cost {
    Cost::of_mib(Cost::MIN_MIB).unwrap()
}

/// A desk, its relay, and the time.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) vault: Vault,
    pub(crate) relay: Relay,
    pub(crate) rng: StdRng,
    pub(crate) now: u64,
    pub(crate) bundles: u32,
}

impl World {
    /// Founds a desk; its first card is logged, its first reply batch published.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = StdRng::seed_from_u64(42);
        let mut relay = Relay::new(&mut rng);
        let vault = founding::found(
            &folder.path().join("vault"),
            &passphrase(),
            cheap(),
            &charter(relay.public()),
            START,
            &mut rng,
        )
        .unwrap()
        .vault;
        relay.time = START;
        let mut world = Self {
            folder,
            vault,
            relay,
            rng,
            now: START,
            bundles: 0,
        };
        world.export();
        // Batches begin with the first import: here a bundle without a letter.
        let summary = world.import();
        assert_eq!(summary.entries, 0);
        assert_eq!(world.export().days.len(), 1);
        world
    }

    /// Lets somebody in; where it takes a second person, whoever is there types their passphrase.
    pub(crate) fn add(&mut self, name: &str, role: Role, passphrase: &Passphrase) -> PersonId {
        let new = NewPerson {
            name,
            roles: BTreeSet::from([role]),
            passphrase,
        };
        let me = self.vault.me().unwrap();
        let second = [self::passphrase(), his(), hers()]
            .into_iter()
            .find_map(|words| {
                let witness = self.vault.witness(&words).ok()?;
                (witness.person() != me).then_some(witness)
            });
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        person::join(vault, &new, "Nieuw.", second.as_ref(), self.now, rng)
            .unwrap()
            .unwrap()
    }

    /// Whoever sits at the laptop leaves; somebody else sits down.
    pub(crate) fn sit_down(self, passphrase: &Passphrase) -> Self {
        let place = self.vault.folder().to_owned();
        let Self {
            folder,
            vault,
            relay,
            rng,
            now,
            bundles,
        } = self;
        drop(vault);
        Self {
            vault: Vault::open(&place, passphrase).unwrap(),
            folder,
            relay,
            rng,
            now,
            bundles,
        }
    }

    /// What the trail says, verified as an auditor does.
    pub(crate) fn entries(&mut self) -> Vec<Recorded> {
        let text = trail::export(&mut self.vault, self.now, &mut self.rng).unwrap();
        let desk = bellrope_desk::key::Desk::load(&self.vault.read().unwrap()).unwrap();
        let fingerprint = desk.founding().fingerprint();
        let trail = Untrusted::parse(text.as_bytes()).unwrap();
        trail.verify(&fingerprint).unwrap().entries().to_vec()
    }

    /// The acts of the trail after the first `skip`.
    pub(crate) fn acts_since(&mut self, skip: usize) -> Vec<Act> {
        let entries = self.entries();
        entries[skip..].iter().map(|it| it.entry.act).collect()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Moves the time of everybody.
    pub(crate) fn pass(&mut self, secs: u64) {
        self.now += secs;
        self.relay.time = self.now;
    }

    pub(crate) fn card(&self) -> Card {
        let bytes = self.relay.cards.last().unwrap();
        SignedCard::parse(bytes).unwrap().unverified_card().clone()
    }

    pub(crate) fn reporter(&mut self) -> Reporter {
        Reporter::new(&self.card(), &mut self.rng)
    }

    /// A reporter tells the story; an hour passes, and the relay has it sealed.
    pub(crate) fn receive_report(&mut self) -> Reporter {
        let reporter = self.reporter();
        let content = reporter.report(STORY, &mut self.rng);
        reporter.post(&content, &mut self.relay, &mut self.rng);
        self.seal();
        reporter
    }

    /// An hour passes; the relay seals what is pending.
    pub(crate) fn seal(&mut self) {
        self.pass(HOUR);
        let recipient = self
            .card()
            .recipient_at(self.now - 1)
            .unwrap()
            .recipient
            .clone();
        self.relay.seal(&recipient, &mut self.rng);
    }

    /// An hour passes; the relay seals what is pending in a batch of `len`.
    pub(crate) fn seal_batch_of(&mut self, len: usize) {
        self.pass(HOUR);
        let card = self.card();
        let recipient = &card.recipient_at(self.now - 1).unwrap().recipient;
        self.relay.seal_batch_of(len, recipient, &mut self.rng);
    }

    /// Sends the acknowledgement as it was drafted.
    pub(crate) fn acknowledge(&mut self, number: &CaseNumber) -> Result<Sent, ReplyError> {
        let kind = Some(TemplateKind::Acknowledgement);
        case::send(&mut self.vault, number, kind, self.now, &mut self.rng)
    }

    /// Moves a case from status to status.
    pub(crate) fn go(&mut self, number: &CaseNumber, path: &[Status]) {
        let why = Reason::parse("Er is genoeg bekend.").unwrap();
        for to in path {
            let (vault, now) = (&mut self.vault, self.now);
            case::move_to(vault, number, *to, Some(&why), now, &mut self.rng).unwrap();
        }
    }

    /// Gives feedback on a case that is being handled.
    pub(crate) fn give_feedback(&mut self, number: &CaseNumber) -> Sent {
        let values = [
            (
                Field::Assessment,
                Value::Text("de sloten zijn oud".to_owned()),
            ),
            (Field::FollowUp, Value::Text("er komen nieuwe".to_owned())),
            (Field::Reason, Value::Text("dat is veiliger".to_owned())),
            (Field::Ground, Value::LeftOut),
        ];
        let (kind, now) = (TemplateKind::Feedback, self.now);
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        case::draft_from(vault, number, kind, &values, now, rng).unwrap();
        case::send(vault, number, Some(kind), now, rng).unwrap()
    }

    pub(crate) fn only_case(&self) -> CaseNumber {
        let summaries = case::summaries(&self.vault).unwrap();
        assert_eq!(summaries.len(), 1);
        summaries[0].number.clone()
    }

    /// Writes a bundle of what the relay has now.
    pub(crate) fn bundle(&mut self) -> PathBuf {
        self.bundles += 1;
        let path = self.path(&format!("in-{}.bundle", self.bundles));
        self.relay.write_bundle(&path);
        path
    }

    /// Carries a bundle in, which must be accepted, and declares to have no interest in any case.
    pub(crate) fn import(&mut self) -> Summary {
        let summary = self.import_only();
        self.declare_all();
        summary
    }

    /// Whoever sits here declares to have no interest in any case that they may read.
    pub(crate) fn declare_all(&mut self) {
        let me = self.vault.me().unwrap();
        let all = access::all(&self.vault.read().unwrap()).unwrap();
        for case in all.iter().filter(|it| it.readers.contains(&me)) {
            self.declare(&case.number, Interest::None).unwrap();
        }
    }

    pub(crate) fn declare(
        &mut self,
        number: &CaseNumber,
        interest: Interest,
    ) -> Result<(), AccessError> {
        access::declare(&mut self.vault, number, interest, self.now, &mut self.rng)
    }

    pub(crate) fn access(&self, number: &CaseNumber) -> Access {
        access::of(&self.vault.read().unwrap(), number).unwrap()
    }

    /// Carries a bundle in; it must be accepted.
    pub(crate) fn import_only(&mut self) -> Summary {
        let path = self.bundle();
        match self.try_import(&path).unwrap() {
            Outcome::Imported(summary) => *summary,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn try_import(&mut self, path: &std::path::Path) -> Result<Outcome, ImportError> {
        let bundle = UnverifiedBundle::open(path)?;
        import::import(&mut self.vault, &bundle, self.now, &mut self.rng, |_| ())
    }

    /// Carries a bundle out; the relay must take all of it.
    pub(crate) fn export(&mut self) -> bellrope_desk::export::Exported {
        let path = self.path("out.bundle");
        let exported =
            bellrope_desk::export::export(&mut self.vault, &path, self.now, &mut self.rng).unwrap();
        self.relay.accept(&path);
        exported
    }

    pub(crate) fn rotate(&mut self, options: RotateOptions) -> card::Rotation {
        card::rotate(&mut self.vault, &options, self.now, &mut self.rng).unwrap()
    }

    pub(crate) fn backup(&mut self, name: &str) -> backup::BackedUp {
        let path = self.path(name);
        backup::backup(
            &mut self.vault,
            &passphrase(),
            &path,
            self.now,
            &mut self.rng,
        )
        .unwrap()
    }

    /// The laptop is lost; what the backup has is restored to another folder.
    pub(crate) fn restore(&mut self, name: &str) {
        let folder = self.path("teruggezet");
        let path = self.path(name);
        self.vault =
            backup::restore(&path, &folder, &passphrase(), self.now, &mut self.rng).unwrap();
    }

    /// Everything of the vault's database, as it lies there: what "nothing changed" means.
    pub(crate) fn fingerprint(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = every_file(self.vault.folder())
            .into_iter()
            .filter(|path| !path.ends_with("vault.redb"))
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    }
}

/// A world in which one report was imported.
pub(crate) fn a_reported_world() -> (World, Reporter) {
    let mut world = World::new();
    let reporter = world.receive_report();
    let summary = world.import();
    assert_eq!(summary.new_cases.len(), 1);
    (world, reporter)
}

pub(crate) fn charter(relay: RelayPublic) -> Charter {
    Charter {
        person: "Femke de Wit".to_owned(),
        desk: "mid".parse().unwrap(),
        names: DeskNames {
            nl: "Meldpunt Integriteit".to_owned(),
            en: "Integrity Desk".to_owned(),
        },
        relay,
        witnesses: WitnessChange::default(),
    }
}

pub(crate) fn every_file(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(every_file(&path));
        } else {
            files.push(path);
        }
    }
    files
}

pub(crate) fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub(crate) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}
