//! Retention on the command line.

use bellrope_casework::retention::State;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::person;
use bellrope_desk::retention::{self, Deletion, Statement};
use bellrope_desk::text::{Texts, Value};
use bellrope_desk::vault::{PersonId, VaultError};
use bellrope_protocol::time::Day;

use super::args::RetentionCommand;
use super::command::number;
use super::error::CliError;
use super::keeping::together;
use super::session::Session;
use super::{ask, say, tell};

/// Runs a command about retention.
pub(crate) fn run(session: &mut Session, command: RetentionCommand) -> Result<(), CliError> {
    match command {
        RetentionCommand::List => list(session),
        RetentionCommand::Hold { case } => hold(session, &case, false),
        RetentionCommand::Lift { case } => hold(session, &case, true),
        RetentionCommand::Delete { case } => delete(session, &case),
        RetentionCommand::Statement { case } => print_statement(session, &case),
    }
}

fn list(session: &Session) -> Result<(), CliError> {
    let now = session.clock.now();
    let standings = retention::standings(&session.vault.read()?, now)?;
    let texts = &session.texts;
    let ended = |standing: &&retention::Standing| standing.state != State::Open;
    if !standings.iter().any(|standing| ended(&standing)) {
        say(texts.get("retention-none"));
        return Ok(());
    }
    for standing in standings.iter().filter(ended) {
        let values = [
            ("number", Value::from(standing.number.to_string())),
            ("state", Value::from(state(texts, standing.state))),
        ];
        say(texts.with("retention-line", &values));
    }
    Ok(())
}

fn state(texts: &Texts, state: State) -> String {
    let until = |id, until: Day| texts.with(id, &[("until", Value::from(texts.day(until)))]);
    match state {
        State::Open => texts.get("retention-open"),
        State::NoOutcome => texts.get("retention-no-outcome"),
        State::Kept { until: day } => until("retention-kept", day),
        State::Ending { until: day, days } => {
            let values = [
                ("until", Value::from(texts.day(day))),
                ("days", Value::from(days)),
            ];
            texts.with("retention-ending", &values)
        }
        State::Held { until: day } => until("retention-held", day),
        State::Unread { until: day } => until("retention-unread", day),
        State::Over { until: day } => until("retention-over", day),
    }
}

fn hold(session: &mut Session, case: &str, lifts: bool) -> Result<(), CliError> {
    let number = number(case)?;
    tell(session.texts.get("prompt-reason"));
    let reason = ask::line()?.unwrap_or_default();
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let id = if lifts {
        retention::lift_hold(vault, &number, &reason, now, rng)?;
        "hold-lifted"
    } else {
        retention::set_hold(vault, &number, &reason, now, rng)?;
        "hold-set"
    };
    say(session.texts.get(id));
    Ok(())
}

fn delete(session: &mut Session, case: &str) -> Result<(), CliError> {
    let number = number(case)?;
    let deleted = together(session, &Deletion { number })?;
    let number = Value::from(deleted.to_string());
    say(session.texts.with("deletion-done", &[("number", number)]));
    print_statement(session, deleted.as_str())?;
    tell(session.texts.get("deletion-backup"));
    Ok(())
}

fn print_statement(session: &Session, case: &str) -> Result<(), CliError> {
    let number = number(case)?;
    let reading = session.vault.read()?;
    let statement = retention::statement(&reading, &number)?;
    let statement = statement.ok_or_else(|| CliError::NotDeleted {
        number: number.to_string(),
    })?;
    let name = |id: PersonId| -> Result<String, VaultError> {
        let found = person::find(&reading, id)?;
        Ok(found.map_or_else(|| id.to_string(), |person| person.name))
    };
    let second = statement.second.map(name).transpose()?;
    say_statement(&session.texts, &statement, &name(statement.by)?, second);
    Ok(())
}

fn say_statement(texts: &Texts, statement: &Statement, by: &str, second: Option<String>) {
    let day = |day: Option<Day>| Value::from(day.map_or("–".to_owned(), |day| texts.day(day)));
    let subject = statement.subject.map(|subject| subject.label(texts.lang()));
    let values = [
        ("number", Value::from(statement.number.to_string())),
        ("received", day(Some(statement.received))),
        ("ended", day(statement.ended)),
        ("until", day(statement.until)),
        ("deleted", day(Some(statement.deleted))),
        ("subject", Value::from(subject.unwrap_or_default())),
    ];
    say(texts.with("statement", &values));
    let mut values = vec![
        ("by", Value::from(by.to_owned())),
        ("proposal", Value::from(statement.proposal.to_string())),
    ];
    let id = match second {
        Some(second) => {
            values.push(("second", Value::from(second)));
            "statement-people"
        }
        None => "statement-alone",
    };
    say(texts.with(id, &values));
}
