//! The courier with a real relay and a desk that is nothing but keys.

use std::fs;
use std::path::PathBuf;

use bellrope_bundle::{Direction, Member, UnverifiedBundle};
use harness::{Courier, Cut, ForgedDesk, Proxy, Relay, Reporter, Running};
use tempfile::TempDir;

/// A running relay with a desk whose first card is logged.
struct Carried {
    folder: TempDir,
    relay: Relay,
    desk: ForgedDesk,
    courier: Courier,
}

impl Carried {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut relay = Relay::init(&folder.path().join("relay"));
        let desk = ForgedDesk::new("mid", &relay);
        let courier = desk.register(&relay, folder.path());
        relay.start();
        let carried = Self {
            folder,
            relay,
            desk,
            courier,
        };
        let bundle = carried.path("card.bundle");
        let card = carried.desk.sign(carried.desk.card(1));
        carried.desk.export_card(&card, &bundle);
        let pushed = carried.courier.push(carried.relay.url(), &bundle);
        assert_eq!(pushed.stdout, "post/cards/1: taken\n");
        carried
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn reporter(&self) -> Reporter {
        Reporter {
            relay: self.relay.url().to_owned(),
            desk: self.desk.fingerprint(),
            language: "nl",
        }
    }

    /// Counts what an unfinished pull has kept.
    fn relay_bytes_fetched(&self) -> u64 {
        let spool = self.courier.state.join("spool");
        let files = harness::files_below(&spool);
        files
            .iter()
            .map(|file| fs::metadata(file).unwrap().len())
            .sum()
    }

    fn report_file(&self) -> PathBuf {
        let path = self.path("report.toml");
        fs::write(
            &path,
            "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n",
        )
        .unwrap();
        path
    }
}

#[test]
fn pull_brings_letters_blocks_and_logs() {
    let carried = Carried::new();
    let photo = carried.path("foto.jpg");
    fs::write(&photo, vec![7; 300_000]).unwrap();
    carried.reporter().report(&carried.report_file(), &[photo]);
    let size = carried.relay.await_sealing("mid");
    let to = carried.path("in.bundle");
    let pulled = carried.courier.pull(carried.relay.url(), &to);
    assert!(
        pulled.stdout.contains("card: serial 1\n"),
        "{}",
        pulled.stdout
    );
    assert!(
        pulled
            .stdout
            .contains("blocks: 2 brought, 2 on the relay\n"),
        "{}",
        pulled.stdout
    );
    assert_eq!(pulled.stderr, "");

    let bundle = UnverifiedBundle::open(&to).unwrap();
    assert_eq!(bundle.direction(), Direction::Inward);
    let letters: u64 = bundle
        .members()
        .filter(|member| matches!(member, Member::Batch { .. }))
        .map(|member| bundle.len_of(member).unwrap() / 16_384)
        .sum();
    assert!(letters >= size, "{letters} of {size}");
    // Nothing is left in the state folder but what was brought.
    let state = harness::files_below(&carried.courier.state);
    assert_eq!(state, [carried.courier.state.join("brought.json")]);
}

#[test]
fn pull_goes_on_after_broken_connections() {
    let carried = Carried::new();
    let photo = carried.path("foto.jpg");
    fs::write(&photo, vec![7; 3_000_000]).unwrap();
    carried.reporter().report(&carried.report_file(), &[photo]);
    carried.relay.await_sealing("mid");
    let cut = Cut::Received {
        after: 400_000,
        times: 4,
    };
    let proxy = Proxy::start(carried.relay.url(), cut);
    let to = carried.path("in.bundle");
    carried.courier.pull(&proxy.url(), &to);
    assert_eq!(proxy.cuts(), 4);
    let bundle = UnverifiedBundle::open(&to).unwrap();
    let blocks = bundle
        .members()
        .filter(|member| matches!(member, Member::Block { .. }));
    assert_eq!(blocks.count(), 16);
}

#[test]
fn pull_that_cannot_finish_leaves_no_bundle_and_goes_on_later() {
    let carried = Carried::new();
    let photo = carried.path("foto.jpg");
    fs::write(&photo, vec![7; 3_000_000]).unwrap();
    carried.reporter().report(&carried.report_file(), &[photo]);
    carried.relay.await_sealing("mid");
    let to = carried.path("in.bundle");
    {
        let proxy = Proxy::start(carried.relay.url(), Cut::Gone { after: 2_000_000 });
        let mut pull = carried.courier.pull_command(&proxy.url(), &to);
        let failed = Running::start(&mut pull).finish().with_code(3);
        let hint = "hint: run the same command again";
        assert!(failed.stderr.contains(hint), "{}", failed.stderr);
    }
    assert!(!to.exists());
    let fetched = carried.relay_bytes_fetched();
    assert!(fetched > 1_000_000, "{fetched}");
    carried.courier.pull(carried.relay.url(), &to);
    assert!(UnverifiedBundle::open(&to).is_ok());
    assert_eq!(carried.relay_bytes_fetched(), 0);
}

#[test]
fn push_again_changes_nothing() {
    let carried = Carried::new();
    let pushed = carried
        .courier
        .push(carried.relay.url(), &carried.path("card.bundle"));
    assert_eq!(pushed.stdout, "post/cards/1: was there already\n");
}
