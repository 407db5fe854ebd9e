//! `bellrope check`: everything is downloaded before the code is asked for.

use bellrope_protocol::content::Status;
use bellrope_protocol::time::Day;
use bellrope_reporter::Standing;
use bellrope_reporter::mailbox::{Case, Mailbox, OwnLetter};
use bellrope_reporter::view::{DeskView, FreshnessError};

use super::listing;
use crate::error::Failure;
use crate::session::{Session, Visited, now, say_number};

/// Status codes after which a date has been met.
const ACKNOWLEDGED_AFTER: &str = "received";

pub(super) fn run(session: &mut Session) -> Result<(), Failure> {
    let visited = session.visit_all()?;
    read(session, visited)
}

/// Asks for the code and shows what it finds at each desk.
pub(super) fn read(
    session: &mut Session,
    visited: Vec<Result<Visited, Failure>>,
) -> Result<(), Failure> {
    if visited.iter().all(Result::is_err) {
        return visited
            .into_iter()
            .try_for_each(|visited| visited.map(|_| ()));
    }
    // spec: §15, no further request from here on
    let code = session.ask_code()?;
    let mut failed = None;
    let mut found = false;
    for visited in visited {
        match visited {
            Ok(Visited { view, .. }) => {
                let mailbox = Mailbox::open(&view, &code);
                found |= !mailbox.is_empty();
                show_desk(session, &view, &mailbox)?;
            }
            Err(failure) => {
                session.say_apart("check-failed")?;
                session.say_failure(&failure);
                failed = Some(failure);
            }
        }
    }
    if !found {
        print(session, "mailbox-empty")?;
    }
    session.say_apart("look-again")?;
    failed.map_or(Ok(()), Err)
}

/// Shows a mailbox of one desk.
pub(super) fn show_desk(
    session: &mut Session,
    view: &DeskView,
    mailbox: &Mailbox,
) -> Result<(), Failure> {
    if mailbox.is_empty() && view.check_clock(now()).is_ok() && !lacks_witnesses(view) {
        return Ok(());
    }
    let name = session.name_of(view.card());
    let heading = session.texts.with("mailbox-of", &[("name", &name)]);
    session.result.line("")?;
    session.result.line(&heading)?;
    show_troubles(session, view)?;
    show_until(session, view)?;
    for case in &mailbox.cases {
        show_letters(session, view, case)?;
        show_messages(session, case)?;
        show_status(session, case)?;
        show_faults(session, case)?;
        listing::show(session, view, case)?;
    }
    Ok(())
}

fn print(session: &mut Session, id: &str) -> Result<(), Failure> {
    session.result.line("")?;
    Ok(session.result.line(&session.texts.say(id))?)
}

fn show_troubles(session: &mut Session, view: &DeskView) -> Result<(), Failure> {
    let day = session.day(Day::of(view.log_time()));
    let id = match view.check_clock(now()) {
        Ok(()) => None,
        Err(FreshnessError::Ahead { .. }) => Some("trouble-clock"),
        Err(_) => Some("trouble-stale"),
    };
    if let Some(id) = id {
        session
            .result
            .line(&session.texts.with(id, &[("day", &day)]))?;
    }
    if is_short(view.cards_confirmation(now())) {
        session.result.line(&session.texts.say("trouble-cards"))?;
    }
    if is_short(view.replies_confirmation(now())) {
        session.result.line(&session.texts.say("trouble-replies"))?;
    }
    if is_short(view.confirmation(now())) {
        session.result.line(&session.texts.say("trouble-letters"))?;
    }
    if view.pruned_batches() > 0 {
        let count = view.pruned_batches();
        session
            .result
            .line(&session.texts.with("trouble-pruned", &[("count", &count)]))?;
    }
    Ok(())
}

/// Says whether fewer witnesses than the card asks for confirm that this is its newest card, or
/// that no answers and no letters are kept back.
fn lacks_witnesses(view: &DeskView) -> bool {
    let standings = [
        view.cards_confirmation(now()),
        view.replies_confirmation(now()),
        view.confirmation(now()),
    ];
    standings.into_iter().any(is_short)
}

fn is_short(standing: Standing) -> bool {
    matches!(standing, Standing::Short(_))
}

/// Says up to which day there are answers: a relay that keeps some back ends them earlier.
fn show_until(session: &mut Session, view: &DeskView) -> Result<(), Failure> {
    let text = match view.replies_until() {
        Some(day) => {
            let day = session.day(day);
            session.texts.with("answers-until", &[("day", &day)])
        }
        None => session.texts.say("answers-not-yet"),
    };
    Ok(session.result.line(&text)?)
}

/// Says of each own letter where it is in the public log, who confirms it, whether the desk has it.
fn show_letters(session: &mut Session, view: &DeskView, case: &Case) -> Result<(), Failure> {
    if case.letters.is_empty() {
        return Ok(());
    }
    print(session, "letters-heading")?;
    let witnesses = witnesses(session, view);
    for letter in &case.letters {
        let line = proof_of(session, letter, &witnesses);
        session.result.item(&line)?;
    }
    Ok(())
}

fn proof_of(session: &Session, letter: &OwnLetter, witnesses: &str) -> String {
    // The epoch is named by its end.
    let day = session.day(Day::of(u64::from(letter.epoch).saturating_sub(1)));
    let entry = say_number(&session.texts, letter.entry);
    let held = if letter.held {
        "letter-held"
    } else {
        "letter-not-held"
    };
    let held = session.texts.say(held);
    session.texts.with(
        "letter-proof",
        &[
            ("day", &day),
            ("entry", &entry),
            ("witnesses", &witnesses),
            ("held", &held),
        ],
    )
}

fn witnesses(session: &Session, view: &DeskView) -> String {
    match view.confirmation(now()) {
        Standing::NoWitnessYet => session.texts.say("letter-no-witness"),
        Standing::Met(met) => session
            .texts
            .with("letter-confirmed", &[("count", &met.count)]),
        Standing::Short(short) => {
            let quorum = u64::from(short.quorum);
            let args: [(&str, &dyn crate::text::Argument); 2] =
                [("count", &short.count), ("quorum", &quorum)];
            session.texts.with("letter-short", &args)
        }
    }
}

fn show_messages(session: &mut Session, case: &Case) -> Result<(), Failure> {
    let texts = case.thread.texts();
    if texts.is_empty() {
        return print(session, "messages-none");
    }
    print(session, "messages-heading")?;
    for (number, text) in (1usize..).zip(texts) {
        let reply = case
            .thread
            .replies
            .iter()
            .find(|reply| reply.content.n == text.n);
        let day = reply.map_or_else(String::new, |reply| session.day(reply.content.day));
        let heading = session
            .texts
            .with("message-from", &[("number", &number), ("day", &day)]);
        session.result.item(&heading)?;
        for line in text.text.lines() {
            session.result.indented(line)?;
        }
        if !text.complete {
            session
                .result
                .indented(&session.texts.say("message-unfinished"))?;
        }
    }
    Ok(())
}

fn show_status(session: &mut Session, case: &Case) -> Result<(), Failure> {
    let Some((status, day)) = case.status() else {
        return Ok(());
    };
    let code = status.code.as_str();
    let label = session.texts.find(&format!("status-{code}"));
    let label = label.unwrap_or_else(|| code.to_owned());
    let day = session.day(day);
    session.result.line("")?;
    let line = session
        .texts
        .with("status-is", &[("day", &day), ("status", &label)]);
    session.result.line(&line)?;
    show_dates(session, status)
}

fn show_dates(session: &mut Session, status: &Status) -> Result<(), Failure> {
    let is_waiting = status.code.as_str() == ACKNOWLEDGED_AFTER;
    let acknowledge = status.acknowledge_by.filter(|_| is_waiting);
    for (id, due) in [
        ("acknowledge-by", acknowledge),
        ("feedback-by", status.feedback_by),
    ] {
        let Some(due) = due else {
            continue;
        };
        let day = session.day(due);
        session
            .result
            .line(&session.texts.with(id, &[("day", &day)]))?;
        if Day::of(now()) > due {
            session.result.line(&session.texts.say("overdue"))?;
        }
    }
    Ok(())
}

/// Says what is wrong with the order of the replies.
fn show_faults(session: &mut Session, case: &Case) -> Result<(), Failure> {
    let missing = case
        .thread
        .missing
        .iter()
        .map(|range| match (range.start(), range.end()) {
            (first, last) if first == last => ("trouble-gap", first.to_string()),
            (first, last) => ("trouble-gap", format!("{first}–{last}")),
        });
    let repeated = case
        .thread
        .repeated
        .iter()
        .map(|n| ("trouble-repeat", n.to_string()));
    let unlinked = case
        .thread
        .unlinked
        .iter()
        .map(|n| ("trouble-link", n.to_string()));
    for (id, number) in missing.chain(repeated).chain(unlinked) {
        session
            .result
            .line(&session.texts.with(id, &[("number", &number)]))?;
    }
    for day in &case.unreadable {
        let day = session.day(*day);
        session
            .result
            .line(&session.texts.with("message-unreadable", &[("day", &day)]))?;
    }
    Ok(())
}
