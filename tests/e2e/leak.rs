//! After a whole story: every file of the relay, every bundle, every log line and error text is
//! searched for what people wrote, for code words and for keys, in every spelling.

use std::fs;
use std::path::PathBuf;

use bellrope_protocol::card::SignedCard;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::key::{CaseKeys, ReporterKeys};
use harness::{
    Cut, Finished, Needle, PASSPHRASE, Proxy, Reporter, Running, Scene, find_in, find_in_folder,
    needles_of_secret, needles_of_text,
};

const STORY: &str = "De sleutelkast van gebouw Zandloper staat ’s nachts open.";
const PRIVATE: &str = "Alleen kolonel Wiegersma weet hiervan.";
const FOLLOW_UP: &str = "Vandaag stond hij wéér open, om kwart over drie.";
const ANSWER: &str = "Wij gaan morgen kijken bij de Zandloper-kast.";
const FILE_NAME: &str = "foto-sleutelkast-zandloper.jpg";
const FILE_MARK: &str = "JFIF-merkteken-van-de-sleutelkastfoto";

/// Everything that must be nowhere but on the reporter's and the caseworker's screens.
fn needles(code: &str, card: &SignedCard) -> Vec<Needle> {
    let mut needles = Vec::new();
    for (what, text) in [
        ("story", STORY),
        ("private part", PRIVATE),
        ("follow-up", FOLLOW_UP),
        ("answer", ANSWER),
        ("file name", FILE_NAME),
        ("file content", FILE_MARK),
        ("passphrase", PASSPHRASE),
        ("code", code),
    ] {
        needles.extend(needles_of_text(what, text));
    }
    let words: Vec<&str> = code.split(' ').collect();
    for three in words.windows(3) {
        for separator in [" ", "-", ",", "", "\", \"", "\n"] {
            needles.extend(needles_of_text("three code words", &three.join(separator)));
        }
    }
    needles.extend(keys(code, card));
    needles
}

fn keys(code: &str, card: &SignedCard) -> Vec<Needle> {
    let card = card.unverified_card();
    let code = CaseCode::parse(code).unwrap().code;
    let reporter = ReporterKeys::derive(&code, &card.founding);
    let authentication = card.newest_authentication().unwrap();
    let case = CaseKeys::for_reporter(&reporter, authentication);
    let mut needles = Vec::new();
    needles.extend(needles_of_secret("S", reporter.secret().expose_secret()));
    needles.extend(needles_of_secret("r", reporter.key().expose_secret()));
    needles.extend(needles_of_secret("R", reporter.public().as_bytes()));
    needles.extend(needles_of_secret("handle", case.handle().as_bytes()));
    needles.extend(needles_of_text(
        "reply passphrase",
        case.reply_passphrase().expose_secret(),
    ));
    needles
}

/// What the tools said where others may read along: standard error always, standard output where
/// it is not the person's own screen.
#[derive(Default)]
struct Said(Vec<(String, String)>);

impl Said {
    fn both(&mut self, what: &str, finished: &Finished) {
        self.0
            .push((format!("{what}, stdout"), finished.stdout.clone()));
        self.0
            .push((format!("{what}, stderr"), finished.stderr.clone()));
    }

    fn stderr(&mut self, what: &str, finished: &Finished) {
        self.0
            .push((format!("{what}, stderr"), finished.stderr.clone()));
    }
}

#[test]
fn nothing_leaks_from_a_whole_story() {
    let mut scene = Scene::set();
    let mut said = Said::default();
    let proxy = Proxy::start(scene.relay.url(), Cut::Never);
    let reporter = Reporter {
        relay: proxy.url(),
        ..scene.reporter()
    };
    let photo = [FILE_MARK.repeat(3).as_bytes(), &[9; 40_000]].concat();
    let photo = scene.file(FILE_NAME, photo);
    let report = format!(
        "route = \"report\"\nfamily = \"ZS\"\nstory = \"{STORY}\"\nprivate = \"{PRIVATE}\"\n"
    );
    let report = scene.file("melding.toml", report);

    let code = reporter.report(&report, &[photo]).code;
    // Before the sealing too: the letter waits in a slot.
    let early = scene.relay.folder().to_owned();
    said.stderr("check", &reporter.check(&code));
    said.both("import", &scene.carry_in());
    let case = scene.desk.cases()[0].clone();
    said.stderr("show", &scene.desk.run(&["show", &case], &[]).succeeded());
    said.both("reply", &scene.desk.reply(&case, ANSWER));
    said.both("push", &scene.carry_out());
    said.stderr("check again", &reporter.check(&code));
    said.stderr("reply", &reporter.reply(&code, FOLLOW_UP, &[]));
    said.both("import again", &scene.carry_in());
    provoke_errors(&scene, &reporter, &code, &case, &mut said);

    let (_, card) = scene.relay.get("v1/desks/mid/cards/1");
    let needles = needles(&code, &SignedCard::parse(&card).unwrap());
    let (_, metrics) = scene_metrics(&scene);
    said.0.push(("metrics".to_owned(), metrics));
    let log = scene.relay.stop();
    said.both("relay", &log);

    // The relay's files, the vault, the bundles, the courier's state, the backup.
    let places: [PathBuf; 3] = [
        early,
        scene.desk.vault().to_owned(),
        scene.courier.state.clone(),
    ];
    for folder in places {
        let found = find_in_folder(&folder, &needles);
        assert!(found.is_empty(), "{found:?}");
    }
    for number in 1.. {
        let bundle = scene.path(&format!("{number}.bundle"));
        let Ok(bytes) = fs::read(&bundle) else { break };
        let found = find_in(&bytes, &needles);
        assert!(found.is_empty(), "{found:?} in bundle {number}");
    }
    let backup = fs::read(scene.path("backup.age")).unwrap();
    assert!(find_in(&backup, &needles).is_empty());
    // The network, as the reporter's provider sees it without encryption.
    for sent in proxy.take_sent() {
        let found = find_in(&sent, &needles);
        assert!(found.is_empty(), "{found:?} was sent");
    }
    for (what, text) in &said.0 {
        let found = find_in(text.as_bytes(), &needles);
        assert!(found.is_empty(), "{found:?} in {what}:\n{text}");
    }
    // The search finds what is there.
    let shown = scene.desk.show(&case);
    for needle in needles_of_text("story", STORY).iter().take(1) {
        assert!(!find_in(shown.as_bytes(), std::slice::from_ref(needle)).is_empty());
    }
    assert!(!find_in_folder(report.parent().unwrap(), &needles).is_empty());
}

fn scene_metrics(scene: &Scene) -> (u16, String) {
    let url = scene.relay.management_url();
    let mut answer = ureq::get(format!("{url}/metrics")).call().unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    assert!(text.contains("letters"), "{text}");
    (answer.status().as_u16(), text)
}

/// Makes every tool complain about the very things that must not be said.
fn provoke_errors(scene: &Scene, reporter: &Reporter, code: &str, case: &str, said: &mut Said) {
    // A code with two words swapped, and one with a word too many.
    let mut words: Vec<&str> = code.split(' ').collect();
    words.swap(2, 7);
    said.both("swapped code", &reporter.try_check(&words.join(" ")));
    said.both("long code", &reporter.try_check(&format!("{code} {code}")));
    // A report that is no TOML after the story, an attachment that is not there.
    let broken = scene.file("kapot.toml", format!("story = \"{STORY}\"\nfamily = \n"));
    let mut command = reporter.command("report");
    command.arg("--from").arg(broken);
    said.both("broken report", &with_enter(&mut command));
    let mut command = reporter.command("report");
    command.arg("--from").arg(scene.path("melding.toml"));
    command
        .arg("--attach")
        .arg(scene.path("weg").join(FILE_NAME));
    said.both("lost attachment", &with_enter(&mut command));
    // A wrong passphrase that is almost right, and a save where something stands.
    let wrong = &PASSPHRASE[..PASSPHRASE.len() - 1];
    let mut command = harness::tool(harness::Tool::Desk);
    command.arg("--vault").arg(scene.desk.vault()).arg("list");
    let mut running = Running::start(&mut command);
    running.type_line(wrong);
    said.both("wrong passphrase", &running.finish().with_code(1));
    let to = scene.path("uit");
    fs::create_dir(&to).unwrap();
    fs::write(to.join(FILE_NAME), "staat er al").unwrap();
    let args = [
        "save-attachment",
        case,
        "1",
        "--ground",
        "investigation",
        "--recipient",
        "colleague",
        "--to",
        to.to_str().unwrap(),
    ];
    said.both(
        "nothing overwritten",
        &without_name(scene.desk.run(&args, &[]).with_code(1)),
    );
    // An answer that is far too long.
    let long = ANSWER.repeat(5_000);
    said.both(
        "long answer",
        &scene.desk.run(&["reply", case], &[&long]).with_code(1),
    );
}

/// The file that stands in the way is named to the caseworker, who sees it on the same screen.
fn without_name(mut finished: Finished) -> Finished {
    finished.stderr = finished.stderr.replace(FILE_NAME, "<the file>");
    finished
}

fn with_enter(command: &mut std::process::Command) -> Finished {
    let mut running = Running::start(command);
    running.type_line("");
    let finished = running.finish();
    assert_ne!(finished.code(), 0, "{}", finished.stderr);
    finished
}
