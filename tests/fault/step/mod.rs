//! The verbs that attacks are made of. Each does one thing, to real files, with real keys.

mod bundle;
mod desk;
mod file;
mod log;
pub(crate) mod record;
mod wire;

use bellrope_bundle::Log;
use rand::SeedableRng as _;
use rand::rngs::{StdRng, SysRng};
use serde::Deserialize;

use crate::field::Field;
use record::{Cosigned, Records};

/// Something that an attacker does.
pub(crate) trait Act {
    /// Does it, or says why it cannot be done.
    fn act(&self, field: &mut Field) -> Result<(), String>;
}

/// One step of an attack, by its verb.
#[derive(Debug, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub(crate) enum Step {
    // Whoever can write to a disk.
    Append(file::Append),
    Attribute(file::Attribute),
    Copy(file::Copy),
    Cut(file::Cut),
    Flip(file::Flip),
    FreePage(file::FreePage),
    Link(file::Link),
    Mode(file::Mode),
    Overwrite(file::Overwrite),
    Remove(file::Remove),
    Repeat(file::Repeat),
    Replace(file::Replace),
    Row(file::Row),
    Swap(file::Swap),
    Touch(file::Touch),
    Write(file::Write),
    // Who has the relay's keys.
    Batch(log::Batch),
    Checkpoint(log::Checkpoint),
    Cosignature(log::Cosignature),
    Delete(log::Delete),
    Keep(log::Keep),
    Letter(log::Letter),
    Note(log::Note),
    RollBack(log::RollBack),
    // Who has the desk's keys, or says so.
    Board(desk::Board),
    Card(desk::Card),
    Confirm(desk::Confirm),
    HandOut(desk::HandOut),
    Reply(desk::Reply),
    // Who carries.
    Bundle(bundle::Bundle),
    // Who stands on the line.
    Answer(wire::Answer),
    Days(wire::Days),
    Fork(wire::Fork),
    Site(wire::Site),
}

impl Act for Step {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let act: &dyn Act = match self {
            Self::Append(act) => act,
            Self::Attribute(act) => act,
            Self::Copy(act) => act,
            Self::Cut(act) => act,
            Self::Flip(act) => act,
            Self::FreePage(act) => act,
            Self::Link(act) => act,
            Self::Mode(act) => act,
            Self::Overwrite(act) => act,
            Self::Remove(act) => act,
            Self::Repeat(act) => act,
            Self::Replace(act) => act,
            Self::Row(act) => act,
            Self::Swap(act) => act,
            Self::Touch(act) => act,
            Self::Write(act) => act,
            Self::Batch(act) => act,
            Self::Checkpoint(act) => act,
            Self::Cosignature(act) => act,
            Self::Delete(act) => act,
            Self::Keep(act) => act,
            Self::Letter(act) => act,
            Self::Note(act) => act,
            Self::RollBack(act) => act,
            Self::Board(act) => act,
            Self::Card(act) => act,
            Self::Confirm(act) => act,
            Self::HandOut(act) => act,
            Self::Reply(act) => act,
            Self::Bundle(act) => act,
            Self::Answer(act) => act,
            Self::Days(act) => act,
            Self::Fork(act) => act,
            Self::Site(act) => act,
        };
        act.act(field)
    }
}

/// Returns a generator that the system has seeded.
fn fresh_rng() -> StdRng {
    StdRng::try_from_rng(&mut SysRng).unwrap()
}

/// Says an error.
fn said(err: impl ToString) -> String {
    err.to_string()
}

/// A log, as attacks name it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogName {
    Cards,
    Replies,
    Intake,
}

impl From<LogName> for Log {
    fn from(name: LogName) -> Self {
        match name {
            LogName::Cards => Self::Cards,
            LogName::Replies => Self::Replies,
            LogName::Intake => Self::Intake,
        }
    }
}

/// Makes all of the intake log and all checkpoints again, as they were: the control for the verbs
/// of those who have the relay's keys.
pub(crate) fn make_again(field: &mut Field) -> Result<(), String> {
    let mut records = Records::read(&field.store())?;
    let keys = Cosigned::With.keys(field);
    field.tamper(|store| {
        records.make_intake(store, &keys)?;
        for log in [Log::Replies, Log::Cards] {
            records.sign(log, &keys)?;
        }
        records.write()
    })
}
