//! Redaction on the command line: each command asks the library and prints what it answers.

use std::path::Path;

use bellrope_casework::reason::Reason;
use bellrope_desk::attachment::{self, LookError};
use bellrope_desk::case::CaseNumber;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::configuration::Part as Configured;
use bellrope_desk::proposal::{self, Proposed};
use bellrope_desk::redaction::{
    self, Content, Format, Leaving, NewRedaction, Redaction, RedactionError, SignOff, Source,
};
use bellrope_desk::text::{Lang, Texts, Value};
use bellrope_preview::Viewer;
use bellrope_redact::pixels::Frame;
use bellrope_redact::suggest::Suggestion;

use super::command::{check_free, number};
use super::error::CliError;
use super::redact_args::{Begin, BoxArgs, RedactCommand, Which};
use super::render::{plain, say_text};
use super::session::Session;
use super::{say, writing};

/// Runs a command about redactions.
pub(super) fn run(session: &mut Session, command: RedactCommand) -> Result<(), CliError> {
    match command {
        RedactCommand::List { case } => list(session, &number(&case)?),
        RedactCommand::Begin(args) => begin(session, &args),
        RedactCommand::Show(which) => show(session, &which),
        RedactCommand::Marks(which) => marks(session, &which),
        RedactCommand::Accept {
            which,
            suggestions,
            ground,
        } => accept(session, &which, &suggestions, ground.as_deref()),
        RedactCommand::Leave { which, suggestions } => leave(session, &which, &suggestions),
        RedactCommand::Mark {
            which,
            words,
            ground,
            part,
        } => mark(session, &which, (&words, part), &ground),
        RedactCommand::Box(args) => frame(session, &args),
        RedactCommand::Unmark { which, part, mark } => unmark(session, &which, part, mark),
        RedactCommand::SignOff { which, reason } => sign_off(session, &which, &reason),
        RedactCommand::Export {
            which,
            to,
            recipient,
            purpose,
        } => export(session, &which, &to, [&recipient, &purpose]),
        RedactCommand::Grounds { file: None } => grounds(session),
        RedactCommand::Grounds { file: Some(file) } => {
            writing::configure(session, Configured::Redaction, &file)
        }
    }
}

pub(super) fn why(text: &str) -> Result<Reason, CliError> {
    Reason::parse(text).map_err(CliError::Reason)
}

fn find(session: &Session, which: &Which) -> Result<(CaseNumber, Redaction), CliError> {
    let number = number(&which.case)?;
    let found = redaction::find(&session.vault.read()?, &number, which.redaction)?;
    Ok((number, found))
}

/// Returns where a part comes from, in words.
pub(super) fn source_of(texts: &Texts, source: Source) -> String {
    let (id, item, page) = match source {
        Source::Letter { item } => ("source-letter", item, 0),
        Source::ForDesk { item } => ("source-for-desk", item, 0),
        Source::Reply { item } => ("source-reply", item, 0),
        Source::Page { attachment, page } => ("source-page", attachment, page),
        _ => ("source-other", 0, 0),
    };
    let values = [("item", Value::from(item)), ("page", Value::from(page))];
    texts.with(id, &values)
}

fn list(session: &Session, number: &CaseNumber) -> Result<(), CliError> {
    let reading = session.vault.read()?;
    let texts = &session.texts;
    for (at, offer) in redaction::offers(&reading, number)?.iter().enumerate() {
        let first: String = plain(&offer.text).chars().take(60).collect();
        let values = [
            ("text", Value::from(at + 1)),
            ("source", Value::from(source_of(texts, offer.source))),
            ("day", Value::from(texts.day(offer.day))),
            ("first", Value::from(first.replace('\n', " "))),
        ];
        say(texts.with("redact-offer", &values));
    }
    for found in redaction::all(&reading, number)? {
        let state = match found.signed_off {
            Some(_) => "redact-signed-off",
            None => "redact-draft",
        };
        let values = [
            ("redaction", Value::from(found.number)),
            ("title", Value::from(plain(&found.title))),
            ("state", Value::from(texts.get(state))),
        ];
        say(texts.with("redact-line", &values));
    }
    Ok(())
}

fn begin(session: &mut Session, args: &Begin) -> Result<(), CliError> {
    let number = number(&args.case)?;
    let offers = redaction::offers(&session.vault.read()?, &number)?;
    let mut sources = Vec::new();
    for text in &args.text {
        let offer = text.checked_sub(1).and_then(|at| offers.get(at));
        sources.push(offer.ok_or(RedactionError::NoSource)?.source);
    }
    if args.text.is_empty() && args.attachment.is_empty() {
        let shared = offers.iter().map(|it| it.source);
        sources.extend(shared.filter(|it| !matches!(it, Source::ForDesk { .. })));
    }
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let mut leaves = Vec::new();
    for file in &args.attachment {
        let viewer = Viewer::beside_current_exe().map_err(LookError::from)?;
        let preview = attachment::preview(vault, &number, *file, &viewer, now, rng)?;
        leaves.extend(redaction::leaves_of(*file, &preview));
    }
    let new = NewRedaction {
        title: &args.title,
        reason: &why(&args.reason)?,
        sources: &sources,
        leaves,
    };
    let begun = redaction::begin(vault, &number, new, now, rng)?;
    let values = [("redaction", Value::from(begun))];
    say(session.texts.with("redact-begun", &values));
    Ok(())
}

fn show(session: &Session, which: &Which) -> Result<(), CliError> {
    let (number, found) = find(session, which)?;
    let left = redaction::what_is_left(&session.vault.read()?, &number, &found)?;
    say_text(&left.to_text());
    Ok(())
}

fn marks(session: &Session, which: &Which) -> Result<(), CliError> {
    let (_, found) = find(session, which)?;
    let texts = &session.texts;
    let suggestions = redaction::suggestions(&session.vault.read()?, &found)?;
    for (at, (part, it)) in suggestions.iter().enumerate() {
        let Content::Text { text, .. } = &found.parts[*part].content else {
            continue;
        };
        let sort = texts.get(&format!("suggested-{}", it.sort.code()));
        let values = [
            ("suggestion", Value::from(at + 1)),
            ("part", Value::from(part + 1)),
            ("sort", Value::from(sort)),
            ("words", Value::from(plain(&text[it.range()]))),
        ];
        say(texts.with("redact-suggestion", &values));
    }
    for (part, it) in found.parts.iter().enumerate() {
        let marks: Vec<(String, &str)> = match &it.content {
            Content::Text { text, marks, .. } => marks
                .iter()
                .map(|mark| (plain(&text[mark.range()]), mark.ground.as_str()))
                .collect(),
            Content::Picture { frames, .. } => frames
                .iter()
                .map(|it| {
                    let Frame {
                        x,
                        y,
                        width,
                        height,
                    } = it.frame;
                    (format!("{x},{y} {width}×{height}"), it.ground.as_str())
                })
                .collect(),
            _ => Vec::new(),
        };
        for (at, (words, ground)) in marks.into_iter().enumerate() {
            let values = [
                ("part", Value::from(part + 1)),
                ("mark", Value::from(at + 1)),
                ("words", Value::from(words)),
                ("ground", Value::from(ground)),
            ];
            say(texts.with("redact-mark", &values));
        }
    }
    Ok(())
}

/// Finds the suggestions of some numbers before any is changed.
fn chosen(
    session: &Session,
    which: &Which,
    numbers: &[usize],
) -> Result<(CaseNumber, Vec<(usize, Suggestion)>), CliError> {
    let (number, found) = find(session, which)?;
    let all = redaction::suggestions(&session.vault.read()?, &found)?;
    let one = |mark: &usize| {
        let it = mark.checked_sub(1).and_then(|at| all.get(at));
        it.cloned().ok_or(RedactionError::NoMark { mark: *mark })
    };
    let chosen: Result<Vec<_>, _> = numbers.iter().map(one).collect();
    Ok((number, chosen?))
}

fn accept(
    session: &mut Session,
    which: &Which,
    numbers: &[usize],
    ground: Option<&str>,
) -> Result<(), CliError> {
    let (number, chosen) = chosen(session, which, numbers)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    for it in &chosen {
        let ground = ground.unwrap_or(it.1.sort.usual_ground());
        redaction::accept(vault, &number, which.redaction, it, ground, now, rng)?;
    }
    say_marked(&session.texts, chosen.len());
    Ok(())
}

fn leave(session: &mut Session, which: &Which, numbers: &[usize]) -> Result<(), CliError> {
    let (number, chosen) = chosen(session, which, numbers)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    for it in &chosen {
        redaction::leave(vault, &number, which.redaction, it, now, rng)?;
    }
    let count = [("count", Value::from(chosen.len()))];
    say(session.texts.with("redact-left", &count));
    Ok(())
}

fn say_marked(texts: &Texts, count: usize) {
    say(texts.with("redact-marked", &[("count", Value::from(count))]));
}

/// People count parts from 1.
fn part_of(part: usize) -> Result<usize, CliError> {
    let at = part.checked_sub(1).ok_or(RedactionError::NoPart { part })?;
    Ok(at)
}

fn mark(
    session: &mut Session,
    which: &Which,
    (words, part): (&str, Option<usize>),
    ground: &str,
) -> Result<(), CliError> {
    let number = number(&which.case)?;
    let part = part.map(part_of).transpose()?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let words = (words, part);
    let count = redaction::mark_words(vault, &number, which.redaction, words, ground, now, rng)?;
    say_marked(&session.texts, count);
    Ok(())
}

fn frame(session: &mut Session, args: &BoxArgs) -> Result<(), CliError> {
    let number = number(&args.which.case)?;
    let frame = Frame {
        x: args.x,
        y: args.y,
        width: args.width,
        height: args.height,
    };
    let place = (part_of(args.part)?, frame);
    let (redaction, now) = (args.which.redaction, session.clock.now());
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    redaction::frame(vault, &number, redaction, place, &args.ground, now, rng)?;
    say_marked(&session.texts, 1);
    Ok(())
}

fn unmark(session: &mut Session, which: &Which, part: usize, mark: usize) -> Result<(), CliError> {
    let (number, found) = find(session, which)?;
    let at = mark.checked_sub(1).ok_or(RedactionError::NoMark { mark })?;
    let place = (part_of(part)?, at);
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    match found.parts.get(place.0).map(|it| &it.content) {
        Some(Content::Picture { .. }) => {
            redaction::unframe(vault, &number, which.redaction, place, now, rng)?;
        }
        _ => redaction::unmark(vault, &number, which.redaction, place, now, rng)?,
    }
    say(session.texts.get("redact-unmarked"));
    Ok(())
}

fn sign_off(session: &mut Session, which: &Which, reason: &str) -> Result<(), CliError> {
    let plan = SignOff {
        number: number(&which.case)?,
        redaction: which.redaction,
    };
    let now = session.clock.now();
    let proposed = proposal::propose(&mut session.vault, &plan, reason, now, &mut session.rng)?;
    say_proposed(&session.texts, &proposed);
    Ok(())
}

/// Prints what came of a proposal.
pub(super) fn say_proposed<D>(texts: &Texts, proposed: &Proposed<D>) {
    say(match proposed {
        Proposed::Waits(id) => texts.with("redact-waits", &[("id", Value::from(id.to_string()))]),
        Proposed::Done(..) => texts.get("redact-alone"),
    });
}

fn export(
    session: &mut Session,
    which: &Which,
    to: &Path,
    [recipient, purpose]: [&str; 2],
) -> Result<(), CliError> {
    check_free(to, false)?;
    let ending = to.extension().unwrap_or_default().to_string_lossy();
    let format = Format::of_code(&ending).ok_or_else(|| CliError::Code {
        kind: "format",
        code: ending.to_string(),
        codes: Format::ALL.map(Format::code).to_vec(),
    })?;
    let leaving = Leaving {
        recipient: why(recipient)?,
        purpose: why(purpose)?,
    };
    let number = number(&which.case)?;
    let as_file = (format, session.texts.lang());
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let which = (&number, which.redaction);
    redaction::export(vault, which, as_file, to, &leaving, now, rng)?;
    say_written(&session.texts, to);
    Ok(())
}

pub(super) fn say_written(texts: &Texts, to: &Path) {
    let file = [("file", Value::from(to.display().to_string()))];
    say(texts.with("redact-written", &file));
}

fn grounds(session: &Session) -> Result<(), CliError> {
    let settings = redaction::settings(&session.vault.read()?)?;
    for ground in settings.grounds.all() {
        let words = match session.texts.lang() {
            Lang::Dutch => &ground.nl,
            Lang::English => &ground.en,
        };
        say(format!("{}  {words}", ground.code));
    }
    for mask in &settings.staff_numbers {
        let mask = [("mask", Value::from(mask.as_str()))];
        say(session.texts.with("redact-mask", &mask));
    }
    Ok(())
}
