//! Learning points, measures and evaluations: each command asks the library and prints what it
//! answers.

use std::fs;

use bellrope_casework::learning::{Evaluation, MeasureKind};
use bellrope_casework::vocabulary::{Category, MeasureState, Word as _};
use bellrope_desk::case::CaseNumber;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::learning::{self, LearningError, Measure, MeasureWords, NewPoint};
use bellrope_desk::term;
use bellrope_desk::text::{Texts, Value};
use bellrope_protocol::content::Questions;
use bellrope_protocol::time::Day;

use super::casework::{reason, word};
use super::command::number;
use super::error::CliError;
use super::learn_args::{
    EvaluationCommand, LearnCommand, LearningCommand, MeasureArgs, MeasureCommand, PointArgs,
};
use super::session::Session;
use super::writing::day;
use super::{say, tell};

/// Runs a command about learning.
pub(crate) fn run(session: &mut Session, command: LearningCommand) -> Result<(), CliError> {
    match command {
        LearningCommand::Learn { command } => learn(session, &command),
        LearningCommand::Measure { command } => measure(session, &command),
        LearningCommand::Evaluation { command } => evaluation(session, &command),
    }
}

/// Asks what can be learnt from a case that was concluded.
pub(super) fn ask(texts: &Texts, number: &CaseNumber) {
    let number = Value::from(number.to_string());
    tell(texts.with("learn-ask", &[("number", number)]));
}

fn learn(session: &mut Session, command: &LearnCommand) -> Result<(), CliError> {
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let noted = match command {
        LearnCommand::List => return list(session),
        LearnCommand::Case {
            case,
            nothing,
            point,
        } => {
            let point = (!nothing).then(|| new_point(point)).transpose()?;
            learning::answer(vault, &number(case)?, point.as_ref(), now, rng)?
        }
        LearnCommand::Note(point) => {
            Some(learning::note_point(vault, &new_point(point)?, now, rng)?)
        }
        LearnCommand::Change { number, point } => {
            learning::change_point(vault, *number, &new_point(point)?, now, rng)?;
            Some(*number)
        }
    };
    say(match noted {
        Some(number) => {
            let number = Value::from(number.to_string());
            session.texts.with("learn-noted", &[("number", number)])
        }
        None => session.texts.get("learn-nothing-noted"),
    });
    Ok(())
}

fn new_point(args: &PointArgs) -> Result<NewPoint<'_>, CliError> {
    let category = args.category.as_deref().map(word::<Category>).transpose()?;
    Ok(NewPoint {
        category,
        part: &args.part,
        text: &args.text,
        looked: args.looked,
    })
}

fn list(session: &Session) -> Result<(), CliError> {
    let texts = &session.texts;
    let reading = session.vault.read()?;
    let points = learning::points(&reading)?;
    if points.is_empty() {
        say(texts.get("learn-none"));
    }
    for point in &points {
        let now = point.now();
        let category = now.category.map_or("–", |it| it.label(texts.lang()));
        let values = [
            ("number", Value::from(point.number.to_string())),
            ("year", Value::from(point.year.to_string())),
            ("category", Value::from(category)),
            ("text", Value::from(now.text.as_str())),
        ];
        say(texts.with("learn-line", &values));
    }
    let asked = learning::unanswered(&reading)?;
    if !asked.is_empty() {
        let numbers: Vec<&str> = asked.iter().map(CaseNumber::as_str).collect();
        let numbers = Value::from(numbers.join(", "));
        say(texts.with("learn-unanswered", &[("cases", numbers)]));
    }
    Ok(())
}

fn measure(session: &mut Session, command: &MeasureCommand) -> Result<(), CliError> {
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let number = match command {
        MeasureCommand::List { overdue } => return measures(session, *overdue),
        MeasureCommand::Show { number } => return show(session, *number),
        MeasureCommand::Count { year } => return count(session, *year),
        MeasureCommand::Note(args) => {
            learning::note_measure(vault, &words(args)?, args.looked, now, rng)?
        }
        MeasureCommand::Change { number, measure } => {
            let words = words(measure)?;
            learning::change_measure(vault, *number, &words, measure.looked, now, rng)?;
            *number
        }
        MeasureCommand::Move {
            number,
            state,
            words,
            looked,
        } => {
            let to: MeasureState = word(state)?;
            let words = reason(words.as_deref())?;
            learning::move_measure(vault, *number, to, words.as_ref(), *looked, now, rng)?;
            *number
        }
    };
    let reading = session.vault.read()?;
    let measure = learning::measure(&reading, number)?;
    say(line(&session.texts, &measure, now));
    Ok(())
}

fn words(args: &MeasureArgs) -> Result<MeasureWords, CliError> {
    let kind = MeasureKind::of_code(&args.kind).map_err(|err| CliError::Code {
        kind: err.kind,
        code: err.code,
        codes: MeasureKind::all().map(MeasureKind::as_str).collect(),
    })?;
    Ok(MeasureWords {
        kind,
        title: args.title.clone(),
        owner: args.owner.clone(),
        budget: args.budget.clone(),
        initiative: args.initiative.clone(),
        start: args.start.as_deref().map(day).transpose()?,
        target: day(&args.target)?,
        points: args.point.iter().copied().collect(),
    })
}

fn measures(session: &Session, only_overdue: bool) -> Result<(), CliError> {
    let now = session.clock.now();
    let today = term::local_day(now);
    let mut measures = learning::measures(&session.vault.read()?)?;
    measures.retain(|measure| !only_overdue || measure.is_overdue(today));
    measures.sort_by_key(|measure| !measure.is_overdue(today));
    if measures.is_empty() {
        say(session.texts.get("measure-none"));
    }
    for measure in &measures {
        say(line(&session.texts, measure, now));
    }
    Ok(())
}

fn line(texts: &Texts, measure: &Measure, now: u64) -> String {
    let words = measure.words();
    let values = [
        ("number", Value::from(measure.number)),
        ("kind", Value::from(words.kind.label(texts.lang()))),
        ("title", Value::from(words.title.as_str())),
        ("owner", Value::from(words.owner.as_str())),
        ("target", Value::from(texts.day(words.target))),
        (
            "state",
            Value::from(measure.course.state().label(texts.lang())),
        ),
    ];
    let line = texts.with("measure-line", &values);
    if measure.is_overdue(term::local_day(now)) {
        return format!("{line} {}", texts.get("measure-overdue"));
    }
    line
}

fn show(session: &Session, number: u32) -> Result<(), CliError> {
    let texts = &session.texts;
    let measure = learning::measure(&session.vault.read()?, number)?;
    let words = measure.words();
    say(line(texts, &measure, session.clock.now()));
    let points: Vec<String> = words.points.iter().map(u32::to_string).collect();
    for (id, value) in [
        ("measure-budget-is", words.budget.clone()),
        ("measure-initiative-is", words.initiative.clone()),
        (
            "measure-start-is",
            words.start.map_or_else(String::new, |day| texts.day(day)),
        ),
        ("measure-points-are", points.join(", ")),
    ] {
        if !value.is_empty() {
            say(texts.with(id, &[("value", Value::from(value))]));
        }
    }
    for step in measure.course.steps() {
        let said = step.words.as_ref().map_or("", |words| words.as_str());
        let values = [
            ("state", Value::from(step.state.label(texts.lang()))),
            ("day", Value::from(texts.day(step.day))),
        ];
        say(texts.with("measure-step", &values));
        if !said.is_empty() {
            say(format!("    {said}"));
        }
    }
    Ok(())
}

fn count(session: &Session, year: u16) -> Result<(), CliError> {
    let texts = &session.texts;
    let counts = learning::measure_counts(&session.vault.read()?, year, session.clock.now())?;
    let points: u64 = counts.points.values().sum();
    say(texts.with("learn-count", &[("count", Value::from(points))]));
    for counted in &counts.measures {
        let values = [
            ("kind", Value::from(counted.kind.label(texts.lang()))),
            ("state", Value::from(counted.state.label(texts.lang()))),
            ("count", Value::from(counted.count)),
        ];
        say(texts.with("measure-count", &values));
    }
    let overdue = [("count", Value::from(counts.overdue))];
    say(texts.with("measure-count-overdue", &overdue));
    let reading = session.vault.read()?;
    for (id, of) in [
        ("learn-evaluations", Questions::Evaluation),
        ("learn-diversity", Questions::Diversity),
    ] {
        let stands = if learning::standing(&reading, &of, year)? {
            "learn-enough"
        } else {
            "learn-not-enough"
        };
        let values = [
            ("what", Value::from(texts.get(id))),
            ("stands", Value::from(texts.get(stands))),
        ];
        say(texts.with("learn-standing", &values));
    }
    Ok(())
}

fn evaluation(session: &mut Session, command: &EvaluationCommand) -> Result<(), CliError> {
    match command {
        EvaluationCommand::Show { year } => {
            check_year(*year)?;
            let written = learning::evaluation(&session.vault.read()?, *year)?;
            let evaluation = written.map_or_else(|| Evaluation::blank(*year), |it| it.evaluation);
            say(evaluation.template(session.texts.lang()));
            Ok(())
        }
        EvaluationCommand::Write { file, looked } => {
            let toml = fs::read_to_string(file).map_err(CliError::io(file))?;
            let evaluation = Evaluation::parse(&toml).map_err(LearningError::from)?;
            check_year(evaluation.year)?;
            let now = session.clock.now();
            let (vault, rng) = (&mut session.vault, &mut session.rng);
            learning::write_evaluation(vault, &evaluation, *looked, now, rng)?;
            let year = Value::from(evaluation.year.to_string());
            say(session.texts.with("evaluation-written", &[("year", year)]));
            Ok(())
        }
    }
}

/// A slip of the keyboard is no year.
fn check_year(year: u16) -> Result<(), CliError> {
    let day = Day::from_date(u32::from(year), 12, 31).filter(|_| (2000..=2999).contains(&year));
    day.map(|_| ()).ok_or_else(|| CliError::Day {
        text: year.to_string(),
    })
}
