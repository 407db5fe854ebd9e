//! What `check` says of the desk's board: whether the reporter's own line is true.

use bellrope_reporter::listing::{Difference, Held, Listing, Monday, Term, Which};
use bellrope_reporter::mailbox::Case;
use bellrope_reporter::view::{DeskView, PublishedBoard};

use crate::error::Failure;
use crate::session::Session;
use crate::text::Argument;

/// Says what the board has of a case.
pub(super) fn show(session: &mut Session, view: &DeskView, case: &Case) -> Result<(), Failure> {
    match Listing::of(view, case) {
        Listing::NoBoard => show_none(session, view),
        Listing::Unlisted { day, overdue } => {
            let day = session.day(day);
            if overdue.is_empty() {
                return say(session, "board-unlisted", &[("day", &day)]);
            }
            for which in overdue {
                let term = term(session, which);
                say(session, "board-overdue", &[("day", &day), ("term", &term)])?;
            }
            Ok(())
        }
        Listing::Listed(held) => show_held(session, view, &held),
    }
}

fn show_none(session: &mut Session, view: &DeskView) -> Result<(), Failure> {
    let id = match view.board() {
        PublishedBoard::Refused(_) => "board-refused",
        _ => "board-none",
    };
    say(session, id, &[])
}

fn show_held(session: &mut Session, view: &DeskView, held: &Held) -> Result<(), Failure> {
    let number = match view.board() {
        PublishedBoard::Signed(board) => board.number.to_string(),
        _ => String::new(),
    };
    let day = session.day(held.day);
    let args: [(&str, &dyn Argument); 2] = [("number", &number), ("day", &day)];
    if held.differences.is_empty() {
        let id = if held.is_partial {
            "board-partial"
        } else {
            "board-agrees"
        };
        return say(session, id, &args);
    }
    say(session, "board-differs", &args)?;
    for difference in &held.differences {
        let line = difference_of(session, difference);
        session.result.item(&line)?;
    }
    say(session, "board-differs-means", &[])
}

fn difference_of(session: &Session, difference: &Difference) -> String {
    match *difference {
        Difference::Received { board, log } => {
            let (board, log) = (week(session, board), week(session, log));
            let args: [(&str, &dyn Argument); 2] = [("board", &board), ("log", &log)];
            session.texts.with("board-received", &args)
        }
        Difference::Week { which, board, sent } => {
            let sent = session.day(sent);
            with_term(session, "board-week", which, board, ("sent", &sent))
        }
        Difference::Nothing { which, board } => {
            with_term(session, "board-nothing", which, board, ("sent", &""))
        }
        Difference::Word { which, board, due } => {
            let due = session.day(due);
            with_term(session, "board-word", which, board, ("due", &due))
        }
    }
}

fn with_term(
    session: &Session,
    id: &str,
    which: Which,
    board: Term,
    more: (&str, &dyn Argument),
) -> String {
    let (term, said) = (term(session, which), said(session, board));
    session
        .texts
        .with(id, &[("term", &term), ("said", &said), more])
}

fn term(session: &Session, which: Which) -> String {
    session.texts.say(match which {
        Which::Acknowledgement => "board-term-acknowledgement",
        Which::Feedback => "board-term-feedback",
    })
}

/// Says how the board has a term.
fn said(session: &Session, term: Term) -> String {
    let id = format!("board-said-{}", term.word());
    match term.week() {
        Some(monday) => session.texts.with(&id, &[("week", &week(session, monday))]),
        None => session.texts.say(&id),
    }
}

fn week(session: &Session, monday: Monday) -> String {
    session.day(monday.first())
}

fn say(session: &mut Session, id: &str, args: &[(&str, &dyn Argument)]) -> Result<(), Failure> {
    session.result.line("")?;
    Ok(session.result.line(&session.texts.with(id, args))?)
}
