//! `bellrope seal`: a letter and its blocks as files, on a machine without a network.
//!
//! Spec: docs/protocol.md §16.

use std::path::Path;

use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::LetterBody;
use bellrope_protocol::parcel::{BlockAddress, ParcelKey};
use bellrope_protocol::time::Day;
use bellrope_reporter::compose::Correspondent;
use bellrope_reporter::folder::{
    BLOCKS_NAME, DESCRIPTION_NAME, LETTER_NAME, SealedFolder, block_name,
};

use super::report::{Intent, ask_intent, explain_safety};
use crate::args::Seal;
use crate::attach::Attachments;
use crate::desks::card_file;
use crate::error::Failure;
use crate::send::{Draft, check_new, make_folder, write_new};
use crate::session::{Session, now, system_rng};

pub(super) fn run(args: &Seal, session: &mut Session) -> Result<(), Failure> {
    check_new(&args.to)?;
    explain_safety(session)?;
    let card = card_file(&session.common)?;
    let now = now();
    card.check_unexpired(now)
        .map_err(bellrope_reporter::view::CardError::from)?;
    let (card, name) = (card.card(), session.name_of(card.card()));
    say_desk(
        session,
        &name,
        &card.founding.fingerprint().to_string(),
        now,
    )?;
    let attachments = session.attach(&args.content)?;
    let intent = ask_intent(session, args.from.as_deref(), attachments, &name)?;
    let Intent::Send(report, attachments) = intent else {
        return session.say("stopped");
    };
    let mut draft = Draft {
        body: LetterBody::Report(report),
        attachments,
    };
    let trial = Correspondent::begin(card, &CaseCode::generate(&mut system_rng()), now)?;
    session.fit(&trial, &mut draft, args.content.rest_as_attachment)?;
    let code = session.make_code()?;
    let writer = Correspondent::begin(card, &code, now)?;
    make_folder(&args.to)?;
    let (parcel, blocks) = write_blocks(session, &args.to, draft.attachments)?;
    let language = session.letter_language();
    let sealed = writer.seal(draft.body, language, parcel, &mut system_rng())?;
    write_new(&args.to.join(LETTER_NAME), &sealed.to_bytes())?;
    let fingerprint = card.founding.fingerprint();
    let folder = SealedFolder::new(card.base(), fingerprint, writer.week(), blocks);
    // Last: a folder without it is not whole.
    write_new(&args.to.join(DESCRIPTION_NAME), folder.to_json().as_bytes())?;
    say_sealed(session, &args.to, folder.post_before)
}

fn say_desk(session: &mut Session, name: &str, fingerprint: &str, now: u64) -> Result<(), Failure> {
    session
        .terminal
        .say_apart(&session.texts.with("desk-is", &[("name", &name)]))?;
    let text = session
        .texts
        .with("desk-fingerprint", &[("fingerprint", &fingerprint)]);
    session.terminal.say(&text)?;
    let today = session.day(Day::of(now));
    Ok(session
        .terminal
        .say(&session.texts.with("sealed-clock", &[("day", &today)]))?)
}

/// Writes the blocks of the attachments, each under its number.
fn write_blocks(
    session: &Session,
    folder: &Path,
    attachments: Attachments,
) -> Result<(Option<ParcelKey>, Vec<BlockAddress>), Failure> {
    let mut addresses = Vec::new();
    let Some(count) = attachments.blocks()? else {
        return Ok((None, addresses));
    };
    let blocks = folder.join(BLOCKS_NAME);
    make_folder(&blocks)?;
    let bar = session.upload_bar(count.into());
    let parcel = attachments.pack(|block| {
        addresses.push(block.address);
        write_new(&blocks.join(block_name(block.index)), block.bytes)?;
        bar.advance(block.bytes.len() as u64);
        Ok(())
    })?;
    bar.clear();
    Ok((parcel, addresses))
}

fn say_sealed(session: &mut Session, folder: &Path, before: Day) -> Result<(), Failure> {
    let (day, folder) = (session.day(before), folder.display().to_string());
    let text = session
        .texts
        .with("sealed", &[("day", &day), ("folder", &folder)]);
    session.terminal.say_apart(&text)?;
    session.say("sealed-not-sent")?;
    session.leave()
}
