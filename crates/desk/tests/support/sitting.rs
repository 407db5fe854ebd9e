//! Somebody before the screens: a desk, the time, the page that shows.

use std::path::Path;
use std::time::Duration;

use bellrope_desk::screen::{Desktop, Request, Response, Settings};
use bellrope_desk::text::Lang;
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
use tempfile::TempDir;

use super::{WORDS, World};

pub(crate) const LOCK_SECS: u64 = 900;

/// Screens of a vault, the time, and what a browser would keep.
pub(crate) struct Sitting {
    pub(crate) desktop: Desktop,
    _folder: TempDir,
    pub(crate) now: u64,
    /// The page that shows.
    pub(crate) page: String,
    pub(crate) status: u16,
}

impl Sitting {
    pub(crate) fn at(world: World) -> Self {
        let vault = world.vault.folder().to_owned();
        drop(world.vault);
        Self::over(&vault, world.folder, world.now)
    }

    pub(crate) fn over(vault: &Path, folder: TempDir, now: u64) -> Self {
        let desktop = Desktop::new(Settings {
            folder: vault.to_owned(),
            lang: Lang::English,
            lock_after: Some(Duration::from_secs(LOCK_SECS)),
            dialogs: false,
            rng: || Box::new(UnwrapErr(SysRng)),
        });
        Self {
            desktop,
            _folder: folder,
            now,
            page: String::new(),
            status: 0,
        }
    }

    /// As [`Sitting::at`], unlocked.
    pub(crate) fn open(world: World) -> Self {
        let mut sitting = Self::at(world);
        sitting.get("/");
        sitting.send("/unlock", &[("passphrase", WORDS)]);
        assert!(sitting.page.contains("<h1>Inbox</h1>"), "{}", sitting.page);
        sitting
    }

    pub(crate) fn ask(&mut self, request: &Request) -> Response {
        self.desktop.answer(request, self.now)
    }

    /// Follows a link, and where it leads on to.
    pub(crate) fn get(&mut self, path: &str) {
        let mut response = self.ask(&Request::get(path));
        while let Some(next) = response.header("Location").map(ToOwned::to_owned) {
            response = self.ask(&Request::get(&next));
        }
        self.show(&response);
    }

    pub(crate) fn show(&mut self, response: &Response) {
        self.status = response.status();
        self.page = String::from_utf8(response.body().to_vec()).unwrap();
    }

    /// Asserts that the page has these words or this piece of HTML, and prints it if not.
    pub(crate) fn shows(&self, text: &str) {
        assert!(self.page.contains(text), "{text}: {}", self.page);
    }

    /// The token of the page that shows.
    pub(crate) fn token(&self) -> String {
        let after = self.page.split("name=\"token\" value=\"").nth(1).unwrap();
        after.split('"').next().unwrap().to_owned()
    }

    /// Sends a form of the page that shows.
    pub(crate) fn send(&mut self, path: &str, fields: &[(&str, &str)]) {
        let token = self.token();
        self.send_with(path, &token, fields);
    }

    pub(crate) fn send_with(&mut self, path: &str, token: &str, fields: &[(&str, &str)]) {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("token", token).extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        let request = Request::read("POST", path, kind, form.finish().as_bytes()).unwrap();
        let response = self.ask(&request);
        match response.header("Location").map(ToOwned::to_owned) {
            Some(next) => self.get(&next),
            None => self.show(&response),
        }
    }

    /// Runs the job that was begun, as a shell would.
    pub(crate) fn work(&mut self) {
        self.desktop.take_job().unwrap().run();
        self.get("/job");
    }
}
