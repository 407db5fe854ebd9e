//! The integrated report on the command line: each command asks the library and prints what it
//! answers.

use std::fs;
use std::path::Path;

use bellrope_desk::clock::Clock as _;
use bellrope_desk::errand::Errand;
use bellrope_desk::figures;
use bellrope_desk::publication::{self, Order, PublicationError, PublishReport};
use bellrope_desk::text::Value;
use bellrope_report::{Correction, Identity, Narrative, Variant};

use super::command::{check_free, errand_of_figures};
use super::error::CliError;
use super::figures_args::PlanArgs;
use super::keeping::together;
use super::report_args::{ExportArgs, ReportCommand};
use super::say;
use super::session::Session;

/// Longest file of words that is read, in bytes.
const WORDS_MAX_LEN: u64 = 1 << 20;

/// Runs a command about the integrated report.
pub(crate) fn run(session: &mut Session, command: ReportCommand) -> Result<(), CliError> {
    match command {
        ReportCommand::Make { plan, words } => make(session, &plan, &words, None),
        ReportCommand::Correct {
            number,
            ground,
            reason,
            plan,
            words,
        } => {
            let ground = ground.into();
            let why = Correction { ground, reason };
            make(session, &plan, &words, Some((number, why)))
        }
        ReportCommand::Preview {
            to,
            replace,
            readers,
            errand: out,
        } => {
            check_free(&to, replace)?;
            let errand = errand_of_figures(&out.or_to(readers.recipient()))?;
            preview(session, &to, readers.into(), &errand)
        }
        ReportCommand::Publish => publish(session),
        ReportCommand::Export(args) => export(session, args),
        ReportCommand::List => list(session),
    }
}

fn make(
    session: &mut Session,
    plan: &PlanArgs,
    words: &Path,
    corrects: Option<(u32, Correction)>,
) -> Result<(), CliError> {
    let now = session.clock.now();
    let len = fs::metadata(words).map_err(CliError::io(words))?.len();
    if len > WORDS_MAX_LEN {
        return Err(CliError::LongWords);
    }
    let text = fs::read_to_string(words).map_err(CliError::io(words))?;
    let period = plan.period(figures::year_of(now));
    let order = Order {
        period,
        settings: plan.settings()?,
        narrative: Narrative::parse(&text).map_err(PublicationError::from)?,
        evaluation: publication::evaluation(&session.vault.read()?, period)?,
        corrects,
    };
    let made = publication::make(&mut session.vault, &order, now, &mut session.rng)?;
    say(session
        .texts
        .with("report-made", &[("number", number(made.identity))]));
    Ok(())
}

fn number(identity: Identity) -> Value<'static> {
    Value::from(format!("{}.{}", identity.number, identity.version))
}

fn preview(
    session: &mut Session,
    to: &Path,
    variant: Variant,
    errand: &Errand,
) -> Result<(), CliError> {
    let shown = (variant, session.texts.lang());
    let (now, rng) = (session.clock.now(), &mut session.rng);
    publication::write_preview(&mut session.vault, shown, to, errand, now, rng)?;
    let file = Value::from(to.display().to_string());
    say(session.texts.with("report-previewed", &[("file", file)]));
    Ok(())
}

fn publish(session: &mut Session) -> Result<(), CliError> {
    let identity = together(session, &PublishReport {})?;
    say(session
        .texts
        .with("report-published", &[("number", number(identity))]));
    Ok(())
}

fn export(session: &mut Session, args: ExportArgs) -> Result<(), CliError> {
    let errand = errand_of_figures(&args.errand.or_to(args.readers.recipient()))?;
    let now = session.clock.now();
    let all = publication::all(&session.vault.read()?)?;
    let versions = all.iter().map(|it| it.identity);
    let versions = versions.filter(|it| it.number == args.number);
    let last = versions.map(|it| it.version).max();
    let version = args.version.or(last).ok_or(PublicationError::Absent)?;
    let written = publication::export(
        &mut session.vault,
        (args.number, version),
        args.readers.into(),
        &args.to,
        &errand,
        now,
        &mut session.rng,
    )?;
    let values = [
        ("count", Value::from(written)),
        ("folder", Value::from(args.to.display().to_string())),
    ];
    say(session.texts.with("report-exported", &values));
    Ok(())
}

fn list(session: &Session) -> Result<(), CliError> {
    let reading = session.vault.read()?;
    let texts = &session.texts;
    let all = publication::all(&reading)?;
    for it in &all {
        let values = [
            ("number", number(it.identity)),
            ("period", Value::from(it.period.to_string())),
            ("day", Value::from(it.published.to_string())),
        ];
        say(texts.with("report-line", &values));
        if let Some(ground) = it.ground {
            let ground = Value::from(ground.label(texts.lang()));
            say(texts.with("report-line-corrects", &[("ground", ground)]));
        }
        if let Some(until) = it.embargo {
            let until = Value::from(until.to_string());
            say(texts.with("report-line-embargo", &[("until", until)]));
        }
    }
    let draft = publication::draft(&reading)?;
    if all.is_empty() && draft.is_none() {
        say(texts.get("report-none"));
    }
    if let Some(draft) = draft {
        say(texts.with("report-draft", &[("number", number(draft.identity))]));
    }
    Ok(())
}
