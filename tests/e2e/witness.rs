//! Witnesses with the real binaries: what they cosign reaches readers, what they refuse does not,
//! and a log that stands still is noticed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use bellrope_protocol::note::{KeyName, SignerKey, VerifierKey};
use bellrope_transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use bellrope_transparency::tree::{ConsistencyProof, Frontier, Hash, LeafHashes};
use bellrope_transparency::witness::{AddCheckpoint, parse_cosignatures, parse_size};
use harness::{Courier, Desk, PATIENCE, Relay, Reporter, Running, Witness};
use tempfile::TempDir;

const REPORT: &str = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";
const NAMES: [&str; 2] = ["Meldpunt Integriteit", "Integrity Desk"];
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// A running relay with two witnesses and a desk whose first card names them.
struct Watched {
    folder: TempDir,
    witnesses: Vec<Witness>,
    relay: Relay,
    desk: Desk,
    courier: Courier,
    bundles: usize,
}

impl Watched {
    /// Sets the scene; `further` are arguments of the desk's founding.
    fn set(further: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut relay = Relay::init(&folder.path().join("relay"));
        relay.set("witness_refresh_secs", 1);
        let witnesses: Vec<Witness> = (1..=2)
            .map(|number| a_witness(folder.path(), number, &relay))
            .collect();
        let keys: Vec<String> = witnesses.iter().map(|it| it.key().to_string()).collect();
        let mut args = Vec::new();
        for (witness, key) in witnesses.iter().zip(&keys) {
            relay.add_witness(witness);
            args.extend(["--witness", key]);
        }
        args.extend(further);
        let vault = folder.path().join("vault");
        let desk = Desk::found_with(&vault, "mid", NAMES, &relay, 0, &args);
        let courier = Courier {
            desk: "mid".to_owned(),
            token: folder.path().join("token"),
            state: folder.path().join("courier"),
        };
        relay.add_desk("mid", NAMES, desk.fingerprint(), &courier.token);
        relay.start();
        let mut scene = Self {
            folder,
            witnesses,
            relay,
            desk,
            courier,
            bundles: 0,
        };
        scene.carry_out();
        scene.relay.await_growth("mid", "intake", 0);
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn next_bundle(&mut self) -> PathBuf {
        self.bundles += 1;
        self.path(&format!("{}.bundle", self.bundles))
    }

    fn carry_out(&mut self) {
        let bundle = self.next_bundle();
        self.desk.export(&self.path("backup.age"), &bundle);
        self.courier.push(self.relay.url(), &bundle);
    }

    fn reporter(&self) -> Reporter {
        Reporter {
            relay: self.relay.url().to_owned(),
            desk: self.desk.fingerprint().to_owned(),
            language: "en",
        }
    }

    fn report(&self) -> String {
        let report = self.path("melding.toml");
        fs::write(&report, REPORT).unwrap();
        self.reporter().report(&report, &[]).code
    }

    /// Reads the mailbox of a code until it says something.
    fn await_check(&self, code: &str, words: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let said = self.reporter().check(code).stdout;
            let said: Vec<&str> = said.split_whitespace().collect();
            let said = said.join(" ");
            if said.contains(words) {
                return said;
            }
            assert!(Instant::now() < until, "never {words:?}: {said}");
            thread::sleep(PAUSE);
        }
    }

    fn await_health(&self, words: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let health = self.relay.manage("healthz");
            if health.contains(words) {
                return health;
            }
            assert!(Instant::now() < until, "never {words:?}: {health}");
            thread::sleep(PAUSE);
        }
    }

    fn checkpoint(&self, log: &str) -> SignedCheckpoint {
        let path = format!("v1/desks/mid/{log}/checkpoint");
        SignedCheckpoint::parse(&self.relay.get(&path).1).unwrap()
    }

    /// Returns the names of the witnesses whose cosignature of a published log verifies.
    fn cosigners(&self, log: &str) -> Vec<String> {
        let note = self.checkpoint(log).to_string();
        let (text, lines) = note.split_once("\n\n").unwrap();
        let lines = parse_cosignatures(lines.as_bytes()).unwrap();
        let keys = self.witnesses.iter().map(Witness::key);
        keys.filter(|key| {
            let verified = |line| key.verify(&format!("{text}\n"), line).is_ok();
            lines.iter().any(verified)
        })
        .map(|key| key.name().to_string())
        .collect()
    }
}

fn a_witness(folder: &Path, number: usize, relay: &Relay) -> Witness {
    let name = format!("witness.example/{number}");
    let mut witness = Witness::init(&folder.join(format!("witness-{number}")), &name);
    witness.watch_desk(relay, "mid");
    witness.start();
    witness
}

#[test]
fn letter_is_confirmed_by_two_witnesses() {
    let mut scene = Watched::set(&["--quorum", "2"]);
    let both = ["witness.example/1", "witness.example/2"];
    for log in ["intake", "replies", "cards"] {
        assert_eq!(scene.cosigners(log), both, "{log}");
    }
    let code = scene.report();
    scene.relay.await_sealing("mid");
    let bundle = scene.next_bundle();
    scene.courier.pull(scene.relay.url(), &bundle);
    let imported = scene.desk.import(&bundle).stdout;
    assert!(imported.contains("2 getuigen hebben"), "{imported}");
    assert_eq!(scene.desk.cases().len(), 1);

    let said = scene.await_check(&code, "confirmed by 2 witnesses");
    assert!(!said.contains("too few witnesses"), "{said}");
    assert!(scene.relay.manage("healthz").contains("\"status\":\"ok\""));
    for witness in &mut scene.witnesses {
        let _ = witness.stop().succeeded();
    }
}

#[test]
fn one_witness_of_two_is_enough_for_a_quorum_of_one() {
    let mut scene = Watched::set(&["--quorum", "1"]);
    let _ = scene.witnesses[1].stop().succeeded();
    let code = scene.report();
    scene.relay.await_sealing("mid");
    let said = scene.await_check(&code, "confirmed by 1 witness");
    assert!(!said.contains("too few witnesses"), "{said}");
    assert_eq!(scene.cosigners("intake"), ["witness.example/1"]);
    // The operator is told, and the witness is asked again when it is back.
    scene.await_health("witness witness.example/2: cannot be reached");
    scene.witnesses[1].start();
    scene.await_check(&code, "confirmed by 2 witnesses");
    scene.await_health("\"status\":\"ok\"");
}

#[test]
fn log_that_stands_still_is_noticed() {
    let mut scene = Watched::set(&["--quorum", "2", "--confirm-secs", "4", "--report-secs", "8"]);
    let early = scene.report();
    scene.await_check(&early, "confirmed by 2 witnesses");
    let _ = scene.witnesses[1].stop().succeeded();
    // Letters are accepted and sealed as ever; readers keep what both have cosigned.
    let late = scene.report();
    let health = scene.await_health("fewer than 2 have cosigned the intake log");
    assert!(health.contains("witness.example/2"), "{health}");
    let frozen = scene.relay.size("mid", "intake");
    assert_eq!(scene.cosigners("intake").len(), 2);

    let said = scene.await_check(&early, "confirmed by too few witnesses");
    assert!(
        said.contains("too few witnesses confirm that all of the desk's answers are here"),
        "{said}"
    );
    assert!(
        said.contains("too few witnesses confirm that this is all of the public log"),
        "{said}"
    );
    scene.await_health("\"witnesses\":\"readers of desk mid");
    let refused = await_refusal(&scene);
    assert!(
        refused.contains("Too few witnesses") || refused.contains("The log stands still"),
        "{refused}"
    );
    assert_eq!(scene.relay.size("mid", "intake"), frozen);

    // Nothing was lost meanwhile: the late letter was sealed, and shows once both cosign again.
    scene.witnesses[1].start();
    scene.relay.await_growth("mid", "intake", frozen);
    scene.await_check(&late, "confirmed by 2 witnesses");
    scene.await_health("\"status\":\"ok\"");
}

/// Tries to report until `bellrope` refuses; returns what it says.
fn await_refusal(scene: &Watched) -> String {
    let until = Instant::now() + PATIENCE;
    let report = scene.path("melding.toml");
    loop {
        let mut command = scene.reporter().command("report");
        let mut running = Running::start(command.arg("--from").arg(&report));
        running.type_line("");
        // Without a word of the code it ends there, if it comes so far.
        let finished = running.finish();
        if finished.stderr.contains("witnesses looked") || finished.stderr.contains("stands still")
        {
            assert_eq!(finished.code(), 1);
            return finished.stderr;
        }
        assert!(Instant::now() < until, "{}", finished.stderr);
        thread::sleep(PAUSE);
    }
}

#[test]
fn card_with_witnesses_takes_over_once_they_have_cosigned() {
    let mut scene = Watched::set(&["--quorum", "0"]);
    let before = scene.checkpoint("cards").to_string();
    assert!(before.contains("/cards\n1\n"), "{before}");
    // One witness is away, so the card that asks for both has to wait, and readers with it.
    let _ = scene.witnesses[0].stop().succeeded();
    let rotated = scene
        .desk
        .run(&["rotate", "--quorum", "2"], &[])
        .succeeded();
    assert!(
        rotated
            .stdout
            .contains("witness.example/1, witness.example/2")
    );
    scene.carry_out();
    scene.await_health("fewer than 2 have cosigned");
    let (status, _) = scene.relay.get("v1/desks/mid/cards/2");
    assert_eq!(status, 404);
    assert!(
        scene
            .checkpoint("cards")
            .to_string()
            .contains("/cards\n1\n")
    );
    let waiting = scene.relay.size("mid", "intake");

    scene.witnesses[0].start();
    scene.relay.await_growth("mid", "cards", 1);
    scene.relay.await_growth("mid", "intake", waiting);
    assert_eq!(scene.relay.get("v1/desks/mid/cards/2").0, 200);
    assert_eq!(scene.cosigners("cards").len(), 2);
    scene.report();
}

#[test]
fn card_of_witnesses_that_the_relay_does_not_ask_is_refused() {
    let mut scene = Watched::set(&["--quorum", "1"]);
    let stranger = Witness::init(&scene.path("stranger"), "stranger.example");
    let key = stranger.key().to_string();
    let args = ["rotate", "--witness", &key, "--quorum", "3"];
    let _ = scene.desk.run(&args, &[]).succeeded();
    let bundle = scene.next_bundle();
    scene.desk.export(&scene.path("backup.age"), &bundle);
    let mut push = scene.courier.push_command(scene.relay.url(), &bundle);
    let pushed = Running::start(&mut push).finish();
    assert_ne!(pushed.code(), 0);
    let said = scene.relay.log();
    assert!(
        said.contains("card asks for 3 of its witnesses, relay.toml names 2 of them"),
        "{said}"
    );
}

#[test]
fn rolled_back_relay_gets_no_cosignature() {
    let mut scene = Watched::set(&["--quorum", "1"]);
    let _ = scene.relay.stop();
    let (folder, copy) = (scene.path("relay"), scene.path("relay-old"));
    copy_folder(&folder, &copy);
    scene.relay.start();
    let size = scene.relay.size("mid", "intake");
    scene.relay.await_growth("mid", "intake", size);
    let seen = scene.relay.size("mid", "intake");
    let _ = scene.relay.stop();
    // What no operator must do: start from an old copy.
    fs::remove_dir_all(&folder).unwrap();
    fs::rename(&copy, &folder).unwrap();
    scene.relay.start();
    let health = scene.await_health("was the relay restored from an old copy?");
    assert!(health.contains("\"status\":\"failing\""), "{health}");
    // It grows again, past the size that was cosigned, and is another log by then.
    let key = log_key(&scene, "intake");
    for _ in 0..20 {
        let shown = scene.checkpoint("intake");
        assert!(shown.verify(&key).unwrap().head().size <= seen);
        thread::sleep(PAUSE);
    }
}

fn log_key(scene: &Watched, log: &str) -> VerifierKey {
    let public = fs::read_to_string(scene.relay.public_keys()).unwrap();
    let public: serde_json::Value = serde_json::from_str(&public).unwrap();
    let key = public["log"].as_str().unwrap();
    let key = bellrope_protocol::encoding::decode_base64_array(key).unwrap();
    let origin = KeyName::new(format!("{}/v1/desks/mid/{log}", harness::HOST)).unwrap();
    let algorithm = bellrope_protocol::note::Algorithm::Ed25519;
    VerifierKey::new(origin, algorithm, &key).unwrap()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn person_with_a_laptop_cosigns_now_and_then() {
    let scene = Watched::set(&["--quorum", "1"]);
    let mut laptop = Witness::init(&scene.path("laptop"), "laptop.example");
    laptop.watch_desk(&scene.relay, "mid");
    let cosigned = scene.path("cosigned");
    for _ in 0..2 {
        let size = scene.relay.size("mid", "intake");
        scene.relay.await_growth("mid", "intake", size);
        let once = laptop
            .once(["--relay", scene.relay.url()], &cosigned)
            .succeeded();
        assert_eq!(
            once.stdout.matches("cosigned size").count(),
            3,
            "{}",
            once.stdout
        );
        let note = fs::read_to_string(cosigned.join("v1/desks/mid/intake/checkpoint")).unwrap();
        let (text, lines) = note.split_once("\n\n").unwrap();
        let lines = parse_cosignatures(lines.as_bytes()).unwrap();
        let own = lines
            .iter()
            .find(|line| laptop.key().matches(line))
            .unwrap();
        assert!(laptop.key().verify(&format!("{text}\n"), own).is_ok());
        // The witnesses of the relay are on it too.
        assert!(lines.len() >= 3);
    }
    // What it cosigned itself is a folder to read from as well.
    let again = laptop.once(
        ["--files", cosigned.to_str().unwrap()],
        &scene.path("again"),
    );
    let _ = again.succeeded();

    // A fork: the same sizes under the relay's own key, other roots.
    let forked = scene.path("forked");
    for log in ["intake", "replies", "cards"] {
        let folder = forked.join("v1/desks/mid").join(log);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("checkpoint"), fork(&scene, &cosigned, log)).unwrap();
    }
    let refused = laptop.once(["--files", forked.to_str().unwrap()], &scene.path("never"));
    let refused = refused.with_code(1);
    assert!(
        refused.stdout.contains("intake: not cosigned"),
        "{}",
        refused.stdout
    );
    assert!(
        refused.stdout.contains("another root at size"),
        "{}",
        refused.stdout
    );
    assert!(refused.stderr.contains("fork"), "{}", refused.stderr);
    let evidence = fs::read_dir(laptop.folder().join("evidence")).unwrap();
    assert_eq!(evidence.count(), 3);
    assert!(!scene.path("never").exists());
}

/// Signs another root at the size of a cosigned log, with the relay's stolen key.
fn fork(scene: &Watched, cosigned: &Path, log: &str) -> String {
    let note = fs::read_to_string(cosigned.join("v1/desks/mid").join(log).join("checkpoint"));
    let honest = SignedCheckpoint::parse(note.unwrap().as_bytes()).unwrap();
    let mut head = honest.verify(&log_key(scene, log)).unwrap().head();
    head.root = Hash::of_leaf(b"another");
    let seed = fs::read_to_string(scene.relay.folder().join("log.key")).unwrap();
    let seed = bellrope_protocol::encoding::decode_base64_array(seed.trim_end()).unwrap();
    let key = SignerKey::from_seed(log_key(scene, log).name().clone(), &seed);
    let checkpoint = Checkpoint::new(key.name().clone(), head);
    checkpoint.sign(&key).unwrap().to_string()
}

/// A log that signs whatever it likes.
struct Liar {
    key: SignerKey,
    leaves: Vec<Hash>,
}

impl Liar {
    /// Makes the request to grow by one leaf, `mark`.
    fn request(&self, old: usize, mark: u8) -> Asked {
        let mut leaves = self.leaves.clone();
        leaves.push(Hash::of_leaf(&[mark]));
        let (old, size) = (old as u64, leaves.len() as u64);
        let head = leaves.iter().copied().collect::<Frontier>().head();
        let checkpoint = Checkpoint::new(self.key.name().clone(), head);
        let request = AddCheckpoint {
            old,
            proof: ConsistencyProof::make(&LeafHashes(&leaves), old, size).unwrap(),
            checkpoint: checkpoint.sign(&self.key).unwrap(),
        };
        Asked {
            text: request.to_string(),
            signed: checkpoint.to_string(),
            leaves,
        }
    }
}

struct Asked {
    text: String,
    /// What a cosignature covers.
    signed: String,
    leaves: Vec<Hash>,
}

#[test]
fn killed_witness_never_cosigns_two_trees_of_one_size() {
    let rounds: usize = match std::env::var_os("BELLROPE_LONG") {
        Some(_) => 400,
        None => 25,
    };
    let folder = tempfile::tempdir().unwrap();
    let key = SignerKey::from_seed(KeyName::new("liar.example").unwrap(), &[3; 32]);
    let mut witness = Witness::init(&folder.path().join("witness"), "witness.example/1");
    witness.watch_log(&key.verifier());
    witness.start();
    let mut liar = Liar {
        key,
        leaves: Vec::new(),
    };
    // What the witness has ever cosigned, by size.
    let mut cosigned: BTreeMap<usize, String> = BTreeMap::new();
    let mut answered = 0;
    let mut took = Duration::ZERO;
    for round in 0..rounds {
        let size = liar.leaves.len();
        let (a, b) = (liar.request(size, 1), liar.request(size, 2));
        let asked = [&a, &b];
        // Once in peace, to see how long it takes; then killed earlier and later than that.
        let wait = (round > 0).then(|| took * u32::try_from(round % 20).unwrap() / 10);
        let began = Instant::now();
        let answers = ask_and_kill(&mut witness, asked, wait);
        if wait.is_none() {
            took = began.elapsed();
        }
        answered += answers.iter().flatten().count();
        witness.start();
        // What was kept, it tells: a third tree, said to be there already, never fits. Then either
        // tree is asked for again, and one of them at most was kept.
        let (status, kept) = witness.post(&liar.request(size + 1, 3).text).unwrap();
        assert_eq!(status, 409, "{kept}");
        let kept = usize::try_from(parse_size(kept.as_bytes()).unwrap()).unwrap();
        let again: Vec<_> = [1, 2]
            .iter()
            .map(|mark| witness.post(&liar.request(kept, *mark).text))
            .collect();
        for (asked, answer) in asked.iter().chain(&asked).zip(answers.iter().chain(&again)) {
            let Some((200, line)) = answer else { continue };
            let line = &parse_cosignatures(line.as_bytes()).unwrap()[0];
            assert!(witness.key().verify(&asked.signed, line).is_ok());
            let before = cosigned.insert(size + 1, asked.signed.clone());
            assert!(
                before.is_none_or(|before| before == asked.signed),
                "round {round}"
            );
            liar.leaves = asked.leaves.clone();
        }
        assert_eq!(
            liar.leaves.len(),
            size + 1,
            "one of them was cosigned in the end"
        );
    }
    // Some answers came before the kill and some did not, or nothing was tried here.
    assert!(answered > 0 && answered < 2 * rounds, "{answered} answers");
    assert_eq!(cosigned.len(), rounds);
}

/// Posts both requests at once and kills the witness, after `wait` or, without, when both have their
/// answer.
fn ask_and_kill(
    witness: &mut Witness,
    asked: [&Asked; 2],
    wait: Option<Duration>,
) -> Vec<Option<(u16, String)>> {
    let answers = thread::scope(|scope| {
        let shared = &*witness;
        let threads: Vec<_> = asked
            .iter()
            .map(|asked| scope.spawn(|| shared.post(&asked.text)))
            .collect();
        if let Some(wait) = wait {
            let began = Instant::now();
            // Too short for the system's sleep.
            while began.elapsed() < wait {
                std::hint::spin_loop();
            }
            shared.kill_now();
        }
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let _ = witness.kill();
    answers
}
