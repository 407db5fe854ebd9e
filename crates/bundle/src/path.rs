//! Paths of members: written one way, read that way only.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::base::DeskName;

use crate::member::{Log, Member};

/// The whole path of a member, `v1/desks/<desk>/<member>`: the relay's own URL path without the
/// leading slash. At most 100 bytes, so it always fits the name field of a ustar header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPath {
    /// The desk.
    pub desk: DeskName,
    /// The member.
    pub member: Member,
}

impl fmt::Display for MemberPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v1/desks/{}/{}", self.desk, self.member)
    }
}

impl FromStr for MemberPath {
    type Err = PathError;

    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let (desk, member) = path
            .strip_prefix("v1/desks/")
            .and_then(|rest| rest.split_once('/'))
            .ok_or(PathError)?;
        Ok(Self {
            desk: desk.parse().map_err(|_| PathError)?,
            member: member.parse()?,
        })
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint { log } => write!(f, "{log}/checkpoint"),
            Self::Card { serial } => write!(f, "cards/{serial}"),
            Self::ReplyNotes { page } => write!(f, "replies/batches/{page}"),
            Self::BatchNotes { page } => write!(f, "intake/batches/{page}"),
            Self::PrunedNotes { page } => write!(f, "intake/pruned/{page}"),
            Self::Tile { log, tile } => write!(f, "{log}/{tile}"),
            Self::Confirm => f.write_str("confirm"),
            Self::Board => f.write_str("board"),
            Self::Batch { number } => write!(f, "intake/batch/{number}"),
            Self::Block { address } => write!(f, "blocks/{:032x}", u128::from_be_bytes(*address)),
            Self::PostCard { serial } => write!(f, "post/cards/{serial}"),
            Self::PostReplies { day } => write!(f, "post/replies/{day}"),
            Self::PostConfirm => f.write_str("post/confirm"),
            Self::PostBoard => f.write_str("post/board"),
        }
    }
}

impl FromStr for Member {
    type Err = PathError;

    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let member = parse(path).ok_or(PathError)?;
        // One spelling for each member, whatever the parser below lets through.
        if !member.is_valid() || member.to_string() != path {
            return Err(PathError);
        }
        Ok(member)
    }
}

fn parse(path: &str) -> Option<Member> {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match first {
        "cards" => parse_in_log(Log::Cards, rest),
        "replies" => parse_in_log(Log::Replies, rest),
        "intake" => parse_in_log(Log::Intake, rest),
        "confirm" => Some(Member::Confirm),
        "board" => Some(Member::Board),
        "blocks" => parse_block(rest),
        "post" => parse_post(rest),
        _ => None,
    }
}

fn parse_in_log(log: Log, rest: &str) -> Option<Member> {
    if rest == "checkpoint" {
        return Some(Member::Checkpoint { log });
    }
    if rest.starts_with("tile/") {
        let tile = rest.parse().ok()?;
        return Some(Member::Tile { log, tile });
    }
    let (kind, number) = rest.rsplit_once('/').unwrap_or(("", rest));
    let number = number.parse().ok()?;
    match (log, kind) {
        (Log::Cards, "") => Some(Member::Card { serial: number }),
        (Log::Replies, "batches") => Some(Member::ReplyNotes { page: number }),
        (Log::Intake, "batches") => Some(Member::BatchNotes { page: number }),
        (Log::Intake, "pruned") => Some(Member::PrunedNotes { page: number }),
        (Log::Intake, "batch") => Some(Member::Batch { number }),
        _ => None,
    }
}

fn parse_block(hex: &str) -> Option<Member> {
    let address = u128::from_str_radix(hex, 16).ok()?.to_be_bytes();
    Some(Member::Block { address })
}

fn parse_post(rest: &str) -> Option<Member> {
    match rest.split_once('/') {
        Some(("cards", serial)) => Some(Member::PostCard {
            serial: serial.parse().ok()?,
        }),
        Some(("replies", day)) => Some(Member::PostReplies {
            day: day.parse().ok()?,
        }),
        None if rest == "confirm" => Some(Member::PostConfirm),
        None if rest == "board" => Some(Member::PostBoard),
        _ => None,
    }
}

/// A path is not in the grammar of docs/protocol.md §14. The path itself is not kept: it may
/// come from anywhere and say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("path is not one that a bundle may have")]
pub struct PathError;

#[cfg(test)]
mod tests;
