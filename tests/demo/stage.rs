//! Where the story plays: one folder, a relay, two witnesses, a desk, a courier, a reporter.

use std::fs;
use std::path::{Path, PathBuf};

use harness::{
    Courier, Desk, Needle, PASSPHRASE, PageDraft, Relay, Reporter, Witness, binary_folder,
    built_page,
};

use crate::prop::Props;

const NAMES: [&str; 2] = ["Meldpunt Integriteit", "Integrity Desk"];

pub(crate) struct Stage {
    pub(crate) folder: PathBuf,
    pub(crate) relay: Relay,
    /// They run for as long as the stage stands.
    pub(crate) witnesses: [Witness; 2],
    pub(crate) desk: Desk,
    pub(crate) courier: Courier,
    pub(crate) props: Props,
    /// Known after the report.
    pub(crate) code: String,
}

impl Stage {
    /// Makes the relay's keys and founds the desk with them and with two witnesses, which run from now
    /// on; the relay does not run yet.
    pub(crate) fn set(folder: &Path) -> Self {
        let mut relay = Relay::init(&folder.join("relay"));
        relay.set("slots", 1024);
        let witnesses = [1, 2].map(|number| witness(folder, number, &relay));
        let keys = witnesses.each_ref().map(|it| it.key().to_string());
        let named = [
            "--witness",
            &keys[0],
            "--witness",
            &keys[1],
            "--quorum",
            "2",
        ];
        let desk = Desk::found_with(&folder.join("vault"), "mid", NAMES, &relay, 0, &named);
        let courier = Courier {
            desk: desk.name().to_owned(),
            token: folder.join("courier.token"),
            state: folder.join("courier"),
        };
        relay.add_desk(desk.name(), NAMES, desk.fingerprint(), &courier.token);
        publish_page(folder, &desk, &mut relay);
        Self {
            folder: folder.to_owned(),
            relay,
            witnesses,
            desk,
            courier,
            props: Props::make(&folder.join("reporter")),
            code: String::new(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn reporter(&self) -> Reporter {
        Reporter {
            relay: self.relay.url().to_owned(),
            desk: self.desk.fingerprint().to_owned(),
            language: "nl",
        }
    }

    /// Exports from the desk and pushes to the relay; returns what the courier said.
    pub(crate) fn carry_out(&self, bundle: &str) -> String {
        let bundle = self.path(bundle);
        self.desk.export(&self.path("backup.age"), &bundle);
        self.courier.push(self.relay.url(), &bundle).stdout
    }

    /// Counts the relay's files and bytes.
    pub(crate) fn holdings(&self) -> (usize, u64) {
        let files = self.relay.files();
        (files.len(), files.iter().map(|(_, len)| len).sum())
    }

    /// Sums the relay's files up by what they are: name, number, bytes.
    pub(crate) fn inventory(&self) -> Vec<(String, usize, u64)> {
        let mut kinds: Vec<(String, usize, u64)> = Vec::new();
        for (path, len) in self.relay.files() {
            let kind = kind_of(path.strip_prefix(self.relay.folder()).unwrap_or(&path));
            match kinds.iter_mut().find(|(known, ..)| *known == kind) {
                Some((_, count, total)) => {
                    *count += 1;
                    *total += len;
                }
                None => kinds.push((kind, 1, len)),
            }
        }
        kinds
    }

    /// Counts in how many of the relay's files any needle is.
    pub(crate) fn found_at_relay(&self, needles: &[Needle]) -> usize {
        harness::find_in_folder(self.relay.folder(), needles).len()
    }

    /// Counts in how many of the reporter's own files any needle is.
    pub(crate) fn found_at_reporter(&self, needles: &[Needle]) -> usize {
        harness::find_in_folder(&self.folder.join("reporter"), needles).len()
    }

    /// Saves both attachments of a case and compares them with what was sent.
    pub(crate) fn save_attachments(&self, case: &str) {
        let to = self.path("attachments");
        fs::create_dir(&to).expect("the folder is ours");
        for (number, sent) in (1..).zip(&self.props.files) {
            let number: i32 = number;
            let args = [
                "save-attachment",
                case,
                &number.to_string(),
                "--ground",
                "investigation",
                "--recipient",
                "colleague",
                "--to",
            ];
            let args = [args.as_slice(), &[to.to_str().unwrap()]].concat();
            let _ = self.desk.run(&args, &[]).succeeded();
            let saved = to.join(sent.file_name().unwrap());
            assert!(fs::read(saved).unwrap() == fs::read(sent).unwrap());
        }
    }

    /// Says how to go on by hand.
    pub(crate) fn invite(&self) {
        let bin = binary_folder();
        let bin = bin
            .strip_prefix(std::env::current_dir().unwrap_or_default())
            .unwrap_or(&bin);
        let (bin, folder) = (bin.display(), self.folder.display());
        let (url, print) = (self.relay.url(), self.desk.fingerprint());
        println!("\nThe relay stays up until Ctrl-C. To go on by hand:");
        println!(
            "  the page, with cover on: {url}/ (English: {url}/en/, without scripts: {url}/nl/plain)"
        );
        println!("  {bin}/bellrope check --relay {url} --desk {print} --lang en");
        println!("    case code: {}", self.code);
        println!("  {bin}/bellrope report --relay {url} --desk {print} --lang nl");
        println!(
            "  {bin}/bellrope-courier pull --relay {url} --desk mid \\\n    \
             --token-file {folder}/courier.token --state {folder}/courier --to {folder}/next.bundle"
        );
        println!("  {bin}/bellrope-desk --vault {folder}/vault import {folder}/next.bundle");
        println!("  {bin}/bellrope-desk --vault {folder}/vault unlock");
        println!("    passphrase: {PASSPHRASE}");
        println!("  curl {}/metrics", self.relay.management_url());
    }
}

/// Starts a witness of the desk's logs, and has the relay ask it.
fn witness(folder: &Path, number: usize, relay: &Relay) -> Witness {
    let name = format!("witness.example/{number}");
    let mut witness = Witness::init(&folder.join(format!("witness-{number}")), &name);
    witness.watch_desk(relay, "mid");
    witness.start();
    relay.add_witness(&witness);
    witness
}

/// Lets the desk sign the page, with cover on, and hands it to the relay. The slots come sooner than
/// they should, so that nobody has to wait for a demonstration.
fn publish_page(folder: &Path, desk: &Desk, relay: &mut Relay) {
    let mut page = PageDraft::new(&built_page());
    page.set_cover(true, [5, 15], [20, 40]);
    let note = folder.join("page.note");
    page.sign(&[desk], &[], &note);
    page.hand_to(relay, &note);
}

/// Names what a file of the relay is, without the numbers in its path.
fn kind_of(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    match parts
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<&str>>()
        .as_slice()
    {
        ["desks", _, "blocks", ..] => "attachments, sealed, in equal blocks".to_owned(),
        ["desks", _, log, "batch", _] => format!("{log}/batch/…"),
        ["slots"] => "slots: letters wait here among random bytes, until sealed".to_owned(),
        [name] if name.ends_with(".key") || name.starts_with("relay.") && *name != "relay.redb" => {
            "the relay's own keys and configuration".to_owned()
        }
        other => other.join("/"),
    }
}
