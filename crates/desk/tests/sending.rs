//! Dossiers and referrals: who must have agreed to what, and what the archive has and has not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use bellrope_casework::body::Body;
use bellrope_casework::reason::Reason;
use bellrope_casework::reidentification::{Answer, Question};
use bellrope_casework::template::{Field, TemplateKind, Value};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case::{self, CaseNumber};
use bellrope_desk::dossier::{
    self, DossierError, MANIFEST, PackError, RecipientKey, Section, SendDossier, SendReferral,
    Telling,
};
use bellrope_desk::key::Desk;
use bellrope_desk::person::Role;
use bellrope_desk::proposal::{self, Plan, ProposalError, ProposalId, Proposed};
use bellrope_desk::redaction::{self, NewRedaction, RedactionError, SignOff, Source};
use bellrope_desk::sharing::{self, SharingError};
use bellrope_desk::text::Lang;
use bellrope_protocol::age::stream::{CHUNK_LEN, Decryptor, NONCE_LEN, Position, TAG_LEN};
use bellrope_protocol::age::{Header, Identity};
use bellrope_protocol::content::LetterBody;
use bellrope_trail::{Act, Key};

use support::{World, contains, his, passphrase};

const TOLD: &str = "Dhr. Wijngaarden nam de sleutels mee.";
const FOR_DESK: &str = "Ik ben het zusje van de chef.";
/// What is in no archive at all: staff, notes, the reporter's name.
const NEVER: [&str; 4] = [
    "Femke de Wit",
    "Bram Kuiper",
    "Jansen weet meer",
    "Piet Melder",
];

fn why(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

fn some(sections: &[Section]) -> BTreeSet<Section> {
    sections.iter().copied().collect()
}

/// Why a plan was refused.
fn refusal(result: Result<Proposed<u32>, ProposalError>) -> ProposalError {
    match result {
        Err(err) => err,
        Ok(_) => panic!("it was taken"),
    }
}

impl World {
    fn with_report() -> (Self, CaseNumber) {
        let mut world = Self::new();
        world.add("Bram Kuiper", Role::Caseworker, &his());
        let reporter = world.reporter();
        let mut content = reporter.report(TOLD, &mut world.rng);
        let LetterBody::Report(report) = &mut content.body else {
            panic!("no report");
        };
        report.private = Some(FOR_DESK.to_owned());
        report.name = Some("Piet Melder".to_owned());
        reporter.post(&content, &mut world.relay, &mut world.rng);
        world.seal();
        world.import();
        let number = world.only_case();
        let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
        case::add_note(vault, &number, "Jansen weet meer.", now, rng).unwrap();
        (world, number)
    }

    fn review(&mut self, number: &CaseNumber, text: &[u8], answer: Answer) {
        let answers: BTreeMap<_, _> = Question::ALL.iter().map(|it| (*it, answer)).collect();
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        sharing::review(vault, number, text, answers, now, rng).unwrap();
    }

    /// Both say that a text gives nobody away; who sits here afterwards is the first.
    fn checked_by_two(mut self, number: &CaseNumber, text: &[u8]) -> Self {
        self.review(number, text, Answer::Safe);
        let mut other = self.sit_down(&his());
        other.declare_all();
        other.review(number, text, Answer::Safe);
        other.sit_down(&passphrase())
    }

    fn propose<P: Plan<Done = u32>>(&mut self, plan: &P) -> Result<Proposed<u32>, ProposalError> {
        proposal::propose(
            &mut self.vault,
            plan,
            "Zie het doel.",
            self.now,
            &mut self.rng,
        )
    }

    fn waits<P: Plan<Done = u32>>(&mut self, plan: &P) -> ProposalId {
        match self.propose(plan).unwrap() {
            Proposed::Waits(id) => id,
            Proposed::Done(..) => panic!("nobody was asked"),
        }
    }

    /// The second person approves; who sits here afterwards is the first.
    fn approved(self, id: ProposalId) -> Self {
        let mut other = self.sit_down(&his());
        other.declare_all();
        proposal::approve_any(&mut other.vault, id, None, other.now, &mut other.rng).unwrap();
        other.sit_down(&passphrase())
    }

    fn write(&mut self, number: &CaseNumber, order: u32) -> Result<PathBuf, DossierError> {
        let to = self.path(&format!("zending-{order}.age"));
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        let which = (number, order);
        let words = Some(passphrase());
        dossier::write(vault, which, Lang::Dutch, words.as_ref(), &to, now, rng)?;
        Ok(to)
    }

    fn dossier_text(&self, number: &CaseNumber, sections: &BTreeSet<Section>) -> Vec<u8> {
        let reading = self.vault.read().unwrap();
        dossier::text(&reading, number, sections).unwrap().to_vec()
    }

    fn verify(&self, tar: &[u8]) -> Result<Vec<String>, PackError> {
        let desk = Desk::load(&self.vault.read().unwrap()).unwrap();
        let root = desk.founding();
        dossier::verify(tar, &root, &root.fingerprint())
    }

    /// A redaction of what may be shared, signed off by the second person.
    fn signed_off(mut self, number: &CaseNumber, sources: &[Source]) -> Self {
        let new = NewRedaction {
            title: "Melding over sleutels",
            reason: &why("voor de instantie"),
            sources,
            leaves: Vec::new(),
        };
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        let it = redaction::begin(vault, number, new, now, rng).unwrap();
        let words = ("Wijngaarden", None);
        redaction::mark_words(vault, number, it, words, "5.1.2e", now, rng).unwrap();
        let plan = SignOff {
            number: number.clone(),
            redaction: it,
        };
        let Proposed::Waits(id) = proposal::propose(vault, &plan, "Klaar.", now, rng).unwrap()
        else {
            panic!("nobody was asked");
        };
        self.approved(id)
    }

    fn referral(&self, number: &CaseNumber, telling: Telling) -> SendReferral {
        SendReferral {
            number: number.clone(),
            redaction: 1,
            body: Body::Kmar,
            purpose: why("aangifte van diefstal"),
            telling,
        }
    }

    fn note_key(&mut self, key: &RecipientKey) -> Result<(), DossierError> {
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        dossier::note_body(vault, Body::Kmar, "brigade@kmar.example", key, now, rng)
    }

    fn consult(&mut self, number: &CaseNumber) {
        self.acknowledge(number).unwrap();
        let kind = TemplateKind::PlannedTransfer;
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        let mut values = Vec::new();
        // Every field that it has, whatever they are.
        for field in Field::ALL {
            let value = match field {
                Field::ObjectBy => Value::Day(bellrope_protocol::time::Day::of(now).plus(14)),
                _ => Value::Text("zo staat het in de brief".to_owned()),
            };
            values.push((*field, value));
        }
        case::draft_from(vault, number, kind, &values, now, rng).unwrap();
        case::send(vault, number, Some(kind), now, rng).unwrap();
    }
}

/// Opens an archive for a hybrid key, as age does.
fn open_hybrid(identity: &Identity, sealed: &Path) -> Vec<u8> {
    let sealed = std::fs::read(sealed).unwrap();
    let header = Header::parse(&sealed).unwrap().len();
    let file_key = identity.open_header(&sealed).unwrap();
    let (nonce, mut rest) = sealed[header..].split_at(NONCE_LEN);
    let mut decryptor = Decryptor::new(&file_key, nonce.try_into().unwrap());
    let mut plain = Vec::new();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.len().min(CHUNK_LEN + TAG_LEN));
        let (body, tag) = chunk.split_at(chunk.len() - TAG_LEN);
        let mut body = body.to_vec();
        let position = match after.is_empty() {
            true => Position::Last,
            false => Position::Inner,
        };
        let tag = tag.try_into().unwrap();
        decryptor.open(&mut body, tag, position).unwrap();
        plain.extend(body);
        rest = after;
    }
    plain
}

fn files(tar: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = tar::Archive::new(tar);
    let mut files = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    files
}

/// All that can be read in an archive: bytes as they are, and the text of its PDF.
fn everything(world: &World, tar: &[u8]) -> Vec<u8> {
    let mut all = tar.to_vec();
    for (name, bytes) in files(tar) {
        if name.ends_with(".pdf") {
            let place = world.path("gelezen.pdf");
            std::fs::write(&place, bytes).unwrap();
            let read = std::process::Command::new("pdftotext")
                .arg(&place)
                .arg("-")
                .output();
            let read = read.unwrap_or_else(|_| panic!("no pdftotext: run tests/install.sh test"));
            all.extend(read.stdout);
        }
    }
    all
}

#[test]
fn dossier_leaves_after_check_and_consent_and_its_manifest_verifies() {
    let (world, number) = World::with_report();
    let identity = Identity::generate(&mut rand_core::UnwrapErr(rand::rngs::SysRng));
    let sections = some(&[Section::Register, Section::Conversation, Section::Decisions]);
    let text = world.dossier_text(&number, &sections);
    let mut world = world.checked_by_two(&number, &text);
    let plan = SendDossier {
        number: number.clone(),
        sections,
        recipient: why("mr. A. Advocaat"),
        purpose: why("bezwaarprocedure"),
        key: identity.recipient().to_string().parse().unwrap(),
    };
    let id = world.waits(&plan);
    let mut world = world.approved(id);
    let sealed = world.write(&number, 1).unwrap();
    assert!(!contains(&std::fs::read(&sealed).unwrap(), TOLD.as_bytes()));
    assert!(matches!(world.write(&number, 1), Err(DossierError::Exists)));

    let tar = open_hybrid(&identity, &sealed);
    let names = ["dossier.pdf", "dossier.html", "dossier.json"];
    assert_eq!(world.verify(&tar).unwrap(), names);
    assert_eq!(
        files(&tar)["dossier.json"],
        text,
        "what was checked is what leaves"
    );
    let all = everything(&world, &tar);
    assert!(contains(&all, b"Dhr. Wijngaarden nam"));
    for never in NEVER.iter().chain(&[FOR_DESK, "AGE-SECRET", "passphrase"]) {
        assert!(!contains(&all, never.as_bytes()), "{never}");
    }

    let entries = world.entries();
    let left: Vec<_> = entries
        .iter()
        .filter(|it| it.entry.act == Act::DossierExported)
        .collect();
    assert_eq!(left.len(), 1, "as many events as files");
    let keys: Vec<Key> = left[0].entry.facts().iter().map(|(key, _)| *key).collect();
    assert!(
        [Key::Reason, Key::ToName, Key::File]
            .iter()
            .all(|key| keys.contains(key))
    );
}

#[test]
fn manifest_betrays_every_change() {
    let (world, number) = World::with_report();
    let sections = some(&[Section::Register]);
    let text = world.dossier_text(&number, &sections);
    let mut world = world.checked_by_two(&number, &text);
    let identity = age::x25519::Identity::generate();
    let plan = SendDossier {
        number: number.clone(),
        sections,
        recipient: why("archief"),
        purpose: why("overdracht"),
        key: identity.to_public().to_string().parse().unwrap(),
    };
    let id = world.waits(&plan);
    let mut world = world.approved(id);
    let sealed = world.write(&number, 1).unwrap();
    let tar = age::decrypt(&identity, &std::fs::read(sealed).unwrap()).unwrap();
    assert!(world.verify(&tar).is_ok());
    let find = |what: &[u8]| tar.windows(what.len()).position(|it| it == what).unwrap();
    let changed = |at: usize| {
        let mut tar = tar.clone();
        tar[at] ^= 1;
        tar
    };
    let json = find(b"bellrope/1 dossier-data\"");
    assert_eq!(world.verify(&changed(json)), Err(PackError::Files));
    let listed = find(b" dossier.pdf\n") - 3;
    assert_eq!(world.verify(&changed(listed)), Err(PackError::Signature));
    assert_eq!(world.verify(b""), Err(PackError::Archive));
    let other = bellrope_protocol::key::FoundingRoot::from_bytes([7; 32]);
    let desk = Desk::load(&world.vault.read().unwrap()).unwrap();
    let print = desk.founding().fingerprint();
    assert_eq!(
        dossier::verify(&tar, &other, &print),
        Err(PackError::Fingerprint)
    );
    assert!(files(&tar).contains_key(MANIFEST));
}

#[test]
fn dossier_is_refused_without_the_check_and_after_a_change() {
    let (mut world, number) = World::with_report();
    let sections: BTreeSet<Section> = Section::ALL.into();
    let plan = SendDossier {
        number: number.clone(),
        sections: sections.clone(),
        recipient: why("opvolger"),
        purpose: why("overdracht"),
        key: "passphrase".parse().unwrap(),
    };
    let err = refusal(world.propose(&plan));
    let is_unchecked = |err: &ProposalError| {
        matches!(
            err.of_plan::<DossierError>(),
            Some(DossierError::Sharing(SharingError::Unchecked { .. }))
        )
    };
    assert!(is_unchecked(&err), "{err}");
    let text = world.dossier_text(&number, &sections);
    assert!(contains(&text, FOR_DESK.as_bytes()), "complete is complete");
    for never in NEVER {
        assert!(!contains(&text, never.as_bytes()), "{never}");
    }
    // One person is not two.
    world.review(&number, &text, Answer::Safe);
    assert!(is_unchecked(&refusal(world.propose(&plan))));
    let mut world = world.checked_by_two(&number, &text);
    let id = world.waits(&plan);
    let mut world = world.approved(id);
    world.review(&number, &text, Answer::Unsure);
    let doubted = world.write(&number, 1);
    assert!(matches!(
        doubted,
        Err(DossierError::Sharing(SharingError::Unchecked { .. }))
    ));
    world.review(&number, &text, Answer::Safe);
    world.acknowledge(&number).unwrap();
    assert!(matches!(
        world.write(&number, 1),
        Err(DossierError::Changed)
    ));
    assert!(matches!(
        world.write(&number, 2),
        Err(DossierError::NoOrder { order: 2 })
    ));
    let nothing = dossier::text(&world.vault.read().unwrap(), &number, &BTreeSet::new());
    assert!(matches!(nothing, Err(DossierError::NoSection)));
}

#[test]
fn archive_under_words_needs_them_and_opens_with_them() {
    let (world, number) = World::with_report();
    let sections = some(&[Section::Conversation]);
    let text = world.dossier_text(&number, &sections);
    let mut world = world.checked_by_two(&number, &text);
    let plan = SendDossier {
        number: number.clone(),
        sections,
        recipient: why("ombudsman"),
        purpose: why("klacht"),
        key: "passphrase".parse().unwrap(),
    };
    let id = world.waits(&plan);
    let mut world = world.approved(id);
    let to = world.path("zonder.age");
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    let without = dossier::write(vault, (&number, 1), Lang::English, None, &to, now, rng);
    assert!(matches!(without, Err(DossierError::NoWords)) && !to.exists());
    let sealed = std::fs::read(world.write(&number, 1).unwrap()).unwrap();
    let words = age::secrecy::SecretString::from(support::WORDS.to_owned());
    let tar = age::decrypt(&age::scrypt::Identity::new(words), &sealed).unwrap();
    assert!(world.verify(&tar).is_ok());
}

#[test]
fn referral_has_only_what_may_be_shared_and_goes_to_the_body() {
    let (world, number) = World::with_report();
    let mut world = world.signed_off(&number, &[Source::Letter { item: 1 }]);
    let identity = Identity::generate(&mut rand_core::UnwrapErr(rand::rngs::SysRng));
    let key: RecipientKey = identity.recipient().to_string().parse().unwrap();
    world.note_key(&key).unwrap();
    world.consult(&number);
    let text = dossier::referral_text(&world.vault.read().unwrap(), &number, 1).unwrap();
    let mut world = world.checked_by_two(&number, text.as_bytes());
    let plan = world.referral(&number, Telling::Consulted);
    let id = world.waits(&plan);
    let mut world = world.approved(id);
    let sealed = world.write(&number, 1).unwrap();
    let tar = open_hybrid(&identity, &sealed);
    let names = ["referral.pdf", "referral.html", "referral.json"];
    assert_eq!(world.verify(&tar).unwrap(), names);
    let all = everything(&world, &tar);
    assert!(contains(&all, b"nam de sleutels mee") && contains(&all, b"aangifte van diefstal"));
    for never in NEVER
        .iter()
        .chain(&[FOR_DESK, "Wijngaarden", number.as_str()])
    {
        assert!(!contains(&all, never.as_bytes()), "{never}");
    }
    let entries = world.entries();
    let left = entries
        .iter()
        .rfind(|it| it.entry.act == Act::DossierExported)
        .unwrap();
    assert_eq!(left.entry.value(Key::To), Some("kmar"));
    assert!(left.entry.value(Key::Reason).is_some());
}

#[test]
fn referral_is_refused_until_everything_that_it_takes_is_there() {
    let (mut world, number) = World::with_report();
    let consulted = world.referral(&number, Telling::Consulted);
    let withheld = world.referral(&number, Telling::Withheld(why("dat schaadt het onderzoek")));
    let fault = |err: &ProposalError, is: fn(&DossierError) -> bool| {
        assert!(err.of_plan::<DossierError>().is_some_and(is), "{err}");
    };
    let err = refusal(world.propose(&consulted));
    fault(&err, |it| matches!(it, DossierError::NotConsulted));
    let err = refusal(world.propose(&withheld));
    fault(&err, |it| {
        matches!(it, DossierError::NoKey { body: Body::Kmar })
    });
    let words = "passphrase".parse().unwrap();
    assert!(matches!(
        world.note_key(&words),
        Err(DossierError::WordsForBody)
    ));
    let key: RecipientKey = age::x25519::Identity::generate()
        .to_public()
        .to_string()
        .parse()
        .unwrap();
    world.note_key(&key).unwrap();
    let err = refusal(world.propose(&withheld));
    fault(&err, |it| {
        matches!(
            it,
            DossierError::Redaction(RedactionError::NoRedaction { .. })
        )
    });

    let mut world = world.signed_off(&number, &[Source::Letter { item: 1 }]);
    let err = refusal(world.propose(&withheld));
    fault(&err, |it| {
        matches!(it, DossierError::Sharing(SharingError::Unchecked { .. }))
    });
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    redaction::unmark(vault, &number, 1, (0, 0), now, rng).unwrap();
    let err = refusal(world.propose(&withheld));
    fault(&err, |it| {
        matches!(
            it,
            DossierError::Redaction(RedactionError::NotSignedOff { .. })
        )
    });
    let for_desk = [Source::Letter { item: 1 }, Source::ForDesk { item: 1 }];
    let world = world.signed_off(&number, &for_desk);
    let text = dossier::referral_text(&world.vault.read().unwrap(), &number, 2);
    assert!(matches!(text, Err(DossierError::ForDesk)));
}

#[test]
fn referral_without_the_reporter_takes_a_reason_that_the_second_person_reads() {
    let (world, number) = World::with_report();
    let mut world = world.signed_off(&number, &[Source::Letter { item: 1 }]);
    let key: RecipientKey = age::x25519::Identity::generate()
        .to_public()
        .to_string()
        .parse()
        .unwrap();
    world.note_key(&key).unwrap();
    let text = dossier::referral_text(&world.vault.read().unwrap(), &number, 1).unwrap();
    let mut world = world.checked_by_two(&number, text.as_bytes());
    let plan = world.referral(&number, Telling::Withheld(why("dat schaadt het onderzoek")));
    let id = world.waits(&plan);
    let again = proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng);
    assert!(matches!(again, Err(ProposalError::Same)));
    let mut world = world.approved(id);
    world.write(&number, 1).unwrap();
    // The body's key changed: what was approved was another.
    let other: RecipientKey = age::x25519::Identity::generate()
        .to_public()
        .to_string()
        .parse()
        .unwrap();
    let id = world.waits(&plan);
    world.note_key(&other).unwrap();
    let mut world = world.sit_down(&his());
    let late = proposal::approve_any(&mut world.vault, id, None, world.now, &mut world.rng);
    assert!(matches!(late, Err(ProposalError::Stale)));
}

#[test]
fn directory_warns_of_what_is_stale() {
    let (mut world, _) = World::with_report();
    let key: RecipientKey = age::x25519::Identity::generate()
        .to_public()
        .to_string()
        .parse()
        .unwrap();
    world.note_key(&key).unwrap();
    let bodies = dossier::bodies(&world.vault.read().unwrap()).unwrap();
    assert_eq!(bodies.len(), Body::ALL.len());
    let known: Vec<_> = bodies.iter().filter_map(|(_, it)| it.as_ref()).collect();
    assert_eq!(known.len(), 1);
    assert!(!known[0].is_stale(world.now));
    assert!(known[0].is_stale(world.now + 366 * support::DAY));
}
