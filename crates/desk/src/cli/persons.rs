//! Somebody of the team, on the command line: joining, leaving, roles, absences, the statement.

use std::collections::BTreeSet;

use bellrope_desk::case::access;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::person::{self, Absence, Leaving, NewPerson, Person, Role, RoleChange};
use bellrope_desk::proposal::{self, Plan, Proposed};
use bellrope_desk::text::Value;
use bellrope_desk::vault::PersonId;

use super::error::CliError;
use super::people::{name_of, reason, somebody, witness};
use super::person_args::PersonCommand;
use super::session::Session;
use super::writing::day;
use super::{ask, say, tell};

/// Runs a command about somebody.
pub(super) fn run(session: &mut Session, command: PersonCommand) -> Result<(), CliError> {
    match command {
        PersonCommand::Join { name, role, beside } => join(session, &name, &role, beside),
        PersonCommand::Leave { person, beside } => leave(session, &person, beside),
        PersonCommand::Roles {
            person,
            roles,
            beside,
        } => change_roles(session, &person, &roles, beside),
        PersonCommand::Away {
            person,
            from,
            until,
            deputy,
        } => away(session, &person, [&from, &until], deputy.as_deref()),
        PersonCommand::Back { person, from } => back(session, &person, &from),
        PersonCommand::Absences => absences(session),
        PersonCommand::Handover { person } => handover(session, person.as_deref()),
        PersonCommand::Called { person, names } => called(session, &person, names),
        PersonCommand::Units { person, units } => in_units(session, &person, units),
        PersonCommand::Passphrase => passphrase(session),
        PersonCommand::Token { command } => super::token::run(session, command),
        PersonCommand::Statement { accept } => statement(session, accept),
    }
}

fn people(session: &Session) -> Result<Vec<Person>, CliError> {
    Ok(person::all(&session.vault.read()?)?)
}

fn find(session: &Session, text: &str) -> Result<PersonId, CliError> {
    somebody(&people(session)?, text)
}

fn role(code: &String) -> Result<Role, CliError> {
    let found = Role::ALL.into_iter().find(|role| role.as_str() == code);
    found.ok_or_else(|| CliError::Code {
        kind: "role",
        code: code.clone(),
        codes: Role::ALL.map(Role::as_str).to_vec(),
    })
}

fn roles(codes: &[String]) -> Result<BTreeSet<Role>, CliError> {
    codes.iter().map(role).collect()
}

fn join(session: &mut Session, name: &str, codes: &[String], beside: bool) -> Result<(), CliError> {
    let roles = roles(codes)?;
    let passphrase = ask::new_passphrase(&session.texts)?;
    let why = reason(&session.texts)?;
    let witness = witness(session, beside)?;
    let new = NewPerson {
        name,
        roles,
        passphrase: &passphrase,
    };
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let joined = person::join(vault, &new, &why, witness.as_ref(), now, rng)?;
    let id = if joined.is_some() {
        "person-joined"
    } else {
        "person-waits"
    };
    say(session.texts.get(id));
    Ok(())
}

/// Proposes what takes two, or does it with whoever is there.
fn by_two<P: Plan>(session: &mut Session, plan: &P, beside: bool) -> Result<(), CliError> {
    let why = reason(&session.texts)?;
    let witness = witness(session, beside)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let is_done = match &witness {
        Some(witness) => {
            proposal::together(vault, plan, &why, witness, now, rng)?;
            true
        }
        None => matches!(
            proposal::propose(vault, plan, &why, now, rng)?,
            Proposed::Done(..)
        ),
    };
    let id = if is_done {
        "person-done"
    } else {
        "person-waits"
    };
    say(session.texts.get(id));
    Ok(())
}

fn leave(session: &mut Session, who: &str, beside: bool) -> Result<(), CliError> {
    let person = find(session, who)?;
    let cases = access::to_hand_over(&session.vault.read()?, person)?;
    let bare = cases.iter().filter(|it| it.noted.is_none()).count();
    if bare > 0 {
        let count = [("count", Value::from(bare))];
        tell(session.texts.with("handover-missing", &count));
    }
    by_two(session, &Leaving { person }, beside)
}

fn change_roles(
    session: &mut Session,
    who: &str,
    codes: &[String],
    beside: bool,
) -> Result<(), CliError> {
    let roles = roles(codes)?;
    let person = find(session, who)?;
    by_two(session, &RoleChange { person, roles }, beside)
}

fn away(
    session: &mut Session,
    who: &str,
    [from, until]: [&str; 2],
    deputy: Option<&str>,
) -> Result<(), CliError> {
    let id = find(session, who)?;
    let deputy = deputy.map(|text| find(session, text)).transpose()?;
    let absence = Absence {
        from: day(from)?,
        until: day(until)?,
        deputy,
    };
    let now = session.clock.now();
    person::set_absence(&mut session.vault, id, absence, now, &mut session.rng)?;
    say(session.texts.get("person-done"));
    handover(session, Some(who))
}

fn back(session: &mut Session, who: &str, from: &str) -> Result<(), CliError> {
    let (id, from) = (find(session, who)?, day(from)?);
    let now = session.clock.now();
    person::end_absence(&mut session.vault, id, from, now, &mut session.rng)?;
    say(session.texts.get("person-done"));
    Ok(())
}

fn absences(session: &Session) -> Result<(), CliError> {
    let reading = session.vault.read()?;
    let people = person::all(&reading)?;
    let warnings = person::absence_warnings(&reading, session.clock.now())?;
    let texts = &session.texts;
    let present = people.iter().filter(|it| it.is_present());
    let mut is_empty = true;
    for (person, absence) in present.flat_map(|it| it.absences.iter().map(move |a| (it, a))) {
        is_empty = false;
        let values = [
            ("name", Value::from(person.name.clone())),
            ("from", Value::from(texts.day(absence.from))),
            ("until", Value::from(texts.day(absence.until))),
        ];
        say(texts.with("absence-line", &values));
        if let Some(deputy) = absence.deputy {
            let name = Value::from(name_of(&people, deputy));
            say(format!(
                "  {}",
                texts.with("absence-deputy", &[("name", name)])
            ));
        }
    }
    if is_empty {
        say(texts.get("absence-none"));
    }
    for warning in &warnings {
        let values = [
            ("number", Value::from(warning.number.to_string())),
            ("day", Value::from(texts.day(warning.due))),
            ("name", Value::from(name_of(&people, warning.person))),
        ];
        say(texts.with("absence-warning", &values));
    }
    Ok(())
}

fn handover(session: &Session, who: Option<&str>) -> Result<(), CliError> {
    let id = match who {
        Some(text) => find(session, text)?,
        None => session.vault.me()?,
    };
    let cases = access::to_hand_over(&session.vault.read()?, id)?;
    let texts = &session.texts;
    if cases.is_empty() {
        say(texts.get("handover-none"));
    }
    for case in &cases {
        let number = Value::from(case.number.to_string());
        let line = match case.noted {
            Some(day) => {
                let day = Value::from(texts.day(day));
                texts.with("handover-noted", &[("number", number), ("day", day)])
            }
            None => texts.with("handover-bare", &[("number", number)]),
        };
        say(line);
    }
    Ok(())
}

fn called(session: &mut Session, who: &str, names: Vec<String>) -> Result<(), CliError> {
    let (id, names) = (find(session, who)?, names.into_iter().collect());
    let now = session.clock.now();
    person::set_aliases(&mut session.vault, id, names, now, &mut session.rng)?;
    say(session.texts.get("person-done"));
    Ok(())
}

fn in_units(session: &mut Session, who: &str, units: Vec<String>) -> Result<(), CliError> {
    let (id, units) = (find(session, who)?, units.into_iter().collect());
    let now = session.clock.now();
    person::set_units(&mut session.vault, id, units, now, &mut session.rng)?;
    say(session.texts.get("person-done"));
    Ok(())
}

fn passphrase(session: &mut Session) -> Result<(), CliError> {
    let chosen = ask::new_passphrase(&session.texts)?;
    let now = session.clock.now();
    person::change_passphrase(&mut session.vault, &chosen, now, &mut session.rng)?;
    session.passphrase = chosen;
    say(session.texts.get("people-passphrase-changed"));
    Ok(())
}

fn statement(session: &mut Session, accept: bool) -> Result<(), CliError> {
    let texts = &session.texts;
    say(texts.get("statement-text"));
    let now = session.clock.now();
    let due = if accept {
        person::accept_statement(&mut session.vault, now, &mut session.rng)?
    } else {
        person::me(&session.vault.read()?)?.statement_due()
    };
    let day = Value::from(texts.day(due));
    let is_over = person::statement_overdue(&session.vault.read()?, now)?.is_some();
    let id = if is_over {
        "statement-over"
    } else {
        "statement-holds"
    };
    say(texts.with(id, &[("day", day)]));
    Ok(())
}
