//! The page with the real binaries: signed by its desks, served by the relay, compared by an
//! auditor. Where the relay or what stands before it lies, the auditor says so.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use harness::{
    Desk, Finished, Liar, PageDraft, Running, Scene, Tool, built_page, files_below, found_desk,
    tool,
};

/// Lets the page be served from the relay's next start on.
fn publish(scene: &mut Scene, build: &Path) -> PathBuf {
    let mut page = PageDraft::new(build);
    let note = scene.path("page.note");
    page.sign(&[&scene.desk], &[], &note);
    page.hand_to(&mut scene.relay, &note);
    note
}

fn restart(scene: &mut Scene) {
    let _ = scene.relay.stop();
    scene.relay.start();
}

fn audit(url: &str, build: &Path, desks: &[&Desk]) -> Finished {
    let mut command = tool(Tool::Auditor);
    command.args(["page", "--page", url, "--build"]).arg(build);
    for desk in desks {
        command.args(["--fingerprint", desk.fingerprint()]);
    }
    Running::start(&mut command).finish()
}

/// A copy of the built page that may be changed.
fn copied_build(to: &Path) -> PathBuf {
    let from = built_page();
    for file in files_below(&from) {
        let copy = to.join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&file, copy).unwrap();
    }
    to.to_owned()
}

#[test]
fn page_of_one_desk_passes_the_audit() {
    let mut scene = Scene::set();
    let note = publish(&mut scene, &built_page());
    restart(&mut scene);
    let url = scene.relay.url().to_owned();
    let report = audit(&url, &built_page(), &[&scene.desk])
        .succeeded()
        .stdout;
    assert!(report.contains("files compared"), "{report}");

    // The same as one part of everything; and an older configuration is noticed.
    let known = note.to_str().unwrap();
    let all = [
        "all",
        "--relay",
        &url,
        "--desk",
        "mid",
        "--fingerprint",
        scene.desk.fingerprint(),
        "--page",
        &url,
        "--build",
        built_page().to_str().unwrap(),
        "--known-page",
        known,
    ]
    .map(str::to_owned);
    let report = Running::start(tool(Tool::Auditor).args(all))
        .finish()
        .succeeded()
        .stdout;
    assert!(report.contains("files compared"), "{report}");
    let newer = scene.path("newer.note");
    let mut page = PageDraft::new(&built_page());
    page.set("version", 2);
    page.sign(&[&scene.desk], &[], &newer);
    let mut command = tool(Tool::Auditor);
    command
        .args(["page", "--page", &url, "--build"])
        .arg(built_page());
    command
        .args(["--fingerprint", scene.desk.fingerprint(), "--known"])
        .arg(&newer);
    let report = Running::start(&mut command).finish().with_code(1).stdout;
    assert!(report.contains("page-rolled-back"), "{report}");
}

#[test]
fn page_of_two_desks_needs_both_signatures() {
    let mut scene = Scene::set();
    let _ = scene.relay.stop();
    let folder = scene.path("second");
    fs::create_dir(&folder).unwrap();
    let (mut other, courier) = found_desk(&folder, "extern", &scene.relay);
    scene.relay.start();
    other.sleep_a_night();
    let bundle = scene.next_bundle();
    other.export(&folder.join("backup.age"), &bundle);
    courier.push(scene.relay.url(), &bundle);

    let mut cards = Vec::new();
    for desk in [&scene.desk, &other] {
        let card = scene.path(&format!("{}.card", desk.name()));
        let reporter = harness::Reporter {
            desk: desk.fingerprint().to_owned(),
            ..scene.reporter()
        };
        let mut save = reporter.command("card");
        let _ = Running::start(save.arg("--to").arg(&card))
            .finish()
            .succeeded();
        cards.push(card);
    }
    let note = scene.path("page.note");
    let mut page = PageDraft::new(&built_page());
    page.sign(&[&scene.desk, &other], &cards, &note);
    page.hand_to(&mut scene.relay, &note);
    restart(&mut scene);
    let url = scene.relay.url().to_owned();
    let _ = audit(&url, &built_page(), &[&scene.desk, &other]).succeeded();
    // Who holds one fingerprint only is told of the other desk.
    let report = audit(&url, &built_page(), &[&scene.desk])
        .with_code(1)
        .stdout;
    assert!(report.contains("page-desk"), "{report}");

    // The second desk does not sign what its own file does not say.
    let config = scene.path("page.toml");
    let text = fs::read_to_string(&config).unwrap();
    assert!(text.contains("0800-0113"));
    fs::write(&config, text.replace("0800-0113", "0900-1234")).unwrap();
    let manifest = built_page().join("manifest.json");
    let manifest = manifest.to_str().unwrap();
    let (config, note) = (config.to_str().unwrap(), note.to_str().unwrap());
    let mut args = vec![
        "page",
        "--config",
        config,
        "--manifest",
        manifest,
        "--with",
        note,
    ];
    args.extend(["--to", note, "--card", cards[0].to_str().unwrap()]);
    let refused = other.run(&args, &[]).with_code(1).stderr;
    assert!(refused.contains("emergency"), "{refused}");
}

#[test]
fn relay_does_not_start_with_a_page_that_was_changed() {
    let mut scene = Scene::set();
    let build = copied_build(&scene.path("web"));
    let note = publish(&mut scene, &build);
    let _ = scene.relay.stop();
    fs::write(build.join("page.js"), "evil()").unwrap();
    let mut run = tool(Tool::Relay);
    run.args(["run", "--folder"]).arg(scene.relay.folder());
    run.env("BELLROPE_RELAY_LISTEN", "127.0.0.1:0");
    run.env("BELLROPE_RELAY_MANAGEMENT_LISTEN", "127.0.0.1:0");
    run.env("BELLROPE_RELAY_SLOTS", "256");
    run.env("BELLROPE_RELAY_EPOCH_SECS", harness::EPOCH_SECS.to_string());
    run.env("BELLROPE_RELAY_PAGE_BUILD", &build);
    run.env("BELLROPE_RELAY_PAGE_NOTE", &note);
    let refused = Running::start(&mut run).finish().with_code(1).stderr;
    let named = "page.js is not the file that the manifest lists";
    assert!(refused.contains(named), "{refused}");
}

#[test]
fn audit_names_what_a_lying_server_changed() {
    let mut scene = Scene::set();
    publish(&mut scene, &built_page());
    restart(&mut scene);
    let lies = HashMap::from([
        (
            "/a/page.js".to_owned(),
            (200, b"fetch('https://evil.example')".to_vec()),
        ),
        ("/sw.js".to_owned(), (200, b"self.onfetch = steal".to_vec())),
    ]);
    let liar = Liar::start(scene.relay.url(), lies);
    let report = audit(&liar.url(), &built_page(), &[&scene.desk])
        .with_code(1)
        .stdout;
    for (kind, place) in [
        ("page-file", "/a/page.js"),
        ("page-other", "/sw.js"),
        ("page-header", "/, content-security-policy"),
    ] {
        assert!(
            report.contains(kind) && report.contains(place),
            "{kind}: {report}"
        );
    }
    // A build of other sources is no match either, and says so.
    let other = copied_build(&scene.path("other"));
    let css = fs::read(other.join("page.css")).unwrap();
    fs::write(other.join("page.css"), [css.as_slice(), b"\n"].concat()).unwrap();
    let torn = audit(scene.relay.url(), &other, &[&scene.desk])
        .with_code(2)
        .stderr;
    assert!(
        torn.contains("page.css is not the file that the manifest lists"),
        "{torn}"
    );
}
