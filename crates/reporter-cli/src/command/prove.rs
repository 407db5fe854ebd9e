//! `bellrope prove`: a proof for the drawer that a letter was logged, only if its reporter wants one.
//! Downloads what `check` downloads and asks for nothing more.

use std::path::Path;

use bellrope_protocol::time::Day;
use bellrope_reporter::mailbox::{Mailbox, OwnLetter};
use bellrope_reporter::prove::prove;
use bellrope_reporter::view::DeskView;

use crate::args::Prove;
use crate::error::Failure;
use crate::send::{check_new, write_new};
use crate::session::{Session, Visited, say_number};
use crate::terminal::Choice;

pub(super) fn run(args: &Prove, session: &mut Session) -> Result<(), Failure> {
    check_new(&args.to)?;
    let mut visited = Vec::new();
    for desk in session.visit_all()? {
        match desk {
            Ok(Visited { view, .. }) => visited.push(view),
            Err(failure) => session.say_failure(&failure),
        }
    }
    // spec: §15, no further request from here on
    let code = session.ask_code()?;
    let mut letters: Vec<(&DeskView, OwnLetter)> = Vec::new();
    for view in &visited {
        let mailbox = Mailbox::open(view, &code);
        let own = mailbox.cases.iter().flat_map(|case| &case.letters);
        letters.extend(own.map(|letter| (view, *letter)));
    }
    let Some((view, letter)) = choose(session, &letters)? else {
        return Err(Failure::refused("prove-none"));
    };
    if !session.ask_yes("prove-warning")? {
        return session.say("prove-not");
    }
    let proof = prove(view, &letter).map_err(|err| Failure::refused("view").because(err))?;
    write_new(&args.to, proof.to_string().as_bytes())?;
    say_written(session, view, &args.to)
}

/// Asks which letter, if there are several.
fn choose<'a>(
    session: &mut Session,
    letters: &[(&'a DeskView, OwnLetter)],
) -> Result<Option<(&'a DeskView, OwnLetter)>, Failure> {
    if letters.len() < 2 {
        return Ok(letters.first().copied());
    }
    let choices: Vec<Choice<usize>> = letters
        .iter()
        .enumerate()
        .map(|(value, (view, letter))| Choice {
            value,
            label: label(session, view, letter),
        })
        .collect();
    let question = session.texts.say("prove-which");
    let (prompt, retry) = (
        session.texts.say("choose-one"),
        session.texts.say("choose-again"),
    );
    let chosen = session
        .terminal
        .ask_required(&question, &choices, &prompt, &retry)?;
    Ok(letters.get(chosen).copied())
}

fn label(session: &Session, view: &DeskView, letter: &OwnLetter) -> String {
    let name = session.name_of(view.card());
    let day = session.day(Day::of(u64::from(letter.epoch).saturating_sub(1)));
    let entry = say_number(&session.texts, letter.entry);
    session.texts.with(
        "prove-letter",
        &[("name", &name), ("day", &day), ("entry", &entry)],
    )
}

fn say_written(session: &mut Session, view: &DeskView, to: &Path) -> Result<(), Failure> {
    let file = to.display().to_string();
    let text = session.texts.with("prove-written", &[("file", &file)]);
    session.terminal.say_apart(&text)?;
    let fingerprint = view.fingerprint().to_string();
    let text = session
        .texts
        .with("prove-check", &[("fingerprint", &fingerprint)]);
    session.terminal.say(&text)?;
    if view.card().witnesses.quorum == 0 {
        session.say("prove-no-witness")?;
    }
    Ok(())
}
