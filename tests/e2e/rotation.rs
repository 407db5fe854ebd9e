//! The desk replaces its push key in the middle of a story: nothing that was said before is lost, for
//! nobody, and what was on its way arrives.

use std::path::Path;

use harness::{Finished, Running, Scene, Tool, tool};

const REPORT: &str = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";

/// Reads what was shown: lines are wrapped, so only words count.
fn words(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches([' ', '|', '-']));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

fn rotate(scene: &Scene, further: &[&str]) -> Finished {
    let args = [&["rotate", "--push"], further].concat();
    scene.desk.run(&args, &[]).succeeded()
}

/// Has an auditor look at everything, live.
#[track_caller]
fn assert_audited(scene: &Scene) {
    let mut command = tool(Tool::Auditor);
    command
        .args(["all", "--relay", scene.relay.url(), "--token-file"])
        .arg(&scene.courier.token)
        .args(["--desk", "mid", "--fingerprint", scene.desk.fingerprint()]);
    assert_passed(Running::start(&mut command).finish());
}

/// Has an auditor look at the folder of the stopped relay.
#[track_caller]
fn assert_store_audited(folder: &Path) {
    let mut command = tool(Tool::Auditor);
    command.args(["store", "--folder"]).arg(folder);
    assert_passed(Running::start(&mut command).finish());
}

#[track_caller]
fn assert_passed(audited: Finished) {
    assert_eq!(audited.code(), 0, "{}{}", audited.stdout, audited.stderr);
    assert!(!audited.stdout.contains("finding"), "{}", audited.stdout);
}

#[test]
fn story_goes_on_when_the_push_key_is_replaced() {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", REPORT);
    let filed = scene.reporter().report(&report, &[]);
    scene.carry_in();
    let case = scene.desk.cases().remove(0);
    scene.desk.reply(&case, "Dank u, wij lezen het.");
    scene.carry_out();

    // A second answer is on a stick that never arrives, and then the key is replaced.
    scene.desk.reply(&case, "Wij hebben een vraag aan u.");
    scene.desk.sleep_a_night();
    let lost = scene.next_bundle();
    scene.desk.export(&scene.path("backup.age"), &lost);
    rotate(&scene, &["--authentication"]);
    scene.desk.reply(&case, "Bent u er nog?");
    scene.carry_out();
    let answers = [
        "Dank u, wij lezen het.",
        "Wij hebben een vraag aan u.",
        "Bent u er nog?",
    ];
    let read = words(&scene.reporter().check(&filed.code).stdout);
    for answer in answers {
        assert!(read.contains(answer), "{answer}: {read}");
    }
    assert!(read.contains("het meldpunt heeft hem"), "{read}");
    assert_audited(&scene);

    // The desk takes its own confirmation back; old and new cases go on, also after a second change.
    scene.carry_in();
    let _ = scene
        .reporter()
        .reply(&filed.code, "Ja, ik ben er nog.", &[]);
    let second = scene.reporter().report(&report, &[]);
    let imported = scene.carry_in().stdout;
    assert_eq!(scene.desk.cases().len(), 2, "{imported}");
    let shown = words(&scene.desk.show(&case));
    assert!(shown.contains("Ja, ik ben er nog."), "{shown}");
    rotate(&scene, &[]);
    scene.desk.reply(&case, "Goed zo.");
    scene.carry_out();
    let read = words(&scene.reporter().check(&filed.code).stdout);
    assert!(
        read.contains(answers[0]) && read.contains("Goed zo."),
        "{read}"
    );
    let read = words(&scene.reporter().check(&second.code).stdout);
    assert!(read.contains("het meldpunt heeft hem"), "{read}");
    assert_audited(&scene);
    let _ = scene.relay.stop();
    assert_store_audited(scene.relay.folder());
}

#[test]
fn restored_desk_knows_its_cards_and_replaces_the_keys_it_lost() {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", REPORT);
    let filed = scene.reporter().report(&report, &[]);
    scene.carry_in();
    let case = scene.desk.cases().remove(0);
    let backup = scene.path("eerder.age");
    let _ = scene
        .desk
        .run(&["backup", "--to", backup.to_str().unwrap()], &[])
        .succeeded();
    // Two cards and two batches that the backup does not know.
    for answer in ["Dank u.", "Wij zoeken het uit."] {
        rotate(&scene, &["--authentication"]);
        scene.desk.reply(&case, answer);
        scene.carry_out();
    }
    let vault = scene.path("andere-laptop");
    scene.desk.restore(&backup, &vault);
    scene.carry_in();
    // What it signs nobody would take: it says so, and makes new keys.
    scene.desk.sleep_a_night();
    let bundle = scene.next_bundle();
    let export = ["export", "--to", bundle.to_str().unwrap()];
    let refused = scene.desk.run(&export, &[]).with_code(1);
    assert!(
        words(&refused.stderr).contains("(rotate)"),
        "{}",
        refused.stderr
    );
    let _ = scene.desk.run(&["rotate"], &[]).succeeded();
    scene.desk.reply(&case, "Wij zijn er weer.");
    scene.carry_out();
    let read = words(&scene.reporter().check(&filed.code).stdout);
    for answer in ["Dank u.", "Wij zoeken het uit.", "Wij zijn er weer."] {
        assert!(read.contains(answer), "{answer}: {read}");
    }
    let _ = scene.reporter().reply(&filed.code, "Mooi.", &[]);
    let _ = scene.reporter().report(&report, &[]);
    scene.carry_in();
    assert_eq!(scene.desk.cases().len(), 2);
    assert!(words(&scene.desk.show(&case)).contains("Mooi."));
}
