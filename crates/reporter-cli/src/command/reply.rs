//! `bellrope reply`: a further message, or a withdrawal. Downloads what `check` downloads, first.

use bellrope_protocol::content::LetterBody;
use bellrope_reporter::compose::Correspondent;
use bellrope_reporter::mailbox::Mailbox;

use super::check::show_desk;
use super::report::{ask_files, confirm_sending};
use crate::args::Reply;
use crate::error::Failure;
use crate::send::{Draft, check_new};
use crate::session::Session;

pub(super) fn run(args: &Reply, session: &mut Session) -> Result<(), Failure> {
    args.receipt_to.as_deref().map_or(Ok(()), check_new)?;
    let desk = session.visit_to_write()?;
    let attachments = session.attach(&args.content)?;
    let code = session.ask_code()?;
    let mailbox = Mailbox::open(&desk.view, &code);
    show_desk(session, &desk.view, &mailbox)?;
    if mailbox.is_empty() {
        session.result.line(&session.texts.say("mailbox-empty"))?;
    }
    let Some(body) = ask_body(session, args.withdraw)? else {
        return session.say("reply-nothing");
    };
    let attachments = if args.withdraw || !session.terminal.is_interactive() {
        attachments
    } else {
        ask_files(session, attachments)?
    };
    let card = desk.view.card();
    let writer = Correspondent::go_on(card, &code, desk.view.log_time(), &mailbox)?;
    let mut draft = Draft { body, attachments };
    session.fit(&writer, &mut draft, args.content.rest_as_attachment)?;
    if !confirm_sending(session)? {
        return session.say("stopped");
    }
    let sent = session.send(&desk, &writer, draft)?;
    session.say_sent("sent", desk.view.card(), &sent)?;
    session.save_receipt(&sent, args.receipt_to.as_deref())?;
    session.leave()
}

/// Asks what to say; nothing at all is only for withdrawing.
fn ask_body(session: &mut Session, withdraw: bool) -> Result<Option<LetterBody>, Failure> {
    if withdraw {
        session.say_apart("reply-withdraw")?;
        let text = session
            .terminal
            .ask_text(&session.texts.say("text-optional"))?;
        session.say("reply-withdraw-note")?;
        let text = (!text.is_empty()).then(|| text.to_string());
        return Ok(Some(LetterBody::Withdraw { text }));
    }
    session.say_apart("reply-text")?;
    let text = session
        .terminal
        .ask_text(&session.texts.say("text-required"))?;
    Ok((!text.is_empty()).then(|| LetterBody::Message {
        text: text.to_string(),
    }))
}
