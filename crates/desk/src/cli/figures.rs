//! Figures on the command line: each command asks the library and prints what it answers.

use std::fs;
use std::path::Path;

use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case::ClassifyError;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::errand::{Errand, Recipient};
use bellrope_desk::figures::{self, Draft, FiguresError};
use bellrope_desk::part::{self, PartCode};
use bellrope_desk::text::{Texts, Value};
use bellrope_figures::attack::Verdict;
use bellrope_figures::table::{self, Table};
use bellrope_figures::{Pack, Period, Shown, TableState};

use super::command::{check_free, errand_of_figures};
use super::error::CliError;
use super::figures_args::{FiguresCommand, PlanArgs};
use super::say;
use super::session::Session;

/// Longest file of another source that is read, in bytes; the format's own limit is the same.
const SOURCE_MAX_LEN: u64 = 1 << 20;

/// Runs a command about figures.
pub(crate) fn run(session: &mut Session, command: FiguresCommand) -> Result<(), CliError> {
    match command {
        FiguresCommand::Show { plan, exact } => show(session, &plan, exact),
        FiguresCommand::Make {
            plan,
            to,
            replace,
            errand: out,
        } => {
            check_free(&to, replace)?;
            let errand = errand_of_figures(&out.or_to(Recipient::Organisation))?;
            make(session, &plan, &to, &errand)
        }
        FiguresCommand::Attack { file } => attack(session, &file),
        FiguresCommand::Published { number } => published(session, number.as_deref()),
        FiguresCommand::Source { file } => add_source(session, &file),
        FiguresCommand::Sources => {
            let names = figures::source_names(&session.vault.read()?)?;
            names.iter().for_each(say);
            Ok(())
        }
        FiguresCommand::DropSource { name } => drop_source(session, &name),
        FiguresCommand::Staff { year, people } => {
            let now = session.clock.now();
            figures::set_staff(&mut session.vault, year, people, now, &mut session.rng)?;
            say(session.texts.get("figures-staff-noted"));
            Ok(())
        }
        FiguresCommand::Parts => parts(session),
        FiguresCommand::Part { code, nl, en } => {
            let now = session.clock.now();
            let (vault, rng) = (&mut session.vault, &mut session.rng);
            part::name_part(vault, &code, (&nl, &en), now, rng)?;
            say(session.texts.get("parts-named"));
            Ok(())
        }
        FiguresCommand::RetirePart { code } => retire_part(session, &code),
        FiguresCommand::Patterns => patterns(session),
    }
}

fn parts(session: &Session) -> Result<(), CliError> {
    let (all, texts) = (part::parts(&session.vault.read()?)?, &session.texts);
    for part in &all {
        let values = [
            ("code", Value::from(part.code.to_string())),
            ("name", Value::from(part.name(texts.lang()).to_owned())),
        ];
        say(texts.with(
            match part.is_retired {
                true => "parts-line-retired",
                false => "parts-line",
            },
            &values,
        ));
    }
    if all.is_empty() {
        say(texts.get("parts-none"));
    }
    Ok(())
}

fn retire_part(session: &mut Session, code: &PartCode) -> Result<(), CliError> {
    let now = session.clock.now();
    if !part::retire_part(&mut session.vault, code, now, &mut session.rng)? {
        return Err(ClassifyError::NoPart { code: code.clone() }.into());
    }
    say(session.texts.get("parts-retired"));
    Ok(())
}

fn draft(session: &Session, plan: &PlanArgs) -> Result<Draft, CliError> {
    let now = session.clock.now();
    let settings = plan.settings()?;
    let period = plan.period(figures::year_of(now));
    Ok(figures::draft(&session.vault, period, &settings, now)?)
}

fn show(session: &Session, plan: &PlanArgs, exact: bool) -> Result<(), CliError> {
    let draft = draft(session, plan)?;
    let texts = &session.texts;
    if exact {
        say(texts.get("figures-exact-warning"));
    }
    for (shown, table) in draft.pack.tables.iter().zip(&draft.exact.tables) {
        say_table(texts, shown, exact.then_some(table));
    }
    say_method(texts, &draft.pack);
    say_verdict(texts, &draft.verdict);
    Ok(())
}

fn make(
    session: &mut Session,
    plan: &PlanArgs,
    to: &Path,
    errand: &Errand,
) -> Result<(), CliError> {
    let draft = draft(session, plan)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    figures::export(vault, &draft.pack, to, errand, now, rng)?;
    let values = [
        ("file", Value::from(to.display().to_string())),
        ("number", Value::from(draft.pack.number.to_string())),
    ];
    say(session.texts.with("figures-written", &values));
    say_verdict(&session.texts, &draft.verdict);
    Ok(())
}

fn attack(session: &Session, file: &Path) -> Result<(), CliError> {
    let pack = figures::read_pack(file)?;
    let verdict = figures::attack(&session.vault, &pack)?;
    say_verdict(&session.texts, &verdict);
    if verdict.is_safe() {
        return Ok(());
    }
    Err(FiguresError::Leaks { verdict }.into())
}

fn published(session: &Session, number: Option<&str>) -> Result<(), CliError> {
    let packs = figures::published(&session.vault.read()?)?;
    let texts = &session.texts;
    let Some(number) = number else {
        for pack in &packs {
            let values = [
                ("number", Value::from(pack.number.to_string())),
                ("day", Value::from(pack.standdatum.to_string())),
            ];
            say(texts.with("figures-published-line", &values));
        }
        if packs.is_empty() {
            say(texts.get("figures-published-none"));
        }
        return Ok(());
    };
    let pack = packs.iter().find(|pack| pack.number.to_string() == number);
    let pack = pack.ok_or(CliError::NoFigures)?;
    for shown in &pack.tables {
        say_table(texts, shown, None);
    }
    say_method(texts, pack);
    Ok(())
}

fn add_source(session: &mut Session, file: &Path) -> Result<(), CliError> {
    let len = fs::metadata(file).map_err(CliError::io(file))?.len();
    if len > SOURCE_MAX_LEN {
        return Err(CliError::Csv);
    }
    let bytes = fs::read(file).map_err(CliError::io(file))?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::Csv)?;
    let now = session.clock.now();
    let name = figures::add_source(&mut session.vault, &text, now, &mut session.rng)?;
    let values = [("name", Value::from(name))];
    say(session.texts.with("figures-source-taken", &values));
    Ok(())
}

fn drop_source(session: &mut Session, name: &str) -> Result<(), CliError> {
    let now = session.clock.now();
    if !figures::drop_source(&mut session.vault, name, now, &mut session.rng)? {
        return Err(CliError::NoFigures);
    }
    say(session.texts.get("figures-source-dropped"));
    Ok(())
}

fn patterns(session: &Session) -> Result<(), CliError> {
    let found = figures::patterns(&session.vault, session.clock.now())?;
    let texts = &session.texts;
    for signal in &found.signals {
        let values = [
            ("category", Value::from(signal.kind.label(texts.lang()))),
            ("count", Value::from(signal.count)),
            ("expected", Value::from(format!("{:.1}", signal.expected))),
        ];
        say(texts.with("figures-pattern-line", &values));
    }
    if found.signals.is_empty() {
        say(texts.get("figures-pattern-none"));
    }
    let values = [
        ("tried", Value::from(found.tried)),
        ("alarms", Value::from(format!("{:.1}", found.false_alarms))),
    ];
    say(texts.with("figures-pattern-warning", &values));
    Ok(())
}

/// Prints a table: its name and definition, then a line for each row.
fn say_table(texts: &Texts, shown: &Shown, exact: Option<&Table>) {
    let lang = texts.lang();
    say(format!("\n{}  {}", shown.name(), shown.title.text(lang)));
    say(format!("    {}", shown.definition.text(lang)));
    if let Some(origin) = &shown.origin {
        let values = [
            ("source", Value::from(origin.source.clone())),
            ("day", Value::from(origin.standdatum.to_string())),
        ];
        say(format!("    {}", texts.with("figures-origin", &values)));
    }
    match shown.state {
        TableState::NotCollected => return say(texts.get("figures-not-collected")),
        TableState::WithheldWhole => return say(texts.get("figures-withheld-whole")),
        TableState::Published => {}
    }
    let heads: Vec<Period> = shown.columns.iter().map(|column| column.period).collect();
    say(line(heads.iter().map(Period::to_string), ""));
    for (place, row) in shown.rows.iter().enumerate() {
        let counted = exact.and_then(|table| table.rows.get(place));
        let cells = row.cells.iter().enumerate().map(|(column, cell)| {
            let value = counted.and_then(|row| row.values.get(column));
            match value {
                Some(table::Value::Count(count)) => format!("{} [{count}]", cell.sign(lang)),
                _ => cell.sign(lang),
            }
        });
        say(line(cells, row.label.text(lang)));
    }
}

fn line(cells: impl Iterator<Item = String>, label: &str) -> String {
    let cells: Vec<String> = cells.map(|cell| format!("{cell:>12}")).collect();
    format!("{}  {label}", cells.join("")).trim_end().to_owned()
}

fn say_method(texts: &Texts, pack: &Pack) {
    let lang = texts.lang();
    say(format!("\n{}", pack.how_to_read.text(lang)));
    for paragraph in &pack.method {
        say(paragraph.text(lang));
    }
    for sign in &pack.legend {
        say(format!("{:>4}  {}", sign.sign, sign.text.text(lang)));
    }
}

fn say_verdict(texts: &Texts, verdict: &Verdict) {
    for leak in &verdict.leaks {
        say(leak.to_string());
    }
    let values = [
        ("leaks", Value::from(verdict.leaks.len())),
        ("hidden", Value::from(verdict.hidden)),
        ("numbers", Value::from(verdict.numbers)),
        ("sums", Value::from(verdict.sums)),
    ];
    say(texts.with("figures-verdict", &values));
}
