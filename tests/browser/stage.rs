//! What a story is played on: relay, desk and courier, the signed page, and node with Chromium.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use harness::{PageDraft, Reporter, Running, Scene, built_page, found_desk};
use serde_json::{Value, json};

/// Where the quick exit leads. The browser answers for it: nothing leaves the machine.
pub(crate) const EXIT: &str = "https://www.example.org/";

/// When letters leave a visitor.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cover {
    /// At once.
    Off,
    /// In slots: seconds until the first, seconds between two, how many.
    Slots { first: i64, every: i64, most: i64 },
}

/// A relay that serves the signed page of its desk.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) scene: Scene,
}

impl Stage {
    /// Sets a scene and lets its relay serve the page.
    pub(crate) fn set(cover: Cover) -> Self {
        Self::set_with(cover, |_| ())
    }

    /// As [`Stage::set`], with a configuration that was changed.
    pub(crate) fn set_with(cover: Cover, change: impl FnOnce(&mut PageDraft)) -> Self {
        let mut scene = Scene::set();
        let mut page = PageDraft::new(&built_page());
        page.set("exit", EXIT);
        page.set("cover", table(cover));
        change(&mut page);
        let note = scene.path("page.note");
        page.sign(&[&scene.desk], &[], &note);
        page.hand_to(&mut scene.relay, &note);
        let _ = scene.relay.stop();
        scene.relay.start();
        Self { scene }
    }

    /// As [`Stage::set`], with a second desk for reports about the first.
    pub(crate) fn set_for_two(cover: Cover) -> Self {
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
        let cards = [&scene.desk, &other].map(|desk| {
            let fingerprint = desk.fingerprint().to_owned();
            let reporter = Reporter {
                desk: fingerprint,
                ..scene.reporter()
            };
            let card = scene.path(&format!("{}.card", desk.name()));
            let mut save = reporter.command("card");
            let _ = Running::start(save.arg("--to").arg(&card))
                .finish()
                .succeeded();
            card
        });
        let mut page = PageDraft::new(&built_page());
        page.set("exit", EXIT);
        page.set("cover", table(cover));
        let note = scene.path("page.note");
        page.sign(&[&scene.desk, &other], &cards, &note);
        page.hand_to(&mut scene.relay, &note);
        let _ = scene.relay.stop();
        scene.relay.start();
        Self { scene }
    }

    /// Plays `tests/browser/<story>.mjs`; `scene` is what it is told beside where the relay is.
    ///
    /// Its `name` tells plays of one story apart when a picture of a failed one is kept.
    #[track_caller]
    pub(crate) fn play(&self, story: &str, mut scene: Value) -> Value {
        let url = scene["url"].take();
        scene["url"] = if url.is_null() {
            json!(self.scene.relay.url())
        } else {
            url
        };
        play(&self.scene.path(""), story, scene)
    }
}

/// Plays a story whose scene says where the relay is; what it leaves behind is below `folder`.
#[track_caller]
pub(crate) fn play(folder: &Path, story: &str, mut scene: Value) -> Value {
    install();
    let members = scene.as_object_mut().expect("a scene is an object");
    for (name, value) in [("exit", json!(EXIT)), ("screens", json!(screens()))] {
        members.entry(name).or_insert(value);
    }
    let folder = tempfile::tempdir_in(folder).unwrap();
    let file = folder.path().join("scene.json");
    fs::write(&file, scene.to_string()).unwrap();
    let mut node = Command::new("node");
    node.arg(here().join(format!("{story}.mjs"))).arg(&file);
    // Profiles and downloads stay in the scene's folder, which goes with it.
    node.env("TMPDIR", folder.path()).env_remove("NODE_OPTIONS");
    let told = Running::start(&mut node).finish();
    assert_eq!(told.code(), 0, "{story}: {}{}", told.stdout, told.stderr);
    serde_json::from_str(&told.stdout).expect("a story prints json")
}

fn table(cover: Cover) -> toml::Table {
    let span = |secs: i64| toml::Value::from(vec![secs, secs]);
    let entries = match cover {
        Cover::Off => vec![("on", toml::Value::from(false))],
        Cover::Slots { first, every, most } => vec![
            ("on", toml::Value::from(true)),
            ("first_secs", span(first)),
            ("every_secs", span(every)),
            ("max", toml::Value::from(most)),
        ],
    };
    let owned = entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    owned.collect()
}

/// Returns the top of the repository.
pub(crate) fn repository() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests are in the repository")
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("browser")
}

/// Where pictures of screens are kept.
fn screens() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../build/screens")
}

/// Installs what the lock file names, once, whichever test comes first.
fn install() {
    let lock = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-npm.lock");
    let lock = File::create(lock).expect("cargo made its temporary folder");
    lock.lock().expect("locks work here");
    // npm writes this file last.
    if here().join("node_modules/.package-lock.json").exists() {
        return;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(here());
    let _ = Running::start(&mut npm).finish().succeeded();
}
