//! The page: its configuration written, signed by the desks, and handed to the relay.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::desk::Desk;
use crate::relay::Relay;

/// What is in a build beside its files.
const MANIFEST: &str = "manifest.json";

/// Returns the folder of the built page.
///
/// # Panics
///
/// If `make web` has not been run.
#[must_use]
pub fn built_page() -> PathBuf {
    let folder = repository().join("build/web");
    let manifest = folder.join(MANIFEST);
    assert!(
        manifest.is_file(),
        "run `make web` first: {} is missing",
        manifest.display()
    );
    folder
}

/// A page for desks: a build, and a configuration with the defaults of docs/page-config.toml.
#[derive(Debug)]
pub struct PageDraft {
    build: PathBuf,
    config: Table,
}

impl PageDraft {
    /// Begins a page of a build. Its desks are given when it is signed.
    ///
    /// # Panics
    ///
    /// If the defaults cannot be read.
    #[must_use]
    pub fn new(build: &Path) -> Self {
        let defaults = repository().join("docs/page-config.toml");
        let text = fs::read_to_string(defaults).expect("the defaults are there");
        Self {
            build: build.to_owned(),
            config: text.parse().expect("the defaults are toml"),
        }
    }

    /// Sets a member of the configuration, such as `exit`.
    pub fn set(&mut self, member: &str, value: impl Into<Value>) {
        self.config.insert(member.to_owned(), value.into());
    }

    /// Sets cover: on or off, and the slots in seconds, least and most.
    pub fn set_cover(&mut self, on: bool, first_secs: [i64; 2], every_secs: [i64; 2]) {
        let span = |[least, most]: [i64; 2]| Value::from(vec![least, most]);
        self.set(
            "cover",
            Table::from_iter([
                ("on".to_owned(), Value::from(on)),
                ("first_secs".to_owned(), span(first_secs)),
                ("every_secs".to_owned(), span(every_secs)),
            ]),
        );
    }

    /// Lets the desks sign, one after the other; the second and later ones are for reports about
    /// the first. `cards` are the signed key cards of all of them, where there are several.
    ///
    /// # Panics
    ///
    /// If a desk refuses.
    #[track_caller]
    pub fn sign(&mut self, desks: &[&Desk], cards: &[PathBuf], to: &Path) {
        let example = self.config["desks"][0].clone();
        let entry = |(index, desk): (usize, &&Desk)| {
            let mut entry = example.clone();
            let members = entry.as_table_mut().expect("a desk is a table");
            members.insert("desk".to_owned(), desk.name().into());
            members.insert("fingerprint".to_owned(), desk.fingerprint().into());
            if index > 0 {
                members.insert("alternative".to_owned(), true.into());
                let name = [
                    ("nl", "Externe vertrouwenspersoon"),
                    ("en", "External confidential adviser"),
                ];
                let name = name.map(|(lang, name)| (lang.to_owned(), Value::from(name)));
                members.insert("name".to_owned(), Table::from_iter(name).into());
            }
            entry
        };
        let entries: Vec<Value> = desks.iter().enumerate().map(entry).collect();
        self.set("desks", entries);
        let config = to.with_extension("toml");
        fs::write(&config, self.config.to_string()).expect("the folder is ours");
        for (index, desk) in desks.iter().enumerate() {
            let manifest = self.build.join(MANIFEST);
            let mut args = vec!["page", "--config", text(&config)];
            args.extend(["--manifest", text(&manifest), "--to", text(to)]);
            for card in cards {
                args.extend(["--card", text(card)]);
            }
            if index > 0 {
                args.extend(["--with", text(to)]);
            }
            let _ = desk.run(&args, &[]).succeeded();
        }
    }

    /// Lets a relay serve the page from its next start on.
    pub fn hand_to(&self, relay: &mut Relay, note: &Path) {
        relay.set("page_build", self.build.display());
        relay.set("page_note", note.display());
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests are in the repository")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temporary paths are text")
}
