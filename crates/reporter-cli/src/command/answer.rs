//! `bellrope answer`: a few questions apart from what is reported (R136, R138), each of which may be left out.

use std::collections::BTreeMap;

use bellrope_protocol::content::{Answers, LetterBody, Questions};
use bellrope_reporter::compose::{Correspondent, seal_apart};
use bellrope_reporter::mailbox::{Case, Mailbox};

use super::report::confirm_sending;
use crate::args::{Answer, AnswerOf};
use crate::error::{Class, Failure};
use crate::session::{Session, Visited, system_rng};
use crate::terminal::Choice;

/// Status codes from which on a desk has given feedback.
const AFTER_FEEDBACK: [&str; 3] = ["feedback", "closed", "aftercare"];

pub(super) fn run(args: Answer, session: &mut Session) -> Result<(), Failure> {
    match args.of {
        AnswerOf::Evaluation => evaluate(session),
        AnswerOf::Diversity => tell_of_oneself(session),
    }
}

/// Sends the evaluation in the case. Everything is downloaded before the code is asked for.
fn evaluate(session: &mut Session) -> Result<(), Failure> {
    let desk = session.visit_to_write()?;
    let code = session.ask_code()?;
    let mailbox = Mailbox::open(&desk.view, &code);
    if !mailbox.cases.iter().any(has_feedback) {
        return session.say_apart("answer-no-feedback");
    }
    let Some(answers) = ask(session, Questions::Evaluation)? else {
        return session.say("reply-nothing");
    };
    let card = desk.view.card();
    let writer = Correspondent::go_on(card, &code, desk.view.log_time(), &mailbox)?;
    if !confirm_sending(session)? {
        return session.say("stopped");
    }
    let body = LetterBody::Answers(answers);
    let sealed = writer.seal(body, session.letter_language(), None, &mut system_rng())?;
    send(session, &desk, &sealed)
}

/// Says whether the newest status that the desk wrote comes after feedback, or one before it was feedback.
fn has_feedback(case: &Case) -> bool {
    let mut statuses = case.thread.replies.iter();
    statuses.any(|reply| {
        let status = reply.content.status.as_ref();
        status.is_some_and(|status| AFTER_FEEDBACK.contains(&status.code.as_str()))
    })
}

/// Sends answers about oneself under a code that nobody keeps.
fn tell_of_oneself(session: &mut Session) -> Result<(), Failure> {
    let desk = session.visit_to_write()?;
    let Some(answers) = ask(session, Questions::Diversity)? else {
        return session.say("reply-nothing");
    };
    if !confirm_sending(session)? {
        return session.say("stopped");
    }
    let (card, log_time) = (desk.view.card(), desk.view.log_time());
    let language = session.letter_language();
    let sealed = seal_apart(card, log_time, answers, language, &mut system_rng())?;
    send(session, &desk, &sealed)
}

fn send(
    session: &mut Session,
    desk: &Visited,
    sealed: &bellrope_reporter::compose::Sealed,
) -> Result<(), Failure> {
    let unknown = Failure::new(Class::Unreachable, "fate-unknown");
    let sent = session.post_letter(&desk.relay, desk.view.card(), sealed, unknown)?;
    session.say_sent("answer-sent", desk.view.card(), &sent)?;
    session.leave()
}

/// Asks every question of a list; `None` if none was answered.
fn ask(session: &mut Session, of: Questions) -> Result<Option<Answers>, Failure> {
    session.say_apart(&format!("answer-{}", of.as_str()))?;
    let mut given = BTreeMap::new();
    for question in of.asked() {
        let choice = |code: &&'static str| Choice {
            value: *code,
            label: session.texts.say(&format!("answer-is-{code}")),
        };
        let choices: Vec<Choice<&str>> = of.choices().iter().map(choice).collect();
        let text = session.texts.say(&format!("answer-q-{question}"));
        let prompt = session.texts.say("choose-one-or-none");
        let retry = session.texts.say("choose-again");
        let answer = session.terminal.ask_one(&text, &choices, &prompt, &retry)?;
        if let Some(code) = answer {
            given.insert((*question).to_owned(), code.to_owned());
        }
    }
    Ok((!given.is_empty()).then_some(Answers { of, given }))
}
