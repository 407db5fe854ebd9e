//! The names that reporters gave, on the command line. A name is never an argument: those are kept by
//! the shell.

use bellrope_desk::case::CaseNumber;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::identity::{self, IdentityError, OpenName, Opening, Telling};
use bellrope_desk::person;
use bellrope_desk::proposal::Proposed;
use bellrope_desk::text::Value;
use zeroize::Zeroizing;

use super::case_args::NameCommand;
use super::command::number;
use super::error::CliError;
use super::people::{name_of, reason};
use super::session::Session;
use super::{ask, say, tell};

/// Runs a command about a name.
pub(super) fn run(session: &mut Session, command: NameCommand) -> Result<(), CliError> {
    match command {
        NameCommand::Show { case } => show(session, &number(&case)?),
        NameCommand::Keep { case } => keep(session, &number(&case)?),
        NameCommand::Ask { case, told, beside } => ask_for(session, number(&case)?, told, beside),
        NameCommand::Open { case } => open(session, &number(&case)?),
    }
}

fn show(session: &Session, number: &CaseNumber) -> Result<(), CliError> {
    let reading = session.vault.read()?;
    let standing = identity::standing(&reading, number, session.clock.now())?;
    let people = person::all(&reading)?;
    let texts = &session.texts;
    let id = if standing.is_kept {
        "name-kept"
    } else {
        "name-none"
    };
    say(texts.get(id));
    if let Some(day) = standing.told {
        let day = Value::from(texts.day(day));
        say(texts.with("name-told", &[("day", day)]));
    }
    if let Some(proposal) = standing.waits {
        let proposal = Value::from(proposal.to_string());
        say(texts.with("name-waits", &[("proposal", proposal)]));
    }
    if standing.is_granted {
        say(texts.get("name-granted"));
    }
    for opening in &standing.openings {
        say_opening(session, &people, opening);
    }
    Ok(())
}

fn say_opening(session: &Session, people: &[person::Person], opening: &Opening) {
    let texts = &session.texts;
    let second = opening.second.map(|id| name_of(people, id));
    let values = [
        ("by", Value::from(name_of(people, opening.by))),
        (
            "second",
            Value::from(second.unwrap_or_else(|| texts.get("name-alone"))),
        ),
        ("approved", Value::from(texts.day(opening.approved))),
    ];
    say(texts.with("name-opening", &values));
    let line = match opening.opened {
        Some(day) => texts.with("name-opened-on", &[("day", Value::from(texts.day(day)))]),
        None => texts.get("name-not-opened"),
    };
    say(format!("  {line}"));
    say(format!("  {}", opening.telling.text(texts)));
}

fn keep(session: &mut Session, number: &CaseNumber) -> Result<(), CliError> {
    let name = match ask::secret(&session.texts.get("prompt-name")) {
        Err(CliError::NoPassphrase) => return Err(IdentityError::Empty.into()),
        asked => asked?,
    };
    let now = session.clock.now();
    identity::keep(&mut session.vault, number, &name, now, &mut session.rng)?;
    say(session.texts.get("name-kept-said"));
    Ok(())
}

fn ask_for(
    session: &mut Session,
    number: CaseNumber,
    told: bool,
    beside: bool,
) -> Result<(), CliError> {
    let now = session.clock.now();
    let standing = identity::standing(&session.vault.read()?, &number, now)?;
    let why = reason(&session.texts)?;
    let telling = if told {
        Telling::Told(standing.told.ok_or(IdentityError::NotTold)?)
    } else {
        tell(session.texts.get("prompt-withheld"));
        Telling::Withheld(ask::line()?.unwrap_or_default())
    };
    let plan = OpenName { number, telling };
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let proposed = identity::ask(vault, &plan, &why, now, rng)?;
    let Proposed::Waits(id) = proposed else {
        say(session.texts.get("name-granted"));
        return Ok(());
    };
    let value = Value::from(id.to_string());
    say(session.texts.with("name-asked", &[("proposal", value)]));
    if beside {
        let passphrase = ask::second_passphrase(&session.texts)?;
        let (vault, rng) = (&mut session.vault, &mut session.rng);
        identity::approve_beside(vault, id, &passphrase, now, rng)?;
        say(session.texts.get("name-granted"));
    }
    Ok(())
}

fn open(session: &mut Session, number: &CaseNumber) -> Result<(), CliError> {
    let now = session.clock.now();
    let name = identity::open(&mut session.vault, number, now, &mut session.rng)?;
    let name = Zeroizing::new(name);
    tell(session.texts.get("name-once"));
    say(name.as_str());
    Ok(())
}
