//! `push`: from a bundle to the relay.

use bellrope_bundle::{Direction, Member, UnverifiedBundle};

use crate::args;
use crate::error::{CourierError, say};
use crate::relay::{Posted, Relay};

/// Posts every member of an outward bundle in its order: cards, replies by day, the rest.
///
/// Posting again changes nothing. What is stale is named, and the rest is posted all the same:
/// a bundle may overlap with the one before.
pub(crate) fn run(args: &args::Push) -> Result<(), CourierError> {
    let bundle = UnverifiedBundle::open(&args.bundle).map_err(CourierError::Open)?;
    if bundle.direction() != Direction::Outward {
        return Err(CourierError::Direction {
            found: bundle.direction(),
            expected: Direction::Outward,
        });
    }
    let relay = Relay::new(&args.connection, bundle.desk())?;
    let count = bundle.members().len();
    let mut stale = 0;
    for member in bundle.members() {
        let Some(path) = post_path(member) else {
            continue;
        };
        let body = bundle.read(member)?.unwrap_or_default();
        let posted = relay.post(path, &body)?;
        stale += usize::from(posted == Posted::Stale);
        say(&format!("{member}: {}", outcome(posted)))?;
    }
    if stale > 0 {
        return Err(CourierError::Stale {
            taken: count - stale,
            count,
            stale,
        });
    }
    Ok(())
}

/// Returns where a member is posted (docs/protocol.md §13).
fn post_path(member: Member) -> Option<&'static str> {
    match member {
        Member::PostCard { .. } => Some("cards"),
        Member::PostReplies { .. } => Some("replies"),
        Member::PostConfirm => Some("confirm"),
        Member::PostBoard => Some("board"),
        _ => None,
    }
}

fn outcome(posted: Posted) -> &'static str {
    match posted {
        Posted::Taken => "taken",
        Posted::Known => "was there already",
        Posted::Stale => "stale, the relay has something else or newer",
    }
}
