//! The whole path: a report goes in, an answer comes out, and more of both.

use std::fs;

use harness::Scene;

/// What a Dutch keyboard, a phone and a copied mail bring.
const STORY: &str = "Coördinatie, reünie, één à twee keer; “krom” ‘recht’ – € 1.000,–\n\
    \u{1F6A8} alarm \u{1F469}\u{200D}\u{1F692} en vlag \u{1F1F3}\u{1F1F1}\n\
    שלום مرحبا (van rechts naar links)\n\
    e\u{301} is niet é; ﬁets; tab\there; aanhaling \" en schuine streep \\ en {accolades}\n\
    <b>geen opmaak</b> & geen &amp;";

fn report(story: &str) -> String {
    let story = toml::Value::String(story.to_owned());
    format!("route = \"report\"\nfamily = \"ZS\"\nkinds = [\"ZS1\"]\nstory = {story}\n")
}

/// Reads what was shown: lines are wrapped, so only words count.
fn words(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches([' ', '|', '-']));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

#[test]
fn report_reply_follow_up_and_second_reply_cross_the_air_gap() {
    let mut scene = Scene::set();
    let reporter = scene.reporter();

    // The report, with files of awkward lengths.
    let lens = [0, 1, 2_900_000, 5_000_000];
    let mut attachments = Vec::new();
    for (number, len) in lens.into_iter().enumerate() {
        let content: Vec<u8> = (0..len).map(|i| (i % 251) as u8).collect();
        attachments.push(scene.file(&format!("bijlage {number} é.bin"), content));
    }
    let report = scene.file("melding.toml", report(STORY));
    let filed = reporter.report(&report, &attachments);

    // Across the gap.
    scene.carry_in();
    let cases = scene.desk.cases();
    assert_eq!(cases.len(), 1);
    let case = &cases[0];
    let shown = words(&scene.desk.show(case));
    assert!(shown.contains(&words(STORY)), "{shown}");
    let to = scene.path("bijlagen");
    fs::create_dir(&to).unwrap();
    for number in 1..=lens.len() {
        let args = [
            "save-attachment",
            case,
            &number.to_string(),
            "--ground",
            "investigation",
            "--recipient",
            "colleague",
            "--to",
            to.to_str().unwrap(),
        ];
        let _ = scene.desk.run(&args, &[]).succeeded();
    }
    for sent in &attachments {
        let saved = to.join(sent.file_name().unwrap());
        assert_eq!(fs::read(saved).unwrap(), fs::read(sent).unwrap());
    }

    // Nothing yet for the reporter but the proof.
    let before = reporter.check(&filed.code).stdout;
    assert!(
        words(&before).contains("van het openbare logboek"),
        "{before}"
    );
    assert!(
        words(&before).contains("nog niet gezegd dat het hem heeft"),
        "{before}"
    );

    // The answer.
    let answer = "Dank u. Wij hebben één vraag: wélke dag was dat? \u{1F5D3}";
    scene.desk.reply(case, answer);
    scene
        .desk
        .move_along(case, &["assessing", "waiting-for-reporter"]);
    scene.carry_out();
    let read = words(&reporter.check(&filed.code).stdout);
    assert!(read.contains(&words(answer)), "{read}");
    assert!(read.contains("Wij hebben een vraag aan u"), "{read}");
    assert!(read.contains("het meldpunt heeft hem"), "{read}");

    // The follow-up, and the second answer.
    reporter.reply(
        &filed.code,
        "Op vrijdag de 13e.\nEcht waar.",
        &attachments[1..2],
    );
    scene.carry_in();
    assert_eq!(scene.desk.cases(), cases, "a follow-up is no new case");
    let shown = words(&scene.desk.show(case));
    assert!(shown.contains("Op vrijdag de 13e. Echt waar."), "{shown}");
    let long = "Een lang antwoord. ".repeat(400);
    scene.desk.reply(case, long.trim());
    scene.carry_out();
    let read = words(&reporter.check(&filed.code).stdout);
    assert!(read.contains(long.trim()), "{read}");
    assert!(read.contains(&words(answer)), "{read}");
}

#[test]
fn report_of_almost_a_whole_letter_arrives_whole() {
    let mut scene = Scene::set();
    let story = "Zóveel te vertellen over de coördinatie. ".repeat(330);
    assert!(story.len() > 14_000);
    let report = scene.file("lang.toml", report(story.trim()));
    scene.reporter().report(&report, &[]);
    scene.carry_in();
    let shown = words(&scene.desk.show(&scene.desk.cases()[0]));
    assert!(shown.contains(story.trim()), "{shown}");
}

#[test]
fn report_with_carriage_returns_arrives_in_lines() {
    let mut scene = Scene::set();
    let report = scene.file(
        "crlf.toml",
        report("eerste regel\r\ntweede regel\r\n\r\nvierde"),
    );
    scene.reporter().report(&report, &[]);
    scene.carry_in();
    let shown = scene.desk.show(&scene.desk.cases()[0]);
    assert!(!shown.contains(['\r', '\u{fffd}']), "{shown:?}");
    assert!(
        words(&shown).contains("eerste regel tweede regel vierde"),
        "{shown}"
    );
}

#[test]
fn check_with_a_wrong_code_finds_nothing_and_says_so() {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", report("Iets is niet in de haak."));
    let filed = scene.reporter().report(&report, &[]);
    scene.carry_in();

    // A mistyped word, and two that changed places: refused on the device.
    let mut words: Vec<&str> = filed.code.split(' ').collect();
    words[3] = "qqqqqq";
    let typo = scene.reporter().try_check(&words.join(" ")).with_code(1);
    assert!(typo.stderr.contains('4'), "{}", typo.stderr);

    // A code of someone else: an empty mailbox, which says that the code may be wrong.
    let other = scene.file("ander.toml", self::report("Iets anders."));
    let second = Scene::set();
    let strange = second.reporter().report(&other, &[]);
    let empty = scene.reporter().check(&strange.code).stdout;
    let empty = self::words(&empty);
    assert!(
        empty.contains("de meldcode kan ook verkeerd zijn"),
        "{empty}"
    );
}
