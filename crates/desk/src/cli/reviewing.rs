//! Triage, dossier, hearings: each command asks the library and prints what it answers.

use bellrope_casework::hearing::MinutesState;
use bellrope_casework::status::Status;
use bellrope_casework::triage::{Check, Conflict, Triage};
use bellrope_casework::vocabulary::{Lang, Word};
use bellrope_desk::case::{self, NewHearing};
use bellrope_desk::clock::Clock as _;
use bellrope_desk::text::Value;

use super::case_args::{HearingArgs, TriageArgs};
use super::casework::{categories, misstand, part, reason, word};
use super::command::number;
use super::error::CliError;
use super::say;
use super::session::Session;
use super::writing::{day, text};

fn find<W: Word>(code: Option<&String>) -> Result<Option<W>, CliError> {
    code.map(|code| word(code)).transpose()
}

/// Takes the answers over those that were given before.
fn answers(args: &TriageArgs, before: Triage) -> Result<Triage, CliError> {
    let flag = args.misstand.as_deref().map(misstand).transpose()?;
    Ok(Triage {
        danger: find(args.danger.as_ref())?.or(before.danger),
        category: categories(args.category.as_deref(), &args.also)?.or(before.category),
        misstand: flag.or(before.misstand),
        completeness: find(args.completeness.as_ref())?.or(before.completeness),
        conflict: find(args.conflict.as_ref())?.or(before.conflict),
        detriment: find(args.detriment.as_ref())?.or(before.detriment),
        retaliation: find(args.retaliation.as_ref())?.or(before.retaliation),
        urgency: find(args.urgency.as_ref())?.or(before.urgency),
        route: find(args.route.as_ref())?.or(before.route),
    })
}

pub(super) fn triage(session: &mut Session, args: &TriageArgs) -> Result<(), CliError> {
    let number = number(&args.case)?;
    session.note_read(&number)?;
    let view = case::triage_of(&session.vault, &number)?;
    let given = answers(args, view.given.clone())?;
    if given != view.given {
        let why = reason(args.reason.as_deref())?;
        let now = session.clock.now();
        let (vault, rng) = (&mut session.vault, &mut session.rng);
        case::triage(vault, &number, &given, why.as_ref(), now, rng)?;
    }
    if let Some(judgement) = part(args.part.as_deref())? {
        let (vault, rng) = (&mut session.vault, &mut session.rng);
        case::classify(vault, &number, &[judgement], None, session.clock.now(), rng)?;
    }
    let view = case::triage_of(&session.vault, &number)?;
    let texts = &session.texts;
    let lang = texts.lang();
    let heading = Value::from(number.to_string());
    say(texts.with("triage-heading", &[("number", heading)]));
    for check in Check::ALL {
        let answer = answer_of(*check, &view.given, lang);
        let said = answer_of(*check, &view.said, lang);
        let answer = match (answer, said) {
            (Some(answer), _) => answer,
            (None, Some(said)) => texts.with("triage-said", &[("answer", Value::from(said))]),
            (None, None) => texts.get("triage-open"),
        };
        let values = [
            ("check", Value::from(check.as_str())),
            ("question", Value::from(check.question(lang))),
            ("answer", Value::from(answer)),
        ];
        say(format!("  {}", texts.with("triage-line", &values)));
    }
    let urgency = Value::from(view.proposal.urgency.label(lang));
    say(texts.with("triage-proposal", &[("urgency", urgency)]));
    if view.given.conflict == Some(Conflict::Some) {
        say(texts.get("triage-conflict"));
    } else if view.missing.is_empty() {
        say(texts.get("triage-complete"));
    } else {
        let codes: Vec<&str> = view.missing.iter().map(|check| check.as_str()).collect();
        let checks = Value::from(codes.join(", "));
        say(texts.with("triage-missing", &[("checks", checks)]));
    }
    Ok(())
}

/// Returns the label of an answer, if there is one.
fn answer_of(check: Check, triage: &Triage, lang: Lang) -> Option<String> {
    fn label<W: Word>(word: Option<W>, lang: Lang) -> Option<String> {
        word.map(|word| word.label(lang).to_owned())
    }
    match check {
        Check::Danger => label(triage.danger, lang),
        Check::Category => triage.category.as_ref().map(|set| {
            let labels: Vec<&str> = set.iter().map(|it| it.label(lang)).collect();
            labels.join("; ")
        }),
        Check::Misstand => triage.misstand.map(|flag| flag.label(lang)),
        Check::Completeness => label(triage.completeness, lang),
        Check::Conflict => label(triage.conflict, lang),
        Check::Detriment => label(triage.detriment, lang),
        Check::Retaliation => label(triage.retaliation, lang),
        Check::Urgency => label(triage.urgency, lang),
        Check::Route => label(triage.route, lang),
    }
}

pub(super) fn gaps(session: &Session, case: &str, code: &str) -> Result<(), CliError> {
    let to: Status = word(code)?;
    let passage = case::passage(&session.vault, &number(case)?, to)?;
    let texts = &session.texts;
    let status = Value::from(to.label(texts.lang()));
    if passage.gaps.is_empty() {
        say(texts.with("gaps-none", &[("status", status)]));
        return Ok(());
    }
    let gaps: Vec<&str> = passage
        .gaps
        .iter()
        .map(|gap| gap.label(texts.lang()))
        .collect();
    let values = [("status", status), ("gaps", Value::from(gaps.join("; ")))];
    say(texts.with("gaps", &values));
    Ok(())
}

pub(super) fn hearing(session: &mut Session, args: &HearingArgs) -> Result<(), CliError> {
    let number = number(&args.case)?;
    let now = session.clock.now();
    if let (Some(record), Some(state)) = (args.record, &args.state) {
        let state: MinutesState = word(state)?;
        let correction = reason(args.correction.as_deref())?;
        let (vault, rng) = (&mut session.vault, &mut session.rng);
        case::go_on_hearing(vault, &number, record, state, correction.as_ref(), now, rng)?;
        let texts = &session.texts;
        let values = [
            ("hearing", Value::from(record)),
            ("state", Value::from(state.label(texts.lang()))),
        ];
        say(texts.with("hearing-went-on", &values));
        return Ok(());
    }
    let words = text(session, args.file.as_deref())?;
    let hearing = NewHearing {
        party: word(&args.party)?,
        form: word(&args.form)?,
        consent: args.consent.as_deref().map(day).transpose()?,
        text: &words,
    };
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let added = case::add_hearing(vault, &number, hearing, now, rng)?;
    let added = [("hearing", Value::from(added))];
    say(session.texts.with("hearing-added", &added));
    Ok(())
}
