//! The real window without any network: a display of its own, a keyboard, a picture of what it shows.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use harness::{PASSPHRASE, Running, Scene};

/// A display in memory, on a number that is free.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x900x24"])
            .args(["-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is there: tests/install.sh test");
        let mut number = String::new();
        let mut out = BufReader::new(server.stdout.take().unwrap());
        let _ = out.read_line(&mut number).unwrap();
        Self {
            server,
            name: format!(":{}", number.trim()),
        }
    }

    /// Runs a tool on the display.
    fn run(&self, program: &str, args: &[&str]) -> String {
        let mut tool = Command::new(program);
        tool.args(args).env("DISPLAY", &self.name);
        Running::start(&mut tool).finish().succeeded().stdout
    }

    /// Waits for the window whose title begins so; answers its id.
    fn await_window(&self, title: &str) -> String {
        let pattern = format!("^{title}");
        let found = self.run("xdotool", &["search", "--sync", "--name", &pattern]);
        found.lines().next().unwrap().to_owned()
    }

    /// Skips to the content of the page, goes on by so many stops, and presses what has the focus.
    fn press_into_content(&self, stops: usize) {
        self.press("Tab");
        self.press("Return");
        for _ in 0..stops {
            self.press("Tab");
        }
        self.press("Return");
    }

    /// Presses keys, by their names.
    fn press(&self, keys: &str) {
        let _ = self.run("xdotool", &["key", "--clearmodifiers", keys]);
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Keeps a picture of the display; answers how many different colours it has.
fn colours(display: &Display, to: &Path) -> usize {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    let file = to.to_str().unwrap();
    let _ = display.run("import", &["-window", "root", file]);
    let told = display.run("identify", &["-format", "%k", file]);
    told.trim().parse().unwrap()
}

/// Returns what a process has open to a network: lines of its own namespace below the heads.
fn sockets(pid: u32) -> Vec<String> {
    let mut lines = Vec::new();
    for kind in ["tcp", "tcp6", "udp", "udp6", "raw", "packet"] {
        let table = fs::read_to_string(format!("/proc/{pid}/net/{kind}")).unwrap_or_default();
        lines.extend(table.lines().skip(1).map(ToOwned::to_owned));
    }
    lines
}

#[test]
fn the_window_works_without_any_network() {
    let mut scene = Scene::set();
    let report = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";
    let file = scene.file("melding.toml", report);
    let _ = scene.reporter().report(&file, &[]);
    let _ = scene.carry_in();
    let display = Display::start();
    let home = scene.path("home");
    fs::create_dir(&home).unwrap();
    let window = scene.desk.window("nl", &display.name, &home);

    let id = display.await_window("De kluis is op slot");
    let _ = display.run("xdotool", &["windowfocus", "--sync", &id]);
    // The passphrase's field has the focus.
    let _ = display.run("xdotool", &["type", "--delay", "20", PASSPHRASE]);
    display.press("Return");
    let _ = display.await_window("Postvak");
    let pictures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../build/screens/desk");
    // A blank window has one colour, text has many.
    assert!(colours(&display, &pictures.join("window-inbox.png")) > 20);
    assert_eq!(sockets(window.id()), Vec::<String>::new());

    // The keyboard goes on: to the case, past the five kinds of lists, and to its triage.
    display.press_into_content(7);
    let _ = display.await_window("Zaak ");
    assert!(colours(&display, &pictures.join("window-case.png")) > 20);
    display.press("alt+2");
    let _ = display.await_window("Triage ·");
    display.press_into_content(2);
    let _ = display.await_window("Triage van zaak ");
    assert!(colours(&display, &pictures.join("window-triage.png")) > 20);
    // To the keys, and to the lock.
    display.press("alt+0");
    let _ = display.await_window("Sleutels");
    assert!(colours(&display, &pictures.join("window-keys.png")) > 20);
    display.press("alt+l");
    let _ = display.await_window("De kluis is op slot");

    // The vault is free again, and nothing was kept.
    assert_eq!(scene.desk.cases().len(), 1);
    let kept = harness::files_below(&home);
    let pages = harness::find_in_folder(&home, &harness::needles_of_text("a page", "Postvak"));
    assert!(pages.is_empty(), "{pages:?} of {kept:?}");
    let _ = window.stop();
}

#[test]
fn window_and_serve_say_what_is_missing() {
    let scene = Scene::set();
    let alone = scene.path("bellrope-desk");
    let _ = fs::copy(harness::binary_folder().join("bellrope-desk"), &alone).unwrap();
    for (command, hint) in [
        ("window", "bellrope-desk serve"),
        ("serve", "beside this program"),
    ] {
        let mut desk = Command::new(&alone);
        desk.args(["--lang", "en", command, "--vault"])
            .arg(scene.desk.vault());
        let told = Running::start(&mut desk).finish().with_code(1);
        let name = format!("bellrope-desk-{command} is not beside this program");
        assert!(told.stderr.contains(&name), "{}", told.stderr);
        assert!(told.stderr.contains(hint), "{}", told.stderr);
    }
}
