//! Reports entered by hand, links, merging, spam: each command asks the library and prints what it
//! answers.

use bellrope_casework::reason::Reason;
use bellrope_casework::vocabulary::Lang;
use bellrope_desk::case::{self, Body, CaseNumber, LinkKind, NewEntry, Spoken};
use bellrope_desk::clock::Clock as _;
use bellrope_desk::import;
use bellrope_desk::text::{Texts, Value};

use super::case_args::EnterArgs;
use super::casework::{say_moving, word};
use super::command::number;
use super::error::CliError;
use super::session::Session;
use super::writing::{day, text};
use super::{say, tell};

/// Reads a reason that must be there.
fn why(text: &str) -> Result<Reason, CliError> {
    Reason::parse(text).map_err(CliError::Reason)
}

pub(super) fn enter(session: &mut Session, args: &EnterArgs) -> Result<(), CliError> {
    let words = text(session, args.file.as_deref())?;
    let of = args.of.as_deref().map(number).transpose()?;
    let spoken = match &args.form {
        Some(form) => Some(Spoken {
            form: word(form)?,
            consent: args.consent.as_deref().map(day).transpose()?,
        }),
        None => None,
    };
    let lang = Lang::of_code(&args.reporter_lang);
    let entry = NewEntry {
        came: word(&args.came)?,
        received: day(&args.received)?,
        lang,
        kind: word(&args.kind)?,
        identity: word(&args.identity)?,
        text: &words,
        spoken,
        with_code: args.code,
        of: of.as_ref(),
    };
    let now = session.clock.now();
    let entered = case::enter(&mut session.vault, &entry, now, &mut session.rng)?;
    let number = Value::from(entered.number.to_string());
    say(session.texts.with("entered", &[("number", number)]));
    if let Some(code) = &entered.code {
        tell(session.texts.get("entered-code"));
        say("");
        say(case::code_card(code, &entered.number, &Texts::new(lang)));
    }
    Ok(())
}

pub(super) fn link(
    session: &mut Session,
    cases: [&str; 2],
    kind: &str,
    words: &str,
    end: bool,
) -> Result<(), CliError> {
    let (case, other) = (number(cases[0])?, number(cases[1])?);
    let kind = LinkKind::of_code(kind).ok_or_else(|| CliError::Code {
        kind: "link",
        code: kind.to_owned(),
        codes: LinkKind::ALL.iter().map(|kind| kind.as_str()).collect(),
    })?;
    let why = why(words)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let id = if end {
        case::unlink(vault, &case, &other, kind, &why, now, rng)?;
        "unlinked"
    } else {
        case::link(vault, &case, &other, kind, &why, now, rng)?;
        "linked"
    };
    say(session.texts.get(id));
    Ok(())
}

pub(super) fn clusters(session: &Session) -> Result<(), CliError> {
    let clusters = case::clusters(&session.vault)?;
    let texts = &session.texts;
    if clusters.is_empty() {
        say(texts.get("clusters-empty"));
    }
    for cluster in &clusters {
        let numbers: Vec<&str> = cluster.iter().map(CaseNumber::as_str).collect();
        let values = [
            ("count", Value::from(numbers.len())),
            ("cases", Value::from(numbers.join(", "))),
        ];
        say(texts.with("cluster-line", &values));
    }
    Ok(())
}

pub(super) fn merge(
    session: &mut Session,
    case: &str,
    into: &str,
    words: &str,
) -> Result<(), CliError> {
    let (case, into) = (number(case)?, number(into)?);
    let why = why(words)?;
    let now = session.clock.now();
    case::merge(
        &mut session.vault,
        &case,
        &into,
        &why,
        now,
        &mut session.rng,
    )?;
    let values = [
        ("number", Value::from(case.to_string())),
        ("into", Value::from(into.to_string())),
    ];
    say(session.texts.with("merged", &values));
    Ok(())
}

pub(super) fn split(
    session: &mut Session,
    case: &str,
    items: &[usize],
    words: &str,
) -> Result<(), CliError> {
    let case = number(case)?;
    let why = why(words)?;
    let now = session.clock.now();
    let made = case::split(
        &mut session.vault,
        &case,
        items,
        &why,
        now,
        &mut session.rng,
    )?;
    let made = Value::from(made.to_string());
    say(session.texts.with("split", &[("number", made)]));
    Ok(())
}

pub(super) fn hand_over(
    session: &mut Session,
    case: &str,
    to: &str,
    words: &str,
) -> Result<(), CliError> {
    let case = number(case)?;
    let body = Body::of_code(to).ok_or_else(|| CliError::Code {
        kind: "body",
        code: to.to_owned(),
        codes: Body::ALL.iter().map(|body| body.as_str()).collect(),
    })?;
    let why = why(words)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let moving = case::hand_over(vault, &case, body, &why, now, rng)?;
    say_moving(&session.texts, &moving);
    Ok(())
}

pub(super) fn spam(
    session: &mut Session,
    cases: &[String],
    unverified: &[u64],
    clear: bool,
) -> Result<(), CliError> {
    let numbers: Result<Vec<CaseNumber>, CliError> = cases.iter().map(|it| number(it)).collect();
    let numbers = numbers?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let of_cases = if clear {
        case::clear_spam(vault, &numbers, now, rng)?
    } else {
        case::mark_spam(vault, &numbers, now, rng)?
    };
    let of_letters = import::mark_unverified(vault, unverified, !clear, now, rng)?;
    let id = if clear { "spam-cleared" } else { "spam-marked" };
    let count = [("count", Value::from(of_cases + of_letters))];
    say(session.texts.with(id, &count));
    Ok(())
}
