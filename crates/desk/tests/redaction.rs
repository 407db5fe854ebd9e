//! Redaction from the first mark to the file that leaves: what was taken out is in none of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a failing helper fails the test"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use bellrope_casework::reason::Reason;
use bellrope_desk::case::{self, CaseNumber};
use bellrope_desk::configuration::{self, ConfigureError, Part};
use bellrope_desk::person::Role;
use bellrope_desk::proposal::{self, ProposalError, ProposalId, Proposed, State};
use bellrope_desk::redaction::{
    self, Content, Format, Leaf, Leaving, NewRedaction, RedactionError, SignOff, Source,
};
use bellrope_desk::text::Lang;
use bellrope_paper::document::{Date, Draft, Language, Meta};
use bellrope_protocol::content::LetterBody;
use bellrope_redact::mark::MarkError;
use bellrope_redact::pixels::Frame;
use bellrope_redact::suggest::Sort;
use bellrope_trail::{Act, Key};
use zeroize::Zeroizing;

use support::{World, a_reported_world, contains, hers, his, passphrase};

/// What must be in no file that leaves.
const NAMES: [&str; 4] = ["Wijngaarden", "Kowalczyk", "0612345678", "zusje"];
const TOLD: &str = "Dhr. Wijngaarden nam de sleutels mee. Bel 0612345678 voor meer.\n\n\
                    Het magazijn staat sindsdien open, en Wijngaarden's lijst is weg.";
const FOR_DESK: &str = "Ik ben het zusje van de chef.";

fn why(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

impl World {
    /// A report in two boxes, imported; two people read it.
    fn with_report() -> (Self, CaseNumber) {
        let mut world = Self::new();
        world.add("Bram Kuiper", Role::Caseworker, &his());
        let reporter = world.reporter();
        let mut content = reporter.report(TOLD, &mut world.rng);
        let LetterBody::Report(report) = &mut content.body else {
            panic!("no report");
        };
        report.private = Some(FOR_DESK.to_owned());
        reporter.post(&content, &mut world.relay, &mut world.rng);
        world.seal();
        world.import();
        let number = world.only_case();
        (world, number)
    }

    fn begin(&mut self, number: &CaseNumber, leaves: Vec<(Source, Leaf)>) -> u32 {
        let new = NewRedaction {
            title: "Melding over het magazijn",
            reason: &why("voor het Woo-verzoek van vorige week"),
            sources: &[Source::Letter { item: 1 }],
            leaves,
        };
        redaction::begin(&mut self.vault, number, new, self.now, &mut self.rng).unwrap()
    }

    fn mark(&mut self, number: &CaseNumber, it: u32, words: &str) -> Result<usize, RedactionError> {
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        redaction::mark_words(vault, number, it, (words, None), "5.1.2e", now, rng)
    }

    fn accept_all(&mut self, number: &CaseNumber, it: u32) -> usize {
        let reading = self.vault.read().unwrap();
        let found = redaction::find(&reading, number, it).unwrap();
        let all = redaction::suggestions(&reading, &found).unwrap();
        drop(reading);
        for suggestion in &all {
            let ground = suggestion.1.sort.usual_ground();
            let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
            redaction::accept(vault, number, it, suggestion, ground, now, rng).unwrap();
        }
        all.len()
    }

    fn propose(&mut self, number: &CaseNumber, redaction: u32) -> ProposalId {
        let plan = SignOff {
            number: number.clone(),
            redaction,
        };
        let words = "Klaar om gelezen te worden.";
        match proposal::propose(&mut self.vault, &plan, words, self.now, &mut self.rng).unwrap() {
            Proposed::Waits(id) => id,
            Proposed::Done(..) => panic!("nobody was asked"),
        }
    }

    fn approve(&mut self, id: ProposalId) -> Result<(), ProposalError> {
        proposal::approve_any(&mut self.vault, id, None, self.now, &mut self.rng)
    }

    fn write(
        &mut self,
        number: &CaseNumber,
        it: u32,
        format: Format,
    ) -> Result<PathBuf, RedactionError> {
        let to = self.path(&format!("uit.{}", format.code()));
        let leaving = Leaving {
            recipient: why("de heer Verzoeker"),
            purpose: why("Woo-verzoek 17"),
        };
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        redaction::export(
            vault,
            (number, it),
            (format, Lang::Dutch),
            &to,
            &leaving,
            now,
            rng,
        )?;
        Ok(to)
    }

    fn text_of(&self, number: &CaseNumber, it: u32) -> String {
        let reading = self.vault.read().unwrap();
        let found = redaction::find(&reading, number, it).unwrap();
        redaction::what_is_left(&reading, number, &found)
            .unwrap()
            .to_text()
    }
}

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|_| panic!("no {program}: run tests/install.sh test"));
    assert!(output.status.success(), "{program}: {output:?}");
    output.stdout
}

/// Everything that text extraction, an object dump and OCR say of a PDF.
fn everything(pdf: &Path) -> String {
    let place = pdf.display().to_string();
    let mut said = String::from_utf8(run("pdftotext", &[&place, "-"])).unwrap();
    said.push_str(&String::from_utf8_lossy(&run("pdfinfo", &[&place])));
    let dump = ["--qdf", "--object-streams=disable", &place, "-"];
    said.push_str(&String::from_utf8_lossy(&run("qpdf", &dump)));
    said.push_str(&ocr(pdf));
    said
}

fn pages(pdf: &Path, dpi: &str) -> Vec<PathBuf> {
    let stem = pdf.with_extension("seite");
    let (pdf, stem) = (pdf.display().to_string(), stem.display().to_string());
    run("pdftoppm", &["-r", dpi, "-png", &pdf, &stem]);
    let is_page = |path: &PathBuf| path.display().to_string().starts_with(&format!("{stem}-"));
    let folder = Path::new(&stem).parent().unwrap();
    let mut pages: Vec<_> = support::every_file(folder)
        .into_iter()
        .filter(is_page)
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

fn ocr(pdf: &Path) -> String {
    let read = |page: &PathBuf| {
        let page = page.display().to_string();
        String::from_utf8(run("tesseract", &[&page, "stdout", "-l", "nld"])).unwrap()
    };
    pages(pdf, "150").iter().map(read).collect()
}

/// A page of a scan with a name on it, and where the name stands.
fn a_scan(world: &World) -> (Vec<u8>, Frame) {
    let mut draft = Draft::new(Meta {
        language: Language::Dutch,
        title: "Lijst".to_owned(),
        author: "Magazijn".to_owned(),
        subject: String::new(),
        identifier: "1".to_owned(),
        label: String::new(),
        date: Date {
            year: 2026,
            month: 11,
            day: 23,
        },
    });
    draft.paragraph("Getekend voor ontvangst door Kowalczyk op maandag.");
    let pdf = world.path("scan.pdf");
    std::fs::write(&pdf, bellrope_paper::pdf(&draft.finish().unwrap()).unwrap()).unwrap();
    assert!(
        ocr(&pdf).contains("Kowalczyk"),
        "the control: OCR reads the scan"
    );
    let boxes = run("pdftotext", &["-bbox", &pdf.display().to_string(), "-"]);
    let boxes = String::from_utf8(boxes).unwrap();
    let line = boxes
        .lines()
        .find(|line| line.contains("Kowalczyk"))
        .unwrap();
    let value = |name: &str| {
        let after = line.split(&format!("{name}=\"")).nth(1).unwrap();
        let points: f64 = after.split('"').next().unwrap().parse().unwrap();
        // 144 pixels an inch.
        (points * 2.0) as u32
    };
    let frame = Frame {
        x: value("xMin"),
        y: value("yMin"),
        width: value("xMax") - value("xMin") + 1,
        height: value("yMax") - value("yMin") + 1,
    };
    (std::fs::read(&pages(&pdf, "144")[0]).unwrap(), frame)
}

#[test]
fn export_truly_lacks_what_was_taken_out() {
    let (mut world, number) = World::with_report();
    let (scan, place) = a_scan(&world);
    let page = Source::Page {
        attachment: 1,
        page: 1,
    };
    let it = world.begin(&number, vec![(page, Leaf::Picture(Zeroizing::new(scan)))]);
    assert!(world.accept_all(&number, it) >= 3);
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    redaction::frame(vault, &number, it, (1, place), "5.1.2e", now, rng).unwrap();
    let id = world.propose(&number, it);
    let mut world = world.sit_down(&his());
    world.declare_all();
    world.approve(id).unwrap();

    let pdf = world.write(&number, it, Format::Pdf).unwrap();
    let html = world.write(&number, it, Format::Html).unwrap();
    let said = everything(&pdf);
    let page = std::fs::read_to_string(&html).unwrap();
    for name in NAMES {
        assert!(!said.contains(name), "{name} is in the PDF");
        assert!(!page.contains(name), "{name} is in the HTML");
        assert!(!contains(&std::fs::read(&pdf).unwrap(), name.as_bytes()));
    }
    // What was not taken out is there, with the ground, its meaning and no number of the case.
    assert!(said.contains("sindsdien open") && page.contains("sindsdien open"));
    assert!(ocr(&pdf).contains("Getekend voor ontvangst"));
    assert!(said.contains("5.1.2e") && said.contains("persoonlijke levenssfeer"));
    assert!(!said.contains(number.as_str()) && !page.contains(number.as_str()));
}

#[test]
fn every_file_is_in_the_trail_with_purpose_and_recipient_and_no_words() {
    let (mut world, number) = World::with_report();
    let it = world.begin(&number, Vec::new());
    world.mark(&number, it, "Wijngaarden").unwrap();
    let id = world.propose(&number, it);
    let mut world = world.sit_down(&his());
    world.declare_all();
    world.approve(id).unwrap();
    for format in Format::ALL {
        world.write(&number, it, format).unwrap();
    }
    let entries = world.entries();
    let left: Vec<_> = entries
        .iter()
        .filter(|it| it.entry.act == Act::DossierExported)
        .collect();
    assert_eq!(left.len(), 2, "as many events as files");
    for recorded in left {
        let keys: Vec<Key> = recorded.entry.facts().iter().map(|(key, _)| *key).collect();
        for key in [Key::Reason, Key::ToName, Key::File, Key::To] {
            assert!(keys.contains(&key), "{key:?}");
        }
        assert!(!format!("{:?}", recorded.entry).contains("Verzoeker"));
    }
    let count = |act| entries.iter().filter(|it| it.entry.act == act).count();
    assert_eq!((count(Act::Redacted), count(Act::RedactionChecked)), (2, 1));
}

#[test]
fn nothing_leaves_before_a_second_reader_and_after_a_change() {
    let (mut world, number) = World::with_report();
    let it = world.begin(&number, Vec::new());
    let refused = |result: Result<PathBuf, RedactionError>| match result {
        Err(RedactionError::NotSignedOff { redaction }) => assert_eq!(redaction, it),
        other => panic!("{other:?}"),
    };
    refused(world.write(&number, it, Format::Html));
    world.mark(&number, it, "Wijngaarden").unwrap();
    let id = world.propose(&number, it);
    assert!(matches!(world.approve(id), Err(ProposalError::Same)));
    refused(world.write(&number, it, Format::Html));

    // What the second reader saw is what is signed off, and nothing else.
    world.mark(&number, it, "magazijn").unwrap();
    let mut world = world.sit_down(&his());
    world.declare_all();
    assert!(matches!(world.approve(id), Err(ProposalError::Stale)));
    let mut world = world.sit_down(&passphrase());
    let id = world.propose(&number, it);
    let mut world = world.sit_down(&his());
    world.approve(id).unwrap();
    world.write(&number, it, Format::Html).unwrap();
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    redaction::unmark(vault, &number, it, (0, 0), now, rng).unwrap();
    refused(world.write(&number, it, Format::Html));
    assert!(!world.path("uit.pdf").exists());
}

#[test]
fn whoever_does_not_read_the_case_sees_and_does_nothing() {
    let (mut world, number) = World::with_report();
    let it = world.begin(&number, Vec::new());
    world.add("Anna Post", Role::Caseworker, &hers());
    let mut world = world.sit_down(&hers());
    let reading = world.vault.read().unwrap();
    assert!(redaction::find(&reading, &number, it).is_err());
    assert!(redaction::offers(&reading, &number).is_err());
    drop(reading);
    assert!(matches!(
        world.mark(&number, it, "sleutels"),
        Err(RedactionError::Vault(_))
    ));
}

#[test]
fn original_stays_as_it_was_and_the_hash_finds_it() {
    let (mut world, number) = World::with_report();
    let before = format!(
        "{:?}",
        redaction::offers(&world.vault.read().unwrap(), &number).unwrap()
    );
    let it = world.begin(&number, Vec::new());
    let hash = redaction::find(&world.vault.read().unwrap(), &number, it)
        .unwrap()
        .original;
    world.accept_all(&number, it);
    let other = world.begin(&number, Vec::new());
    let reading = world.vault.read().unwrap();
    let found = redaction::find(&reading, &number, it).unwrap();
    assert_eq!(found.original, hash);
    assert!(found.is_of_its_original(&reading, &number).unwrap());
    // Of one original, two hashes: neither can be tried against a guess.
    let again = redaction::find(&reading, &number, other).unwrap();
    assert_ne!(again.original, hash);
    assert_eq!(
        format!("{:?}", redaction::offers(&reading, &number).unwrap()),
        before
    );
    assert_eq!(
        redaction::reason(&reading, &number, &found).unwrap(),
        "voor het Woo-verzoek van vorige week"
    );
}

#[test]
fn suggestions_are_accepted_or_left_one_by_one() {
    let (mut world, number) = World::with_report();
    let it = world.begin(&number, Vec::new());
    let suggested = |world: &World| {
        let reading = world.vault.read().unwrap();
        let found = redaction::find(&reading, &number, it).unwrap();
        redaction::suggestions(&reading, &found).unwrap()
    };
    let all = suggested(&world);
    let sorts: Vec<Sort> = all.iter().map(|(_, it)| it.sort).collect();
    assert_eq!(sorts, [Sort::Name, Sort::Phone, Sort::Name]);
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    redaction::leave(vault, &number, it, &all[0], now, rng).unwrap();
    redaction::accept(vault, &number, it, &all[1], "5.1.2e", now, rng).unwrap();
    let again = redaction::accept(vault, &number, it, &all[1], "5.1.2e", now, rng);
    assert!(matches!(again, Err(RedactionError::NoMark { .. })));
    assert_eq!(suggested(&world), all[2..]);
    let text = world.text_of(&number, it);
    assert!(
        text.contains("Dhr. Wijngaarden") && text.contains("Bel [█████ 5.1.2e] voor"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_redacted_is_refused() {
    let (mut world, number) = World::with_report();
    let (vault, now) = (&mut world.vault, world.now);
    case::add_note(vault, &number, "Jansen weet meer.", now, &mut world.rng).unwrap();
    let offers = redaction::offers(&vault.read().unwrap(), &number).unwrap();
    assert!(
        offers.iter().all(|it| !it.text.contains("Jansen")),
        "a note is never offered"
    );
    let sources: Vec<Source> = offers.iter().map(|it| it.source).collect();
    assert_eq!(
        sources,
        [Source::Letter { item: 1 }, Source::ForDesk { item: 1 }]
    );
    assert_eq!(offers[1].text, FOR_DESK);

    let mut begin = |title: &str, sources: &[Source], leaves: Vec<(Source, Leaf)>| {
        let new = NewRedaction {
            title,
            reason: &why("daarom"),
            sources,
            leaves,
        };
        redaction::begin(vault, &number, new, now, &mut world.rng)
    };
    let letter = [Source::Letter { item: 1 }];
    for title in ["", " ", "a\nb"] {
        assert!(matches!(
            begin(title, &letter, Vec::new()),
            Err(RedactionError::Title)
        ));
    }
    let none = begin("Titel", &[], Vec::new());
    assert!(matches!(none, Err(RedactionError::Parts { parts: 0 })));
    for item in [0, 2, 99] {
        let gone = begin("Titel", &[Source::Letter { item }], Vec::new());
        assert!(matches!(gone, Err(RedactionError::NoSource)), "{item}");
    }
    let page = Source::Page {
        attachment: 1,
        page: 1,
    };
    let bad = vec![(page, Leaf::Picture(Zeroizing::new(b"GIF89a".to_vec())))];
    assert!(matches!(
        begin("Titel", &letter, bad),
        Err(RedactionError::Pixels(_))
    ));

    let it = world.begin(&number, Vec::new());
    assert!(matches!(
        world.mark(&number, it, "nergens"),
        Err(RedactionError::Nowhere)
    ));
    assert!(matches!(
        world.mark(&number, it + 1, "sleutels"),
        Err(RedactionError::NoRedaction { .. })
    ));
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let ground = redaction::mark_words(vault, &number, it, ("sleutels", None), "9.9", now, rng);
    assert!(matches!(
        ground,
        Err(RedactionError::Mark(MarkError::Ground { .. }))
    ));
    let gone = redaction::unmark(vault, &number, it, (0, 0), now, rng);
    assert!(matches!(gone, Err(RedactionError::NoMark { mark: 1 })));
    let box_ = Frame {
        x: 0,
        y: 0,
        width: 1,
        height: 1,
    };
    let no_picture = redaction::frame(vault, &number, it, (0, box_), "5.1.2e", now, rng);
    assert!(matches!(
        no_picture,
        Err(RedactionError::NoPart { part: 1 })
    ));
}

#[test]
fn grounds_of_the_desk_are_frozen_in_what_was_begun() {
    let (mut world, number) = World::with_report();
    let it = world.begin(&number, Vec::new());
    let own = "staff_numbers = []\n[[ground]]\ncode = \"A\"\nnl = \"geheim\"\nen = \"secret\"\n";
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    configuration::configure(vault, Part::Redaction, own, now, rng).unwrap();
    let bad = configuration::configure(vault, Part::Redaction, "ground = 1", now, rng);
    assert!(matches!(bad, Err(ConfigureError::Redaction(_))));
    assert_eq!(world.mark(&number, it, "sleutels").unwrap(), 1);
    let later = world.begin(&number, Vec::new());
    assert!(matches!(
        world.mark(&number, later, "sleutels"),
        Err(RedactionError::Mark(MarkError::Ground { .. }))
    ));
}

#[test]
fn one_person_alone_signs_off_and_the_trail_says_so() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let it = world.begin(&number, Vec::new());
    let plan = SignOff {
        number: number.clone(),
        redaction: it,
    };
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    let proposed = proposal::propose(vault, &plan, "Alleen op het meldpunt.", now, rng).unwrap();
    let Proposed::Done(id, ()) = proposed else {
        panic!("somebody else was asked");
    };
    let state = proposal::find(&vault.read().unwrap(), id, now)
        .unwrap()
        .state;
    assert!(matches!(state, State::Done { second: None, .. }));
    assert!(world.acts_since(0).contains(&Act::DoneAlone));
    let found = redaction::find(&world.vault.read().unwrap(), &number, it).unwrap();
    assert_eq!(found.signed_off.unwrap().second, None);
    let Content::Text { text, .. } = &found.parts[0].content else {
        panic!("no text");
    };
    assert!(!format!("{found:?}").contains(text.as_str()));
}
