//! Everything that a story needs: a relay, a desk with its first card, a courier, a folder.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::courier::Courier;
use crate::desk::Desk;
use crate::process::Finished;
use crate::relay::Relay;
use crate::reporter::Reporter;

/// Days before today on which desks are founded: as many as a story may last.
const FOUNDED_DAYS_AGO: u32 = 5;

/// A running relay and a desk whose first card is logged.
#[derive(Debug)]
pub struct Scene {
    folder: TempDir,
    /// The relay.
    pub relay: Relay,
    /// The desk.
    pub desk: Desk,
    /// The courier between them.
    pub courier: Courier,
    /// Bundles made so far.
    bundles: usize,
}

impl Scene {
    /// Founds a desk, starts a relay and brings the first card there.
    ///
    /// # Panics
    ///
    /// If any step fails.
    #[must_use]
    pub fn set() -> Self {
        let folder = tempfile::tempdir().expect("there is a temporary folder");
        let mut relay = Relay::init(&folder.path().join("relay"));
        let (desk, courier) = found_desk(folder.path(), "mid", &relay);
        relay.start();
        let mut scene = Self {
            folder,
            relay,
            desk,
            courier,
            bundles: 0,
        };
        let _ = scene.carry_out();
        scene
    }

    /// Returns a path in the scene's folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the scene's folder.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    #[must_use]
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).expect("the folder is ours");
        path
    }

    /// Returns a path for another bundle.
    pub fn next_bundle(&mut self) -> PathBuf {
        self.bundles += 1;
        self.path(&format!("{}.bundle", self.bundles))
    }

    /// Returns a reporter who pins the desk's fingerprint.
    #[must_use]
    pub fn reporter(&self) -> Reporter {
        Reporter {
            relay: self.relay.url().to_owned(),
            desk: self.desk.fingerprint().to_owned(),
            language: "nl",
        }
    }

    /// Waits until what was sent is sealed, and pulls it into a bundle.
    ///
    /// # Panics
    ///
    /// If the courier fails.
    #[track_caller]
    pub fn pull(&mut self) -> PathBuf {
        self.relay.await_sealing(self.desk.name());
        let bundle = self.next_bundle();
        self.courier.pull(self.relay.url(), &bundle);
        bundle
    }

    /// Pulls what was sent, and imports it.
    ///
    /// # Panics
    ///
    /// If courier or desk refuse.
    #[track_caller]
    pub fn carry_in(&mut self) -> Finished {
        let bundle = self.pull();
        self.desk.import(&bundle)
    }

    /// Lets a night pass, exports, and pushes.
    ///
    /// # Panics
    ///
    /// If desk or courier refuse.
    #[track_caller]
    pub fn carry_out(&mut self) -> Finished {
        self.desk.sleep_a_night();
        let bundle = self.next_bundle();
        self.desk.export(&self.path("backup.age"), &bundle);
        self.courier.push(self.relay.url(), &bundle)
    }
}

/// Founds a desk at a relay that is not running yet.
///
/// # Panics
///
/// If any step fails.
#[must_use]
pub fn found_desk(folder: &Path, name: &str, relay: &Relay) -> (Desk, Courier) {
    let names = ["Meldpunt Integriteit", "Integrity Desk"];
    let vault = folder.join(format!("{name}-vault"));
    let desk = Desk::found(&vault, name, names, relay, FOUNDED_DAYS_AGO);
    let courier = Courier {
        desk: name.to_owned(),
        token: folder.join(format!("{name}.token")),
        state: folder.join(format!("{name}-courier")),
    };
    relay.add_desk(name, names, desk.fingerprint(), &courier.token);
    (desk, courier)
}
