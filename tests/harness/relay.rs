//! A relay of its own for each test, on ports that the system chooses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::log_note::Page;
use ureq::Agent;

use crate::PATIENCE;
use crate::binary::{Tool, tool};
use crate::process::{Finished, Running};
use crate::witness::Witness;

/// The canonical host of every relay here.
pub const HOST: &str = "relay.example";
/// Length of an epoch, in seconds.
pub const EPOCH_SECS: u32 = 1;
/// Pause between two looks at a log.
const PAUSE: Duration = Duration::from_millis(50);

/// A relay: its folder, and the process while it runs.
#[derive(Debug)]
pub struct Relay {
    folder: PathBuf,
    url: String,
    management_url: String,
    /// What may differ from the defaults, by environment.
    options: Vec<(String, String)>,
    running: Option<Running>,
    /// What earlier processes printed on standard error.
    past: String,
    agent: Agent,
}

impl Relay {
    /// Makes the folder of a relay, not started.
    ///
    /// # Panics
    ///
    /// If the relay refuses.
    #[must_use]
    pub fn init(folder: &Path) -> Self {
        let mut options = Vec::new();
        for (name, value) in [
            ("LISTEN", "127.0.0.1:0".to_owned()),
            ("MANAGEMENT_LISTEN", "127.0.0.1:0".to_owned()),
            ("EPOCH_SECS", EPOCH_SECS.to_string()),
            ("SLOTS", "256".to_owned()),
        ] {
            options.push((format!("BELLROPE_RELAY_{name}"), value));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .build();
        let relay = Self {
            folder: folder.to_owned(),
            url: String::new(),
            management_url: String::new(),
            options,
            running: None,
            past: String::new(),
            agent: config.into(),
        };
        let mut init = relay.command("init");
        let _ = Running::start(init.args(["--host", HOST]))
            .finish()
            .succeeded();
        relay
    }

    /// Overrides an option of `relay.toml`, from the next start on.
    pub fn set(&mut self, option: &str, value: impl ToString) {
        let name = format!("BELLROPE_RELAY_{}", option.to_ascii_uppercase());
        self.options.retain(|(kept, _)| *kept != name);
        self.options.push((name, value.to_string()));
    }

    /// Adds a desk; the token of its courier goes to `token`.
    ///
    /// # Panics
    ///
    /// If the relay refuses.
    pub fn add_desk(&self, desk: &str, names: [&str; 2], fingerprint: &str, token: &Path) {
        let mut command = self.command("desk");
        command
            .args(["--desk", desk, "--name-nl", names[0], "--name-en", names[1]])
            .args(["--fingerprint", fingerprint, "--token-out"])
            .arg(token);
        let _ = Running::start(&mut command).finish().succeeded();
    }

    /// Adds a witness that runs, from the next start on.
    ///
    /// # Panics
    ///
    /// If the configuration cannot be written.
    pub fn add_witness(&self, witness: &Witness) {
        let path = self.folder.join("relay.toml");
        let mut text = fs::read_to_string(&path).expect("the relay was made");
        let (url, key) = (witness.url(), witness.key());
        text.push_str(&format!(
            "\n[[witnesses]]\nurl = \"{url}\"\nvkey = \"{key}\"\n"
        ));
        fs::write(path, text).expect("the folder is ours");
    }

    /// Asks for something below the management URL.
    ///
    /// # Panics
    ///
    /// If the relay cannot be reached.
    #[must_use]
    pub fn manage(&self, path: &str) -> String {
        let mut answer = self
            .agent
            .get(format!("{}/{path}", self.management_url))
            .call()
            .unwrap_or_else(|err| panic!("cannot get {path}: {err}"));
        let body = answer.body_mut().read_to_string();
        body.expect("the relay sends what it announces")
    }

    /// Starts the relay and waits until it listens.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub fn start(&mut self) {
        let mut running = Running::start(&mut self.command("run"));
        let address =
            |prefix: &'static str| move |line: &str| line.strip_prefix(prefix).map(str::to_owned);
        self.url = running.await_stdout(address("listening on "));
        self.management_url = running.await_stdout(address("management on "));
        self.running = Some(running);
        // After a restart it is found where it was.
        let address = self.url.trim_start_matches("http://").to_owned();
        self.set("listen", address);
    }

    /// Stops the relay as a service manager does, and returns how it ended.
    ///
    /// # Panics
    ///
    /// If it does not run, or does not stop.
    pub fn stop(&mut self) -> Finished {
        let finished = self.running.take().expect("the relay runs").stop();
        self.past.push_str(&finished.stderr);
        finished
    }

    /// Kills the relay as a power cut does.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn kill(&mut self) {
        let finished = self.running.take().expect("the relay runs").kill();
        self.past.push_str(&finished.stderr);
    }

    fn command(&self, command: &str) -> Command {
        let mut relay = tool(Tool::Relay);
        relay
            .envs(self.options.iter().map(|(name, value)| (name, value)))
            .args([command, "--folder"])
            .arg(&self.folder);
        relay
    }

    /// Returns where reporters and couriers connect, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns where health and metrics are.
    #[must_use]
    pub fn management_url(&self) -> &str {
        &self.management_url
    }

    /// Returns the relay's process id.
    ///
    /// # Panics
    ///
    /// If it does not run.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.running.as_ref().expect("the relay runs").id()
    }

    /// Returns the relay's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the file with the relay's public keys.
    #[must_use]
    pub fn public_keys(&self) -> PathBuf {
        self.folder.join("relay.pub")
    }

    /// Returns everything that the relay has printed on standard error.
    #[must_use]
    pub fn log(&self) -> String {
        let now = self.running.as_ref().map(Running::printed);
        format!("{}{}", self.past, now.unwrap_or_default().1)
    }

    /// Asks for something below the relay's URL.
    ///
    /// # Panics
    ///
    /// If the relay cannot be reached.
    #[must_use]
    pub fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut answer = self
            .agent
            .get(format!("{}/{path}", self.url))
            .call()
            .unwrap_or_else(|err| panic!("cannot get {path}: {err}"));
        let status = answer.status().as_u16();
        let body = answer
            .body_mut()
            .with_config()
            .limit(u64::MAX)
            .read_to_vec();
        (status, body.expect("the relay sends what it announces"))
    }

    /// Returns the size of a log; 0 before its first checkpoint.
    ///
    /// # Panics
    ///
    /// If the checkpoint is malformed.
    #[must_use]
    pub fn size(&self, desk: &str, log: &str) -> u64 {
        let (status, body) = self.get(&format!("v1/desks/{desk}/{log}/checkpoint"));
        if status == 404 {
            return 0;
        }
        let note = String::from_utf8(body).expect("a checkpoint is text");
        let text = note.split_once("\n\n").expect("a checkpoint is signed").0;
        let checkpoint = Checkpoint::parse_text(&format!("{text}\n"));
        checkpoint.expect("a checkpoint").head().size
    }

    /// Waits until a log has more than `size` entries; returns how many.
    ///
    /// # Panics
    ///
    /// If it does not grow within [`PATIENCE`].
    pub fn await_growth(&self, desk: &str, log: &str, size: u64) -> u64 {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.size(desk, log);
            if found > size {
                return found;
            }
            assert!(
                Instant::now() < until,
                "the {log} log of {desk} still has {found} entries\n{}",
                self.log()
            );
            thread::sleep(PAUSE);
        }
    }

    /// Waits until every letter that the relay has accepted is in the log: until an epoch is sealed
    /// that ended after now. A busy machine seals several late, so that growth alone tells nothing.
    ///
    /// # Panics
    ///
    /// If no such epoch is sealed within [`PATIENCE`].
    pub fn await_sealing(&self, desk: &str) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.expect("it is after 1970").as_secs();
        let until = Instant::now() + PATIENCE;
        while self.sealed_until(desk) <= now {
            assert!(
                Instant::now() < until,
                "no letters of {desk} are sealed any more\n{}",
                self.log()
            );
            thread::sleep(PAUSE);
        }
        self.size(desk, "intake")
    }

    /// Returns the end of the newest epoch that is sealed, in Unix seconds; 0 before the first.
    fn sealed_until(&self, desk: &str) -> u64 {
        let (status, body) = self.get(&format!("v1/desks/{desk}/intake/batches"));
        if status == 404 {
            return 0;
        }
        let page = Page::parse(&body).expect("a page of notes");
        let Some(newest) = page.notes().last() else {
            return 0;
        };
        let epoch = newest.unverified_text().lines().nth(3);
        let epoch = epoch.and_then(|line| line.parse().ok());
        epoch.expect("the note of a batch has an epoch")
    }

    /// Lists the files that a seized relay would show, with their lengths.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, u64)> {
        crate::scan::files_below(&self.folder)
            .into_iter()
            .map(|path| {
                let len = fs::metadata(&path).map_or(0, |file| file.len());
                (path, len)
            })
            .collect()
    }
}
