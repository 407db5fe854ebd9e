//! Work on cases: each command asks the library and prints what it answers.

use bellrope_casework::reason::Reason;
use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Category, CategorySet, Misstand, MisstandGround, Word};
use bellrope_desk::case::{self, CaseNumber, Judgement, Moving};
use bellrope_desk::clock::Clock as _;
use bellrope_desk::configuration::Part;
use bellrope_desk::part::NO_PART;
use bellrope_desk::text::{Texts, Value};

use super::case_args::{CaseCommand, Classify};
use super::command::number;
use super::error::CliError;
use super::session::Session;
use super::{due, learning, managing, reviewing, say, writing};

/// Runs a command about a case.
pub(crate) fn run(session: &mut Session, command: CaseCommand) -> Result<(), CliError> {
    match command {
        CaseCommand::Status { case, code, reason } => {
            status(session, &number(&case)?, &code, reason.as_deref())
        }
        CaseCommand::Classify(args) => classify(session, &args),
        CaseCommand::Note {
            case,
            file,
            handover,
        } => writing::note(session, &case, file.as_deref(), handover),
        CaseCommand::Task {
            case,
            due,
            sort,
            text,
        } => writing::task(session, &case, &due, &sort, &text),
        CaseCommand::TaskDone {
            case,
            task,
            skipped,
        } => writing::task_done(session, &case, task, skipped),
        CaseCommand::Tasks { mine } => writing::tasks(session, mine),
        CaseCommand::Draft(args) => writing::draft(session, &args),
        CaseCommand::Preview { case, kind } => writing::show(session, &case, &kind),
        CaseCommand::Send { case, kind } => writing::send(session, &case, &kind),
        CaseCommand::Triage(args) => reviewing::triage(session, &args),
        CaseCommand::Gaps { case, code } => reviewing::gaps(session, &case, &code),
        CaseCommand::Hearing(args) => reviewing::hearing(session, &args),
        CaseCommand::Clock(args) => due::clock(session, &args),
        CaseCommand::Aftercare {
            case,
            asked,
            skip,
            reason,
        } => due::aftercare(session, &case, asked, skip, reason.as_deref()),
        CaseCommand::Enter(args) => managing::enter(session, &args),
        CaseCommand::Link {
            case,
            other,
            kind,
            reason,
            end,
        } => managing::link(session, [&case, &other], &kind, &reason, end),
        CaseCommand::Clusters => managing::clusters(session),
        CaseCommand::Merge { case, into, reason } => {
            managing::merge(session, &case, &into, &reason)
        }
        CaseCommand::Split {
            case,
            items,
            reason,
        } => managing::split(session, &case, &items, &reason),
        CaseCommand::HandOver { case, to, reason } => {
            managing::hand_over(session, &case, &to, &reason)
        }
        CaseCommand::Spam {
            cases,
            unverified,
            clear,
        } => managing::spam(session, &cases, &unverified, clear),
        CaseCommand::Sharing(args) => super::sharing::run(session, &args),
        CaseCommand::Name { command } => super::names::run(session, command),
        CaseCommand::Promises { file: None } => super::look::promises(session),
        CaseCommand::Promises { file: Some(file) } => {
            writing::configure(session, Part::Promises, &file)?;
            say(session.texts.get("promises-page"));
            Ok(())
        }
        CaseCommand::Templates { file } => writing::configure(session, Part::Templates, &file),
    }
}

/// Finds the word of a code.
pub(super) fn word<W: Word>(code: &str) -> Result<W, CliError> {
    W::of_code(code).map_err(|_| CliError::Code {
        kind: W::KIND,
        code: code.to_owned(),
        codes: W::ALL.iter().map(|word| word.as_str()).collect(),
    })
}

pub(super) fn reason(text: Option<&str>) -> Result<Option<Reason>, CliError> {
    text.map(|text| Reason::parse(text).map_err(CliError::Reason))
        .transpose()
}

fn status(
    session: &mut Session,
    number: &CaseNumber,
    code: &str,
    why: Option<&str>,
) -> Result<(), CliError> {
    let (to, why) = (word(code)?, reason(why)?);
    let now = session.clock.now();
    let vault = &mut session.vault;
    let moving = case::move_to(vault, number, to, why.as_ref(), now, &mut session.rng)?;
    say_moving(&session.texts, &moving);
    if let (Moving::Done(_), Status::Concluded) = (&moving, to) {
        learning::ask(&session.texts, number);
    }
    Ok(())
}

/// Prints what came of asking for a move.
pub(super) fn say_moving(texts: &Texts, moving: &Moving) {
    let moved = match moving {
        Moving::Waits(id) => {
            return say(texts.with("move-waits", &[("id", Value::from(id.to_string()))]));
        }
        Moving::Done(moved) => moved,
    };
    let status = Value::from(moved.status.label(texts.lang()));
    say(match moved.told {
        Some(_) => {
            let seen = case::seen_label(moved.status, texts.lang());
            let values = [("status", status), ("seen", Value::from(seen))];
            texts.with("moved-told", &values)
        }
        None => texts.with("moved", &[("status", status)]),
    });
}

fn classify(session: &mut Session, args: &Classify) -> Result<(), CliError> {
    let number = number(&args.case)?;
    let judgements = judgements(args)?;
    let why = reason(args.reason.as_deref())?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    if !judgements.is_empty() {
        case::classify(vault, &number, &judgements, why.as_ref(), now, rng)?;
    }
    if let Some(unit) = &args.unit {
        case::set_unit(vault, &number, unit, now, rng)?;
    }
    say(session.texts.get("classified"));
    Ok(())
}

fn judgements(args: &Classify) -> Result<Vec<Judgement>, CliError> {
    fn add<W: Word>(
        judgements: &mut Vec<Judgement>,
        code: Option<&str>,
        judge: impl Fn(W) -> Judgement,
    ) -> Result<(), CliError> {
        judgements.extend(code.map(word).transpose()?.map(judge));
        Ok(())
    }
    let mut judgements = Vec::new();
    add(&mut judgements, args.kind.as_deref(), Judgement::Kind)?;
    let identity = args.identity.as_deref();
    add(&mut judgements, identity, Judgement::Identity)?;
    let set = categories(args.category.as_deref(), &args.also)?;
    judgements.extend(set.map(Judgement::Categories));
    if let Some(code) = &args.misstand {
        judgements.push(Judgement::Misstand(misstand(code)?));
    }
    add(&mut judgements, args.urgency.as_deref(), Judgement::Urgency)?;
    add(&mut judgements, args.route.as_deref(), Judgement::Route)?;
    add(&mut judgements, args.outcome.as_deref(), Judgement::Outcome)?;
    judgements.extend(part(args.part.as_deref())?);
    Ok(judgements)
}

/// Finds a part of the organisation, or that it is not known.
pub(super) fn part(code: Option<&str>) -> Result<Option<Judgement>, CliError> {
    Ok(match code {
        None => None,
        Some(NO_PART) => Some(Judgement::Part(None)),
        Some(code) => Some(Judgement::Part(Some(code.parse()?))),
    })
}

/// Finds a main category and others.
pub(super) fn categories(
    main: Option<&str>,
    also: &[String],
) -> Result<Option<CategorySet>, CliError> {
    let Some(main) = main else {
        return Ok(None);
    };
    let others: Result<Vec<Category>, CliError> = also.iter().map(|code| word(code)).collect();
    Ok(Some(CategorySet::new(word(main)?, others?)))
}

/// Finds a flag: `not-yet`, `no`, or its ground.
pub(super) fn misstand(code: &str) -> Result<Misstand, CliError> {
    match code {
        "not-yet" => Ok(Misstand::NotYet),
        "no" => Ok(Misstand::No),
        ground => word::<MisstandGround>(ground).map(Misstand::Yes),
    }
}
