//! An open vault: for one command, or for as many as are typed.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use bellrope_desk::case::{self, CaseNumber};
use bellrope_desk::clock::{Clock as _, SystemClock};
use bellrope_desk::person;
use bellrope_desk::search::Index;
use bellrope_desk::text::Texts;
use bellrope_desk::vault::{Passphrase, Vault};
use clap::Parser as _;
use rand::rngs::SysRng;
use rand_core::UnwrapErr;

use super::args::{Command, Line};
use super::error::{self, CliError};
use super::{ask, command, practice, tell, token};

/// What a command works on.
pub(crate) struct Session {
    pub(crate) vault: Vault,
    /// Kept for backups, which are made under it.
    pub(crate) passphrase: Passphrase,
    pub(crate) texts: Texts,
    pub(crate) clock: SystemClock,
    /// Randomness of the system; a system without it must not go on.
    pub(crate) rng: UnwrapErr<SysRng>,
    /// What a search found in the cases, until the vault is closed.
    pub(crate) index: Index,
    /// Whether further commands may follow on standard input.
    pub(crate) goes_on: bool,
}

fn open(folder: &Path, texts: Texts, clock: SystemClock) -> Result<Session, CliError> {
    let passphrase = ask::passphrase(&texts)?;
    let mut vault = Vault::open_asking(folder, &passphrase, &token::asker(texts.lang()))?;
    practice::mark(&vault, &texts)?;
    let mut rng = UnwrapErr(SysRng);
    person::arrive(&mut vault, clock.now(), &mut rng)?;
    Ok(Session {
        vault,
        passphrase,
        texts,
        clock,
        rng,
        index: Index::new(),
        goes_on: false,
    })
}

impl Session {
    /// Enters that a case is read, before anything of it is printed.
    pub(crate) fn note_read(&mut self, number: &CaseNumber) -> Result<(), CliError> {
        let now = self.clock.now();
        Ok(case::note_read(
            &mut self.vault,
            number,
            now,
            &mut self.rng,
        )?)
    }
}

/// Opens the vault for one command.
pub(crate) fn once(
    folder: &Path,
    command: Command,
    texts: Texts,
    clock: SystemClock,
) -> Result<(), CliError> {
    command::run(&mut open(folder, texts, clock)?, command)
}

/// Opens the vault and runs what is typed, line by line, until the end of the input. An error of
/// a command is reported and the next line read; an error of the vault itself ends the session.
pub(crate) fn unlock(folder: &Path, texts: Texts, clock: SystemClock) -> Result<(), CliError> {
    let mut session = open(folder, texts, clock)?;
    session.goes_on = true;
    tell(session.texts.get("session-open"));
    while let Some(line) = prompt()? {
        match line.trim() {
            "" => continue,
            "exit" | "quit" => break,
            line => run_line(&mut session, line)?,
        }
    }
    tell(session.texts.get("session-closed"));
    Ok(())
}

fn prompt() -> Result<Option<String>, CliError> {
    if io::stdin().is_terminal() {
        let mut err = io::stderr();
        let _ = write!(err, "bellrope-desk> ");
        let _ = err.flush();
    }
    ask::line()
}

fn run_line(session: &mut Session, line: &str) -> Result<(), CliError> {
    let words = shlex::split(line).unwrap_or_else(|| vec![line.to_owned()]);
    let command = match Line::try_parse_from(words) {
        Ok(Line { command }) => command,
        Err(err) => {
            super::usage(&err);
            return Ok(());
        }
    };
    match command::run(session, command) {
        // The database refuses everything after an error of the disk, until it is reopened.
        Err(err) if err.is_of_vault() => Err(err),
        Err(err) => {
            error::report(&err, &session.texts);
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}
