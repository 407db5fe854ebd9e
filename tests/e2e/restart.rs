//! Broken connections and a relay that goes away: what was answered is kept, what was begun goes
//! on.

use std::fs;

use harness::{Cut, Proxy, Reporter, Running, Scene, confirm_code};

const REPORT: &str = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";

#[test]
fn report_goes_on_after_broken_connections() {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", REPORT);
    let content: Vec<u8> = (0..3_000_000_u32).map(|i| (i % 249) as u8).collect();
    let video = scene.file("film.bin", &content);
    // Cut in the middle of a block, again and again.
    let cut = Cut::Sent {
        after: 350_000,
        times: 6,
    };
    let proxy = Proxy::start(scene.relay.url(), cut);
    let reporter = Reporter {
        relay: proxy.url(),
        ..scene.reporter()
    };
    reporter.report(&report, &[video]);
    assert_eq!(proxy.cuts(), 6);
    scene.carry_in();
    let case = &scene.desk.cases()[0];
    let to = scene.path("uit");
    fs::create_dir(&to).unwrap();
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
    let _ = scene.desk.run(&args, &[]).succeeded();
    assert_eq!(fs::read(to.join("film.bin")).unwrap(), content);
}

#[test]
fn letters_that_were_answered_survive_a_power_cut() {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", REPORT);
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(scene.reporter().report(&report, &[]).code);
        scene.relay.kill();
        scene.relay.start();
    }
    scene.carry_in();
    assert_eq!(scene.desk.cases().len(), 4);
    let _ = scene.relay.stop();
    scene.relay.start();
    for code in codes {
        let found = scene.reporter().check(&code).stdout;
        assert!(found.contains("openbare"), "{found}");
    }
}

#[test]
fn report_waits_for_a_relay_that_restarts() {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", REPORT);
    let photo = scene.file("foto.bin", vec![1; 600_000]);
    let mut command = scene.reporter().command("report");
    command
        .arg("--from")
        .arg(&report)
        .arg("--keep-metadata")
        .arg("--attach")
        .arg(&photo);
    let mut running = Running::start(&mut command);
    running.type_line("");
    // The logs are read; blocks and letter are still to be sent.
    let code = {
        scene.relay.await_growth("mid", "cards", 0);
        confirm_code(&mut running)
    };
    scene.relay.kill();
    scene.relay.start();
    let _ = running.finish().succeeded();
    scene.carry_in();
    assert_eq!(scene.desk.cases().len(), 1);
    assert!(scene.reporter().check(&code).stdout.contains("openbare"));
}
