//! Recovery and the trail on the command line.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use bellrope_bundle::durable;
use bellrope_desk::backup::{self, Files};
use bellrope_desk::clock::{Clock as _, SystemClock};
use bellrope_desk::key::Desk;
use bellrope_desk::person;
use bellrope_desk::proposal::{self, Proposed};
use bellrope_desk::recovery::{self, MakeShares, RecoveryError};
use bellrope_desk::term;
use bellrope_desk::text::{Texts, Value};
use bellrope_desk::trail;
use bellrope_desk::vault::Passphrase;
use bellrope_shares::Share;
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
use zeroize::Zeroizing;

use super::args::{ErrandArgs, RecoveryCommand, TrailCommand};
use super::command::{check_free, errand};
use super::error::{self, CliError};
use super::session::Session;
use super::{ask, say, tell};

/// Runs a command about the trail.
pub(crate) fn run_trail(session: &mut Session, command: TrailCommand) -> Result<(), CliError> {
    match command {
        TrailCommand::Export {
            to,
            replace,
            errand,
        } => {
            check_free(&to, replace)?;
            export_trail(session, &to, &errand.into())
        }
        TrailCommand::Check => check_trail(session),
    }
}

fn export_trail(session: &mut Session, to: &Path, args: &ErrandArgs) -> Result<(), CliError> {
    let now = session.clock.now();
    let errand = errand(args)?;
    let text = trail::export_for(&mut session.vault, &errand, now, &mut session.rng)?;
    durable::write_bytes(to, text.as_bytes())?;
    let size = check(session)?;
    let values = [
        ("file", Value::from(to.display().to_string())),
        ("count", Value::from(size)),
    ];
    say(session.texts.with("trail-written", &values));
    tell(session.texts.get("trail-next"));
    Ok(())
}

fn check_trail(session: &Session) -> Result<(), CliError> {
    let count = Value::from(check(session)?);
    say(session.texts.with("trail-whole", &[("count", count)]));
    Ok(())
}

/// Verifies the trail, and returns how many entries it has.
fn check(session: &Session) -> Result<u64, CliError> {
    let now = session.clock.now();
    let checked = trail::check(&session.vault.read()?, now)?;
    match checked.faults.into_iter().next() {
        Some(fault) => Err(CliError::Trail(fault)),
        None => Ok(checked.size),
    }
}

/// Runs a command about recovery on an open vault.
pub(crate) fn run_recovery(
    session: &mut Session,
    command: RecoveryCommand,
) -> Result<(), CliError> {
    match command {
        RecoveryCommand::Make { of, need } => make(session, need, of),
        RecoveryCommand::Drill => drill(session),
        RecoveryCommand::Show => show(session),
    }
}

fn make(session: &mut Session, need: u8, of: u8) -> Result<(), CliError> {
    let made = together(session, &MakeShares { need, of })?;
    let desk = Desk::load(&session.vault.read()?)?;
    let fingerprint = desk.founding().fingerprint().to_string();
    let day = session.texts.day(term::local_day(session.clock.now()));
    for share in made.shares() {
        say_card(&session.texts, share, &fingerprint, &day);
        // One custodian sees one card.
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            tell(session.texts.get("prompt-shares-next"));
            ask::line()?;
            clear_screen();
        }
    }
    let values = [("need", Value::from(need)), ("of", Value::from(of))];
    tell(session.texts.with("recovery-made", &values));
    say_missing(session)?;
    tell(session.texts.get("recovery-next"));
    Ok(())
}

/// Does what takes two people: the second types their passphrase too, unless there is nobody else.
pub(crate) fn together<P: proposal::Plan>(
    session: &mut Session,
    plan: &P,
) -> Result<P::Done, CliError> {
    let texts = &session.texts;
    tell(texts.get("prompt-reason"));
    let reason = ask::line()?.unwrap_or_default();
    let now = session.clock.now();
    let people = person::all(&session.vault.read()?)?;
    if people.iter().filter(|person| person.is_present()).count() > 1 {
        let typed = ask::secret(&texts.get("prompt-second"))?;
        let second = session.vault.witness(&Passphrase::new(typed))?;
        let rng = &mut session.rng;
        return Ok(proposal::together(
            &mut session.vault,
            plan,
            &reason,
            &second,
            now,
            rng,
        )?);
    }
    match proposal::propose(&mut session.vault, plan, &reason, now, &mut session.rng)? {
        Proposed::Done(_, done) => Ok(done),
        Proposed::Waits(_) => Err(CliError::NotHere),
    }
}

/// What a card says, and the secret of it in rows of five groups.
fn say_card(texts: &Texts, share: &Share, fingerprint: &str, day: &str) {
    let plan = share.plan();
    let values = [
        ("number", Value::from(share.number())),
        ("of", Value::from(plan.of())),
        ("need", Value::from(plan.need())),
        ("day", Value::from(day)),
        ("set", Value::from(share.set().to_string())),
    ];
    say(texts.with("share-card", &values));
    let fingerprint = Value::from(fingerprint.to_owned());
    say(texts.with("share-card-desk", &[("fingerprint", fingerprint)]));
    say("");
    for row in share.groups().chunks(5) {
        say(Zeroizing::new(format!("    {}", row.join(" "))).as_str());
    }
    say("");
    let need = Value::from(plan.need());
    say(texts.with("share-card-keep", &[("need", need)]));
    say("");
}

/// Takes what was shown off the screen and out of what can be scrolled back to.
fn clear_screen() {
    say("\u{1b}[2J\u{1b}[3J\u{1b}[H");
}

fn say_missing(session: &Session) -> Result<(), CliError> {
    if let Some(standing) = recovery::standing(&session.vault)?
        && standing.missing > 0
    {
        let count = Value::from(standing.missing);
        tell(session.texts.with("recovery-missing", &[("count", count)]));
    }
    Ok(())
}

fn show(session: &Session) -> Result<(), CliError> {
    let texts = &session.texts;
    let standing = recovery::standing(&session.vault)?.ok_or(RecoveryError::NotMade)?;
    let values = [
        ("need", Value::from(standing.plan.need())),
        ("of", Value::from(standing.plan.of())),
        ("made", Value::from(texts.day(standing.made))),
        ("set", Value::from(standing.set.clone())),
    ];
    say(texts.with("recovery-standing", &values));
    match standing.tried {
        Some(day) => {
            let day = Value::from(texts.day(day));
            say(texts.with("recovery-tried-on", &[("day", day)]));
        }
        None => say(texts.get("recovery-untried")),
    }
    say_missing(session)
}

fn drill(session: &mut Session) -> Result<(), CliError> {
    let shares = ask_shares(&session.texts)?;
    let now = session.clock.now();
    recovery::drill(&mut session.vault, &shares, now, &mut session.rng)?;
    say(session.texts.get("drill-done"));
    Ok(())
}

/// Opens a vault with shares and lets somebody in.
pub(crate) fn recover(
    folder: &Path,
    name: &str,
    backup: Option<Files<'_>>,
    texts: &Texts,
    clock: &SystemClock,
) -> Result<(), CliError> {
    let shares = ask_shares(texts)?;
    let passphrase = ask::new_passphrase(texts)?;
    let rng = &mut UnwrapErr(SysRng);
    let now = clock.now();
    let recovered = match backup {
        Some(files) => {
            let vault = backup::restore_with_shares(files, folder, &shares, now, rng)?;
            recovery::admit(vault, &shares, name, &passphrase, now, rng)?
        }
        None => recovery::recover(folder, &shares, name, &passphrase, now, rng)?,
    };
    let values = [
        ("name", Value::from(name.to_owned())),
        ("count", Value::from(recovered.cases)),
    ];
    say(texts.with("recover-done", &values));
    tell(texts.get("recover-next"));
    Ok(())
}

/// Asks for shares, as many as the first one says. On a terminal a slip is asked for again.
fn ask_shares(texts: &Texts) -> Result<Vec<Share>, CliError> {
    let mut shares = Vec::new();
    let mut need = 1;
    while shares.len() < need {
        let typed = ask::secret(&format!("{} ", texts.get("prompt-share")))?;
        match Share::parse(&typed) {
            Ok(share) => {
                need = usize::from(share.plan().need());
                shares.push(share);
            }
            Err(err) if io::stdin().is_terminal() => {
                error::report(&CliError::Share(err), texts);
            }
            Err(err) => return Err(CliError::Share(err)),
        }
    }
    Ok(shares)
}
