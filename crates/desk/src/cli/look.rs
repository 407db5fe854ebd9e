//! Looking over all cases: each command asks the library and prints what it answers.

use std::path::Path;

use bellrope_casework::term::{self, Group, State};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::configuration;
use bellrope_desk::search::{self, Found, Hit};
use bellrope_desk::terms::{self, Row, Scope};
use bellrope_desk::text::{Texts, Value};
use bellrope_protocol::time::Day;

use super::command::check_free;
use super::error::CliError;
use super::look_args::LookCommand;
use super::session::Session;
use super::{render, say};

/// Runs a command that looks over all cases.
pub(crate) fn run(session: &mut Session, command: LookCommand) -> Result<(), CliError> {
    match command {
        LookCommand::Terms { mine, due } => board(session, scope(mine), due),
        LookCommand::Calendar { to, mine, replace } => {
            check_free(&to, replace)?;
            calendar(session, scope(mine), &to)
        }
        LookCommand::Search { query, excerpt } => search(session, &query, excerpt),
    }
}

const fn scope(mine: bool) -> Scope {
    if mine { Scope::Own } else { Scope::Team }
}

fn board(session: &Session, scope: Scope, within: Option<u32>) -> Result<(), CliError> {
    let now = session.clock.now();
    let today = term::local_day(now);
    let texts = &session.texts;
    let last = within.map_or(Day::MAX, |days| today.plus(days));
    let mut rows = terms::board(&session.vault, scope, now)?;
    rows.retain(|(_, deadline)| deadline.term.due <= last);
    if rows.is_empty() {
        say(texts.get("terms-none"));
    }
    let mut group = None;
    for row in &rows {
        if group.replace(row.0) != Some(row.0) {
            say(row.0.label(texts.lang()));
        }
        say(row_line(texts, row, today));
    }
    let suspended = terms::suspended(&session.vault, scope)?;
    if !suspended.is_empty() {
        say(texts.get("terms-suspended"));
    }
    for case in &suspended {
        let values = [
            ("day", Value::from(case.since.to_string())),
            ("number", Value::from(case.number.to_string())),
        ];
        say(texts.with("terms-suspended-line", &values));
    }
    Ok(())
}

fn row_line(texts: &Texts, (group, deadline): &Row, today: Day) -> String {
    let days = match deadline.term.state(today) {
        State::Open { days } | State::Overdue { days } | State::Late { days } => days,
        State::Kept | State::Stopped => 0,
    };
    let values = [
        ("day", Value::from(deadline.term.due.to_string())),
        ("number", Value::from(deadline.number.to_string())),
        ("term", Value::from(deadline.term.kind.label(texts.lang()))),
        ("days", Value::from(days)),
    ];
    texts.with(
        match group {
            Group::Overdue => "terms-line-overdue",
            _ => "terms-line",
        },
        &values,
    )
}

fn calendar(session: &mut Session, scope: Scope, to: &Path) -> Result<(), CliError> {
    let (now, lang) = (session.clock.now(), session.texts.lang());
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let events = terms::export_calendar(vault, scope, lang, to, now, rng)?;
    let values = [
        ("file", Value::from(to.display().to_string())),
        ("count", Value::from(events)),
    ];
    say(session.texts.with("calendar-written", &values));
    say(session.texts.get("calendar-tells"));
    Ok(())
}

fn search(session: &mut Session, query: &[String], excerpt: bool) -> Result<(), CliError> {
    let typed = typed(query);
    let hits = session.index.search(&session.vault, &typed)?;
    let today = term::local_day(session.clock.now());
    for hit in &hits {
        say(hit_line(&session.texts, hit, today));
        if !excerpt {
            for found in &hit.found {
                say(found_line(&session.texts, found));
            }
            continue;
        }
        session.note_read(&hit.number)?;
        let texts = &session.texts;
        for excerpt in search::excerpts(&session.vault, &hit.number, &typed)? {
            say(found_line(texts, &excerpt.found));
            render::say_text(&excerpt.text);
        }
    }
    say(session
        .texts
        .with("search-count", &[("count", Value::from(hits.len()))]));
    Ok(())
}

/// Joins arguments to a query; one with spaces stays together, as the shell took its quotation
/// marks away.
fn typed(query: &[String]) -> String {
    let quoted = |argument: &String| {
        if !argument.contains(char::is_whitespace) || argument.contains('"') {
            return argument.clone();
        }
        match argument.split_once(':') {
            Some((key, value)) if !key.contains(char::is_whitespace) => {
                format!("{key}:\"{value}\"")
            }
            _ => format!("\"{argument}\""),
        }
    };
    let words: Vec<String> = query.iter().map(quoted).collect();
    words.join(" ")
}

fn hit_line(texts: &Texts, hit: &Hit, today: Day) -> String {
    let lang = texts.lang();
    let category = hit.category.map_or("–", |category| category.as_str());
    let values = [
        ("number", Value::from(hit.number.to_string())),
        ("status", Value::from(hit.status.label(lang))),
        ("category", Value::from(category)),
        ("days", Value::from(hit.age(today))),
    ];
    texts.with("search-hit", &values)
}

fn found_line(texts: &Texts, found: &Found) -> String {
    let place = texts.get(&format!("search-place-{}", found.place.code()));
    let values = [
        ("place", Value::from(place)),
        ("number", Value::from(found.number)),
    ];
    match found.day {
        Some(day) => {
            let [place, number] = values;
            let day = ("day", Value::from(day.to_string()));
            texts.with("search-found-day", &[place, number, day])
        }
        None => texts.with("search-found", &values),
    }
}

/// Shows what the desk promises, and how its terms were kept.
pub(super) fn promises(session: &Session) -> Result<(), CliError> {
    let texts = &session.texts;
    let lang = texts.lang();
    let promises = configuration::promises(&session.vault.read()?)?;
    match promises.acknowledge {
        Some(span) => {
            let span = Value::from(span.label(lang));
            say(texts.with("promises-acknowledge", &[("span", span)]));
        }
        None => say(texts.get("promises-acknowledge-none")),
    }
    match promises.interim_weeks {
        Some(weeks) => say(texts.with("promises-interim", &[("weeks", Value::from(weeks))])),
        None => say(texts.get("promises-interim-none")),
    }
    let span = Value::from(promises.advice.label(lang));
    say(texts.with("promises-advice", &[("span", span)]));
    let counts = terms::kept(&session.vault, Day::MIN, Day::MAX, session.clock.now())?;
    for (kind, kept) in counts {
        let values = [
            ("term", Value::from(kind.label(lang))),
            ("kept", Value::from(kept.in_time)),
            ("late", Value::from(kept.late)),
            ("overdue", Value::from(kept.overdue)),
        ];
        say(texts.with("promises-kept", &values));
    }
    say(texts.get("promises-page"));
    Ok(())
}
