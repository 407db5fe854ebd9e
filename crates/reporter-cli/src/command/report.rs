//! `bellrope report`

use std::path::Path;

use bellrope_protocol::content::{LetterBody, Report};
use bellrope_reporter::compose::Correspondent;

use super::check;
use crate::args::Writing;
use crate::attach::Attachments;
use crate::error::Failure;
use crate::questions::{LAST, Opening, Questions};
use crate::review::answers;
use crate::send::{Draft, check_new};
use crate::session::{Session, say_number};
use crate::story;
use crate::strip::{self, Form};
use crate::text::Texts;

/// What the reporter wants after the first question.
pub(crate) enum Intent {
    /// To send this report, with these files.
    Send(Box<Report>, Attachments),
    /// To read the answers to an earlier one.
    Check,
    /// To stop.
    Stop,
}

pub(super) fn run(args: &Writing, session: &mut Session) -> Result<(), Failure> {
    args.receipt_to.as_deref().map_or(Ok(()), check_new)?;
    explain_safety(session)?;
    let desk = session.visit_to_write()?;
    let name = session.name_of(desk.view.card());
    let attachments = session.attach(&args.content)?;
    let intent = ask_intent(session, args.from.as_deref(), attachments, &name)?;
    let (report, attachments) = match intent {
        Intent::Send(report, attachments) => (report, attachments),
        Intent::Check => return check::read(session, vec![Ok(desk)]),
        Intent::Stop => return session.say("stopped"),
    };
    let mut draft = Draft {
        body: LetterBody::Report(report),
        attachments,
    };
    // Whether it fits does not depend on the code, so the code is made once it does.
    let log_time = desk.view.log_time();
    let trial = bellrope_protocol::case_code::CaseCode::generate(&mut crate::session::system_rng());
    let trial = Correspondent::begin(desk.view.card(), &trial, log_time)?;
    session.fit(&trial, &mut draft, args.content.rest_as_attachment)?;
    let code = session.make_code()?;
    let writer = Correspondent::begin(desk.view.card(), &code, log_time)?;
    let sent = session.send(&desk, &writer, draft)?;
    session.say_sent("sent", desk.view.card(), &sent)?;
    session.say_apart("sent-next")?;
    session.save_receipt(&sent, args.receipt_to.as_deref())?;
    session.leave()
}

/// Shows the one screen that comes before everything else (requirements 18.3).
pub(super) fn explain_safety(session: &mut Session) -> Result<(), Failure> {
    session.say("safety")?;
    session.terminal.say("")?;
    session
        .terminal
        .ask(&session.texts.say("safety-understood"))?;
    Ok(())
}

/// Reads the report from a file, or asks for it.
pub(super) fn ask_intent(
    session: &mut Session,
    from: Option<&Path>,
    attachments: Attachments,
    desk: &str,
) -> Result<Intent, Failure> {
    if let Some(path) = from {
        return Ok(Intent::Send(Box::new(story::read(path)?), attachments));
    }
    session.say_apart("welcome")?;
    let opening = Questions::new(&mut session.terminal, &session.texts).ask_all()?;
    let report = match opening {
        Opening::Report(report) => *report,
        Opening::HaveCode => return Ok(Intent::Check),
        Opening::Stop => return Ok(Intent::Stop),
    };
    let attachments = ask_files(session, attachments)?;
    let report = review(session, report, &attachments, desk)?;
    if confirm_sending(session)? {
        Ok(Intent::Send(Box::new(report), attachments))
    } else {
        Ok(Intent::Stop)
    }
}

/// Asks for files, one after the other.
pub(super) fn ask_files(
    session: &mut Session,
    mut attachments: Attachments,
) -> Result<Attachments, Failure> {
    session.say_apart("q-files")?;
    session.say("files-hint")?;
    loop {
        let path = session.terminal.ask(&session.texts.say("files-ask"))?;
        if path.is_empty() {
            return Ok(attachments);
        }
        let path = Path::new(path.as_str());
        let Ok(look) = strip::look(path) else {
            session.say("files-missing")?;
            continue;
        };
        let before = attachments.len();
        for form in session.ask_forms(&look)? {
            if attachments.add(path, form, &look).is_err() {
                session.say("files-missing")?;
            }
        }
        if attachments.blocks().is_err() {
            attachments.cut(before);
            session.say("files-too-large")?;
        }
        for (name, len, form) in attachments.list().skip(before) {
            let text = say_file(&session.texts, "files-added", name, len, form);
            session.terminal.say(&text)?;
        }
    }
}

/// Shows all answers until nothing is to be changed.
fn review(
    session: &mut Session,
    mut report: Report,
    attachments: &Attachments,
    desk: &str,
) -> Result<Report, Failure> {
    loop {
        session.say_apart("q-review")?;
        let intro = session.texts.with("review-intro", &[("name", &desk)]);
        session.terminal.say(&intro)?;
        for answered in answers(&report, &session.texts) {
            session.say_apart(answered.question)?;
            let nothing = session.texts.say("review-nothing");
            let answer = if answered.answer.is_empty() {
                nothing
            } else {
                answered.answer
            };
            session.terminal.say(&indent(&answer))?;
        }
        let files = session
            .texts
            .with("review-files", &[("count", &attachments.len())]);
        session.terminal.say_apart(&files)?;
        for (name, len, form) in attachments.list() {
            let text = say_file(&session.texts, "review-file", name, len, form);
            session.terminal.say(&text)?;
        }
        let number = session.terminal.ask(&session.texts.say("review-change"))?;
        match number.trim_end_matches('.').parse() {
            _ if number.is_empty() => return Ok(report),
            Ok(number) if (1..=LAST).contains(&number) => {
                Questions::new(&mut session.terminal, &session.texts).ask(number, &mut report)?;
            }
            _ => session.say("review-no-number")?,
        }
    }
}

/// Tells of one file its name, its size, and whether it is a cleaned copy (R062).
fn say_file(texts: &Texts, id: &str, name: &str, len: u64, form: Option<Form>) -> String {
    let size = format!("{} kB", say_number(texts, len.div_ceil(1_000)));
    let form = match form {
        Some(Form::Clean) => texts.say("form-clean"),
        Some(Form::Original) => texts.say("form-original"),
        None => texts.say("form-text"),
    };
    texts.with(id, &[("name", &name), ("size", &size), ("form", &form)])
}

fn indent(answer: &str) -> String {
    let lines: Vec<String> = answer.lines().map(|line| format!("   {line}")).collect();
    lines.join("\n")
}

/// Sending takes a word, never just Enter (requirements R062).
pub(super) fn confirm_sending(session: &mut Session) -> Result<bool, Failure> {
    let word = session.texts.say("send-word");
    let prompt = session.texts.with("send-ask", &[("word", &word)]);
    Ok(session.terminal.ask(&prompt)?.to_lowercase() == word)
}
