//! What is due: each command asks the library and prints what it answers.

use bellrope_casework::term::Clock;
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::text::Value;

use super::case_args::ClockArgs;
use super::casework::reason;
use super::command::number;
use super::error::CliError;
use super::say;
use super::session::Session;
use super::writing::day;

pub(super) fn clock(session: &mut Session, args: &ClockArgs) -> Result<(), CliError> {
    let number = number(&args.case)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let (Some(kind), Some(from)) = (&args.kind, &args.from) else {
        case::meet_clock(vault, &number, now, rng)?;
        say(session.texts.get("clock-met"));
        return Ok(());
    };
    let clock = match kind.as_str() {
        "complaint" => Clock::Complaint {
            by_committee: args.committee,
            adjourned_weeks: args.adjourned,
            agreed_until: None,
        },
        "authority" => Clock::Authority {
            justified: args.longer,
        },
        "privacy" => Clock::Privacy {
            extended: args.longer,
        },
        _ => {
            return Err(CliError::Code {
                kind: "clock",
                code: kind.clone(),
                codes: vec!["complaint", "authority", "privacy"],
            });
        }
    };
    let due = case::set_clock(vault, &number, clock, day(from)?, now, rng)?;
    let texts = &session.texts;
    let values = [
        ("term", Value::from(clock.kind().label(texts.lang()))),
        ("day", Value::from(texts.day(due))),
    ];
    say(texts.with("clock-set", &values));
    Ok(())
}

pub(super) fn aftercare(
    session: &mut Session,
    case: &str,
    asked: Option<u32>,
    skip: Option<u32>,
    why: Option<&str>,
) -> Result<(), CliError> {
    let number = number(case)?;
    let now = session.clock.now();
    if let Some(months) = asked.or(skip) {
        let why = reason(why.filter(|_| skip.is_some()))?;
        let (vault, rng) = (&mut session.vault, &mut session.rng);
        case::note_aftercare(vault, &number, months, why.as_ref(), now, rng)?;
        say(session.texts.get("care-noted"));
        return Ok(());
    }
    let texts = &session.texts;
    for (moment, standing) in case::aftercare(&session.vault, &number, now)? {
        let values = [
            ("day", Value::from(moment.due.to_string())),
            ("months", Value::from(moment.months)),
            ("standing", Value::from(standing.label(texts.lang()))),
        ];
        say(texts.with("care-line", &values));
    }
    Ok(())
}
