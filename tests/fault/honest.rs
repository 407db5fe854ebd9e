//! What honest people leave behind: one story with the real binaries, told once for all attacks.
//!
//! A desk with a witness and a page; six reports, one with an attachment; an import, answers, a
//! board; letters that were confirmed and deleted; then letters that wait for the courier. Beside
//! it what careful people keep: an auditor's checkpoints, a card, a receipt, a proof.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::thread;

use bellrope_bundle::Log;
use bellrope_protocol::note::VerifierKey;
use harness::{
    Courier, Desk, Filed, HOST, PageDraft, Relay, Reporter, Running, Tool, Witness, built_page,
    confirm_code, tool,
};
use tempfile::TempDir;

use crate::database::Database;
use crate::folder::copy;
use crate::key;

/// The desk's short name.
pub(crate) const DESK: &str = "mid";
/// The desk's number in the database.
pub(crate) const DESK_NUMBER: u32 = 0;
const REPORT: &str = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";
/// Reporters of the first day: as many as a board needs, and one.
const REPORTERS: usize = 6;
/// Days before today on which the desk is founded. By a clock that is further behind, the witness
/// would be ahead of it.
const FOUNDED_DAYS_AGO: u32 = 1;
const DAY_SECS: u64 = 86_400;

/// Everything that attacks are done to copies of.
pub(crate) struct Honest {
    folder: TempDir,
    /// The desk's fingerprint.
    pub(crate) fingerprint: String,
    /// The case code of a reporter who was answered.
    pub(crate) code: String,
    /// What the relay answers who asks for its desks.
    pub(crate) desks: Vec<u8>,
    /// Where the page is served.
    pub(crate) site: String,
    /// The key of the witness.
    pub(crate) witness: VerifierKey,
    /// Serves the page as long as attacks are tried.
    _relay: Mutex<Relay>,
    _witness: Mutex<Witness>,
}

impl Honest {
    /// Tells the story, once for all tests of this process.
    pub(crate) fn story() -> &'static Self {
        static STORY: OnceLock<Honest> = OnceLock::new();
        STORY.get_or_init(|| Teller::begin().tell())
    }

    /// Returns the folder with everything, each under its name in [`crate::field`].
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The story while it is told.
struct Teller {
    folder: TempDir,
    relay: Relay,
    witness: Witness,
    desk: Desk,
    courier: Courier,
}

impl Teller {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut relay = Relay::init(&folder.path().join("relay"));
        relay.set("witness_refresh_secs", 1);
        // The story lasts a minute; one confirmation in it is set back by a day.
        relay.set("confirmed_days", 1);
        let mut witness = Witness::init(&folder.path().join("watching"), "witness.example/1");
        witness.watch_desk(&relay, DESK);
        witness.start();
        relay.add_witness(&witness);
        let key = witness.key().to_string();
        let policy = ["--witness", &key, "--quorum", "1"];
        let (desk, courier) = found(folder.path(), &relay, &policy);
        let note = folder.path().join("page.note");
        // A copy: the page may be built again meanwhile.
        let web = folder.path().join("web");
        copy(&built_page(), &web);
        let mut page = PageDraft::new(&web);
        page.sign(&[&desk], &[], &note);
        page.hand_to(&mut relay, &note);
        relay.start();
        Self {
            folder,
            relay,
            witness,
            desk,
            courier,
        }
    }

    fn tell(mut self) -> Honest {
        self.push();
        self.relay.await_growth(DESK, "intake", 0);
        self.pull("covers.bundle");
        self.import("covers.bundle");
        self.push();
        // Letters are of today, and so are the answers.
        self.desk.sleep_a_night();
        let filed = self.report();
        let code = filed[0].code.clone();
        self.settle();
        self.pull("old.bundle");
        self.import("old.bundle");
        let _ = self.relay.stop();
        copy(self.relay.folder(), &self.path("earlier"));
        self.relay.start();
        self.answer();
        self.push();
        self.keep();
        self.relay.await_sealing(DESK);
        self.let_a_day_pass();
        self.write_again(&code);
        self.settle();
        self.prove(&code);
        self.pull("in.bundle");
        // Until the promise of the receipt is due.
        self.relay.await_sealing(DESK);
        let desks = self.relay.get("v1/desks").1;
        let _ = self.relay.stop();
        copy(self.relay.folder(), &self.path("store"));
        copy(self.witness.folder(), &self.path("witness"));
        self.publish_keys();
        self.relay.start();
        Honest {
            fingerprint: self.desk.fingerprint().to_owned(),
            code,
            desks,
            site: self.relay.url().to_owned(),
            witness: self.witness.key().clone(),
            folder: self.folder,
            _relay: Mutex::new(self.relay),
            _witness: Mutex::new(self.witness),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn reporter(&self) -> Reporter {
        Reporter {
            relay: self.relay.url().to_owned(),
            desk: self.desk.fingerprint().to_owned(),
            language: "en",
        }
    }

    /// Waits until every letter that was accepted is published. What the witness cosigns next may
    /// have been asked for before, and the sealing after it may be of an epoch before.
    fn settle(&self) {
        for _ in 0..2 {
            self.relay.await_sealing(DESK);
        }
    }

    fn pull(&self, bundle: &str) {
        self.courier.pull(self.relay.url(), &self.path(bundle));
    }

    fn import(&self, bundle: &str) {
        let _ = self.desk.import(&self.path(bundle));
    }

    /// Exports what the desk has, today, and pushes it.
    fn push(&self) {
        let bundle = self.path("out.bundle");
        let _ = fs::remove_file(&bundle);
        self.desk.export(&self.path("backup.age"), &bundle);
        self.courier.push(self.relay.url(), &bundle);
    }

    /// Six people report, all at once, the first with an attachment.
    fn report(&self) -> Vec<Filed> {
        let report = self.file("report.toml", REPORT);
        let photo = self.file("photo.bin", vec![7; 20_000]);
        let reporter = self.reporter();
        thread::scope(|scope| {
            let filing: Vec<_> = (0..REPORTERS)
                .map(|number| {
                    let attached = (number == 0).then(|| photo.clone());
                    let (reporter, report) = (&reporter, &report);
                    scope.spawn(move || reporter.report(report, attached.as_slice()))
                })
                .collect();
            filing.into_iter().map(|it| it.join().unwrap()).collect()
        })
    }

    /// The desk answers everybody, closes all cases, and makes its board.
    fn answer(&self) {
        let cases = self.desk.cases();
        assert_eq!(cases.len(), REPORTERS);
        for case in &cases {
            self.desk.reply(case, "Thank you. We have read it.");
        }
        for case in &cases {
            self.desk.move_along(case, &["assessing", "concluded"]);
        }
        let _ = self.desk.run(&["board"], &[]).succeeded();
    }

    /// An auditor looks, a reporter keeps the card.
    fn keep(&self) {
        let mut audit = tool(Tool::Auditor);
        audit.args(["log", "--desk", DESK, "--relay", self.relay.url()]);
        audit.args(["--fingerprint", self.desk.fingerprint(), "--kept"]);
        let _ = Running::start(audit.arg(self.path("kept")))
            .finish()
            .succeeded();
        let mut card = self.reporter().command("card");
        let _ = Running::start(card.arg("--to").arg(self.path("card")))
            .finish()
            .succeeded();
        copy(self.desk.vault(), &self.path("vault"));
    }

    /// Sets the confirmation back by a day, so that the relay deletes what it covers.
    fn let_a_day_pass(&mut self) {
        let _ = self.relay.stop();
        let file = self.relay.folder().join("relay.redb");
        let mut database = Database::read(&file).unwrap();
        for (accepted, _) in database.confirms.values_mut() {
            *accepted -= DAY_SECS;
        }
        database.write(&file).unwrap();
        self.relay.start();
        self.relay.await_sealing(DESK);
    }

    /// The answered reporter writes again, with an attachment and for a receipt.
    fn write_again(&self, code: &str) {
        let photo = self.file("photo.bin", vec![9; 20_000]);
        let mut command = self.reporter().command("reply");
        command.arg("--keep-metadata").arg("--attach").arg(photo);
        command.arg("--receipt-to").arg(self.path("receipt"));
        let mut running = Running::start(&mut command);
        for line in [code, "There is more.", ".", "send"] {
            running.type_line(line);
        }
        let _ = running.finish().succeeded();
        let report = self.path("report.toml");
        let mut command = self.reporter().command("report");
        let mut running = Running::start(command.arg("--from").arg(report));
        running.type_line("");
        let _ = confirm_code(&mut running);
        let _ = running.finish().succeeded();
    }

    /// The operator and the desk publish their public keys; the desk signs a later page.
    fn publish_keys(&self) {
        let (desks, logs) = (self.path("keys/desks"), self.path("keys/logs"));
        for folder in [&desks, &logs] {
            fs::create_dir_all(folder).unwrap();
        }
        let fingerprint = format!("{}\n", self.desk.fingerprint());
        fs::write(desks.join(format!("{DESK}.txt")), fingerprint).unwrap();
        let log = key::relay(self.relay.folder(), Log::Intake).verifier();
        fs::write(logs.join(format!("{HOST}.vkey")), format!("{log}\n")).unwrap();
        fs::copy(self.relay.public_keys(), self.path("relay.pub")).unwrap();
        let mut page = PageDraft::new(&self.path("web"));
        page.set("version", 2);
        page.sign(&[&self.desk], &[], &self.path("page-newer.note"));
    }

    fn prove(&self, code: &str) {
        let mut command = self.reporter().command("prove");
        let mut running = Running::start(command.arg("--to").arg(self.path("proof")));
        for line in [code, "1", "yes"] {
            running.type_line(line);
        }
        let _ = running.finish().succeeded();
    }
}

/// Founds the desk, some days ago, with a witness policy.
fn found(folder: &Path, relay: &Relay, policy: &[&str]) -> (Desk, Courier) {
    let names = ["Meldpunt Integriteit", "Integrity Desk"];
    let vault = folder.join("desk");
    let desk = Desk::found_with(&vault, DESK, names, relay, FOUNDED_DAYS_AGO, policy);
    let courier = Courier {
        desk: DESK.to_owned(),
        token: folder.join("token"),
        state: folder.join("courier"),
    };
    relay.add_desk(DESK, names, desk.fingerprint(), &courier.token);
    (desk, courier)
}
