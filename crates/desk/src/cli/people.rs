//! The commands about the team: who reads what, what takes two people.

use bellrope_casework::fold::fold;
use bellrope_desk::case::CaseNumber;
use bellrope_desk::case::access::{self, Access, Interest};
use bellrope_desk::clock::Clock as _;
use bellrope_desk::identity::{self, OpenName};
use bellrope_desk::person::{self, Person};
use bellrope_desk::proposal::{self, Plan as _, ProposalId};
use bellrope_desk::text::{Texts, Value};
use bellrope_desk::vault::{PersonId, Witness};

use super::args::{AccessArgs, InterestArg, ProposalArgs};
use super::command::number;
use super::error::CliError;
use super::session::Session;
use super::{ask, say};

/// Finds somebody of the team by id or name.
pub(super) fn somebody(people: &[Person], text: &str) -> Result<PersonId, CliError> {
    let wanted = fold(text);
    let is = |it: &&Person| it.id.to_string() == text || fold(&it.name) == wanted;
    let found = people.iter().filter(|it| it.is_present()).find(is);
    found.map(|it| it.id).ok_or_else(|| CliError::NoPerson {
        person: text.to_owned(),
    })
}

pub(super) fn name_of(people: &[Person], id: PersonId) -> String {
    let found = people.iter().find(|it| it.id == id);
    found.map_or_else(|| id.to_string(), |it| it.name.clone())
}

/// Declares whether whoever has the vault open has an interest in cases.
pub(super) fn interest(
    session: &mut Session,
    interest: InterestArg,
    cases: &[String],
) -> Result<(), CliError> {
    let interest = match interest {
        InterestArg::None => Interest::None,
        InterestArg::Own => Interest::Own,
    };
    let now = session.clock.now();
    for case in cases {
        let number = number(case)?;
        access::declare(&mut session.vault, &number, interest, now, &mut session.rng)?;
        let id = match interest {
            Interest::None => "interest-none-said",
            Interest::Own => "interest-own-said",
        };
        let value = Value::from(number.to_string());
        say(session.texts.with(id, &[("number", value)]));
    }
    Ok(())
}

/// Changes who reads and handles a case, and says who does.
pub(super) fn access(session: &mut Session, args: &AccessArgs) -> Result<(), CliError> {
    let number = number(&args.case)?;
    let people = person::all(&session.vault.read()?)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    if let Some(text) = &args.let_in {
        access::let_in(vault, &number, somebody(&people, text)?, now, rng)?;
    }
    if let Some(text) = &args.assign {
        access::assign(vault, &number, somebody(&people, text)?, now, rng)?;
    }
    if let Some(text) = &args.unassign {
        access::unassign(vault, &number, somebody(&people, text)?, now, rng)?;
    }
    if let Some(text) = &args.take_out {
        access::take_out(vault, &number, somebody(&people, text)?, now, rng)?;
    }
    if args.checked {
        access::end_check(vault, &number, now, rng)?;
    }
    if let Some(text) = &args.taken_over {
        access::end_handover(vault, &number, somebody(&people, text)?, now, rng)?;
    }
    show_access(session, &people, &number)
}

fn show_access(session: &Session, people: &[Person], number: &CaseNumber) -> Result<(), CliError> {
    let access = access::of(&session.vault.read()?, number)?;
    let texts = &session.texts;
    let Access {
        readers,
        assigned,
        barred,
        ..
    } = &access;
    let lines = [
        ("access-readers", readers),
        ("access-assigned", assigned),
        ("access-barred", barred),
    ];
    for (id, who) in lines {
        let names: Vec<String> = who.iter().map(|id| name_of(people, *id)).collect();
        let names = if names.is_empty() {
            texts.get("access-nobody")
        } else {
            names.join(", ")
        };
        say(texts.with(id, &[("names", Value::from(names))]));
    }
    for check in &access.checks {
        say(texts.get(&format!("check-{}", check.code())));
    }
    for handover in access.handovers.iter().filter(|it| it.done.is_none()) {
        let name = Value::from(name_of(people, handover.from));
        let day = Value::from(texts.day(handover.day));
        say(texts.with("access-handover", &[("name", name), ("day", day)]));
    }
    Ok(())
}

/// Lists the team.
pub(super) fn list(session: &Session) -> Result<(), CliError> {
    let texts = &session.texts;
    for person in person::all(&session.vault.read()?)? {
        let roles = person.roles.iter();
        let roles: Vec<String> = roles
            .map(|it| texts.get(&format!("role-{}", it.as_str())))
            .collect();
        let values = [
            ("id", Value::from(person.id.to_string())),
            ("name", Value::from(person.name.clone())),
            ("roles", Value::from(roles.join(", "))),
        ];
        let id = if person.is_present() {
            "person-line"
        } else {
            "person-line-left"
        };
        say(texts.with(id, &values));
    }
    Ok(())
}

/// Lists what waits for a second person.
pub(super) fn proposals(session: &Session) -> Result<(), CliError> {
    let reading = session.vault.read()?;
    let people = person::all(&reading)?;
    let texts = &session.texts;
    let open = proposal::all(&reading, session.clock.now())?;
    let mut open = open.iter().filter(|it| it.state.is_open()).peekable();
    if open.peek().is_none() {
        say(texts.get("proposals-none"));
    }
    for it in open {
        let state = texts.get(&format!("proposal-state-{}", it.state.code()));
        let what = texts.get(&format!("what-{}", it.what.code()));
        let case = it.case.as_ref().map(ToString::to_string);
        let values = [
            ("id", Value::from(it.id.to_string())),
            ("what", Value::from(what)),
            ("kind", Value::from(it.kind.clone())),
            ("case", Value::from(case.unwrap_or_else(|| "–".to_owned()))),
            ("by", Value::from(name_of(&people, it.by))),
            ("state", Value::from(state)),
        ];
        say(texts.with("proposal-line", &values));
        // What is content of a case that is closed to whoever looks is not shown.
        if let Ok(substance) = proposal::substance(&reading, it) {
            let reason = Value::from(substance.reason.clone());
            say(texts.with("proposal-reason", &[("reason", reason)]));
            if it.kind == OpenName::KIND
                && let Ok(plan) = substance.plan::<OpenName>()
            {
                say(format!("  {}", plan.telling.text(texts)));
            }
        }
    }
    Ok(())
}

/// Approves a proposal.
pub(super) fn approve(session: &mut Session, args: &ProposalArgs) -> Result<(), CliError> {
    let id = proposal_id(&args.proposal)?;
    let now = session.clock.now();
    if args.beside {
        let passphrase = ask::second_passphrase(&session.texts)?;
        let (vault, rng) = (&mut session.vault, &mut session.rng);
        identity::approve_beside(vault, id, &passphrase, now, rng)?;
    } else {
        proposal::approve_any(&mut session.vault, id, None, now, &mut session.rng)?;
    }
    say(session.texts.get("proposal-approved"));
    Ok(())
}

/// Refuses a proposal; why is asked.
pub(super) fn refuse(session: &mut Session, args: &ProposalArgs) -> Result<(), CliError> {
    let id = proposal_id(&args.proposal)?;
    let witness = witness(session, args.beside)?;
    let reason = reason(&session.texts)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    proposal::refuse(vault, id, &reason, witness.as_ref(), now, rng)?;
    say(session.texts.get("proposal-refused"));
    Ok(())
}

/// Withdraws a proposal.
pub(super) fn withdraw(session: &mut Session, id: &str) -> Result<(), CliError> {
    let id = proposal_id(id)?;
    let now = session.clock.now();
    proposal::withdraw(&mut session.vault, id, now, &mut session.rng)?;
    say(session.texts.get("proposal-withdrawn"));
    Ok(())
}

fn proposal_id(text: &str) -> Result<ProposalId, CliError> {
    text.parse().map_err(|_| CliError::NoProposal)
}

/// Asks the passphrase of the second person, if they are there.
pub(super) fn witness(session: &Session, beside: bool) -> Result<Option<Witness>, CliError> {
    if !beside {
        return Ok(None);
    }
    let passphrase = ask::second_passphrase(&session.texts)?;
    Ok(Some(session.vault.witness(&passphrase)?))
}

/// Asks for a reason: never an argument, for those are kept by the shell.
pub(super) fn reason(texts: &Texts) -> Result<String, CliError> {
    super::tell(texts.get("prompt-reason"));
    Ok(ask::line()?.unwrap_or_default())
}
