//! A courier's bundle, as it is: what a relay said on the day it was made.

use std::path::{Path, PathBuf};

use bellrope_bundle::{Direction, Log, Member, OpenError, UnverifiedBundle};
use bellrope_protocol::base::DeskName;

use super::{Bodies, Found, Item, Source, SourceError};

/// A bundle on its way to the desk (docs/protocol.md §14). Its form is checked; what it says is not.
#[derive(Debug)]
pub struct BundleSource {
    path: PathBuf,
    bundle: UnverifiedBundle,
}

impl BundleSource {
    /// Opens a bundle and reads its headers.
    ///
    /// # Errors
    ///
    /// [`OpenBundleError`], by variant.
    pub fn open(path: &Path) -> Result<Self, OpenBundleError> {
        let bundle = UnverifiedBundle::open(path)?;
        if bundle.direction() == Direction::Outward {
            return Err(OpenBundleError::Outward);
        }
        Ok(Self {
            path: path.to_owned(),
            bundle,
        })
    }
}

impl Source for BundleSource {
    fn name(&self) -> String {
        format!("bundle {}", self.path.display())
    }

    fn open(&self, desk: &DeskName, item: Item) -> Result<Found<'_>, SourceError> {
        let member = member_of(item).filter(|_| self.bundle.desk() == desk);
        match member.and_then(|member| self.bundle.body(member)) {
            Some(body) => Ok(Found::Body(Box::new(body))),
            None if self.may_lack(item) => Err(SourceError::LeftOut {
                what: item.to_string(),
            }),
            None => Ok(Found::Absent),
        }
    }

    fn bodies(&self, _desk: &DeskName, log: Log) -> Bodies {
        let has_any = self.bundle.members().any(is_batch);
        match log {
            Log::Intake if has_any => Bodies::Some,
            _ => Bodies::None,
        }
    }

    fn tells_pruning(&self, _desk: &DeskName, log: Log) -> bool {
        // The oldest letters are deleted first: where they are, nothing was.
        let pages = |member| matches!(member, Member::PrunedNotes { .. });
        log == Log::Intake
            && (self.bundle.contains(Member::Batch { number: 0 })
                || self.bundle.members().any(pages))
    }
}

impl BundleSource {
    /// Says whether a bundle of an honest courier may be without an item that the relay has: the
    /// letters and notes that the desk has confirmed, and cards before the newest.
    fn may_lack(&self, item: Item) -> bool {
        let notes = |member| matches!(member, Member::BatchNotes { .. });
        match item {
            Item::Card { .. } => true,
            Item::Tile { log, .. } => log == Log::Intake,
            Item::Notes { log, page } => {
                log == Log::Intake && page == 0 && self.bundle.members().any(notes)
            }
            _ => false,
        }
    }
}

fn is_batch(member: Member) -> bool {
    matches!(member, Member::Batch { .. })
}

/// Returns the member that an item is in a bundle, if bundles have it.
fn member_of(item: Item) -> Option<Member> {
    Some(match item {
        Item::Checkpoint { log } => Member::Checkpoint { log },
        Item::Tile { log, tile } => Member::Tile { log, tile },
        Item::Card { serial } => Member::Card { serial },
        Item::Notes { log, page } => match log {
            Log::Intake => Member::BatchNotes { page },
            Log::Replies => Member::ReplyNotes { page },
            Log::Cards => return None,
        },
        Item::Pruned {
            log: Log::Intake,
            page,
        } => Member::PrunedNotes { page },
        Item::Confirm => Member::Confirm,
        Item::Board => Member::Board,
        Item::Batch {
            log: Log::Intake,
            number,
        } => Member::Batch { number },
        Item::Block { address } => Member::Block { address },
        Item::Pruned { .. } | Item::PastBoard { .. } | Item::Batch { .. } => return None,
    })
}

/// Why a file cannot be audited as a bundle.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenBundleError {
    /// It is no bundle.
    #[error("file is not a bundle")]
    Form(#[from] OpenError),
    /// It goes from the desk to the relay, and holds no log.
    #[error("bundle goes from desk to relay and holds no log")]
    Outward,
}
