//! `bellrope card`: a verified key card as a file, for sealing without a network.

use bellrope_protocol::time::Day;

use crate::args::Card;
use crate::error::Failure;
use crate::send::{check_new, write_new};
use crate::session::Session;

pub(super) fn run(args: &Card, session: &mut Session) -> Result<(), Failure> {
    check_new(&args.to)?;
    let desk = session.visit_to_write()?;
    write_new(&args.to, desk.view.card_bytes())?;
    let name = session.name_of(desk.view.card());
    let file = args.to.display().to_string();
    let day = session.day(Day::of(desk.view.card().not_after));
    let text = session.texts.with(
        "card-saved",
        &[("name", &name), ("file", &file), ("day", &day)],
    );
    session.terminal.say_apart(&text)?;
    session.say("card-compare")
}
