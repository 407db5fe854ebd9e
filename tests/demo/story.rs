//! The story itself, step by step.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use harness::{Needle, needles_of_text};

use crate::practice::practise;
use crate::prop::{ANSWER, MARK, PRIVATE, STORY};
use crate::stage::Stage;

static IS_TOLD: AtomicBool = AtomicBool::new(false);

/// Says whether the story is over.
pub(crate) fn is_told() -> bool {
    IS_TOLD.load(Ordering::SeqCst)
}

/// Tells the story in a folder; panics where a step fails.
pub(crate) fn tell(folder: &Path) -> Stage {
    println!("Bellrope: a report goes in, an answer comes out. Everything below really happens.");
    let mut stage = found(folder);
    report(&mut stage);
    search(&stage);
    let case = carry_in(&stage);
    answer(&stage, &case);
    read(&stage);
    practise(folder);
    IS_TOLD.store(true, Ordering::SeqCst);
    stage
}

fn found(folder: &Path) -> Stage {
    println!(
        "\n1. A desk is founded on a laptop without network. A relay that it need not trust starts."
    );
    let mut stage = Stage::set(folder);
    stage.relay.start();
    let print = stage.desk.fingerprint();
    let groups: Vec<&str> = (0..10)
        .map(|group| &print[4 * group..4 * group + 4])
        .collect();
    println!(
        "   $ bellrope-desk init        fingerprint {}",
        groups.join(" ")
    );
    println!(
        "   $ bellrope-relay run        {} (seals every second here, every hour in earnest)",
        stage.relay.url()
    );
    let names = stage
        .witnesses
        .each_ref()
        .map(|it| it.key().name().to_string());
    println!(
        "   $ bellrope-audit witness    {} (each in its own hands)",
        names.join(", ")
    );
    let pushed = stage.carry_out("card.bundle");
    println!("   $ bellrope-courier push     {}", pushed.trim());
    // Readers get nothing that both witnesses have not cosigned.
    stage.relay.await_growth(stage.desk.name(), "cards", 0);
    stage
}

fn report(stage: &mut Stage) {
    println!("\n2. A reporter tells what happened, with a photo (3 MB) and a video (50 MB).");
    for line in STORY {
        println!("   | {line}");
    }
    let filed = stage
        .reporter()
        .report(&stage.props.report, &stage.props.files);
    stage.code = filed.code;
    println!(
        "   $ bellrope report --from melding.toml --keep-metadata --attach rittenregister.jpg --attach parkeerplaats.mp4"
    );
    println!("   meldcode: {}", stage.code);
    for line in lines_with(&filed.finished.stderr, &["verstuurd en aangenomen"]) {
        println!("   {line}");
    }
}

fn search(stage: &Stage) {
    stage.relay.await_sealing(stage.desk.name());
    println!("\n3. This is all that the relay has now:");
    for (kind, count, len) in stage.inventory() {
        let files = if count == 1 { "file " } else { "files" };
        println!(
            "   {:>11.1} kB in {count:>3} {files}  {kind}",
            len as f64 / 1000.0
        );
    }
    let letters = stage.relay.size(stage.desk.name(), "intake");
    println!(
        "   The letter is one of {letters} in the log, each of 16,384 bytes; the others say nothing."
    );
    let needles = needles(&stage.code);
    let (files, bytes) = stage.holdings();
    let found = stage.found_at_relay(&needles);
    println!(
        "   Story, private part, file names, file contents, code words; plain, UTF-16, base64, hex:"
    );
    println!(
        "   searched {files} files, {} MB: found in {found}.",
        bytes / 1_000_000
    );
    assert_eq!(found, 0, "the relay holds plaintext");
    let found = stage.found_at_reporter(&needles);
    println!("   The same search in the reporter's own 3 files: found {found} times.");
    assert!(found > 0, "the search finds nothing at all");
}

fn needles(code: &str) -> Vec<Needle> {
    let mut needles = Vec::new();
    for text in STORY
        .iter()
        .chain(&[PRIVATE, MARK, "rittenregister.jpg", "parkeerplaats.mp4"])
    {
        needles.extend(needles_of_text("text", text));
    }
    let words: Vec<&str> = code.split(' ').collect();
    for three in words.windows(3) {
        needles.extend(needles_of_text("code words", &three.join(" ")));
        needles.extend(needles_of_text("code words", &three.join("-")));
    }
    needles
}

fn carry_in(stage: &Stage) -> String {
    println!(
        "\n4. The courier carries a bundle across; the desk verifies all of it before it opens any."
    );
    let bundle = stage.path("in.bundle");
    let pulled = stage.courier.pull(stage.relay.url(), &bundle).stdout;
    println!(
        "   $ bellrope-courier pull     {}",
        joined(&lines_with(&pulled, &["letters", "blocks"]))
    );
    let imported = stage.desk.import(&bundle).stdout;
    let said = lines_with(&imported, &["Nieuwe zaken", "Dekbrieven", "Blokken"]);
    println!("   $ bellrope-desk import      {}", joined(&said));
    let case = stage
        .desk
        .cases()
        .first()
        .expect("the report is a case")
        .clone();
    let shown = stage.desk.show(&case);
    println!("   $ bellrope-desk show {case}");
    for line in lines_with(
        &shown,
        &["Status", "Zandloper", "13 november", "Pakket", "Bijlage"],
    ) {
        println!("   | {line}");
    }
    assert!(
        STORY
            .iter()
            .chain(&[PRIVATE])
            .all(|line| shown.contains(line))
    );
    stage.save_attachments(&case);
    println!("   $ bellrope-desk save-attachment …   both files: byte for byte what was sent");
    case
}

fn answer(stage: &Stage, case: &str) {
    println!(
        "\n5. The caseworker answers. It leaves as one of 16 replies; the others say nothing."
    );
    let said = stage.desk.reply(case, &ANSWER.join("\n")).stdout;
    println!(
        "   $ bellrope-desk reply       {}",
        joined(&lines_with(&said, &[""]))
    );
    stage
        .desk
        .move_along(case, &["assessing", "waiting-for-reporter"]);
    let before = stage.relay.size(stage.desk.name(), "replies");
    let pushed = stage.carry_out("out.bundle");
    stage
        .relay
        .await_growth(stage.desk.name(), "replies", before);
    println!(
        "   $ bellrope-courier push     {}",
        joined(&lines_with(&pushed, &["replies", "confirm"]))
    );
}

fn read(stage: &Stage) {
    println!(
        "\n6. From any computer, with nothing but the case code (everybody downloads the same):"
    );
    println!("   $ bellrope check");
    let read = stage.reporter().check(&stage.code).stdout;
    for line in read.lines().filter(|line| !line.trim().is_empty()) {
        println!("   {line}");
    }
    for expected in ANSWER.iter().chain(&[
        "openbare",
        "logboek",
        "bevestigd door 2 getuigen",
        "het meldpunt heeft hem",
    ]) {
        let words: Vec<&str> = read
            .split(['\n', ' ', '|'])
            .filter(|word| !word.is_empty())
            .collect();
        assert!(
            words.join(" ").contains(expected),
            "{expected} is not there"
        );
    }
}

/// Returns the lines that have any of the texts in them, trimmed.
pub(crate) fn lines_with<'a>(text: &'a str, any: &[&str]) -> Vec<&'a str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && any.iter().any(|part| line.contains(part)))
        .collect()
}

pub(crate) fn joined(lines: &[&str]) -> String {
    lines.join(" · ")
}
