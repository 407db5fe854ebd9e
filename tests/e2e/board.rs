//! The desk's board and the proof in the reporter's hand: published, compared, checked by an
//! auditor who has no key.

use std::fs;
use std::path::Path;

use harness::{Finished, Running, Scene, Tool, tool};

const REPORT: &str = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";

/// Reads what was shown: lines are wrapped, so only words count.
fn words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn audit(args: &[&str], files: &[&Path]) -> Finished {
    let mut command = tool(Tool::Auditor);
    Running::start(command.args(args).args(files)).finish()
}

/// Exports what the desk has, and pushes it.
fn push(scene: &mut Scene) -> Finished {
    let bundle = scene.next_bundle();
    let exported = scene.desk.export(&scene.path("backup.age"), &bundle);
    scene.courier.push(scene.relay.url(), &bundle);
    exported
}

#[test]
fn board_agrees_with_five_reporters_and_the_logs() {
    let mut scene = Scene::set();
    // Letters are of today, and so must the answers be.
    for _ in 0..4 {
        scene.desk.sleep_a_night();
    }
    let report = scene.file("melding.toml", REPORT);
    let filed: Vec<_> = (0..6)
        .map(|_| scene.reporter().report(&report, &[]))
        .collect();
    scene.carry_in();
    let cases = scene.desk.cases();
    for case in &cases[..5] {
        scene.desk.reply(case, "Dank u, wij hebben het gelezen.");
        scene.desk.move_along(case, &["assessing", "concluded"]);
    }
    let before = words(&scene.reporter().check(&filed[0].code).stdout);
    assert!(before.contains("nog geen bord"), "{before}");
    let made = scene.desk.run(&["board"], &[]).succeeded().stdout;
    assert!(made.contains("Bord 0"), "{made}");
    let exported = push(&mut scene);
    assert!(
        exported.stdout.contains("Bord: nummer 0"),
        "{}",
        exported.stdout
    );
    let (status, board) = scene.relay.get("v1/desks/mid/board");
    assert_eq!(status, 200);
    assert_eq!(scene.relay.get("v1/desks/mid/board/0"), (200, board));

    // Every reporter finds the own line, and the one who has none is not worried.
    let mut listed = 0;
    for filed in &filed {
        let shown = words(&scene.reporter().check(&filed.code).stdout);
        let agrees = shown.contains("bord 0 van") && shown.contains("wat u hier ziet.");
        let waits = shown.contains("Uw zaak staat niet op het bord");
        assert!(agrees != waits, "{shown}");
        listed += usize::from(agrees);
    }
    assert_eq!(listed, 5);

    // The logs allow what the board says.
    let url = scene.relay.url().to_owned();
    let pinned = ["--desk", "mid", "--fingerprint", scene.desk.fingerprint()];
    let args = [&["terms", "--relay", &url][..], &pinned].concat();
    let audited = audit(&args, &[]).succeeded();
    assert!(audited.stdout.contains("cases on it"), "{}", audited.stdout);

    // Seen published, it is not exported again; and today there is no other.
    scene.carry_in();
    let again = scene.desk.run(&["board"], &[]).succeeded().stdout;
    assert!(again.contains("geen nieuwer bord"), "{again}");
}

#[test]
fn proof_and_receipt_convince_an_auditor() {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", REPORT);
    let receipt = scene.path("ontvangstbewijs");
    let mut command = scene.reporter().command("report");
    command.arg("--from").arg(&report);
    command.arg("--receipt-to").arg(&receipt);
    let mut running = Running::start(&mut command);
    running.type_line("");
    let code = harness::confirm_code(&mut running);
    let _ = running.finish().succeeded();
    scene.carry_in();
    scene.carry_out();

    let proof = scene.path("bewijs");
    let prove = |answer: &str| {
        let mut command = scene.reporter().command("prove");
        let mut running = Running::start(command.arg("--to").arg(&proof));
        running.type_line(&code);
        running.type_line(answer);
        running.finish()
    };
    // Only on the reporter's wish.
    let stopped = prove("nee").succeeded();
    assert!(!proof.exists(), "{}", stopped.stderr);
    let written = prove("ja").succeeded();
    assert!(
        words(&written.stderr).contains("dat u contact had"),
        "{}",
        written.stderr
    );
    let text = fs::read_to_string(&proof).unwrap();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\n"));

    // Anyone checks it with the fingerprint alone.
    let fingerprint = scene.desk.fingerprint().to_owned();
    let args = ["receipt", "--fingerprint", &fingerprint];
    let shown = audit(&args, &[&proof]).succeeded().stdout;
    assert!(shown.contains("SHA-256 of the letter"), "{shown}");
    assert!(shown.contains("the desk confirmed it: yes"), "{shown}");
    let changed = scene.path("veranderd");
    for (position, byte) in text.bytes().enumerate().step_by(1_009) {
        let mut bytes = text.clone().into_bytes();
        bytes[position] = byte ^ 1;
        fs::write(&changed, bytes).unwrap();
        let _ = audit(&args, &[&changed]).with_code(1);
    }
    let other = "00".repeat(20);
    let _ = audit(&["receipt", "--fingerprint", &other], &[&proof]).with_code(1);

    // The relay kept its promise; without a log nobody can say so.
    let url = scene.relay.url().to_owned();
    let looked = [&args[..], &["--desk", "mid", "--relay", &url]].concat();
    let kept = audit(&looked, &[&receipt]).succeeded().stdout;
    assert!(kept.contains("kept, entry"), "{kept}");
    let _ = audit(&args, &[&receipt]).with_code(3);
}
