//! What transcripts find in their folder: made once, copied for each.

use std::fs;
use std::path::{Path, PathBuf};

use harness::{PASSPHRASE, Relay, Running, Scene};
use tempfile::TempDir;

use crate::case::Values;

/// A case code that nobody has used.
const CODE: &str =
    "cactus zagen album kantoor refrein plas zijspan haven vuilnis antenne cacao bouillon";
/// Where nothing listens: a port that only root may use, and nobody does.
const CLOSED: &str = "http://127.0.0.1:1";

/// Everything that fixtures are copied from, and the relay that some of them talk to.
pub(crate) struct Stage {
    folder: TempDir,
    values: Values,
    /// Stopped when the stage goes.
    _scene: Option<Scene>,
}

impl Stage {
    /// Makes the folder of a relay, not running.
    pub(crate) fn of_relay() -> Self {
        let folder = tempfile::tempdir().unwrap();
        drop(Relay::init(&folder.path().join("relay")));
        Self {
            folder,
            values: Values::new(),
            _scene: None,
        }
    }

    /// Makes a running relay, and a desk with one case that has an attachment.
    pub(crate) fn whole() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let to = |name: &str| folder.path().join(name);
        let mut scene = Scene::set();
        copy(scene.desk.vault(), &to("vault"));
        fs::copy(scene.relay.public_keys(), to("relay.pub")).unwrap();
        fs::copy(&scene.courier.token, to("token")).unwrap();

        let reporter = scene.reporter();
        let mut card = reporter.command("card");
        let saved = Running::start(card.arg("--to").arg(to("card"))).finish();
        assert_eq!(saved.code(), 0, "{}", saved.stderr);
        let report = scene.file("report.toml", include_str!("../../docs/report-file.toml"));
        let register = scene.file("ritten.txt", "maandag 12 km\n");
        let _ = reporter.report(&report, &[register]);

        let bundle = scene.pull();
        fs::copy(&bundle, to("in.bundle")).unwrap();
        let whole = fs::read(&bundle).unwrap();
        fs::write(to("torn.bundle"), &whole[..whole.len() / 2]).unwrap();
        scene.desk.import(&bundle);
        scene.desk.sleep_a_night();
        scene.desk.export(&to("backup.age"), &to("out.bundle"));
        copy(scene.desk.vault(), &to("case"));

        let case = scene.desk.cases().remove(0);
        let hex = scene.desk.fingerprint();
        let groups: Vec<&str> = (0..10).map(|group| &hex[4 * group..][..4]).collect();
        let values = Values::from([
            ("case", case),
            ("fingerprint", groups.join(" ")),
            ("hex", hex.to_owned()),
            ("relay", scene.relay.url().to_owned()),
        ]);
        Self {
            folder,
            values,
            _scene: Some(scene),
        }
    }

    /// Returns what the placeholders of a transcript stand for.
    pub(crate) fn values(&self, folder: &Path) -> Values {
        let mut values = self.values.clone();
        values.insert("closed", CLOSED.to_owned());
        values.insert("code", CODE.to_owned());
        values.insert("dir", folder.display().to_string());
        values.insert("passphrase", PASSPHRASE.to_owned());
        values
    }

    /// Lays the fixtures named out in `folder`. A vault is `vault` there, with a case or without.
    pub(crate) fn prepare(&self, names: &[String], folder: &Path) -> Result<(), String> {
        for name in names {
            let from = self.folder.path().join(name);
            if !from.exists() {
                return Err(format!("there is no fixture {name}"));
            }
            let to = match name.as_str() {
                "case" => "vault",
                name => name,
            };
            copy(&from, &folder.join(to));
            if name == "backup.age" {
                self.prepare_keys(folder);
            }
        }
        Ok(())
    }

    /// Lays the keys file out, without which a backup cannot be restored.
    fn prepare_keys(&self, folder: &Path) {
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "keys") {
                copy(&path, &folder.join(path.file_name().unwrap()));
            }
        }
    }
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        copy(&path, &to.join(path.file_name().unwrap()));
    }
}
