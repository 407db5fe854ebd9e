//! Cards that must be refused, by name, before anything is asked or sent.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use bellrope_protocol::card::Card;
use harness::{Courier, Finished, ForgedDesk, Liar, Relay, Reporter, Running};
use tempfile::TempDir;

struct Forged {
    folder: TempDir,
    relay: Relay,
    desk: ForgedDesk,
    courier: Courier,
}

impl Forged {
    /// Starts a relay with a desk whose first card is as `change` makes it.
    fn with_card(change: impl FnOnce(&mut Card)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut relay = Relay::init(&folder.path().join("relay"));
        let desk = ForgedDesk::new("mid", &relay);
        let courier = desk.register(&relay, folder.path());
        relay.start();
        let forged = Self {
            folder,
            relay,
            desk,
            courier,
        };
        forged.push_card(1, change);
        forged
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn push_card(&self, serial: u64, change: impl FnOnce(&mut Card)) {
        let mut card = self.desk.card(serial);
        change(&mut card);
        let bundle = self.path("card.bundle");
        self.desk.export_card(&self.desk.sign(card), &bundle);
        self.courier.push(self.relay.url(), &bundle);
    }

    /// Tries to report, and asserts that neither a question came nor a letter went.
    #[track_caller]
    fn refuse_report(&self, url: &str, desk: &str) -> Finished {
        let report = self.path("report.toml");
        fs::write(
            &report,
            "route = \"report\"\nfamily = \"ZS\"\nstory = \"Geheim.\"\n",
        )
        .unwrap();
        let reporter = Reporter {
            relay: url.to_owned(),
            desk: desk.to_owned(),
            language: "en",
        };
        let mut command = reporter.command("report");
        command.arg("--from").arg(&report);
        let mut running = Running::start(&mut command);
        running.type_line("");
        let finished = running.finish().with_code(1);
        assert!(
            !finished.stderr.contains("case code:"),
            "{}",
            finished.stderr
        );
        finished
    }
}

#[track_caller]
fn says(finished: &Finished, text: &str) {
    let said = finished
        .stderr
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(said.contains(text), "{said}");
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn report_refuses_a_swapped_card() {
    let forged = Forged::with_card(|_| {});
    let pinned = "0123456789abcdef0123456789abcdef01234567";
    // An honest relay does not know such a desk.
    says(
        &forged.refuse_report(forged.relay.url(), pinned),
        "knows no reporting desk",
    );
    // A lying one says that it does, and has a card of someone else.
    let (_, list) = forged.relay.get("v1/desks");
    let list = String::from_utf8(list).unwrap();
    let list = list.replace(&forged.desk.fingerprint(), pinned);
    let lies = HashMap::from([("/v1/desks".to_owned(), (200, list.into_bytes()))]);
    let liar = Liar::start(forged.relay.url(), lies);
    says(
        &forged.refuse_report(&liar.url(), pinned),
        "This is another desk.",
    );
}

#[test]
fn report_refuses_an_expired_card() {
    let forged = Forged::with_card(|card| {
        card.made -= 100;
        card.not_after = card.made + 50;
    });
    forged.relay.await_growth("mid", "intake", 0);
    let finished = forged.refuse_report(forged.relay.url(), &forged.desk.fingerprint());
    says(&finished, "The key card was valid until");
}

#[test]
fn report_refuses_a_card_without_a_key_for_the_week() {
    let forged = Forged::with_card(|card| {
        for intake in &mut card.intake {
            intake.week += 604_800;
        }
        card.not_after += 604_800;
    });
    let finished = forged.refuse_report(forged.relay.url(), &forged.desk.fingerprint());
    says(&finished, "has no key for the week of");
}

#[test]
fn report_refuses_a_rolled_back_card_log() {
    let mut forged = Forged::with_card(|_| {});
    let _ = forged.relay.stop();
    let old = forged.path("old");
    copy_folder(forged.relay.folder(), &old);
    forged.relay.start();
    forged.push_card(2, |_| {});
    let reporter = Reporter {
        relay: forged.relay.url().to_owned(),
        desk: forged.desk.fingerprint(),
        language: "en",
    };
    let file = forged.path("mid.card");
    let mut save = reporter.command("card");
    save.arg("--to").arg(&file);
    let _ = Running::start(&mut save).finish().succeeded();
    // The relay as it was before the second card.
    let _ = forged.relay.stop();
    fs::remove_dir_all(forged.relay.folder()).unwrap();
    copy_folder(&old, forged.relay.folder());
    forged.relay.start();
    let finished = forged.refuse_report(forged.relay.url(), file.to_str().unwrap());
    says(
        &finished,
        "gives an old key card (number 1; you already have number 2)",
    );
}

#[test]
fn report_refuses_an_unlogged_card() {
    let forged = Forged::with_card(|_| {});
    // Signed by the right root, with a key of someone else, and in no log.
    let other = ForgedDesk::new("mid", &forged.relay).card(1);
    let mut card = forged.desk.card(1);
    card.intake = other.intake;
    let card = forged.desk.sign(card);
    let lies = HashMap::from([(
        "/v1/desks/mid/cards/1".to_owned(),
        (200, card.as_bytes().to_vec()),
    )]);
    let liar = Liar::start(forged.relay.url(), lies);
    let finished = forged.refuse_report(&liar.url(), &forged.desk.fingerprint());
    says(&finished, "is not the last one in the public log");
}

#[test]
fn report_refuses_a_card_that_somebody_changed() {
    let forged = Forged::with_card(|_| {});
    let (_, card) = forged.relay.get("v1/desks/mid/cards/1");
    let card = String::from_utf8(card).unwrap();
    let changed = card.replace("Nagemaakt", "Vervalst!");
    assert_ne!(card, changed);
    let lies = HashMap::from([(
        "/v1/desks/mid/cards/1".to_owned(),
        (200, changed.into_bytes()),
    )]);
    let liar = Liar::start(forged.relay.url(), lies);
    let finished = forged.refuse_report(&liar.url(), &forged.desk.fingerprint());
    says(&finished, "is not signed as it must be");
}
