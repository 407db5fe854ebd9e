//! Witnesses, as independent people run them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bellrope_protocol::note::VerifierKey;
use ureq::Agent;

use crate::PATIENCE;
use crate::binary::{Tool, tool};
use crate::process::{Finished, Running};
use crate::relay::Relay;

/// A witness: its folder, and the process while it runs.
#[derive(Debug)]
pub struct Witness {
    folder: PathBuf,
    key: VerifierKey,
    /// Its configuration but for the address.
    logs: String,
    listen: String,
    running: Option<Running>,
    agent: Agent,
}

impl Witness {
    /// Makes a witness that watches nothing yet.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[must_use]
    pub fn init(folder: &Path, name: &str) -> Self {
        let mut init = command(folder, "init");
        let made = Running::start(init.args(["--name", name])).finish();
        let key = made.succeeded().stdout.trim().parse();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .build();
        Self {
            folder: folder.to_owned(),
            key: key.expect("a witness prints its key"),
            logs: String::new(),
            listen: "127.0.0.1:0".to_owned(),
            running: None,
            agent: config.into(),
        }
    }

    /// Lets it watch the logs of a desk, by the relay's public keys.
    ///
    /// # Panics
    ///
    /// If the files cannot be written.
    pub fn watch_desk(&mut self, relay: &Relay, desk: &str) {
        fs::copy(relay.public_keys(), self.folder.join("relay.pub")).expect("the folder is ours");
        let entry = format!("[[desks]]\ndesk = \"{desk}\"\nrelay = \"relay.pub\"\n");
        self.logs.push_str(&entry);
        self.configure();
    }

    /// Lets it watch any log.
    pub fn watch_log(&mut self, log: &VerifierKey) {
        self.logs.push_str(&format!("[[logs]]\nvkey = \"{log}\"\n"));
        self.configure();
    }

    fn configure(&self) {
        let text = format!("listen = \"{}\"\n{}", self.listen, self.logs);
        fs::write(self.folder.join("witness.toml"), text).expect("the folder is ours");
    }

    /// Starts it and waits until it listens.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub fn start(&mut self) {
        let mut running = Running::start(&mut command(&self.folder, "serve"));
        let address = |line: &str| line.strip_prefix("listening on http://").map(str::to_owned);
        self.listen = running.await_stdout(address);
        self.running = Some(running);
        // After a restart it is found where it was.
        self.configure();
    }

    /// Stops it as a service manager does.
    ///
    /// # Panics
    ///
    /// If it does not run, or does not stop.
    pub fn stop(&mut self) -> Finished {
        self.running.take().expect("the witness runs").stop()
    }

    /// Kills it as a power cut does.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn kill(&mut self) -> Finished {
        self.running.take().expect("the witness runs").kill()
    }

    /// Kills it while others talk to it; [`Witness::kill`] still has to follow.
    ///
    /// # Panics
    ///
    /// If it does not run.
    pub fn kill_now(&self) {
        self.running.as_ref().expect("the witness runs").kill_now();
    }

    /// Cosigns what a relay or a folder has, without serving.
    #[must_use]
    pub fn once(&self, source: [&str; 2], to: &Path) -> Finished {
        let mut once = command(&self.folder, "once");
        Running::start(once.args(source).arg("--to").arg(to)).finish()
    }

    /// Returns its public key.
    #[must_use]
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Returns its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns where logs post to.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// Posts a request; `None` if no whole answer came.
    #[must_use]
    pub fn post(&self, request: &str) -> Option<(u16, String)> {
        let url = format!("{}/add-checkpoint", self.url());
        let mut answer = self.agent.post(url).send(request).ok()?;
        let body = answer.body_mut().read_to_string().ok()?;
        Some((answer.status().as_u16(), body))
    }
}

fn command(folder: &Path, command: &str) -> Command {
    let mut witness = tool(Tool::Auditor);
    witness.args(["witness", command, "--folder"]).arg(folder);
    witness
}
