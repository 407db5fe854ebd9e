//! Two desks on one relay.

use harness::{Reporter, Scene, found_desk};

const REPORT: &str = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Voor één meldpunt.\"\n";

#[test]
fn one_code_is_tried_at_both_desks_and_opens_one_mailbox() {
    let mut scene = Scene::set();
    let _ = scene.relay.stop();
    let folder = scene.path("second");
    std::fs::create_dir(&folder).unwrap();
    let (mut other, other_courier) = found_desk(&folder, "cog", &scene.relay);
    scene.relay.start();
    other.sleep_a_night();
    let bundle = scene.next_bundle();
    other.export(&folder.join("backup.age"), &bundle);
    other_courier.push(scene.relay.url(), &bundle);

    // A token opens one desk only.
    let mut crossed = scene.courier.clone();
    crossed.desk = "cog".to_owned();
    let mut pull = crossed.pull_command(scene.relay.url(), &scene.path("crossed.bundle"));
    let refused = harness::Running::start(&mut pull).finish().with_code(1);
    assert!(
        refused.stderr.contains("does not accept the token"),
        "{}",
        refused.stderr
    );

    let report = scene.file("melding.toml", REPORT);
    let filed = scene.reporter().report(&report, &[]);
    scene.carry_in();
    let case = scene.desk.cases()[0].clone();
    scene.desk.reply(&case, "Alleen van dit meldpunt.");
    scene.carry_out();

    // The other desk cannot open what was sent to the first, nor import its bundles.
    scene.relay.await_sealing("cog");
    let bundle = scene.next_bundle();
    other_courier.pull(scene.relay.url(), &bundle);
    other.import(&bundle);
    assert!(other.cases().is_empty());
    let foreign = scene.pull();
    let refused = other
        .run(&["import", foreign.to_str().unwrap()], &[])
        .with_code(1);
    assert!(refused.stderr.contains("mid"), "{}", refused.stderr);

    // One code, both desks.
    let config = format!(
        "[[desk]]\nrelay = \"{url}\"\nfingerprint = \"{}\"\n[[desk]]\nrelay = \"{url}\"\nfingerprint = \"{}\"\n",
        other.fingerprint(),
        scene.desk.fingerprint(),
        url = scene.relay.url(),
    );
    let config = scene.file("desks.toml", config);
    let mut check = harness::tool(harness::Tool::Reporter);
    check
        .args(["check", "--lang", "nl", "--config"])
        .arg(config);
    let mut running = harness::Running::start(&mut check);
    running.type_line(&filed.code);
    let read = running.finish().succeeded().stdout;
    assert_eq!(read.matches("Uw postbus bij").count(), 1, "{read}");
    assert!(read.contains("Alleen van dit meldpunt."), "{read}");
    // The same code at the other desk alone: nothing.
    let alone = Reporter {
        desk: other.fingerprint().to_owned(),
        ..scene.reporter()
    };
    let empty = alone.check(&filed.code).stdout;
    assert!(empty.contains("niets gevonden"), "{empty}");
}
