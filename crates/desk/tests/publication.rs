//! Publications: two people, no leak, an embargo that holds, the same bytes again, corrections as new
//! versions.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::fs;

use bellrope_desk::errand::{self, Errand, Recipient};
use bellrope_desk::figures;
use bellrope_desk::key::Desk;
use bellrope_desk::person::Role;
use bellrope_desk::proposal::{self, ProposalError, Proposed};
use bellrope_desk::publication::{
    self, Draft, ManifestError, Order, PublicationError, PublishReport,
};
use bellrope_desk::right::RightError;
use bellrope_desk::text::Lang;
use bellrope_desk::vault::VaultError;
use bellrope_figures::{Cell, Period, Settings, Shown};
use bellrope_protocol::time::Day;
use bellrope_report::narrative::Words;
use bellrope_report::{Correction, Ground, Identity, Narrative, Variant};
use bellrope_trail::{Act, Key};
use sha2::{Digest as _, Sha256};

use support::{DAY, World, a_reported_world, his, passphrase};

fn order(world: &World, embargo: Option<Day>) -> Order {
    Order {
        period: Period::year(figures::year_of(world.now)),
        settings: Settings::default(),
        narrative: Narrative {
            organisation: "Meldpunt".to_owned(),
            embargo,
            summary: Words::new("Er was één melding.", "There was one report."),
            line_to_take: Words::new("Wij zeggen hierover niets.", ""),
            ..Narrative::default()
        },
        evaluation: None,
        corrects: None,
    }
}

impl World {
    fn make(&mut self, order: &Order) -> Result<Draft, PublicationError> {
        publication::make(&mut self.vault, order, self.now, &mut self.rng)
    }

    fn publish(&mut self) -> Result<Proposed<Identity>, ProposalError> {
        let plan = PublishReport {};
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        proposal::propose(vault, &plan, "Het jaar is om.", now, rng)
    }

    fn published(&mut self, order: &Order) -> Identity {
        self.make(order).unwrap();
        match self.publish().unwrap() {
            Proposed::Done(_, identity) => identity,
            Proposed::Waits(_) => panic!("there is nobody else"),
        }
    }

    fn export_report(&mut self, name: &str, variant: Variant) -> Result<usize, PublicationError> {
        let folder = self.path(name);
        let (vault, now, rng) = (&mut self.vault, self.now, &mut self.rng);
        let errand = Errand::new(errand::Ground::Publication, Recipient::Public, "").unwrap();
        publication::export(vault, (1, 1), variant, &folder, &errand, now, rng)
    }
}

#[test]
fn publication_gives_the_same_bytes_again_and_is_signed() {
    let (mut world, _) = a_reported_world();
    let order = order(&world, None);
    let identity = world.published(&order);
    assert_eq!((identity.number, identity.version), (1, 1));

    let reading = world.vault.read().unwrap();
    let kept = publication::find(&reading, 1, 1).unwrap();
    // Written anew from what was archived: the same files, the same bytes (R133).
    let again = publication::regenerate(&kept.draft).unwrap();
    assert_eq!(again, kept.files);
    assert!(kept.files.len() > 10);
    assert_eq!(figures::published(&reading).unwrap().len(), 1);
    assert!(publication::draft(&reading).unwrap().is_none());

    let fingerprint = Desk::load(&reading).unwrap().founding().fingerprint();
    drop(reading);
    let manifest = publication::verify(&kept.manifest, &fingerprint).unwrap();
    let listed: Vec<_> = manifest
        .files
        .iter()
        .map(|(name, hash)| (name, *hash))
        .collect();
    let files: Vec<_> = kept.files.iter().map(|it| (&it.name, it.hash())).collect();
    assert_eq!(listed, files);

    let changed = kept
        .manifest
        .replacen("report-public-nl.html", "report-public-nl.htm1", 1);
    let refused = publication::verify(&changed, &fingerprint).unwrap_err();
    assert_eq!(refused, ManifestError::Signature);

    let entries = world.entries();
    let entry = |act| {
        entries
            .iter()
            .map(|it| &it.entry)
            .find(|it| it.act == act)
            .unwrap()
    };
    let fact = |act, key| {
        entry(act)
            .facts()
            .iter()
            .find(|(it, _)| *it == key)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!(fact(Act::ReportMade, Key::Serial), "1");
    let hash: String = Sha256::digest(&kept.manifest)
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect();
    assert_eq!(fact(Act::Published, Key::File), hash);
}

#[test]
fn embargo_blocks_export_until_its_day() {
    let (mut world, _) = a_reported_world();
    let until = Day::of(world.now + 3 * DAY);
    let order = order(&world, Some(until));
    world.published(&order);
    let refused = world.export_report("out", Variant::Public).unwrap_err();
    assert!(matches!(refused, PublicationError::Embargo { until: day } if day == until));
    assert!(!world.path("out").exists());

    world.pass(3 * DAY);
    let count = world.export_report("out", Variant::Public).unwrap();
    let written: Vec<_> = fs::read_dir(world.path("out"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    assert_eq!(written.len(), count);
    for path in &written {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!name.contains("intranet"), "{name}");
        let bytes = fs::read(path).unwrap();
        assert!(
            !support::contains(&bytes, b"Wij zeggen hierover niets"),
            "{name}"
        );
    }
    let reading = world.vault.read().unwrap();
    let kept = publication::find(&reading, 1, 1).unwrap();
    for name in [
        "report-public-nl.pdf",
        "report-public-en.html",
        "pack.json",
        "definitions.csv",
    ] {
        let is = fs::read(world.path("out").join(name)).unwrap();
        assert_eq!(
            is,
            publication::file(&kept, name).unwrap().bytes(),
            "{name}"
        );
    }
    drop(reading);
    let again = world.export_report("out", Variant::Public).unwrap_err();
    assert!(matches!(again, PublicationError::Folder(_)));
    world.export_report("inside", Variant::Intranet).unwrap();
    let html = fs::read(world.path("inside").join("report-intranet-nl.html")).unwrap();
    assert!(support::contains(&html, b"Wij zeggen hierover niets"));
}

#[test]
fn publishing_takes_two_and_what_they_looked_at() {
    let (mut world, _) = a_reported_world();
    world.add("Joris Baan", Role::Caseworker, &his());
    let order = order(&world, None);
    assert!(matches!(
        world.publish().unwrap_err().of_plan(),
        Some(PublicationError::NoDraft)
    ));
    world.make(&order).unwrap();
    let Proposed::Waits(id) = world.publish().unwrap() else {
        panic!("somebody else is there");
    };
    // Another draft is not what was proposed.
    let mut other = order.clone();
    other.narrative.summary = Words::new("Iets anders.", "");
    world.make(&other).unwrap();
    let mut world = world.sit_down(&his());
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    let stale = proposal::approve_any(vault, id, None, now, rng).unwrap_err();
    assert!(matches!(stale, ProposalError::Stale), "{stale:?}");

    // A caseworker makes no report, and proposes none.
    let refused = world.make(&order).unwrap_err();
    let is_right = matches!(
        &refused,
        PublicationError::Figures(figures::FiguresError::Right(RightError::Missing { .. }))
    );
    assert!(is_right, "{refused:?}");

    let mut world = world.sit_down(&passphrase());
    let Proposed::Waits(id) = world.publish().unwrap() else {
        panic!("somebody else is there");
    };
    let mut world = world.sit_down(&his());
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    proposal::approve_any(vault, id, None, now, rng).unwrap();
    let reading = world.vault.read().unwrap();
    let kept = publication::find(&reading, 1, 1).unwrap();
    assert_eq!(kept.second, Some(world.vault.me().unwrap()));
    assert_eq!(kept.draft.narrative.summary.nl, "Iets anders.");
}

#[test]
fn correction_is_a_new_version_with_a_reason() {
    let (mut world, _) = a_reported_world();
    let mut order = order(&world, None);
    world.published(&order);
    let why = |reason: &str| Correction {
        ground: Ground::Wording,
        reason: reason.to_owned(),
    };
    order.corrects = Some((1, why(" ")));
    assert!(matches!(
        world.make(&order),
        Err(PublicationError::NoReason)
    ));
    order.corrects = Some((2, why("Een tikfout.")));
    assert!(matches!(world.make(&order), Err(PublicationError::Absent)));
    order.corrects = Some((1, why("Een tikfout.")));
    let of_another = Order {
        period: Period::year(2020),
        ..order.clone()
    };
    assert!(matches!(
        world.make(&of_another),
        Err(PublicationError::Period { .. })
    ));

    let identity = world.published(&order);
    assert_eq!((identity.number, identity.version), (1, 2));
    let reading = world.vault.read().unwrap();
    let all = publication::all(&reading).unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].ground, Some(Ground::Wording));
    // The first one is what it was.
    let first = publication::find(&reading, 1, 1).unwrap();
    assert_eq!(publication::regenerate(&first.draft).unwrap(), first.files);
    let second = publication::find(&reading, 1, 2).unwrap();
    let html = publication::file(&second, "report-public-nl.html").unwrap();
    assert!(support::contains(html.bytes(), b"Een tikfout."));
    assert_eq!(second.draft.pack.number.revision, 2);
}

#[test]
fn leaking_pack_is_not_published() {
    let (mut world, _) = a_reported_world();
    let order = order(&world, None);
    let mut draft = world.make(&order).unwrap();
    // A total of 3 whose other parts are 0 gives away the part that is "<5".
    let mut tables = draft.pack.tables.iter_mut();
    let table = tables.find(|table| !table.sums.is_empty()).unwrap();
    let sum = table.sums[0].clone();
    for row in &mut table.rows {
        if row.quantity == sum.whole {
            row.cells[0] = Cell::Count(3);
        } else if row.quantity == sum.parts[0] {
            row.cells[0] = Cell::Fewer {
                threshold: 5,
                or_zero: false,
            };
        } else if sum.parts.contains(&row.quantity) {
            row.cells[0] = Cell::Count(0);
        }
    }
    let put = world
        .vault
        .change(|change| change.put("draft", &draft, &mut world.rng));
    put.map_err(|err: VaultError| err).unwrap();
    let refused = world.publish().unwrap_err();
    let leaks = refused.of_plan();
    assert!(
        matches!(leaks, Some(PublicationError::Leaks { .. })),
        "{refused:?}"
    );
    let reading = world.vault.read().unwrap();
    assert!(publication::all(&reading).unwrap().is_empty());
    assert!(figures::published(&reading).unwrap().is_empty());
}

/// Makes a pack say one thing: how many cases there were of the first kind of one table, and no others.
fn say_only(draft: &mut Draft, count: u32) -> String {
    let is_it = |table: &Shown| !table.sums.is_empty() && table.over_quarters;
    let mut table = draft
        .pack
        .tables
        .iter()
        .find(|it| is_it(it))
        .unwrap()
        .clone();
    let sum = table.sums[0].clone();
    for row in &mut table.rows {
        let counts = [&sum.whole, &sum.parts[0]].contains(&&row.quantity);
        row.cells = vec![Cell::Count(if counts { count } else { 0 }), Cell::Count(0)];
    }
    table.sums.truncate(1);
    let name = table.name();
    draft.pack.tables = vec![table];
    name
}

#[test]
fn publication_counts_against_the_quarter_that_follows() {
    let (mut world, _) = a_reported_world();
    let year = order(&world, None);
    let mut quarter = year.clone();
    quarter.period = Period::quarter(year.period.year, 4);
    let put = |world: &mut World, draft: &Draft| {
        let put = world
            .vault
            .change(|change| change.put("draft", draft, &mut world.rng));
        put.map_err(|err: VaultError| err).unwrap();
    };
    // By itself, the quarter gives nothing away.
    let mut of_quarter = world.make(&quarter).unwrap();
    let name = say_only(&mut of_quarter, 10);
    assert!(
        figures::attack(&world.vault, &of_quarter.pack)
            .unwrap()
            .is_safe()
    );

    let mut of_year = world.make(&year).unwrap();
    assert_eq!(say_only(&mut of_year, 12), name);
    put(&mut world, &of_year);
    assert!(matches!(world.publish().unwrap(), Proposed::Done(..)));
    // Kept in the change that published it: what follows is tried together with it.
    let kept = figures::published(&world.vault.read().unwrap()).unwrap();
    assert_eq!(kept, [of_year.pack]);

    // Twelve in the year and ten in its last quarter: two in the three before.
    let identity = world.make(&quarter).unwrap().identity;
    of_quarter.identity = identity;
    put(&mut world, &of_quarter);
    let refused = world.publish().unwrap_err();
    assert!(
        matches!(refused.of_plan(), Some(PublicationError::Leaks { .. })),
        "{refused:?}"
    );
    // What the desk counts itself, it protects after the year.
    world.make(&quarter).unwrap();
    assert!(matches!(world.publish().unwrap(), Proposed::Done(..)));
    assert_eq!(
        figures::published(&world.vault.read().unwrap())
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn whatever_leaves_says_what_for_and_for_whom() {
    let (mut world, _) = a_reported_world();
    let order = order(&world, None);
    world.make(&order).unwrap();
    let errand = |to| Errand::new(errand::Ground::Publication, to, "").unwrap();
    let (to, audit) = (world.path("draft.html"), errand(Recipient::Auditor));
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    let shown = (Variant::Public, Lang::Dutch);
    publication::write_preview(vault, shown, &to, &audit, now, rng).unwrap();
    assert!(
        fs::read_to_string(&to)
            .unwrap()
            .contains("Er was één melding.")
    );
    let settings = Settings::default();
    let draft = figures::draft(vault, order.period, &settings, now).unwrap();
    let other = Errand::new(
        errand::Ground::Other,
        Recipient::Organisation,
        "Op verzoek.",
    )
    .unwrap();
    let pack = to.with_extension("json");
    figures::export(vault, &draft.pack, &pack, &other, now, rng).unwrap();
    world.publish().unwrap();
    world.export_report("out", Variant::Intranet).unwrap();

    let entries = world.entries();
    let told = |key| -> Vec<Option<String>> {
        let left = entries
            .iter()
            .filter(|it| it.entry.act == Act::FiguresExported);
        left.map(|it| it.entry.value(key).map(str::to_owned))
            .collect()
    };
    let codes = |all: [&str; 3]| all.map(|code| Some(code.to_owned())).to_vec();
    assert_eq!(told(Key::What), codes(["report-preview", "pack", "report"]));
    assert_eq!(
        told(Key::Ground),
        codes(["publication", "other", "publication"])
    );
    assert_eq!(told(Key::To), codes(["auditor", "organisation", "public"]));
    let explained: Vec<bool> = told(Key::Reason).iter().map(Option::is_some).collect();
    assert_eq!(explained, [false, true, false]);
}
