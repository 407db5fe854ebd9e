//! The courier with a real relay and a desk that is nothing but keys.

use std::fs;
use std::path::PathBuf;

use bellrope_bundle::{Direction, Member, UnverifiedBundle};
use harness::{Courier, Cut, Finished, ForgedDesk, Liar, Proxy, Relay, Reporter, Running};
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

/// Pulls from a relay that lies about some paths.
fn pull_lies(carried: &Carried, lies: &[(&str, u16, &[u8])], code: i32) -> (Finished, PathBuf) {
    let lies = lies
        .iter()
        .map(|(path, status, body)| (format!("/v1/desks/mid/{path}"), (*status, body.to_vec())));
    let liar = Liar::start(carried.relay.url(), lies.collect());
    let to = carried.path("lies.bundle");
    let mut pull = carried.courier.pull_command(&liar.url(), &to);
    (Running::start(&mut pull).finish().with_code(code), to)
}

#[test]
fn pull_takes_the_relays_note_where_letters_were_pruned() {
    let carried = Carried::new();
    // The letters after those that were deleted are a batch of their own.
    let first = carried.relay.await_sealing("mid");
    carried.relay.await_growth("mid", "intake", first);
    let note = b"a note of the relay, for the desk to verify";
    let lies = [
        ("intake/batch/0", 410, &b""[..]),
        ("intake/pruned/0", 200, note),
        ("intake/pruned/1", 404, b""),
    ];
    let (finished, to) = pull_lies(&carried, &lies, 0);
    assert!(
        finished.stderr.contains("warning: letters 0 to "),
        "{}",
        finished.stderr
    );
    let bundle = UnverifiedBundle::open(&to).unwrap();
    assert!(!bundle.contains(Member::Batch { number: 0 }));
    assert!(bundle.contains(Member::Batch { number: 1 }));
    let notes = bundle.read(Member::PrunedNotes { page: 0 }).unwrap();
    assert_eq!(notes.unwrap(), note);
}

#[test]
fn pull_refuses_what_is_not_in_the_relays_own_logs() {
    let carried = Carried::new();
    carried.relay.await_sealing("mid");
    let url = |path: &str| format!("v1/desks/mid/{path}");
    let (_, card) = carried.relay.get(&url("cards/1"));
    let (_, checkpoint) = carried.relay.get(&url("intake/checkpoint"));
    let (_, cards) = carried.relay.get(&url("cards/checkpoint"));
    let (_, notes) = carried.relay.get(&url("intake/batches"));
    let spoil = |bytes: &[u8], from: &str, to: &str| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(text.contains(from), "{text}");
        text.replacen(from, to, 1).into_bytes()
    };
    let other_card = carried.desk.sign({
        let mut card = carried.desk.card(1);
        card.made += 1;
        card
    });
    let letters = vec![7; 16 * 16_384];
    let first_count = |notes: &[u8]| {
        let text = String::from_utf8(notes.to_vec()).unwrap();
        let count = text.lines().nth(5).unwrap().to_owned();
        count.parse::<usize>().unwrap()
    };
    let count = first_count(&notes);
    let letters = letters.repeat(count / 16);
    let cases: [(&str, Vec<u8>, &str); 7] = [
        (
            "cards/1",
            spoil(&card, "bellrope/1 card", "bellrope/1 cards"),
            "card 1 is malformed",
        ),
        (
            "cards/1",
            other_card.as_bytes().to_vec(),
            "card 1 is not the one that the card log names",
        ),
        (
            "cards/checkpoint",
            spoil(&cards, "/cards\n1\n", "/cards\n2\n"),
            "relay does not have cards/2",
        ),
        (
            "intake/checkpoint",
            cards.clone(),
            "checkpoint of the intake log is not to be trusted",
        ),
        (
            "intake/checkpoint",
            spoil(&checkpoint, "\n", "\n0"),
            "checkpoint of the intake log is malformed",
        ),
        (
            "intake/batches/0",
            spoil(&notes, "bellrope/1 batch", "bellrope/1 pruned"),
            "intake/batches/0 is malformed",
        ),
        (
            "intake/batch/0",
            letters,
            "letter 0 of the intake log is not the one that its entry names",
        ),
    ];
    for (path, body, error) in cases {
        let (finished, to) = pull_lies(&carried, &[(path, 200, &body)], 1);
        assert!(
            finished.stderr.contains(error),
            "{path}: {}",
            finished.stderr
        );
        assert!(!to.exists());
    }
}

#[test]
fn pull_gives_up_on_a_relay_that_is_not_available() {
    let carried = Carried::new();
    let (finished, _) = pull_lies(&carried, &[("cards/checkpoint", 503, b"")], 3);
    let error = "relay is not available: it answers 503 for cards/checkpoint";
    assert!(finished.stderr.contains(error), "{}", finished.stderr);
}

#[test]
fn push_again_changes_nothing() {
    let carried = Carried::new();
    let pushed = carried
        .courier
        .push(carried.relay.url(), &carried.path("card.bundle"));
    assert_eq!(pushed.stdout, "post/cards/1: was there already\n");
}
